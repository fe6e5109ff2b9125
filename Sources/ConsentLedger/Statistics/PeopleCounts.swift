import PhoneNumbers
import SuppressionLists

/// How many people permit and forbid what, on a day: counts, which name nobody.
public struct PeopleCounts: Sendable {
  /// How people stand in one scope.
  public enum Answer: Int, CaseIterable, Sendable {
    /// A consent that counts, with its second step or without.
    case confirmed
    case unconfirmed
    /// A consent that counts only after a second step, which the law asks for and was not taken.
    case waiting
    /// A consent that has ended.
    case expired
    case quarantined
    case unshown
    /// An objection, withdrawal or refusal.
    case forbidden

    public var name: String { "\(self)" }
  }

  /// The consents in force that end soon, and until when they are counted.
  public static let expiryDays = [7, 30, 90]

  public struct OfScope: Sendable {
    public var scope: Scope
    /// By ``Answer``.
    public var answers = [Int](repeating: 0, count: Answer.allCases.count)
    /// Consents in force that end within so many of ``expiryDays``; those of a week are in a month too.
    public var expiring = [Int](repeating: 0, count: expiryDays.count)

    public func count(_ answer: Answer) -> Int { answers[answer.rawValue] }
  }

  public private(set) var scopes: [OfScope] = []
  public private(set) var peopleCount = 0
  /// People with a consent in force in some scope; with an objection, withdrawal or refusal; with a restriction.
  public private(set) var permittingCount = 0
  public private(set) var forbiddingCount = 0
  public private(set) var restrictedCount = 0
  /// People by the region of their number; those of none are of "".
  public private(set) var regions: [String: Int] = [:]
  /// Consents in force by the batch that they came with, and by the notice that was shown; of neither, none.
  public private(set) var batches: [String: Int] = [:]
  public private(set) var notices: [String: Int] = [:]
  /// Consents in force by how they were given.
  public private(set) var ways: [String: Int] = [:]

  private var places: [Scope: Int] = [:]
  /// What is asked again and again.
  private var countries: [String: ConsentPolicy.Country?] = [:]
  private var purposes = PurposeTree()
  private var quarantined: Set<Int64> = []

  /// - Parameter policy: When consents end that name no end.
  /// - Complexity: O(*n* log *n*) in the acts; an event is opened for each person.
  public init(_ ledger: Ledger, _ policy: ConsentPolicy, on day: CalendarDate) throws(LedgerError) {
    self = try ledger.newestSnapshot { () throws(LedgerError) in
      try ledger.readRegister()
      var counts = PeopleCounts()
      counts.purposes = ledger.register.purposes
      counts.quarantined = ledger.register.quarantinedBatches
      try ledger.forEachPerson { acts throws(LedgerError) in
        try counts.add(acts, ledger, policy, on: day)
      }
      counts.scopes.sort {
        ($0.scope.brand, $0.scope.purpose, $0.scope.channel.rawValue)
          < ($1.scope.brand, $1.scope.purpose, $1.scope.channel.rawValue)
      }
      return counts
    }
  }

  private init() {}

  private mutating func add(
    _ acts: [Act], _ ledger: Ledger, _ policy: ConsentPolicy, on day: CalendarDate
  ) throws(LedgerError) {
    peopleCount += 1
    var named: Set<Scope> = []
    for act in acts where act.kind == .grant {
      for (_, channel) in ListChannels.named where act.channels.contains(channel) {
        named.insert(Scope(brand: act.brand, purpose: act.purpose, channel: channel))
      }
    }
    let body = try ledger.event(acts[0].seq)?.body
    let region = body?.number.flatMap { LineFacts(key: $0).region?.code }
    regions[region ?? "", default: 0] += 1
    let country = rules(of: region, policy)
    let nowhere = Standing(
      acts, in: Scope(brand: 0, purpose: 0, channel: .voice), purposes: PurposeTree(),
      quarantined: [])
    var (isPermitting, grants): (Bool, Set<Int64>) = (false, [])
    for scope in named {
      let standing = Standing(
        acts, in: scope, purposes: purposes, quarantined: quarantined)
      let (answer, end) = Self.answer(standing, scope.channel, country, on: day)
      guard let answer else { continue }
      let place = place(of: scope)
      scopes[place].answers[answer.rawValue] += 1
      guard answer == .confirmed || answer == .unconfirmed, let grant = standing.grant else {
        continue
      }
      // Who is restricted is contacted for nothing.
      isPermitting = nowhere.restriction == nil
      grants.insert(grant.seq)
      guard let end else { continue }
      for (index, count) in Self.expiryDays.enumerated() where end.day - day.day <= count {
        scopes[place].expiring[index] += 1
      }
    }
    if isPermitting { permittingCount += 1 }
    for seq in grants {
      // Of most people there is one event, which is open already.
      let grant = seq == acts[0].seq ? body : try ledger.event(seq)?.body
      if let grant { addSource(of: grant) }
    }
    if nowhere.restriction != nil { restrictedCount += 1 }
    if acts.contains(where: { $0.kind.isBlocking }) { forbiddingCount += 1 }
  }

  private mutating func place(of scope: Scope) -> Int {
    if let place = places[scope] { return place }
    places[scope] = scopes.count
    scopes.append(OfScope(scope: scope))
    return scopes.count - 1
  }

  /// How somebody stands, and when their consent ends.
  private static func answer(
    _ standing: Standing, _ channel: ListChannels, _ country: ConsentPolicy.Country?,
    on day: CalendarDate
  ) -> (answer: Answer?, end: CalendarDate?) {
    if standing.block != nil { return (.forbidden, nil) }
    guard let grant = standing.grant else {
      if standing.quarantined != nil { return (.quarantined, nil) }
      return (standing.unshown == nil ? nil : .unshown, nil)
    }
    var end = grant.until?.date
    if end == nil, let months = country?.consentMonths, months > 0 {
      end = grant.occurred?.date.adding(months: months)
    }
    if let end, end <= day { return (.expired, end) }
    if standing.isConfirmed { return (.confirmed, end) }
    let isAskedFor = country?.confirmation == true && !grant.isCertain(on: channel)
    return (isAskedFor ? .waiting : .unconfirmed, end)
  }

  private mutating func rules(
    of region: String?, _ policy: ConsentPolicy
  ) -> ConsentPolicy.Country? {
    guard let region else { return nil }
    if let known = countries[region] { return known }
    let country = policy.country(region)
    countries[region] = .some(country)
    return country
  }

  private mutating func addSource(of body: EventBody) {
    if let batch = body["batch"] { batches[batch, default: 0] += 1 }
    if let notice = body["notice"] { notices[notice, default: 0] += 1 }
    ways[body["via"] ?? "", default: 0] += 1
  }
}

extension Ledger {
  /// Reads the acts of everybody, one person after the other; within a transaction.
  func forEachPerson(_ body: ([Act]) throws(LedgerError) -> Void) throws(LedgerError) {
    let rows = try database.prepare(
      "SELECT seq, kind, brand, purpose, channels, occurred, until, flags, batch, subject FROM act ORDER BY subject, seq"
    )
    var acts: [Act] = []
    var subject: Int64 = 0
    while try rows.step() {
      if rows.integer(9) != subject {
        if !acts.isEmpty { try body(acts) }
        acts.removeAll(keepingCapacity: true)
        subject = rows.integer(9)
      }
      acts.append(try Self.act(rows, path: path))
    }
    if !acts.isEmpty { try body(acts) }
  }
}
