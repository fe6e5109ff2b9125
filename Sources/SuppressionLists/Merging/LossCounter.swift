/// Counts the numbers of former lists that an index under construction does not hold any more, by
/// list and by area. One a thread.
///
/// A list that is read anew takes nothing over from the index before it, but both lie in the order of
/// the codes, so that a partition is compared in one walk:
///
/// ```
///   former index, home by home:   code  code  code      code       those of compared lists
///   sorted partition:             code        code code code …     what was read of each
///                                 there  lost  said to go (deleted, expired)
/// ```
///
/// Homes without a number of a compared list are passed over by the classes in their lines.
struct LossCounter {
  /// A list that is compared: its number, and that of the same list in the former index.
  struct Comparison: Hashable, Sendable {
    var list: Int
    var former: Int
  }

  /// Numbers of a former range that no range of the new list holds.
  fileprivate struct Gap: Sendable {
    var low: UInt64
    var high: UInt64
    /// The former segment that it is of.
    var segment: Int
  }

  /// What all threads share, worked out once.
  struct Sets: Sendable {
    let index: SuppressionIndex
    let comparisons: [Comparison]
    fileprivate let read: ClassRegistry
    /// For every class of the former index the comparisons that its numbers are of.
    fileprivate let places: [[Int]]
    fileprivate let isCompared: [Bool]
    /// The classes that are, by domain.
    fileprivate let filters: [ClassFilter]
    /// The ranges of each new list, ascending.
    private let ranges: [[KeyRange]]
    /// For each comparison, ascending.
    fileprivate let gaps: [[Gap]]
    fileprivate let formerRangeCounts: [Int]
    fileprivate let hasGaps: Bool

    /// - Parameters:
    ///   - segments: The ranges of the new index.
    ///   - excused: Ranges that are said to have gone.
    init(
      index: SuppressionIndex, comparisons: [Comparison], read: ClassRegistry,
      segments: [RangeTable.Segment], excused: [RangeTable.Segment]
    ) {
      self.index = index
      self.comparisons = comparisons
      self.read = read
      places = index.classes.map { lists in
        comparisons.indices.filter { lists.contains(comparisons[$0].former) }
      }
      isCompared = places.map { !$0.isEmpty }
      let compared = places.indices.filter { [places] in !places[$0].isEmpty }
      filters = index.layouts.map { ClassFilter(compared, in: $0) }
      ranges = comparisons.map { Self.ranges(of: $0.list, in: segments) }
      let former = index.segments
      var gaps: [[Gap]] = []
      var counts: [Int] = []
      for (place, comparison) in comparisons.enumerated() {
        let old = former.filter { $0.lists.contains(comparison.former) }
        let gone = Self.ranges(of: comparison.list, in: excused)
        gaps.append(Self.gaps(in: old, without: [ranges[place], gone]))
        counts.append(old.count)
      }
      self.gaps = gaps
      formerRangeCounts = counts
      hasGaps = gaps.contains { !$0.isEmpty }
    }

    private static func ranges(of list: Int, in segments: [RangeTable.Segment]) -> [KeyRange] {
      segments.filter { $0.lists.contains(list) }.map(KeyRange.init(segment:))
    }

    /// What of some segments lies in none of the `ranges`, each of which are ascending.
    private static func gaps(
      in segments: [RangeTable.Segment], without ranges: [[KeyRange]]
    ) -> [Gap] {
      var gaps = segments.enumerated().map { number, segment in
        Gap(low: segment.low, high: segment.high, segment: number)
      }
      for ranges in ranges {
        var rest: [Gap] = []
        var start = 0
        for var gap in gaps {
          while start < ranges.count && ranges[start].high < gap.low { start += 1 }
          var place = start
          var isOpen = true
          while isOpen, place < ranges.count, ranges[place].low <= gap.high {
            let range = ranges[place]
            if range.low > gap.low {
              rest.append(Gap(low: gap.low, high: range.low - 1, segment: gap.segment))
            }
            isOpen = range.high < gap.high
            if isOpen { gap.low = range.high + 1 }
            place += 1
          }
          if isOpen { rest.append(gap) }
        }
        gaps = rest
      }
      return gaps
    }

    /// True if a range of the new list holds the key.
    fileprivate func isInRange(_ key: UInt64, place: Int) -> Bool {
      let ranges = ranges[place]
      let next = ranges.firstPlace { $0.high >= key }
      return next < ranges.count && ranges[next].low <= key
    }
  }

  private let sets: Sets
  /// For each comparison, by area: the former numbers, then those that are gone; 16 KB each.
  private var counts: [UInt32]
  /// For each comparison, how many numbers of each gap are on the list all the same.
  private var fillCounts: [[Int]]
  /// Where in `outcomes` the answer lies for a former class and the class of what was read.
  private var answers: [UInt64: Range<Int>] = [:]
  private var outcomes: [Outcome] = []
  /// What was asked last, which is mostly what is asked next.
  private var lastQuestion = UInt64.max
  private var lastAnswer = 0..<0
  private var found: [BaseTable.Entry] = []

  /// What a number is to a comparison.
  private struct Outcome {
    var place: Int
    var isGone: Bool
  }

  init(_ sets: Sets) {
    self.sets = sets
    counts = Array(repeating: 0, count: sets.comparisons.count * Self.countsAComparison)
    fillCounts = sets.gaps.map { Array(repeating: 0, count: $0.count) }
  }

  private static let countsAComparison = 2 * NumberArea.count

  /// Compares a partition.
  ///
  /// - Parameter entries: Its distinct codes, ascending, each with the class of what was read of it.
  /// - Complexity: O(*n*) in the entries and in the lines of the former index.
  mutating func count(partition: Int, _ entries: [UInt64]) {
    let domain = EntryStore.domain(ofPartition: partition, isKeyed: sets.index.keyID != nil)
    let codes = EntryStore.codes(ofPartition: partition, domain)
    let codeStart = EntryStore.codeStart(ofPartition: partition, domain)
    var place = 0
    let filter = sets.filters[domain.tableNumber]
    sets.index.withTable(domain, isRead: false) { table in
      for home in table.homes(of: codes) where table.mayHold(filter, ofHome: home) {
        found.removeAll(keepingCapacity: true)
        table.appendEntries(ofHome: home, to: &found)
        for entry in found
        where codes.contains(entry.code) && sets.isCompared[Int(entry.classNumber)] {
          let code = entry.code - codeStart
          while place < entries.count, entries[place] >> EntryStore.listBitCount < code {
            place += 1
          }
          var read = 0
          if place < entries.count, entries[place] >> EntryStore.listBitCount == code {
            read = Int(entries[place] & EntryStore.listMask)
          }
          count(domain.key(of: entry.code), former: Int(entry.classNumber), read: read)
        }
      }
    }
    if sets.hasGaps { fillGaps(entries, domain) }
  }

  /// Compares the keys of sixteen digits and more.
  ///
  /// - Parameter read: The class of what was read of each.
  mutating func count(longKeys read: [UInt64: Int]) {
    sets.index.withTable(.international, isRead: false) { table in
      for number in 0..<table.sideCount where table.home(ofSideEntry: number) == nil {
        let entry = table.sideEntry(number)
        guard sets.isCompared[Int(entry.classNumber)] else { continue }
        count(entry.code, former: Int(entry.classNumber), read: read[entry.code] ?? 0)
      }
    }
    if sets.hasGaps { for (key, read) in read { fillGaps(key, read: read) } }
  }

  /// Adds what another thread has counted.
  mutating func add(_ other: LossCounter) {
    for index in counts.indices { counts[index] += other.counts[index] }
    for place in fillCounts.indices {
      for gap in fillCounts[place].indices {
        fillCounts[place][gap] += other.fillCounts[place][gap]
      }
    }
  }

  /// The losses, by the numbers of the new lists.
  var losses: [Int: ListLoss] {
    var losses: [Int: ListLoss] = [:]
    for (place, comparison) in sets.comparisons.enumerated() {
      var loss = ListLoss()
      let start = place * Self.countsAComparison
      for area in 0..<NumberArea.count where counts[start + area] > 0 {
        let former = Int(counts[start + area])
        let lost = Int(counts[start + NumberArea.count + area])
        loss.formerNumberCount += former
        loss.lostNumberCount += lost
        if sets.index.keyID != nil { continue }
        loss.areas.append(
          ListLoss.Area(prefix: NumberArea.prefix(of: area), formerCount: former, lostCount: lost))
      }
      loss.areas.sort { $0.prefix < $1.prefix }
      loss.formerRangeCount = sets.formerRangeCounts[place]
      let open = zip(sets.gaps[place], fillCounts[place]).filter { gap, fillCount in
        UInt64(fillCount) < gap.high - gap.low + 1
      }
      loss.lostRangeCount = Set(open.map(\.0.segment)).count
      losses[comparison.list] = loss
    }
    return losses
  }

  // MARK: A number

  private mutating func count(_ key: UInt64, former: Int, read: Int) {
    let question = UInt64(former) << EntryStore.listBitCount | UInt64(read)
    if question != lastQuestion {
      lastAnswer = answer(question, former: former, read: read)
      lastQuestion = question
    }
    // What stands for numbers in a keyed index tells of no area.
    let area = NumberArea.number(of: sets.index.keyID == nil ? key : 0)
    for number in lastAnswer {
      let outcome = outcomes[number]
      let start = outcome.place &* Self.countsAComparison &+ area
      counts[start] += 1
      if outcome.isGone && !sets.isInRange(key, place: outcome.place) {
        counts[start &+ NumberArea.count] += 1
      }
    }
  }

  private mutating func answer(_ question: UInt64, former: Int, read: Int) -> Range<Int> {
    if let known = answers[question] { return known }
    let lists = sets.read.lists(of: read)
    let start = outcomes.count
    for place in sets.places[former] {
      let list = sets.comparisons[place].list
      outcomes.append(
        Outcome(
          place: place, isGone: !lists.contains { $0 & EntryStore.plainListMask == list }))
    }
    answers[question] = start..<outcomes.count
    return start..<outcomes.count
  }

  // MARK: Ranges

  private mutating func fillGaps(_ entries: [UInt64], _ domain: CodeDomain) {
    for entry in entries {
      fillGaps(
        domain.key(of: entry >> EntryStore.listBitCount),
        read: Int(entry & EntryStore.listMask))
    }
  }

  /// Counts a number that is on a list in a former range of it.
  private mutating func fillGaps(_ key: UInt64, read: Int) {
    let lists = sets.read.lists(of: read)
    for place in sets.gaps.indices where lists.contains(sets.comparisons[place].list) {
      let gaps = sets.gaps[place]
      let next = gaps.firstPlace { $0.high >= key }
      if next < gaps.count && gaps[next].low <= key { fillCounts[place][next] += 1 }
    }
  }
}

extension Array {
  /// The first place of an element from which on `isReached` is true; the count if there is none.
  fileprivate func firstPlace(where isReached: (Element) -> Bool) -> Int {
    var lower = 0
    var upper = count
    while lower < upper {
      let middle = (lower + upper) / 2
      if isReached(self[middle]) { upper = middle } else { lower = middle + 1 }
    }
    return lower
  }
}
