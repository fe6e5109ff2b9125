import PhoneNumbers
import SuppressionLists

/// Decides on many cells at once, each exactly as ``NumberCheck`` does. One a thread.
///
/// ```
/// cells ─► NumberBatch ─► classes and coverage, a batch at a time ─► outcomes, and which evidence
///             └─ cells with further keys, or of unusual numbers ─► NumberCheck
/// ```
///
/// What is said of a cell besides its outcome is one of few texts: ``evidence`` has each once.
public struct BatchCheck: ~Copyable {
  private var indexes: SuppressionIndexes
  private var check: NumberCheck
  private let normalizer: Normalizer
  private var verdicts: VerdictTable
  private var lookUp: IndexesLookUp
  private var numbers = NumberBatch(capacity: cellCountMax)
  private var keys = CellKeys()
  private var classes: [UInt16] = []
  private var answers: [UInt8] = []
  /// What has been said so far, each verdict once; the first is ``VerdictTable/clear``.
  public private(set) var evidence = [VerdictTable.clear, VerdictTable.invalid]
  /// The outcomes of ``evidence``, which is slow to read for that alone.
  private var outcomeOfPlace = [Outcome.clear.rawValue, Outcome.invalid.rawValue]
  private var places: [String: UInt32] = [:]
  /// The places of the classes' verdicts and of the coverage's, or ``unknown``.
  private var placeOfClass: [UInt32] = []
  private var placeOfState: [UInt32] = []
  /// With a ledger, the places of what is said of numbers that no list blocks, by class and by what their country asks
  /// for; or ``unknown``.
  private var placeOfNeed: [UInt32] = []

  private static let unknown = UInt32.max
  /// Cells at a time: what is known of them stays in the first-level cache.
  private static let cellCountMax = 1024
  private static let clearPlace: UInt32 = 0
  private static let invalidPlace: UInt32 = 1

  /// - Parameters:
  ///   - indexes: Verified: of what is damaged afterwards, nothing is found here.
  ///   - region: The default region of national numbers, or nil.
  public init(indexes: SuppressionIndexes, region: Region?, policy: VerdictPolicy) {
    self.init(
      indexes: indexes, region: region, verdicts: VerdictTable(indexes, policy: policy))
  }

  /// - Parameter verdicts: Those of the indexes, which others may have too.
  package init(indexes: SuppressionIndexes, region: Region?, verdicts: VerdictTable) {
    self.indexes = indexes
    self.verdicts = verdicts
    normalizer = Normalizer(region: region)
    check = NumberCheck(indexes: indexes, normalizer: normalizer, verdicts: verdicts)
    lookUp = IndexesLookUp(indexes)
    classes.reserveCapacity(Self.cellCountMax)
    answers.reserveCapacity(Self.cellCountMax)
    placeOfState = Array(repeating: Self.unknown, count: verdicts.coverageVerdicts.count)
  }

  /// Asks other indexes from now on; what has been said keeps its place in ``evidence``.
  ///
  /// - Parameter verdicts: Those of the indexes.
  package mutating func ask(_ indexes: SuppressionIndexes, _ verdicts: VerdictTable) {
    self.indexes = indexes
    self.verdicts = verdicts
    check = NumberCheck(indexes: indexes, normalizer: normalizer, verdicts: verdicts)
    lookUp = IndexesLookUp(indexes)
    placeOfState = Array(repeating: Self.unknown, count: verdicts.coverageVerdicts.count)
    placeOfClass = []
    placeOfNeed = []
  }

  /// Decides on cells of a block.
  ///
  /// - Parameters:
  ///   - starts: Offset in `block` of each cell's first byte.
  ///   - ends: Offset in `block` after each cell's last byte.
  ///   - outcomes: Receives the raw value of ``Outcome`` of each cell.
  ///   - evidence: Receives the place of its verdict in ``evidence``.
  /// - Throws: If an index has been changed or is damaged; the answers are none then.
  /// - Complexity: O(*n*); one look-up a cell, many under way at a time.
  public mutating func check(
    _ block: Span<UInt8>, starts: Span<UInt32>, ends: Span<UInt32>,
    outcomes: inout MutableSpan<UInt8>, evidence places: inout MutableSpan<UInt32>
  ) throws(IndexError) {
    precondition(
      starts.count == ends.count && outcomes.count >= starts.count && places.count >= starts.count,
      "room for as many answers as cells")
    var first = 0
    while first < starts.count {
      let range = first..<min(first + Self.cellCountMax, starts.count)
      try checkSome(
        block, starts: starts.extracting(range), ends: ends.extracting(range), first: first,
        &outcomes, &places)
      first = range.upperBound
    }
    try indexes.checkUnchanged()
  }

  private mutating func checkSome(
    _ block: Span<UInt8>, starts: Span<UInt32>, ends: Span<UInt32>, first: Int,
    _ outcomes: inout MutableSpan<UInt8>, _ places: inout MutableSpan<UInt32>
  ) throws(IndexError) {
    numbers.removeAll()
    normalizer.normalize(block, starts: starts, ends: ends, into: &numbers)
    Self.find(numbers, by: &lookUp, &classes)
    try learnClasses()
    let hasCoverage = !verdicts.coverage.isTrivial
    if hasCoverage {
      Self.judge(numbers, by: verdicts.coverage, &answers)
    }
    var extra = 0
    let extraCount = numbers.extraOwners.count
    for index in 0..<numbers.count {
      var place = Self.unknown
      let hasExtra = extra < extraCount && Int(numbers.extraOwners[extra]) == index
      if hasExtra {
        while extra < extraCount, Int(numbers.extraOwners[extra]) == index { extra += 1 }
      } else {
        place = usualPlace(of: index, hasCoverage: hasCoverage)
      }
      if place == Self.unknown {
        let cell = block.extracting(Int(starts[index])..<Int(ends[index]))
        place = self.place(of: try check.verdict(for: cell, using: &keys))
      }
      places[first + index] = place
      outcomes[first + index] = outcomeOfPlace[Int(place)]
    }
  }

  /// Decides on one cell; whether the indexes are still those that were opened is not asked.
  public mutating func check(
    _ cell: Span<UInt8>
  ) throws(IndexError) -> (outcome: UInt8, place: UInt32) {
    let place = self.place(of: try check.verdict(for: cell, using: &keys))
    return (outcomeOfPlace[Int(place)], place)
  }

  private static func find(
    _ numbers: borrowing NumberBatch, by lookUp: inout IndexesLookUp, _ classes: inout [UInt16]
  ) {
    let keys = numbers.keys
    classes.removeAll(keepingCapacity: true)
    classes.append(addingCapacity: keys.count) { lookUp.find(keys, into: &$0) }
  }

  private static func judge(
    _ numbers: borrowing NumberBatch, by coverage: CoverageMap, _ answers: inout [UInt8]
  ) {
    let keys = numbers.keys
    answers.removeAll(keepingCapacity: true)
    answers.append(addingCapacity: keys.count) { coverage.judge(keys, into: &$0) }
  }

  /// Works out what is said of classes that were found just now.
  private mutating func learnClasses() throws(IndexError) {
    if indexes.classCount > verdicts.verdicts.count { verdicts.learnClasses(of: indexes) }
    let missing = verdicts.verdicts.count - placeOfClass.count
    if missing > 0 {
      placeOfClass += Array(repeating: Self.unknown, count: missing)
      if !verdicts.permits.isEmpty {
        placeOfNeed += Array(
          repeating: Self.unknown, count: missing * ConsentRequirements.groupCountMax)
      }
    }
    var highest: UInt16 = 0
    for classNumber in classes { highest = max(highest, classNumber) }
    guard Int(highest) < placeOfClass.count else { throw indexes.unknownClass }
  }

  /// The place of the verdict on a cell of one key; ``unknown`` if a second look is needed.
  private mutating func usualPlace(of index: Int, hasCoverage: Bool) -> UInt32 {
    let classNumber = Int(classes[index])
    if classNumber != 0, verdicts.verdicts[classNumber].outcome == .listed {
      if placeOfClass[classNumber] == Self.unknown {
        placeOfClass[classNumber] = place(of: verdicts.verdicts[classNumber])
      }
      return placeOfClass[classNumber]
    }
    guard numbers.statuses[index] & 15 >= Grade.local.rawValue else { return Self.invalidPlace }
    if !verdicts.permits.isEmpty, let place = placeByNeed(of: index, classNumber) { return place }
    guard hasCoverage, answers[index] != CoverageMap.clear else { return Self.clearPlace }
    // With a ledger, what is on lists that permit may have a verdict of its own.
    guard classNumber == 0 || verdicts.permits.isEmpty,
      let state = verdicts.coverage.stateIndex(of: numbers.keys[index])
    else { return Self.unknown }
    if placeOfState[state] == Self.unknown {
      placeOfState[state] = place(of: verdicts.coverageVerdicts[state])
    }
    return placeOfState[state]
  }

  /// The place of what is said of a number that no list blocks, where a ledger is asked: it lacks what its country asks
  /// for, or has it and is clear.
  ///
  /// - Returns: Nil if the age of lists, or what they cover, decides.
  private mutating func placeByNeed(of index: Int, _ classNumber: Int) -> UInt32? {
    let group = answers[index] >> CoverageMap.consentShift
    let isPermitted = verdicts.permits[classNumber] >> UInt16(group) & 1 != 0
    let coverage = answers[index] & CoverageMap.coverageMask
    let isCovered =
      coverage == CoverageMap.clear
      || coverage == CoverageMap.uncovered && verdicts.coveringGroups >> UInt16(group) & 1 != 0
    if isPermitted && !isCovered { return nil }
    let slot = classNumber * ConsentRequirements.groupCountMax + Int(group)
    if placeOfNeed[slot] == Self.unknown {
      placeOfNeed[slot] = place(
        of: verdicts.verdict(ofUnlisted: [
          verdicts.unlisted(numbers.keys[index], classNumber: classNumber)
        ]))
    }
    return placeOfNeed[slot]
  }

  /// The place of a verdict in ``evidence``.
  private mutating func place(of verdict: VerdictTable.Verdict) -> UInt32 {
    if verdict == VerdictTable.clear { return Self.clearPlace }
    if verdict == VerdictTable.invalid { return Self.invalidPlace }
    let name = "\(verdict.outcome.rawValue) \(verdict.code) \(verdict.listsText)"
    if let place = places[name] { return place }
    let place = UInt32(evidence.count)
    evidence.append(verdict)
    outcomeOfPlace.append(verdict.outcome.rawValue)
    places[name] = place
    return place
  }
}
