import Keys
import SuppressionLists

/// What an erasure has done.
public struct Erasure: Sendable {
  /// The event of it; nil if there was nothing to erase and no tombstone to leave.
  public var seq: Int64?
  /// The events whose bodies are gone.
  public var eventCount: Int
  /// The purposes that the acts were about, by name: their recipients have to be told (GDPR 19).
  public var purposes: [String]
}

extension LedgerWriter {
  /// Erases a person: bodies and salts of all events about them, their states and requests. The leaves stay, so that what is left
  /// verifies; a tombstone keeps them from being contacted, unless there shall be none.
  ///
  /// - Parameter texts: Of ``ConsentAct/evidenceNames``: why, and who did it; they must name nobody.
  /// - Complexity: O(*m* log *n*) in the person's events, and O(*k*) in the requests, erasures and looks of everybody.
  public func erase(
    _ number: UInt64, texts: [(name: String, text: String)] = [], leavesTombstone: Bool = true
  ) throws(LedgerError) -> Erasure {
    // What somebody has changed would be gone with what shows that.
    let acts = try ledger.acts(of: number)
    let seqs = (acts.map(\.seq) + (try otherEvents(about: number))).sorted()
    let known = try ledger.erasureDay(of: number) != nil
    let purposes = purposeNames(acts)
    guard !seqs.isEmpty || leavesTombstone && !known else {
      return Erasure(seq: nil, eventCount: 0, purposes: [])
    }
    let tombstone = Tombstone(
      reference: ledger.tombstoneReference(of: number), day: now.date)
    try removeTombstone(of: number)
    try removeSubject(number, acts)
    let blank = try database.prepare("UPDATE event SET salt = NULL, body = NULL WHERE seq = ?")
    let drop = try database.prepare("DELETE FROM request WHERE id = ?")
    for seq in seqs {
      try blank.bind(.integer(seq))
      try blank.run()
      try drop.bind(.integer(seq))
      try drop.run()
    }
    var covers: [UInt8] = []
    for seq in seqs { covers.append(bigEndian: seq) }
    let seq = try append(
      .erase, EventBody(texts + (leavesTombstone ? tombstone.fields : [])), covers: covers)
    if leavesTombstone { try derive(tombstone) }
    return Erasure(seq: seq, eventCount: seqs.count, purposes: purposes)
  }

  /// Puts what the log still has in its place, which overwrites what was erased.
  ///
  /// - Returns: False if somebody reads an older state just now, so that the log stays.
  public func overwriteLog() throws(LedgerError) -> Bool {
    let row = try database.prepare("PRAGMA wal_checkpoint(TRUNCATE)")
    defer { row.reset() }
    return try row.step() && row.integer(0) == 0
  }

  /// Requests, looks and former erasures that name a number, or are of its requests.
  private func otherEvents(about number: UInt64) throws(LedgerError) -> [Int64] {
    let kinds = [EventKind.access, .request, .extend, .answer, .close, .erase]
      .map { "\($0.rawValue)" }.joined(separator: ", ")
    let rows = try database.prepare(
      "SELECT seq FROM event WHERE kind >= 30 AND kind IN (\(kinds)) AND body IS NOT NULL ORDER BY seq"
    )
    var candidates: [Int64] = []
    while try rows.step() { candidates.append(rows.integer(0)) }
    let reference = Hexadecimal.text(ledger.tombstoneReference(of: number))
    var seqs: [Int64] = []
    for seq in candidates {
      guard let body = try ledger.event(seq)?.body else { continue }
      let isOfRequest = body["request"].flatMap { Int64($0) }.map(seqs.contains) ?? false
      if body.number == number || body["tombstone"] == reference || isOfRequest {
        seqs.append(seq)
      }
    }
    return seqs
  }

  private func purposeNames(_ acts: [Act]) -> [String] {
    let register = ledger.register
    // What names none is about all.
    let isAll = acts.contains { $0.purpose == 0 }
    return register.items(.purpose).filter { item in
      isAll || acts.contains { $0.purpose == item.id }
    }.map(\.name)
  }

  private func removeSubject(_ number: UInt64, _ acts: [Act]) throws(LedgerError) {
    let reference = ledger.key.index.codes.reference(of: number).bytes
    for act in acts { sums.acts.remove(ledger.digests.digest(of: act, reference: reference)) }
    for text in [
      "DELETE FROM act WHERE subject = (SELECT id FROM subject WHERE ref = ?)",
      "DELETE FROM subject WHERE ref = ?",
    ] {
      let statement = try database.prepare(text)
      try statement.bind(.bytes(reference))
      try statement.run()
    }
  }

  // MARK: Tombstones

  /// Writes what is derived of an erasure.
  func derive(_ tombstone: Tombstone) throws(LedgerError) {
    let row = try database.prepare("INSERT INTO tombstone VALUES (?, 1, 0, 0, 0, ?, ?)")
    try row.bind(
      .bytes(tombstone.reference), .integer(Int64(tombstone.day.day)),
      .bytes(ledger.proof(of: tombstone)))
    try row.run()
    sums.tombstones.add(ledger.digests.digest(of: tombstone))
  }

  func removeTombstone(of number: UInt64) throws(LedgerError) {
    guard let day = try ledger.erasureDay(of: number) else { return }
    let tombstone = Tombstone(reference: ledger.tombstoneReference(of: number), day: day)
    let row = try database.prepare("DELETE FROM tombstone WHERE ref = ?")
    try row.bind(.bytes(tombstone.reference))
    try row.run()
    sums.tombstones.remove(ledger.digests.digest(of: tombstone))
  }
}
