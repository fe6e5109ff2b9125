import Files

/// What comes out of a compressed file, as one stream of bytes to its very end.
///
/// All of the file must belong to it: where a decompressor stops early, as one does at a damaged
/// beginning of a second stream, what is left is an error unless it is zeros, as tapes pad with.
final class UnpackedStream {
  private enum Source {
    case gzip(GzipStream)
    case library(ArchiveHandle)
  }

  private let file: ArchiveFile
  private let source: Source
  /// The most bytes that may come out.
  private let byteCountMax: Int
  private var byteCount = 0
  private var releasedByteCount = 0
  private var isAtEnd = false
  /// Where the bytes end that came out, without the zeros behind them.
  private(set) var nonzeroByteCount = 0

  /// How often memory of the mapping is given back.
  static let releaseByteCount = 8 << 20

  /// - Precondition: `file` is compressed, and neither a zip nor a tar.
  init(_ file: ArchiveFile, byteCountMax: Int) throws(FileError) {
    self.file = file
    self.byteCountMax = byteCountMax
    source =
      if file.format == .gzip {
        .gzip(GzipStream(path: file.path))
      } else {
        .library(try ArchiveHandle(file.mapping, format: file.format, path: file.path))
      }
    // The library sees the content as a member.
    if case .library(let handle) = source, try handle.next() == nil {
      try end(at: handle.offset)
    }
  }

  /// Fills `output` as far as the stream goes: fewer bytes than fit mean its end.
  func read(into output: inout MutableSpan<UInt8>) throws(FileError) -> Int {
    guard !isAtEnd else { return 0 }
    let count: Int
    let offset: Int
    switch source {
    case .gzip(let stream):
      count = try stream.read(from: file.mapping, into: &output)
      offset = stream.offset
    case .library(let handle):
      count = try handle.read(into: &output)
      offset = handle.offset
    }
    var nonzeroCount = count
    while nonzeroCount > 0, output[nonzeroCount - 1] == 0 { nonzeroCount -= 1 }
    if nonzeroCount > 0 { nonzeroByteCount = byteCount + nonzeroCount }
    byteCount += count
    guard byteCount <= byteCountMax else {
      throw FileError(
        ArchiveFailure(.expandedByteCount(max: byteCountMax)), path: file.path)
    }
    if count < output.count {
      try end(at: offset)
    } else if offset - releasedByteCount > 2 * Self.releaseByteCount {
      let end = offset - Self.releaseByteCount
      file.mapping.release(releasedByteCount..<end)
      releasedByteCount = end
    }
    return count
  }

  /// Nothing more comes out, and so many bytes of the file were taken.
  private func end(at offset: Int) throws(FileError) {
    isAtEnd = true
    guard file.isZero(from: offset) else {
      throw FileError(ArchiveFailure(.followed), path: file.path)
    }
  }

  /// Reads all that is left and forgets it.
  func drain() throws(FileError) {
    var piece = [UInt8](repeating: 0, count: TarFeed.pieceByteCount)
    while !isAtEnd {
      var span = piece.mutableSpan
      _ = try read(into: &span)
    }
  }
}
