import Files
import Glibc
import PhoneNumbers
import SuppressionLists
import TestSupport
import Testing

@testable import Pipelines
@testable import Verdicts

/// Scrubs against their naive twin.
struct ScrubTests {
  private let folder = TemporaryFolder()
  private let sample = SampleIndex.shared

  /// Where the bytes come from and go to.
  enum Way: CaseIterable {
    case fileToFile, pipeToFile, fileToPipe, pipeToPipe
  }

  private func twin(
    _ columns: NumberColumns, _ coverage: CoverageTwin?, hasHeader: Bool
  ) -> ScrubTwin {
    var twin = ScrubTwin(
      delimiter: columns.delimiter, phoneColumns: columns.phoneColumns, listed: sample.listed,
      catalogue: sample.index.lists,
      regionNamed: RegionNames.region)
    if let coverage { twin.coverage = coverage }
    twin.regionColumn = columns.regionColumn
    twin.region = columns.region
    twin.hasHeader = hasHeader
    return twin
  }

  /// Scrubs `input` and compares everything with the twin.
  ///
  /// - Parameter coverage: Other lists in the place of the index's, and a policy.
  @discardableResult
  private func compare(
    _ input: [UInt8], _ columns: NumberColumns, limits: BlockLimits = BlockLimits(),
    threadCount: Int = 1, way: Way = .fileToFile, hasHeader: Bool = true,
    coverage: CoverageTwin? = nil, name: String
  ) throws -> ScrubCounts {
    var columns = columns
    columns.trustsQuotes = true
    var twin = twin(columns, coverage, hasHeader: hasHeader)
    let expected = twin.scrub(input)
    let source = way == .pipeToFile || way == .pipeToPipe ? PipeSource(input) : nil
    let target = way == .fileToPipe || way == .pipeToPipe ? PipeTarget() : nil
    let campaign = try RowFile(
      path: try source?.path ?? folder.write("campaign.csv", input), limits: limits)
    withExtendedLifetime(source) {}
    let outputPath = target?.path ?? folder.path("kept.csv")
    if let openQuote = openQuote(in: input, delimiter: columns.delimiter) {
      #expect(throws: PipelineError(openQuote, path: campaign.path), "\(name)") {
        let layout = try campaign.layout(form(columns))
        var options = Scrub.Options()
        options.threadCount = threadCount
        options.hasHeader = hasHeader
        let scrub = Scrub(
          campaign: campaign, layout: layout, columns: columns, index: sample.index,
          policy: .plain, options: options)
        _ = try scrub.run(outputPath: outputPath)
      }
      return ScrubCounts(listCount: sample.index.lists.count)
    }
    let layout = try campaign.layout(form(columns))
    var options = Scrub.Options()
    options.threadCount = threadCount
    options.rejectedPath = folder.path("rejected.csv")
    options.hasHeader = hasHeader
    options.isDigested = true
    let lists = coverage?.catalogue ?? sample.index.lists
    let verdicts = VerdictTable(
      lists: lists, classes: sample.index.classes, policy: coverage?.policy ?? .plain)
    let scrub = Scrub(
      campaign: campaign, layout: layout, columns: columns,
      indexes: SuppressionIndexes(sample.index), verdicts: verdicts, options: options)
    let summary = try scrub.run(outputPath: outputPath)

    let kept = try target?.bytes() ?? folder.read("kept.csv")
    let rejected = try folder.read("rejected.csv")
    // As texts, which a failure shows legibly.
    func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    #expect(text(kept) == text(expected.kept), "kept rows of \(name)")
    #expect(text(rejected) == text(expected.rejected), "rejected rows of \(name)")
    let outcomes = Outcome.allCases.map { ($0.name, summary.counts.count($0)) }
    #expect(Dictionary(uniqueKeysWithValues: outcomes) == expected.outcomes, "outcomes of \(name)")
    #expect(summary.counts.lists == expected.lists, "rows blocked by the lists in \(name)")
    #expect(summary.counts.rowCount == expected.outcomes.values.reduce(0, +))
    func result(_ path: String, _ bytes: [UInt8]) -> FileResult {
      FileResult(
        path: path, byteCount: bytes.count, digests: .init(xxh3: ContentDigest(of: bytes.span)))
    }
    #expect(summary.input == result(campaign.path, input), "input of \(name)")
    #expect(summary.output == result(outputPath, expected.kept), "output of \(name)")
    #expect(summary.rejected == result(options.rejectedPath!, expected.rejected))
    return summary.counts
  }

  /// How the twin reads: with quotes that are right.
  private func form(_ columns: NumberColumns) -> RowForm {
    var form = RowForm(delimiter: columns.delimiter)
    form.trustsQuotes = true
    return form
  }

  /// The error of a file that ends inside a quote.
  private func openQuote(in input: [UInt8], delimiter: UInt8) -> PipelineError.Kind? {
    let markByteCount = input.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let rows = CSVReaderTwin.rows(of: Array(input[markByteCount...]), delimiter: delimiter)
    guard let last = rows.last, last.endsInQuotes else { return nil }
    let offset = markByteCount + last.fields.last!.rawRange.lowerBound
    return .quotes(.open, row: rows.count, offset: offset)
  }

  private func columns(_ delimiter: UInt8, _ generator: inout SeededGenerator) -> NumberColumns {
    NumberColumns(
      delimiter: delimiter,
      phoneColumns: [[0], [0, 2], [2], [1]].randomElement(using: &generator)!,
      regionColumn: [nil, 1].randomElement(using: &generator)!,
      region: [nil, Region("US"), Region("GB")].randomElement(using: &generator)!)
  }

  /// Blocks of every small size: whatever can be cut is cut, mapped and streamed.
  @Test(arguments: 1...200)
  func everyBlockSizeGivesTheSame(blockByteCount: Int) throws {
    var generator = SeededGenerator(stream: 0x5C2B_0000 + UInt64(blockByteCount))
    for way in [Way.fileToFile, .pipeToFile] {
      let delimiter = [UInt8(ascii: ","), 0x3B, 0x09, 0x7C].randomElement(using: &generator)!
      let campaign = CampaignSample(numbers: sample.numbers, delimiter: delimiter)
      let input = campaign.bytes(
        rowCount: Int.random(in: 0...60, using: &generator), using: &generator)
      let columns = columns(delimiter, &generator)
      var limits = BlockLimits()
      limits.blockByteCount = blockByteCount
      let threadCount = [1, 2, 5].randomElement(using: &generator)!
      try compare(
        input, columns, limits: limits, threadCount: threadCount, way: way,
        name: "blocks of \(blockByteCount), \(threadCount) threads, \(way)")
    }
  }

  /// Lists of every kind, age and coverage, for some channels and purposes only.
  @Test func generatedCatalogues() throws {
    var seen: Set<Outcome> = []
    for round in 0..<150 {
      var generator = SeededGenerator(stream: 0x5C2B_1000 + UInt64(round))
      var lists = sample.index.lists
      let prefixes = [
        "1", "1202", "120255501", "12025550107", "44", "442079", "49", "4420794600003",
      ]
      CatalogueSample.vary(&lists, prefixes: prefixes, using: &generator)
      var coverage = CoverageTwin(catalogue: lists)
      coverage.channel = [nil, "voice", "sms"].randomElement(using: &generator)!
      coverage.purpose = [nil, "sales"].randomElement(using: &generator)!
      var campaign = CampaignSample(numbers: sample.numbers, delimiter: UInt8(ascii: ","))
      // Second numbers in a cell, and numbers that have aliases.
      campaign.numbers += [
        "+12025550199 / +442079460100", "+442079460000; 202 555 0199",
        "+12025550190 or 0171 5550190",
        "+54 11 2345 6789", "+55 11 2345 6789", "+4930123456",
      ]
      let input = campaign.bytes(
        rowCount: Int.random(in: 0...60, using: &generator), using: &generator)
      let columns = columns(UInt8(ascii: ","), &generator)
      let counts = try compare(
        input, columns, threadCount: 1 + round % 2, coverage: coverage, name: "round \(round)")
      seen.formUnion(Outcome.allCases.filter { counts.count($0) > 0 })
    }
    #expect(seen == Set(Outcome.allCases).subtracting([.duplicate, .unconsented]))
  }

  /// One file, cut after every byte, by every number of threads, in and out of files and pipes.
  @Test(arguments: [1, 2, 5], [Way.fileToFile, .pipeToPipe])
  func everyCutOfOneFileGivesTheSame(threadCount: Int, way: Way) throws {
    let rows = [
      "\u{FEFF}id,phone\r\n", "1,+12025550101\r\n",
      "\"2\r\n,+12025550102\r\n\",\"+12025550102\"\r\n",
      "\r\n", "\"3\"\",\r\n\"\"\",(202) 555-0103\n", "4,\r", ",+12025550100\n", "\r",
      "\"5,\n+12025550104\"x,\"+120255501\"\"05\"\n", "6,+12025550199\u{0},\n",
      "7,\"+12025550101\n",
    ]
    let text = rows.joined()
    let input = Array(text.utf8)
    let columns = NumberColumns(
      delimiter: UInt8(ascii: ","), phoneColumns: [1], region: Region("US"))
    for blockByteCount in 1...input.count + 1 {
      var limits = BlockLimits()
      limits.blockByteCount = blockByteCount
      try compare(
        input, columns, limits: limits, threadCount: threadCount, way: way,
        name: "blocks of \(blockByteCount)")
    }
  }

  @Test(arguments: [true, false])
  func filesWithAndWithoutHeader(hasHeader: Bool) throws {
    let columns = NumberColumns(
      delimiter: UInt8(ascii: ","), phoneColumns: [0], region: Region("US"))
    let texts = [
      "", "\u{FEFF}", "phone", "phone\n", "\u{FEFF}phone\r\n", "\n", "\r\n\n\r", "phone\n\n\n",
      "+12025550101", "+12025550100", "+12025550101\n+12025550100", "\"phone", "\"phone\r",
      "\"phone\"\"", "\"phone\"", ",\n,",
      "phone\r+12025550100\r+12025550101\r",
    ]
    for text in texts {
      try compare(
        Array(text.utf8), columns, hasHeader: hasHeader, name: "\(text.debugDescription)")
    }
  }

  /// Larger than the blocks that everybody uses, with long rows across their borders: as in one block.
  @Test func blocksOfTheUsualSize() throws {
    var generator = SeededGenerator(stream: 0x5C2B_0002)
    let campaign = CampaignSample(numbers: sample.numbers, delimiter: UInt8(ascii: ","))
    var input = Array("phone\n".utf8)
    let notes = [UInt8](repeating: UInt8(ascii: "\n"), count: 300_000)
    while input.count < 3 << 20 {
      input += campaign.bytes(rowCount: 20, using: &generator)
      // Closes a quote, if one is open.
      input += Array("\"\n\"".utf8) + notes + Array("\"\n".utf8)
    }
    input = CSVReaderTwin.closingQuote(of: input, delimiter: UInt8(ascii: ","))
    var columns = NumberColumns(delimiter: UInt8(ascii: ","), phoneColumns: [0])
    columns.trustsQuotes = true
    let path = try folder.write("campaign.csv", input)
    func scrub(_ path: String, _ limits: BlockLimits) throws -> (Scrub.Summary, [[UInt8]]) {
      let campaign = try RowFile(path: path, limits: limits)
      var options = Scrub.Options()
      options.threadCount = 2
      options.rejectedPath = folder.path("rejected.csv")
      let scrub = Scrub(
        campaign: campaign, layout: try campaign.layout(form(columns)), columns: columns,
        index: sample.index,
        policy: .plain, options: options)
      let summary = try scrub.run(outputPath: folder.path("kept.csv"))
      return (summary, [try folder.read("kept.csv"), try folder.read("rejected.csv")])
    }
    var whole = BlockLimits()
    whole.blockByteCount = 8 << 20
    let (expected, expectedBytes) = try scrub(path, whole)
    let pipe = PipeSource(input)
    for path in [path, pipe.path] {
      let (summary, bytes) = try scrub(path, BlockLimits())
      #expect(summary.counts == expected.counts)
      // Without the arrays, whose difference would take minutes to work out.
      let isSame = bytes == expectedBytes
      #expect(isSame, "\(path)")
    }
    withExtendedLifetime(pipe) {}
  }

  /// Without a path for them, rejected rows are counted and go nowhere.
  @Test func rejectedRowsNeedNoFile() throws {
    let input = Array("phone\n+12025550101\n+12025550100\n".utf8)
    let campaign = try RowFile(path: folder.write("campaign.csv", input))
    let scrub = Scrub(
      campaign: campaign, layout: try campaign.layout(delimiter: nil),
      columns: NumberColumns(delimiter: 0x2C, phoneColumns: [0]), index: sample.index,
      policy: .plain,
      options: Scrub.Options())
    let summary = try scrub.run(outputPath: folder.path("kept.csv"))
    #expect(summary.rejected == nil)
    #expect(
      summary.output == FileResult(path: folder.path("kept.csv"), byteCount: 19, digests: nil))
    #expect(summary.counts.count(.listed) == 1)
    #expect(try folder.names == ["campaign.csv", "kept.csv"])
  }

  @Test func nothingAppearsIfTheReportFails() throws {
    let campaign = try RowFile(path: folder.write("campaign.csv", "phone\n+12025550101\n"))
    var options = Scrub.Options()
    options.rejectedPath = folder.path("rejected.csv")
    let scrub = Scrub(
      campaign: campaign, layout: try campaign.layout(delimiter: nil),
      columns: NumberColumns(delimiter: 0x2C, phoneColumns: [0]), index: sample.index,
      policy: .plain,
      options: options)
    let failure = PipelineError(IndexError(.unknownClass, path: "report"))
    #expect(throws: failure) {
      try scrub.run(outputPath: folder.path("kept.csv")) { summary throws(PipelineError) in
        #expect(summary.counts.rowCount == 1)
        throw failure
      }
    }
    #expect(try folder.names == ["campaign.csv"])
  }

  /// A campaign that becomes shorter under the scrub is an error, and nobody waits for its rows.
  @Test(arguments: [1, 4])
  func aFileThatBecomesShorterIsRefused(threadCount: Int) throws {
    let rows = String(repeating: "+12025550101\n", count: 1000)
    for length in [0, 6, 100, 6000, 13_005] {
      let path = try folder.write("campaign.csv", "phone\n" + rows)
      var limits = BlockLimits()
      limits.blockByteCount = 500
      let campaign = try RowFile(path: path, limits: limits)
      let layout = try campaign.layout(delimiter: nil)
      #expect(unsafe truncate(path, length) == 0)
      var options = Scrub.Options()
      options.threadCount = threadCount
      let other = TemporaryFolder()
      let scrub = Scrub(
        campaign: campaign, layout: layout,
        columns: NumberColumns(delimiter: 0x2C, phoneColumns: [0]), index: sample.index,
        policy: .plain, options: options)
      let failure = PipelineError(FileError(.read, path, .noData))
      #expect(throws: failure) { try scrub.run(outputPath: other.path("kept.csv")) }
      #expect("\(failure)".contains("became shorter while it was read"))
      #expect(try other.names == [])
    }
  }

  /// A campaign that is written to under the scrub is an error: a row may have been decided on before
  /// and copied after.
  @Test(arguments: [false, true])
  func aFileThatIsWrittenToIsRefused(isAppended: Bool) throws {
    let path = try folder.write("campaign.csv", "phone\n+12025550101\n+12025550102\n")
    let campaign = try RowFile(path: path)
    let layout = try campaign.layout(delimiter: nil)
    // Beyond the grain of the time stamps of older kernels.
    usleep(20_000)
    let writer = unsafe open(path, O_WRONLY)
    #expect(unsafe pwrite(writer, "+12025550103\n", 13, isAppended ? 32 : 6) == 13)
    close(writer)
    let other = TemporaryFolder()
    let scrub = Scrub(
      campaign: campaign, layout: layout,
      columns: NumberColumns(delimiter: 0x2C, phoneColumns: [0]), index: sample.index,
      policy: .plain, options: Scrub.Options())
    let failure = PipelineError(FileError(.read, path, .resourceBusy))
    #expect(throws: failure) { try scrub.run(outputPath: other.path("kept.csv")) }
    #expect("\(failure)".contains("was written to while it was read"))
    #expect(try other.names == [])
  }

  /// An index over which another file is copied is an error: some answers are of neither.
  @Test(arguments: [false, true])
  func anIndexThatIsWrittenToIsRefused(isShortened: Bool) throws {
    let path = folder.path("list.ndx")
    let builder = try IndexBuilder(path: path, listCount: 1, options: .init())
    var collector = builder.makeCollector()
    try collector.add([12_025_550_101].span, list: 0)
    try collector.flush()
    _ = try builder.finish(lists: [SuppressionList(id: "a", kind: .registry)])
    let index = try SuppressionIndex(path: path)
    let check = NumberCheck(index: index, region: nil, policy: .plain)
    #expect(try check.verdict(for: Array("+12025550101".utf8)).outcome == .listed)
    // Beyond the grain of the time stamps of older kernels.
    usleep(20_000)
    if isShortened {
      #expect(unsafe truncate(path, 0) == 0)
    } else {
      let writer = unsafe open(path, O_WRONLY)
      let zeros = [UInt8](repeating: 0, count: 8)
      #expect(unsafe pwrite(writer, zeros, 8, off_t(index.byteCount) - 8) == 8)
      close(writer)
    }
    let cause = IndexError(
      .file(FileError(.read, path, isShortened ? .noData : .resourceBusy)), path: path)
    let failure = PipelineError(cause)
    #expect(throws: cause) { try check.verdict(for: Array("+12025550101".utf8)) }
    let campaign = try RowFile(path: folder.write("campaign.csv", "phone\n+12025550101\n"))
    let scrub = Scrub(
      campaign: campaign, layout: try campaign.layout(delimiter: nil),
      columns: NumberColumns(delimiter: 0x2C, phoneColumns: [0]), index: index, policy: .plain,
      options: Scrub.Options())
    #expect(throws: failure) { try scrub.run(outputPath: folder.path("kept.csv")) }
    #expect(try Set(folder.names) == ["campaign.csv", "list.ndx"])
  }

  // MARK: Rows that are too long

  /// Cut anywhere, the same row is refused by the same number and offset, or the file goes through.
  @Test(arguments: [Way.fileToFile, .pipeToFile], [1, 2, 5])
  func rowsBeyondTheLimitAreNamed(way: Way, threadCount: Int) throws {
    var generator = SeededGenerator(stream: 0x5C2B_0003)
    var columns = NumberColumns(
      delimiter: UInt8(ascii: ","), phoneColumns: [0], region: Region("US"))
    columns.trustsQuotes = true
    let sampler = CampaignSample(numbers: sample.numbers, delimiter: UInt8(ascii: ","))
    var failureCount = 0
    for blockByteCount in 1...80 {
      let input = sampler.bytes(
        rowCount: Int.random(in: 0...20, using: &generator), using: &generator)
      var limits = BlockLimits()
      limits.blockByteCount = blockByteCount
      limits.rowByteCountMax = Int.random(in: 40...120, using: &generator)
      let name = "blocks of \(blockByteCount), rows of \(limits.rowByteCountMax)"
      guard let expected = tooLongRow(in: input, limit: limits.rowByteCountMax) else {
        try compare(
          input, columns, limits: limits, threadCount: threadCount, way: way, name: name)
        continue
      }
      failureCount += 1
      let other = TemporaryFolder()
      let source = way == .pipeToFile ? PipeSource(input) : nil
      let path = try source?.path ?? folder.write("campaign.csv", input)
      do throws(PipelineError) {
        let campaign = try RowFile(path: path, limits: limits)
        let layout = try campaign.layout(form(columns))
        var options = Scrub.Options()
        options.threadCount = threadCount
        options.rejectedPath = other.path("rejected.csv")
        let scrub = Scrub(
          campaign: campaign, layout: layout, columns: columns, index: sample.index,
          policy: .plain,
          options: options)
        _ = try scrub.run(outputPath: other.path("kept.csv"))
        Issue.record("\(name): not refused")
      } catch {
        let kind = PipelineError.Kind.rowByteCount(
          row: expected.row, offset: expected.offset, max: limits.rowByteCountMax)
        #expect(error == PipelineError(kind, path: path), "\(name)")
      }
      withExtendedLifetime(source) {}
      #expect(try other.names == [])
    }
    #expect(failureCount > 0 && failureCount < 80)
  }

  private func tooLongRow(in input: [UInt8], limit: Int) -> (row: Int, offset: Int)? {
    let markByteCount = input.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var start = 0
    for (index, row) in CSVReaderTwin.rows(
      of: Array(input[markByteCount...]), delimiter: UInt8(ascii: ",")
    ).enumerated() {
      if row.end - start > limit { return (index + 1, markByteCount + start) }
      start = row.end
    }
    return nil
  }
}
