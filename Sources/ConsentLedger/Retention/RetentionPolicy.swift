import PhoneNumbers
import SuppressionLists

/// For how long what is recorded is kept, and what becomes of it then.
public struct RetentionPolicy: Equatable, Sendable {
  /// Why something goes.
  public enum Rule: String, CaseIterable, Sendable {
    /// They asked to be erased, and what had to be kept may go now: a tombstone stays.
    case erasure
    /// Typed into a form where the law asks for a second step, which was never taken, and nothing else.
    case unconfirmed
    /// Of a batch that was never completed, and nothing else.
    case quarantined
    /// They said no so long ago that what shows it may go: a tombstone stays.
    case withdrawn
    /// No consent in force, no objection, and nothing has happened since.
    case inactive
    /// Requests that ended.
    case requests
    /// Who looked.
    case access

    /// True if a tombstone stays.
    var leavesTombstone: Bool { self == .erasure || self == .withdrawn }
  }

  /// - Source: 28 days: the usual life of a link to confirm by. 90: a choice of this program.
  public var unconfirmedDayCount = 28
  public var quarantinedDayCount = 90
  /// - Source: limitation of claims (DE: three years from the end of the year, BGB 195 and 199) and the five years of UWG 7a.
  public var withdrawnMonthCount = 60
  /// - Source: CNIL, prospects: three years after the last contact.
  public var inactiveMonthCount = 36
  public var requestMonthCount = 36
  public var accessMonthCount = 24
  /// Where a second step is asked for: elsewhere what was typed into a form is a consent like any other.
  public var consent = ConsentPolicy()

  public init() {}

  public static func == (first: Self, second: Self) -> Bool {
    first.counts == second.counts && first.consent.digest == second.consent.digest
  }

  private var counts: [Int] {
    [
      unconfirmedDayCount, quarantinedDayCount, withdrawnMonthCount, inactiveMonthCount,
      requestMonthCount, accessMonthCount,
    ]
  }

  /// Why a person goes, by their acts; nil if they stay, or their proofs must be kept, which their number tells.
  ///
  /// - Parameters:
  ///   - number: Asked only of those who would go: whose country says what keeps them.
  func rule(
    for acts: [Act], _ register: Register, on day: CalendarDate,
    number: () throws(LedgerError) -> UInt64
  ) throws(LedgerError) -> Rule? {
    var rule = rule(for: acts, register, on: day)
    if rule == .unconfirmed {
      let region = LineFacts(key: try number()).region
      let isAskedFor = region.flatMap { consent.country($0.code)?.confirmation } ?? false
      if !isAskedFor { rule = self.rule(for: acts, register, on: day, isFormEnough: true) }
    }
    guard let rule else { return nil }
    // What was never a consent has no proof that is to be kept.
    if rule == .unconfirmed || rule == .quarantined { return rule }
    return EvidenceHold(acts, of: try number(), on: day) == nil ? rule : nil
  }

  /// - Parameter isFormEnough: True if no second step is asked for.
  private func rule(
    for acts: [Act], _ register: Register, on day: CalendarDate, isFormEnough: Bool = false
  ) -> Rule? {
    // Who knows when something happened that has no moment?
    guard !acts.isEmpty, acts.allSatisfy({ $0.occurred != nil }) else { return nil }
    let last = acts.map { $0.occurred!.date }.max()!
    func isPast(_ end: CalendarDate) -> Bool { day > end }
    let nowhere = Standing(
      acts, in: Scope(brand: 0, purpose: 0, channel: .voice), purposes: PurposeTree(),
      quarantined: [])
    if nowhere.restriction != nil {
      let isAwaited = nowhere.restriction!.flags.contains(.awaitsErasure)
      return isAwaited ? .erasure : nil
    }
    let isUnconfirmed = acts.allSatisfy {
      $0.kind == .grant && $0.flags.contains(.isOnline)
        && $0.flags.isDisjoint(with: [.isConfirmed, .isImported])
    }
    if isUnconfirmed, !isFormEnough,
      isPast(CalendarDate(day: last.day + Int32(unconfirmedDayCount)))
    {
      return .unconfirmed
    }
    let quarantined = register.quarantinedBatches
    if acts.allSatisfy({ $0.kind == .grant && quarantined.contains($0.batch) }),
      isPast(CalendarDate(day: last.day + Int32(quarantinedDayCount)))
    {
      return .quarantined
    }
    if isInForce(acts, register, on: day) { return nil }
    if acts.contains(where: \.kind.isBlocking) {
      return isPast(last.adding(months: withdrawnMonthCount)) ? .withdrawn : nil
    }
    return isPast(last.adding(months: inactiveMonthCount)) ? .inactive : nil
  }

  /// True if a consent counts in any scope, or a relationship has not ended.
  private func isInForce(_ acts: [Act], _ register: Register, on day: CalendarDate) -> Bool {
    let purposes = register.purposes
    func lasts(_ act: Act) -> Bool { act.until == nil || act.until!.date >= day }
    for act in acts where act.kind == .grant || act.kind == .relationship {
      // A relationship is about no channel of its own.
      for (_, channel) in ListChannels.named
      where act.kind == .relationship || act.channels.contains(channel) {
        let standing = Standing(
          acts, in: Scope(brand: act.brand, purpose: act.purpose, channel: channel),
          purposes: purposes, quarantined: register.quarantinedBatches)
        if standing.grant.map(lasts) == true || standing.relationships.contains(where: lasts) {
          return true
        }
      }
    }
    return false
  }
}
