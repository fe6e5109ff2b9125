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

  /// A consent of the person themselves, of now.
  private func lifting(_ number: UInt64) -> ConsentAct {
    var act = LedgerPlace.grant(number)
    act.occurred = LedgerPlace.now
    act.liftsObjection = true
    return act
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

  /// SQLite leaves pieces of rows where it has moved them from; whoever was in them is gone all the same.
  @Test func whatPagesHaveLeftBehindGoes() throws {
    for number in 0..<50 { try place.record(LedgerPlace.grant(Self.number + UInt64(number))) }
    let rows = try ledger.database.prepare(
      "SELECT salt, substr(body, 1, 8) FROM event WHERE seq = ?")
    var traces: [[UInt8]] = []
    for number in Self.number..<Self.number + 30 {
      traces.append(ledger.key.index.codes.reference(of: number).bytes)
      try rows.bind(.integer(try #require(try ledger.acts(of: number).first).seq))
      #expect(try rows.step())
      traces += [rows.bytes(0), rows.bytes(1)]
      rows.reset()
    }
    // As if all of it had been moved.
    try ledger.database.run("PRAGMA secure_delete = OFF")
    for number in Self.number..<Self.number + 30 { _ = try erase(number) }
    #expect(try place.writer.overwriteLog())
    #expect(try traces.contains { try count($0) > 0 })
    #expect(try place.writer.removeTraces())
    #expect(try !traces.contains { try count($0) > 0 })
    try verify()
    #expect(try place.writer.removeTraces())
  }

  /// What is looked for is found wherever it begins, by the naive search too.
  @Test func tracesAreFoundWhereverTheyBegin() throws {
    var random = SeededGenerator(stream: 0xC0D9)
    for _ in 0..<200 {
      var traces = ErasedTraces()
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        UInt8.random(in: 0...2, using: &random)
      }
      let wanted = (0..<Int.random(in: 1...40, using: &random)).map { _ in
        (0..<8).map { _ in UInt8.random(in: 0...2, using: &random) }
      }
      for trace in wanted { traces.add(trace + [9]) }
      let isThere = bytes.indices.contains { place in
        wanted.contains { Array(bytes[place...].prefix(8)) == $0 }
      }
      #expect(traces.begin(within: bytes) == isThere)
    }
    var planted = ErasedTraces()
    planted.add([1, 2, 3, 4, 5, 6, 7, 8])
    for place in 0..<40 {
      var bytes = [UInt8](repeating: 0, count: 48)
      bytes.replaceSubrange(place..<place + 8, with: [1, 2, 3, 4, 5, 6, 7, 8])
      #expect(planted.begin(within: bytes))
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
    // What they did before the erasure counts no more, whoever enters it again.
    for occurred in ["2026-11-20T10:00:00Z", "2026-11-27T07:00:00Z", nil] {
      var former = LedgerPlace.grant(Self.number, occurred: occurred)
      former.liftsObjection = true
      #expect(try place.writer.isKeptOut(former))
    }
    let lifting = lifting(Self.number)
    #expect(try !place.writer.isKeptOut(lifting))
    try place.record(lifting)
    #expect(try ledger.erasureDay(of: Self.number) == nil)
    #expect(try lists(of: Self.number, alone: false) == ["ledger-unconfirmed-since-2026-11-27"])
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
        try place.record(lifting(number))
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

  private static let holds: [(UInt64, ListChannels, String, String?)] = [
    (493_012_345_678, .voice, "2026-11-20", "2031-11-20"),
    (493_012_345_678, .sms, "2026-11-20", "2029-11-20"),
    (12_025_550_101, .sms, "2021-11-27", "2026-11-27"),
    (12_025_550_101, .sms, "2021-11-26", nil),
    (447_700_900_123, .sms, "2026-11-20", "2029-11-20"),
  ]

  /// What shows a consent is kept for as long as the law says.
  @Test(arguments: holds)
  func proofsAreKept(number: UInt64, channels: ListChannels, given: String, until: String?) throws {
    try place.record(LedgerPlace.grant(number, channels, occurred: given))
    let hold = EvidenceHold(
      try ledger.acts(of: number), of: number, on: CalendarDate("2026-11-27")!)
    #expect(hold?.until?.description == until)
    // Of what was never shown, or never more than a row of a file, nothing has to be kept.
    let unshown = LedgerPlace.grant(390_612_345_670, isProven: false)
    var row = LedgerPlace.grant(390_612_345_671)
    (row.isImported, row.batch) = (true, "whole")
    for act in [ConsentAct(kind: .object, number: 390_612_345_678), unshown, row] {
      try place.record(act)
      let acts = try ledger.acts(of: act.number)
      #expect(EvidenceHold(acts, of: act.number, on: CalendarDate("2026-11-27")!) == nil)
    }
  }
}
