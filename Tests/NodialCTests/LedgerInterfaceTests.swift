import CNodial
import Keys
import PhoneNumbers
import SuppressionLists
import TestSupport
import Testing
import Verdicts

@testable import ConsentLedger
@testable import NodialC

/// With settings that name a ledger, the C interface gives the verdicts of `NumberCheck` on a snapshot of it, however the ledger
/// has changed since it was opened.
struct LedgerInterfaceTests {
  private let folder = TemporaryFolder()
  private let key: LedgerKey
  private let writer: LedgerWriter
  private static let now = Moment("2026-11-27T08:00:00Z")!

  init() throws {
    key = try LedgerKey(KeyFile.make(at: folder.path("ledger.key")))
    writer = try LedgerWriter.make(
      path: folder.path("consent.ledger"), key: key, controller: "Acme GmbH", now: Self.now)
    try writer.begin(now: Self.now)
    _ = try writer.declare(.brand, "acme")
    _ = try writer.declare(.purpose, "marketing")
    _ = try writer.declare(.purpose, "offers", parent: "marketing")
    _ = try writer.declare(.batch, "broken", isComplete: false)
    try writer.commit()
    let builder = try IndexBuilder(
      path: folder.path("dnc.ndx"), listCount: 2, options: IndexBuilder.Options())
    var collector = builder.makeCollector()
    for (list, keys) in [
      (0..<40).map { 12_025_550_000 + UInt64($0) * 5 }, [12_025_550_001, 493_012_340_002],
    ].enumerated() { try collector.add(keys.span, list: list) }
    try collector.flush()
    var register = SuppressionList(
      id: "us-ftc", kind: .registry, versionDate: CalendarDate("2026-11-20"))
    (register.coverage, register.ageDayCountMax) = (["1202", "33"], 31)
    _ = try builder.finish(
      lists: [register, SuppressionList(id: "withdrawn", kind: .objection)], region: "US")
    try folder.write(
      "nodial.toml",
      "index = \"dnc.ndx\"\n[ledger]\nfile = \"consent.ledger\"\nkey = \"ledger.key\"\nbrand = \"acme\"\n"
    )
  }

  private struct Question: Sendable, CustomTestStringConvertible {
    var channel: String
    var audience: String
    var day: String
    var testDescription: String { "\(channel) \(audience) \(day)" }
  }

  private static let prefixes: [UInt64] = [
    12_025_550_000, 493_012_340_000, 33_142_685_000, 442_079_460_000,
  ]

  private func act(_ random: inout SeededGenerator) -> ConsentAct {
    let kinds: [EventKind] = [
      .grant, .grant, .grant, .confirm, .withdraw, .object, .refuse, .relationship, .restrict,
      .release,
    ]
    var act = ConsentAct(
      kind: kinds.randomElement(using: &random)!,
      number: Self.prefixes.randomElement(using: &random)!
        + UInt64.random(in: 0..<60, using: &random))
    act.brand = "acme"
    act.purpose = ["offers", "offers", "marketing"].randomElement(using: &random)!
    act.channels = [.sms, .voice, [.sms, .voice]].randomElement(using: &random)!
    if !act.kind.isPermitting, Bool.random(using: &random) {
      (act.brand, act.purpose, act.channels) = (nil, nil, [])
    }
    let day = Int32.random(in: 20_000...20_700, using: &random)
    act.occurred = Moment(CalendarDate(day: day))
    if act.kind == .grant, Int.random(in: 0..<3, using: &random) == 0 {
      act.until = Moment(CalendarDate(day: day + Int32.random(in: 1...900, using: &random)))
    }
    act.isImported = act.kind == .grant && Int.random(in: 0..<5, using: &random) == 0
    if act.isImported { act.batch = "broken" }
    act.evidence = [[("via", "web"), ("act", "tick")], [("via", "call"), ("act", "spoken")], []]
      .randomElement(using: &random)!
    return act
  }

  private func open(_ question: Question) -> OpaquePointer? {
    var checker: OpaquePointer?
    var message = [CChar](repeating: 0, count: 512)
    let texts = [folder.path("nodial.toml"), question.channel, question.audience, "offers"].map(
      CText.init)
    var settings = nodial_settings()
    settings.size = MemoryLayout<nodial_settings>.size
    settings.settings_path = texts[0].pointer
    settings.channel = texts[1].pointer
    settings.audience = texts[2].pointer
    settings.purpose = texts[3].pointer
    settings.call_day = CalendarDate(question.day)!.day
    let status = nodial_open(&settings, &checker, &message, message.count)
    let bytes = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    #expect(status == 0, "\(String(decoding: bytes, as: UTF8.self))")
    return checker
  }

  private static let questions = [
    Question(channel: "sms", audience: "consumer", day: "2026-11-28"),
    Question(channel: "voice", audience: "consumer", day: "2026-11-28"),
    Question(channel: "voice", audience: "business", day: "2026-11-28"),
    // The register is too old by then; and a day before the last seal.
    Question(channel: "voice", audience: "consumer", day: "2027-02-01"),
    Question(channel: "sms", audience: "business", day: "2026-06-01"),
  ]

  @Test(arguments: questions)
  private func verdictsFollowTheLedger(question: Question) throws {
    var random = SeededGenerator(stream: 0x1ED6E5)
    let checker = try #require(open(question))
    let scratch = nodial_scratch_new(checker)
    defer {
      nodial_scratch_free(scratch)
      nodial_close(checker)
    }
    let cells =
      Self.prefixes.flatMap { prefix in (0..<62).map { "+\(prefix + UInt64($0))" } }
      + ["nobody", "", "(202) 555-0005", "+12025550007 / +493012340009", "+8613800138000"]
    var seen: Set<String> = []
    for turn in 0..<4 {
      try writer.begin(now: Self.now)
      for _ in 0..<(turn == 3 ? 1 : 150) { _ = try writer.record(act(&random)) }
      try writer.commit()
      let scope = Scope(
        brand: writer.ledger.register.item(.brand, "acme")!.id,
        purpose: writer.ledger.register.item(.purpose, "offers")!.id,
        channel: ListChannels(name: question.channel)!)
      if turn == 1 {
        _ = try LedgerCompilation.compile(
          writer.ledger, scope: scope, memoryByteCount: 64 << 20, threadCount: 1)
      }
      let day = CalendarDate(question.day)!
      let indexes = try LedgerSnapshot(writer.ledger, scope: scope, callDate: day)
        .asked(beside: SuppressionIndexes(SuppressionIndex(path: folder.path("dnc.ndx"))))
      let check = NumberCheck(
        indexes: indexes, region: Region("US"),
        policy: VerdictPolicy(
          callDate: day, channel: scope.channel, purpose: "offers",
          consent: ConsentPolicy().requirements(
            channel: scope.channel, audience: ConsentPolicy.Audience(rawValue: question.audience)!))
      )
      let wanted = try cells.map { try check.verdict(for: Array($0.utf8)) }
      seen.formUnion(wanted.map { "\($0.outcome.name)\($0.code)" })
      try compare(cells, wanted, scratch, turn: turn)
    }
    // What was asked tells the ways apart.
    #expect(seen.count >= 4, "\(seen.sorted())")
  }

  private func compare(
    _ cells: [String], _ wanted: [VerdictTable.Verdict], _ scratch: OpaquePointer?, turn: Int
  ) throws {
    var outcomes = [UInt8](repeating: 99, count: cells.count)
    var evidence = [UInt32](repeating: 99, count: cells.count)
    let bytes = cells.flatMap { Array($0.utf8) }
    var offsets: [Int32] = [0]
    for cell in cells { offsets.append(offsets.last! + Int32(cell.utf8.count)) }
    let status = nodial_check_strings(
      scratch, bytes, offsets, nil, 0, cells.count, &outcomes, &evidence)
    try #require(status == 0, "\(nodial_message(scratch).map { String(cString: $0) } ?? "")")
    for (place, cell) in cells.enumerated() {
      var outcome: UInt8 = 99
      var single: UInt32 = 99
      #expect(nodial_check(scratch, cell, cell.utf8.count, &outcome, &single) == 0)
      for (outcome, evidence) in [(outcomes[place], evidence[place]), (outcome, single)] {
        let lists = nodial_evidence_lists(scratch, evidence).map { String(cString: $0) }
        #expect(
          outcome == wanted[place].outcome.rawValue && lists == wanted[place].listsText
            && nodial_evidence_code(scratch, evidence) == CChar(bitPattern: wanted[place].code),
          "turn \(turn), cell \(place): \(outcome) \(lists ?? ""), not \(wanted[place])")
      }
    }
  }
}
