import DelimitedText
import Files
import Synchronization

/// Cuts an input into blocks that end where a row may end, for several workers to take.
///
/// A cut is made after a line terminator, near the end of half a mebibyte. That is where a row ends
/// unless the terminator lies in a quoted field, so a cut is a guess: `RowPipeline` finds out, in
/// order, and repairs it. Regular files are mapped and blocks are parts of the mapping; anything else
/// is read into the worker's buffer: pipes, members of archives, and rows that are made of tags.
final class BlockSource: Sendable {
  /// A piece of the input, with its place in the order.
  struct Block: Sendable {
    var number: Int
    /// Where it lies in the input, in bytes from its start.
    var range: Range<Int>
    /// True for the last block. There is always one, which may be empty.
    var isFinal: Bool
  }

  /// Where a stream comes from.
  private enum Input: Sendable {
    case file(StreamFile)
    case archive(ArchiveReader)
    case tags(TagSource)

    func read(
      into buffer: inout ByteBuffer, upTo byteCount: Int
    ) throws(FileError) -> Int {
      switch self {
      case .file(let stream): try buffer.append(upTo: byteCount, from: stream.file)
      case .archive(let archive): try buffer.append(upTo: byteCount, from: archive)
      case .tags(let tags): try tags.append(upTo: byteCount, to: &buffer)
      }
    }
  }

  /// A file, which cannot be copied, behind a reference, which can.
  private final class StreamFile: Sendable {
    let file: InputFile
    init(_ file: consuming InputFile) { self.file = file }
  }

  private struct State: ~Copyable {
    var blockCount = 0
    var offset = 0
    var isAtEnd = false
    /// Bytes that were read and belong to the next block. Streams only.
    var carry = ByteBuffer(capacity: 0)
    var isStreamAtEnd = false
  }

  let path: String
  let limits: BlockLimits
  /// The size of the input, or nil if it is a stream.
  let byteCount: Int?
  private let input: Input
  private let mapping: MappedFile?
  private let state = Mutex(State())

  init(
    _ input: consuming InputFile, limits: BlockLimits = BlockLimits()
  ) throws(FileError) {
    path = input.path
    self.limits = limits
    byteCount = input.byteCount
    if byteCount != nil {
      let file = try input.map()
      file.advise(.sequential)
      mapping = consume file
    } else {
      mapping = nil
    }
    self.input = .file(StreamFile(input))
  }

  /// The member of an archive that is being read.
  init(_ archive: ArchiveReader, path: String, limits: BlockLimits) {
    self.path = path
    self.limits = limits
    byteCount = nil
    mapping = nil
    input = .archive(archive)
  }

  /// The rows that a source's tags make.
  init(_ tags: TagSource) {
    path = tags.source.path
    limits = tags.source.limits
    byteCount = nil
    mapping = nil
    input = .tags(tags)
  }

  var isMapped: Bool { mapping != nil }

  /// Calls `body` with the first bytes of the input and whether they are all of it.
  func withPrefix<Result>(
    byteCount: Int, _ body: (Span<UInt8>, Bool) -> Result
  ) throws(FileError) -> Result {
    if let size = self.byteCount {
      let count = min(byteCount, size)
      return withMappedBytes(0..<count) { body($0, count == size) }
    }
    return try state.withLock { state throws(FileError) in
      if state.carry.count < byteCount && !state.isStreamAtEnd {
        let missing = byteCount - state.carry.count
        state.isStreamAtEnd = try input.read(into: &state.carry, upTo: missing) < missing
      }
      return body(state.carry.span, state.isStreamAtEnd)
    }
  }

  /// Leaves out the first bytes of the input: a byte-order mark, a header row.
  ///
  /// - Precondition: No block was taken yet; of a stream, the bytes were in the prefix.
  func skip(_ byteCount: Int) {
    state.withLock { state in
      state.offset = byteCount
      if !isMapped { state.carry.removeFirst(byteCount) }
    }
  }

  /// Takes the next block, or nil after the last.
  ///
  /// - Parameter buffer: Receives the bytes of a stream; left alone if the input is mapped.
  func next(into buffer: inout ByteBuffer) throws(FileError) -> Block? {
    try state.withLock { state throws(FileError) in
      guard !state.isAtEnd else { return nil }
      let start = state.offset
      let end =
        if let byteCount { mappedEnd(from: start, byteCount: byteCount, &state) } else {
          try streamEnd(from: start, into: &buffer, &state)
        }
      defer {
        state.offset = end
        state.blockCount += 1
      }
      return Block(number: state.blockCount, range: start..<end, isFinal: state.isAtEnd)
    }
  }

  /// Makes every further call of ``next(into:)`` answer nil: something failed.
  func stop() { state.withLock { $0.isAtEnd = true } }

  /// Calls `body` with a part of the mapping.
  ///
  /// - Precondition: ``isMapped``.
  func withMappedBytes<Result, Failure: Error>(
    _ range: Range<Int>, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try mapping!.withBytes(range, body)
  }

  /// Tells that a block is done with: gives the memory of an earlier one back.
  ///
  /// Not its own, since reading another block maps some of the pages around it again.
  ///
  /// - Parameter workerCount: How many blocks may be in use.
  func release(_ block: Block, workerCount: Int) {
    let lag = 2 * workerCount * limits.blockByteCount
    let end = block.range.upperBound - lag
    guard end > 0 else { return }
    mapping?.release(max(0, block.range.lowerBound - lag)..<end)
  }

  private func mappedEnd(from start: Int, byteCount: Int, _ state: inout State) -> Int {
    var length = limits.blockByteCount
    while start + length < byteCount {
      let cut = withMappedBytes(start..<start + length) { BlockCut.candidate(in: $0) }
      if let cut { return start + cut }
      // A row longer than a block, or no rows at all.
      if length > limits.rowByteCountMax { return start + length }
      length *= 2
    }
    state.isAtEnd = true
    return byteCount
  }

  private func streamEnd(
    from start: Int, into buffer: inout ByteBuffer, _ state: inout State
  ) throws(FileError) -> Int {
    buffer.removeAll()
    var length = limits.streamBlockByteCount
    while true {
      try fill(&buffer, to: length, &state)
      if state.isStreamAtEnd && state.carry.count == 0 {
        state.isAtEnd = true
        return start + buffer.count
      }
      if let cut = BlockCut.candidate(in: buffer.span) {
        state.carry.prepend(buffer.span.extracting(cut...))
        buffer.truncate(to: cut)
        return start + cut
      }
      if length > limits.rowByteCountMax { return start + buffer.count }
      length *= 2
    }
  }

  /// Fills `buffer` with the stream's next bytes: first those that were read already.
  private func fill(
    _ buffer: inout ByteBuffer, to byteCount: Int, _ state: inout State
  ) throws(FileError) {
    let carried = min(state.carry.count, byteCount - buffer.count)
    buffer.append(state.carry.span.extracting(..<carried))
    state.carry.removeFirst(carried)
    let missing = byteCount - buffer.count
    if missing > 0 && !state.isStreamAtEnd {
      state.isStreamAtEnd = try input.read(into: &buffer, upTo: missing) < missing
    }
  }
}
