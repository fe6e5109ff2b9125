import Archives
import DelimitedText
import Files
import Synchronization
import Workbooks

/// Cuts an input into blocks that end where a row may end, for several workers to take.
///
/// A cut is made after a line terminator, near the end of half a mebibyte. That is where a row ends
/// unless the terminator lies in a quoted field, so a cut is a guess: `RowPipeline` finds out, in
/// order, and repairs it. A regular file is mapped, and its blocks are taken as they lie, by several
/// workers at once; anything else is read in turn: pipes, members of archives, and rows that are made of
/// tags. A file that becomes shorter meanwhile, or is written to, is an error: ``checkUnchanged()``.
package final class BlockSource: Sendable {
  /// A piece of the input, with its place in the order.
  struct Block: Sendable {
    var number: Int
    /// Where it lies in the input, in bytes from its start.
    var range: Range<Int>
    /// True for the last block. There is always one, which may be empty.
    var isFinal: Bool
  }

  /// Where the bytes come from.
  private enum Input: Sendable {
    case file(SharedFile)
    case archive(ArchiveReader)
    case tags(TagSource)
    case sheet(SheetText)

    func read(
      into buffer: inout ByteBuffer, upTo byteCount: Int
    ) throws(FileError) -> Int {
      switch self {
      case .file(let shared): try buffer.append(upTo: byteCount, from: shared.file)
      case .archive(let archive): try buffer.append(upTo: byteCount, from: archive)
      case .tags(let tags): try tags.append(upTo: byteCount, to: &buffer)
      case .sheet(let sheet): try sheet.append(upTo: byteCount, to: &buffer)
      }
    }
  }

  /// A file, which cannot be copied, behind a reference, which can.
  private final class SharedFile: Sendable {
    let file: InputFile
    init(_ file: consuming InputFile) { self.file = file }
  }

  private final class SharedMapping: Sendable {
    let file: MappedFile
    init(_ file: consuming MappedFile) { self.file = file }
  }

  private struct State: ~Copyable {
    var blockCount = 0
    var offset = 0
    var isAtEnd = false
    /// Bytes of a stream that were read and belong to the next block; of a regular file its first
    /// ones, until a block is taken.
    var carry = ByteBuffer(capacity: 0)
    /// Up to where a regular file has been asked for ahead.
    var aheadOffset = 0
    /// The end of the next block of a regular file that is not mapped, in which the cut is looked for.
    var tail = ByteBuffer(capacity: 0)
    var isStreamAtEnd = false
  }

  let path: String
  let limits: BlockLimits
  /// The size of the input, or nil if it is a stream.
  let byteCount: Int?
  private let input: Input
  /// The whole of a regular file, if it can be mapped.
  private let mapping: SharedMapping?
  private let state = Mutex(State())
  private let releasedPartCount = Atomic(0)

  init(
    _ input: consuming InputFile, limits: BlockLimits = BlockLimits()
  ) throws(FileError) {
    path = input.path
    self.limits = limits
    byteCount = input.byteCount
    mapping =
      if input.byteCount != nil, let mapping = try? input.map(isGuarded: true) {
        SharedMapping(mapping)
      } else { nil }
    self.input = .file(SharedFile(input))
  }

  /// True if the rows are written by this program, whose quotes are right.
  var hasOwnRows: Bool {
    if case .tags = input { true } else { false }
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

  /// The rows of a sheet.
  init(_ sheet: SheetText, limits: BlockLimits) {
    path = sheet.path
    self.limits = limits
    byteCount = nil
    mapping = nil
    input = .sheet(sheet)
  }

  /// Calls `body` with the first bytes of the input and whether they are all of it.
  func withPrefix<Result>(
    byteCount: Int, _ body: (Span<UInt8>, Bool) -> Result
  ) throws(FileError) -> Result {
    try state.withLock { state throws(FileError) in
      if let size = self.byteCount {
        let count = min(byteCount, size)
        if state.carry.count < count { try read(state.carry.count..<count, into: &state.carry) }
        return body(state.carry.span.extracting(..<count), count == size)
      }
      if state.carry.count < byteCount && !state.isStreamAtEnd {
        let missing = byteCount - state.carry.count
        state.isStreamAtEnd = try input.read(into: &state.carry, upTo: missing) < missing
      }
      return body(state.carry.span, state.isStreamAtEnd)
    }
  }

  /// Calls `body` with some bytes of a regular file, before or while blocks of it are taken.
  func withBytes(_ range: Range<Int>, _ body: (Span<UInt8>) -> Void) throws(FileError) {
    if let mapping {
      mapping.file.withBytes(range, body)
    } else {
      var bytes = ByteBuffer(capacity: range.count)
      try read(range, into: &bytes)
      body(bytes.span)
    }
  }

  /// Leaves out the first bytes of the input: a byte-order mark, a header row.
  ///
  /// - Precondition: No block was taken yet; of a stream, the bytes were in the prefix.
  package func skip(_ byteCount: Int) {
    state.withLock { state in
      state.offset = byteCount
      if self.byteCount == nil { state.carry.removeFirst(byteCount) }
    }
  }

  /// Calls `body` with all of a stream in pieces. Nothing is left of it to be read.
  ///
  /// - Precondition: No block was taken yet.
  func drain(
    _ body: (Span<UInt8>) throws(FileError) -> Void
  ) throws(FileError) {
    try state.withLock { state throws(FileError) in
      var piece = ByteBuffer(capacity: 0)
      swap(&piece, &state.carry)
      while true {
        try body(piece.span)
        if state.isStreamAtEnd { break }
        piece.removeAll()
        let byteCount = limits.blockByteCount
        state.isStreamAtEnd = try input.read(into: &piece, upTo: byteCount) < byteCount
      }
      state.isAtEnd = true
    }
  }

  /// Takes the next block, or nil after the last.
  ///
  /// - Parameter buffer: Receives the bytes of a stream. Those of a regular file are yet to be read.
  func next(into buffer: inout ByteBuffer) throws(FileError) -> Block? {
    buffer.removeAll()
    return try state.withLock { state throws(FileError) in
      guard !state.isAtEnd else { return nil }
      let start = state.offset
      let end =
        if let byteCount { try fileEnd(from: start, byteCount: byteCount, &state) } else {
          try streamEnd(from: start, into: &buffer, &state)
        }
      defer {
        state.offset = end
        state.blockCount += 1
      }
      return Block(number: state.blockCount, range: start..<end, isFinal: state.isAtEnd)
    }
  }

  /// Whether ``withMappedBytes(of:_:)`` has the bytes of blocks.
  var isMapped: Bool { mapping != nil }

  /// Calls `body` with the bytes of a block, as they lie in the page cache.
  ///
  /// - Precondition: `isMapped`.
  func withMappedBytes<Failure: Error>(
    of block: Block, _ body: (Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    try mapping!.file.withBytes(block.range, body)
  }

  /// Gives the memory of the next of `partCount` parts of a mapped file back: for as many workers, each of
  /// which calls it when no block is left.
  ///
  /// A file that lies in the page cache in pages of 4 KiB takes 25 ms a gigabyte, of which one thread
  /// alone would have to do all when it ends the mapping.
  func releasePart(of partCount: Int) {
    guard let mapping, let byteCount else { return }
    let number = releasedPartCount.wrappingAdd(1, ordering: .relaxed).oldValue
    guard number < partCount else { return }
    // Huge pages are given back whole.
    let partByteCount = byteCount / partCount & ~(MappedFile.hugePageByteCount - 1)
    let end = number == partCount - 1 ? byteCount : (number + 1) * partByteCount
    mapping.file.release(number * partByteCount..<end)
  }

  /// Fails if a regular file has not been the same from its opening until now: to be called when all
  /// of it was read, before anything that comes of it is used.
  func checkUnchanged() throws(FileError) {
    switch input {
    case .file(let shared):
      if let mapping {
        try shared.file.checkUnchanged(mapped: mapping.file)
      } else {
        try shared.file.checkUnchanged()
      }
    case .archive(let archive): try archive.file.checkUnchanged()
    case .tags(let tags): try tags.source.checkUnchanged()
    case .sheet(let sheet): try sheet.checkUnchanged()
    }
  }

  /// Reads the bytes of a block that ``next(into:)`` has not; several workers may at once.
  func read(_ block: Block, into buffer: inout ByteBuffer) throws(FileError) {
    if byteCount != nil { try read(block.range, into: &buffer) }
  }

  /// Appends some bytes of a regular file.
  private func read(_ range: Range<Int>, into buffer: inout ByteBuffer) throws(FileError) {
    guard case .file(let shared) = input else { preconditionFailure("a stream has no places") }
    try buffer.append(range, of: shared.file)
  }

  /// Makes every further call of ``next(into:)`` answer nil: something failed.
  func stop() { state.withLock { $0.isAtEnd = true } }

  /// The end of the next block of a regular file.
  private func fileEnd(
    from start: Int, byteCount: Int, _ state: inout State
  ) throws(FileError) -> Int {
    if state.carry.count > 0 { state.carry = ByteBuffer(capacity: 0) }
    readAhead(from: start, byteCount: byteCount, &state)
    var length = limits.blockByteCount
    while start + length < byteCount {
      if let cut = try lastCut(start..<start + length, &state.tail) { return cut }
      // A row longer than a block, or no rows at all.
      if length > limits.rowByteCountMax { return start + length }
      length *= 2
    }
    state.isAtEnd = true
    return byteCount
  }

  /// Sees to it that the bytes behind `start` are on their way from the disk.
  private func readAhead(from start: Int, byteCount: Int, _ state: inout State) {
    guard case .file(let shared) = input else { return }
    let aheadByteCount = Self.aheadByteCount
    while state.aheadOffset < min(byteCount, start + 2 * aheadByteCount) {
      let end = min(byteCount, state.aheadOffset + aheadByteCount)
      shared.file.readAhead(state.aheadOffset..<end)
      state.aheadOffset = end
    }
  }

  /// What is asked for ahead at once, and twice as much is always asked for: a disk is as fast as it
  /// gets with a few mebibytes to do.
  private static let aheadByteCount = 4 << 20

  /// Where the last row in a range of a regular file ends, by the look of it.
  private func lastCut(
    _ range: Range<Int>, _ tail: inout ByteBuffer
  ) throws(FileError) -> Int? {
    var tailByteCount = min(Self.tailByteCount, range.count)
    while true {
      let start = range.upperBound - tailByteCount
      let cut: Int?
      if let mapping {
        cut = mapping.file.withBytes(start..<range.upperBound) { BlockCut.candidate(in: $0) }
      } else {
        tail.removeAll()
        try read(start..<range.upperBound, into: &tail)
        cut = BlockCut.candidate(in: tail.span)
      }
      if let cut { return start + cut }
      if tailByteCount == range.count { return nil }
      tailByteCount = min(tailByteCount * 8, range.count)
    }
  }

  /// What is read of the end of a block to find the cut: most rows are shorter.
  private static let tailByteCount = 4096

  private func streamEnd(
    from start: Int, into buffer: inout ByteBuffer, _ state: inout State
  ) throws(FileError) -> Int {
    var length = limits.blockByteCount
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
