import Keys
import PhoneNumbers
import SuppressionLists
import Texts
import Verdicts

/// Puts people on lists by how they stand in one scope: the grounds of verdicts, for an index or an overlay.
///
/// ```
///   ledger-objection, -withdrawal, -refusal, -review, -restriction     block; of the last seal's day
///   ledger-consent-since-DAY or -until-DAY, ledger-unconfirmed-…       permit
///   ledger-customer-since-DAY or -until-DAY, ledger-inquiry-…          permit, by country
///   ledger-quarantined-BATCH, ledger-unshown                           permit nothing
///   ledger-known                                                       nothing else is to be said of them
/// ```
struct GroundLists {
  private let register: Register
  private let scope: Scope
  private let purposes: PurposeTree
  private let quarantined: Set<Int64>
  /// That of the last seal.
  private let headDay: CalendarDate
  /// True if days that are far away are rounded.
  private let isRounding: Bool
  /// What permits counts only if it was given until then; nil if all does.
  var lastPermitting: Moment?
  private(set) var lists: [SuppressionList] = []
  /// The people of each list, by the keys of their references.
  private(set) var keys: [[UInt64]] = []
  private var places: [String: Int] = [:]

  init(_ register: Register, scope: Scope, headDay: CalendarDate, isRounding: Bool) {
    self.isRounding = isRounding
    self.register = register
    self.scope = scope
    self.headDay = headDay
    purposes = register.purposes
    quarantined = register.quarantinedBatches
  }

  mutating func add(_ key: UInt64, _ all: [Act]) {
    let acts = Act.counting(all, upTo: lastPermitting)
    let standing = Standing(acts, in: scope, purposes: purposes, quarantined: quarantined)
    var isSaid = false
    func put(_ id: String, _ kind: ListKind, _ date: CalendarDate?, _ lists: inout Self) {
      lists.put(key, id, kind, date)
      isSaid = true
    }
    if standing.restriction != nil { put("ledger-restriction", .objection, headDay, &self) }
    if let block = standing.block {
      let name =
        switch block.kind {
        case .object: "ledger-objection"
        case .refuse: "ledger-refusal"
        case .review: "ledger-review"
        default: "ledger-withdrawal"
        }
      put(name, .objection, headDay, &self)
    } else if let grant = standing.grant {
      let isCertain = standing.isConfirmed || grant.isCertain(on: scope.channel)
      permit(
        key, grant, isCertain ? "ledger-consent" : "ledger-unconfirmed",
        isCertain ? .permission : .unconfirmed)
      isSaid = true
    } else if let act = standing.quarantined {
      let batch = register.name(of: act.batch) ?? ""
      put(SuppressionList.quarantinedPrefix + batch, .lapsed, nil, &self)
    } else if standing.unshown != nil {
      put(SuppressionList.unshownID, .lapsed, nil, &self)
    }
    for relationship in standing.relationships {
      let isInquiry = relationship.flags.contains(.isInquiry)
      permit(
        key, relationship, isInquiry ? "ledger-inquiry" : "ledger-customer",
        isInquiry ? .inquiry : .relationship)
      isSaid = true
    }
    if !isSaid { put("ledger-known", .known, nil, &self) }
  }

  /// Makes sure that what an index says of a person is what their acts say that it was made of.
  ///
  /// - Parameter acts: Those up to the seal of the index.
  func verify(
    _ key: UInt64, _ acts: [Act], in index: SuppressionIndex, path: String
  ) throws(LedgerError) {
    if acts.isEmpty { return }
    var own = self
    (own.lists, own.keys, own.places) = ([], [], [:])
    own.add(key, acts)
    let classNumber: Int
    do throws(IndexError) {
      classNumber = try index.findVerified(reference: key)
    } catch {
      throw LedgerError(.index(error), path: path)
    }
    let said = index.classes[classNumber].map { Self.ground(index.lists[$0].id) }
    guard Set(own.lists.map { Self.ground($0.id) }) == Set(said) else {
      throw LedgerError(
        .notDerived("what it says of a person is not what it said when its index was compiled"),
        path: path)
    }
  }

  /// The id of a list without the days, which an index may round.
  private static func ground(_ id: String) -> String {
    if id.hasPrefix(SuppressionList.quarantinedPrefix) { return id }
    for word in ["-since-", "-until-"] {
      if let ground = id.text(before: word) { return ground }
    }
    return id
  }

  /// So many days before the last seal, and behind it, days are exact. Beyond, they are the first of their month, if
  /// there were too many lists otherwise: what is rounded ends sooner, never later.
  private static let exactPastDayCount: Int32 = 1_000
  private static let exactDayCount: Int32 = 62

  /// Puts somebody on a list of what permits: since a day, or until one, if it names its end.
  private mutating func permit(_ key: UInt64, _ act: Act, _ name: String, _ kind: ListKind) {
    guard let until = act.until else {
      var since = act.occurred?.date
      if isRounding, let day = since, day.day < headDay.day - Self.exactPastDayCount {
        since = Self.month(day)
      }
      return put(key, "\(name)-since-\(since?.description ?? "unknown")", kind, since)
    }
    // It counts until the moment at which it ends; a day that begins later is behind it.
    var end = CalendarDate(day: until.date.day + (until == Moment(until.date) ? 0 : 1))
    let exactEnd = CalendarDate(day: headDay.day + Self.exactDayCount)
    if isRounding, end > exactEnd { end = max(exactEnd, Self.month(end)) }
    if isRounding, end.day < headDay.day - Self.exactPastDayCount { end = Self.month(end) }
    put(key, "\(name)-until-\(end)", kind, nil, until: end)
  }

  private static func month(_ day: CalendarDate) -> CalendarDate {
    CalendarDate(year: day.components.year, month: day.components.month, day: 1) ?? day
  }

  private mutating func put(
    _ key: UInt64, _ id: String, _ kind: ListKind, _ date: CalendarDate?,
    until end: CalendarDate? = nil
  ) {
    let place = places[id] ?? lists.count
    if place == lists.count {
      places[id] = place
      lists.append(SuppressionList(id: id, kind: kind, versionDate: date))
      lists[place].nextExpiry = end
      keys.append([])
    }
    keys[place].append(key)
    lists[place].numberCount = keys[place].count
  }

  /// The lists of what `collect` adds; with rounded days, if exact ones make more lists than an index may have.
  static func collect<Result>(
    _ register: Register, scope: Scope, headDay: CalendarDate,
    _ collect: (inout GroundLists) throws(LedgerError) -> Result
  ) throws(LedgerError) -> (lists: GroundLists, result: Result) {
    var lists = GroundLists(register, scope: scope, headDay: headDay, isRounding: false)
    var result = try collect(&lists)
    // One more names the seal.
    if lists.lists.count >= SuppressionIndex.listCountMax {
      lists = GroundLists(register, scope: scope, headDay: headDay, isRounding: true)
      result = try collect(&lists)
    }
    return (lists, result)
  }

  /// Makes sure that there is a list at least.
  mutating func finish() {
    guard lists.isEmpty else { return }
    lists = [SuppressionList(id: "ledger-known", kind: .known)]
    keys = [[]]
  }
}

extension GroundLists {
  /// Adds all people, or those of whom something was recorded after the seal of an index; within a transaction.
  ///
  /// - Returns: How many.
  /// - Throws: `LedgerError.notDerived` if what was recorded after it is not what the events say.
  mutating func addAll(
    of ledger: Ledger, behind compiled: LedgerCompilation.Compiled? = nil, upTo head: Ledger.Head
  ) throws(LedgerError) -> Int {
    let seq = compiled?.size ?? 0
    let rows = try ledger.database.prepare(
      "SELECT act.seq, kind, brand, purpose, channels, occurred, until, flags, batch, subject, ref FROM act "
        + "JOIN subject ON subject.id = act.subject "
        + (seq == 0 ? "" : "WHERE act.subject IN (SELECT subject FROM act WHERE seq > \(seq)) ")
        + "ORDER BY act.subject, act.seq")
    var acts: [Act] = []
    var subject: Int64 = 0
    var reference: [UInt8] = []
    var count = 0
    var sum = DerivedSums.Sum()
    func add(to lists: inout Self) throws(LedgerError) {
      guard let code = NumberReference(bytes: reference) else {
        throw LedgerError(.damaged("a subject has no reference"), path: ledger.path)
      }
      if let compiled {
        try lists.verify(
          code.overlayKey, acts.filter { $0.seq <= seq }, in: compiled.index, path: ledger.path)
      }
      lists.add(code.overlayKey, acts)
      count += 1
      acts.removeAll(keepingCapacity: true)
    }
    while try rows.step() {
      if rows.integer(9) != subject {
        if !acts.isEmpty { try add(to: &self) }
        subject = rows.integer(9)
        reference = rows.bytes(10)
      }
      let act = try Ledger.act(rows, path: ledger.path)
      if act.seq > seq { sum.add(ledger.digests.digest(of: act, reference: reference)) }
      acts.append(act)
    }
    if !acts.isEmpty { try add(to: &self) }
    try ledger.verify(sum, after: seq, upTo: head)
    return count
  }
}
