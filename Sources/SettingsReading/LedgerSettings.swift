import ConsentLedger

/// What settings say of the consent ledger.
package struct LedgerSettings {
  package var path: String
  /// The file of its key; nil if the settings name none.
  package var keyPath: String?
  /// The file of the key that signs; nil if the settings name none.
  package var signingKeyPath: String?
  /// The brand that contacts, where the command line names none.
  package var brand: String?
  /// Where the law asks for a consent.
  package var policy = ConsentPolicy()
  /// For how long what is recorded is kept.
  package var retention = RetentionPolicy()

  package init(path: String, keyPath: String? = nil) {
    self.path = path
    self.keyPath = keyPath
  }

  /// The files that are read, which no output may replace.
  package var paths: [String] { [keyPath, signingKeyPath, path].compactMap { $0 } }
}
