import SuppressionLists

extension IndexError {
  /// The option that settles what the error says; nil if it says that itself.
  var remedy: String? {
    guard case .keyMissing = kind else { return nil }
    return "say --key FILE, set NODIAL_KEY_FILE, or write key = \"FILE\" in the settings"
  }

  /// What happened and what to do, in one sentence.
  var sentence: String { remedy.map { "\(self); \($0)" } ?? description }
}
