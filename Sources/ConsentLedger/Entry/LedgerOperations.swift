import Keys

/// What was done with the ledger as a whole, or with what it says: a backup, a scrub.
public struct LedgerOperation: Sendable {
  public var seq: Int64
  public var at: Moment
  public var kind: EventKind
  public var fields: [(name: String, text: String)]

  public subscript(_ name: String) -> String? { fields.first { $0.name == name }?.text }

  /// Of whom it is; nil if it is about nobody, or about all.
  public var number: UInt64? {
    let number = self["number"].flatMap { UInt64($0.dropFirst()) }
    return number == 0 ? nil : number
  }
}

extension LedgerWriter {
  /// Records what was done, in a commit of its own.
  ///
  /// - Returns: The event.
  @discardableResult
  public func recordOperation(
    _ kind: EventKind, _ texts: [(name: String, text: String)], now: Moment
  ) throws(LedgerError) -> Int64 {
    precondition([.scrub, .backup, .restore, .verify].contains(kind))
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

  /// Of whom an act is; nil of other events, and if it was erased.
  public func number(ofEvent seq: Int64) throws(LedgerError) -> UInt64? {
    guard let event = try event(seq), EventKind(rawValue: event.record.kind)?.isOfSubject == true
    else { return nil }
    return event.body?.number
  }

  /// What was done of some kinds, in the order of recording; what was erased is left out.
  ///
  /// - Parameter start: Leaves out what was recorded before.
  public func operations(
    _ kinds: [EventKind], since start: Moment = Moment(microseconds: .min)
  ) throws(LedgerError) -> [LedgerOperation] {
    let rows = try database.prepare(
      "SELECT seq FROM event WHERE \(Schema.isOfKinds(kinds)) AND at >= ? AND body IS NOT NULL "
        + "ORDER BY seq")
    try rows.bind(.integer(start.microseconds))
    var seqs: [Int64] = []
    while try rows.step() { seqs.append(rows.integer(0)) }
    var found: [LedgerOperation] = []
    for seq in seqs {
      if let operation = try operation(seq) { found.append(operation) }
    }
    return found
  }

  /// When something of a kind was last done; nil if it never was. Only kinds behind those of acts.
  public func lastMoment(of kind: EventKind) throws(LedgerError) -> Moment? {
    try database.integer(
      "SELECT max(at) FROM event WHERE \(Schema.isOfKinds([kind]))"
    ).map { Moment(microseconds: $0) }
  }

  /// How many events there are of each kind, erased ones too.
  ///
  /// - Complexity: O(*n*) in the events.
  public func kindCounts() throws(LedgerError) -> [(kind: EventKind, count: Int)] {
    let rows = try database.prepare("SELECT kind, count(*) FROM event GROUP BY kind ORDER BY kind")
    var counts: [(kind: EventKind, count: Int)] = []
    while try rows.step() {
      guard let kind = EventKind(rawValue: rows.integer(0)) else { continue }
      counts.append((kind, Int(rows.integer(1))))
    }
    return counts
  }

  /// The people of whom something is recorded, and those of whom nothing is but that they were erased.
  public func peopleCounts() throws(LedgerError) -> (recorded: Int, erased: Int) {
    let recorded = try database.integer("SELECT count(*) FROM subject") ?? 0
    let erased = version < 2 ? 0 : try database.integer("SELECT count(*) FROM tombstone") ?? 0
    return (Int(recorded), Int(erased))
  }

  /// The seal of a size, by its hash; nil if there is none.
  public func sealHash(ofSize size: Int64) throws(LedgerError) -> Hash? {
    let row = try database.prepare("SELECT hash FROM seal WHERE size = ?")
    try row.bind(.integer(size))
    defer { row.reset() }
    return try row.step() ? Hash(bytes: row.bytes(0)) : nil
  }
}
