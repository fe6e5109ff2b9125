import Files
import Glibc
import TestSupport
import Testing

@testable import SuppressionLists

struct SuppressionIndexesTests {
  private let folder = TemporaryFolder()

  private func lists(
    of keys: [UInt64], in indexes: SuppressionIndexes, _ lookUp: inout IndexesLookUp
  ) -> [Set<Int>] {
    var found: [UInt16] = []
    // Behind what is there already.
    found.append(addingCapacity: keys.count + 1) {
      $0.append(7)
      lookUp.find(keys.span, into: &$0)
    }
    #expect(found[0] == 7)
    return found.dropFirst().map { Set(indexes.classes[Int($0)]) }
  }

  /// Numbers and ranges spread over one to four indexes, and over memory, are on the lists that they are
  /// on if all is in one index.
  @Test(arguments: 1...4, [false, true])
  func severalAnswerAsOne(partCount: Int, hasOverlay: Bool) throws {
    for round in 0..<20 {
      var generator = SeededGenerator(
        stream: 0x1DE5_0000 + UInt64(round * 100 + partCount * 2 + (hasOverlay ? 1 : 0)))
      let split = try SplitIndexes(
        partCount: partCount, hasOverlay: hasOverlay, in: folder, using: &generator)
      let indexes = try split.together()
      var catalogue = split.whole.lists
      for place in catalogue.indices {
        // Numbers in memory are in no index's count, nor are those of a range that are in another index.
        catalogue[place].numberCount = indexes.lists[place].numberCount
      }
      #expect(indexes.lists == catalogue)
      let keys = split.keys.shuffled(using: &generator) + [0, 1, .max]
      let expected = keys.map { split.listed[$0] ?? [] }
      var lookUp = IndexesLookUp(indexes)
      for _ in 0..<2 { #expect(lists(of: keys, in: indexes, &lookUp) == expected) }
      let whole = SuppressionIndexes(split.whole)
      var wholeLookUp = IndexesLookUp(whole)
      #expect(lists(of: keys, in: whole, &wholeLookUp) == expected)
      for (key, expected) in zip(keys, expected) {
        var found: Set<Int> = []
        try indexes.findVerified(key) { found.formUnion(indexes.classes[$0]) }
        #expect(found == expected)
      }
      #expect(indexes.classCount == indexes.classes.count)
      #expect(indexes.region == "US" && indexes.regions == ["US"])
    }
  }

  /// Threads find the same sets at the same time, each class once.
  @Test func threadsShareTheClasses() throws {
    var generator = SeededGenerator(stream: 0x1DE5_0001)
    let split = try SplitIndexes(partCount: 4, in: folder, using: &generator)
    let indexes = try split.together()
    let keys = split.keys
    let expected = keys.map { split.listed[$0] ?? [] }
    Workers.run(4) { _ in
      var lookUp = IndexesLookUp(indexes)
      for _ in 0..<20 { #expect(lists(of: keys, in: indexes, &lookUp) == expected) }
    }
    #expect(Set(indexes.classes).count == indexes.classes.count)
  }

  /// More sets than all pairs' places in a thread's memory.
  @Test func manySetsAreOnNumbersOfBoth() throws {
    let count = 80
    var lists = [[[UInt64]]](repeating: [[UInt64]](repeating: [], count: count), count: 2)
    for first in 0..<count {
      for second in 0..<count {
        let key = 12_025_550_000 + UInt64(first * count + second)
        lists[0][first].append(key)
        lists[1][second].append(key)
      }
    }
    let first = try buildIndex(lists[0], at: folder.path("a.ndx"), prefix: "a")
    let second = try buildIndex(lists[1], at: folder.path("b.ndx"), prefix: "b")
    let indexes = try SuppressionIndexes([first, second])
    #expect(indexes.classCount == 1 + 2 * count)
    let keys = (0..<UInt64(count * count)).map { 12_025_550_000 + $0 }
    var lookUp = IndexesLookUp(indexes)
    let found = self.lists(of: keys, in: indexes, &lookUp)
    #expect(
      found == keys.indices.map { Set([$0 / count, count + $0 % count]) })
    #expect(indexes.classCount == 1 + 2 * count + count * count)
  }

  private func buildIndex(
    _ lists: [[UInt64]], at path: String, prefix: String, region: String = ""
  ) throws -> SuppressionIndex {
    let builder = try IndexBuilder(path: path, listCount: lists.count, options: .init())
    var collector = builder.makeCollector()
    for (list, keys) in lists.enumerated() { try collector.add(keys.span, list: list) }
    try collector.flush()
    _ = try builder.finish(
      lists: lists.indices.map { SuppressionList(id: "\(prefix)-\($0)", kind: .registry) },
      region: region)
    return try SuppressionIndex(path: path)
  }

  // MARK: Refusals

  @Test func oneFileIsAskedOnce() throws {
    let index = try buildIndex([[12_025_550_101]], at: folder.path("a.ndx"), prefix: "a")
    let other = try buildIndex([[12_025_550_101]], at: folder.path("b.ndx"), prefix: "b")
    #expect(unsafe link(index.path, folder.path("hard.ndx")) == 0)
    #expect(unsafe symlink(index.path, folder.path("soft.ndx")) == 0)
    for name in ["a.ndx", "hard.ndx", "soft.ndx"] {
      let path = folder.path(name)
      #expect(throws: IndexError(.sameFile(as: index.path), path: path)) {
        try SuppressionIndexes(paths: [index.path, other.path, path])
      }
    }
    let both = try SuppressionIndexes(paths: [index.path, other.path])
    #expect(both.lists.map(\.id) == ["a-0", "b-0"])
  }

  @Test func aListIsInOneIndex() throws {
    let first = try buildIndex([[1], [2]], at: folder.path("a.ndx"), prefix: "a")
    let second = try buildIndex([[3]], at: folder.path("b.ndx"), prefix: "b")
    let third = try buildIndex([[4]], at: folder.path("c.ndx"), prefix: "a")
    #expect(throws: IndexError(.sameList(id: "a-0", in: first.path), path: third.path)) {
      try SuppressionIndexes([first, second, third])
    }
  }

  @Test func togetherTheyHaveNoMoreListsThanOneMayHave() throws {
    let max = SuppressionIndex.listCountMax
    let index = try buildIndex([[1]], at: folder.path("a.ndx"), prefix: "a")
    func together(_ count: Int) throws -> SuppressionIndexes {
      let lists = (0..<count).map { SuppressionList(id: "m-\($0)", kind: .registry) }
      let numbers = NumberMap(listCount: count, name: "memory")
      return try SuppressionIndexes([index], overlay: Overlay(lists: lists, numbers: numbers))
    }
    #expect(try together(max - 1).lists.count == max)
    #expect(throws: IndexError(.together(of: "lists", max: max), path: index.path)) {
      try together(max)
    }
  }

  @Test func regionsThatDifferAreNone() throws {
    let us = try buildIndex([[1]], at: folder.path("a.ndx"), prefix: "a", region: "US")
    let none = try buildIndex([[1]], at: folder.path("b.ndx"), prefix: "b")
    let gb = try buildIndex([[1]], at: folder.path("c.ndx"), prefix: "c", region: "GB")
    #expect(try SuppressionIndexes([none, us]).region == "US")
    let both = try SuppressionIndexes([us, none, gb])
    #expect(both.region == "" && both.regions == ["US", "GB"])
  }

  // MARK: Damage

  /// A class that an index does not have is found out, whichever index it is, and clears nobody.
  @Test(arguments: [0, 1, 2])
  func aClassThatThereIsNotIsFoundOut(damagedPart: Int) throws {
    let lists = (0..<3).map { _ in [[UInt64]](repeating: [12_025_550_101], count: 3) }
    var paths: [String] = []
    for (part, lists) in lists.enumerated() {
      let name = "\(part).ndx"
      // All classes but one are of other numbers: the class takes four bits.
      let numbers = [lists[0] + [1], lists[1] + [2], lists[2] + [3]]
      paths.append(try buildIndex(numbers, at: folder.path(name), prefix: name).path)
    }
    let index = try SuppressionIndex(path: paths[damagedPart])
    let table = try #require(index.tables.first { $0.domain == .northAmerican })
    #expect(table.layout.classBitCount == 4)
    var bytes = try folder.read("\(damagedPart).ndx")
    // The only number of its table: every class becomes the last.
    for line in 0..<table.lineCount {
      let start = 4096 + line * SlotLayout.lineByteCount
      for place in table.layout.classOffset..<SlotLayout.lineByteCount {
        bytes[start + place] = 0xEE
      }
    }
    paths[damagedPart] = try folder.write("damaged.ndx", bytes)
    let indexes = try SuppressionIndexes(paths: paths)
    var lookUp = IndexesLookUp(indexes)
    var found: [UInt16] = []
    found.append(addingCapacity: 2) { lookUp.find([12_025_550_101, 5].span, into: &$0) }
    #expect(found == [ClassUnion.unknownClass, 0])
    #expect(indexes.classCount < ClassUnion.unknownClass)
    #expect(indexes.unknownClass == IndexError(.unknownClass, path: paths[damagedPart]))
    #expect(throws: IndexError.self) { try indexes.findVerified(12_025_550_101) { _ in } }
  }

  /// Where there is no number left for a set, no number of it is cleared.
  @Test func noClassIsLeft() throws {
    // Each class of one part with each of the other: more pairs than numbers.
    let classes = [[]] + (0..<300).map { [$0] }
    let others = [[]] + (300..<600).map { [$0] }
    let union = try #require(ClassUnion(parts: [classes, others]))
    #expect(union.shifts == [0, 300] && union.partClassCounts == [301, 301])
    var numbers: Set<UInt16> = []
    var lastCount = 0
    for first in 1...300 as ClosedRange<UInt16> {
      for second in 301...600 as ClosedRange<UInt16> {
        numbers.insert(union.union(first, second))
        lastCount += 1
      }
    }
    #expect(union.isFull && numbers.contains(ClassUnion.unknownClass))
    #expect(union.classCount == ClassUnion.classCountMax && union.classes.count == union.classCount)
    #expect(numbers.count == union.classCount - 601 + 1)
    #expect(union.union(1, 301) < ClassUnion.unknownClass)
    let many = Array(repeating: [0], count: 20_000)
    #expect(ClassUnion(parts: [many, many, many, many]) == nil)
  }

  /// An index that is written to, whichever it is, is noticed; one that is replaced stays what it was.
  @Test func changesAreNoticed() throws {
    let first = try buildIndex([[12_025_550_101]], at: folder.path("a.ndx"), prefix: "a")
    _ = try buildIndex([[12_025_550_102]], at: folder.path("b.ndx"), prefix: "b")
    let indexes = try SuppressionIndexes(paths: [first.path, folder.path("b.ndx")])
    var lookUp = IndexesLookUp(indexes)
    _ = try buildIndex([[12_025_550_103]], at: folder.path("b.ndx"), prefix: "b")
    try indexes.checkUnchanged()
    #expect(lists(of: [12_025_550_102, 12_025_550_103], in: indexes, &lookUp) == [[1], []])
    let others = try SuppressionIndexes(paths: [first.path, folder.path("b.ndx")])
    usleep(20_000)
    #expect(unsafe truncate(folder.path("b.ndx"), 4096) == 0)
    #expect(throws: IndexError.self) { try others.checkUnchanged() }
    try indexes.checkUnchanged()
  }
}
