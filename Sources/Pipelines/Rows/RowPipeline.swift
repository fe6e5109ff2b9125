import DelimitedText
import Files
import SuppressionLists
import Synchronization

/// What is done with the rows of a block; one value a worker, used for block after block.
///
/// Of every block, ``process(_:isFinal:)`` runs in parallel, ``commit(rowNumber:)`` in the order of
/// the blocks, one at a time, and ``complete()`` in parallel again. A block whose start was guessed
/// wrong is processed anew: whatever ``process(_:isFinal:)`` has done must be undone by its next call.
package protocol RowProcessor: ~Copyable, SendableMetatype {
  /// The rows of the block processed last.
  var rowCount: Int { get }
  /// What is wrong with the quotes of the block processed last; checked in its turn.
  var quoteFinding: QuoteFinding? { get }
  /// Works on the whole rows of `block`, which begins with one.
  ///
  /// - Returns: The offset of the first byte that was left, the start of an unfinished row.
  mutating func process(_ block: Span<UInt8>, isFinal: Bool) throws(PipelineError) -> Int
  /// Adds the block to what all blocks share.
  ///
  /// - Parameter rowNumber: The number of its first row.
  mutating func commit(rowNumber: Int) throws(PipelineError)
  /// Does what needs no order, such as writing at a known offset; or puts it off.
  mutating func complete() throws(PipelineError)
  /// Does what was put off, once there are no more blocks.
  mutating func finish() throws(PipelineError)
}

/// Runs the rows of an input through processors, in parallel over blocks and in order.
///
/// ```
///   worker:  take a block ─► process ─► (wait for the turn) ─► commit ─► complete ─► take …
///            in order        parallel                          in order  parallel
/// ```
///
/// A worker processes its block as if a row began at its start. In its turn it learns whether its
/// predecessor really ended there. If not (the cut fell into a quoted field), it processes the
/// predecessor's unfinished row and its own block together. By induction from the first block, every
/// row is exactly what one pass over the whole input would find.
package final class RowPipeline: Sendable {
  /// What the turns hand on.
  private struct State: ~Copyable {
    var rowCount = 0
    var failure: PipelineError?
    /// Where the unfinished row begins, or nil if the last block ended with its last row.
    var unfinishedOffset: Int?
    /// Its bytes.
    var unfinished = ByteBuffer(capacity: 0)
    var hasher = EvidenceHasher(.none)
  }

  private let source: BlockSource
  private let rowScanner: RowScanner
  private let progress: Progress
  private let turnstile: Turnstile
  private let workerCount: Int
  private let firstRowNumber: Int
  private let state = Mutex(State())

  /// - Parameters:
  ///   - rowScanner: Finds the ends of rows, and no columns.
  ///   - firstRowNumber: The number of the first row, 2 after a header.
  package init(
    source: BlockSource, rowScanner: RowScanner, workerCount: Int, firstRowNumber: Int,
    progress: Progress
  ) {
    self.source = source
    self.rowScanner = rowScanner
    self.progress = progress
    self.workerCount = max(1, workerCount)
    self.firstRowNumber = firstRowNumber
    turnstile = Turnstile(workerCount: self.workerCount)
  }

  /// Digests the input in order, beginning with `prefix`, the bytes that the source leaves out.
  package func digestInput(after prefix: Span<UInt8>, _ choice: DigestChoice) {
    var hasher = EvidenceHasher(choice)
    hasher.update(prefix)
    state.withLock { swap(&hasher, &$0.hasher) }
  }

  /// Runs until the input ends.
  ///
  /// - Parameters:
  ///   - makeProcessor: Makes the processor of a worker.
  ///   - collect: Sees it when it is done.
  package func run<Processor: RowProcessor & ~Copyable>(
    _ makeProcessor: @Sendable () throws(PipelineError) -> Processor,
    collect: @Sendable (borrowing Processor) -> Void = { _ in }
  ) throws(PipelineError) {
    Workers.run(workerCount) { _ in
      do throws(PipelineError) {
        var processor = try makeProcessor()
        try work(&processor)
        source.releasePart(of: workerCount)
        try processor.finish()
        collect(processor)
      } catch {
        fail(error)
      }
    }
    do throws(FileError) {
      // First of all: what else went wrong may come of it.
      try source.checkUnchanged()
    } catch {
      throw PipelineError(error)
    }
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  /// The rows of the whole input and its digests, after ``run(_:collect:)``, once.
  package func result() -> (rowCount: Int, digests: FileResult.Digests?) {
    state.withLock { ($0.rowCount, $0.hasher.finish()) }
  }

  private func fail(_ error: PipelineError) {
    source.stop()
    state.withLock { $0.failure = $0.failure ?? error }
  }

  private func work<Processor: RowProcessor & ~Copyable>(
    _ processor: inout Processor
  ) throws(PipelineError) {
    let isMapped = source.isMapped
    var buffer = ByteBuffer(capacity: isMapped ? 0 : source.limits.blockByteCount + 4096)
    while let block = try takeBlock(into: &buffer) {
      if isMapped {
        try source.withMappedBytes(of: block) { bytes throws(PipelineError) in
          try work(on: block, bytes: bytes, &processor)
        }
      } else {
        try work(on: block, bytes: buffer.span, &processor)
      }
    }
  }

  /// The next block, with its bytes in `buffer` unless they are mapped.
  private func takeBlock(
    into buffer: inout ByteBuffer
  ) throws(PipelineError) -> BlockSource.Block? {
    var taken: BlockSource.Block?
    do throws(FileError) {
      taken = try source.next(into: &buffer)
      if let taken, !source.isMapped { try source.read(taken, into: &buffer) }
      return taken
    } catch {
      let error = PipelineError(error)
      if let taken {
        // Later blocks wait for the turn of this one.
        turnstile.wait(for: taken.number)
        giveUp(taken, error)
      }
      throw error
    }
  }

  /// Ends the turn of a block that failed.
  private func giveUp(_ block: BlockSource.Block, _ error: PipelineError) {
    // Before the turn ends, so that no later block is committed.
    fail(error)
    turnstile.leave(block.number)
  }

  private func work<Processor: RowProcessor & ~Copyable>(
    on block: BlockSource.Block, bytes: Span<UInt8>, _ processor: inout Processor
  ) throws(PipelineError) {
    let processed = Result { () throws(PipelineError) in
      try processor.process(bytes, isFinal: block.isFinal)
    }
    turnstile.wait(for: block.number)
    do throws(PipelineError) {
      try takeTurn(block, bytes: bytes, processed: processed, &processor)
    } catch {
      giveUp(block, error)
      throw error
    }
    turnstile.leave(block.number)
    try processor.complete()
    progress.add(byteCount: block.range.count, rowCount: processor.rowCount)
  }

  // MARK: The turn

  private func takeTurn<Processor: RowProcessor & ~Copyable>(
    _ block: BlockSource.Block, bytes: Span<UInt8>, processed: Result<Int, PipelineError>,
    _ processor: inout Processor
  ) throws(PipelineError) {
    let (failure, unfinishedOffset, rowCount) = state.withLock { state in
      state.hasher.update(bytes)
      return (state.failure, state.unfinishedOffset, state.rowCount)
    }
    // A failure in an earlier block is the one to report; this block's output is not wanted.
    if let failure { throw failure }
    let rowNumber = firstRowNumber + rowCount
    if let unfinishedOffset {
      try repair(
        block, bytes: bytes, from: unfinishedOffset, rowNumber: rowNumber, &processor)
    } else {
      let end = try processed.get()
      try check(bytes, end: end, offset: block.range.lowerBound, rowNumber: rowNumber)
      try check(processor.quoteFinding, offset: block.range.lowerBound, rowNumber: rowNumber)
      leave(bytes, from: end, offset: block.range.lowerBound)
    }
    try processor.commit(rowNumber: rowNumber)
    state.withLock { $0.rowCount += processor.rowCount }
  }

  /// Processes the unfinished row before `block` and the block together.
  private func repair<Processor: RowProcessor & ~Copyable>(
    _ block: BlockSource.Block, bytes: Span<UInt8>, from offset: Int, rowNumber: Int,
    _ processor: inout Processor
  ) throws(PipelineError) {
    var joined = ByteBuffer(capacity: 0)
    state.withLock { swap(&joined, &$0.unfinished) }
    joined.append(bytes)
    let end = try processor.process(joined.span, isFinal: block.isFinal)
    try check(joined.span, end: end, offset: offset, rowNumber: rowNumber)
    try check(processor.quoteFinding, offset: offset, rowNumber: rowNumber)
    leave(joined.span, from: end, offset: offset)
  }

  /// Hands an unfinished row on to the next block.
  private func leave(_ bytes: Span<UInt8>, from end: Int, offset: Int) {
    state.withLock { state in
      state.unfinishedOffset = end < bytes.count ? offset + end : nil
      state.unfinished.removeAll()
      state.unfinished.append(bytes.extracting(end...))
    }
  }

  /// Refuses quotes that swallow something; those of rows that this program writes never do.
  private func check(
    _ finding: QuoteFinding?, offset: Int, rowNumber: Int
  ) throws(PipelineError) {
    guard let finding, !source.hasOwnRows else { return }
    let kind = PipelineError.Kind.quotes(
      finding.cause, row: rowNumber + finding.row, offset: offset + finding.offset)
    throw PipelineError(kind, path: source.path)
  }

  /// Refuses a row that is too long. Only in blocks that are longer than a row may be.
  private func check(
    _ bytes: Span<UInt8>, end: Int, offset: Int, rowNumber: Int
  ) throws(PipelineError) {
    let max = source.limits.rowByteCountMax
    guard bytes.count > max else { return }
    var batch = RowBatch(rowCapacity: 1, columnCount: 0)
    var start = 0
    var number = rowNumber
    while start < end {
      let next = rowScanner.scan(bytes, from: start, isFinal: true, into: &batch)
      if next - start > max { break }
      start = next
      number += 1
    }
    if start < end || bytes.count - end > max {
      let kind = PipelineError.Kind.rowByteCount(row: number, offset: offset + start, max: max)
      throw PipelineError(kind, path: source.path)
    }
  }
}
