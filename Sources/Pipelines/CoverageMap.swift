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
  /// What is known of the numbers of a stretch of the line.
  public struct State: Hashable, Sendable {
    /// The stale lists that should speak, ascending indexes into the lists.
    public var staleLists: [Int]
    /// True if the lists declare coverage and none covers the numbers.
    public var isUncovered: Bool

    static let clear = State(staleLists: [], isUncovered: false)

    /// The answer as ``CoverageMap/judge(_:into:)`` gives it.
    var answer: UInt8 {
      if !staleLists.isEmpty { return CoverageMap.stale }
      return isUncovered ? CoverageMap.uncovered : CoverageMap.clear
    }
  }

  // The answers; the larger of two is that for both.
  static let clear: UInt8 = 0
  static let uncovered: UInt8 = 1
  static let stale: UInt8 = 2
  private static let lookCloser: UInt8 = 255

  /// The leading digits that the table knows.
  private static let tableDigitCount = 4
  /// The positions of an entry of the table.
  private static let bucketSize: UInt64 = 1_000_000_000_000_000

  /// The states of the line, each once; the first is clear.
  public private(set) var states = [State.clear]
  /// True if every number is clear: nobody need ask.
  public let isTrivial: Bool

  /// The positions from which a state holds, ascending; the first is 0.
  private var starts: [UInt64] = []
  private var stateAtStart: [Int32] = []
  /// The digits of the longest prefix that begins at a position, or 0.
  private var prefixDigitCountAtStart: [UInt8] = []
  /// The answers by the four leading digits.
  private var table: [UInt8] = []
  private let powers = DecimalPowers()
  private let prefixes: [CoveragePrefix]
  private let declaresCoverage: Bool
  /// The stale lists that declare no coverage: they concern every number.
  private let globalStaleLists: [Int]

  /// A map of the lists that apply.
  ///
  /// - Complexity: O(*p* log *p*) in the prefixes, times the stale lists that overlap.
  public init(lists: [SuppressionList], policy: VerdictPolicy) {
    let applying = lists.indices.filter { policy.applies(lists[$0]) }
    declaresCoverage = applying.contains { !lists[$0].coverage.isEmpty }
    globalStaleLists = applying.filter {
      lists[$0].coverage.isEmpty && policy.isStale(lists[$0])
    }
    prefixes = applying.flatMap { list in
      let isStale = policy.isStale(lists[list])
      return lists[list].coverage.compactMap { CoveragePrefix($0, list: list, isStale: isStale) }
    }
    isTrivial = !declaresCoverage && globalStaleLists.isEmpty
    if isTrivial { return }
    drawLine()
    fillTable()
  }

  // MARK: Questions

  /// Appends the answer for each key: ``clear``, ``uncovered`` or ``stale``.
  ///
  /// - Precondition: `answers.freeCapacity >= keys.count`.
  /// - Complexity: O(*n*); times log *p* for numbers whose four leading digits do not decide.
  func judge(_ keys: Span<UInt64>, into answers: inout OutputSpan<UInt8>) {
    precondition(answers.freeCapacity >= keys.count, "no room for the answers of all keys")
    if isTrivial {
      answers.append(repeating: Self.clear, count: keys.count)
      return
    }
    let table = table.span
    let powers = powers
    for index in keys.indices {
      let key = keys[index]
      let digitCount = powers.digitCount(of: key)
      var answer = Self.lookCloser
      // Four to nineteen digits; fewer do not lead to an entry, and more to no position.
      if UInt(bitPattern: digitCount &- Self.tableDigitCount)
        <= UInt(bitPattern: DecimalPowers.positionDigitCount &- Self.tableDigitCount)
      {
        let position = powers.position(of: key, digitCount: digitCount)
        answer = table[Int(truncatingIfNeeded: position / Self.bucketSize)]
      }
      if answer == Self.lookCloser { answer = state(of: key).answer }
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
  func stateIndex(of key: UInt64) -> Int? {
    if isTrivial { return 0 }
    let digitCount = powers.digitCount(of: key)
    guard (1...DecimalPowers.positionDigitCount).contains(digitCount) else { return nil }
    let position = powers.position(of: key, digitCount: digitCount)
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= position { low = middle } else { high = middle }
    }
    // 120 and 12 stand where 1200 begins, but do not begin with 1200.
    if starts[low] == position, digitCount < Int(prefixDigitCountAtStart[low]) { return nil }
    return Int(stateAtStart[low])
  }

  /// The same, prefix by prefix.
  private func exactState(of key: UInt64) -> State {
    let speaking = prefixes.filter { $0.isPrefix(of: key, powers) }
    return state(stale: speaking.filter(\.isStale).map(\.list), isCovered: !speaking.isEmpty)
  }

  private func state(stale: [Int], isCovered: Bool) -> State {
    State(
      staleLists: Set(globalStaleLists + stale).sorted(),
      isUncovered: declaresCoverage && !isCovered)
  }

  // MARK: The map

  /// Works out the states between the ends of all intervals.
  ///
  /// Neighbours with the same state stay apart: every prefix has its own start, which a number that
  /// is shorter than the prefix is recognised by.
  private mutating func drawLine() {
    var opening: [UInt64: [Int]] = [0: []]
    var closing: [UInt64: [Int]] = [:]
    for (index, prefix) in prefixes.enumerated() {
      let positions = prefix.positions(powers)
      opening[positions.lowerBound, default: []].append(index)
      closing[positions.upperBound, default: []].append(index)
    }
    let end = powers[DecimalPowers.positionDigitCount]
    var indexes = [State.clear: 0]
    var openCount = 0
    var openCountOfStaleList: [Int: Int] = [:]
    for position in Set(opening.keys).union(closing.keys).sorted() where position < end {
      for prefix in closing[position, default: []].map({ prefixes[$0] }) {
        openCount -= 1
        guard prefix.isStale else { continue }
        openCountOfStaleList[prefix.list]! -= 1
        if openCountOfStaleList[prefix.list] == 0 { openCountOfStaleList[prefix.list] = nil }
      }
      let opened = opening[position, default: []].map { prefixes[$0] }
      for prefix in opened {
        openCount += 1
        if prefix.isStale { openCountOfStaleList[prefix.list, default: 0] += 1 }
      }
      let state = state(stale: Array(openCountOfStaleList.keys), isCovered: openCount > 0)
      let index = indexes[state] ?? states.count
      if index == states.count {
        indexes[state] = index
        states.append(state)
      }
      starts.append(position)
      stateAtStart.append(Int32(index))
      prefixDigitCountAtStart.append(UInt8(opened.map(\.digitCount).max() ?? 0))
    }
  }

  private mutating func fillTable() {
    let bucketCount = Int(powers[Self.tableDigitCount])
    var place = 0
    table = (0..<bucketCount).map { bucket in
      let bucketStart = UInt64(bucket) * Self.bucketSize
      while place + 1 < starts.count, starts[place + 1] <= bucketStart { place += 1 }
      let isDivided =
        place + 1 < starts.count && starts[place + 1] - bucketStart < Self.bucketSize
      return isDivided ? Self.lookCloser : states[Int(stateAtStart[place])].answer
    }
  }
}
