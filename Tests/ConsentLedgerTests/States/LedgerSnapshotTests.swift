import Files
import Keys
import PhoneNumbers
import SuppressionLists
import TestSupport
import Testing
import Verdicts

@testable import ConsentLedger

/// What a scrub asks says what the ledger says, however much of it was compiled.
struct LedgerSnapshotTests {
  private let place: LedgerPlace
  private let file: SuppressionIndex
  private static let firstNumber: UInt64 = 493_012_340_000
  private static let count = 120

  init() throws {
    place = try LedgerPlace()
    let path = place.folder.path("file.ndx")
    let builder = try IndexBuilder(path: path, listCount: 1, options: .init())
    var collector = builder.makeCollector()
    let listed = [Self.firstNumber + 3, 12_025_550_101]
    try collector.add(listed.span, list: 0)
    try collector.flush()
    _ = try builder.finish(lists: [SuppressionList(id: "own", kind: .objection)])
    file = try SuppressionIndex(path: path)
  }

  private func randomAct(_ random: inout SeededGenerator) -> ConsentAct {
    let kinds: [EventKind] = [
      .grant, .grant, .grant, .confirm, .withdraw, .object, .refuse, .relationship, .reassign,
      .restrict,
      .release, .review,
    ]
    var act = ConsentAct(
      kind: kinds.randomElement(using: &random)!,
      number: Self.firstNumber + UInt64.random(in: 0..<UInt64(Self.count), using: &random))
    act.brand = ["acme", "acme", "other"].randomElement(using: &random)!
    act.purpose = ["offers", "offers", "marketing"].randomElement(using: &random)!
    act.channels = [.sms, .voice, [.sms, .voice]].randomElement(using: &random)!
    if !act.kind.isPermitting, Bool.random(using: &random) {
      (act.brand, act.purpose, act.channels) = (nil, nil, [])
    }
    let day = Int32.random(in: 20_000...20_700, using: &random)
    act.occurred = Moment(CalendarDate(day: day))
    if act.kind == .grant || act.kind == .relationship, Int.random(in: 0..<3, using: &random) == 0 {
      act.until = Moment(CalendarDate(day: day + Int32.random(in: 1...900, using: &random)))
    }
    act.isImported = act.kind == .grant && Int.random(in: 0..<4, using: &random) == 0
    if act.isImported { act.batch = ["whole", "broken"].randomElement(using: &random)! }
    act.liftsObjection = Int.random(in: 0..<3, using: &random) == 0
    act.evidence = [
      [("via", "web"), ("act", "tick")], [("via", "call"), ("act", "spoken")], [],
    ].randomElement(using: &random)!
    if act.kind == .relationship, Bool.random(using: &random) {
      act.evidence.append(("relationship_kind", "inquiry"))
    }
    return act
  }

  private func policies() -> [VerdictPolicy] {
    var strict = ConsentRequirements.Rule()
    strict.needsConfirmation = true
    strict.consentMonths = 24
    var loose = ConsentRequirements.Rule()
    loose.customerMonths = 18
    loose.inquiryMonths = 3
    // Days on which the index is exact about: until two months behind its making.
    return [20_000, 20_300, 20_699, 20_784, 20_800].flatMap { day in
      [strict, loose, .free].map { rule in
        VerdictPolicy(
          callDate: CalendarDate(day: day), channel: .sms, purpose: "offers",
          consent: ConsentRequirements(rules: ["49": rule]))
      }
    }
  }

  /// What is asked of a number by its own acts alone, read anew.
  private func asked(_ number: UInt64, scope: Scope) throws -> SuppressionIndexes {
    let snapshot = try LedgerSnapshot(
      place.ledger, scope: scope, callDate: LedgerPlace.now.date, numbers: [number])
    return try snapshot.asked(beside: SuppressionIndexes(file))
  }

  @Test func whatWasCompiledAndWhatIsNewerSayWhatTheLedgerSays() throws {
    var random = SeededGenerator(stream: 0xC0D3)
    let scope = place.scope()
    // The day of the last seal, by which ends are exact for two months.
    let now = Moment(CalendarDate(day: 20_730))
    for round in 0..<6 {
      try place.writer.begin(now: now)
      for _ in 0..<250 { _ = try place.writer.record(randomAct(&random)) }
      try place.writer.commit()
      if round.isMultiple(of: 2) {
        _ = try LedgerCompilation.compile(
          place.ledger, scope: scope, memoryByteCount: 64 << 20, threadCount: 1)
      }
      if round == 4 {
        // What is declared later makes the index useless, and nothing wrong.
        try place.writer.begin(now: now)
        _ = try place.writer.declare(.batch, "broken", isComplete: true)
        try place.writer.commit()
      }
      let snapshot = try LedgerSnapshot(place.ledger, scope: scope, callDate: LedgerPlace.now.date)
      #expect((snapshot.index != nil) == (round < 4))
      let indexes = try snapshot.asked(beside: SuppressionIndexes(file))
      let numbers = (0..<UInt64(Self.count) + 5).map { Self.firstNumber + $0 }
      let alone = try numbers.map { try asked($0, scope: scope) }
      for policy in policies() {
        let check = NumberCheck(indexes: indexes, region: nil, policy: policy)
        for (number, own) in zip(numbers, alone) {
          let text = Array("+\(number)".utf8)
          let found = try check.verdict(for: text)
          let wanted = try NumberCheck(indexes: own, region: nil, policy: policy).verdict(for: text)
          #expect(
            found.outcome == wanted.outcome && found.code == wanted.code,
            "round \(round), +\(number) on \(policy.callDate): \(found.listsText), not \(wanted.listsText)"
          )
        }
        try compareBatches(indexes, numbers, policy, check)
      }
    }
  }

  /// A scrub's look-up finds the classes by which the check decides.
  private func compareBatches(
    _ indexes: SuppressionIndexes, _ numbers: [UInt64], _ policy: VerdictPolicy,
    _ check: NumberCheck
  ) throws {
    var lookUp = IndexesLookUp(indexes)
    var classes: [UInt16] = []
    classes.append(addingCapacity: numbers.count) { lookUp.find(numbers.span, into: &$0) }
    var table = VerdictTable(indexes, policy: policy)
    table.learnClasses(of: indexes)
    for (number, classNumber) in zip(numbers, classes) {
      let found = table.verdict(
        for: [.init(classNumber: Int(classNumber))], isNumber: true,
        numbers: [table.unlisted(number, classNumber: Int(classNumber))])
      let wanted = try check.verdict(for: Array("+\(number)".utf8))
      #expect(found.outcome == wanted.outcome && found.code == wanted.code, "+\(number)")
    }
  }

  /// A second compilation reads whom something was recorded of, and says what one of everybody says.
  @Test func aCompilationGoesOnFromTheOneBefore() throws {
    var random = SeededGenerator(stream: 0xC0D4)
    let scope = place.scope()
    func compile() throws -> LedgerCompilation.Summary {
      try LedgerCompilation.compile(
        place.ledger, scope: scope, memoryByteCount: 64 << 20, threadCount: 1)
    }
    /// The grounds of everybody by the index.
    func grounds(_ path: String) throws -> [Set<String>] {
      let index = try SuppressionIndex(path: path, keys: KeyRing([place.key.index]))
      return (0..<UInt64(Self.count)).map { number in
        Set(
          index.classes[index.find(Self.firstNumber + number)].map { index.lists[$0].versionedID })
      }
    }
    let now = Moment(CalendarDate(day: 20_730))
    for round in 0..<5 {
      try place.writer.begin(now: now)
      for _ in 0..<(round == 0 ? 300 : 10) { _ = try place.writer.record(randomAct(&random)) }
      try place.writer.commit()
      let summary = try compile()
      #expect(round == 0 ? summary.subjectCount > 60 : summary.subjectCount <= 10)
      let renewed = try grounds(summary.path)
      try FolderNames.remove(summary.path)
      let whole = try compile()
      #expect(whole.subjectCount > 60)
      #expect(try grounds(whole.path) == renewed)
    }
    // Nothing new, and a damaged one.
    #expect(try compile().subjectCount == 0)
    let path = LedgerCompilation.path(of: place.ledger, scope: scope)
    try place.folder.write(FolderNames.split(path).name, "nothing")
    #expect(try compile().subjectCount > 60)
  }

  /// Of a ledger that was put back, or whose end was cut off, its index knows more: nobody is asked about then.
  @Test func anIndexTellsOfAnOlderLedger() throws {
    let scope = place.scope()
    try place.record(LedgerPlace.grant(Self.firstNumber))
    let seqs = try place.record(ConsentAct(kind: .object, number: Self.firstNumber))
    func compile() throws -> String {
      try LedgerCompilation.compile(
        place.ledger, scope: scope, memoryByteCount: 64 << 20, threadCount: 1
      ).path
    }
    func ask() throws -> [Int] {
      let day = LedgerPlace.now.date
      let ledger = try Ledger(path: place.path, key: place.key)
      return [
        try LedgerSnapshot(ledger, scope: scope, callDate: day).subjectCount,
        try LedgerSnapshot(ledger, scope: scope, callDate: day, numbers: [Self.firstNumber])
          .subjectCount,
      ]
    }
    let path = try compile()
    #expect(try ask() == [0, 1])
    try Database(path: place.path, mode: .writing).run(
      """
      DROP TRIGGER seal_kept; DROP TRIGGER event_kept; DELETE FROM seal WHERE size = \(seqs[0]);
      DELETE FROM event WHERE seq = \(seqs[0]); DELETE FROM act WHERE seq = \(seqs[0])
      """)
    let wanted = LedgerError(.putBack(index: path, size: seqs[0]), path: place.path)
    #expect(throws: wanted) { try ask() }
    #expect(throws: wanted) { try compile() }
    let database = try Database(path: place.path, mode: .writing)
    for name in ["seal_kept", "event_kept"] {
      try database.run(Schema.statements.first { $0.contains("TRIGGER \(name) ") }!)
    }
    func verify() throws -> Int {
      try LedgerVerification(Ledger(path: place.path, key: place.key)).verify().indexCount
    }
    #expect(throws: wanted) { try verify() }
    // What is recorded now makes it another history.
    try place.record(LedgerPlace.grant(Self.firstNumber + 1))
    #expect(throws: wanted) { try ask() }
    // The remedy, where nothing else is left.
    try FolderNames.remove(path)
    #expect(try ask() == [2, 1])
    #expect(try verify() == 0)
    #expect(try compile() == path)
    #expect(try verify() == 1)
  }

  /// However much is not compiled yet, whoever takes rows away clears nobody.
  @Test(arguments: [
    "DELETE FROM act WHERE seq = 17",
    "DELETE FROM act WHERE seq = 17; DELETE FROM subject WHERE id = 10",
    "UPDATE subject SET ref = randomblob(16) WHERE id = 10",
    "DELETE FROM tombstone WHERE ref = (SELECT min(ref) FROM tombstone)",
  ])
  func nobodyIsClearedByMissingRows(change: String) throws {
    try place.writer.begin(now: LedgerPlace.now)
    for index in 0..<2_100 {
      _ = try place.writer.record(
        ConsentAct(kind: .object, number: Self.firstNumber + UInt64(index)))
    }
    for index in 0..<2_100 { _ = try place.writer.erase(447_700_900_000 + UInt64(index)) }
    try place.writer.commit()
    func ask(_ number: UInt64) throws {
      let ledger = try Ledger(path: place.path, key: place.key)
      _ = try LedgerSnapshot(
        ledger, scope: place.scope(), callDate: LedgerPlace.now.date, numbers: [number])
    }
    try ask(Self.firstNumber + 8)
    try Database(path: place.path, mode: .writing).run(change)
    #expect(throws: LedgerError.self) { try ask(Self.firstNumber + 8) }
  }

  /// An index that was compiled while a question was asked is newer than the snapshot: the question is asked anew.
  @Test func aNewerIndexIsNoOlderLedger() throws {
    var count = 0
    let answer = try place.ledger.newestSnapshot { () throws(LedgerError) -> Int in
      count += 1
      if count == 1 { throw LedgerError(.putBack(index: "x", size: 1), path: place.path) }
      return count
    }
    #expect(answer == 2)
  }

  @Test func anIndexOfAnotherStateIsNotUsed() throws {
    let scope = place.scope()
    try place.record(LedgerPlace.grant(Self.firstNumber))
    let summary = try LedgerCompilation.compile(
      place.ledger, scope: scope, memoryByteCount: 64 << 20, threadCount: 1)
    #expect(
      try LedgerSnapshot(place.ledger, scope: scope, callDate: LedgerPlace.now.date).index?.path
        == summary.path)
    #expect(
      try LedgerSnapshot(
        place.ledger, scope: place.scope("other"), callDate: LedgerPlace.now.date
      ).index == nil)
    // That of another ledger with the same key and names.
    let other = place.folder.path("other.ledger")
    let writer = try LedgerWriter.make(
      path: other, key: place.key, controller: "Other", now: LedgerPlace.now)
    try writer.begin(now: LedgerPlace.now)
    _ = try writer.declare(.brand, "acme")
    _ = try writer.declare(.purpose, "offers")
    try writer.commit()
    let bytes = try place.folder.read(String(summary.path.split(separator: "/").last!))
    try place.folder.write("other.ledger.acme.offers.sms.ndx", bytes)
    let otherScope = Scope(
      brand: writer.ledger.register.item(.brand, "acme")!.id,
      purpose: writer.ledger.register.item(.purpose, "offers")!.id, channel: .sms)
    #expect(
      try LedgerSnapshot(writer.ledger, scope: otherScope, callDate: LedgerPlace.now.date).index
        == nil)
    // A damaged one is a failure, never clear.
    try place.folder.write("consent.ledger.acme.offers.sms.ndx", Array(bytes.dropLast(5_000)))
    #expect(throws: LedgerError.self) {
      try LedgerSnapshot(place.ledger, scope: scope, callDate: LedgerPlace.now.date)
    }
  }
}
