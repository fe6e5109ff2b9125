import SuppressionLists

/// Tells of a number on no list whether the lists that should speak for it exist and are fresh.
///
/// Numbers are placed on a line of 10¹⁹ positions: their digits, with zeros after them up to nineteen.
/// A prefix is an interval there, and between the ends of all intervals the answer is the same:
///
/// ```
///   position   0 …    1202·10¹⁵ … 1203·10¹⁵ … 44·10¹⁷ … 45·10¹⁷ … 10¹⁹
///   state      uncovered │ clear │ uncovered │ stale   │ uncovered
///   table      by the four leading digits: the answer, or "look closer" if one ends within
/// ```
///
/// Country and area code are the four leading digits in North America, so that most look-ups end in
/// the table; the others bisect the line.
public struct CoverageMap: Sendable {
  /// A list that is too old for some numbers.
  public struct Stale: Hashable, Sendable {
    /// Its index.
    public var list: Int
    /// The day it speaks of for these numbers; nil if it is not known.
    public var versionDate: CalendarDate?
  }

  /// What is known of the numbers of a stretch of the line.
  public struct State: Hashable, Sendable {
    /// The stale lists that should speak, ascending by list.
    public var stale: [Stale]
    /// True if the lists declare coverage and none covers the numbers.
    public var isUncovered: Bool
    /// What the numbers need to be contacted: a group of ``ConsentRequirements``, 0 for nothing.
    public var consentGroup: UInt8 = 0

    static let clear = State(stale: [], isUncovered: false)
    /// The indexes of the stale lists.
    public var staleLists: [Int] { stale.map(\.list) }

    /// The answer as ``CoverageMap/judge(_:into:)`` gives it.
    var answer: UInt8 {
      let coverage =
        !stale.isEmpty
        ? CoverageMap.stale : isUncovered ? CoverageMap.uncovered : CoverageMap.clear
      return consentGroup << CoverageMap.consentShift | coverage
    }
  }

  // The answers; the larger of two is that for both.
  package static let clear: UInt8 = 0
  package static let uncovered: UInt8 = 1
  static let stale: UInt8 = 2
  /// The bits from here on are the group of what is needed for a contact: not clear either, unless the number has
  /// it.
  package static let consentShift: UInt8 = 4
  package static let coverageMask: UInt8 = 15
  private static let lookCloser: UInt8 = 255

  /// The leading digits that the table knows.
  private static let tableDigitCount = 4
  /// The entries of the table, and the positions of each.
  private static let bucketCount = 10_000
  private static let bucketSize = NumberLine.end / UInt64(bucketCount)
  /// The keys of too few digits.
  private static let shortKeyCount: UInt64 = 1_000

  /// The states of the line, each once; the first is clear.
  public private(set) var states = [State.clear]
  /// True if every number is clear: nobody need ask.
  public let isTrivial: Bool

  /// The positions from which a state holds, ascending; the first is 0.
  private var starts: [UInt64] = []
  private var stateAtStart: [Int32] = []
  private var answerAtStart: [UInt8] = []
  /// The digits of the longest prefix that begins at a position, or 0.
  private var prefixDigitCountAtStart: [UInt8] = []
  /// The answers by the four leading digits; the first entry, which no number has, sends those away
  /// that have no place on the line.
  private var table: [UInt8] = []
  /// Where among the starts those of each entry of the table begin; the last is their end.
  private var firstStart: [Int32] = []
  /// The answers for what has too few digits for the table: empty cells have key 0, so they are many.
  private var shortAnswers: [UInt8] = []
  private let line = NumberLine(digitCountMin: tableDigitCount)
  private let prefixes: [CoveragePrefix]
  private let declaresCoverage: Bool
  /// The stale lists that declare no coverage: they concern every number.
  private let globalStale: [Stale]
  /// The group of the numbers whose country is none of those that are known.
  private let elsewhereGroup: UInt8
  /// In the place of a list, of the prefixes that tell what is needed.
  private static let consentList = -1

  /// A map of the lists that apply.
  ///
  /// Where registers declare coverage, only theirs counts: that a list of mobile numbers speaks for a
  /// prefix says nothing of who has registered there.
  ///
  /// - Complexity: O(*p* log *p*) in the prefixes, times the stale lists that overlap.
  public init(lists: [SuppressionList], policy: VerdictPolicy) {
    let applying = lists.indices.filter { policy.applies(lists[$0]) }
    declaresCoverage = applying.contains { !lists[$0].coverage.isEmpty }
    globalStale = applying.filter {
      lists[$0].coverage.isEmpty && policy.isStale(lists[$0])
    }.map { Stale(list: $0, versionDate: lists[$0].versionDate) }
    let hasRegisters = applying.contains {
      lists[$0].kind == .registry && !lists[$0].coverage.isEmpty
    }
    let groups = policy.consent?.groups ?? []
    func group(_ rule: ConsentRequirements.Rule) -> UInt8 {
      rule.needsConsent ? UInt8(groups.firstIndex(of: rule)!) : 0
    }
    elsewhereGroup = policy.consent.map { group($0.elsewhere) } ?? 0
    let needs = (policy.consent?.rules ?? [:]).compactMap { [line] prefix, rule in
      CoveragePrefix(
        ListArea(prefix: prefix, versionDate: nil), list: Self.consentList, isStale: false,
        covers: false, consentGroup: group(rule), on: line)
    }
    prefixes =
      needs
      + applying.flatMap { [line] list in
        let covers = lists[list].kind == .registry || !hasRegisters
        return lists[list].areas.compactMap { area in
          CoveragePrefix(
            area, list: list, isStale: policy.isStale(area, of: lists[list]), covers: covers,
            on: line
          )
        }
      }
    isTrivial = !declaresCoverage && globalStale.isEmpty && policy.consent == nil
    if isTrivial { return }
    drawLine()
    fillTable()
  }

  // MARK: Questions

  /// Appends the answer for each key: ``clear``, ``uncovered`` or ``stale``, and above these what it needs.
  ///
  /// - Precondition: `answers.freeCapacity >= keys.count`.
  /// - Complexity: O(*n*); times log *p* for numbers whose four leading digits do not decide.
  package func judge(_ keys: Span<UInt64>, into answers: inout OutputSpan<UInt8>) {
    precondition(answers.freeCapacity >= keys.count, "no room for the answers of all keys")
    if isTrivial {
      answers.append(repeating: Self.clear, count: keys.count)
      return
    }
    let table = table.span
    for index in keys.indices {
      let key = keys[index]
      let position = line.position(of: key)
      var answer = table[Int(truncatingIfNeeded: position / Self.bucketSize)]
      if answer == Self.lookCloser {
        let start = start(of: key, at: position)
        answer = start < 0 ? answerWithoutPosition(of: key) : answerAtStart[start]
      }
      answers.append(answer)
    }
  }

  /// What is known of a number; of 0, what is of a number without a digit.
  ///
  /// - Complexity: O(log *p*) in the prefixes; O(*p*) for a number that is only the beginning of one.
  public func state(of key: UInt64) -> State {
    stateIndex(of: key).map { states[$0] } ?? exactState(of: key)
  }

  /// The index into ``states`` of a number's state; nil if its position does not tell.
  package func stateIndex(of key: UInt64) -> Int? {
    if isTrivial { return 0 }
    let start = start(of: key, at: line.position(of: key))
    return start < 0 ? nil : Int(stateAtStart[start])
  }

  /// The last start up to a number's position, or -1 if that does not tell its state.
  private func start(of key: UInt64, at position: UInt64) -> Int {
    if position == 0 { return -1 }
    let bucket = Int(truncatingIfNeeded: position / Self.bucketSize)
    var low = Int(firstStart[bucket])
    var high = Int(firstStart[bucket + 1]) + 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= position { low = middle } else { high = middle }
    }
    // 120 and 12 stand where 1200 begins, but do not begin with 1200.
    if starts[low] == position, line.digitCount(of: key) < Int(prefixDigitCountAtStart[low]) {
      return -1
    }
    return low
  }

  private func answerWithoutPosition(of key: UInt64) -> UInt8 {
    key < shortAnswers.count ? shortAnswers[Int(key)] : exactState(of: key).answer
  }

  /// The same as ``state(of:)``, prefix by prefix.
  private func exactState(of key: UInt64) -> State {
    exactState(of: key, prefixes)
  }

  private func exactState(of key: UInt64, _ prefixes: [CoveragePrefix]) -> State {
    let speaking = prefixes.filter { $0.isPrefix(of: key, on: line) }
    // Of each list, its longest prefix.
    var longest: [Int: CoveragePrefix] = [:]
    for prefix in speaking where prefix.digitCount >= longest[prefix.list]?.digitCount ?? 0 {
      longest[prefix.list] = prefix
    }
    return state(longest.values, isCovered: speaking.contains(where: \.covers))
  }

  /// - Parameter prefixes: Of each list, the one that decides on its age.
  private func state(_ prefixes: some Sequence<CoveragePrefix>, isCovered: Bool) -> State {
    let stale = prefixes.filter(\.isStale).map { Stale(list: $0.list, versionDate: $0.versionDate) }
    return State(
      stale: (globalStale + stale).sorted { $0.list < $1.list },
      isUncovered: declaresCoverage && !isCovered,
      consentGroup: prefixes.lazy.compactMap(\.consentGroup).first ?? elsewhereGroup)
  }

  // MARK: The map

  /// Works out the states between the ends of all intervals.
  ///
  /// Neighbours with the same state stay apart: every prefix has its own start, which a number that
  /// is shorter than the prefix is recognised by.
  private mutating func drawLine() {
    // Longer ones behind shorter ones, so that the last of a list that is open is its longest.
    let opening = prefixes.sorted {
      ($0.positions.lowerBound, $0.digitCount) < ($1.positions.lowerBound, $1.digitCount)
    }
    let closing = prefixes.sorted { $0.positions.upperBound < $1.positions.upperBound }
    var opened = 0
    var closed = 0
    var indexes = [State.clear: 0]
    var open: [Int: [CoveragePrefix]] = [:]
    var coveringCount = 0
    var position: UInt64 = 0
    while position < NumberLine.end {
      while closed < closing.count, closing[closed].positions.upperBound == position {
        let prefix = closing[closed]
        closed += 1
        if prefix.covers { coveringCount -= 1 }
        open[prefix.list]!.removeAll { $0.positions.upperBound == position }
      }
      var digitCountMax = 0
      while opened < opening.count, opening[opened].positions.lowerBound == position {
        let prefix = opening[opened]
        opened += 1
        digitCountMax = max(digitCountMax, prefix.digitCount)
        if prefix.covers { coveringCount += 1 }
        open[prefix.list, default: []].append(prefix)
      }
      let state = state(open.values.compactMap(\.last), isCovered: coveringCount > 0)
      let index = indexes[state] ?? states.count
      if index == states.count {
        indexes[state] = index
        states.append(state)
      }
      starts.append(position)
      stateAtStart.append(Int32(index))
      answerAtStart.append(state.answer)
      prefixDigitCountAtStart.append(UInt8(digitCountMax))
      position = min(
        opened < opening.count ? opening[opened].positions.lowerBound : NumberLine.end,
        closed < closing.count ? closing[closed].positions.upperBound : NumberLine.end)
    }
  }

  private mutating func fillTable() {
    var place = 0
    for bucket in 0..<Self.bucketCount {
      let bucketStart = UInt64(bucket) * Self.bucketSize
      while place + 1 < starts.count, starts[place + 1] <= bucketStart { place += 1 }
      firstStart.append(Int32(place))
      let isDivided =
        place + 1 < starts.count && starts[place + 1] - bucketStart < Self.bucketSize
      table.append(isDivided ? Self.lookCloser : answerAtStart[place])
    }
    firstStart.append(Int32(starts.count - 1))
    table[0] = Self.lookCloser
    let shortPrefixes = prefixes.filter { $0.digitCount < Self.tableDigitCount }
    shortAnswers = (0..<Self.shortKeyCount).map { exactState(of: $0, shortPrefixes).answer }
  }
}
