import PhoneNumbers
import SuppressionLists

/// What a policy lets go on a day: found first, so that somebody can look at the counts, and carried out then.
public struct Retention: Sendable {
  struct Person: Sendable {
    var number: UInt64
    var rule: RetentionPolicy.Rule
  }

  /// Counts by rule and region of the number; of requests and looks, the region is empty.
  public struct Count: Equatable, Sendable {
    public var rule: RetentionPolicy.Rule
    public var region: String
    public var count: Int
  }

  var people: [Person] = []
  /// Events of requests that ended, and of looks.
  var events: [(rule: RetentionPolicy.Rule, seqs: [Int64])] = []
  public private(set) var counts: [Count] = []
  /// All people, before anything goes.
  public private(set) var subjectCount = 0

  public var personCount: Int { people.count }
  public var isEmpty: Bool { people.isEmpty && events.isEmpty }

  /// Finds what may go; within one state of the ledger.
  ///
  /// - Complexity: O(*n* log *n*) in the acts.
  public init(
    _ ledger: Ledger, _ policy: RetentionPolicy, on day: CalendarDate
  ) throws(LedgerError) {
    self = try ledger.newestSnapshot { () throws(LedgerError) in
      try ledger.readRegister()
      var found = Retention()
      try found.findPeople(ledger, policy, on: day)
      try found.findEvents(ledger, policy, on: day)
      found.count()
      return found
    }
  }

  private init() {}

  private mutating func findPeople(
    _ ledger: Ledger, _ policy: RetentionPolicy, on day: CalendarDate
  ) throws(LedgerError) {
    let asking = try Self.asking(ledger)
    try ledger.forEachPerson { acts throws(LedgerError) in
      subjectCount += 1
      var known: UInt64?
      func number() throws(LedgerError) -> UInt64 {
        if let known { return known }
        let number = try Self.number(of: acts[0], ledger)
        known = number
        return number
      }
      guard let rule = try policy.rule(for: acts, ledger.register, on: day, number: number)
      else { return }
      let person = Person(number: try number(), rule: rule)
      if !asking.contains(person.number) { people.append(person) }
    }
  }

  /// Those with an open request, who stay until it is answered; that of an erasure is answered by it.
  fileprivate static func asking(_ ledger: Ledger) throws(LedgerError) -> Set<UInt64> {
    var asking: Set<UInt64> = []
    for request in try ledger.requests() where request.state == .open && request.right != .erasure {
      if let number = try ledger.opening(of: request)?.number { asking.insert(number) }
    }
    return asking
  }

  private static func number(of act: Act, _ ledger: Ledger) throws(LedgerError) -> UInt64 {
    guard let number = try ledger.event(act.seq)?.body?.number else {
      throw LedgerError(
        .notDerived("the state derived from event \(act.seq) is not what it says"),
        path: ledger.path)
    }
    return number
  }

  private mutating func findEvents(
    _ ledger: Ledger, _ policy: RetentionPolicy, on day: CalendarDate
  ) throws(LedgerError) {
    for request in try ledger.requests() {
      guard let ended = request.ended,
        day > ended.date.adding(months: policy.requestMonthCount)
      else { continue }
      events.append((.requests, [request.id]))
    }
    let ended = Set(events.flatMap(\.seqs))
    let kinds = Schema.isOfKinds([.access, .extend, .answer, .close])
    let rows = try ledger.database.prepare(
      "SELECT seq, kind, at FROM event WHERE \(kinds) AND body IS NOT NULL ORDER BY seq"
    )
    var candidates: [(seq: Int64, kind: Int64, at: Moment)] = []
    while try rows.step() {
      candidates.append(
        (rows.integer(0), rows.integer(1), Moment(microseconds: rows.integer(2))))
    }
    var looks: [Int64] = []
    for (seq, kind, at) in candidates {
      if kind == EventKind.access.rawValue {
        if day > at.date.adding(months: policy.accessMonthCount) { looks.append(seq) }
      } else if let id = try ledger.event(seq)?.body?["request"].flatMap({ Int64($0) }),
        ended.contains(id), let place = events.firstIndex(where: { $0.seqs[0] == id })
      {
        events[place].seqs.append(seq)
      }
    }
    if !looks.isEmpty { events.append((.access, looks)) }
  }

  private mutating func count() {
    var found: [String: Count] = [:]
    func add(_ rule: RetentionPolicy.Rule, _ region: String, _ count: Int) {
      found["\(rule.rawValue) \(region)", default: Count(rule: rule, region: region, count: 0)]
        .count += count
    }
    for person in people {
      add(person.rule, LineFacts(key: person.number).region?.code ?? "", 1)
    }
    for (rule, seqs) in events { add(rule, "", rule == .access ? seqs.count : 1) }
    counts = found.sorted { $0.key < $1.key }.map(\.value)
  }
}

extension LedgerWriter {
  /// Carries out what was found, in commits of many.
  ///
  /// Of people about whom something was recorded since, nothing goes unless it still may.
  ///
  /// - Parameter texts: Who did it.
  /// - Returns: The purposes that were recorded of them.
  public func carryOut(
    _ retention: Retention, _ policy: RetentionPolicy, texts: [(name: String, text: String)] = [],
    now: () -> Moment
  ) throws(LedgerError) -> Set<String> {
    let size = 1_000
    var start = 0
    var purposes: Set<String> = []
    while start < retention.people.count {
      try commit(now: now()) { writer throws(LedgerError) in
        let asking = try Retention.asking(ledger)
        for person in retention.people[start..<min(start + size, retention.people.count)]
        where !asking.contains(person.number) {
          purposes.formUnion(try writer.erase(person, policy, texts))
        }
      }
      start += size
    }
    if retention.events.isEmpty { return purposes }
    try commit(now: now()) { writer throws(LedgerError) in
      for (rule, seqs) in retention.events { try writer.erase(seqs, rule, texts) }
    }
    return purposes
  }

  private func commit(
    now: Moment, _ body: (LedgerWriter) throws(LedgerError) -> Void
  ) throws(LedgerError) {
    try begin(now: now)
    do throws(LedgerError) {
      try body(self)
    } catch {
      rollBack()
      throw error
    }
    try commit()
  }

  private func erase(
    _ person: Retention.Person, _ policy: RetentionPolicy, _ texts: [(name: String, text: String)]
  ) throws(LedgerError) -> [String] {
    let acts = try ledger.acts(of: person.number)
    let rule = try policy.rule(for: acts, ledger.register, on: now.date) {
      () throws(LedgerError) in person.number
    }
    guard rule == person.rule else { return [] }
    return try erase(
      person.number, texts: texts + [("reason", "retain: \(person.rule.rawValue)")],
      leavesTombstone: person.rule.leavesTombstone
    ).purposes
  }

  private func erase(
    _ seqs: [Int64], _ rule: RetentionPolicy.Rule, _ texts: [(name: String, text: String)]
  ) throws(LedgerError) {
    var left: [ErasureRecord.Event] = []
    for seq in seqs {
      guard let event = try ledger.event(seq), event.body != nil else { continue }
      left.append(ErasureRecord.Event(seq: seq, commitment: event.record.commitment))
    }
    if left.isEmpty { return }
    pendingErasures.append(ErasureRecord(ledgerID: ledger.id, events: left, tombstone: nil))
    _ = try erase(left.map(\.seq), texts: texts + [("reason", "retain: \(rule.rawValue)")], nil)
  }
}
