import PhoneNumbers
import SuppressionLists

/// A small index of three lists, and the same as a dictionary.
package struct SampleIndex: Sendable {
  package let index: SuppressionIndex
  package let listed: [UInt64: Set<Int>]
  /// Numbers that are listed, each on one or several lists, and as many that are not.
  package let numbers: [String]

  package static let catalogue = [
    SuppressionList(id: "us-ftc", kind: .registry, versionDate: CalendarDate("2026-11-20")),
    SuppressionList(id: "withdrawn", kind: .objection),
    SuppressionList(id: "third.list", kind: .registry),
  ]

  package static let shared = SampleIndex()

  private init() {
    let folder = TemporaryFolder()
    var listed: [UInt64: Set<Int>] = [:]
    var numbers: [String] = []
    for number in UInt64(0)..<24 {
      let us = 12_025_550_100 + number
      let gb = 442_079_460_000 + number
      numbers += ["+\(us)", "+\(gb)"]
      // Eight of each are on no list; the others on every combination of the three.
      let lists = Set((0..<3).filter { (number % 8) >> $0 & 1 == 1 })
      if !lists.isEmpty && number < 16 { (listed[us], listed[gb]) = (lists, lists) }
    }
    self.listed = listed
    self.numbers = numbers
    // A test without its index cannot go on.
    let builder = try! IndexBuilder(
      path: folder.path("sample.ndx"), listCount: 3, options: IndexBuilder.Options())
    var collector = builder.makeCollector()
    for list in 0..<3 {
      let keys = listed.filter { $0.value.contains(list) }.map(\.key)
      try! collector.add(keys.span, list: list)
    }
    try! collector.flush()
    _ = try! builder.finish(lists: Self.catalogue, region: "US")
    index = try! SuppressionIndex(path: folder.path("sample.ndx"))
  }
}
