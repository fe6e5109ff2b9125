import ConsentLedger

extension LedgerError {
  /// What happened and what to do, in one sentence.
  var sentence: String {
    guard kind == .unsigned else { return description }
    return "\(self); name it with signing_key = \"FILE\" under [ledger], or with --signing-key FILE"
  }
}
