import PhoneNumbers
import SuppressionLists
import TestSupport
import Testing

@testable import Keys
@testable import ListReading
@testable import Pipelines

/// Ranges in a keyed index, whose numbers are listed one by one: each counts as a row of its own would.
struct KeyedRangeTests {
  private let folder = TemporaryFolder()
  private let key: IndexKey

  init() throws {
    let bytes = [UInt8](repeating: 9, count: 32)
    key = try IndexKey(MasterKey.of(bytes.span))
  }

  /// A row of a list: a number, or a range of them, and what becomes of it.
  private struct Row {
    /// The last four digits.
    var numbers: ClosedRange<Int>
    var isAddition = true
    var day = 1

    func text(hasDate: Bool) -> String {
      let ends = [numbers.lowerBound, numbers.upperBound].map { Self.text(of: $0) }
      let number = numbers.count == 1 ? ends[0] : "\(ends[0])-\(ends[1])"
      return "\(number),\(isAddition ? "A" : "D")"
        + (hasDate ? ",2026-11-\(day < 10 ? "0" : "")\(day)" : "")
    }

    private static func text(of number: Int) -> String {
      "+1202555" + String(String(10_000 + number).dropFirst())
    }
  }

  private static let numberCount = 300

  /// Rows of changes, about a third of which are ranges.
  private func rows(using generator: inout SeededGenerator) -> [Row] {
    (0..<Int.random(in: 1...60, using: &generator)).map { _ in
      let low = Int.random(in: 0..<Self.numberCount, using: &generator)
      let day = Int.random(in: 1...9, using: &generator)
      if Int.random(in: 0..<3, using: &generator) == 0 {
        let high = min(
          low + Int.random(in: 1...40, using: &generator), Self.numberCount - 1)
        return Row(numbers: low...max(low, high), day: day)
      }
      return Row(
        numbers: low...low, isAddition: Int.random(in: 0..<3, using: &generator) == 0, day: day)
    }
  }

  /// The numbers of a list, by what was said of each last.
  private func listed(_ rows: [Row], hasDates: Bool) -> Set<Int> {
    var last: [Int: (order: Int, isAddition: Bool)] = [:]
    for (place, row) in rows.enumerated() {
      let order = hasDates ? row.day : place
      for number in row.numbers {
        if let known = last[number], known.order > order { continue }
        if let known = last[number], known.order == order, known.isAddition { continue }
        last[number] = (order, row.isAddition)
      }
    }
    return Set(last.filter(\.value.isAddition).keys)
  }

  private func csv(_ rows: [Row], hasDates: Bool) -> String {
    (["phone,action" + (hasDates ? ",date" : "")] + rows.map { $0.text(hasDate: hasDates) })
      .joined(separator: "\n") + "\n"
  }

  private func source(_ id: String, _ paths: [String], hasDates: Bool) -> ListBuild.Source {
    var request = ListRequest()
    request.format = .csv
    request.mapping = [.number: ["phone"], .action: ["action"]]
    if hasDates { request.mapping[.date] = ["date"] }
    request.asOf = CalendarDate("2026-11-20")
    return ListBuild.Source(
      list: SuppressionList(id: id, kind: .registry), paths: paths, request: request)
  }

  private func build(
    _ lists: [[String]], hasDates: Bool, name: String, spills: Bool = false, threadCount: Int = 1
  ) throws -> (index: SuppressionIndex, bytes: [UInt8]) {
    var options = ListBuild.Options()
    options.index.key = key
    options.index.threadCount = threadCount
    options.limits.blockByteCount = threadCount == 1 ? options.limits.blockByteCount : 100
    if spills { options.index.memoryByteCount = 1 << 10 }
    let sources = lists.enumerated().map { source("list-\($0)", $1, hasDates: hasDates) }
    let summary = try ListBuild(sources: sources, options: options)
      .run(outputPath: folder.path(name)) { _ in }
    #expect((summary.spilledByteCount > 0) == spills)
    let index = try SuppressionIndex(path: folder.path(name), keys: KeyRing([key]))
    try index.verify()
    return (index, try folder.read(name))
  }

  /// The numbers of each list that an index holds.
  private func numbers(of index: SuppressionIndex) -> [Set<Int>] {
    var numbers = [Set<Int>](repeating: [], count: index.lists.count)
    for number in 0..<Self.numberCount {
      let found = index.find(12_025_550_000 + UInt64(number))
      for list in index.classes[found] { numbers[list].insert(number) }
    }
    return numbers
  }

  /// What lies before the catalogue: it names the files, which differ.
  private func tables(_ bytes: [UInt8]) -> [UInt8] {
    var end = 0
    for place in (352..<360).reversed() { end = end << 8 | Int(bytes[place]) }
    return Array(bytes[4096..<end])
  }

  /// The same whether a row is a range or many numbers, in whatever order the rows stand, in one file or
  /// several, by any number of threads, and if the changes do not fit in memory.
  @Test(arguments: 0..<15)
  func theirNumbersCountAsRowsOfTheirOwn(seed: Int) throws {
    var generator = SeededGenerator(stream: 0x6B01 + UInt64(seed))
    let hasDates = seed % 3 > 0
    var lists: [[Row]] = []
    for _ in 0..<[1, 2, 3].randomElement(using: &generator)! {
      lists.append(rows(using: &generator))
    }
    let expected = lists.map { listed($0, hasDates: hasDates) }
    func write(_ name: String, _ change: ([Row]) -> [Row]) throws -> [[String]] {
      try lists.enumerated().map { number, rows in
        [try folder.write("\(number)-\(name).csv", csv(change(rows), hasDates: hasDates))]
      }
    }
    let files = try write("ranges") { $0 }
    let (index, bytes) = try build(files, hasDates: hasDates, name: "ranges.ndx")
    #expect(numbers(of: index) == expected)
    #expect(index.lists.map(\.numberCount) == expected.map(\.count))
    #expect(index.rangeCount == 0)
    let others = try [
      build(files, hasDates: hasDates, name: "threads.ndx", threadCount: 3),
      build(files, hasDates: hasDates, name: "spilled.ndx", spills: true),
    ]
    for other in others { #expect(other.bytes == bytes) }
    let singles = try write("singles") { rows in
      rows.flatMap { row in
        row.numbers.map { Row(numbers: $0...$0, isAddition: row.isAddition, day: row.day) }
      }
    }
    let single = try build(singles, hasDates: hasDates, name: "singles.ndx")
    #expect(tables(single.bytes) == tables(bytes))
    guard hasDates else { return }
    let shuffled = try write("shuffled") { $0.shuffled(using: &generator) }
    let other = try build(shuffled, hasDates: true, name: "shuffled.ndx")
    #expect(tables(other.bytes) == tables(bytes))
    let cut = try lists.enumerated().map { number, rows in
      let place = Int.random(in: 0...rows.count, using: &generator)
      return try [rows[place...], rows[..<place]].filter { !$0.isEmpty }.enumerated().map {
        try folder.write("\(number)-cut-\($0).csv", csv(Array($1), hasDates: true))
      }
    }
    let pieces = try build(cut, hasDates: true, name: "cut.ndx")
    #expect(tables(pieces.bytes) == tables(bytes))
  }

  /// What is older than the files before it takes nothing, and what it adds is added unless a later change took
  /// that off; all of it number by number, and by the area code of each.
  @Test func theyAreOlderThanFormerFilesNumberByNumber() throws {
    let changes = [
      "+12029999990-+12030000009,A,2026-11-02", "+12029999991,D,2026-11-03",
      "+12029999992,D,2026-11-01", "+12030000001,D,2026-11-03", "+12030000002,D,2026-11-01",
      "+12029999993-+12029999995,A,2026-11-07", "+12029999994,D,2026-11-06",
      "+12029999995,D,2026-11-08", "+12029999996,D,2026-11-08", "+12029999997,D,2026-11-04",
      "+12029999996-+12029999997,A,2026-11-04",
    ]
    // Of 202 there are files of a later day than most of the rows, of 203 there are none.
    var former = ListSource(
      name: "full", role: .full, versionDate: CalendarDate("2026-11-05"))
    former.rowCount = 1
    func build(_ rows: [String], _ name: String) throws -> (Set<UInt64>, [UInt8]) {
      let path = try folder.write(
        "\(name).csv", "phone,action,date\n" + rows.joined(separator: "\n") + "\n")
      var source = source("both", [path], hasDates: true)
      source.former = [DeliveredFile(path: "", source: former, coverage: ["1202"])]
      var options = IndexBuilder.Options()
      options.key = key
      let builder = try IndexBuilder(
        path: folder.path("\(name).ndx"), listCount: 1, options: options)
      let list = try ListReader(source: source, options: ListReader.Options())
        .read(into: builder, number: 0) { _ in }
      _ = try builder.finish(lists: [list])
      let index = try SuppressionIndex(path: folder.path("\(name).ndx"), keys: KeyRing([key]))
      let keys = (12_029_999_980...12_030_000_020 as ClosedRange<UInt64>).filter {
        index.find($0) != 0
      }
      return (Set(keys), try tables(folder.read("\(name).ndx")))
    }
    let ranges = try build(changes, "ranges")
    let singles = try build(
      changes.flatMap { row -> [String] in
        let parts = row.split(separator: ",", maxSplits: 1)
        let ends = parts[0].split(separator: "-").map { UInt64($0.dropFirst())! }
        return (ends[0]...ends[ends.count - 1]).map { "+\($0),\(parts[1])" }
      }, "singles")
    #expect(ranges == singles)
    let gone: Set<UInt64> = [12_029_999_991, 12_029_999_995, 12_029_999_996, 12_030_000_001]
    #expect(ranges.0 == Set(12_029_999_990...12_030_000_009).subtracting(gone))
  }
}
