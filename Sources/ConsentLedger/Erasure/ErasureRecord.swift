import Files
import Keys

/// An erasure as it is kept beside the ledger, so that a backup of before does not bring the person back: a line of JSON.
///
/// ```
///   {"day":"2026-11-27","events":"9:1f…,11:c0…","ledger":"…","tombstone":"…"}
/// ```
///
/// It tells nothing of anybody: events by number and commitment, and the code of the tombstone. Keep a copy where the backups
/// are.
struct ErasureRecord: Equatable {
  /// An event whose body is gone. Its commitment tells it from one that has got its number after a restore.
  struct Event: Equatable {
    var seq: Int64
    var commitment: Hash
  }

  var ledgerID: [UInt8]
  var events: [Event]
  var tombstone: Tombstone?

  /// Where those of a ledger are.
  static func path(ofLedger path: String) -> String { "\(path).erasures" }

  var line: String {
    let list = events.map { "\($0.seq):\($0.commitment)" }.joined(separator: ",")
    let body = EventBody(
      [("events", list), ("ledger", Hexadecimal.text(ledgerID))] + (tombstone?.fields ?? []))
    return String(decoding: body.bytes, as: UTF8.self)
  }

  /// - Returns: Nil if the line is none that ``line`` gives.
  init?(line: some StringProtocol) {
    guard let body = EventBody(bytes: Array(line.utf8)),
      let id = body["ledger"].flatMap({ Hexadecimal.bytes($0) })
    else { return nil }
    ledgerID = id
    tombstone = Tombstone(body)
    events = []
    for text in (body["events"] ?? "").split(separator: ",") {
      let parts = text.split(separator: ":")
      guard parts.count == 2, let seq = Int64(parts[0]), let hash = Hash(parts[1]) else {
        return nil
      }
      events.append(Event(seq: seq, commitment: hash))
    }
  }

  init(ledgerID: [UInt8], events: [Event], tombstone: Tombstone?) {
    self.ledgerID = ledgerID
    self.events = events
    self.tombstone = tombstone
  }

  /// Adds records to those of a ledger; they are on the disk when this returns.
  static func append(_ records: [ErasureRecord], ofLedger ledgerPath: String) throws(LedgerError) {
    do throws(FileError) {
      try RecordFile(path: path(ofLedger: ledgerPath)).append(records.map(\.line))
    } catch {
      throw LedgerError(.file(error), path: ledgerPath)
    }
  }
}
