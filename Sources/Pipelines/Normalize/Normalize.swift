import DelimitedText
import Files
import PhoneNumbers
import Synchronization

/// Writes a file again with the E.164 form of every row's numbers.
public struct Normalize: Sendable {
  public struct Options: Sendable {
    public var threadCount = 1
    public var hasHeader = true
    public var isSynced = false

    public init() {}
  }

  private let input: RowFile
  private let layout: RowFile.Layout
  private let columns: NumberColumns
  private let options: Options

  public init(
    input: RowFile, layout: RowFile.Layout, columns: NumberColumns, options: Options
  ) {
    self.input = input
    self.layout = layout
    self.columns = columns
    self.options = options
  }

  /// Normalises into `outputPath`; on any error it does not appear.
  ///
  /// - Returns: The rows, and how many numbers have each grade.
  public func run(
    outputPath: String, progress: Progress = Progress()
  ) throws(PipelineError) -> (rowCount: Int, counts: NormalizeCounts) {
    let output = try OrderedOutput(path: outputPath)
    let rowExtension = RowExtension(layout, hasHeader: options.hasHeader)
    try writeHead(output, rowExtension)
    let pipeline = RowPipeline(
      source: input.source, rowScanner: columns.scanner(),
      workerCount: options.threadCount,
      firstRowNumber: layout.firstRowNumber(hasHeader: options.hasHeader), progress: progress)
    let total = Mutex(NormalizeCounts())
    try pipeline.run {
      NormalizeProcessor(columns: columns, rowExtension: rowExtension, output: output)
    } collect: { processor in
      let counts = processor.counts
      total.withLock { $0.add(counts) }
    }
    _ = try output.finish(path: outputPath)
    try output.publish(isSynced: options.isSynced)
    return (pipeline.result().rowCount, total.withLock { $0 })
  }

  private func writeHead(
    _ output: OrderedOutput, _ rowExtension: RowExtension
  ) throws(PipelineError) {
    let headByteCount = layout.headByteCount(hasHeader: options.hasHeader)
    var head = ByteBuffer(capacity: headByteCount + 64)
    try input.withPrefix(atLeast: headByteCount) { prefix, _ in
      head.append(prefix.extracting(..<layout.firstRowOffset))
      guard options.hasHeader && layout.firstRowByteCount > 0 else { return }
      rowExtension.append(
        prefix.extracting(layout.firstRowOffset..<headByteCount),
        fields: rowExtension.fields(NormalizeProcessor.fieldNames), to: &head)
    }
    input.source.skip(headByteCount)
    try output.append(head)
  }
}
