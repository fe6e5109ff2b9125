import CSQLite
import Keys
import SuppressionLists
import TestSupport
import Testing
import Verdicts

@testable import ConsentLedger

/// Whatever is changed in the file without the program is found.
struct VerificationTests {
  private let place: LedgerPlace
  private let path: String

  init() throws {
    place = try LedgerPlace()
    path = place.path
    try place.record(
      LedgerPlace.grant(12_025_550_101), LedgerPlace.grant(447_700_900_123, [.sms, .voice]))
    var object = ConsentAct(kind: .object, number: 12_025_550_101)
    object.evidence = [("via", "sms"), ("reason", "STOP")]
    try place.record(object, now: Moment("2026-11-27T09:00:00Z")!)
  }

  private func verify(_ anchors: [LedgerAnchor] = []) throws(LedgerError)
    -> LedgerVerification.Summary
  {
    try LedgerVerification(Ledger(path: path, key: place.key)).verify(anchors: anchors)
  }

  /// Changes the file as an attacker does who has it and no key.
  private func change(_ text: String) throws {
    let database = try Database(path: path, mode: .writing)
    try database.run("PRAGMA writable_schema = ON; DROP TRIGGER IF EXISTS event_fixed; " + text)
  }

  private func restoreGuards() throws {
    let guardText = Schema.statements.first { $0.contains("event_fixed") }!
    try Database(path: path, mode: .writing).run(guardText)
  }

  @Test func whatWasRecordedVerifies() throws {
    let summary = try verify()
    #expect(summary.head.size == 11)
    #expect(summary.sealCount == 4)
    #expect(summary.head == (try place.ledger.head()))
    try place.writer.rebuild()
    #expect(try verify() == summary)
  }

  /// Every byte of every column of every row, changed on its own.
  @Test func everyChangedByteIsFound() throws {
    let columns: [(table: String, key: String, columns: [String])] = [
      ("ledger", "only", ["id", "controller", "key", "proof", "at"]),
      ("event", "seq", ["at", "kind", "commitment", "salt", "body", "covers"]),
      ("seal", "size", ["at", "root", "peaks", "prev", "hash", "derived", "signature"]),
      ("subject", "id", ["ref"]),
      (
        "act", "seq",
        ["subject", "kind", "brand", "purpose", "channels", "occurred", "until", "flags", "batch"]
      ),
      ("name", "id", ["kind", "name", "seq"]),
      ("item", "seq", ["kind", "name", "parent", "flags"]),
      (
        "request", "id",
        ["subject", "right", "received", "due", "extended", "state", "answered", "seq"]
      ),
      (
        "tombstone", "day",
        ["ref", "generation", "brand", "channels", "purpose", "day", "proof"]
      ),
    ]
    try place.writer.begin(now: LedgerPlace.now)
    _ = try place.writer.erase(447_700_900_124)
    let request = try place.writer.openRequest(
      .access, of: 12_025_550_101, received: LedgerPlace.now.date)
    _ = try place.writer.moveRequest(request.id, by: .extend)
    try place.writer.commit()
    let guards = ["event_fixed", "seal_fixed"]
    let database = try Database(path: path, mode: .writing)
    for name in guards { try database.run("DROP TRIGGER \(name)") }
    var tried = 0
    // What is not changed verifies.
    #expect(!isDamaged(database, guards))
    for (table, key, names) in columns {
      for name in names {
        let rows = try database.prepare("SELECT \(key), \(name), typeof(\(name)) FROM \(table)")
        var cells: [(key: Int64, type: String, bytes: [UInt8], number: Int64)] = []
        while try rows.step() {
          cells.append((rows.integer(0), rows.text(2), rows.bytes(1), rows.integer(1)))
        }
        for cell in cells {
          let changes: [DatabaseValue] =
            switch cell.type {
            case "integer": [.integer(cell.number ^ 1), .integer(cell.number + 256)]
            case "null": [.integer(1), .bytes([1])]
            default:
              cell.bytes.indices.map { index in
                var bytes = cell.bytes
                bytes[index] ^= 1
                return cell.type == "text"
                  ? .text(String(decoding: bytes, as: UTF8.self)) : .bytes(bytes)
              } + [.bytes(cell.bytes + [0])]
            }
          for value in changes {
            try database.run("SAVEPOINT change")
            let update = try database.prepare("UPDATE \(table) SET \(name) = ? WHERE \(key) = ?")
            do {
              try update.bind(value, .integer(cell.key))
              try update.run()
            } catch {
              // What the schema refuses needs no verification.
              try database.run("ROLLBACK TO change; RELEASE change")
              continue
            }
            tried += 1
            let isFound = isDamaged(database, guards)
            #expect(isFound, "\(table).\(name) of \(cell.key), changed to \(value)")
            try database.run("ROLLBACK TO change; RELEASE change")
          }
        }
      }
    }
    #expect(tried > 2_000)
  }

  /// Verifies what a connection sees before it commits.
  private func isDamaged(_ database: Database, _ guards: [String]) -> Bool {
    do {
      for name in guards {
        try database.run(Schema.statements.first { $0.contains("TRIGGER \(name) ") }!)
      }
      defer { for name in guards { try? database.run("DROP TRIGGER \(name)") } }
      _ = try LedgerVerification(Ledger(database, key: place.key)).verify()
      return false
    } catch {
      return true
    }
  }

  @Test(arguments: [
    "DELETE FROM subject WHERE id = 1",
    "INSERT INTO subject (ref) VALUES (x'00112233445566778899aabbccddeeff')",
    "DELETE FROM act WHERE seq = 11", "UPDATE event SET salt = NULL, body = NULL WHERE seq = 9",
    "DROP TRIGGER seal_kept; DELETE FROM seal WHERE size = 10",
    "DROP TRIGGER event_kept; DELETE FROM event WHERE seq = 11; DELETE FROM act WHERE seq = 11",
    "DROP TRIGGER seal_kept", "CREATE TABLE other (a)", "DELETE FROM item WHERE seq = 3",
    "UPDATE event SET kind = 13, at = at + 1 WHERE seq = 9",
    "INSERT INTO name VALUES (99, 1, 'x', 2)",
  ])
  func damageIsFound(change text: String) throws {
    try change(text)
    try restoreGuards()
    #expect(throws: LedgerError.self) { try verify() }
  }

  /// Nobody is asked about on the ground of rows that somebody has changed: neither for a file nor for a number.
  @Test(arguments: [
    "DELETE FROM act WHERE seq = 11", "UPDATE act SET kind = 21 WHERE seq = 11",
    "UPDATE act SET purpose = 5 WHERE seq = 11", "UPDATE act SET occurred = 0 WHERE seq = 11",
    "DELETE FROM act WHERE seq = 11; DELETE FROM subject WHERE id = 1",
    "UPDATE subject SET ref = x'00112233445566778899aabbccddeeff' WHERE id = 1",
    "UPDATE act SET subject = 2 WHERE seq = 11",
    "DELETE FROM act WHERE seq = 11; UPDATE act SET seq = 11 WHERE seq = 10",
    "UPDATE item SET parent = 0 WHERE parent <> 0",
    "UPDATE name SET name = 'off' WHERE name = 'offers'",
    "UPDATE item SET flags = 1",
  ])
  func nobodyIsClearedByAChange(change text: String) throws {
    let scope = place.scope()
    let day = LedgerPlace.now.date
    let number: UInt64 = 12_025_550_101
    func asks() throws -> [Int] {
      let ledger = try Ledger(path: path, key: place.key)
      return [
        try LedgerSnapshot(ledger, scope: scope, callDate: day, numbers: [number]).subjectCount,
        try LedgerSnapshot(ledger, scope: scope, callDate: day).subjectCount,
      ]
    }
    #expect(try asks() == [1, 2])
    try change(text)
    #expect(throws: LedgerError.self) { try asks() }
    #expect(throws: LedgerError.self) {
      let ledger = try Ledger(path: path, key: place.key)
      return try LedgerSnapshot(ledger, scope: scope, callDate: day).subjectCount
    }
    #expect(throws: LedgerError.self) {
      try LedgerCompilation.compile(
        Ledger(path: path, key: place.key), scope: scope, memoryByteCount: 1 << 26, threadCount: 1)
    }
    // Derived anew it is as it was.
    try LedgerWriter(path: path, key: place.key, isToBeDerived: true).rebuild()
    #expect(try asks() == [1, 2])
  }

  /// Behind an index, what is newer is held against the seals, and what is older stands in the index.
  @Test func behindAnIndexNobodyIsCleared() throws {
    let scope = place.scope()
    let day = LedgerPlace.now.date
    let summary = try LedgerCompilation.compile(
      place.ledger, scope: scope, memoryByteCount: 1 << 26, threadCount: 1)
    try place.record(ConsentAct(kind: .object, number: 447_700_900_123))
    let plain = place.folder.path("plain.ndx")
    let builder = try IndexBuilder(path: plain, listCount: 1, options: .init())
    _ = try builder.finish(lists: [SuppressionList(id: "own", kind: .objection)])
    let index = try SuppressionIndex(path: plain)
    func blocks(_ number: UInt64) throws -> Bool {
      let ledger = try Ledger(path: path, key: place.key)
      let snapshot = try LedgerSnapshot(ledger, scope: scope, callDate: day, numbers: [number])
      #expect(snapshot.index?.path == summary.path)
      let policy = VerdictPolicy(callDate: day, channel: .sms)
      let check = NumberCheck(
        indexes: try snapshot.asked(beside: SuppressionIndexes([index])), region: nil,
        policy: policy)
      return try check.verdict(for: Array("+\(number)".utf8)).outcome == .listed
    }
    #expect(try blocks(12_025_550_101) && blocks(447_700_900_123))
    // An old act is gone: the index has it still, and differs.
    try change("DELETE FROM act WHERE seq = 11")
    #expect(throws: LedgerError.self) { try blocks(12_025_550_101) }
    // All acts are gone: the index has them still.
    try change("DELETE FROM act WHERE subject = 1")
    #expect(try blocks(12_025_550_101) && blocks(447_700_900_123))
    // A new one is gone: nobody is asked about.
    try change("DELETE FROM act WHERE seq = 12")
    #expect(throws: LedgerError.self) { try blocks(12_025_550_101) }
    #expect(throws: LedgerError.self) {
      try LedgerSnapshot(Ledger(path: path, key: place.key), scope: scope, callDate: day)
        .subjectCount
    }
  }

  /// A cut end is as good a ledger as any, unless a head was kept elsewhere.
  @Test func aCutEndIsFoundByAHead() throws {
    let anchor = LedgerAnchor(try place.ledger.head(), of: place.ledger)
    #expect(LedgerAnchor(line: anchor.line)?.line == anchor.line)
    #expect(try verify([anchor]).anchorCount == 1)
    try change(
      """
      DROP TRIGGER seal_kept; DROP TRIGGER event_kept; DELETE FROM seal WHERE size = 11;
      DELETE FROM event WHERE seq = 11; DELETE FROM act WHERE seq = 11
      """)
    try restoreGuards()
    let database = try Database(path: path, mode: .writing)
    for name in ["seal_kept", "event_kept"] {
      try database.run(Schema.statements.first { $0.contains("TRIGGER \(name) ") }!)
    }
    _ = try verify()
    let error = #expect(throws: LedgerError.self) { try verify([anchor]) }
    #expect("\(error!)".contains("its end was cut off"))
  }

  /// From the first signed commit on, all are signed, and whoever has the public key knows by whom.
  @Test func commitsAreSigned() throws {
    let keys = try (0..<2).map { index in
      try SigningKey(KeyFile.make(at: place.folder.path("signing\(index).key")))
    }
    func record(_ key: SigningKey?) throws {
      let writer = try LedgerWriter(path: path, key: place.key, signingKey: key)
      try writer.begin(now: LedgerPlace.now)
      _ = try writer.record(ConsentAct(kind: .object, number: 12_025_550_103))
      try writer.commit()
    }
    #expect(try verify().publicKey == nil)
    try record(keys[0])
    try record(keys[0])
    let first = try verify()
    #expect(first.publicKey == keys[0].publicKey && first.signedCount == 2)
    // Nothing is recorded without it.
    let error = #expect(throws: LedgerError.self) { try record(nil) }
    #expect(error?.kind == .unsigned)
    try record(keys[1])
    let second = try verify()
    #expect(second.publicKey == keys[1].publicKey && second.signedCount == 3)
    let ledger = try Ledger(path: path, key: place.key)
    _ = try LedgerVerification(ledger).verify(publicKey: keys[1].publicKey)
    #expect(throws: LedgerError.self) {
      try LedgerVerification(ledger).verify(publicKey: keys[0].publicKey)
    }
    let size = second.head.size
    let guardText = Schema.statements.first { $0.contains("seal_fixed") }!
    for change in [
      "signature = NULL", "signature = zeroblob(64)",
      "signature = (SELECT signature FROM seal AS other WHERE other.size = \(first.head.size))",
    ] {
      let database = try Database(path: path, mode: .writing)
      try database.run(
        "DROP TRIGGER seal_fixed; SAVEPOINT change; UPDATE seal SET \(change) WHERE size = \(size)")
      try database.run(guardText)
      #expect(throws: LedgerError.self, "\(change)") {
        try LedgerVerification(Ledger(database, key: place.key)).verify()
      }
      try database.run("ROLLBACK TO change; RELEASE change")
      try database.run(guardText)
    }
    #expect(try verify() == second)
  }

  @Test func anotherKeyOpensNothing() throws {
    let other = try LedgerKey(KeyFile.make(at: place.folder.path("other.key")))
    #expect(throws: LedgerError(.keyDiffers(id: place.key.id.description), path: path)) {
      _ = try Ledger(path: path, key: other)
    }
  }
}
