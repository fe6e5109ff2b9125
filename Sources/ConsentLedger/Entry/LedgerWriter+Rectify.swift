import SuppressionLists

extension LedgerWriter {
  /// What has moved from one number to another.
  public struct Rectification: Sendable {
    /// The new events of the right number, by kind.
    public var moved: [(kind: EventKind, seq: Int64)] = []
    /// Consents that did not move, since the person of that number was erased.
    public var keptOutCount = 0
    /// The event by which the wrong number is nobody's who consented.
    public var ended: Int64?
  }

  /// Puts a person's right number in the place of the wrong one: what they forbade goes along, and stays where it was; what
  /// they permitted ends there, and goes along only if the number was mistyped.
  ///
  /// - Parameters:
  ///   - isMistyped: True if it was never theirs; else they have another one now, and consent anew.
  ///   - texts: Why, and who entered it.
  /// - Returns: Nil if nothing is recorded of the wrong number.
  /// - Complexity: O(*n* *m*) in the acts and their scopes.
  public func rectify(
    _ wrong: UInt64, to right: UInt64, isMistyped: Bool, texts: [(name: String, text: String)]
  ) throws(LedgerError) -> Rectification? {
    let acts = try ledger.acts(of: wrong)
    if acts.isEmpty { return nil }
    var rectification = Rectification()
    // What has been released, or looked at, is so of the right number too.
    let ending: [EventKind] = [.restrict, .release, .review]
    for act in acts where isMistyped && !ending.contains(act.kind) || isInForce(act, among: acts) {
      guard let body = try ledger.event(act.seq)?.body, act.kind != .reassign,
        var entry = ConsentAct(kind: act.kind, body: body)
      else { continue }
      entry.number = right
      entry.occurred = entry.occurred ?? act.occurred
      entry.evidence.removeAll { $0.name == "source" }
      entry.evidence.append(("source", "event \(act.seq), rectified"))
      if try isKeptOut(entry) {
        rectification.keptOutCount += 1
        continue
      }
      rectification.moved.append((act.kind, try record(entry)))
    }
    if acts.contains(where: { $0.kind.isPermitting || $0.kind == .relationship }) {
      var end = ConsentAct(kind: .reassign, number: wrong)
      end.evidence = texts.filter { $0.name != "reason" } + [("reason", "rectified")]
      rectification.ended = try record(end)
    }
    return rectification
  }

  /// True of what forbids, and has not been lifted wherever it is about; and of a restriction that has not ended.
  private func isInForce(_ act: Act, among acts: [Act]) -> Bool {
    let (purposes, quarantined) = (ledger.register.purposes, ledger.register.quarantinedBatches)
    func standing(_ scope: Scope) -> Standing {
      Standing(acts, in: scope, purposes: purposes, quarantined: quarantined)
    }
    if act.kind == .restrict {
      return standing(Scope(brand: 0, purpose: 0, channel: .voice)).restriction == act
    }
    guard act.kind.isBlocking else { return false }
    let scopes = ledger.scopes(of: [act])
    return scopes.isEmpty || scopes.contains { standing($0).block != nil }
  }
}
