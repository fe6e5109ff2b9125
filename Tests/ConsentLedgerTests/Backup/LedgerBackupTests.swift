import Files
import Foundation
import Keys
import SuppressionLists
import TestSupport
import Testing

@testable import ConsentLedger

/// Backups come back whole, and the erased do not.
struct LedgerBackupTests {
  private let place: LedgerPlace
  private static let number: UInt64 = 12_025_550_101
  private static let other: UInt64 = 447_700_900_123

  init() throws {
    place = try LedgerPlace()
    try place.record(LedgerPlace.grant(Self.number), LedgerPlace.grant(Self.other))
    try place.record(ConsentAct(kind: .object, number: Self.other))
  }

  private var backup: String { place.folder.path("b.backup") }
  private var restored: String { place.folder.path("restored.ledger") }

  @discardableResult
  private func write() throws -> LedgerBackup.Summary {
    let file = try OutputFile(path: backup, access: .owner)
    let summary = try LedgerBackup.write(Ledger(path: place.path, key: place.key), to: file)
    try file.publish(isSynced: false)
    return summary
  }

  private func restore(_ anchors: [LedgerAnchor] = []) throws -> Ledger {
    _ = try LedgerBackup.restore(backup, to: restored, key: place.key, anchors: anchors)
    return try Ledger(path: restored, key: place.key)
  }

  private func erase(_ number: UInt64, leavesTombstone: Bool = true) throws {
    try place.writer.begin(now: LedgerPlace.now)
    _ = try place.writer.erase(number, leavesTombstone: leavesTombstone)
    try place.writer.commit()
  }

  /// All tables, as they stand.
  private func contents(_ path: String) throws -> [String] {
    let database = try Database(path: path, mode: .reading)
    var rows: [String] = []
    for (table, columns) in [
      ("ledger", 6), ("event", 7), ("seal", 8), ("act", 10), ("subject", 2), ("name", 4),
      ("item", 5), ("request", 9), ("tombstone", 7),
    ] {
      let row = try database.prepare("SELECT * FROM \(table)")
      while try row.step() {
        rows.append("\(table) " + (0..<Int32(columns)).map { "\(row.bytes($0))" }.joined())
      }
    }
    return rows
  }

  @Test func itComesBackAsItWas() throws {
    try place.writer.begin(now: LedgerPlace.now)
    _ = try place.writer.openRequest(.access, of: Self.number, received: LedgerPlace.now.date)
    try place.writer.commit()
    try erase(390_612_345_678)
    let summary = try write()
    let ledger = try restore()
    #expect(try ledger.head() == summary.head)
    #expect(try contents(restored) == contents(place.path))
    #expect(try FileAttributes.mode(of: restored) == 0o600)
    #expect(throws: LedgerError.self) { try restore() }
    let names = try FileManager.default.contentsOfDirectory(atPath: place.folder.path(""))
    #expect(!names.contains { $0.contains("restoring") })
  }

  /// Every byte of a backup, and every length.
  @Test func aBackupThatIsChangedIsNone() throws {
    try write()
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: backup)))
    var random = SeededGenerator(stream: 0xC0D8)
    var variants = (0..<150).map { _ in
      var changed = bytes
      changed[Int.random(in: bytes.indices, using: &random)] ^=
        1 << UInt8.random(in: 0..<8, using: &random)
      return changed
    }
    variants += (0..<50).map { _ in Array(bytes[..<Int.random(in: bytes.indices, using: &random)]) }
    variants += [bytes + [0], [], bytes + bytes]
    for changed in variants {
      try Data(changed).write(to: URL(fileURLWithPath: backup))
      #expect(throws: LedgerError.self) { try restore() }
      #expect(!FileManager.default.fileExists(atPath: restored))
      #expect(!FileManager.default.fileExists(atPath: restored + ".restoring"))
    }
  }

  @Test func anotherKeyOpensNothing() throws {
    try write()
    let key = try LedgerKey(KeyFile.make(at: place.folder.path("other.key")))
    #expect(throws: LedgerError.self) {
      try LedgerBackup.restore(backup, to: restored, key: key)
    }
  }

  @Test func aLaterHeadForbidsIt() throws {
    try write()
    try place.record(ConsentAct(kind: .object, number: Self.number))
    let anchor = LedgerAnchor(try place.ledger.head(), of: place.ledger)
    #expect(throws: LedgerError.self) { try restore([anchor]) }
    _ = try restore()
  }

  /// Whoever was erased after the backup stays erased, also if their numbers of events have others now.
  @Test(arguments: [true, false])
  func theErasedStayErased(leavesTombstone: Bool) throws {
    try write()
    try erase(Self.number, leavesTombstone: leavesTombstone)
    let records = try String(
      contentsOfFile: ErasureRecord.path(ofLedger: place.path), encoding: .utf8)
    _ = try restore()
    let writer = try LedgerWriter(path: restored, key: place.key)
    #expect(try writer.ledger.acts(of: Self.number).count == 1)
    for count in [1, 0] {
      try writer.begin(now: LedgerPlace.now)
      #expect(try writer.replayErasures(records) == count)
      try writer.commit()
      #expect(try writer.ledger.acts(of: Self.number).isEmpty)
      #expect((try writer.ledger.erasureDay(of: Self.number) != nil) == leavesTombstone)
      #expect(try writer.ledger.acts(of: Self.other).count == 2)
      _ = try LedgerVerification(writer.ledger).verify()
    }
    try writer.rebuild()
    _ = try LedgerVerification(writer.ledger).verify()
    try writer.begin(now: LedgerPlace.now)
    #expect(try writer.replayErasures("nonsense\n") == nil)
    writer.rollBack()
  }

  /// What was cut off, as by a kill, does not take the next erasure with it.
  @Test func anErasureBeginsALineOfItsOwn() throws {
    let path = ErasureRecord.path(ofLedger: place.path)
    try Data("{\"day\":\"20".utf8).write(to: URL(fileURLWithPath: path))
    try erase(Self.number, leavesTombstone: true)
    try erase(Self.other, leavesTombstone: true)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 4 && lines[3].isEmpty)
    #expect(ErasureRecord(line: lines[1]) != nil && ErasureRecord(line: lines[2]) != nil)
    #expect(LedgerBackup.unreadableLine(ofErasures: text) == 1)
    #expect(LedgerBackup.unreadableLine(ofErasures: "\n\(lines[1])\n") == nil)
    #expect(LedgerBackup.unreadableLine(ofErasures: "\n\(lines[1])\nx") == 3)
  }

  /// Erasures, backups and restores in any order: a twin that keeps sets knows the same.
  @Test func anyOrder() throws {
    var random = SeededGenerator(stream: 0xC0D9)
    let numbers = (0..<6).map { 12_025_550_200 + UInt64($0) }
    var (path, generation) = (place.path, 0)
    var writer = place.writer
    var records = ""
    var saved = false
    var gone: Set<UInt64> = []
    var step = 0
    // As many as it takes for some restores.
    while step < 60 || generation < 3 {
      step += 1
      let number = numbers.randomElement(using: &random)!
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<5:
        if gone.contains(number) { continue }
        try writer.begin(now: LedgerPlace.now)
        _ = try writer.record(LedgerPlace.grant(number))
        try writer.commit()
      case 5..<7:
        try writer.begin(now: LedgerPlace.now)
        _ = try writer.erase(number)
        try writer.commit()
        gone.insert(number)
      case 7:
        let file = try OutputFile(path: backup, access: .owner)
        _ = try LedgerBackup.write(writer.ledger, to: file)
        try file.publish(isSynced: false)
        saved = true
      default:
        guard saved else { continue }
        let own = ErasureRecord.path(ofLedger: path)
        records += (try? String(contentsOfFile: own, encoding: .utf8)) ?? ""
        generation += 1
        path = place.folder.path("restored\(generation).ledger")
        _ = try LedgerBackup.restore(backup, to: path, key: place.key)
        writer = try LedgerWriter(path: path, key: place.key)
        try writer.begin(now: LedgerPlace.now)
        _ = try writer.replayErasures(records)
        try writer.commit()
      }
      for number in gone {
        #expect(try writer.ledger.acts(of: number).isEmpty)
        #expect(try writer.ledger.erasureDay(of: number) != nil)
      }
    }
    _ = try LedgerVerification(writer.ledger).verify()
  }
}

private enum FileAttributes {
  static func mode(of path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? Int) ?? 0
  }
}
