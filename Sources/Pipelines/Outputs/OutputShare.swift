import Files

/// A worker's share of an ordered output: the bytes of its block, and at most one piece of an earlier
/// block that it has put off.
///
/// ```
///   fill bytes ─► take, in turn ─► write now, if nobody else does; otherwise with the next block
/// ```
///
/// A file lets one thread write at a time, and the kernel has the others wait in a loop. A worker that
/// does its next block meanwhile has its bytes still in its own cache when the file is free.
struct OutputShare: ~Copyable {
  /// What the block has to write; to be filled anew for each.
  var bytes: ByteBuffer

  private let output: OrderedOutput?
  private var piece = OrderedOutput.Piece()
  private var earlierBytes: ByteBuffer
  /// Empty, or of `earlierBytes`.
  private var earlierPiece = OrderedOutput.Piece()

  /// - Parameters:
  ///   - output: If nil, nobody wants the bytes.
  ///   - byteCount: The bytes of a usual block.
  init(of output: OrderedOutput?, byteCount: Int) {
    self.output = output
    bytes = ByteBuffer(capacity: output == nil ? 0 : byteCount)
    earlierBytes = ByteBuffer(capacity: output == nil ? 0 : byteCount)
  }

  var isWanted: Bool { output != nil }

  /// Takes the bytes in: to be called in turn.
  mutating func take() throws(PipelineError) {
    try output?.take(bytes, into: &piece)
  }

  /// Writes what was taken in, or puts it off: after the turn.
  mutating func write() throws(PipelineError) {
    guard let output, !piece.isEmpty else { return }
    if earlierPiece.isEmpty && output.isBeingWritten {
      swap(&bytes, &earlierBytes)
      swap(&piece, &earlierPiece)
      return
    }
    try finish()
    try output.write(piece, with: bytes)
    piece.removeAll()
  }

  /// Writes what was put off.
  mutating func finish() throws(PipelineError) {
    guard let output, !earlierPiece.isEmpty else { return }
    try output.write(earlierPiece, with: earlierBytes)
    earlierPiece.removeAll()
  }
}
