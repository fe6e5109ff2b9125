import PhoneNumbers
import SuppressionLists
import TestSupport
import Testing
import Verdicts

@testable import Pipelines

/// Lists that are spread over several indexes decide as they do in one.
struct SeveralIndexesTests {
  private let folder = TemporaryFolder()

  /// What a scrub leaves behind.
  private struct Result: Equatable {
    var counts: ScrubCounts
    var kept: String
    var rejected: String
  }

  private func scrub(
    _ input: [UInt8], _ columns: NumberColumns, _ indexes: SuppressionIndexes,
    _ policy: VerdictPolicy, readsEveryColumn: Bool, isUnique: Bool, threadCount: Int
  ) throws -> Result {
    var limits = BlockLimits()
    limits.blockByteCount = 500
    let campaign = try RowFile(path: folder.write("campaign.csv", input), limits: limits)
    var form = RowForm(delimiter: columns.delimiter)
    form.trustsQuotes = true
    var options = Scrub.Options()
    options.threadCount = threadCount
    options.rejectedPath = folder.path("rejected.csv")
    options.readsEveryColumn = readsEveryColumn
    options.keptNumbers = isUnique ? KeptNumbers() : nil
    let scrub = Scrub(
      campaign: campaign, layout: try campaign.layout(form), columns: columns, indexes: indexes,
      policy: policy, options: options)
    let summary = try scrub.run(outputPath: folder.path("kept.csv"))
    return Result(
      counts: summary.counts, kept: try folder.text("kept.csv"),
      rejected: try folder.text("rejected.csv"))
  }

  private func policy(using generator: inout SeededGenerator) -> VerdictPolicy {
    VerdictPolicy(
      callDate: CalendarDate(year: 2026, month: 11, day: 22)!,
      channel: [nil, .voice, .sms].randomElement(using: &generator)!,
      purpose: [nil, "sales"].randomElement(using: &generator)!)
  }

  /// Outputs, evidence and counts of scrub and audit, and the verdicts on single numbers.
  @Test(arguments: 1...4, [false, true])
  func decideAsOne(partCount: Int, hasOverlay: Bool) throws {
    var seen: Set<Outcome> = []
    for round in 0..<10 {
      var generator = SeededGenerator(
        stream: 0x1DE5_1000 + UInt64(round * 100 + partCount * 2 + (hasOverlay ? 1 : 0)))
      let split = try SplitIndexes(
        partCount: partCount, hasOverlay: hasOverlay, in: folder, using: &generator)
      let policy = policy(using: &generator)
      var sample = CampaignSample(numbers: split.numbers, delimiter: UInt8(ascii: ","))
      sample.numbers += ["+12025550090 / +442079460010", "+442079460003; 202 555 0105"]
      let input = CSVReaderTwin.closingQuote(
        of: sample.bytes(rowCount: 80, using: &generator), delimiter: UInt8(ascii: ","))
      let isEvery = Int.random(in: 0..<3, using: &generator) == 0
      let isUnique = !isEvery && Int.random(in: 0..<3, using: &generator) == 0
      var columns = NumberColumns(
        delimiter: UInt8(ascii: ","),
        phoneColumns: [[0], [0, 2]].randomElement(using: &generator)!, region: Region("US"))
      columns.trustsQuotes = true
      let threadCount = Int.random(in: 1...3, using: &generator)
      let indexes = try split.together()
      let results = try [SuppressionIndexes(split.whole), indexes].map {
        try scrub(
          input, columns, $0, policy, readsEveryColumn: isEvery, isUnique: isUnique,
          threadCount: threadCount)
      }
      let name: Comment = "round \(round), \(partCount) indexes, all cells: \(isEvery)"
      #expect(results[0] == results[1], name)
      seen.formUnion(Outcome.allCases.filter { results[1].counts.count($0) > 0 })
      if !isEvery { try compareAudits(input, columns, split, policy, name) }
      try compareChecks(split, indexes, policy, name)
    }
    #expect(seen.isSuperset(of: [.clear, .listed, .invalid]))
  }

  private func compareAudits(
    _ input: [UInt8], _ columns: NumberColumns, _ split: SplitIndexes, _ policy: VerdictPolicy,
    _ name: Comment
  ) throws {
    let counts = try [SuppressionIndexes(split.whole), split.together()].map { indexes in
      let campaign = try RowFile(path: folder.write("campaign.csv", input))
      var form = RowForm(delimiter: columns.delimiter)
      form.trustsQuotes = true
      let audit = Audit(
        input: campaign, layout: try campaign.layout(form), columns: columns, indexes: indexes,
        policy: policy, threadCount: 2, hasHeader: true)
      return try #require(try audit.run().verdicts)
    }
    #expect(counts[0] == counts[1], name)
  }

  private func compareChecks(
    _ split: SplitIndexes, _ indexes: SuppressionIndexes, _ policy: VerdictPolicy, _ name: Comment
  ) throws {
    let region = Region("US")
    let whole = NumberCheck(index: split.whole, region: region, policy: policy)
    let together = NumberCheck(indexes: indexes, region: region, policy: policy)
    let texts = split.numbers + ["", "12", "+49301234567", "(202) 555-0105 / +442079460003"]
    for text in texts {
      let number = Array(text.utf8)
      #expect(try together.verdict(for: number) == whole.verdict(for: number), name)
    }
  }

  /// Of two indexes the second may be damaged, in what no digest was compared for: no row is cleared.
  @Test func damageEndsTheScrub() throws {
    var paths: [String] = []
    for part in 0..<2 {
      let builder = try IndexBuilder(
        path: folder.path("\(part).ndx"), listCount: 3, options: .init())
      var collector = builder.makeCollector()
      for list in 0..<3 {
        let keys = [12_025_550_101 + UInt64(list)]
        try collector.add(keys.span, list: list)
      }
      try collector.flush()
      _ = try builder.finish(
        lists: (0..<3).map { SuppressionList(id: "\(part)-\($0)", kind: .registry) })
      paths.append(folder.path("\(part).ndx"))
    }
    let table = try #require(try SuppressionIndex(path: paths[1]).tables.first)
    var bytes = try folder.read("1.ndx")
    for line in 0..<table.lineCount {
      let start = 4096 + line * SlotLayout.lineByteCount
      for place in table.layout.classOffset..<SlotLayout.lineByteCount {
        bytes[start + place] = 0xEE
      }
    }
    try folder.write("1.ndx", bytes)
    let indexes = try SuppressionIndexes(paths: paths)
    let failure = IndexError(.unknownClass, path: paths[1])
    let texts = ["phone,x\n+12025550101,\n+12025550199,\n"]
    for text in texts {
      for (isEvery, columnCount) in [(false, 1), (false, 2), (true, 1)] {
        let columns = NumberColumns(
          delimiter: UInt8(ascii: ","), phoneColumns: Array(0..<columnCount))
        #expect(throws: PipelineError(.index(failure), path: paths[1])) {
          try scrub(
            Array(text.utf8), columns, indexes, .plain, readsEveryColumn: isEvery, isUnique: false,
            threadCount: 1)
        }
      }
    }
    let campaign = try RowFile(path: folder.path("campaign.csv"))
    let audit = Audit(
      input: campaign, layout: try campaign.layout(delimiter: nil),
      columns: NumberColumns(delimiter: UInt8(ascii: ","), phoneColumns: [0]), indexes: indexes,
      policy: .plain, threadCount: 1, hasHeader: true)
    #expect(throws: PipelineError(.index(failure), path: paths[1])) { try audit.run() }
    let check = NumberCheck(indexes: indexes, region: nil, policy: .plain)
    #expect(throws: IndexError.self) { try check.verdict(for: Array("+12025550101".utf8)) }
    #expect(try check.verdict(for: Array("+442079460001".utf8)).outcome == .clear)
  }
}
