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
  /// The open requests of erasure that it carried out, and which are gone with the person.
  public var requests: [Int64]
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
    let others = try otherEvents(about: number)
    let seqs = (acts.map(\.seq) + others).sorted()
    let known = try ledger.erasureDay(of: number) != nil
    let purposes = purposeNames(acts)
    guard !seqs.isEmpty || leavesTombstone && !known else {
      return Erasure(seq: nil, eventCount: 0, purposes: [], requests: [])
    }
    let tombstone =
      leavesTombstone
      ? Tombstone(reference: ledger.tombstoneReference(of: number), day: now.date) : nil
    pendingErasures.append(
      ErasureRecord(
        ledgerID: ledger.id, events: try seqs.map { seq throws(LedgerError) in try covered(seq) },
        tombstone: tombstone))
    let requests = try requests(among: others)
    let seq = try erase(seqs, texts: texts + requests.texts, tombstone)
    return Erasure(
      seq: seq, eventCount: seqs.count, purposes: purposes, requests: requests.carriedOut)
  }

  /// Puts what the log still has in its place, which overwrites what was erased.
  ///
  /// - Returns: False if somebody reads an older state just now, so that the log stays.
  public func overwriteLog() throws(LedgerError) -> Bool {
    let row = try database.prepare("PRAGMA wal_checkpoint(TRUNCATE)")
    defer { row.reset() }
    return try row.step() && row.integer(0) == 0
  }

  /// Requests, looks and former erasures that name a number, or are of its requests; each is given out once a commit.
  private func otherEvents(about number: UInt64) throws(LedgerError) -> [Int64] {
    if bystanders == nil { bystanders = try EventsOfPeople(ledger) }
    return bystanders!.remove(
      number, erasedAs: Hexadecimal.text(ledger.tombstoneReference(of: number)))
  }

  /// The requests among events, of which nothing but the erasure tells when they are gone.
  private func requests(
    among seqs: [Int64]
  ) throws(LedgerError) -> (carriedOut: [Int64], texts: [(name: String, text: String)]) {
    var carriedOut: [Int64] = []
    var texts: [String] = []
    for seq in seqs {
      guard let request = try ledger.request(seq) else { continue }
      if request.right == .erasure, request.state == .open {
        carriedOut.append(seq)
        texts.append("\(seq) received \(request.received), due \(request.due)")
      }
    }
    return (carriedOut, texts.isEmpty ? [] : [("carries_out", texts.joined(separator: "; "))])
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
    let traces = try database.prepare("SELECT salt, substr(body, 1, 8) FROM event WHERE seq = ?")
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
        erasedTraces.add(acts.bytes(9))
      }
      acts.reset()
      try traces.bind(.integer(seq))
      if try traces.step() {
        erasedTraces.add(traces.bytes(0))
        erasedTraces.add(traces.bytes(1))
      }
      traces.reset()
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

/// Events that are no acts, by whom they are about: read once for all that a commit erases.
struct EventsOfPeople {
  private var ofNumbers: [UInt64: [Int64]] = [:]
  private var ofTombstones: [String: [Int64]] = [:]

  init(_ ledger: Ledger) throws(LedgerError) {
    let kinds = Schema.isOfKinds([.access, .request, .extend, .answer, .close, .erase])
    let rows = try ledger.database.prepare(
      "SELECT seq FROM event WHERE \(kinds) AND body IS NOT NULL ORDER BY seq"
    )
    var candidates: [Int64] = []
    while try rows.step() { candidates.append(rows.integer(0)) }
    var numbersOfRequests: [Int64: UInt64] = [:]
    for seq in candidates {
      guard let event = try ledger.event(seq), let body = event.body else { continue }
      if event.record.kind == EventKind.request.rawValue { numbersOfRequests[seq] = body.number }
      let request = body["request"].flatMap { Int64($0) }
      if let number = body.number ?? request.flatMap({ numbersOfRequests[$0] }) {
        ofNumbers[number, default: []].append(seq)
      } else {
        take(seq, body)
      }
    }
  }

  /// Takes the event of an erasure.
  mutating func take(_ seq: Int64, _ body: EventBody) {
    if let tombstone = body["tombstone"] { ofTombstones[tombstone, default: []].append(seq) }
  }

  /// - Parameter reference: That of the tombstone, in digits.
  mutating func remove(_ number: UInt64, erasedAs reference: String) -> [Int64] {
    (ofNumbers.removeValue(forKey: number) ?? [])
      + (ofTombstones.removeValue(forKey: reference) ?? [])
  }
}
