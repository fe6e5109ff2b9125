import SuppressionLists

extension Ledger {
  /// All that is recorded of a person, and how they stand in every scope that it is about.
  public struct History {
    public struct Event {
      public var seq: Int64
      public var at: Moment
      /// Nil of a kind that this version does not know.
      public var kind: EventKind?
      /// Empty if the body was erased.
      public var fields: [(name: String, text: String)]
    }

    public var events: [Event]
    public var standings: [(scope: Scope, standing: Standing)]
    /// When the number went to the person who has it now; nil if that is not known.
    public var reassigned: Moment?
  }

  /// - Parameters:
  ///   - moment: Leaves out what happened later.
  ///   - isOfHolder: Leaves out the events of those who had the number before; they count as ever.
  public func history(
    of number: UInt64, asOf moment: Moment? = nil, isOfHolder: Bool = false
  ) throws(LedgerError) -> History {
    var acts = try self.acts(of: number)
    if let moment { acts.removeAll { ($0.occurred ?? moment) > moment } }
    var events: [History.Event] = []
    let reassigned = Self.reassigned(acts)
    for act in acts where !isOfHolder || !act.isBefore(reassigned) {
      guard let event = try event(act.seq) else { continue }
      events.append(
        History.Event(
          seq: act.seq, at: Moment(microseconds: event.record.at),
          kind: EventKind(rawValue: event.record.kind),
          fields: event.body?.fields ?? []))
    }
    let (purposes, quarantined) = (register.purposes, register.quarantinedBatches)
    return History(
      events: events,
      standings: scopes(of: acts).map { scope in
        (scope, Standing(acts, in: scope, purposes: purposes, quarantined: quarantined))
      }, reassigned: reassigned)
  }

  /// When a number went to another person for the last time.
  private static func reassigned(_ acts: [Act]) -> Moment? {
    acts.filter { $0.kind == .reassign }.compactMap(\.occurred).max()
  }

  /// The scopes that acts are about: what is about all brands, purposes or channels is about each that is declared.
  func scopes(of acts: [Act]) -> [Scope] {
    let brands = register.items(.brand).map(\.id)
    let purposes = register.items(.purpose).map(\.id)
    let tree = register.purposes
    var scopes: [Scope] = []
    for brand in brands {
      for purpose in purposes {
        for (_, channel) in ListChannels.named {
          let scope = Scope(brand: brand, purpose: purpose, channel: channel)
          if acts.contains(where: {
            $0.names(scope) || $0.kind.isBlocking && $0.covers(scope, in: tree)
          }
          ) {
            scopes.append(scope)
          }
        }
      }
    }
    return scopes
  }
}

extension Ledger {
  /// A message that waits to be read.
  public struct OpenReview {
    public var seq: Int64
    /// A withdrawal, or what suppresses the number until then.
    public var kind: EventKind
    public var at: Moment
    public var number: UInt64
    public var text: String
  }

  /// The messages that somebody has to read, in the order of recording.
  ///
  /// - Complexity: O(*n*) in the events.
  public func openReviews() throws(LedgerError) -> [OpenReview] {
    let rows = try database.prepare(
      "SELECT seq, kind FROM act WHERE flags & \(Act.Flags.awaitsReview.rawValue) ORDER BY seq")
    var reviews: [OpenReview] = []
    while try rows.step() {
      guard let kind = EventKind(rawValue: rows.integer(1)),
        let event = try event(rows.integer(0)), let body = event.body,
        let act = ConsentAct(kind: kind, body: body)
      else { continue }
      // One that nobody has settled since.
      let own = event.act(register)?.act
      let isSettled = try acts(of: act.number).contains { other in
        other.kind == .release && other.flags.contains(.endsReview)
          && own.map { Act.counts($0, before: other) } ?? true
      }
      if isSettled { continue }
      reviews.append(
        OpenReview(
          seq: event.record.seq, kind: kind, at: Moment(microseconds: event.record.at),
          number: act.number,
          text: act.text("wording") ?? ""))
    }
    return reviews
  }
}
