import ConsentLedger
import Files

/// What remains to be done of people who are erased: they are nowhere else, and who has them is told.
struct ErasureFinish {
  let writer: LedgerWriter
  private let messages = Messages(isQuiet: false)

  init(writer: LedgerWriter) { self.writer = writer }

  /// - Parameter purposes: Those that were recorded of the people.
  func run(purposes: Set<String>) throws {
    let ledger = writer.ledger
    try compile()
    if try !writer.removeTraces() {
      messages.warn(
        "\(ledger.path): somebody reads it just now, so that its log still has what was erased; the next command "
          + "that writes to it overwrites that")
    }
    let recipients = try purposes.sorted().compactMap {
      try ledger.version(of: .purpose, $0)?["recipients"]
    }
    if !recipients.isEmpty {
      messages.note(
        "tell those who have the data from you (GDPR 19): " + recipients.joined(separator: "; "))
    }
  }

  /// Makes the indexes anew, for those of before have codes of the people.
  private func compile() throws {
    let ledger = writer.ledger
    do {
      try LedgerCommand.Compile.compile(
        ledger, LedgerCompilation.compiledScopes(of: ledger), memoryByteCount: 1 << 30, messages)
    } catch {
      messages.warn(
        "\(ledger.path): they are erased, and contacted by nobody; but its indexes still have codes of their numbers: "
          + "run nodial ledger compile when what follows is mended")
      throw error
    }
  }
}
