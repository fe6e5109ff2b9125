import Files
import Keys
import SuppressionLists

/// Backups of ledgers, and what is restored from them.
public enum LedgerBackup {
  /// What a backup holds.
  public struct Summary: Sendable {
    public var head: Ledger.Head
    public var byteCount: Int
  }

  /// Writes what a ledger was told until now; writers go on meanwhile. The file appears whole or not at all.
  ///
  /// - Complexity: O(*n*) in the events.
  public static func write(_ ledger: Ledger, to file: OutputFile) throws -> Summary {
    try ledger.database.run("BEGIN")
    // It has read only; whether it ends well makes no difference.
    defer { try? ledger.database.run("END") }
    let head = try ledger.head()
    var writer = try BackupWriter(file, head: self.head(of: ledger, head), seal: ledger.key.fields)
    let own = try ledger.database.prepare("SELECT id, controller, key, proof, at FROM ledger")
    guard try own.step() else { throw LedgerError(.noLedger, path: ledger.path) }
    try writer.append(
      .ledger,
      [
        .bytes(own.bytes(0)), .bytes(own.bytes(1)), .bytes(own.bytes(2)), .bytes(own.bytes(3)),
        .integer(own.integer(4)),
      ])
    own.reset()
    let events = try ledger.database.prepare(
      "SELECT seq, at, kind, commitment, salt, body, covers FROM event ORDER BY seq")
    let seals = try ledger.database.prepare(
      "SELECT size, at, root, peaks, prev, hash, derived, signature FROM seal ORDER BY size")
    func field(_ row: Statement, _ column: Int32) -> BackupField {
      row.isNull(column) ? .nothing : .bytes(row.bytes(column))
    }
    var hasSeal = try seals.step()
    while try events.step() {
      let seq = events.integer(0)
      try writer.append(
        .event,
        (0..<3).map { .integer(events.integer($0)) } + (3..<7).map { field(events, $0) })
      while hasSeal, seals.integer(0) <= seq {
        try writer.append(
          .seal, (0..<2).map { .integer(seals.integer($0)) } + (2..<8).map { field(seals, $0) })
        hasSeal = try seals.step()
      }
    }
    try writer.finish()
    return Summary(head: head, byteCount: writer.byteCount)
  }

  private static func head(of ledger: Ledger, _ head: Ledger.Head) -> [UInt8] {
    BackupFormat.magic + ledger.key.id.bytes + ledger.id + head.size.bigEndianBytes
      + head.hash.bytes
  }

  /// Makes a ledger of a backup, with all that is derived, and verifies it.
  ///
  /// - Parameters:
  ///   - path: Where it is made; nothing must be there.
  ///   - anchors: Heads that were kept elsewhere.
  /// - Returns: The head of the backup.
  /// - Throws: `LedgerError.noBackup` if the file is none, or not whole; `LedgerError.olderThanHead` if a head kept elsewhere is
  ///   of a later event; else what ``LedgerVerification`` throws. Then nothing is left.
  /// - Complexity: O(*n* log *n*) in the events.
  public static func restore(
    _ backup: String, to path: String, key: LedgerKey, anchors: [LedgerAnchor] = []
  ) throws -> Ledger.Head {
    let reader = try BackupReader(path: backup, seal: key.fields)
    let head = reader.head
    guard Array(head[8..<16]) == key.id.bytes else {
      throw LedgerError(.keyDiffers(id: Hexadecimal.text(Array(head[8..<16]))), path: backup)
    }
    let size = Int64(bigEndian: head[32..<40])
    let own = anchors.filter { $0.ledgerID == Array(head[16..<32]) }
    if let later = own.first(where: { $0.head.size > size }) {
      throw LedgerError(.olderThanHead(size: size, head: later.head.size), path: backup)
    }
    guard FileIdentity(path: path) == nil else { throw LedgerError(.exists, path: path) }
    // What somebody killed has left.
    let unfinished = path + ".restoring"
    Database.remove(unfinished)
    do {
      let restored = try restore(reader, to: unfinished, path: backup, key: key, anchors: own)
      guard restored.size == size, restored.hash.bytes == Array(head[40...]) else {
        throw LedgerError(.noBackup, path: backup)
      }
      try Database.rename(unfinished, to: path)
      return restored
    } catch {
      Database.remove(unfinished)
      throw error
    }
  }

  private static func restore(
    _ reader: BackupReader, to path: String, path backup: String, key: LedgerKey,
    anchors: [LedgerAnchor]
  ) throws -> Ledger.Head {
    try fill(Database(path: path, mode: .making), from: reader)
    let writer = try LedgerWriter(path: path, key: key, isToBeDerived: true)
    try writer.rebuild()
    let summary = try LedgerVerification(writer.ledger).verify(anchors: anchors)
    guard try writer.overwriteLog() else { throw LedgerError(.locked, path: path) }
    return summary.head
  }

  private static func fill(_ database: Database, from reader: BackupReader) throws {
    try database.run("BEGIN IMMEDIATE")
    try database.run("PRAGMA application_id = \(Schema.applicationID)")
    try database.run("PRAGMA user_version = \(Schema.version)")
    for statement in Schema.statements { try database.run(statement) }
    let ledger = try database.prepare("INSERT INTO ledger VALUES (1, ?, CAST(? AS TEXT), ?, ?, ?)")
    let event = try database.prepare("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)")
    let seal = try database.prepare("INSERT INTO seal VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    while let kind = try reader.next() {
      let (statement, count): (Statement, Int32) =
        switch kind {
        case .ledger: (ledger, 5)
        case .event: (event, 7)
        case .seal: (seal, 8)
        }
      statement.reset()
      for place in 1...count { try statement.bind(try reader.field(), at: place) }
      try statement.run()
    }
    try database.run("COMMIT")
  }
}

extension LedgerBackup {
  /// The number of the first line of an `.erasures` file that is no erasure, from 1; nil if all can be read.
  public static func unreadableLine(ofErasures text: String) -> Int? {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { !$0.isEmpty && ErasureRecord(line: $0) == nil }.map { $0 + 1 }
  }
}

extension LedgerWriter {
  /// Erases whom a restored ledger has again: those of the file beside the ledger.
  ///
  /// - Parameter text: What the file holds.
  /// - Returns: How many erasures were done again; nil of a file that cannot be read.
  public func replayErasures(_ text: String) throws(LedgerError) -> Int? {
    var records: [ErasureRecord] = []
    for line in text.split(separator: "\n") {
      guard let record = ErasureRecord(line: line) else { return nil }
      if record.ledgerID == ledger.id { records.append(record) }
    }
    var count = 0
    for record in records {
      var seqs: [Int64] = []
      for event in record.events {
        // A number that another event has got since is none of theirs.
        guard let found = try ledger.event(event.seq), found.record.commitment == event.commitment,
          found.body != nil
        else { continue }
        seqs.append(event.seq)
      }
      let isLeft = try record.tombstone.map { tombstone throws(LedgerError) in
        try ledger.tombstone(tombstone.reference) != nil
      }
      if seqs.isEmpty, isLeft ?? true { continue }
      _ = try erase(seqs, texts: [("reason", "erased before the restore")], record.tombstone)
      count += 1
    }
    return count
  }
}
