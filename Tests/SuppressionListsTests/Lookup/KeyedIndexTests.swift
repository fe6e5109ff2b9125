import TestSupport
import Testing

@testable import Keys
@testable import SuppressionLists

/// Indexes with a key, against the same without one.
struct KeyedIndexTests {
  private let folder = TemporaryFolder()

  private static func key(_ byte: UInt8) throws -> IndexKey {
    let bytes = [UInt8](repeating: byte, count: 32)
    return try IndexKey(MasterKey.of(bytes.span))
  }

  /// What some lists say of some numbers.
  private struct Sample {
    var numbers: [[UInt64]]
    var changes: [[ListChange]]
    var ranges: [[KeyRange]]
    /// All of these, and as many that are on no list.
    var asked: [UInt64] = []

    init(listCount: Int, count: Int, using generator: inout SeededGenerator) {
      // Of neighbours, so that lists, changes and ranges meet.
      func number() -> UInt64 {
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: 12_025_550_000 + UInt64.random(in: 0..<3000, using: &generator)
        case 1: 442_079_460_000 + UInt64.random(in: 0..<3000, using: &generator)
        case 2: 1_234_567_890_123_450_000 + UInt64.random(in: 0..<100, using: &generator)
        default: UInt64.random(in: 1...999_999_999_999_999, using: &generator)
        }
      }
      numbers = (0..<listCount).map { _ in (0..<count).map { _ in number() } }
      changes = (0..<listCount).map { _ in
        (0..<count / 4).map { order in
          ListChange(
            key: number(), order: UInt64(order), isAddition: Bool.random(using: &generator))
        }
      }
      ranges = (0..<listCount).map { _ in
        let low = number()
        let range = KeyRange(low: low, high: low + 9) ?? KeyRange(low: low, high: low)!
        return Bool.random(using: &generator) ? [range] : []
      }
      asked = numbers.flatMap { $0 } + changes.flatMap { $0.map(\.key) }
      asked += ranges.flatMap { $0.flatMap { Array($0.low...$0.high) } }
      asked += asked.indices.map { _ in number() } + [0]
    }
  }

  private func build(
    _ name: String, _ sample: Sample, key: IndexKey?, base: IndexBase? = nil
  ) throws -> SuppressionIndex {
    var options = IndexBuilder.Options()
    options.key = key
    options.threadCount = 2
    let count = sample.numbers.count
    let path = folder.path(name)
    let builder = try IndexBuilder(path: path, listCount: count, base: base, options: options)
    var collector = builder.makeCollector()
    for list in 0..<count {
      let (numbers, changes) = (sample.numbers[list], sample.changes[list])
      let ranges = sample.ranges[list]
      try collector.add(numbers.span, list: list)
      try collector.change(changes.span, list: list)
      try collector.add(ranges.span, list: list)
    }
    try collector.flush()
    let lists = (0..<count).map { SuppressionList(id: "list-\($0)", kind: .objection) }
    _ = try builder.finish(lists: lists, region: "US")
    let keys = KeyRing(key.map { [$0] } ?? [])
    let index = try SuppressionIndex(path: path, keys: keys)
    try index.verify()
    return index
  }

  /// The lists of each number, as an index has them.
  private func lists(of numbers: [UInt64], in index: SuppressionIndex) throws -> [[Int]] {
    let found = [UInt16](capacity: numbers.count) { index.find(numbers.span, into: &$0) }
    for (number, place) in zip(numbers, found) {
      #expect(index.find(number) == Int(place))
      let verified = try index.findVerified(number)
      #expect(verified == Int(place))
    }
    return found.map { index.classes[Int($0)] }
  }

  /// Without numbers that are changed and in a range: a deletion leaves those on a list, and with a key
  /// there are single numbers alone.
  private static func clear(_ numbers: [UInt64], by samples: [Sample]) -> [UInt64] {
    let changed = Set(samples.flatMap { $0.changes.joined().map(\.key) })
    let unclear = changed.intersection(
      samples.flatMap { $0.ranges.joined().flatMap { $0.low...$0.high } })
    return numbers.filter { !unclear.contains($0) }
  }

  @Test(arguments: [1, 3, 20], [0, 1, 40, 3000])
  func aKeyedIndexSaysWhatOneWithoutKeySays(listCount: Int, count: Int) throws {
    var generator = SeededGenerator(stream: 62 + UInt64(listCount * 10_000 + count))
    let sample = Sample(listCount: listCount, count: count, using: &generator)
    let key = try Self.key(1)
    let plain = try build("plain", sample, key: nil)
    let keyed = try build("keyed", sample, key: key)
    let first = Self.clear(sample.asked, by: [sample])
    #expect(try lists(of: first, in: keyed) == lists(of: first, in: plain))
    #expect(keyed.keyID == key.id)
    #expect(plain.keyID == nil)

    // On top of both, some lists anew: nothing but codes is known of the others.
    let next = Sample(listCount: listCount, count: count / 2, using: &generator)
    let taken = (0..<listCount).map { Bool.random(using: &generator) ? $0 : nil }
    var added = next
    for list in 0..<listCount where taken[list] != nil && Bool.random(using: &generator) {
      (added.numbers[list], added.ranges[list]) = ([], [])
    }
    let none = taken.map { _ -> Int? in nil }
    let onPlain = try build(
      "plain-2", added, key: nil, base: IndexBase(index: plain, lists: taken, compared: none))
    let onKeyed = try build(
      "keyed-2", added, key: key, base: IndexBase(index: keyed, lists: taken, compared: none))
    let asked = Self.clear(sample.asked + added.asked, by: [sample, added])
    #expect(try lists(of: asked, in: onKeyed) == lists(of: asked, in: onPlain))
  }

  @Test func theSameListsGiveTheSameBytes() throws {
    var generator = SeededGenerator(stream: 63)
    let sample = Sample(listCount: 3, count: 500, using: &generator)
    let key = try Self.key(1)
    _ = try build("a", sample, key: key)
    _ = try build("b", sample, key: key)
    let isSame = try folder.read("a") == folder.read("b")
    #expect(isSame)
  }

  /// Whoever has the file and knows all its numbers finds nothing of them in it: no byte, no code that
  /// needs no key, no order.
  @Test func withoutItsKeyTheFileTellsNothing() throws {
    var generator = SeededGenerator(stream: 64)
    let numbers = (0..<2000).map { _ in
      UInt64.random(in: 12_020_000_000...12_029_999_999, using: &generator)
    }
    var sample = Sample(listCount: 1, count: 0, using: &generator)
    sample.numbers = [numbers]
    let index = try build("own", sample, key: Self.key(1))
    let bytes = try folder.read("own")
    var words = Set<UInt64>()
    for start in 0..<bytes.count - 8 {
      words.insert((0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << (8 * UInt64($1)) })
    }
    let text = String(decoding: bytes, as: UTF8.self)
    for number in Set(numbers) {
      let ways = [
        number, number.byteSwapped, CodeDomain(of: number).code(of: number),
        number % 10_000_000_000,
      ]
      #expect(words.isDisjoint(with: ways))
      #expect(!text.contains(String(number).suffix(7)))
    }
    #expect(!text.contains("list-0"))
    // What stands there rises with the numbers as often as it falls.
    let sorted = Set(numbers).sorted()
    let codes = sorted.map { KeyedNumbers(index.key)!.key($0) }
    let risingCount = zip(codes, codes.dropFirst()).count { $0 < $1 }
    #expect((sorted.count * 45 / 100...sorted.count * 55 / 100).contains(risingCount))
  }

  @Test func anotherKeySharesNothingButTheHeader() throws {
    var generator = SeededGenerator(stream: 65)
    let sample = Sample(listCount: 2, count: 2000, using: &generator)
    let keys = try [Self.key(1), Self.key(2)]
    let indexes = try keys.enumerated().map { try build("\($0)", sample, key: $1) }
    var codes: [Set<UInt64>] = []
    for index in indexes {
      var found: [BaseTable.Entry] = []
      index.withTable(.keyed) { table in
        for home in 0..<table.lineCount { table.appendEntries(ofHome: home, to: &found) }
      }
      codes.append(Set(found.map(\.code)))
    }
    #expect(codes[0].count == codes[1].count)
    #expect(codes[0].isDisjoint(with: codes[1]))
    // And none of them is found by the other's key.
    let first = KeyedNumbers(keys[1])!
    #expect(sample.numbers[0].allSatisfy { !codes[0].contains(first.key($0)) })
  }

  private func failure(_ path: String, keys: KeyRing) -> IndexError.Kind? {
    do throws(IndexError) {
      _ = try SuppressionIndex(path: path, keys: keys)
      return nil
    } catch {
      return error.kind
    }
  }

  @Test func withoutItsKeyItIsNotOpened() throws {
    var generator = SeededGenerator(stream: 66)
    let sample = Sample(listCount: 1, count: 10, using: &generator)
    let key = try Self.key(1)
    _ = try build("own", sample, key: key)
    let path = folder.path("own")
    let missing = IndexError.Kind.keyMissing(id: key.id.description)
    #expect(failure(path, keys: .empty) == missing)
    #expect(failure(path, keys: KeyRing([try Self.key(2)])) == missing)
    #expect(failure(path, keys: KeyRing([try Self.key(2), key])) == nil)
    // One without a key is opened whatever is at hand.
    _ = try build("plain", sample, key: nil)
    #expect(failure(folder.path("plain"), keys: KeyRing([key])) == nil)
  }

  @Test func longRangesAreRefused() throws {
    var generator = SeededGenerator(stream: 67)
    var sample = Sample(listCount: 1, count: 10, using: &generator)
    sample.ranges = [[KeyRange(low: 33_100_000_000, high: 33_199_999_999)!]]
    #expect(throws: IndexError(.keyedRange(max: 1_000_000), path: folder.path("own"))) {
      _ = try build("own", sample, key: Self.key(1))
    }
    sample.ranges = [[KeyRange(low: 33_100_000_000, high: 33_100_000_999)!]]
    let index = try build("own", sample, key: Self.key(1))
    #expect(index.find(33_100_000_999) > 0)
    #expect(index.find(33_100_001_000) == 0)
    #expect(index.rangeCount == 0)
  }
}
