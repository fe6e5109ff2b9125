import ConsentLedger
import Files

/// The file beside a ledger that says who was erased: what keeps them out of a ledger that is restored.
enum ErasureFile {
  /// That of a ledger; nil if there is none.
  static func path(beside ledger: String) -> String? {
    let path = "\(ledger).erasures"
    return FileIdentity(path: path) == nil ? nil : path
  }

  /// What it holds, all of which can be read.
  static func text(_ path: String) throws -> String {
    let text = try TextFile.text(path)
    if let line = LedgerBackup.unreadableLine(ofErasures: text) {
      throw Failure(
        "\(path):\(line): is no erasure; if it was cut off, delete it, for that erasure was not carried out; else use a "
          + "copy of the file")
    }
    return text
  }
}
