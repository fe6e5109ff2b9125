import CArchive
import Files

/// Inflates gzip, one stream or several in a row, and compares every checksum and length.
///
/// Not libarchive's, for that passes over the checksum: a list with a flipped bit would be read as if
/// nothing had happened.
///
/// SAFETY: of all `unsafe` in this file: `stream` is allocated in `init` and freed in `deinit`, stays
/// where it is (zlib keeps its address), and is used under the lock of the `ArchiveReader` that owns
/// this value. Input and output pointers are set for the time of one call, inside the span they come
/// from.
@safe final class GzipStream: @unchecked Sendable {
  private let stream: UnsafeMutablePointer<z_stream>
  private let path: String
  /// Bytes of the file that were taken.
  private(set) var offset = 0
  private var isAtEnd = false

  init(path: String) {
    self.path = path
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    guard unsafe nodial_inflate_gzip(stream) == Z_OK else { fatalError("out of memory") }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// The most that is given to zlib at once, which counts in 32 bits.
  private static let pieceByteCountMax = 1 << 24

  /// Fills `output` as far as `file` goes: fewer bytes than fit mean the end.
  func read(
    from file: borrowing MappedFile, into output: inout MutableSpan<UInt8>
  ) throws(FileError) -> Int {
    var count = 0
    while count < output.count && !isAtEnd {
      let input = offset..<min(file.byteCount, offset + Self.pieceByteCountMax)
      let room = min(output.count - count, Self.pieceByteCountMax)
      var status = Z_OK
      file.withBytes(input) { bytes in
        unsafe bytes.withUnsafeBufferPointer { source in
          unsafe output.withUnsafeMutableBufferPointer { target in
            unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
            unsafe stream.pointee.avail_in = UInt32(source.count)
            unsafe stream.pointee.next_out = target.baseAddress! + count
            unsafe stream.pointee.avail_out = UInt32(room)
            status = unsafe inflate(stream, Z_NO_FLUSH)
            unsafe offset += source.count - Int(stream.pointee.avail_in)
            unsafe count += room - Int(stream.pointee.avail_out)
          }
        }
      }
      try step(status, isWholeInput: offset == file.byteCount, file)
    }
    return count
  }

  private func step(
    _ status: CInt, isWholeInput: Bool, _ file: borrowing MappedFile
  ) throws(FileError) {
    switch status {
    case Z_OK: break
    case Z_STREAM_END:
      let rest = file.byteCount - offset
      let tail = file.withBytes(offset..<min(file.byteCount, offset + 2)) { bytes in
        bytes.indices.map { bytes[$0] }
      }
      if tail == [0x1F, 0x8B] {
        guard unsafe inflateReset(stream) == Z_OK else { throw damaged("it cannot be reset") }
      } else if rest == 0 || file.withBytes(offset..<file.byteCount, isZero) {
        // Tapes pad with zeros.
        isAtEnd = true
      } else {
        throw FileError(ArchiveFailure(.followed), path: path)
      }
    case Z_BUF_ERROR where isWholeInput:
      throw FileError(ArchiveFailure(.truncated), path: path)
    case Z_BUF_ERROR: break
    default:
      let message = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
      throw damaged(message ?? "zlib's error \(status)")
    }
  }

  private func isZero(_ bytes: Span<UInt8>) -> Bool { bytes.indices.allSatisfy { bytes[$0] == 0 } }

  private func damaged(_ detail: String) -> FileError {
    FileError(ArchiveFailure(.damaged(detail)), path: path)
  }
}
