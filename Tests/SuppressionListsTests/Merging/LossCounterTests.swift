import SuppressionLists
import TestSupport
import Testing

/// What is counted as lost, against sets that are compared number by number.
struct LossCounterTests {
  private let folder = TemporaryFolder()

  /// What is known of a list in one night.
  private struct List: Hashable {
    var id: String
    var numbers: Set<UInt64> = []
    var ranges: [KeyRange] = []
  }

  /// A night: every list, and what was done to it.
  private struct Night {
    var lists: [List]
    /// The lists that are read anew; the others are taken over.
    var read: Set<String> = []
    /// What changes take from lists that are read, and what is said to have gone from them besides.
    var deleted: [String: Set<UInt64>] = [:]
    var excused: [String: Set<UInt64>] = [:]
    var excusedRanges: [String: [KeyRange]] = [:]
  }

  // MARK: The slow way

  private static func holds(_ list: List, _ key: UInt64) -> Bool {
    list.numbers.contains(key) || isIn(list.ranges, key)
  }

  private static func isIn(_ ranges: [KeyRange], _ key: UInt64) -> Bool {
    ranges.contains { $0.low <= key && key <= $0.high }
  }

  /// The keys that have an entry of their own: a number whose lists are those of its ranges has none.
  private static func entries(of lists: [List]) -> Set<UInt64> {
    lists.reduce(into: Set<UInt64>()) { $0.formUnion($1.numbers) }.filter { key in
      lists.contains { $0.numbers.contains(key) && !isIn($0.ranges, key) }
    }
  }

  /// The runs of keys that are in the ranges of the same lists.
  private static func segments(of lists: [List]) -> [(keys: ClosedRange<UInt64>, ids: Set<String>)]
  {
    let edges = Set(lists.flatMap(\.ranges).flatMap { [$0.low, $0.high + 1] }).sorted()
    var segments: [(keys: ClosedRange<UInt64>, ids: Set<String>)] = []
    for (low, next) in zip(edges, edges.dropFirst()) {
      let ids = Set(lists.filter { isIn($0.ranges, low) }.map(\.id))
      guard !ids.isEmpty else { continue }
      if let last = segments.last, last.keys.upperBound + 1 == low, last.ids == ids {
        segments[segments.count - 1].keys = last.keys.lowerBound...next - 1
      } else {
        segments.append((low...next - 1, ids))
      }
    }
    return segments
  }

  private static func area(_ key: UInt64) -> String {
    let digits = String(key)
    if digits.count == 11 && digits.hasPrefix("1") { return String(digits.prefix(4)) }
    return ["1", "44", "20", "33", "971", "7"].first(where: digits.hasPrefix)!
  }

  private static func loss(of id: String, from former: Night, to night: Night) -> ListLoss {
    let old = former.lists.first { $0.id == id }!
    let new = night.lists.first { $0.id == id }!
    let said = night.deleted[id, default: []].union(night.excused[id, default: []])
    var loss = ListLoss()
    var areas: [String: ListLoss.Area] = [:]
    for key in entries(of: former.lists) where holds(old, key) {
      let area = area(key)
      let isLost = !holds(new, key) && !said.contains(key)
      areas[area, default: .init(prefix: area, formerCount: 0, lostCount: 0)].formerCount += 1
      areas[area]!.lostCount += isLost ? 1 : 0
      loss.formerNumberCount += 1
      loss.lostNumberCount += isLost ? 1 : 0
    }
    loss.areas = areas.values.sorted { $0.prefix < $1.prefix }
    let excused = night.excusedRanges[id, default: []]
    for (keys, ids) in segments(of: former.lists) where ids.contains(id) {
      loss.formerRangeCount += 1
      if keys.contains(where: { !holds(new, $0) && !isIn(excused, $0) }) {
        loss.lostRangeCount += 1
      }
    }
    return loss
  }

  // MARK: The builder's way

  private func build(
    _ night: Night, base: SuppressionIndex?, threadCount: Int
  ) throws -> [String: ListLoss] {
    var options = IndexBuilder.Options()
    options.threadCount = threadCount
    let numbers = night.lists.map { list in base?.lists.firstIndex { $0.id == list.id } }
    let isRead = night.lists.indices.map {
      numbers[$0] == nil || night.read.contains(night.lists[$0].id)
    }
    let builder = try IndexBuilder(
      path: folder.path("next.ndx"), listCount: night.lists.count,
      base: base.map { base in
        IndexBase(
          index: base, lists: numbers.indices.map { isRead[$0] ? nil : numbers[$0] },
          compared: numbers.indices.map { isRead[$0] ? numbers[$0] : nil })
      }, options: options)
    var collector = builder.makeCollector()
    for (number, list) in night.lists.enumerated() where isRead[number] {
      let deleted = night.deleted[list.id, default: []]
      // What is deleted was in a file before that.
      try collector.add(Array(list.numbers.union(deleted)).span, list: number)
      try collector.add(list.ranges.span, list: number)
      let changes = deleted.map { ListChange(key: $0, order: 1, isAddition: false) }
      try collector.change(changes.span, list: number)
      try collector.excuse(Array(night.excused[list.id, default: []]).span, list: number)
      let excusedRanges = night.excusedRanges[list.id, default: []]
      try collector.excuse(excusedRanges.span, list: number)
    }
    try collector.flush()
    var losses: [String: ListLoss] = [:]
    let catalogue = night.lists.map { SuppressionList(id: $0.id, kind: .registry) }
    _ = try builder.finish(
      lists: catalogue,
      completing: { lists, found throws(IndexError) in
        for (number, loss) in found { losses[lists[number].id] = loss }
      })
    return losses
  }

  // MARK: Nights

  private static let window: UInt64 = 12_125_550_000

  private static func number(_ scale: Int, _ generator: inout SeededGenerator) -> UInt64 {
    let place = UInt64.random(in: 0..<UInt64(scale), using: &generator)
    switch Int.random(in: 0..<20, using: &generator) {
    case 0: return 442_079_460_000 + place
    case 1: return 971_501_234_000 + place
    case 2: return 7_495_000_000 + place
    case 3: return 1_234_500 + place
    case 4: return 2_012_345_678_901_234_000 + place
    case 5...9: return 13_055_550_000 + place
    default: return window + place
    }
  }

  private static func ranges(_ generator: inout SeededGenerator) -> [KeyRange] {
    (0..<Int.random(in: 0...4, using: &generator)).map { _ in
      let low = window + UInt64.random(in: 0..<300, using: &generator)
      return KeyRange(low: low, high: low + UInt64.random(in: 0..<60, using: &generator))!
    }
  }

  /// The next night: lists lose numbers and ranges, some of which are said to have gone.
  private static func night(
    after former: Night, scale: Int, hasRanges: Bool, _ generator: inout SeededGenerator
  ) -> Night {
    var night = Night(lists: former.lists)
    for place in night.lists.indices where Int.random(in: 0..<3, using: &generator) > 0 {
      let id = night.lists[place].id
      night.read.insert(id)
      let share = Int.random(in: 0...10, using: &generator)
      for key in night.lists[place].numbers.sorted()
      where Int.random(in: 0..<20, using: &generator) < share {
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: night.deleted[id, default: []].insert(key)
        case 1: night.excused[id, default: []].insert(key)
        default: break
        }
        night.lists[place].numbers.remove(key)
      }
      for _ in 0..<Int.random(in: 0...scale / 4, using: &generator) {
        night.lists[place].numbers.insert(number(scale, &generator))
      }
      // What is said to have gone and stands there all the same counts as there.
      for _ in 0..<3 { night.excused[id, default: []].insert(number(scale, &generator)) }
      defer { night.deleted[id]?.subtract(night.lists[place].numbers) }
      guard hasRanges else { continue }
      let old = night.lists[place].ranges
      night.lists[place].ranges = old.filter { _ in Bool.random(using: &generator) }
      if Bool.random(using: &generator) { night.lists[place].ranges += ranges(&generator) }
      if Bool.random(using: &generator), let gone = old.randomElement(using: &generator) {
        night.excusedRanges[id] = [gone]
      }
      if Bool.random(using: &generator), let spelled = old.randomElement(using: &generator) {
        // As single numbers now.
        night.lists[place].numbers.formUnion(spelled.low...spelled.high)
      }
    }
    return night
  }

  private struct Size {
    var scale: Int
    var threadCount: Int
  }

  private static let sizes = [
    Size(scale: 200, threadCount: 1), Size(scale: 200, threadCount: 3),
    Size(scale: 6000, threadCount: 3),
  ]

  @Test(arguments: [false, true], sizes.indices)
  func lossesAreThoseOfSets(hasRanges: Bool, sizeNumber: Int) throws {
    let size = Self.sizes[sizeNumber]
    var generator = SeededGenerator(stream: 0x1055 + UInt64(sizeNumber) + (hasRanges ? 100 : 0))
    var former = Night(lists: ["ftc", "own", "tps"].map { List(id: $0) })
    for place in former.lists.indices {
      for _ in 0..<size.scale / (place + 1) {
        former.lists[place].numbers.insert(Self.number(size.scale, &generator))
      }
      if hasRanges { former.lists[place].ranges = Self.ranges(&generator) }
    }
    _ = try build(former, base: nil, threadCount: 1)
    var lossCount = 0
    for day in 0..<(size.scale > 1000 ? 5 : 20) {
      try folder.write("base.ndx", folder.read("next.ndx"))
      let base = try SuppressionIndex(path: folder.path("base.ndx"))
      let night = Self.night(
        after: former, scale: size.scale, hasRanges: hasRanges, &generator)
      let losses = try build(night, base: base, threadCount: size.threadCount)
      #expect(Set(losses.keys) == night.read)
      for (id, loss) in losses {
        let expected = Self.loss(of: id, from: former, to: night)
        if loss != expected { Issue.record("day \(day), \(id): \(loss), not \(expected)") }
        let former = base.lists.first { $0.id == id }!
        #expect(loss.formerNumberCount == former.numberCount)
        lossCount += loss.lostNumberCount
      }
      former = night
    }
    #expect(lossCount > 0)
  }

  @Test func areasAreAreaCodesAndCallingCodes() throws {
    let areas: [(UInt64, String)] = [
      (12_025_550_123, "1202"), (18_005_550_123, "1800"), (442_079_460_000, "44"),
      (79_161_234_567, "7"), (77_012_345_678, "7"), (353_871_234_567, "353"),
      (80_012_345_678, "800"), (870_773_111_632, "870"), (12_345_678_901_234, "1"), (999, "999"),
      (2_012_345_678_901_234_567, "20"), (29_012_345, "290"),
    ]
    func build(_ keys: [UInt64], base: SuppressionIndex?) throws -> ListLoss? {
      let builder = try IndexBuilder(
        path: folder.path(base == nil ? "a.ndx" : "b.ndx"), listCount: 1,
        base: base.map { IndexBase(index: $0, lists: [nil], compared: [0]) }, options: .init())
      var collector = builder.makeCollector()
      try collector.add(keys.span, list: 0)
      try collector.flush()
      var found: ListLoss?
      let lists = [SuppressionList(id: "a", kind: .registry)]
      _ = try builder.finish(lists: lists, completing: { _, losses in found = losses[0] })
      return found
    }
    #expect(try build(areas.map(\.0), base: nil) == nil)
    let base = try SuppressionIndex(path: folder.path("a.ndx"))
    let loss = try #require(try build([1], base: base))
    #expect(loss.areas.map(\.prefix) == Set(areas.map(\.1)).sorted())
    #expect(loss.lostNumberCount == areas.count)
    #expect(loss.lostAreas.first == .init(prefix: "7", formerCount: 2, lostCount: 2))
    #expect(
      loss.lostAreas.map(\.prefix).dropFirst() == loss.areas.map(\.prefix).filter { $0 != "7" }[...]
    )
  }
}
