import Files
import PhoneNumbers
import SuppressionLists
import TestSupport
import Testing

@testable import Pipelines
@testable import Verdicts

/// Scrubs in which no number may be repeated, against their naive twin.
struct ScrubUniqueTests {
  private let folder = TemporaryFolder()
  private let sample = SampleIndex.shared

  /// Scrubs `input` and compares everything with the twin.
  private func compare(
    _ input: [UInt8], _ columns: NumberColumns, _ twin: inout ScrubTwin, _ kept: KeptNumbers,
    limits: BlockLimits, threadCount: Int, hasRejected: Bool, isPipe: Bool, name: String
  ) throws -> ScrubCounts {
    let input = CSVReaderTwin.closingQuote(of: input, delimiter: columns.delimiter)
    var columns = columns
    columns.trustsQuotes = true
    var form = RowForm(delimiter: columns.delimiter)
    form.trustsQuotes = true
    let expected = twin.scrub(input)
    let source = isPipe ? PipeSource(input) : nil
    let campaign = try RowFile(
      path: try source?.path ?? folder.write("campaign.csv", input), limits: limits)
    withExtendedLifetime(source) {}
    var options = Scrub.Options()
    options.threadCount = threadCount
    options.rejectedPath = hasRejected ? folder.path("rejected.csv") : nil
    options.keptNumbers = kept
    options.isDigested = true
    let scrub = Scrub(
      campaign: campaign, layout: try campaign.layout(form),
      columns: columns, index: sample.index, policy: .plain, options: options)
    let summary = try scrub.run(outputPath: folder.path("kept.csv"))
    func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    #expect(text(try folder.read("kept.csv")) == text(expected.kept), "kept rows of \(name)")
    if hasRejected {
      let rejected = text(try folder.read("rejected.csv"))
      #expect(rejected == text(expected.rejected), "rejected rows of \(name)")
    }
    let outcomes = Outcome.allCases.map { ($0.name, summary.counts.count($0)) }
    #expect(Dictionary(uniqueKeysWithValues: outcomes) == expected.outcomes, "outcomes of \(name)")
    #expect(summary.counts.lists == expected.lists)
    #expect(summary.output.digests?.xxh3 == ContentDigest(of: expected.kept.span))
    return summary.counts
  }

  /// Blocks of every small size: whatever can be cut is cut, mapped and streamed; one campaign after the
  /// other.
  @Test(arguments: 1...150)
  func everyBlockSizeGivesTheSame(blockByteCount: Int) throws {
    var generator = SeededGenerator(stream: 0x0071_0000 + UInt64(blockByteCount))
    let delimiter = [UInt8(ascii: ","), 0x3B].randomElement(using: &generator)!
    var campaign = CampaignSample(numbers: sample.numbers, delimiter: delimiter)
    // Second numbers in a cell, and numbers that have aliases.
    campaign.numbers += [
      "+12025550120 / +442079460021", "+442079460021; 202 555 0122", "+12025550120",
      "+54 9 11 2345 6789", "+54 11 2345 6789", "+55 11 2345 6789",
    ]
    let columns = NumberColumns(
      delimiter: delimiter,
      phoneColumns: [[0], [0, 2], [2], [1]].randomElement(using: &generator)!,
      regionColumn: [nil, nil, 1].randomElement(using: &generator)!, region: Region("US"))
    var twin = ScrubTwin(
      delimiter: delimiter, phoneColumns: columns.phoneColumns, listed: sample.listed,
      catalogue: sample.index.lists,
      regionNamed: RegionNames.region)
    twin.regionColumn = columns.regionColumn
    twin.region = columns.region
    twin.isUnique = true
    let kept = KeptNumbers()
    var limits = BlockLimits()
    limits.blockByteCount = blockByteCount
    for number in 0..<3 {
      let input = campaign.bytes(
        rowCount: Int.random(in: 0...60, using: &generator), using: &generator)
      _ = try compare(
        input, columns, &twin, kept, limits: limits,
        threadCount: [1, 2, 5].randomElement(using: &generator)!,
        hasRejected: Bool.random(using: &generator), isPipe: Bool.random(using: &generator),
        name: "campaign \(number), blocks of \(blockByteCount)")
    }
  }

  /// Every way to say what is the same number, and what is not.
  @Test func whatIsADuplicate() throws {
    let rows: [(cells: String, outcome: String)] = [
      ("+12025550199,", "clear"),
      ("(202) 555-0199,", "duplicate"),
      // A number that is kept nowhere else goes with the row.
      ("202-555-0198,202-555-0199", "duplicate"),
      ("202-555-0198,", "clear"),
      // Twice in one row is once.
      ("202-555-0197,12025550197", "clear"),
      (",202.555.0197", "duplicate"),
      // What is rejected for another reason does not count.
      ("202-555-0196,none", "invalid"),
      ("202-555-0196,", "clear"),
      ("202-555-0101,202-555-0195", "listed"),
      ("202-555-0195,", "clear"),
      // Listed or invalid rows stay what they are.
      ("202-555-0101,202-555-0199", "listed"),
      ("202-555-0199,x", "invalid"),
      // Several numbers in a cell.
      ("202-555-0194 / 202-555-0193,", "clear"),
      ("202-555-0193,", "duplicate"),
      ("202-555-0192 / 202-555-0194,", "duplicate"),
      // One line under two numbers.
      ("+54 9 11 2345 6789,", "clear"),
      ("+54 11 2345 6789,", "duplicate"),
    ]
    let input = "phone,mobile\n" + rows.map { "\($0.cells)\n" }.joined()
    let columns = NumberColumns(delimiter: 0x2C, phoneColumns: [0, 1], region: Region("US"))
    var twin = ScrubTwin(
      delimiter: 0x2C, phoneColumns: [0, 1], listed: sample.listed, catalogue: sample.index.lists,
      regionNamed: RegionNames.region)
    twin.region = columns.region
    twin.isUnique = true
    var whole = twin
    let counts = try compare(
      Array(input.utf8), columns, &whole, KeptNumbers(), limits: BlockLimits(), threadCount: 2,
      hasRejected: true, isPipe: false, name: "all")
    let rejected = try folder.text("rejected.csv").split(separator: "\n").dropFirst()
    #expect(
      rejected.map { String($0.split(separator: ",", omittingEmptySubsequences: false)[2]) }
        == rows.map(\.outcome).filter { $0 != "clear" })
    #expect(counts.count(.duplicate) == rows.count { $0.outcome == "duplicate" })
    for blockByteCount in 1...40 {
      var limits = BlockLimits()
      limits.blockByteCount = blockByteCount
      var again = twin
      _ = try compare(
        Array(input.utf8), columns, &again, KeptNumbers(), limits: limits, threadCount: 3,
        hasRejected: true, isPipe: false, name: "blocks of \(blockByteCount)")
    }
  }

  /// Many blocks of the usual size, half of whose rows are duplicates, by several threads.
  @Test func blocksOfTheUsualSize() throws {
    var generator = SeededGenerator(stream: 0x0071_1000)
    var input = Array("phone,note\n".utf8)
    for row in 0..<60_000 {
      let number = 2_025_560_000 + Int.random(in: 0..<30_000, using: &generator)
      input += Array("\(number),\"row \(row), of a file\"\n".utf8)
    }
    let columns = NumberColumns(delimiter: 0x2C, phoneColumns: [0], region: Region("US"))
    var twin = ScrubTwin(
      delimiter: 0x2C, phoneColumns: [0], listed: sample.listed, catalogue: sample.index.lists,
      regionNamed: RegionNames.region)
    twin.region = columns.region
    twin.isUnique = true
    let counts = try compare(
      input, columns, &twin, KeptNumbers(), limits: BlockLimits(), threadCount: 4,
      hasRejected: true, isPipe: false, name: "a large file")
    #expect(counts.count(.duplicate) > 30_000)
  }

  /// The numbers of a campaign that failed do not count for the next one.
  @Test func aCampaignThatFailsLeavesNothing() throws {
    let kept = KeptNumbers()
    func scrub(_ text: String, output: String, fails: Bool = false) throws -> ScrubCounts {
      let campaign = try RowFile(path: folder.write("campaign.csv", text))
      var options = Scrub.Options()
      options.keptNumbers = kept
      let scrub = Scrub(
        campaign: campaign, layout: try campaign.layout(delimiter: nil),
        columns: NumberColumns(delimiter: 0x2C, phoneColumns: [0]), index: sample.index,
        policy: .plain, options: options)
      return try scrub.run(outputPath: folder.path(output)) { _ throws(PipelineError) in
        if fails { throw PipelineError(.locked, path: "report") }
      }.counts
    }
    let first = "phone\n+12025550190\n+12025550191\n"
    let second = "phone\n+12025550191\n+12025550192\n"
    #expect(throws: PipelineError.self) { try scrub(first, output: "a", fails: true) }
    #expect(try scrub(second, output: "b").count(.duplicate) == 0)
    #expect(throws: PipelineError.self) { try scrub(first, output: "c", fails: true) }
    #expect(try scrub(first, output: "d").count(.duplicate) == 1)
    #expect(try scrub(first + second, output: "e").count(.clear) == 0)
  }
}
