import Keys

extension KeyError {
  /// What happened and what to do, in one sentence.
  var sentence: String {
    guard kind == .notAKey else { return description }
    return
      "\(self); name another file, or restore this one from its copy (nodial key new makes one for what is new)"
  }
}
