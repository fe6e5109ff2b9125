import Glibc
import SystemPackage

/// A file of lines that only grows: every line is on the disk before the next step is taken.
public struct RecordFile: ~Copyable {
  public let path: String
  private let descriptor: CInt

  /// Opens `path` for appending; it is made if it is not there.
  ///
  /// - Parameter access: Who may read it, whatever the umask.
  public init(path: String, access: FileAccess = .owner) throws(FileError) {
    self.path = path
    descriptor = unsafe open(path.systemPath, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileError(.open, path, Errno(rawValue: errno)) }
    try access.protect(path)
  }

  deinit { _ = close(descriptor) }

  /// Appends lines and waits until they are on the disk.
  ///
  /// A line that a power failure or a full disk cut off is ended first, so that it spoils no other.
  ///
  /// - Parameter lines: Without their line feeds.
  public func append(_ lines: String...) throws(FileError) { try append(lines) }

  /// The same of many.
  public func append(_ lines: [String]) throws(FileError) {
    let byteCount = lseek(descriptor, 0, SEEK_END)
    var last: UInt8 = 0x0A
    if byteCount > 0 {
      // SAFETY: one byte is read into one byte.
      guard unsafe pread(descriptor, &last, 1, byteCount - 1) == 1 else {
        throw FileError(.read, path, Errno(rawValue: errno))
      }
    }
    let bytes = (last == 0x0A ? [] : [0x0A]) + Array(lines.map { $0 + "\n" }.joined().utf8)
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBufferPointer { buffer in
        // SAFETY: pointer and count come from one buffer, and `written` is below its count.
        unsafe Glibc.write(descriptor, buffer.baseAddress! + written, buffer.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        let reason = Errno(rawValue: errno)
        // Better no line than a part of one; if that fails as well, the next line repairs it.
        _ = ftruncate(descriptor, byteCount)
        throw FileError(.write, path, reason)
      }
    }
    guard fsync(descriptor) == 0 else { throw FileError(.sync, path, Errno(rawValue: errno)) }
  }
}
