/// What the acts of a person come to, in one scope. Three answers: granted, refused, or none.
public struct Standing: Equatable, Sendable {
  /// What forbids: an objection, a withdrawal, a refusal, a message that waits for a reader.
  public private(set) var block: Act?
  /// The consent in force. Whether it has ended, or needs a second step, is for the day and the policy to say.
  public private(set) var grant: Act?
  /// True if a second step has confirmed ``grant``.
  public private(set) var isConfirmed = false
  /// The processing is restricted: the person may be contacted for nothing.
  public private(set) var restriction: Act?
  /// A consent of a batch that lacks what it must have: it permits nothing.
  public private(set) var quarantined: Act?
  /// A consent that nothing shows: it permits nothing.
  public private(set) var unshown: Act?
  /// The person is a customer, or has asked something: the latest of each.
  public private(set) var relationships: [Act] = []
  /// What decides, of a restriction apart.
  public var decisive: Act? { block ?? grant ?? quarantined ?? unshown }
  /// True if ``grant`` has lifted an objection or withdrawal that is about more than this scope.
  public private(set) var isLifting = false

  /// - Parameters:
  ///   - acts: All of the person, in any order.
  ///   - quarantined: The batches that are not complete.
  /// - Complexity: O(*n* log *n*).
  public init(
    _ acts: [Act], in scope: Scope, purposes: PurposeTree,
    quarantined quarantinedBatches: Set<Int64>
  ) {
    let acts = acts.sorted(by: Act.counts)
    var hasAnswer = false
    var objection: Act?
    for act in acts where !act.flags.contains(.isImported) || act.kind != .grant {
      switch act.kind {
      case .grant where act.names(scope):
        if objection != nil, !act.flags.isSuperset(of: [.lifts, .hasEvidence]) { continue }
        if block != nil, !act.flags.contains(.hasEvidence) { continue }
        guard act.flags.contains(.isShown) else {
          unshown = act
          continue
        }
        isLifting = isLifting || block != nil
        (grant, block, objection, hasAnswer) = (act, nil, nil, true)
        isConfirmed = act.flags.contains(.isConfirmed)
      case .confirm where act.names(scope):
        if grant != nil, act.flags.contains(.isShown) { isConfirmed = true }
      case .reassign:
        (grant, unshown, hasAnswer, relationships) = (nil, nil, true, [])
      case .restrict: restriction = act
      case .release:
        if act.flags.contains(.endsReview) {
          if block?.kind == .review { block = objection }
        } else {
          restriction = nil
        }
      case .relationship where act.brand == 0 || act.brand == scope.brand:
        relationships.removeAll {
          $0.flags.contains(.isInquiry) == act.flags.contains(.isInquiry)
        }
        relationships.append(act)
      case _ where act.kind.isBlocking && act.covers(scope, in: purposes):
        if act.kind == .object { objection = act }
        // A message that waits to be read does not hide what was said before.
        if block == nil || act.kind != .review { block = act }
        (grant, unshown, hasAnswer, isLifting) = (nil, nil, true, false)
      default: break
      }
    }
    if hasAnswer { return }
    fillGap(acts, in: scope, quarantinedBatches)
  }

  /// A consent from a file counts only where the person has given no answer: of several, the one that happened
  /// last.
  private mutating func fillGap(_ acts: [Act], in scope: Scope, _ quarantinedBatches: Set<Int64>) {
    for act in acts where act.kind == .grant && act.flags.contains(.isImported) && act.names(scope)
    {
      if quarantinedBatches.contains(act.batch) {
        quarantined = act
      } else if act.batch == 0, !act.flags.contains(.isShown) {
        unshown = act
      } else {
        grant = act
        isConfirmed = act.flags.contains(.isConfirmed)
      }
    }
    if grant != nil {
      quarantined = nil
      let confirmations = acts.filter {
        $0.kind == .confirm && $0.flags.contains(.isShown) && $0.names(scope)
      }
      if confirmations.contains(where: { Act.counts(grant!, before: $0) }) { isConfirmed = true }
    }
  }
}
