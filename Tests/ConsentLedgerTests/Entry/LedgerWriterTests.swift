import Keys
import SuppressionLists
import TestSupport
import Testing

@testable import ConsentLedger

struct LedgerWriterTests {
  @Test func whatIsRecordedIsFound() throws {
    let place = try LedgerPlace()
    let number: UInt64 = 12_025_550_101
    let seqs = try place.record(LedgerPlace.grant(number))
    let reader = try Ledger(path: place.path, key: place.key)
    let scope = place.scope()
    let granted = try reader.standing(of: number, in: scope)
    #expect(granted.grant?.seq == seqs[0])
    // The very next question sees what another connection has written.
    try place.record(ConsentAct(kind: .object, number: number))
    let objected = try reader.standing(of: number, in: scope)
    #expect(objected.grant == nil && objected.block?.kind == .object)
    #expect(
      try reader.standing(of: 12_025_550_102, in: scope)
        == Standing([], in: scope, purposes: PurposeTree(), quarantined: []))
  }

  @Test func whatIsNotCommittedIsNotThere() throws {
    let place = try LedgerPlace()
    let before = try place.ledger.head()
    try place.writer.begin(now: LedgerPlace.now)
    _ = try place.writer.record(LedgerPlace.grant(12_025_550_101))
    place.writer.rollBack()
    #expect(try place.ledger.head() == before)
    // Nothing is sealed if nothing was recorded.
    try place.writer.begin(now: LedgerPlace.now)
    try place.writer.commit()
    #expect(try place.ledger.head() == before)
    _ = try LedgerVerification(place.ledger).verify()
  }

  @Test func twoWritersTakeTurns() throws {
    let place = try LedgerPlace()
    let other = try LedgerWriter(path: place.path, key: place.key)
    for turn in 0..<20 {
      let writer = turn.isMultiple(of: 3) ? other : place.writer
      try writer.begin(now: LedgerPlace.now)
      _ = try writer.record(LedgerPlace.grant(12_025_550_100 + UInt64(turn)))
      if turn == 10 { _ = try writer.declare(.brand, "third") }
      try writer.commit()
    }
    #expect(try LedgerVerification(place.ledger).verify().head.size == 29)
    #expect(place.writer.ledger.register.item(.brand, "third") != nil)
  }

  @Test(arguments: [
    ("brand", "acme GmbH"), ("purpose", "other"), ("batch", "none"), ("via", "telepathy"),
  ])
  func aConsentForWhatIsUnknownIsRefused(field: String, value: String) throws {
    let place = try LedgerPlace()
    var act = LedgerPlace.grant(12_025_550_101)
    switch field {
    case "brand": act.brand = value
    case "purpose": act.purpose = value
    case "batch": act.batch = value
    default: act.evidence = [("via", value)]
    }
    #expect(throws: ActRefusal.self) { try act.check(place.ledger.register, now: LedgerPlace.now) }
    // The same name in what forbids stands for all.
    act.kind = .withdraw
    try act.check(place.ledger.register, now: LedgerPlace.now)
  }

  @Test func impossibleConsentsAreRefused() throws {
    let place = try LedgerPlace()
    func refusal(_ change: (inout ConsentAct) -> Void) throws -> ActRefusal? {
      var act = LedgerPlace.grant(12_025_550_101)
      change(&act)
      do throws(ActRefusal) {
        try act.check(place.ledger.register, now: LedgerPlace.now)
        return nil
      } catch {
        return error
      }
    }
    #expect(try refusal { _ in } == nil)
    #expect(try refusal { $0.brand = nil } == .incompleteScope(missing: "brand"))
    #expect(try refusal { $0.channels = [] } == .incompleteScope(missing: "channel"))
    #expect(try refusal { $0.occurred = Moment("2026-11-28") } == .inFuture)
    #expect(try refusal { $0.until = Moment("2026-11-19") } == .endsBeforeItBegins)
    #expect(try refusal { $0.occurred = Moment("1970-01-01") } == .tooLongAgo)
    #expect(try refusal { $0.evidence.append(("via", "web")) } == .evidenceTwice(name: "via"))
    for basis in ["legitimate-interest", "contract", "GDPR 6(1)(f)"] {
      #expect(try refusal { $0.evidence.append(("basis", basis)) } == .otherBasis)
    }
    for basis in ["consent", "GDPR-A6-1-a", "Einwilligung", "explicit consent"] {
      #expect(try refusal { $0.evidence.append(("basis", basis)) } == nil)
    }
    for (moment, wanted) in [
      ("soon", ActRefusal.confirmationUnreadable), ("2026-11-19", .confirmationOutOfOrder),
      ("2026-11-20T09:00:00Z", .confirmationOutOfOrder), ("2027-01-01", .confirmationOutOfOrder),
      ("2026-11-20", nil), ("2026-11-20T10:00:01Z", nil),
    ] {
      #expect(try refusal { $0.evidence.append(("confirmed_at", moment)) } == wanted, "\(moment)")
    }
    #expect(try refusal { ($0.liftsObjection, $0.evidence) = (true, []) } == .liftsWithoutEvidence)
  }

  /// A clock that was set back lets nobody be contacted who has just objected.
  @Test func aClockThatGoesBackClearsNobody() throws {
    let place = try LedgerPlace()
    var grant = LedgerPlace.grant(12_025_550_101)
    grant.occurred = LedgerPlace.now
    try place.record(grant)
    let earlier = Moment(microseconds: LedgerPlace.now.microseconds - 3_600_000_000)
    try place.record(ConsentAct(kind: .withdraw, number: 12_025_550_101), now: earlier)
    let standing = try place.ledger.standing(of: 12_025_550_101, in: place.scope())
    #expect(standing.block?.occurred == LedgerPlace.now && standing.grant == nil)
    #expect(try LedgerVerification(place.ledger).verify().head.at == LedgerPlace.now)
  }

  /// What forbids on a day forbids until its end, also if that day is today.
  @Test func daysOfWhatForbids() throws {
    let place = try LedgerPlace()
    for (number, day) in [(12_025_550_101, "2026-11-26"), (12_025_550_102, "2026-11-27")] {
      var object = ConsentAct(kind: .object, number: UInt64(number))
      object.occurred = Moment(forbidding: day)
      try place.record(object)
      #expect(try place.writer.changesNothing(object))
      let acts = try place.ledger.acts(of: UInt64(number))
      #expect(acts[0].occurred == Moment("\(day)T23:59:59.999999Z"))
    }
    #expect(Moment(forbidding: "2026-11-26T00:00:00Z") == Moment("2026-11-26"))
    #expect(Moment(forbidding: "20261126") == Moment("2026-11-26T23:59:59.999999Z"))
    #expect(Moment(forbidding: "1795075200") == Moment("1795075200"))
    #expect(Moment(forbidding: "1970-01-01") == nil)
  }

  /// What is to come counts from now on, and what happened at a time that nobody knows too.
  @Test func momentsToCome() throws {
    let place = try LedgerPlace()
    var object = ConsentAct(kind: .object, number: 12_025_550_101)
    object.occurred = Moment("2031-01-01")
    try place.record(object, ConsentAct(kind: .withdraw, number: 12_025_550_101))
    #expect(
      try place.ledger.acts(of: 12_025_550_101).map(\.occurred) == [
        LedgerPlace.now, LedgerPlace.now,
      ])
  }

  /// Neither the ledger nor what lies beside it holds a number in any writing, nor any evidence.
  @Test func noNumberIsInTheFile() throws {
    let place = try LedgerPlace()
    let numbers = (0..<60).map { 12_025_550_000 + UInt64($0) * 7919 % 900_000 }
    for number in numbers {
      var act = LedgerPlace.grant(number)
      act.evidence.append(("url", "https://secret.example/form"))
      try place.record(act)
    }
    var bytes = try place.folder.read("consent.ledger") + place.folder.read("consent.ledger-wal")
    bytes += try place.folder.read("consent.ledger-shm")
    let text = String(decoding: bytes, as: Unicode.ASCII.self)
    #expect(!text.contains("secret.example"))
    for number in numbers {
      #expect(!text.contains(String(String(number).suffix(7))))
    }
    // Integers of SQLite are big-endian; five bytes hold all of a number but its leading zeros.
    let found = Set(
      bytes.indices.dropLast(4).map { start in
        bytes[start..<start + 5].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      })
    let foundReversed = Set(
      bytes.indices.dropLast(4).map { start in
        bytes[start..<start + 5].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      })
    #expect(found.isDisjoint(with: numbers) && foundReversed.isDisjoint(with: numbers))
    // What was searched for would have been found.
    let event = try EventReader(place.ledger, from: 9).next()
    #expect(String(decoding: event!.bodyBytes!, as: UTF8.self).contains("+\(numbers[0])"))
  }
}
