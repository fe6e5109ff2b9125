import SuppressionLists
import TestSupport
import Testing

@testable import Verdicts

/// The map against its twin, which compares texts.
struct CoverageMapTests {
  private func judge(_ map: CoverageMap, _ keys: [UInt64]) -> [UInt8] {
    var answers: [UInt8] = []
    answers.append(addingCapacity: keys.count) { map.judge(keys.span, into: &$0) }
    return answers
  }

  /// Compares the map with the twin on `keys`; 0 is a number without a digit.
  private func compare(_ twin: CoverageTwin, _ keys: [UInt64], _ name: String) {
    let map = CoverageMap(lists: twin.catalogue, policy: twin.policy)
    let expected = keys.map { twin.judge($0 == 0 ? "" : String($0)) }
    let answers = judge(map, keys)
    for (index, key) in keys.enumerated() {
      let (stale, isUncovered) = expected[index]
      let answer = stale.isEmpty ? isUncovered ? 1 : 0 : 2 as UInt8
      let state = map.state(of: key)
      // Few expectations, for each takes longer than what it looks at.
      if state.staleLists == stale.map(\.list), state.stale.map(\.versionDate) == stale.map(\.date),
        state.isUncovered == isUncovered, answers[index] == answer
      {
        continue
      }
      Issue.record("\(key), \(name): \(state), \(answers[index])")
    }
    // A map that is never asked must have nothing to say.
    if map.isTrivial { #expect(!answers.contains { $0 != 0 }, "\(name)") }
  }

  /// Keys of every length, most of them near the prefixes: their beginnings, their continuations by
  /// zeros, nines and others, and their neighbours.
  private func keys(
    near prefixes: [String], using generator: inout SeededGenerator
  ) -> [UInt64] {
    var keys: [UInt64] = [0, 1, 9, 10, .max, 9_999_999_999_999_999_999, 10_000_000_000_000_000_000]
    for prefix in prefixes {
      let beginning = prefix.prefix(Int.random(in: 0...prefix.count, using: &generator))
      for start in [Substring(prefix), beginning] {
        for fill in ["0", "9", "37"] {
          let digitCount = Int.random(in: 0...20, using: &generator)
          let tail = String(repeating: fill, count: 20).prefix(max(0, digitCount - start.count))
          let key = UInt64(start + tail) ?? 0
          keys += [key, key &+ 1, key &- 1]
        }
      }
    }
    keys += (0..<20).map { _ in
      UInt64.random(in: 0...UInt64.max, using: &generator)
        >> UInt64.random(in: 0...63, using: &generator)
    }
    return keys
  }

  private func prefix(using generator: inout SeededGenerator) -> String {
    let digits = ["1202", "120", "12", "1", "44", "447", "4420", "9", "99999", "10", ""]
    var prefix = digits.randomElement(using: &generator)!
    for _ in 0..<[0, 0, 0, 1, 2, 5, 17].randomElement(using: &generator)! {
      prefix += ["0", "0", "9", "5"].randomElement(using: &generator)!
    }
    // What is longer has no place on the line.
    return String(prefix.prefix(19))
  }

  @Test(arguments: 0..<300)
  func generatedCatalogues(round: Int) {
    var generator = SeededGenerator(stream: 0xC0FE_0000 + UInt64(round))
    let listCount = Int.random(in: 0...6, using: &generator)
    var lists = (0..<listCount).map { SuppressionList(id: "list-\($0)", kind: .registry) }
    var prefixes = (0..<12).map { _ in prefix(using: &generator) }
    // All ten continuations of a prefix, together as good as the prefix itself, but not the same.
    if let split = prefixes.first {
      prefixes += (0...9).map { String(split.prefix(18)) + String($0) }
    }
    CatalogueSample.vary(&lists, prefixes: prefixes, using: &generator)
    if round % 5 == 0, !lists.isEmpty { lists[0].coverage = Set(prefixes).sorted() }
    var twin = CoverageTwin(catalogue: lists)
    twin.channel = [nil, "voice", "fax"].randomElement(using: &generator)!
    twin.purpose = [nil, "sales", "other"].randomElement(using: &generator)!
    compare(twin, keys(near: prefixes, using: &generator), "round \(round)")
  }

  /// What begins no number covers none, but is a declaration all the same.
  @Test(arguments: ["x", "+1", "12345678901234567890", "01", "-1", "１"])
  func prefixesOfNoNumberCoverNothing(prefix: String) {
    var list = SuppressionList(id: "list", kind: .registry)
    list.coverage = [prefix]
    let map = CoverageMap(lists: [list], policy: .plain)
    #expect(judge(map, [1, 12_025_550_123, 442_079_460_000]) == [1, 1, 1])
  }

  /// The days at the edge: as old as the maximum is fresh, a day more is stale.
  @Test(arguments: [(30, 0), (31, 0), (32, 2), (-1, 0), (400, 2)] as [(Int32, UInt8)])
  func agesAtTheEdge(age: Int32, answer: UInt8) {
    var list = SuppressionList(id: "list", kind: .registry)
    list.ageDayCountMax = 31
    list.versionDate = CalendarDate(day: VerdictPolicy.plain.callDate.day - age)
    let map = CoverageMap(lists: [list], policy: .plain)
    #expect(judge(map, [12_025_550_123]) == [answer])
    #expect(map.isTrivial == (answer == 0))
    #expect(list.daysLeft(on: VerdictPolicy.plain.callDate) == 31 - Int(age))
    list.versionDate = nil
    #expect(CoverageMap(lists: [list], policy: .plain).state(of: 1).staleLists == [0])
    #expect(list.daysLeft(on: VerdictPolicy.plain.callDate) == nil)
  }

  /// At every power of ten and of two, and beside it.
  @Test(arguments: [0, 1, 4, 19])
  func numbersHaveTheirPlaces(digitCountMin: Int) {
    let line = NumberLine(digitCountMin: digitCountMin)
    var keys: [UInt64] = [0, .max, 12_025_550_123]
    for exponent in 0..<64 { keys.append(1 << UInt64(exponent)) }
    for exponent in 0..<20 { keys.append(line.power(exponent)) }
    for key in keys.flatMap({ [$0 &- 1, $0, $0 &+ 1] }) {
      let digits = key == 0 ? "" : String(key)
      #expect(line.digitCount(of: key) == digits.count)
      let hasPlace = digits.count >= max(1, digitCountMin) && digits.count <= 19
      let position = digits + String(repeating: "0", count: max(0, 19 - digits.count))
      #expect(line.position(of: key) == (hasPlace ? UInt64(position)! : 0), "\(key)")
    }
  }
}
