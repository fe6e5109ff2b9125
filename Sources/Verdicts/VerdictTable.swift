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
    /// C clear, I invalid, B not covered as the industry has them, A for stale (aged) and N for a
    /// duplicate (not again), which are our own, for it has none; of a listed number, the letter of the
    /// list kind that outranks the others.
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
    outcome: .duplicate, code: UInt8(ascii: "N"), lists: [], listsText: "")

  /// The verdicts of the classes; that of class 0, and of classes none of whose lists applies, is
  /// ``clear``: they say nothing of coverage and age.
  public private(set) var verdicts: [Verdict] = []
  /// Of each class of listed numbers, whether it is ``clear``, since none of its lists applies; empty
  /// if there is no such class.
  package private(set) var isUnapplied: [Bool] = []
  /// Whether fresh lists speak for a number.
  public let coverage: CoverageMap
  /// The verdicts of the states of ``coverage``.
  package let coverageVerdicts: [Verdict]
  private let lists: [SuppressionList]
  /// Whether the policy has each list apply.
  private let isApplied: [Bool]

  public init(_ indexes: SuppressionIndexes, policy: VerdictPolicy) {
    self.init(lists: indexes.lists, classes: indexes.classes, policy: policy)
  }

  /// - Parameter classes: The lists of each class, ascending; those of class 0 are none.
  init(lists: [SuppressionList], classes: [[Int]], policy: VerdictPolicy) {
    self.lists = lists
    isApplied = lists.map { policy.applies($0) }
    coverage = CoverageMap(lists: lists, policy: policy)
    coverageVerdicts = coverage.states.map { Self.verdict(for: $0, of: lists) }
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
    let isUnapplied = classes.map { lists in
      !lists.isEmpty && !lists.contains { isApplied[$0] }
    }
    if !self.isUnapplied.isEmpty || isUnapplied.contains(true) {
      self.isUnapplied += Array(
        repeating: false, count: verdicts.count - self.isUnapplied.count)
      self.isUnapplied += isUnapplied
    }
    verdicts += classes.map { lists in
      Self.listed(lists.filter { isApplied[$0] }, of: self.lists)
    }
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

  /// The verdict for a row whose keys have these classes.
  ///
  /// A list that only a further key is on is followed by the reason for that key:
  /// `us-ftc@2026-11-20(alias:ar-mobile-9)`. So is one that only another cell led to:
  /// `us-ftc@2026-11-20(every-column)`.
  ///
  /// - Parameters:
  ///   - hits: Class 0 is no hit.
  ///   - isNumber: False if there is no number that could be dialled, or something besides.
  ///   - numbers: The keys of the numbers as written, and of further numbers in their cells, but not
  ///     their aliases: for these, lists must speak.
  public func verdict(for hits: [Hit], isNumber: Bool, numbers: [UInt64]) -> Verdict {
    var reasons: [Int: String] = [:]
    var listed: Set<Int> = []
    // Numbers as written first, so that no reason stands where none is needed.
    let asWritten = hits.filter { $0.reasonName == nil }
    for hit in asWritten + hits.filter({ $0.reasonName != nil }) {
      for list in verdicts[hit.classNumber].lists where listed.insert(list).inserted {
        reasons[list] = hit.reasonName
      }
    }
    if !listed.isEmpty { return Self.listed(listed.sorted(), of: lists, reasons: reasons) }
    return isNumber ? verdict(ofUnlisted: numbers) : Self.invalid
  }

  /// The same for a row with one key, and without a look at the lists: all is worked out.
  func verdict(forClass classNumber: Int, isNumber: Bool, number: UInt64) -> Verdict {
    if classNumber != 0, verdicts[classNumber].outcome == .listed { return verdicts[classNumber] }
    if !isNumber { return Self.invalid }
    guard let state = coverage.stateIndex(of: number) else { return verdict(ofUnlisted: [number]) }
    return coverageVerdicts[state]
  }

  /// The verdict for a row whose numbers are on no list: stale if a stale list should speak for any,
  /// else uncovered if none speaks for any.
  package func verdict(ofUnlisted numbers: [UInt64]) -> Verdict {
    let states = numbers.map { coverage.state(of: $0) }
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
      isUncovered: states.contains(where: \.isUncovered))
    return Self.verdict(for: joined, of: lists)
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
