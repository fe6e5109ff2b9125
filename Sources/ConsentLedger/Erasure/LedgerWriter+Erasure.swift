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
    let tombstone =
      leavesTombstone
      ? Tombstone(reference: ledger.tombstoneReference(of: number), day: now.date) : nil
    pendingErasures.append(
      ErasureRecord(
        ledgerID: ledger.id, events: try seqs.map { seq throws(LedgerError) in try covered(seq) },
        tombstone: tombstone))
    let seq = try erase(seqs, texts: texts, tombstone)
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

  /// Blanks events, and takes away what is derived of them.
  ///
  /// - Returns: The event of it.
  func erase(
    _ seqs: [Int64], texts: [(name: String, text: String)], _ tombstone: Tombstone?
  ) throws(LedgerError) -> Int64 {
    let acts = try database.prepare(
      "SELECT seq, kind, brand, purpose, channels, occurred, until, flags, batch, ref, subject FROM act "
        + "JOIN subject ON subject.id = act.subject WHERE act.seq = ?")
    let removals = try [
      "DELETE FROM act WHERE seq = ?", "DELETE FROM request WHERE id = ?",
      "UPDATE event SET salt = NULL, body = NULL WHERE seq = ?",
    ].map { text throws(LedgerError) in try database.prepare(text) }
    var subjects: Set<Int64> = []
    var covers: [UInt8] = []
    for seq in seqs {
      covers.append(bigEndian: seq)
      // A former erasure, of which the new one says all.
      if let event = try ledger.event(seq), event.record.kind == EventKind.erase.rawValue,
        let former = Tombstone(event.body)
      {
        try removeTombstone(former.reference)
      }
      try acts.bind(.integer(seq))
      if try acts.step() {
        sums.acts.remove(
          ledger.digests.digest(
            of: try Ledger.act(acts, path: ledger.path), reference: acts.bytes(9)))
        subjects.insert(acts.integer(10))
      }
      acts.reset()
      for removal in removals {
        try removal.bind(.integer(seq))
        try removal.run()
      }
    }
    for subject in subjects {
      try database.run(
        "DELETE FROM subject WHERE id = \(subject) AND NOT EXISTS (SELECT 1 FROM act WHERE subject = \(subject))"
      )
    }
    let seq = try append(.erase, EventBody(texts + (tombstone?.fields ?? [])), covers: covers)
    if let tombstone { try derive(tombstone) }
    return seq
  }

  private func covered(_ seq: Int64) throws(LedgerError) -> ErasureRecord.Event {
    guard let event = try ledger.event(seq) else {
      throw LedgerError(.damaged("event \(seq) is missing"), path: ledger.path)
    }
    return ErasureRecord.Event(seq: seq, commitment: event.record.commitment)
  }

  // MARK: Tombstones

  /// Writes what is derived of an erasure.
  func derive(_ tombstone: Tombstone) throws(LedgerError) {
    try removeTombstone(tombstone.reference)
    let row = try database.prepare("INSERT INTO tombstone VALUES (?, 1, 0, 0, 0, ?, ?)")
    try row.bind(
      .bytes(tombstone.reference), .integer(Int64(tombstone.day.day)),
      .bytes(ledger.proof(of: tombstone)))
    try row.run()
    sums.tombstones.add(ledger.digests.digest(of: tombstone))
  }

  /// Takes the tombstone of a reference away, if there is one.
  func removeTombstone(_ reference: [UInt8]) throws(LedgerError) {
    guard let tombstone = try ledger.tombstone(reference) else { return }
    let row = try database.prepare("DELETE FROM tombstone WHERE ref = ?")
    try row.bind(.bytes(reference))
    try row.run()
    sums.tombstones.remove(ledger.digests.digest(of: tombstone))
  }
}
