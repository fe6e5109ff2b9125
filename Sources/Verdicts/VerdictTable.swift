import PhoneNumbers
import SuppressionLists

/// The verdict for every class of one or more indexes under a policy, worked out once; and what is to
/// be said of numbers on no list.
///
/// Several indexes have more classes as numbers are looked up in them: ``learnClasses(of:)``.
public struct VerdictTable: Sendable {
  /// A verdict as it is written: outcome, the dialers' letter, the lists as evidence.
  public struct Verdict: Sendable, Equatable {
    public var outcome: Outcome
    /// C clear, O or E clear by a consent or a relationship though on a register, I invalid, B not covered as the
    /// industry has them; A for stale (aged), N for no consent and R for a duplicate (repeated) are our own, for it
    /// has none; of a listed number, the letter of the list kind that outranks the others.
    public var code: UInt8
    /// Indexes into the index's lists, ascending: those that hold the number, or the stale ones.
    public var lists: [Int]
    /// `us-ftc@2026-11-20;withdrawn@undated`, or `us-ftc@2026-09-01(stale)`.
    public var listsText: String
  }

  public static let clear = Verdict(
    outcome: .clear, code: UInt8(ascii: "C"), lists: [], listsText: "")
  public static let invalid = Verdict(
    outcome: .invalid, code: UInt8(ascii: "I"), lists: [], listsText: "")
  public static let uncovered = Verdict(
    outcome: .uncovered, code: UInt8(ascii: "B"), lists: [], listsText: "")
  public static let duplicate = Verdict(
    outcome: .duplicate, code: UInt8(ascii: "R"), lists: [], listsText: "")

  /// The verdicts of the classes; that of class 0, and of classes of which no list blocks, since none applies or
  /// they permit, is ``clear``: they say nothing of coverage, age and what is needed.
  public private(set) var verdicts: [Verdict] = []
  /// Of each class of listed numbers, whether no list of it blocks; empty if there is no such class.
  package private(set) var isUnapplied: [Bool] = []
  /// The groups of ``ConsentRequirements`` for whose numbers what permits also covers, a bit each.
  package let coveringGroups: UInt16
  /// What the lists of each class come to.
  private var grounds: [Ground] = []
  /// Of each class, which groups of ``ConsentRequirements`` it satisfies, a bit each; empty if no ledger is asked.
  package private(set) var permits: [UInt16] = []
  /// Whether fresh lists speak for a number.
  public let coverage: CoverageMap
  /// The verdicts of the states of ``coverage``.
  package let coverageVerdicts: [Verdict]
  private let lists: [SuppressionList]
  private let policy: VerdictPolicy
  private let groups: [ConsentRequirements.Rule]
  /// Whether the policy has each list apply.
  private let isApplied: [Bool]

  public init(_ indexes: SuppressionIndexes, policy: VerdictPolicy) {
    self.init(lists: indexes.lists, classes: indexes.classes, policy: policy)
  }

  /// - Parameter classes: The lists of each class, ascending; those of class 0 are none.
  init(lists: [SuppressionList], classes: [[Int]], policy: VerdictPolicy) {
    self.lists = lists
    self.policy = policy
    groups = policy.consent?.groups ?? []
    coveringGroups = groups.enumerated().reduce(0) { bits, group in
      bits
        | (group.element.needsConsent && group.element.permitCovers ? 1 << UInt16(group.offset) : 0)
    }
    isApplied = lists.map { policy.applies($0) }
    coverage = CoverageMap(lists: lists, policy: policy)
    coverageVerdicts = coverage.states.map { state in
      // Of numbers that have nothing of what they need.
      state.consentGroup == 0
        ? Self.verdict(for: state, of: lists)
        : Verdict(
          outcome: .unconsented, code: UInt8(ascii: "N"), lists: [], listsText: "consent:none")
    }
    add(classes)
  }

  /// Works out the verdicts of the classes that were found since it was asked last.
  ///
  /// - Parameter indexes: Those that the table was made of.
  /// - Complexity: O(1) if there are none.
  public mutating func learnClasses(of indexes: SuppressionIndexes) {
    guard indexes.classCount > verdicts.count else { return }
    add(Array(indexes.classes[verdicts.count...]))
  }

  /// - Parameter classes: The lists of the classes that follow those that are known.
  private mutating func add(_ classes: [[Int]]) {
    let added = classes.map { ground(of: $0) }
    let isUnapplied = zip(classes, added).map { lists, ground in
      !lists.isEmpty && ground.blocking.isEmpty
    }
    if !self.isUnapplied.isEmpty || isUnapplied.contains(true) {
      self.isUnapplied += Array(
        repeating: false, count: verdicts.count - self.isUnapplied.count)
      self.isUnapplied += isUnapplied
    }
    verdicts += added.map { Self.listed($0.blocking, of: self.lists) }
    if policy.consent != nil { permits += added.map(\.permits) }
    grounds += added
  }

  /// What a set of lists comes to under the policy.
  package struct Ground: Sendable, Equatable {
    /// The lists that block.
    var blocking: [Int]
    /// Which groups of what is needed are satisfied, a bit each; the first asks for nothing.
    var permits: UInt16 = 1
    /// The consents and relationships, whether they count or not.
    var permitting: [Int] = []
    /// The letter of what overrides the registers that the number is on; nil if nothing does.
    var overriding: UInt8?
  }

  /// - Parameter lists: Ascending.
  package func ground(of lists: [Int]) -> Ground {
    let applied = lists.filter { isApplied[$0] }
    var ground = Ground(blocking: applied.filter { self.lists[$0].kind.blocks })
    guard let consent = policy.consent else { return ground }
    let permitting = applied.filter { !self.lists[$0].kind.blocks }
    for (group, rule) in groups.enumerated()
    where permitting.contains(where: { rule.isSatisfied(by: self.lists[$0], on: policy.callDate) })
    {
      ground.permits |= 1 << UInt16(group)
    }
    ground.permitting = permitting
    if let letter = overriding(ground.blocking, by: permitting, consent) {
      ground.overriding = letter
      ground.blocking = []
    }
    return ground
  }

  /// The letter of what permits the contact of a number on these lists: all must be registers that say where they
  /// speak, of countries whose rules let it.
  private func overriding(
    _ blocking: [Int], by permitting: [Int], _ consent: ConsentRequirements
  ) -> UInt8? {
    let day = policy.callDate
    let rules = blocking.flatMap { lists[$0].coverage }.map { consent.rule(ofPrefix: $0) }
    guard !blocking.isEmpty, !permitting.isEmpty,
      blocking.allSatisfy({ lists[$0].kind == .registry && !lists[$0].coverage.isEmpty })
    else { return nil }
    func isSatisfied(_ kinds: [ListKind], _ rule: ConsentRequirements.Rule) -> Bool {
      permitting.contains {
        kinds.contains(lists[$0].kind) && rule.isSatisfied(by: lists[$0], on: day)
      }
    }
    if rules.allSatisfy({
      $0.consentOverridesRegister && isSatisfied([.permission, .unconfirmed], $0)
    }) {
      return ListKind.permission.code
    }
    if rules.allSatisfy({
      $0.relationshipOverridesRegister && isSatisfied([.relationship, .inquiry], $0)
    }) {
      return ListKind.relationship.code
    }
    return nil
  }

  /// A class that one of a row's keys was found to have, and why the row has that key.
  public struct Hit: Sendable, Equatable {
    public var classNumber: Int
    /// Nil for a number as it was written.
    public var reason: AliasReason?
    /// True if the key is not of a phone column, but of any cell.
    var isOfEveryColumn = false

    public init(classNumber: Int, reason: AliasReason? = nil) {
      self.classNumber = classNumber
      self.reason = reason
    }

    package init(classNumber: Int, isOfEveryColumn: Bool) {
      self.classNumber = classNumber
      self.isOfEveryColumn = isOfEveryColumn
    }

    /// How the evidence names what led to the key.
    var reasonName: String? { isOfEveryColumn ? "every-column" : reason?.name }
  }

  /// A number of a row that is on no list that blocks: for it, lists must speak, and what it needs must be there.
  package struct Unlisted: Sendable {
    package var number: UInt64
    package var ground: Ground

    package init(number: UInt64, ground: Ground) {
      self.number = number
      self.ground = ground
    }
  }

  /// A number with the class that it was found to have.
  package func unlisted(_ number: UInt64, classNumber: Int) -> Unlisted {
    Unlisted(number: number, ground: grounds[classNumber])
  }

  /// The verdict for a row whose keys have these classes.
  ///
  /// A list that only a further key is on is followed by the reason for that key:
  /// `us-ftc@2026-11-20(alias:ar-mobile-9)`. So is one that only another cell led to:
  /// `us-ftc@2026-11-20(every-column)`.
  ///
  /// - Parameters:
  ///   - hits: Class 0 is no hit.
  ///   - isNumber: False if there is no number that could be dialled, or something besides.
  ///   - numbers: The numbers as written, and further numbers in their cells, but not their aliases: for
  ///     these, lists must speak.
  package func verdict(for hits: [Hit], isNumber: Bool, numbers: [Unlisted]) -> Verdict {
    verdict(
      for: hits.map { (grounds[$0.classNumber].blocking, $0.reasonName) }, isNumber: isNumber,
      numbers: numbers)
  }

  /// - Parameter hits: The lists that block each key, and how the evidence names what led to it.
  package func verdict(
    for hits: [(blocking: [Int], reason: String?)], isNumber: Bool, numbers: [Unlisted]
  ) -> Verdict {
    var reasons: [Int: String] = [:]
    var listed: Set<Int> = []
    // Numbers as written first, so that no reason stands where none is needed.
    let asWritten = hits.filter { $0.reason == nil }
    for hit in asWritten + hits.filter({ $0.reason != nil }) {
      for list in hit.blocking where listed.insert(list).inserted { reasons[list] = hit.reason }
    }
    if !listed.isEmpty { return Self.listed(listed.sorted(), of: lists, reasons: reasons) }
    return isNumber ? verdict(ofUnlisted: numbers) : Self.invalid
  }

  /// The same for a row with one key, and without a look at the lists: all is worked out.
  func verdict(forClass classNumber: Int, isNumber: Bool, number: UInt64) -> Verdict {
    if classNumber != 0, verdicts[classNumber].outcome == .listed { return verdicts[classNumber] }
    if !isNumber { return Self.invalid }
    let unlisted = Unlisted(number: number, ground: grounds[classNumber])
    guard policy.consent == nil, let state = coverage.stateIndex(of: number) else {
      return verdict(ofUnlisted: [unlisted])
    }
    return coverageVerdicts[state]
  }

  /// The verdict for a row whose numbers are on no list that blocks: without a consent if any of them needs one that
  /// is not there, else stale if a stale list should speak for any, else uncovered if none speaks for any.
  package func verdict(ofUnlisted numbers: [Unlisted]) -> Verdict {
    let states = numbers.map { coverage.state(of: $0.number) }
    let lacking = zip(numbers, states).filter { number, state in
      number.ground.permits >> UInt16(state.consentGroup) & 1 == 0
    }
    if !lacking.isEmpty {
      return unconsented(lacking.map { ($0.ground.permitting, groups[Int($1.consentGroup)]) })
    }
    // Of a list that is stale for several of them, the oldest day.
    var stale: [Int: CoverageMap.Stale] = [:]
    for other in states.flatMap(\.stale) {
      let known = stale[other.list]
      if known == nil || (other.versionDate?.day ?? .min) < (known!.versionDate?.day ?? .min) {
        stale[other.list] = other
      }
    }
    let joined = CoverageMap.State(
      stale: stale.values.sorted { $0.list < $1.list },
      isUncovered: states.contains { state in
        state.isUncovered
          && (state.consentGroup == 0 || !groups[Int(state.consentGroup)].permitCovers)
      })
    var verdict = Self.verdict(for: joined, of: lists)
    if verdict.outcome == .clear, let letter = numbers.lazy.compactMap(\.ground.overriding).first {
      verdict.code = letter
    }
    return verdict
  }

  /// - Parameter numbers: The consents and relationships of each number that lacks one, and the rule for it.
  private func unconsented(
    _ numbers: [(permitting: [Int], rule: ConsentRequirements.Rule)]
  ) -> Verdict {
    var reasons: [Int: String] = [:]
    for (permitting, rule) in numbers {
      for list in permitting {
        if let reason = rule.lapse(of: lists[list], on: policy.callDate) { reasons[list] = reason }
      }
    }
    let named = reasons.sorted { $0.key < $1.key }
    return Verdict(
      outcome: .unconsented, code: UInt8(ascii: "N"), lists: named.map(\.key),
      listsText: named.isEmpty ? "consent:none" : named.map(\.value).joined(separator: ";"))
  }

  private static func verdict(
    for state: CoverageMap.State, of lists: [SuppressionList]
  ) -> Verdict {
    guard !state.stale.isEmpty else { return state.isUncovered ? uncovered : clear }
    let texts = state.stale.map { stale in
      SuppressionList.versionedID(lists[stale.list].id, stale.versionDate) + "(stale)"
    }
    return Verdict(
      outcome: .stale, code: UInt8(ascii: "A"), lists: state.staleLists,
      listsText: texts.joined(separator: ";"))
  }

  private static func listed(
    _ indexes: [Int], of lists: [SuppressionList], reasons: [Int: String] = [:]
  ) -> Verdict {
    // An objection outranks a register, for it may never be overridden; and so on.
    guard let kind = indexes.map({ lists[$0].kind }).min(by: { $0.precedence < $1.precedence })
    else { return clear }
    return Verdict(
      outcome: .listed, code: kind.code, lists: indexes,
      listsText: indexes.map { list in
        lists[list].versionedID + (reasons[list].map { "(\($0))" } ?? "")
      }.joined(separator: ";"))
  }
}
