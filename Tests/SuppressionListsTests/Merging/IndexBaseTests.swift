import Files
import Glibc
import SuppressionLists
import TestSupport
import Testing

/// An index built on an older one must be, byte for byte, what is built from the beginning.
struct IndexBaseTests {
  private let folder = TemporaryFolder()

  /// The numbers and ranges of some lists.
  private struct Lists {
    var ids: [String] = []
    var numbers: [String: Set<UInt64>] = [:]
    var ranges: [String: [KeyRange]] = [:]

    func catalogue() -> [SuppressionList] {
      ids.map { SuppressionList(id: $0, kind: $0 == "own" ? .objection : .registry) }
    }
  }

  /// What is done to one list in one night.
  private enum Step {
    /// Taken over, with changes; nil in a change takes the number away.
    case change([(key: UInt64, isAddition: Bool)])
    /// Read anew.
    case replace
  }

  private func build(
    _ lists: Lists, at path: String, base: SuppressionIndex? = nil, steps: [String: Step] = [:],
    threadCount: Int = 1
  ) throws -> IndexBuilder.Summary {
    var options = IndexBuilder.Options()
    options.threadCount = threadCount
    let baseLists = lists.ids.map { id -> Int? in
      if case .replace? = steps[id] { return nil }
      return base?.lists.firstIndex { $0.id == id }
    }
    let builder = try IndexBuilder(
      path: path, listCount: lists.ids.count,
      base: base.map { IndexBase(index: $0, lists: baseLists) }, options: options)
    var collector = builder.makeCollector()
    for (number, id) in lists.ids.enumerated() {
      if base != nil, case .change(let changes)? = steps[id] {
        let ordered = changes.enumerated().map { order, change in
          ListChange(key: change.key, order: UInt64(order), isAddition: change.isAddition)
        }
        // The order of arrival does not count.
        try collector.change(Array(ordered.reversed()).span, list: number)
      } else if baseLists[number] == nil {
        try collector.add(Array(lists.numbers[id]!).span, list: number)
        let ranges = lists.ranges[id] ?? []
        try collector.add(ranges.span, list: number)
      }
    }
    try collector.flush()
    return try builder.finish(lists: lists.catalogue(), region: "US")
  }

  /// Nights of changed, replaced, added and dropped lists, each on top of the last; beside it the same
  /// lists from the beginning, and a dictionary.
  @Test(arguments: [(300, false), (12_000, false), (12_000, true)])
  func anIndexOnABaseHasTheSameBytes(numberCount: Int, hasRanges: Bool) throws {
    var generator = SeededGenerator(stream: hasRanges ? 71 : 70)
    func number() -> UInt64 {
      Int.random(in: 0..<40, using: &generator) == 0
        ? UInt64.random(in: 1..<10_000_000_000_000_000_000, using: &generator)
        : 12_000_000_000 + UInt64.random(in: 0..<UInt64(numberCount) * 4, using: &generator)
    }
    var lists = Lists(ids: ["ftc", "own", "tps"])
    for (id, share) in [("ftc", 10), ("own", 1), ("tps", 3)] {
      lists.numbers[id] = Set((0..<numberCount * share / 10).map { _ in number() })
    }
    if hasRanges {
      lists.ranges["own"] =
        KeyRange.ranges(prefix: 12_000_001) + [KeyRange(low: 12_000_000_500, high: 12_000_000_900)!]
      lists.ranges["tps"] = [KeyRange(low: 12_000_000_700, high: 12_000_001_100)!]
    }
    _ = try build(lists, at: folder.path("base.ndx"))
    var copiedLineCount = 0
    for night in 0..<12 {
      let base = try SuppressionIndex(path: folder.path("base.ndx"))
      var steps: [String: Step] = [:]
      for id in lists.ids {
        var changes: [(UInt64, Bool)] = []
        let known = Array(lists.numbers[id]!.prefix(20))
        for _ in 0..<Int.random(in: 0..<60, using: &generator) {
          let key =
            Bool.random(using: &generator) ? known.randomElement(using: &generator)! : number()
          changes.append((key, Bool.random(using: &generator)))
        }
        for (key, isAddition) in changes {
          if isAddition { lists.numbers[id]!.insert(key) } else { lists.numbers[id]!.remove(key) }
        }
        steps[id] = .change(changes)
      }
      switch night % 6 {
      case 2:
        steps["tps"] = .replace
        lists.numbers["tps"] = Set((0..<numberCount / 4).map { _ in number() })
      case 3:
        let id = "new-\(night)"
        lists.ids.insert(id, at: 1)
        lists.numbers[id] = Set((0..<numberCount / 20).map { _ in number() })
        if hasRanges { lists.ranges[id] = [KeyRange(low: 12_000_000_000, high: 12_000_000_099)!] }
      case 5: lists.ids.remove(at: 1)
      default: break
      }
      let summary = try build(
        lists, at: folder.path("next.ndx"), base: base, steps: steps, threadCount: 3)
      copiedLineCount += summary.copiedLineCount
      _ = try build(lists, at: folder.path("whole.ndx"))
      let next = try folder.read("next.ndx")
      #expect(try next == folder.read("whole.ndx"), "night \(night)")
      try check(SuppressionIndex(path: folder.path("next.ndx")), lists, &generator)
      try folder.write("base.ndx", next)
    }
    if numberCount > 1000 { #expect(copiedLineCount > 0) }
  }

  private func check(
    _ index: SuppressionIndex, _ lists: Lists, _ generator: inout SeededGenerator
  ) throws {
    let all = lists.numbers.filter { lists.ids.contains($0.key) }.values.flatMap { $0 }
    let near = (0..<2000).map { _ in
      12_000_000_000 + UInt64.random(in: 0..<2000, using: &generator)
    }
    for key in all.shuffled(using: &generator).prefix(3000) + near {
      let expected = lists.ids.indices.filter { number in
        let id = lists.ids[number]
        return lists.numbers[id]!.contains(key)
          || lists.ranges[id]?.contains { $0.low <= key && key <= $0.high } == true
      }
      let found = index.classes[index.find(key)]
      if found != expected { Issue.record("a number is on \(found), not on \(expected)") }
    }
  }

  /// A table of many homes in which few entries change: nearly all lines are copied.
  @Test func linesWithoutChangesAreCopied() throws {
    var generator = SeededGenerator(stream: 72)
    var lists = Lists(ids: ["ftc"])
    lists.numbers["ftc"] = Set(
      (0..<200_000).map { _ in UInt64.random(in: 1..<(1 << 50), using: &generator) })
    _ = try build(lists, at: folder.path("base.ndx"))
    let base = try SuppressionIndex(path: folder.path("base.ndx"))
    let key = lists.numbers["ftc"]!.first!
    lists.numbers["ftc"]!.remove(key)
    let summary = try build(
      lists, at: folder.path("next.ndx"), base: base, steps: ["ftc": .change([(key, false)])])
    #expect(summary.copiedLineCount > base.tables.reduce(0) { $0 + $1.lineCount } - 100)
    _ = try build(lists, at: folder.path("whole.ndx"))
    #expect(try folder.read("next.ndx") == folder.read("whole.ndx"))
  }

  /// A base over which another file is copied while it is taken over.
  @Test func aBaseThatIsWrittenToIsRefused() throws {
    var lists = Lists(ids: ["ftc"])
    lists.numbers["ftc"] = Set(1...1000)
    _ = try build(lists, at: folder.path("base.ndx"))
    let base = try SuppressionIndex(path: folder.path("base.ndx"))
    // Beyond the grain of the time stamps of older kernels.
    usleep(20_000)
    try folder.write("base.ndx", folder.read("base.ndx"))
    let path = folder.path("base.ndx")
    let failure = IndexError(.file(FileError(.read, path, .resourceBusy)), path: path)
    #expect(throws: failure) {
      try build(lists, at: folder.path("next.ndx"), base: base, steps: ["ftc": .change([])])
    }
    #expect(try folder.names == ["base.ndx"])
  }

  /// Of several changes of a number the latest counts; at the same moment, adding does.
  @Test func theLatestChangeCounts() throws {
    let builder = try IndexBuilder(path: folder.path("a.ndx"), listCount: 1, options: .init())
    var collector = builder.makeCollector()
    try collector.add([1, 2, 3].span, list: 0)
    let changes = [
      ListChange(key: 1, order: 5, isAddition: false),
      ListChange(key: 1, order: 4, isAddition: true),
      ListChange(key: 2, order: 7, isAddition: true),
      ListChange(key: 2, order: 7, isAddition: false),
      ListChange(key: 4, order: 1, isAddition: true),
      ListChange(key: 5, order: 1, isAddition: false),
      ListChange(key: 9_000_000_000_000_000_000, order: 1, isAddition: true),
    ]
    try collector.change(changes.span, list: 0)
    try collector.flush()
    let summary = try builder.finish(lists: [SuppressionList(id: "a", kind: .registry)])
    let index = try SuppressionIndex(path: folder.path("a.ndx"))
    #expect((1...6).filter { index.find($0) != 0 } == [2, 3, 4])
    #expect(index.find(9_000_000_000_000_000_000) == 1)
    #expect(summary.numberCount == 4)
  }

  /// Little memory: the changes lie in a scratch file for a while.
  @Test func changesSpill() throws {
    var generator = SeededGenerator(stream: 74)
    var options = IndexBuilder.Options()
    options.memoryByteCount = 1 << 16
    let builder = try IndexBuilder(path: folder.path("a.ndx"), listCount: 2, options: options)
    var collector = builder.makeCollector()
    var expected: [[UInt64: (order: UInt64, isAddition: Bool)]] = [[:], [:]]
    for _ in 0..<40 {
      let list = Int.random(in: 0..<2, using: &generator)
      let changes = (0..<200).map { _ in
        ListChange(
          key: .random(in: 1...3000, using: &generator),
          order: .random(in: 0..<1000, using: &generator),
          isAddition: Bool.random(using: &generator))
      }
      for change in changes {
        let old = expected[list][change.key]
        guard
          old.map({ change.order > $0.order || change.order == $0.order && change.isAddition })
            ?? true
        else { continue }
        expected[list][change.key] = (change.order, change.isAddition)
      }
      try collector.change(changes.span, list: list)
    }
    try collector.flush()
    let summary = try builder.finish(
      lists: (0..<2).map { SuppressionList(id: "l\($0)", kind: .registry) })
    #expect(summary.spilledByteCount > 100_000)
    let index = try SuppressionIndex(path: folder.path("a.ndx"))
    for key in 1...UInt64(3000) {
      let lists = (0..<2).filter { expected[$0][key]?.isAddition == true }
      if index.classes[index.find(key)] != lists { Issue.record("key \(key)") }
    }
  }

  @Test func whatIsThrownBeforePublishingLeavesTheOldIndex() throws {
    var lists = Lists(ids: ["ftc"])
    lists.numbers["ftc"] = [12_025_550_123]
    _ = try build(lists, at: folder.path("a.ndx"))
    let before = try folder.read("a.ndx")
    let builder = try IndexBuilder(path: folder.path("a.ndx"), listCount: 1, options: .init())
    #expect(throws: IndexError(.notAnIndex, path: "gate")) {
      _ = try builder.finish(lists: lists.catalogue()) { summary throws(IndexError) in
        #expect(summary.numberCount == 0)
        throw IndexError(.notAnIndex, path: "gate")
      }
    }
    #expect(try folder.read("a.ndx") == before)
    #expect(try folder.names == ["a.ndx"])
  }

  @Test func aDamagedBaseIsRefused() throws {
    var lists = Lists(ids: ["ftc"])
    lists.numbers["ftc"] = Set(1...1000)
    _ = try build(lists, at: folder.path("a.ndx"))
    var bytes = try folder.read("a.ndx")
    bytes[5000] ^= 1
    let base = try SuppressionIndex(path: folder.write("b.ndx", bytes))
    #expect(throws: IndexError.self) {
      _ = try build(lists, at: folder.path("c.ndx"), base: base)
    }
  }
}
