import PhoneNumbers
import SuppressionLists

/// The same lists in one index and spread over several, with numbers and ranges on any of them.
package struct SplitIndexes {
  package let whole: SuppressionIndex
  /// The lists of the first index first.
  package let parts: [SuppressionIndex]
  /// Beside the parts: numbers of any list, which `whole` has too.
  package let overlay: Overlay?
  /// The lists of each number.
  package let listed: [UInt64: Set<Int>]
  /// Listed by themselves, and as many that are not; ranges may hold some of either.
  package let keys: [UInt64]

  package static let prefixes = [
    "1", "1202", "120255501", "12025550107", "44", "442079", "49", "4420794600003",
  ]

  /// - Parameters:
  ///   - hasOverlay: True if some of the numbers are in memory alone, on lists of the indexes and on one
  ///     of its own.
  package init(
    partCount: Int, hasOverlay: Bool = false, in folder: TemporaryFolder,
    using generator: inout SeededGenerator
  ) throws {
    let listCounts = (0..<partCount).map { _ in Int.random(in: 1...4, using: &generator) }
    let partListCount = listCounts.reduce(0, +)
    let listCount = partListCount + (hasOverlay ? 1 : 0)
    var catalogue = (0..<listCount).map { SuppressionList(id: "list-\($0)", kind: .registry) }
    CatalogueSample.vary(&catalogue, prefixes: Self.prefixes, using: &generator)
    // Of neighbours in number, so that ranges hold some; and of what stands in side tables.
    let bases: [(first: UInt64, count: UInt64)] = [
      (12_025_550_080, 60), (442_079_460_000, 30), (1_234_567_890_123_450_000, 15),
    ]
    let keys = bases.flatMap { base in (0..<base.count).map { base.first + $0 } }
    var numbers = [[UInt64]](repeating: [], count: listCount)
    var added = numbers
    var listed: [UInt64: Set<Int>] = [:]
    for key in keys where Bool.random(using: &generator) {
      for list in 0..<listCount where Int.random(in: 0..<3, using: &generator) == 0 {
        listed[key, default: []].insert(list)
        if list == partListCount || hasOverlay && Bool.random(using: &generator) {
          added[list].append(key)
        } else {
          numbers[list].append(key)
        }
      }
    }
    let ranges = (0..<listCount).map { list -> [KeyRange] in
      guard list < partListCount, Int.random(in: 0..<3, using: &generator) == 0 else { return [] }
      let low = keys.randomElement(using: &generator)!
      return [KeyRange(low: low, high: low + UInt64.random(in: 0...9, using: &generator))!]
    }
    for list in ranges.indices {
      catalogue[list].rangeCount = ranges[list].count
      for range in ranges[list] {
        for key in range.low...range.high { listed[key, default: []].insert(list) }
      }
    }
    self.keys = keys
    self.listed = listed
    func build(
      _ lists: Range<Int>, _ numbers: [[UInt64]], at path: String
    ) throws -> SuppressionIndex {
      let builder = try IndexBuilder(path: path, listCount: lists.count, options: .init())
      var collector = builder.makeCollector()
      for (place, list) in lists.enumerated() {
        let (keys, ranges) = (numbers[list], ranges[list])
        try collector.add(keys.span, list: place)
        try collector.add(ranges.span, list: place)
      }
      try collector.flush()
      _ = try builder.finish(lists: Array(catalogue[lists]), region: "US")
      return try SuppressionIndex(path: path)
    }
    whole = try build(
      0..<listCount, numbers.indices.map { numbers[$0] + added[$0] },
      at: folder.path("whole-\(partCount)-\(hasOverlay).ndx"))
    var parts: [SuppressionIndex] = []
    var first = 0
    for count in listCounts {
      let path = folder.path("part-\(parts.count).ndx")
      parts.append(try build(first..<first + count, numbers, at: path))
      first += count
    }
    self.parts = parts
    guard hasOverlay else {
      overlay = nil
      return
    }
    // In another order than the indexes have them, and without those that it has nothing of.
    let lists = (0..<listCount).filter { !added[$0].isEmpty || $0 == partListCount }
      .shuffled(using: &generator)
    var memory = NumberMap(listCount: lists.count, name: "memory")
    for (place, list) in lists.enumerated() {
      let keys = added[list]
      try memory.add(keys.span, list: place)
    }
    overlay = Overlay(lists: lists.map { catalogue[$0] }, numbers: memory)
  }

  /// The parts as one.
  package func together() throws -> SuppressionIndexes {
    try SuppressionIndexes(parts, overlay: overlay)
  }

  /// The keys as numbers are written.
  package var numbers: [String] { keys.map { "+\($0)" } }
}
