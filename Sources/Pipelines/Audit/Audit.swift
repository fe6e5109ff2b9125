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
  private let index: SuppressionIndex?
  private let verdicts: VerdictTable?
  private let threadCount: Int
  private let hasHeader: Bool

  /// - Parameters:
  ///   - index: Where the numbers are looked up under `policy`, if it is wanted.
  ///   - hasHeader: True if the first row is a header.
  public init(
    input: RowFile, layout: RowFile.Layout, columns: NumberColumns, index: SuppressionIndex?,
    policy: VerdictPolicy, threadCount: Int, hasHeader: Bool
  ) {
    self.input = input
    self.layout = layout
    self.columns = columns
    self.index = index
    self.threadCount = threadCount
    self.hasHeader = hasHeader
    verdicts = index.map { VerdictTable($0, policy: policy) }
  }

  /// Reads all of the input.
  public func run(progress: Progress = Progress()) throws(PipelineError) -> AuditCounts {
    input.source.skip(layout.headByteCount(hasHeader: hasHeader))
    let pipeline = RowPipeline(
      source: input.source, rowScanner: columns.scanner(), workerCount: threadCount,
      firstRowNumber: layout.firstRowNumber(hasHeader: hasHeader), progress: progress)
    let total = Mutex(AuditCounts(listCount: index?.lists.count))
    try pipeline.run {
      AuditProcessor(columns: columns, index: index, verdicts: verdicts)
    } collect: { processor in
      let counts = processor.counts
      total.withLock { $0.add(counts) }
    }
    try index?.checkAnswers()
    let counts = total.withLock { $0 }
    precondition(counts.rowCount == pipeline.result().rowCount, "the counts are of all rows")
    return counts
  }
}
