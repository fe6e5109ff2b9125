import Foundation
import Keys
import SuppressionLists
import TestSupport
import Testing
import Verdicts

@testable import ConsentLedger

/// Who is erased is nowhere, and is contacted by nobody.
struct ErasureTests {
  private let place: LedgerPlace
  private static let number: UInt64 = 12_025_550_101
  private static let other: UInt64 = 447_700_900_123

  init() throws { place = try LedgerPlace() }

  private var ledger: Ledger { place.ledger }

  private func erase(_ number: UInt64, leavesTombstone: Bool = true) throws -> Erasure {
    try place.writer.begin(now: LedgerPlace.now)
    let erasure = try place.writer.erase(number, leavesTombstone: leavesTombstone)
    try place.writer.commit()
    return erasure
  }

  private func verify() throws {
    _ = try LedgerVerification(Ledger(path: place.path, key: place.key)).verify()
  }

  private func lists(of number: UInt64, alone: Bool) throws -> [String] {
    let ledger = try Ledger(path: place.path, key: place.key)
    let day = LedgerPlace.now.date
    let snapshot =
      alone
      ? try LedgerSnapshot(ledger, scope: place.scope(), callDate: day, numbers: [number])
      : try LedgerSnapshot(ledger, scope: place.scope(), callDate: day)
    let empty = place.folder.path("empty.ndx")
    if !FileManager.default.fileExists(atPath: empty) {
      let builder = try IndexBuilder(path: empty, listCount: 1, options: .init())
      _ = try builder.finish(lists: [SuppressionList(id: "none", kind: .registry)])
    }
    let indexes = try snapshot.asked(
      beside: SuppressionIndexes(SuppressionIndex(path: empty)))
    var lookUp = IndexesLookUp(indexes)
    let keys = [number]
    var found: [UInt16] = []
    found.append(addingCapacity: 1) { lookUp.find(keys.span, into: &$0) }
    var verified: Set<Int> = []
    try indexes.findVerified(number) { verified.formUnion(indexes.classes[$0]) }
    #expect(verified == Set(indexes.classes[Int(found[0])]))
    return verified.map { indexes.lists[$0].id }.sorted()
  }

  private func compile() throws {
    _ = try LedgerCompilation.compile(
      ledger, scope: place.scope(), memoryByteCount: 64 << 20, threadCount: 1)
  }

  private func count(_ needle: [UInt8]) throws -> Int {
    var count = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: place.folder.path("")) {
      let data = try Data(contentsOf: URL(fileURLWithPath: place.folder.path(name)))
      var range = data.startIndex..<data.endIndex
      while let found = data.range(of: Data(needle), in: range) {
        count += 1
        range = found.upperBound..<data.endIndex
      }
    }
    return count
  }

  /// Every file is searched for all that was said of the person, and for what stands for them.
  @Test(arguments: [true, false])
  func nothingIsLeft(isCompiled: Bool) throws {
    try place.record(LedgerPlace.grant(Self.number), LedgerPlace.grant(Self.other))
    try place.writer.begin(now: LedgerPlace.now)
    let request = try place.writer.openRequest(
      .erasure, of: Self.number, received: LedgerPlace.now.date,
      texts: [("reason", "by letter")])
    try place.writer.commit()
    try place.writer.recordAccess(
      to: Self.number, actor: "agent:1", reason: nil, now: LedgerPlace.now)
    if isCompiled { try compile() }
    #expect(try place.writer.overwriteLog())
    let rows = try ledger.database.prepare(
      "SELECT seq, salt, body FROM event WHERE seq > 8 ORDER BY seq")
    var traces: [[UInt8]] = [ledger.key.index.codes.reference(of: Self.number).bytes]
    while try rows.step() {
      if rows.integer(0) == 10 { continue }
      traces += [rows.bytes(1), Array(rows.bytes(2).prefix(16))]
    }
    #expect(traces.count == 9)
    for trace in traces { #expect(try count(trace) > 0) }
    let erasure = try erase(Self.number)
    #expect(erasure.eventCount == 4)
    #expect(erasure.purposes == ["marketing", "offers", "service"])
    if isCompiled { try compile() }
    #expect(try place.writer.overwriteLog())
    for trace in traces { #expect(try count(trace) == 0) }
    for text in ["12025550101", "2025550101", "202-555-0101"] {
      #expect(try count(Array(text.utf8)) == 0)
    }
    #expect(try ledger.request(request.id) == nil)
    #expect(try ledger.acts(of: Self.number).isEmpty)
    #expect(try ledger.erasureDay(of: Self.number) == LedgerPlace.now.date)
    #expect(try ledger.erasureDay(of: Self.other) == nil)
    try verify()
    for alone in [true, false] {
      #expect(try lists(of: Self.number, alone: alone) == ["ledger-erased"])
      #expect(
        try lists(of: Self.other, alone: alone) == ["ledger-unconfirmed-since-2026-11-20"])
    }
  }

  /// An index of before the erasure has the person's code still, and is asked no more.
  @Test func anOlderIndexIsNotAsked() throws {
    try place.record(LedgerPlace.grant(Self.number), LedgerPlace.grant(Self.other))
    try compile()
    _ = try erase(Self.number)
    #expect(try lists(of: Self.number, alone: false) == ["ledger-erased"])
    #expect(try lists(of: Self.other, alone: true) == ["ledger-unconfirmed-since-2026-11-20"])
    try verify()
  }

  @Test func onlyThePersonComesBack() throws {
    try place.record(LedgerPlace.grant(Self.number))
    _ = try erase(Self.number)
    var imported = LedgerPlace.grant(Self.number)
    imported.isImported = true
    #expect(try place.writer.changesNothing(imported))
    #expect(try place.writer.isKeptOut(LedgerPlace.grant(Self.number)))
    var lifting = LedgerPlace.grant(Self.number)
    lifting.liftsObjection = true
    #expect(try !place.writer.isKeptOut(lifting))
    try place.record(lifting)
    #expect(try ledger.erasureDay(of: Self.number) == nil)
    #expect(try lists(of: Self.number, alone: false) == ["ledger-unconfirmed-since-2026-11-20"])
    try verify()
    // Erased again, without a trace.
    #expect(try erase(Self.number, leavesTombstone: false).eventCount == 2)
    #expect(try lists(of: Self.number, alone: false) == [])
    #expect(try erase(Self.number, leavesTombstone: false).seq == nil)
    try verify()
    try place.writer.rebuild()
    try verify()
  }

  /// Generated histories: the erased are on the list, the others as they were, all verifies, and what is derived anew is
  /// the same.
  @Test func theErasedAreErased() throws {
    var random = SeededGenerator(stream: 0xC0D7)
    let numbers = (0..<12).map { 12_025_550_100 + UInt64($0) }
    var erased: Set<UInt64> = []
    for step in 0..<80 {
      let number = numbers.randomElement(using: &random)!
      switch Int.random(in: 0..<6, using: &random) {
      case 0:
        let leaves = Int.random(in: 0..<4, using: &random) > 0
        let erasure = try erase(number, leavesTombstone: leaves)
        if leaves { erased.insert(number) } else if erasure.seq != nil { erased.remove(number) }
      case 1:
        var lifting = LedgerPlace.grant(number)
        lifting.liftsObjection = true
        try place.record(lifting)
        erased.remove(number)
      case 2: try place.record(ConsentAct(kind: .object, number: number))
      case 3 where !erased.contains(number): try place.record(LedgerPlace.grant(number))
      case 4: if step % 3 == 0 { try compile() }
      default: break
      }
      if step % 8 == 0 { try verify() }
    }
    #expect(!erased.isEmpty)
    let before = try ledger.derivedTombstones().map(\.reference.description).sorted()
    #expect(before.count == erased.count)
    for number in numbers {
      #expect(
        try lists(of: number, alone: false).contains("ledger-erased") == erased.contains(number))
    }
    try place.writer.rebuild()
    #expect(try ledger.derivedTombstones().map(\.reference.description).sorted() == before)
    try verify()
  }

  /// Whoever takes a tombstone away, or makes one, is found: by the very next scrub, not only by verify.
  @Test(arguments: [
    "DELETE FROM tombstone", "UPDATE tombstone SET day = day + 1",
    "INSERT INTO tombstone SELECT randomblob(16), 1, 0, 0, 0, day, proof FROM tombstone",
  ])
  func aForgedTombstoneIsFound(change: String) throws {
    _ = try erase(Self.number)
    try Database(path: place.path, mode: .writing).run(change)
    for alone in [true, false] {
      #expect(throws: LedgerError.self) { try lists(of: Self.number, alone: alone) }
    }
    #expect(throws: LedgerError.self) { try verify() }
    try place.writer.rebuild()
    try verify()
  }

  /// A body that is gone without an erasure that names it is a forged one.
  @Test func aForgedErasureIsFound() throws {
    try place.record(LedgerPlace.grant(Self.number), LedgerPlace.grant(Self.other))
    _ = try erase(Self.number)
    try Database(path: place.path, mode: .writing).run(
      "UPDATE event SET salt = NULL, body = NULL WHERE seq = 10; DELETE FROM act WHERE seq = 10; "
        + "DELETE FROM subject WHERE id NOT IN (SELECT subject FROM act)")
    #expect(throws: LedgerError.self) { try verify() }
  }

  /// A ledger of the version before is asked as it is, and brought up to date by its next writer.
  @Test func aFormerVersionIsBroughtUpToDate() throws {
    try place.record(LedgerPlace.grant(Self.number))
    try Database(path: place.path, mode: .writing).run(
      "DROP INDEX event_kind; PRAGMA user_version = 1")
    try verify()
    #expect(try lists(of: Self.number, alone: true) == ["ledger-unconfirmed-since-2026-11-20"])
    let writer = try LedgerWriter(path: place.path, key: place.key)
    try writer.begin(now: LedgerPlace.now)
    #expect(try writer.erase(Self.number).eventCount == 1)
    try writer.commit()
    try verify()
    #expect(try lists(of: Self.number, alone: true) == ["ledger-erased"])
  }

  /// What shows a consent is kept for as long as the law says.
  @Test(arguments: [
    (UInt64(493_012_345_678), "2026-11-20", "2031-11-20"),
    (12_025_550_101, "2021-11-27", "2026-11-27"),
    (12_025_550_101, "2021-11-26", nil), (447_700_900_123, "2026-11-20", "2029-11-20"),
  ])
  func proofsAreKept(number: UInt64, given: String, until: String?) throws {
    try place.record(LedgerPlace.grant(number, occurred: given))
    let hold = EvidenceHold(
      try ledger.acts(of: number), of: number, on: CalendarDate("2026-11-27")!)
    #expect(hold?.until?.description == until)
    let objection = ConsentAct(kind: .object, number: 390_612_345_678)
    try place.record(objection)
    #expect(
      EvidenceHold(
        try ledger.acts(of: objection.number), of: objection.number,
        on: CalendarDate("2026-11-27")!) == nil)
  }
}
