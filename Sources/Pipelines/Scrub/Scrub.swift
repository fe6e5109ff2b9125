import DelimitedText
import Files
import PhoneNumbers
import SuppressionLists
import Synchronization
import Verdicts

/// Takes the rows that must not be contacted out of a campaign file.
///
/// ```
///   campaign ─► blocks ─► rows ─► numbers ─► classes ─► kept rows, byte for byte ─► output
///                                                   └─► the others, with the reason ─► rejected
/// ```
public struct Scrub: Sendable {
  public struct Options: Sendable {
    public var threadCount = 1
    /// The path of the rejected rows, if they are wanted.
    public var rejectedPath: String?
    /// True if the first row is a header.
    public var hasHeader = true
    /// True if the outputs shall survive a power failure.
    public var isSynced = false
    /// True if input and outputs shall be digested, for a report.
    public var isDigested = false
    /// True if they shall have a SHA-256 besides, for a certificate.
    public var isHashed = false
    /// The numbers of rows that were kept before, if no row may repeat a number; those of this campaign
    /// are added.
    public var keptNumbers: KeptNumbers?
    /// True if a listed number in any cell of a row blocks it, whatever the column. Then there need be
    /// no phone columns: all valid numbers of a row are its numbers.
    public var readsEveryColumn = false

    public init() {}

    var digest: DigestChoice { isHashed ? .cryptographic : isDigested ? .fast : .none }
  }

  /// What was done.
  public struct Summary: Sendable {
    public var counts: ScrubCounts
    public var input: FileResult
    public var output: FileResult
    public var rejected: FileResult?
  }

  private let campaign: RowFile
  private let layout: RowFile.Layout
  private let columns: NumberColumns
  private let indexes: SuppressionIndexes
  private let verdicts: VerdictTable
  private let options: Options

  /// A scrub against one or more indexes, asked as if they were one.
  public init(
    campaign: RowFile, layout: RowFile.Layout, columns: NumberColumns,
    indexes: SuppressionIndexes, policy: VerdictPolicy, options: Options
  ) {
    self.init(
      campaign: campaign, layout: layout, columns: columns, indexes: indexes,
      verdicts: VerdictTable(indexes, policy: policy), options: options)
  }

  public init(
    campaign: RowFile, layout: RowFile.Layout, columns: NumberColumns, index: SuppressionIndex,
    policy: VerdictPolicy, options: Options
  ) {
    self.init(
      campaign: campaign, layout: layout, columns: columns, indexes: SuppressionIndexes(index),
      policy: policy, options: options)
  }

  /// - Parameter verdicts: Those of `indexes`.
  init(
    campaign: RowFile, layout: RowFile.Layout, columns: NumberColumns,
    indexes: SuppressionIndexes, verdicts: VerdictTable, options: Options
  ) {
    self.campaign = campaign
    self.layout = layout
    self.columns = columns
    self.indexes = indexes
    self.verdicts = verdicts
    self.options = options
    precondition(
      !columns.phoneColumns.isEmpty || options.readsEveryColumn && options.keptNumbers == nil,
      "some cells are read, and where no number may be repeated phone columns tell which")
  }

  /// Scrubs the campaign into `outputPath`; on any error no output appears.
  ///
  /// - Parameter beforePublishing: Called with the summary once all is written, before a name
  ///   appears: for a report that must be there whenever the output is.
  public func run(
    outputPath: String, progress: Progress = Progress(),
    beforePublishing: (Summary) throws(PipelineError) -> Void = { _ in }
  ) throws(PipelineError) -> Summary {
    guard let keptNumbers = options.keptNumbers else {
      return try runOnce(outputPath, progress, beforePublishing)
    }
    keptNumbers.begin(campaign.path, expectedCount: try expectedRowCount())
    do throws(PipelineError) {
      let summary = try runOnce(outputPath, progress, beforePublishing)
      keptNumbers.accept()
      return summary
    } catch {
      keptNumbers.discard()
      throw error
    }
  }

  /// About how many rows the campaign has, by the first of them; of a stream, few.
  private func expectedRowCount() throws(PipelineError) -> Int {
    guard let byteCount = campaign.byteCount else { return Self.rowCountOfStream }
    return try campaign.withPrefix { prefix, _ in
      let sample = prefix.extracting(..<min(prefix.count, Self.sampleByteCount))
      var lineCount = 1
      for index in sample.indices where sample[index] == 0x0A { lineCount += 1 }
      // A little more, so that the set of their numbers need not become larger at the end.
      return byteCount / (max(1, sample.count) / lineCount + 1) * 9 / 8
    }
  }

  /// The bytes of which lines are counted.
  private static let sampleByteCount = 64 << 10
  /// What a set of numbers has room for at first, if nothing is known of the rows.
  private static let rowCountOfStream = 64 << 10

  private func runOnce(
    _ outputPath: String, _ progress: Progress,
    _ beforePublishing: (Summary) throws(PipelineError) -> Void
  ) throws(PipelineError) -> Summary {
    let kept = try OrderedOutput(path: outputPath, digest: options.digest)
    // Kept rows are rows of the campaign.
    kept.expect(byteCount: campaign.byteCount ?? 0)
    let rejected =
      if let path = options.rejectedPath {
        try OrderedOutput(path: path, digest: options.digest)
      } else { OrderedOutput?.none }
    // Advice again: the others, with their fields, are seldom more than a quarter.
    rejected?.expect(byteCount: (campaign.byteCount ?? 0) / 4)
    let pipeline = RowPipeline(
      source: campaign.source, rowScanner: columns.scanner(),
      workerCount: options.threadCount,
      firstRowNumber: layout.firstRowNumber(hasHeader: options.hasHeader), progress: progress)
    let rowExtension = RowExtension(layout, hasHeader: options.hasHeader)
    let headByteCount = try writeHead(kept: kept, rejected: rejected, pipeline: pipeline)
    let total = Mutex(ScrubCounts(listCount: indexes.lists.count))
    try pipeline.run {
      ScrubProcessor(
        indexes: indexes, verdicts: verdicts, columns: columns,
        columnCount: options.readsEveryColumn ? layout.firstRow.count : nil,
        rowExtension: rowExtension, kept: kept, rejected: rejected,
        keptNumbers: options.keptNumbers)
    } collect: { processor in
      let counts = processor.counts
      total.withLock { $0.add(counts) }
    }
    try indexes.checkAnswers()
    let (rowCount, digests) = pipeline.result()
    let counts = total.withLock { $0 }
    // Every row has had exactly one fate, or nothing may appear.
    precondition(counts.rowCount == rowCount, "the outcomes do not add up to the rows")
    let summary = Summary(
      counts: counts,
      input: campaign.origin?.result(options.digest)
        ?? FileResult(
          path: campaign.path, byteCount: headByteCount + progress.byteCount,
          digests: digests),
      output: try kept.finish(path: outputPath),
      rejected: try rejected?.finish(path: options.rejectedPath!))
    try options.keptNumbers?.prepareToAccept()
    try beforePublishing(summary)
    // The kept rows come last: where they stand, all the rest does.
    try rejected?.publish(isSynced: options.isSynced)
    try kept.publish(isSynced: options.isSynced)
    return summary
  }

  /// Writes what is above the rows of data: to the kept ones all of it, to the rejected ones without
  /// titles above the header, which would be in the place of it.
  ///
  /// - Returns: The bytes of the input that are done with.
  private func writeHead(
    kept: OrderedOutput, rejected: OrderedOutput?, pipeline: RowPipeline
  ) throws(PipelineError) -> Int {
    let headByteCount = layout.headByteCount(hasHeader: options.hasHeader)
    var head = ByteBuffer(capacity: headByteCount)
    try campaign.withPrefix(atLeast: headByteCount) { prefix, _ in
      head.append(prefix.extracting(..<headByteCount))
    }
    campaign.source.skip(headByteCount)
    if options.digest != .none { pipeline.digestInput(after: head.span, options.digest) }
    try kept.append(head)
    guard let rejected else { return headByteCount }
    var rejectedHead = ByteBuffer(capacity: headByteCount + 64)
    rejectedHead.append(
      head.span.extracting(..<(layout.markByteCount + layout.separatorByteCount)))
    if options.hasHeader && layout.firstRowByteCount > 0 {
      let rowExtension = RowExtension(layout, hasHeader: true)
      rowExtension.append(
        head.span.extracting(layout.firstRowOffset...),
        fields: rowExtension.fields(VerdictTable.Verdict.fieldNames), to: &rejectedHead)
    }
    try rejected.append(rejectedHead)
    return headByteCount
  }
}
