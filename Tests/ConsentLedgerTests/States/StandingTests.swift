import SuppressionLists
import TestSupport
import Testing

@testable import ConsentLedger

/// The rules of state, each by its cases.
struct StandingTests {
  private static let purposes = PurposeTree(parents: [3: 0, 4: 3, 5: 0])
  /// Purpose 4 is a part of 3; 5 stands alone.
  private static let scope = Scope(brand: 1, purpose: 4, channel: .sms)

  private static func act(
    _ kind: EventKind, _ day: Int?, brand: Int64 = 1, purpose: Int64 = 4,
    channels: ListChannels = .sms,
    _ flags: Act.Flags = [.hasEvidence, .isShown], seq: Int64 = 1, batch: Int64 = 0
  ) -> Act {
    Act(
      seq: seq, kind: kind, brand: brand, purpose: purpose, channels: channels,
      occurred: day.map { Moment(CalendarDate(day: Int32($0))) }, until: nil, flags: flags,
      batch: batch)
  }

  private func standing(_ acts: Act..., quarantined: Set<Int64> = []) -> Standing {
    Standing(acts, in: Self.scope, purposes: Self.purposes, quarantined: quarantined)
  }

  @Test func nothingIsEverGrantedByDefault() {
    let none = standing()
    #expect(none.grant == nil && none.block == nil && none.quarantined == nil)
  }

  @Test func aConsentNamesAllOfItsScope() {
    #expect(standing(Self.act(.grant, 1)).grant != nil)
    #expect(standing(Self.act(.grant, 1, channels: [.sms, .voice])).grant != nil)
    let others = [
      Self.act(.grant, 1, brand: 2), Self.act(.grant, 1, purpose: 3),
      Self.act(.grant, 1, purpose: 5),
      Self.act(.grant, 1, channels: .voice),
    ]
    for other in others { #expect(standing(other).grant == nil) }
  }

  /// Of all brands, all purposes, all channels, or a purpose of which this one is a part.
  @Test func whatForbidsCascades() {
    let wide = [
      Self.act(.withdraw, 2), Self.act(.object, 2, brand: 0), Self.act(.withdraw, 2, purpose: 3),
      Self.act(.object, 2, purpose: 0), Self.act(.withdraw, 2, channels: []), Self.act(.refuse, 2),
      Self.act(.review, 2, purpose: 0, channels: []),
    ]
    for act in wide {
      let found = standing(Self.act(.grant, 1), act)
      #expect(found.block == act && found.grant == nil)
    }
    let others = [
      Self.act(.withdraw, 2, purpose: 5), Self.act(.object, 2, brand: 2),
      Self.act(.object, 2, channels: .voice),
    ]
    for act in others { #expect(standing(Self.act(.grant, 1), act).grant != nil) }
  }

  /// Whatever comes first in the file, the order is that of what happened; ties forbid.
  @Test func timeDecides() {
    let grant = Self.act(.grant, 5, seq: 1)
    #expect(standing(Self.act(.withdraw, 6, seq: 2), grant).block != nil)
    #expect(standing(Self.act(.withdraw, 4, seq: 2), grant).grant != nil)
    #expect(standing(Self.act(.withdraw, 5, seq: 2), grant).block != nil)
    #expect(standing(grant, Self.act(.withdraw, 5, seq: 0)).block != nil)
    #expect(standing(Self.act(.grant, nil), Self.act(.withdraw, -9)).block != nil)
  }

  /// Only a later act of the person with evidence of its own lifts; an objection only if it says so.
  @Test func liftingTakesEvidence() {
    let object = Self.act(.object, 5, purpose: 0, channels: [])
    #expect(standing(object, Self.act(.grant, 6)).block != nil)
    #expect(standing(object, Self.act(.grant, 6, [.lifts])).block != nil)
    #expect(
      standing(object, Self.act(.grant, 6, [.lifts, .hasEvidence, .isImported])).block != nil)
    let lifted = standing(object, Self.act(.grant, 6, [.lifts, .hasEvidence, .isShown]))
    #expect(lifted.grant != nil && lifted.block == nil && lifted.isLifting)
    let withdraw = Self.act(.withdraw, 5)
    #expect(standing(withdraw, Self.act(.grant, 6, [])).block != nil)
    #expect(standing(withdraw, Self.act(.grant, 6)).grant != nil)
    #expect(standing(withdraw, Self.act(.relationship, 6)).block != nil)
  }

  /// An objection stays one though a withdrawal came after it.
  @Test func aWithdrawalHidesNoObjection() {
    let found = standing(Self.act(.object, 5), Self.act(.withdraw, 6), Self.act(.grant, 7))
    #expect(found.block != nil)
    let reviewed = standing(
      Self.act(.object, 5), Self.act(.review, 6), Self.act(.release, 7, [.endsReview]),
      Self.act(.grant, 8))
    #expect(reviewed.block?.kind == .object)
  }

  @Test func imports() {
    let imported = Self.act(.grant, 9, [.isImported], batch: 7)
    #expect(standing(imported).grant == imported)
    #expect(standing(imported, quarantined: [7]).grant == nil)
    #expect(standing(imported, quarantined: [7]).quarantined == imported)
    // It fills gaps only: also a withdrawal that was lifted, or a consent that ended, is an answer.
    #expect(standing(Self.act(.withdraw, 1), imported).block != nil)
    #expect(standing(Self.act(.reassign, 1), imported).grant == nil)
    #expect(standing(Self.act(.grant, 1), imported).grant?.batch == 0)
    // A withdrawal always counts.
    #expect(standing(Self.act(.grant, 1), Self.act(.withdraw, 2, [.isImported])).block != nil)
  }

  /// What nothing shows permits nothing, and is no answer either.
  @Test func aConsentNeedsSomethingThatShowsIt() {
    let unshown = Self.act(.grant, 2, [])
    #expect(standing(unshown).grant == nil && standing(unshown).unshown == unshown)
    #expect(standing(Self.act(.grant, 1), unshown).grant != nil)
    #expect(standing(unshown, Self.act(.grant, 1, [.isImported], batch: 7)).grant != nil)
    #expect(standing(unshown, Self.act(.withdraw, 3)).unshown == nil)
    let row = Self.act(.grant, 2, [.isImported])
    #expect(standing(row).grant == nil && standing(row).unshown == row)
    #expect(standing(Self.act(.grant, 2, [.isImported, .isShown])).grant != nil)
    #expect(!standing(Self.act(.grant, 1), Self.act(.confirm, 2, [])).isConfirmed)
  }

  @Test func theSecondStep() {
    #expect(!standing(Self.act(.grant, 1)).isConfirmed)
    #expect(standing(Self.act(.grant, 1), Self.act(.confirm, 2)).isConfirmed)
    #expect(!standing(Self.act(.grant, 1), Self.act(.confirm, 2), Self.act(.grant, 3)).isConfirmed)
    #expect(!standing(Self.act(.confirm, 2)).isConfirmed)
    #expect(standing(Self.act(.grant, 1, [.isConfirmed, .isShown])).isConfirmed)
  }

  @Test func anotherPersonHasTheNumber() {
    let found = standing(
      Self.act(.grant, 1), Self.act(.relationship, 2), Self.act(.reassign, 3))
    #expect(found.grant == nil && found.relationships.isEmpty && found.block == nil)
    #expect(standing(Self.act(.object, 1), Self.act(.reassign, 2)).block != nil)
  }

  @Test func restrictionsAndReviews() {
    #expect(standing(Self.act(.restrict, 1)).restriction != nil)
    #expect(standing(Self.act(.restrict, 1), Self.act(.release, 2)).restriction == nil)
    let both = standing(
      Self.act(.review, 1), Self.act(.restrict, 1), Self.act(.release, 2, [.endsReview]))
    #expect(both.block == nil && both.restriction != nil)
  }

  @Test func circlesOfPurposesEnd() {
    let tree = PurposeTree(parents: [1: 2, 2: 1])
    #expect(tree.contains(1, under: 2))
    #expect(!tree.contains(1, under: 3))
  }

  /// The order of recording makes no difference.
  @Test func theOrderOfRecordingMakesNoDifference() {
    var random = SeededGenerator(stream: 0xC0D2)
    let kinds: [EventKind] = [
      .grant, .grant, .confirm, .refuse, .withdraw, .object, .reassign, .restrict, .release,
      .review,
      .relationship,
    ]
    for _ in 0..<3_000 {
      var acts = (0..<Int.random(in: 1...6, using: &random)).map { seq in
        Self.act(
          kinds.randomElement(using: &random)!,
          Int.random(in: 0...9, using: &random) == 0 ? nil : Int.random(in: 1...20, using: &random),
          purpose: [0, 3, 4, 5].randomElement(using: &random)!,
          channels: [[], .sms, .voice].randomElement(using: &random)!,
          Act.Flags(rawValue: Int64.random(in: 0..<8, using: &random)), seq: Int64(seq + 1),
          batch: Int64.random(in: 0...1, using: &random))
      }
      let first = Standing(acts, in: Self.scope, purposes: Self.purposes, quarantined: [1])
      acts.shuffle(using: &random)
      #expect(Standing(acts, in: Self.scope, purposes: Self.purposes, quarantined: [1]) == first)
      // A withdrawal of everything, later than all, always forbids.
      acts.append(Self.act(.withdraw, 30, brand: 0, purpose: 0, channels: [], seq: 99))
      let ended = Standing(acts, in: Self.scope, purposes: Self.purposes, quarantined: [1])
      #expect(ended.block != nil && ended.grant == nil)
    }
  }
}
