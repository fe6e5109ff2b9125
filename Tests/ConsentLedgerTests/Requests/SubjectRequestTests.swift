import SuppressionLists
import TestSupport
import Testing

@testable import ConsentLedger

/// Requests and their clock.
struct SubjectRequestTests {
  private let place: LedgerPlace
  private static let number: UInt64 = 12_025_550_101

  init() throws { place = try LedgerPlace() }

  private func day(_ text: String) -> CalendarDate { CalendarDate(text)! }

  private func open(
    _ right: SubjectRequest.Right, _ received: String, now: String = "2026-11-27T08:00:00Z"
  ) throws -> SubjectRequest {
    try place.writer.begin(now: Moment(now)!)
    let request = try place.writer.openRequest(right, of: Self.number, received: day(received))
    try place.writer.commit()
    return request
  }

  private func move(_ id: Int64, _ kind: EventKind, now: String) throws -> SubjectRequest {
    try place.writer.begin(now: Moment(now)!)
    do {
      let request = try place.writer.moveRequest(id, by: kind)
      try place.writer.commit()
      return request
    } catch {
      place.writer.rollBack()
      throw error
    }
  }

  /// A month ends on the day of the same number, or on its last.
  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"),
    ("2026-11-30", 3, "2027-02-28"),
    ("2026-12-31", 1, "2027-01-31"), ("2026-10-27", 1, "2026-11-27"),
    ("2026-08-31", 1, "2026-09-30"),
  ])
  func monthsEndAsTheRegulationSays(from: String, months: Int, to: String) {
    #expect(day(from).adding(months: months) == day(to))
  }

  @Test func itsClockRuns() throws {
    let request = try open(.access, "2026-11-20")
    #expect(request.due == day("2026-12-20"))
    #expect(!request.isLate(on: day("2026-12-20")))
    #expect(request.isLate(on: day("2026-12-21")))
    let extended = try move(request.id, .extend, now: "2026-12-20T23:59:59Z")
    #expect(extended.due == day("2027-02-20"))
    #expect(throws: SubjectRequest.Refusal.extendedBefore) {
      try move(request.id, .extend, now: "2026-12-20T23:59:59Z")
    }
    let answered = try move(request.id, .answer, now: "2027-02-21T10:00:00Z")
    #expect(answered.state == .answered)
    #expect(!answered.isLate(on: day("2027-03-01")))
    #expect(throws: SubjectRequest.Refusal.ended(.answered)) {
      try move(request.id, .close, now: "2027-02-21T10:00:00Z")
    }
    #expect(throws: SubjectRequest.Refusal.unknown) {
      try move(999, .close, now: "2027-02-21T10:00:00Z")
    }
    #expect(try place.ledger.requests() == [answered])
  }

  @Test func anExtensionIsToldWithinTheMonth() throws {
    let request = try open(.access, "2026-10-20")
    #expect(throws: SubjectRequest.Refusal.tooLateToExtend(due: day("2026-11-20"))) {
      try move(request.id, .extend, now: "2026-11-27T10:00:00Z")
    }
    // It is tomorrow already where the sun rises.
    #expect(try open(.access, "2026-11-28").received == day("2026-11-28"))
    #expect(throws: SubjectRequest.Refusal.receivedInFuture) { try open(.access, "2026-11-29") }
  }

  /// Whoever objects or wants to be erased is not called until somebody has read the letter.
  @Test(arguments: SubjectRequest.Right.allCases)
  func whatIsAskedForHoldsAtOnce(right: SubjectRequest.Right) throws {
    try place.record(LedgerPlace.grant(Self.number))
    _ = try open(right, "2026-11-27")
    let standing = try place.ledger.standing(of: Self.number, in: place.scope())
    #expect((standing.block != nil) == (right == .objection))
    #expect((standing.restriction != nil) == [.erasure, .restriction].contains(right))
  }

  /// Generated steps: the table, the events and what is derived anew agree.
  @Test func whatIsDerivedIsWhatTheEventsSay() throws {
    var random = SeededGenerator(stream: 0xC0D6)
    var ids: [Int64] = []
    for step in 0..<60 {
      let now = "2026-12-\(step < 27 ? "0" : "")\(step / 3 + 1)T08:00:00Z"
      if ids.isEmpty || Bool.random(using: &random) {
        let right = SubjectRequest.Right.allCases.randomElement(using: &random)!
        ids.append(
          try open(right, "2026-11-\(Int.random(in: 10...30, using: &random))", now: now).id)
      } else {
        let kind = [EventKind.extend, .answer, .close].randomElement(using: &random)!
        _ = try? move(ids.randomElement(using: &random)!, kind, now: now)
      }
    }
    let requests = try place.ledger.requests()
    #expect(requests.count == ids.count)
    #expect(requests.map(\.due) == requests.map(\.due).sorted())
    _ = try LedgerVerification(place.ledger).verify()
    let database = try Database(path: place.path, mode: .writing)
    try database.run("DELETE FROM request WHERE id = \(ids[0])")
    #expect(throws: LedgerError.self) { try LedgerVerification(place.ledger).verify() }
    try place.writer.rebuild()
    #expect(try place.ledger.requests() == requests)
    _ = try LedgerVerification(place.ledger).verify()
  }
}
