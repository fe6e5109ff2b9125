import Keys

/// Reads events one by one, in their order.
final class EventReader {
  struct Event {
    var record: EventRecord
    var salt: [UInt8]? = nil
    /// Nil if it was erased.
    var bodyBytes: [UInt8]? = nil
    var body: EventBody? = nil

    /// What the rules of state need of it, and of which number; nil if it is about nobody.
    func act(_ register: Register) -> (act: Act, number: UInt64)? {
      guard let kind = EventKind(rawValue: record.kind), kind.isOfSubject, let body,
        let entered = ConsentAct(kind: kind, body: body)
      else { return nil }
      let at = Moment(microseconds: record.at)
      return (entered.act(seq: record.seq, at: at, register: register), entered.number)
    }
  }

  private let rows: Statement
  private let ledger: Ledger

  /// - Parameter first: The event to begin with.
  init(_ ledger: Ledger, from first: Int64 = 1) throws(LedgerError) {
    self.ledger = ledger
    rows = try ledger.database.prepare(
      "SELECT seq, at, kind, commitment, salt, body, covers FROM event WHERE seq >= ? ORDER BY seq")
    try rows.bind(.integer(first))
  }

  /// Goes on with another event.
  func start(at first: Int64) throws(LedgerError) { try rows.bind(.integer(first)) }

  /// Reads no more for now.
  func end() { rows.reset() }

  /// The next event; nil after the last one.
  func next() throws(LedgerError) -> Event? {
    guard try rows.step() else { return nil }
    let seq = rows.integer(0)
    guard let commitment = Hash(bytes: rows.bytes(3)) else {
      throw damaged(seq, "has no commitment")
    }
    var event = Event(
      record: EventRecord(
        seq: seq, at: rows.integer(1), kind: rows.integer(2), commitment: commitment,
        covers: rows.bytes(6)))
    if rows.isNull(4) && rows.isNull(5) { return event }
    let salt = rows.bytes(4)
    let bytes: [UInt8]
    do throws(KeyError) {
      bytes = try ledger.key.fields.open(rows.bytes(5).span, context: event.record.context)
    } catch {
      throw damaged(seq, "does not open with the key")
    }
    guard let body = EventBody(bytes: bytes) else { throw damaged(seq, "cannot be read") }
    event.salt = salt
    event.bodyBytes = bytes
    event.body = body
    return event
  }

  private func damaged(_ seq: Int64, _ text: String) -> LedgerError {
    LedgerError(.damaged("event \(seq) \(text)"), path: ledger.path)
  }
}
