import Files
import PhoneNumbers
import SuppressionLists
import TestSupport
import Testing

@testable import Pipelines
@testable import Verdicts

/// Scrubs in which every cell counts, against their naive twin.
struct ScrubEveryColumnTests {
  private let folder = TemporaryFolder()
  private let sample = SampleIndex.shared

  private func twin(_ columns: NumberColumns, _ coverage: CoverageTwin?) -> ScrubTwin {
    var twin = ScrubTwin(
      delimiter: columns.delimiter, phoneColumns: columns.phoneColumns, listed: sample.listed,
      catalogue: sample.index.lists,
      regionNamed: RegionNames.region)
    if let coverage { twin.coverage = coverage }
    twin.regionColumn = columns.regionColumn
    twin.region = columns.region
    twin.readsEveryColumn = true
    return twin
  }

  /// Scrubs `input` and compares everything with the twin.
  @discardableResult
  private func compare(
    _ input: [UInt8], _ columns: NumberColumns, coverage: CoverageTwin? = nil,
    isUnique: Bool = false,
    blockByteCount: Int = BlockLimits.blockByteCount, threadCount: Int = 1, name: String
  ) throws -> ScrubCounts {
    let input = CSVReaderTwin.closingQuote(of: input, delimiter: columns.delimiter)
    var columns = columns
    columns.trustsQuotes = true
    var form = RowForm(delimiter: columns.delimiter)
    form.trustsQuotes = true
    var twin = twin(columns, coverage)
    twin.isUnique = isUnique
    let expected = twin.scrub(input)
    var limits = BlockLimits()
    limits.blockByteCount = blockByteCount
    let campaign = try RowFile(path: folder.write("campaign.csv", input), limits: limits)
    var options = Scrub.Options()
    options.threadCount = threadCount
    options.rejectedPath = folder.path("rejected.csv")
    options.readsEveryColumn = true
    options.keptNumbers = isUnique ? KeptNumbers() : nil
    let verdicts = VerdictTable(
      lists: coverage?.catalogue ?? sample.index.lists, classes: sample.index.classes,
      policy: coverage?.policy ?? .plain)
    let scrub = Scrub(
      campaign: campaign, layout: try campaign.layout(form),
      columns: columns, indexes: SuppressionIndexes(sample.index), verdicts: verdicts,
      options: options)
    let summary = try scrub.run(outputPath: folder.path("kept.csv"))
    func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    #expect(text(try folder.read("kept.csv")) == text(expected.kept), "kept rows of \(name)")
    let rejected = text(try folder.read("rejected.csv"))
    #expect(rejected == text(expected.rejected), "rejected rows of \(name)")
    let outcomes = Outcome.allCases.map { ($0.name, summary.counts.count($0)) }
    #expect(Dictionary(uniqueKeysWithValues: outcomes) == expected.outcomes, "outcomes of \(name)")
    #expect(summary.counts.lists == expected.lists, "rows blocked by the lists in \(name)")
    return summary.counts
  }

  private func notes(_ sample: SampleIndex) -> [String] {
    sample.numbers.flatMap { number in
      [
        "call \(number) today", "no. 7, \(number.dropFirst(2)); or 12/\(number)",
        "\(number) \(number)", "id\(number.dropFirst())x", "2026-11-20 \(number.dropFirst(2))",
      ]
    }
  }

  /// Blocks of every small size; with phone columns and without, with and without a region column.
  @Test(arguments: 1...150)
  func everyBlockSizeGivesTheSame(blockByteCount: Int) throws {
    var generator = SeededGenerator(stream: 0xE7E2_0000 + UInt64(blockByteCount))
    let delimiter = [UInt8(ascii: ","), 0x3B].randomElement(using: &generator)!
    var campaign = CampaignSample(numbers: sample.numbers, delimiter: delimiter)
    campaign.otherCells += notes(sample)
    let input = campaign.bytes(
      rowCount: Int.random(in: 0...50, using: &generator), using: &generator)
    let columns = NumberColumns(
      delimiter: delimiter,
      phoneColumns: [[0], [2], [0, 2], []].randomElement(using: &generator)!,
      regionColumn: [nil, 1].randomElement(using: &generator)!,
      region: [Region("US"), Region("GB"), nil].randomElement(using: &generator)!)
    try compare(
      input, columns, isUnique: !columns.phoneColumns.isEmpty && blockByteCount % 2 == 0,
      blockByteCount: blockByteCount, threadCount: [1, 2, 5].randomElement(using: &generator)!,
      name: "blocks of \(blockByteCount)")
  }

  /// Lists of every kind, age and coverage.
  @Test func generatedCatalogues() throws {
    var seen: Set<Outcome> = []
    for round in 0..<80 {
      var generator = SeededGenerator(stream: 0xE7E2_1000 + UInt64(round))
      var lists = sample.index.lists
      CatalogueSample.vary(&lists, prefixes: ["1", "1202", "44", "442079"], using: &generator)
      var coverage = CoverageTwin(catalogue: lists)
      coverage.channel = [nil, "voice", "sms"].randomElement(using: &generator)!
      var campaign = CampaignSample(numbers: sample.numbers, delimiter: UInt8(ascii: ","))
      campaign.otherCells += notes(sample)
      let input = campaign.bytes(rowCount: 40, using: &generator)
      let columns = NumberColumns(
        delimiter: UInt8(ascii: ","), phoneColumns: [[0], []][round % 2], region: Region("US"))
      let counts = try compare(input, columns, coverage: coverage, name: "round \(round)")
      seen.formUnion(Outcome.allCases.filter { counts.count($0) > 0 })
    }
    #expect(seen == Set(Outcome.allCases).subtracting([.duplicate, .unconsented]))
  }

  /// What the other cells do to a row, and what they do not.
  @Test func otherCells() throws {
    // 2025550101 is listed, 2025550199 is not.
    let rows: [(row: String, outcome: String)] = [
      ("2025550199,Ann,", "clear"),
      ("2025550199,Ann,call 202-555-0101", "listed"),
      ("2025550199,2025550101,", "listed"),
      ("2025550199,Ann,\"two\nlines, (202) 555-0101\"", "listed"),
      ("2025550199,Ann,\"so \"\"called\"\" 202.555.0101\"", "listed"),
      // Beyond the columns of the header.
      ("2025550199,Ann,,,+12025550101", "listed"),
      ("2025550199,Ann,,,\"a \"\"b\"\", 12025550101\"", "listed"),
      ("2025550199,\(String(repeating: "text ", count: 60))202 555 0101,", "listed"),
      // No number, and not the number.
      ("2025550199,none,2026-11-20", "clear"),
      ("2025550199,20255501011,", "clear"),
      // The phone column alone decides on the rest.
      ("none,2025550199,", "invalid"),
      (",2025550199,", "invalid"),
    ]
    let input = Array(("phone,name,note\n" + rows.map { "\($0.row)\n" }.joined()).utf8)
    let columns = NumberColumns(delimiter: 0x2C, phoneColumns: [0], region: Region("US"))
    var twin = twin(columns, nil)
    #expect(twin.scrub(input).outcomes["listed"] == rows.count { $0.outcome == "listed" })
    let counts = try compare(input, columns, threadCount: 2, name: "other cells")
    for outcome in [Outcome.clear, .listed, .invalid] {
      #expect(counts.count(outcome) == rows.count { $0.outcome == outcome.name })
    }
    #expect(
      try folder.text("rejected.csv").contains(
        "202-555-0101,listed,D,us-ftc@2026-11-20(every-column)\n"))
  }

  /// Without a phone column, what is a valid number anywhere is one of the row's.
  @Test func withoutAPhoneColumn() throws {
    let rows = [
      ("Ann,2025550199", "clear"), ("Bob,\"see 202-555-0101, or 202-555-0199\"", "listed"),
      ("Eve,none", "invalid"), ("2026-11-20,12", "invalid"),
    ]
    let input = Array(("a,b\n" + rows.map { "\($0.0)\n" }.joined()).utf8)
    let columns = NumberColumns(delimiter: 0x2C, phoneColumns: [], region: Region("US"))
    let counts = try compare(input, columns, name: "no phone column")
    #expect(counts.count(.clear) == 1 && counts.count(.listed) == 1 && counts.count(.invalid) == 2)
    // Nor does a stale list clear anybody.
    var lists = sample.index.lists
    lists[0].ageDayCountMax = 1
    let stale = try compare(
      input, columns, coverage: CoverageTwin(catalogue: lists), name: "a stale list")
    #expect(stale.count(.clear) == 0 && stale.count(.stale) == 1)
  }
}
