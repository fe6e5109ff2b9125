import CKernels
import Glibc
import SystemPackage

/// A file opened for reading: a regular file, which can be mapped, or a stream, which cannot.
public struct InputFile: ~Copyable, Sendable {
  /// The path as the user gave it; `-` for standard input.
  public let path: String
  /// The size at the time of opening, or nil for a stream: pipes, terminals and devices.
  public let byteCount: Int?
  /// Device and inode, by which two names of one file are recognised.
  public let identity: FileIdentity

  private let descriptor: FileDescriptor
  /// False for standard input, which is not ours to close.
  private let isOwner: Bool
  /// Its state at the time of opening.
  public let stamp: FileStamp

  /// Opens `path`, or standard input for `-`.
  public init(path: String) throws(FileError) {
    self.path = path
    let descriptor: FileDescriptor
    if path == "-" {
      descriptor = .standardInput
    } else {
      do {
        // SAFETY: the path outlives the call, which only reads it.
        descriptor = try unsafe path.systemPath.withUnsafeBufferPointer { path in
          try unsafe FileDescriptor.open(path.baseAddress!, .readOnly, options: .closeOnExec)
        }
      } catch {
        throw FileError(.open, path, error as! Errno)
      }
    }
    var status = stat()
    guard unsafe fstat(descriptor.rawValue, &status) == 0 else {
      throw FileError(.inspect, path, Errno(rawValue: errno))
    }
    let kind = status.st_mode & S_IFMT
    guard kind != S_IFDIR else {
      if path != "-" { try? descriptor.close() }
      throw FileError(.open, path, .isDirectory)
    }
    self.descriptor = descriptor
    isOwner = path != "-"
    identity = FileIdentity(status)
    stamp = FileStamp(status)
    if kind == S_IFIFO { nodial_widen_pipe(descriptor.rawValue, widePipeByteCount) }
    // Standard input of which something was read already goes on where it stands.
    let isWhole = kind == S_IFREG && (path != "-" || lseek(descriptor.rawValue, 0, SEEK_CUR) == 0)
    byteCount = isWhole ? Int(status.st_size) : nil
  }

  /// What was put into a scratch file of the stream at `path`.
  public init(_ scratch: borrowing ScratchFile, path: String) throws(FileError) {
    let descriptor = FileDescriptor(rawValue: try scratch.duplicate())
    var status = stat()
    guard unsafe fstat(descriptor.rawValue, &status) == 0 else {
      throw FileError(.inspect, path, Errno(rawValue: errno))
    }
    self.path = path
    self.descriptor = descriptor
    isOwner = true
    identity = FileIdentity(status)
    stamp = FileStamp(status)
    byteCount = Int(status.st_size)
  }

  deinit {
    // Nothing was written, so closing cannot lose anything.
    if isOwner { try? descriptor.close() }
  }

  /// Fills `bytes` as far as the file goes: fewer bytes than fit mean the end.
  ///
  /// - Returns: The count of bytes read.
  public func read(into bytes: inout MutableSpan<UInt8>) throws(FileError) -> Int {
    try read(at: nil, into: &bytes)
  }

  /// Fills `bytes` from `offset` on; several threads may read at once.
  ///
  /// Fewer bytes than fit, which the file once had, are an error.
  ///
  /// - Precondition: `byteCount` is not nil, and the bytes lie below it.
  public func read(at offset: Int, into bytes: inout MutableSpan<UInt8>) throws(FileError) {
    precondition(offset >= 0 && offset + bytes.count <= byteCount!, "beyond the end of the file")
    if try read(at: .some(offset), into: &bytes) < bytes.count {
      throw FileError(.read, path, .noData)
    }
  }

  /// Asks the kernel to read some bytes ahead, unless the last of them are in memory. Only advice.
  ///
  /// For several threads that read in turns: the kernel sees no order in what they do, and reads
  /// little ahead by itself.
  public func readAhead(_ range: Range<Int>) {
    guard let last = range.last, nodial_is_cached(descriptor.rawValue, Int64(last)) == 0 else {
      return
    }
    _ = posix_fadvise(
      descriptor.rawValue, off_t(range.lowerBound), off_t(range.count), POSIX_FADV_WILLNEED)
  }

  private func read(
    at offset: Int?, into bytes: inout MutableSpan<UInt8>
  ) throws(FileError) -> Int {
    var byteCount = 0
    while byteCount < bytes.count {
      let result = unsafe bytes.withUnsafeMutableBufferPointer { buffer in
        // SAFETY: the pointer and the count come from one buffer, and `byteCount` is below it.
        let rest = unsafe buffer.baseAddress! + byteCount
        let restByteCount = buffer.count - byteCount
        return if let offset {
          unsafe pread(descriptor.rawValue, rest, restByteCount, off_t(offset + byteCount))
        } else {
          unsafe Glibc.read(descriptor.rawValue, rest, restByteCount)
        }
      }
      if result > 0 {
        byteCount += result
      } else if result == 0 {
        break
      } else if errno != EINTR {
        throw FileError(.read, path, Errno(rawValue: errno))
      }
    }
    return byteCount
  }

  /// Maps the whole of a regular file, read-only.
  ///
  /// - Parameter isGuarded: True if the file may become shorter while it is read.
  /// - Precondition: `byteCount` is not nil.
  public func map(isGuarded: Bool = false) throws(FileError) -> MappedFile {
    try MappedFile(
      descriptor: descriptor.rawValue, byteCount: byteCount!, path: path, isGuarded: isGuarded)
  }

  /// Fails if somebody has written to a regular file, or shortened it, since it was opened: what was
  /// read of it may be neither what it was nor what it is.
  public func checkUnchanged() throws(FileError) {
    guard let byteCount else { return }
    var status = stat()
    guard unsafe fstat(descriptor.rawValue, &status) == 0 else {
      throw FileError(.inspect, path, Errno(rawValue: errno))
    }
    if status.st_size < byteCount { throw FileError(.read, path, .noData) }
    if FileStamp(status).modified != stamp.modified { throw FileError(.read, path, .resourceBusy) }
  }

  /// The same for who has read a guarded mapping of it: also fails if bytes of that could not be read.
  public func checkUnchanged(mapped mapping: borrowing MappedFile) throws(FileError) {
    try checkUnchanged()
    if mapping.hasLostBytes { throw FileError(.read, path, .ioError) }
  }
}

/// What pipes are widened to, if they hold less: the most that the system gives everybody. A writer
/// and a reader then take turns sixteen times less often than with the usual 64 KiB.
let widePipeByteCount: CInt = 1 << 20

/// Device and inode: two paths with one identity are one file.
public struct FileIdentity: Hashable, Sendable {
  public var device: UInt64
  public var inode: UInt64
  /// False for pipes, terminals and devices, which several may share.
  public var isRegularFile: Bool
  /// True for pipes and sockets, at whose other end another process works.
  public var isPipe: Bool

  /// The identity of what `path` names, or nil if it names nothing; `-` is standard output.
  public init?(path: String) {
    var status = stat()
    let result =
      path == "-"
      ? unsafe fstat(STDOUT_FILENO, &status) : unsafe stat(path.systemPath, &status)
    guard result == 0 else { return nil }
    self.init(status)
  }

  /// The identity of standard input, or nil if it is closed.
  public static var standardInput: FileIdentity? {
    var status = stat()
    guard unsafe fstat(STDIN_FILENO, &status) == 0 else { return nil }
    return FileIdentity(status)
  }

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    let kind = status.st_mode & S_IFMT
    isRegularFile = kind == S_IFREG
    isPipe = kind == S_IFIFO || kind == S_IFSOCK
  }
}
