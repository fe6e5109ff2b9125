import Files

/// Hands the tar in a compressed file to libarchive, piece by piece.
///
/// SAFETY: of all `unsafe` in this file: `piece` is allocated in `init` and freed in `deinit`. The
/// `ArchiveHandle` that the library calls this for owns it, so it outlives every call; a piece is
/// valid until the next call, which is how long the library uses it.
@safe final class TarFeed {
  private let stream: UnpackedStream
  private let piece: UnsafeMutablePointer<UInt8>
  /// The first bytes of the tar, which were looked at; none once they are handed out.
  private var head: [UInt8]
  /// What went wrong, which the library cannot say.
  private(set) var failure: FileError?

  static let pieceByteCount = 1 << 18

  /// - Parameter head: The bytes that were taken from `stream` already; fewer than a piece.
  init(_ stream: UnpackedStream, head: [UInt8]) {
    precondition(head.count <= Self.pieceByteCount)
    self.stream = stream
    self.head = head
    unsafe piece = .allocate(capacity: Self.pieceByteCount)
    unsafe piece.initialize(repeating: 0, count: Self.pieceByteCount)
  }

  deinit { unsafe piece.deallocate() }

  /// The next bytes; none at the end, nil if something went wrong.
  func next() -> UnsafeBufferPointer<UInt8>? {
    var count = head.count
    for index in head.indices { unsafe piece[index] = head[index] }
    head = []
    do throws(FileError) {
      var span = unsafe MutableSpan(
        _unsafeStart: piece + count, count: Self.pieceByteCount - count)
      count += try stream.read(into: &span)
    } catch {
      failure = error
      return nil
    }
    return unsafe UnsafeBufferPointer(start: piece, count: count)
  }

  /// Reads to the end of the compressed file, and says where in the tar the zeros at its end begin.
  func drain() throws(FileError) -> Int {
    try stream.drain()
    return stream.nonzeroByteCount
  }
}
