import Glibc
import SystemPackage

/// A file without a name for what does not fit in memory; it is gone when this value is.
public struct ScratchFile: ~Copyable, Sendable {
  /// The folder the file lives in, for messages.
  public let folder: String
  private let descriptor: CInt

  /// Makes an empty scratch file in `folder`.
  public init(folder: String) throws(FileError) {
    self.folder = folder
    var descriptor = unsafe Glibc.open(
      folder.systemPath, unnamedFileFlag | O_RDWR | O_CLOEXEC, 0o600)
    if descriptor < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL) {
      let name = FilePath(folder).appending(".nodial-scratch.\(getpid())").string
      descriptor = unsafe Glibc.open(name.systemPath, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
      if descriptor >= 0 { unsafe unlink(name.systemPath) }
    }
    guard descriptor >= 0 else { throw FileError(.open, folder, Errno(rawValue: errno)) }
    self.descriptor = descriptor
  }

  deinit { _ = close(descriptor) }

  /// The folder for what nobody has named a folder for: that of `TMPDIR`, else `/tmp`.
  public static var usualFolder: String {
    // SAFETY: the string is copied at once, and this program never sets variables.
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? ""
    return folder.isEmpty ? "/tmp" : folder
  }

  /// Another descriptor of the file, which whoever asks has to close.
  func duplicate() throws(FileError) -> CInt {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else { throw FileError(.open, folder, Errno(rawValue: errno)) }
    return copy
  }

  /// Maps the first bytes, read-only.
  ///
  /// - Precondition: So many were written.
  func map(byteCount: Int) throws(FileError) -> MappedFile {
    try MappedFile(descriptor: descriptor, byteCount: byteCount, path: folder, isGuarded: false)
  }

  /// Writes `bytes` at `offset`; several threads may write at once.
  public func write(_ bytes: RawSpan, at offset: Int) throws(FileError) {
    var byteCount = 0
    while byteCount < bytes.byteCount {
      let result = unsafe bytes.withUnsafeBytes { buffer in
        // SAFETY: pointer and count come from one buffer, and `byteCount` is below its count.
        unsafe pwrite(
          descriptor, buffer.baseAddress! + byteCount, buffer.count - byteCount,
          off_t(offset + byteCount))
      }
      if result >= 0 {
        byteCount += result
      } else if errno != EINTR {
        throw FileError(.write, folder, Errno(rawValue: errno))
      }
    }
  }

  /// The same of bytes.
  public func write(_ bytes: Span<UInt8>, at offset: Int) throws(FileError) {
    // SAFETY: every bit pattern of a byte is one, and the view ends with the call.
    try write(unsafe bytes.bytes, at: offset)
  }

  /// Fills `bytes` from `offset`.
  ///
  /// - Precondition: So many bytes were written there.
  public func read(into bytes: inout MutableRawSpan, at offset: Int) throws(FileError) {
    var byteCount = 0
    while byteCount < bytes.byteCount {
      let result = unsafe bytes.withUnsafeMutableBytes { buffer in
        // SAFETY: pointer and count come from one buffer, and `byteCount` is below its count.
        unsafe pread(
          descriptor, buffer.baseAddress! + byteCount, buffer.count - byteCount,
          off_t(offset + byteCount))
      }
      if result > 0 {
        byteCount += result
      } else if result == 0 || errno != EINTR {
        throw FileError(.read, folder, result == 0 ? .ioError : Errno(rawValue: errno))
      }
    }
  }
}
