import Keys

/// What was done with the ledger as a whole, or with what it says: a backup, a scrub.
public struct LedgerOperation: Sendable {
  public var seq: Int64
  public var at: Moment
  public var kind: EventKind
  public var fields: [(name: String, text: String)]

  public subscript(_ name: String) -> String? { fields.first { $0.name == name }?.text }
}

extension LedgerWriter {
  /// Records what was done, in a commit of its own.
  ///
  /// - Returns: The event.
  @discardableResult
  public func recordOperation(
    _ kind: EventKind, _ texts: [(name: String, text: String)], now: Moment
  ) throws(LedgerError) -> Int64 {
    precondition([.scrub, .backup, .restore].contains(kind))
    try begin(now: now)
    let seq: Int64
    do throws(LedgerError) {
      seq = try append(kind, EventBody(texts))
    } catch {
      rollBack()
      throw error
    }
    try commit()
    return seq
  }

  /// Records that a backup was made, or that this is one restored.
  public func recordBackup(
    _ kind: EventKind, of head: Ledger.Head, digest: String, now: Moment
  ) throws(LedgerError) {
    try recordOperation(
      kind, [("size", "\(head.size)"), ("hash", "\(head.hash)"), ("digest", digest)], now: now)
  }
}

extension Ledger {
  /// What an event says that is about nobody, or tells who looked at whom; nil if there is none, or its body was erased.
  public func operation(_ seq: Int64) throws(LedgerError) -> LedgerOperation? {
    guard let event = try event(seq), let kind = EventKind(rawValue: event.record.kind),
      let body = event.body
    else { return nil }
    return LedgerOperation(
      seq: seq, at: Moment(microseconds: event.record.at), kind: kind, fields: body.fields)
  }

  /// The seal of a size, by its hash; nil if there is none.
  public func sealHash(ofSize size: Int64) throws(LedgerError) -> Hash? {
    let row = try database.prepare("SELECT hash FROM seal WHERE size = ?")
    try row.bind(.integer(size))
    defer { row.reset() }
    return try row.step() ? Hash(bytes: row.bytes(0)) : nil
  }
}
