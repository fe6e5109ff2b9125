import Keys

/// A head that was kept elsewhere, to be held against the ledger later: one line of JSON.
///
/// ```
///   {"at":"2026-11-27T08:00:00Z","hash":"…","ledger":"…","root":"…","size":"1042"}
/// ```
public struct LedgerAnchor: Equatable, Sendable {
  public var ledgerID: [UInt8]
  public var head: Ledger.Head

  public init(_ head: Ledger.Head, of ledger: Ledger) {
    ledgerID = ledger.id
    self.head = head
  }

  public var line: String {
    let body = EventBody([
      ("at", head.at.description), ("hash", head.hash.description),
      ("ledger", Hexadecimal.text(ledgerID)), ("root", head.root.description),
      ("size", "\(head.size)"),
    ])
    return String(decoding: body.bytes, as: UTF8.self)
  }

  /// - Returns: Nil if the line is none that ``line`` gives.
  public init?(line: some StringProtocol) {
    guard let body = EventBody(bytes: Array(line.utf8)),
      let at = body["at"].flatMap({ Moment($0) }),
      let hash = body["hash"].flatMap({ Hash($0) }), let root = body["root"].flatMap({ Hash($0) }),
      let size = body["size"].flatMap({ Int64($0) }),
      let id = body["ledger"].flatMap({ Hexadecimal.bytes($0) })
    else { return nil }
    ledgerID = id
    head = Ledger.Head(size: size, at: at, root: root, hash: hash)
  }
}

/// What shows that an event is in a ledger, with what it says, to somebody who has a head of the ledger and nothing
/// else: one line of JSON. `Scripts/verify-proof` needs SHA-256 alone.
public struct EventProof {
  public let line: String

  /// - Returns: Nil if there is no such event, or its body was erased.
  /// - Complexity: O(*n*) in the events.
  public init?(of seq: Int64, in ledger: Ledger) throws(LedgerError) {
    guard let proof = try Self.all(of: [seq], in: ledger).first else { return nil }
    self = proof
  }

  private init(line: String) { self.line = line }

  /// Those of several events, by one state of the ledger; what was erased has none.
  ///
  /// - Complexity: O(*n*) in the events, and in those that are asked for.
  public static func all(
    of seqs: [Int64], in ledger: Ledger
  ) throws(LedgerError) -> [EventProof] {
    try ledger.database.snapshot { () throws(LedgerError) in
      let head = try ledger.head()
      let leaves = try leaves(of: ledger)
      var proofs: [EventProof] = []
      for seq in seqs {
        guard let line = try line(of: seq, in: ledger, head, leaves) else { continue }
        proofs.append(EventProof(line: line))
      }
      return proofs
    }
  }

  private static func leaves(of ledger: Ledger) throws(LedgerError) -> [Hash] {
    var leaves: [Hash] = []
    let rows = try ledger.database.prepare(
      "SELECT seq, at, kind, commitment, covers FROM event ORDER BY seq")
    while try rows.step() {
      let record = EventRecord(
        seq: rows.integer(0), at: rows.integer(1), kind: rows.integer(2),
        commitment: Hash(bytes: rows.bytes(3)) ?? Hash(), covers: rows.bytes(4))
      leaves.append(record.leaf(ledger.hasher))
    }
    return leaves
  }

  private static func line(
    of seq: Int64, in ledger: Ledger, _ head: Ledger.Head, _ leaves: [Hash]
  ) throws(LedgerError) -> String? {
    guard (1...head.size).contains(seq) else { return nil }
    guard let event = try ledger.event(seq), let salt = event.salt, let body = event.bodyBytes
    else { return nil }
    let path = MerkleTree.path(to: Int(seq - 1), in: leaves[...], ledger.hasher)
    let previous = try ledger.database.prepare("SELECT prev, at FROM seal WHERE size = ?")
    try previous.bind(.integer(head.size))
    guard try previous.step() else { return nil }
    let proof = EventBody([
      ("at", "\(event.record.at)"), ("body", String(decoding: body, as: UTF8.self)),
      ("controller", ledger.controller), ("covers", Hexadecimal.text(event.record.covers)),
      ("hash", head.hash.description), ("kind", "\(event.record.kind)"),
      ("ledger", Hexadecimal.text(ledger.id)),
      ("path", path.map(\.description).joined(separator: ",")),
      ("previous", Hexadecimal.text(previous.bytes(0))), ("root", head.root.description),
      ("salt", Hexadecimal.text(salt)), ("seal_at", "\(previous.integer(1))"), ("seq", "\(seq)"),
      ("size", "\(head.size)"),
    ])
    previous.reset()
    return String(decoding: proof.bytes, as: UTF8.self)
  }
}
