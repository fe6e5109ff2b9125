import Keys

extension KeyError {
  /// What happened and what to do, in one sentence.
  var sentence: String {
    kind == .notAKey ? "\(self); name another file, or make one with nodial key new" : description
  }
}
