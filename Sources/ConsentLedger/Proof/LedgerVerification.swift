import Keys

/// Finds whatever was changed in a ledger without the program: edits, removals, additions and another order by the
/// seals, a cut end or an older copy by heads that were kept elsewhere and by indexes, and edits of what is derived by
/// deriving it again.
public struct LedgerVerification {
  /// What was verified.
  public struct Summary: Equatable, Sendable {
    public var head: Ledger.Head
    public var sealCount = 0
    /// Events whose bodies were erased.
    public var erasedCount = 0
    public var anchorCount = 0
    /// The indexes that were compiled and are in force: they know the event that they end with.
    public var indexCount = 0
    /// Those that are not: something was declared or erased since, so that they may know who was erased.
    public var staleIndexCount = 0
    /// The seals that are signed, and by which key the last one is.
    public var signedCount = 0
    public var publicKey: PublicKey?
  }

  private let ledger: Ledger
  private var database: Database { ledger.database }

  public init(_ ledger: Ledger) { self.ledger = ledger }

  /// Verifies all that was recorded until now, in one snapshot.
  ///
  /// - Parameters:
  ///   - anchors: Heads that were kept elsewhere, of this ledger.
  ///   - publicKey: The key by which the last seal must be signed; nil for whichever the ledger names.
  /// - Throws: `LedgerError.damaged`, with the first bad event.
  /// - Complexity: O(*n* log *n*) in the events.
  public func verify(
    anchors: [LedgerAnchor] = [], publicKey: PublicKey? = nil
  ) throws(LedgerError) -> Summary {
    let summary = try ledger.newestSnapshot { () throws(LedgerError) in
      try verifySnapshot(anchors)
    }
    guard publicKey == nil || publicKey == summary.publicKey else {
      throw damaged("its last commit is not signed by the key \(publicKey!)")
    }
    return summary
  }

  private func verifySnapshot(_ anchors: [LedgerAnchor]) throws(LedgerError) -> Summary {
    guard try database.text("PRAGMA integrity_check") == "ok" else {
      throw damaged("its pages do not fit together")
    }
    try verifySchema()
    var summary = Summary(head: try ledger.head())
    try verifyEvents(&summary)
    try verifyAnchors(anchors, &summary)
    (summary.indexCount, summary.staleIndexCount) = try LedgerCompilation.verifyIndexes(
      of: ledger, head: summary.head)
    return summary
  }

  private func damaged(_ text: String) -> LedgerError {
    LedgerError(.damaged(text), path: ledger.path)
  }

  /// The tables and guards are those that the program makes.
  private func verifySchema() throws(LedgerError) {
    let rows = try database.prepare("SELECT sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    var found: Set<String> = []
    while try rows.step() { found.insert(rows.text(0)) }
    guard found == Set(Schema.statements(of: ledger.version)) else {
      throw damaged("its tables or their guards are not those of a ledger")
    }
  }

  // MARK: Events and seals

  private func verifyEvents(_ summary: inout Summary) throws(LedgerError) {
    let hasher = ledger.hasher
    let events = try EventReader(ledger)
    var seals = SealReader(
      try database.prepare(
        "SELECT size, at, root, peaks, prev, hash, signature FROM seal ORDER BY size"))
    var previous = Seal.origin(ledgerID: ledger.id, hasher)
    var tree = MerkleTree()
    var derived = try DerivedRows(ledger)
    var erased: Set<Int64> = []
    var lastAt = Int64.min
    while let event = try events.next() {
      let seq = event.record.seq
      guard seq == Int64(tree.size) + 1 else { throw damaged("event \(tree.size + 1) is missing") }
      if let salt = event.salt, let bytes = event.bodyBytes {
        guard
          EventRecord.commitment(salt: salt, body: bytes, hasher) == event.record.commitment
        else { throw damaged("event \(seq) is not what was recorded") }
      } else {
        erased.insert(seq)
      }
      if event.record.kind == EventKind.erase.rawValue {
        for covered in try coveredSeqs(event.record) {
          erased.remove(covered)
          derived.takeErased(covered)
        }
        summary.erasedCount += event.record.covers.count / 8
      }
      if seq == 1 { try verifyOpening(event) }
      if event.record.kind == EventKind.key.rawValue {
        guard let key = event.body?["public_key"].flatMap({ PublicKey($0) }) else {
          throw damaged("event \(seq) names no key")
        }
        summary.publicKey = key
      }
      tree.append(event.record.leaf(hasher), hasher)
      try derived.verify(event)
      lastAt = event.record.at
      guard let row = try seals.next(upTo: seq) else { continue }
      guard row.seal.size == seq, row.seal.root == tree.root(hasher), row.peaks == tree.peakBytes,
        row.seal.previous == previous, row.hash == row.seal.hash(hasher), row.seal.at == lastAt
      else {
        throw damaged("the seal of event \(seq), or an event before it, is not what was recorded")
      }
      guard
        summary.publicKey.map({ $0.hasSigned(row.hash.bytes, signature: row.signature) })
          ?? row.signature.isEmpty
      else { throw damaged("the seal of event \(seq) is not signed as it was") }
      if summary.publicKey != nil { summary.signedCount += 1 }
      guard derived.agrees(with: try ledger.sums(atSize: seq)) else {
        throw damaged("what the seal of event \(seq) says of what is derived is not so")
      }
      previous = row.hash
      summary.sealCount += 1
    }
    guard try seals.isAtEnd(), summary.head.size == Int64(tree.size) else {
      throw damaged(
        "events behind number \(min(Int64(tree.size), summary.head.size)) have no seal, or are missing"
      )
    }
    if let seq = erased.min() {
      throw damaged("the body of event \(seq) is gone, and no erasure that was recorded names it")
    }
    try derived.verifyEnd(summary.head)
  }

  private func coveredSeqs(_ record: EventRecord) throws(LedgerError) -> [Int64] {
    guard record.covers.count.isMultiple(of: 8) else {
      throw damaged("event \(record.seq) is not what was recorded")
    }
    return stride(from: 0, to: record.covers.count, by: 8).map { start in
      Int64(bigEndian: record.covers[start..<start + 8])
    }
  }

  private func verifyOpening(_ event: EventReader.Event) throws(LedgerError) {
    guard event.record.kind == EventKind.open.rawValue, let body = event.body,
      body["ledger"] == Hexadecimal.text(ledger.id), body["controller"] == ledger.controller,
      body["key"] == ledger.key.id.description,
      try database.integer("SELECT at FROM ledger") == event.record.at
    else { throw damaged("what it says of itself is not what its first event says") }
  }

  // MARK: Anchors

  private func verifyAnchors(
    _ anchors: [LedgerAnchor], _ summary: inout Summary
  ) throws(LedgerError) {
    let row = try database.prepare("SELECT hash FROM seal WHERE size = ?")
    for anchor in anchors {
      guard anchor.ledgerID == ledger.id else {
        throw damaged(
          "the anchor of \(anchor.head.at) is of another ledger, or the ledger was exchanged")
      }
      guard anchor.head.size <= summary.head.size else {
        throw damaged(
          "it ends with event \(summary.head.size), and had \(anchor.head.size) at \(anchor.head.at): its end was "
            + "cut off, or an older copy put in its place")
      }
      try row.bind(.integer(anchor.head.size))
      defer { row.reset() }
      guard try row.step(), Hash(bytes: row.bytes(0)) == anchor.head.hash else {
        throw damaged("its events up to \(anchor.head.size) are not those of \(anchor.head.at)")
      }
      summary.anchorCount += 1
    }
  }
}

/// Reads seals beside the events.
private struct SealReader {
  struct Row {
    var seal: Seal
    var peaks: [UInt8]
    var hash: Hash
    /// Empty of one that is not signed.
    var signature: [UInt8]
  }

  private let rows: Statement
  private var pending: Row?
  private var hasRead = false

  init(_ rows: Statement) { self.rows = rows }

  private mutating func read() throws(LedgerError) {
    hasRead = true
    pending = nil
    guard try rows.step() else { return }
    // A digest of the wrong length is no digest of anything.
    pending = Row(
      seal: Seal(
        size: rows.integer(0), at: rows.integer(1), root: Hash(bytes: rows.bytes(2)) ?? Hash(),
        previous: Hash(bytes: rows.bytes(4)) ?? Hash()),
      peaks: rows.bytes(3), hash: Hash(bytes: rows.bytes(5)) ?? Hash(),
      signature: rows.bytes(6))
  }

  /// The seal of the next size, if that is no larger than `size`.
  mutating func next(upTo size: Int64) throws(LedgerError) -> Row? {
    if !hasRead { try read() }
    guard let row = pending, row.seal.size <= size else { return nil }
    try read()
    return row
  }

  mutating func isAtEnd() throws(LedgerError) -> Bool {
    if !hasRead { try read() }
    return pending == nil
  }
}

/// Compares what is derived from events with what stands in the ledger.
private struct DerivedRows {
  private let ledger: Ledger
  private let acts: Statement
  private var register = Register()
  private var actCount: Int64 = 0
  private var requests = RequestBook()
  /// Of what the events say.
  private var sums = DerivedSums()
  private var tombstones = TombstoneBook()
  /// Acts whose bodies are gone, and which no erasure has named yet: of them only the count is known.
  private var erasedActs: Set<Int64> = []
  /// True if a body is gone that may have left a tombstone, or lifted one.
  private var mayLackTombstones = false

  init(_ ledger: Ledger) throws(LedgerError) {
    self.ledger = ledger
    acts = try ledger.database.prepare(
      "SELECT seq, kind, brand, purpose, channels, occurred, until, flags, batch, ref FROM act "
        + "JOIN subject ON subject.id = act.subject WHERE act.seq = ?")
  }

  private func damaged(_ text: String) -> LedgerError {
    LedgerError(.notDerived(text), path: ledger.path)
  }

  mutating func verify(_ event: EventReader.Event) throws(LedgerError) {
    if event.record.kind == EventKind.register.rawValue, let body = event.body,
      let item = Register.Item(body, seq: event.record.seq, register: register)
    {
      register.add(item)
      sums.items.add(ledger.digests.digest(of: item))
    }
    requests.take(event.record, event.body)
    let said = event.act(register)
    let change = tombstones.take(event, act: said, ledger)
    if let added = change.added { sums.tombstones.add(ledger.digests.digest(of: added)) }
    if let removed = change.removed { sums.tombstones.remove(ledger.digests.digest(of: removed)) }
    let kind = EventKind(rawValue: event.record.kind)
    if event.body == nil {
      if kind?.isOfSubject == true { erasedActs.insert(event.record.seq) }
      if kind == .erase || kind == .grant { mayLackTombstones = true }
    }
    guard let (act, number) = said else { return }
    try acts.bind(.integer(act.seq))
    defer { acts.reset() }
    let reference = ledger.key.index.codes.reference(of: number).bytes
    sums.acts.add(ledger.digests.digest(of: act, reference: reference))
    guard try acts.step(), try Ledger.act(acts, path: ledger.path) == act,
      acts.bytes(9) == reference
    else { throw damaged("the state derived from event \(act.seq) is not what it says") }
    actCount += 1
  }

  /// Takes note of an event that an erasure names.
  mutating func takeErased(_ seq: Int64) { erasedActs.remove(seq) }

  /// True if a seal says of what is derived what the events say; as far as they do still.
  func agrees(with sealed: DerivedSums) -> Bool {
    let areActsRight =
      erasedActs.isEmpty
      ? sealed.acts == sums.acts
      : (sealed.acts - sums.acts).count == UInt64(erasedActs.count)
    return areActsRight && sealed.items == sums.items
      && (mayLackTombstones || sealed.tombstones == sums.tombstones)
  }

  func verifyEnd(_ head: Ledger.Head) throws(LedgerError) {
    let left = try ledger.tombstones(upTo: head)
    guard left.count == tombstones.tombstones.count,
      left.allSatisfy({ tombstones.tombstones[$0.reference] == $0 })
    else { throw damaged("whom it says to be erased is not what its events say") }
    let database = ledger.database
    guard try database.integer("SELECT count(*) FROM act") == actCount,
      try database.integer("SELECT count(*) FROM subject WHERE id NOT IN (SELECT subject FROM act)")
        == 0
    else { throw damaged("there are states that no event says") }
    guard try ledger.derivedRequests() == requests.requests,
      try database.integer("SELECT count(*) FROM request WHERE subject IS NOT NULL") == 0
    else { throw damaged("the requests are not what their events say") }
    // All versions, and the names by their numbers.
    var found: [[String]] = []
    let rows = try database.prepare(
      "SELECT item.seq, item.kind, item.name, item.parent, flags, name.kind, name.name FROM item "
        + "LEFT JOIN name ON name.id = item.name ORDER BY item.seq")
    while try rows.step() {
      found.append((0..<6).map { "\(rows.integer(Int32($0)))" } + [rows.text(6)])
    }
    let firstSeqs = try database.integer(
      "SELECT count(*) FROM name WHERE seq IS NOT (SELECT min(seq) FROM item WHERE item.name = name.id)"
    )
    guard found == (try expectedItems()), firstSeqs == 0,
      try database.integer("SELECT count(*) FROM name") == Int64(register.items.count)
    else { throw damaged("what is declared is not what the events declare") }
  }

  private func expectedItems() throws(LedgerError) -> [[String]] {
    var register = Register()
    var expected: [[String]] = []
    let seqs = try ledger.database.prepare("SELECT seq FROM event WHERE kind = ? ORDER BY seq")
    try seqs.bind(.integer(EventKind.register.rawValue))
    while try seqs.step() {
      guard let event = try ledger.event(seqs.integer(0)), let body = event.body,
        let item = Register.Item(body, seq: event.record.seq, register: register)
      else { continue }
      register.add(item)
      expected.append(
        [item.seq, item.kind.rawValue, item.id, item.parent, item.flags, item.kind.rawValue].map {
          "\($0)"
        }
          + [item.name])
    }
    return expected
  }
}
