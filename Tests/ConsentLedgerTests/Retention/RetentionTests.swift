import SuppressionLists
import TestSupport
import Testing

@testable import ConsentLedger

/// What need not be kept goes, and nothing else does.
struct RetentionTests {
  private let place: LedgerPlace
  private static let number: UInt64 = 12_025_550_101
  private static let german: UInt64 = 493_012_345_678
  private static let day = LedgerPlace.now.date

  init() throws { place = try LedgerPlace() }

  private static func before(months: Int, days: Int = 0) -> Moment {
    let date = day.adding(months: -months)
    return Moment(CalendarDate(day: date.day - Int32(days)))
  }

  private static func act(
    _ kind: EventKind, _ months: Int, days: Int = 0, number: UInt64 = number,
    _ evidence: [(String, String)] = [("via", "web"), ("act", "tick")]
  ) -> ConsentAct {
    var act = ConsentAct(kind: kind, number: number)
    if kind.isPermitting { (act.brand, act.purpose, act.channels) = ("acme", "offers", .sms) }
    act.occurred = before(months: months, days: days)
    act.evidence = evidence
    return act
  }

  private func rules(_ acts: [ConsentAct]) throws -> [RetentionPolicy.Rule] {
    for act in acts { try place.record(act) }
    return try Retention(place.ledger, RetentionPolicy(), on: Self.day).counts.map(\.rule)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var rule: RetentionPolicy.Rule?
    var acts: [ConsentAct]
    var number = RetentionTests.number
    var testDescription: String { name }
  }

  private static func ending(_ act: ConsentAct, months: Int) -> ConsentAct {
    var act = act
    act.until = before(months: months)
    return act
  }

  private static func batch(_ id: String, months: Int, days: Int = 0) -> ConsentAct {
    var row = act(.grant, months, days: days, [])
    (row.isImported, row.batch) = (true, id)
    return row
  }

  private static let cases: [Case] = [
    Case(
      name: "typed into a form where a second step is asked for", rule: .unconfirmed,
      acts: [act(.grant, 0, days: 29, number: german)], number: german),
    Case(
      name: "the same just now", rule: nil, acts: [act(.grant, 0, days: 28, number: german)],
      number: german),
    Case(name: "typed into a form that is enough", rule: nil, acts: [act(.grant, 0, days: 29)]),
    Case(name: "the same long ago, in force", rule: nil, acts: [act(.grant, 100)]),
    Case(
      name: "the same, ended, whose proof is kept", rule: nil,
      acts: [ending(act(.grant, 50), months: 40)]),
    Case(
      name: "the same, ended, whose proof is not", rule: .inactive,
      acts: [ending(act(.grant, 70), months: 40)]),
    Case(
      name: "confirmed", rule: nil,
      acts: [act(.grant, 0, days: 29), act(.confirm, 0, days: 29)]),
    Case(
      name: "by call", rule: nil,
      acts: [act(.grant, 0, days: 29, [("via", "call"), ("act", "spoken")])]),
    Case(name: "of half a batch", rule: .quarantined, acts: [batch("broken", months: 0, days: 91)]),
    Case(name: "of half a batch, lately", rule: nil, acts: [batch("broken", months: 0, days: 90)]),
    Case(name: "of a batch", rule: nil, acts: [batch("whole", months: 50)]),
    Case(name: "said no", rule: .withdrawn, acts: [act(.object, 60, days: 1)]),
    Case(name: "said no lately", rule: nil, acts: [act(.object, 60)]),
    Case(
      name: "said no of a consent that must be shown", rule: nil,
      acts: [act(.grant, 72), act(.use, 59), act(.object, 60, days: 1)]),
    Case(name: "nothing but a reassignment", rule: .inactive, acts: [act(.reassign, 36, days: 1)]),
    Case(name: "reassigned lately", rule: nil, acts: [act(.reassign, 36)]),
    Case(
      name: "was a customer", rule: .inactive,
      acts: [act(.relationship, 80), act(.reassign, 40)]),
    Case(name: "is a customer", rule: nil, acts: [act(.relationship, 80)]),
    Case(
      name: "consented, in force", rule: nil,
      acts: [act(.grant, 100, [("via", "call"), ("act", "spoken")])]),
    Case(
      name: "waits to be erased, whose proofs may go", rule: .erasure,
      acts: [act(.object, 1), act(.restrict, 1, [("reason", ConsentAct.erasureReason)])]),
    Case(
      name: "waits to be erased, whose proofs are kept", rule: nil,
      acts: [
        act(.grant, 12, [("via", "call"), ("act", "spoken")]),
        act(.restrict, 1, [("reason", ConsentAct.erasureReason)]),
      ]),
    Case(name: "is restricted", rule: nil, acts: [act(.object, 90), act(.restrict, 90)]),
    Case(
      name: "said no, nobody knows when", rule: nil,
      acts: [
        act(.object, 90),
        { () -> ConsentAct in
          var undated = act(.grant, 0)
          undated.occurred = nil
          return undated
        }(),
      ]),
  ]

  @Test(arguments: cases)
  func eachRuleHasItsDay(one: Case) throws {
    #expect(try rules(one.acts) == (one.rule.map { [$0] } ?? []))
    guard one.rule != nil else { return }
    let retention = try Retention(place.ledger, RetentionPolicy(), on: Self.day)
    #expect(retention.personCount == 1 && retention.subjectCount == 1)
    #expect(
      retention.counts == [
        .init(rule: one.rule!, region: one.number == Self.german ? "DE" : "US", count: 1)
      ])
    _ = try place.writer.carryOut(retention, RetentionPolicy()) { LedgerPlace.now }
    #expect(try place.ledger.acts(of: one.number).isEmpty)
    let stays = [.erasure, .withdrawn].contains(one.rule!)
    #expect(try (place.ledger.erasureDay(of: one.number) != nil) == stays)
    _ = try LedgerVerification(Ledger(path: place.path, key: place.key)).verify()
    #expect(try Retention(place.ledger, RetentionPolicy(), on: Self.day).isEmpty)
  }

  /// Whoever asks for something stays until the answer; so does whoever has done something since.
  @Test func whoAsksStays() throws {
    try place.record(Self.act(.object, 70), Self.act(.object, 70, number: Self.number + 1))
    let found = try Retention(place.ledger, RetentionPolicy(), on: Self.day)
    #expect(found.personCount == 2)
    try place.writer.begin(now: LedgerPlace.now)
    _ = try place.writer.openRequest(.access, of: Self.number, received: Self.day)
    try place.writer.commit()
    #expect(try Retention(place.ledger, RetentionPolicy(), on: Self.day).personCount == 1)
    try place.record(Self.act(.object, 0, number: Self.number + 1))
    _ = try place.writer.carryOut(found, RetentionPolicy()) { LedgerPlace.now }
    for number in [Self.number, Self.number + 1] {
      #expect(try !place.ledger.acts(of: number).isEmpty)
    }
  }

  /// Requests that ended long ago and old looks go; their events verify.
  @Test func requestsAndLooksGo() throws {
    let former = Moment("2023-10-01T08:00:00Z")!
    let place = try LedgerPlace(now: former)
    try place.record(Self.act(.object, 1), now: former)
    try place.writer.begin(now: former)
    let request = try place.writer.openRequest(.access, of: Self.number, received: former.date)
    let open = try place.writer.openRequest(.access, of: Self.number, received: former.date)
    _ = try place.writer.moveRequest(request.id, by: .answer, texts: [("via", "email")])
    try place.writer.commit()
    try place.writer.recordAccess(to: Self.number, actor: "agent:1", reason: nil, now: former)
    try place.writer.recordAccess(
      to: Self.number, actor: "agent:1", reason: nil, now: LedgerPlace.now)
    let found = try Retention(place.ledger, RetentionPolicy(), on: Self.day)
    #expect(found.counts.map(\.rule) == [.access, .requests])
    #expect(found.counts.map(\.count) == [1, 1])
    _ = try place.writer.carryOut(found, RetentionPolicy()) { LedgerPlace.now }
    #expect(try place.ledger.requests().map(\.id) == [open.id])
    #expect(try Retention(place.ledger, RetentionPolicy(), on: Self.day).isEmpty)
    let summary = try LedgerVerification(Ledger(path: place.path, key: place.key)).verify()
    #expect(summary.erasedCount == 3)
  }
}
