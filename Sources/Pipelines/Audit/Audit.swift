import DelimitedText
import Files
import PhoneNumbers
import SuppressionLists
import Synchronization
import Verdicts

/// Counts what a campaign holds, without writing any of it.
///
/// The numbers are kept, eight bytes each, so that it can be told exactly how many are distinct.
public struct Audit: Sendable {
  private let input: RowFile
  private let layout: RowFile.Layout
  private let columns: NumberColumns
  private let indexes: SuppressionIndexes?
  private let verdicts: VerdictTable?
  private let threadCount: Int
  private let hasHeader: Bool

  /// - Parameters:
  ///   - indexes: Where the numbers are looked up under `policy`, if that is wanted.
  ///   - hasHeader: True if the first row is a header.
  public init(
    input: RowFile, layout: RowFile.Layout, columns: NumberColumns,
    indexes: SuppressionIndexes?, policy: VerdictPolicy, threadCount: Int, hasHeader: Bool
  ) {
    self.input = input
    self.layout = layout
    self.columns = columns
    self.indexes = indexes
    self.threadCount = threadCount
    self.hasHeader = hasHeader
    verdicts = indexes.map { VerdictTable($0, policy: policy) }
  }

  /// Reads all of the input.
  public func run(progress: Progress = Progress()) throws(PipelineError) -> AuditCounts {
    input.source.skip(layout.headByteCount(hasHeader: hasHeader))
    let pipeline = RowPipeline(
      source: input.source, rowScanner: columns.scanner(), workerCount: threadCount,
      firstRowNumber: layout.firstRowNumber(hasHeader: hasHeader), progress: progress)
    let total = Mutex(AuditCounts(listCount: indexes?.lists.count))
    try pipeline.run {
      AuditProcessor(columns: columns, indexes: indexes, verdicts: verdicts)
    } collect: { processor in
      let counts = processor.counts
      total.withLock { $0.add(counts) }
    }
    try indexes?.checkAnswers()
    let counts = total.withLock { $0 }
    precondition(counts.rowCount == pipeline.result().rowCount, "the counts are of all rows")
    return counts
  }
}
