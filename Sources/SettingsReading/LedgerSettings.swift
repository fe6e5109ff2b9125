import ConsentLedger

/// What settings say of the consent ledger.
struct LedgerSettings {
  var path: String
  /// The file of its key; nil if the settings name none.
  var keyPath: String?
  /// The file of the key that signs; nil if the settings name none.
  var signingKeyPath: String?
  /// The brand that contacts, where the command line names none.
  var brand: String?
  /// Where the law asks for a consent.
  var policy = ConsentPolicy()
  /// For how long what is recorded is kept.
  var retention = RetentionPolicy()

  /// The files that are read, which no output may replace.
  var paths: [String] { [keyPath, signingKeyPath, path].compactMap { $0 } }
}
