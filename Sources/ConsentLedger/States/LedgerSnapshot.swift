import Keys
import SuppressionLists
import Verdicts

/// How everybody in a ledger stands in one scope on one day, for look-ups in memory: an overlay whose lists are
/// the grounds of verdicts.
///
/// ```
///   ledger-objection, ledger-withdrawal, ledger-refusal, ledger-review, ledger-restriction   block; of the last seal's day
///   ledger-consent@DAY (confirmed), ledger-consent-unconfirmed@DAY                           permit, since that day
///   ledger-customer@DAY, ledger-inquiry@DAY                                                  permit, by country
///   consent:expired@DAY, consent:quarantined:BATCH                                           permit nothing
/// ```
public struct LedgerSnapshot {
  public let overlay: Overlay
  /// The last seal of what it holds.
  public let head: Ledger.Head
  /// The people in it, whether they stand in the scope in any way or not.
  public let subjectCount: Int

  /// - Parameter day: That of the contact: consents that end before it are expired.
  /// - Complexity: O(*n*) in the acts of all people.
  public init(
    _ ledger: Ledger, scope: Scope, on day: CalendarDate
  ) throws(LedgerError) {
    try self.init(ledger, scope: scope, on: day) { collector throws(LedgerError) in
      try Self.collectAll(ledger, &collector)
    }
  }

  /// The same of some numbers alone.
  ///
  /// - Complexity: O(*n* log *m*) in the numbers and the people.
  public init(
    _ ledger: Ledger, scope: Scope, on day: CalendarDate, numbers: some Sequence<UInt64>
  ) throws(LedgerError) {
    try self.init(ledger, scope: scope, on: day) { collector throws(LedgerError) in
      var count = 0
      for number in numbers {
        let acts = try ledger.acts(of: number)
        if acts.isEmpty { continue }
        collector.add(ledger.key.index.codes.reference(of: number).overlayKey, acts)
        count += 1
      }
      return count
    }
  }

  /// - Parameter collect: Puts people on lists, and answers how many there are.
  private init(
    _ ledger: Ledger, scope: Scope, on day: CalendarDate,
    _ collect: (inout Collector) throws(LedgerError) -> Int
  ) throws(LedgerError) {
    try ledger.database.run("BEGIN")
    // It has read only; whether it ends well makes no difference.
    defer { try? ledger.database.run("END") }
    head = try ledger.head()
    try ledger.readRegister()
    var collector = Collector(ledger.register, scope: scope, day: day, headDay: head.at.date)
    subjectCount = try collect(&collector)
    do throws(IndexError) {
      overlay = try collector.overlay(name: ledger.path, key: ledger.key.index)
    } catch {
      throw LedgerError(.tooMuch("\(error)"), path: ledger.path)
    }
  }

  private static func collectAll(
    _ ledger: Ledger, _ collector: inout Collector
  ) throws(LedgerError) -> Int {
    let rows = try ledger.database.prepare(
      "SELECT act.seq, kind, brand, purpose, channels, occurred, until, flags, batch, subject, ref FROM act "
        + "JOIN subject ON subject.id = act.subject ORDER BY act.subject, act.seq")
    var acts: [Act] = []
    var subject: Int64 = 0
    var reference: [UInt8] = []
    var count = 0
    func flush() throws(LedgerError) {
      guard !acts.isEmpty else { return }
      guard let code = NumberReference(bytes: reference) else {
        throw LedgerError(.damaged("a subject has no reference"), path: ledger.path)
      }
      collector.add(code.overlayKey, acts)
      count += 1
      acts.removeAll(keepingCapacity: true)
    }
    while try rows.step() {
      if rows.integer(9) != subject {
        try flush()
        subject = rows.integer(9)
        reference = rows.bytes(10)
      }
      acts.append(try Ledger.act(rows, path: ledger.path))
    }
    try flush()
    return count
  }

  /// Puts people on lists.
  private struct Collector {
    private let register: Register
    private let scope: Scope
    private let day: CalendarDate
    /// That of the last seal.
    private let headDay: CalendarDate
    private let purposes: PurposeTree
    private let quarantined: Set<Int64>
    private var lists: [SuppressionList] = []
    private var places: [SuppressionList: Int] = [:]
    private var keys: [[UInt64]] = []

    init(_ register: Register, scope: Scope, day: CalendarDate, headDay: CalendarDate) {
      self.headDay = headDay
      self.register = register
      self.scope = scope
      self.day = day
      purposes = register.purposes
      quarantined = register.quarantinedBatches
    }

    mutating func add(_ key: UInt64, _ acts: [Act]) {
      let standing = Standing(acts, in: scope, purposes: purposes, quarantined: quarantined)
      if standing.restriction != nil { put(key, "ledger-restriction", .objection, headDay) }
      if let block = standing.block {
        let name =
          switch block.kind {
          case .object: "ledger-objection"
          case .refuse: "ledger-refusal"
          case .review: "ledger-review"
          default: "ledger-withdrawal"
          }
        put(key, name, .objection, headDay)
      } else if let grant = standing.grant {
        if let until = grant.until, until <= Moment(day) {
          put(key, "consent:expired", .lapsed, until.date)
        } else if standing.isConfirmed
          // A second step is asked of what anybody may have typed for somebody else, and before messages.
          || scope.channel == .voice && !grant.flags.contains(.isOnline)
        {
          put(key, "ledger-consent", .permission, grant.occurred?.date)
        } else {
          put(key, "ledger-consent-unconfirmed", .unconfirmed, grant.occurred?.date)
        }
      } else if let act = standing.quarantined {
        put(key, "consent:quarantined:\(register.name(of: act.batch) ?? "")", .lapsed)
      }
      for relationship in standing.relationships {
        if let until = relationship.until, until <= Moment(day) { continue }
        let isInquiry = relationship.flags.contains(.isInquiry)
        put(
          key, isInquiry ? "ledger-inquiry" : "ledger-customer",
          isInquiry ? .inquiry : .relationship,
          relationship.occurred?.date)
      }
    }

    private mutating func put(
      _ key: UInt64, _ id: String, _ kind: ListKind, _ date: CalendarDate? = nil
    ) {
      let list = SuppressionList(id: id, kind: kind, versionDate: date)
      let place = places[list] ?? lists.count
      if place == lists.count {
        places[list] = place
        lists.append(list)
        keys.append([])
      }
      keys[place].append(key)
    }

    consuming func overlay(name: String, key: IndexKey) throws(IndexError) -> Overlay {
      if lists.isEmpty {
        lists.append(SuppressionList(id: "ledger-objection", kind: .objection))
        keys.append([])
      }
      guard lists.count <= SuppressionIndex.listCountMax else {
        throw IndexError(
          .together(
            of: "days on which consents began or ended", max: SuppressionIndex.listCountMax),
          path: name)
      }
      var map = NumberMap(listCount: lists.count, name: name)
      for place in lists.indices {
        let added = keys[place]
        try map.add(added.span, list: place)
        lists[place].numberCount = added.count
      }
      return Overlay(lists: lists, numbers: map, key: key)
    }
  }
}
