import SuppressionLists
import TestSupport
import Testing

/// Ranges stand on lists as they are.
struct RangeTableTests {
  private let folder = TemporaryFolder()

  @Test func aPrefixHoldsNumbersOfEveryLength() {
    let ranges = KeyRange.ranges(prefix: 33162)
    #expect(ranges.count == 15)
    func holds(_ key: UInt64) -> Bool { ranges.contains { $0.low <= key && key <= $0.high } }
    #expect([33162, 331_620, 33_162_999_999, 3_316_299_999_999_999_999].allSatisfy(holds))
    #expect(
      [33161, 33163, 331_630, 33_161_999_999, 3_316_300_000_000_000_000].allSatisfy { !holds($0) })
    #expect(KeyRange.ranges(prefix: 0).isEmpty)
    #expect(KeyRange(low: 5, high: 4) == nil)
    #expect(KeyRange(low: 99, high: 100) == nil)
  }

  /// Overlapping ranges of several lists and single numbers among them, against asking every range.
  @Test func rangesAnswerLikeALoop() throws {
    var generator = SeededGenerator(stream: 73)
    let ranges = (0..<4).map { _ in
      (0..<30).map { _ in
        let low = UInt64.random(in: 100_000..<900_000, using: &generator)
        return KeyRange(
          low: low, high: min(999_999, low + .random(in: 0..<20_000, using: &generator)))!
      }
    }
    let numbers = (0..<4).map { _ in
      (0..<500).map { _ in UInt64.random(in: 100_000..<1_000_000, using: &generator) }
    }
    let builder = try IndexBuilder(path: folder.path("a.ndx"), listCount: 4, options: .init())
    var collector = builder.makeCollector()
    for list in 0..<4 {
      let (ofList, singles) = (ranges[list], numbers[list])
      try collector.add(ofList.span, list: list)
      try collector.add(singles.span, list: list)
    }
    try collector.flush()
    _ = try builder.finish(lists: (0..<4).map { SuppressionList(id: "l\($0)", kind: .registry) })
    let index = try SuppressionIndex(path: folder.path("a.ndx"))
    try index.verify()
    let keys =
      (0..<20_000).map { _ in UInt64.random(in: 90_000..<1_100_000, using: &generator) }
      + ranges.flatMap { $0.flatMap { [$0.low - 1, $0.low, $0.high, $0.high + 1] } } + [0]
    var found: [UInt16] = []
    found.append(addingCapacity: keys.count) { index.find(keys.span, into: &$0) }
    let expected = keys.map { key in
      (0..<4).filter { list in
        numbers[list].contains(key) || ranges[list].contains { $0.low <= key && key <= $0.high }
      }
    }
    #expect(found.map { index.classes[Int($0)] } == expected)
    #expect(Set(expected).count > 8)
  }
}
