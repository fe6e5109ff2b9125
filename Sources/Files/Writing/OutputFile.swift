import CKernels
import Glibc
import Synchronization
import SystemPackage

/// A file that appears under its name whole or not at all.
///
/// ```
///     init ──► write, write(at:), … ──► publish ──► the file stands under its name
///      │                                   │
///      └── an unnamed file in the          └── failure, deinit, a signal, kill -9:
///          target's folder (O_TMPFILE)         nothing was ever there to remove
/// ```
///
/// Where the file system knows no unnamed files, a hidden temporary name beside the target does the
/// same, and `TemporaryNames` removes it on the signals that can be caught. A target that is no
/// regular file (a pipe, a terminal, `/dev/null`) is written as the bytes come, and so is a descriptor
/// that this process was started with (`/dev/stdout`, `/dev/fd/3`), whatever it stands for: another
/// program may have written to the same file, and may go on after this one.
///
/// A symbolic link stays, and the file at its end appears or is replaced.
public final class OutputFile: Sendable {
  /// Where the bytes go until they are published.
  private enum Staging: Sendable {
    /// Directly to the target, which is not a regular file.
    case none
    /// To a file without a name.
    case unnamed
    /// To a hidden file beside the target.
    case named(String)
  }

  /// The path as the user gave it; `-` for standard output.
  public let path: String
  /// True if writes must come in order: the target is a pipe, a terminal or a device.
  public let isStream: Bool

  private let descriptor: CInt
  /// The path that is replaced: `path` with symbolic links followed.
  private let target: String
  private let staging: Staging
  private let isOpen = Mutex(true)
  private let hasSpareBlocks = Atomic(false)

  /// Prepares to write `path`, or standard output for `-`. A key or a consent ledger is never replaced, whatever is
  /// written.
  ///
  /// - Parameter access: Who may read it, whatever the umask; if nil, the file has the permissions of
  ///   the one it replaces, or what the umask leaves.
  public init(path: String, access: FileAccess? = nil) throws(FileError) {
    self.path = path
    if path == "-" {
      target = path
      descriptor = STDOUT_FILENO
      staging = .none
      isStream = true
      nodial_widen_pipe(descriptor, widePipeByteCount)
      return
    }
    if let number = FileLinks.descriptor(of: path) {
      target = path
      descriptor = try Self.duplicate(number, path: path)
      staging = .none
      isStream = true
      nodial_widen_pipe(descriptor, widePipeByteCount)
      return
    }
    // Found out now, and not when other outputs have appeared.
    if path.isEmpty { throw FileError(.open, path, .noSuchFileOrDirectory) }
    if path.hasSuffix("/") { throw FileError(.open, path, .isDirectory) }
    var status = stat()
    let exists = unsafe stat(path.systemPath, &status) == 0
    if !exists && errno != ENOENT { throw FileError(.open, path, Errno(rawValue: errno)) }
    let kind = exists ? status.st_mode & S_IFMT : S_IFREG
    if kind == S_IFDIR { throw FileError(.open, path, .isDirectory) }
    if kind != S_IFREG {
      target = path
      descriptor = unsafe Glibc.open(path.systemPath, O_WRONLY | O_CLOEXEC)
      staging = .none
      isStream = true
      if descriptor < 0 { throw FileError(.open, path, Errno(rawValue: errno)) }
      nodial_widen_pipe(descriptor, widePipeByteCount)
      return
    }
    if exists && Self.isIrreplaceable(path) || Self.isBesideLedger(path) {
      throw FileError(.replace, path, .notPermitted)
    }
    isStream = false
    target = FileLinks.end(of: path)
    let mode: mode_t = access != nil ? 0o600 : exists ? status.st_mode & 0o777 : 0o666
    let unnamed = Self.openUnnamed(in: FolderNames.split(target).folder, mode)
    if unnamed >= 0 {
      descriptor = unnamed
      staging = .unnamed
    } else if errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL {
      let name = Self.temporaryName(beside: target)
      descriptor = unsafe Glibc.open(name.systemPath, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, mode)
      if descriptor < 0 { throw FileError(.open, path, Errno(rawValue: errno)) }
      TemporaryNames.insert(name)
      staging = .named(name)
    } else {
      throw FileError(.open, path, Errno(rawValue: errno))
    }
    // The umask is for new files; one that is replaced keeps its permissions.
    if let access {
      try access.set(of: descriptor, path: path)
    } else if exists {
      _ = fchmod(descriptor, mode)
    }
  }

  deinit {
    if isOpen.withLock({ $0 }) && path != "-" { _ = close(descriptor) }
    if case .named(let name) = staging { TemporaryNames.remove(name) }
  }

  /// What lies beside a ledger and is a part of it, or of its memory of who was erased.
  private static let ledgerSuffixes = ["-wal", "-shm", "-journal", ".erasures"]

  /// True of a name that belongs to a ledger, whether something stands there or not.
  private static func isBesideLedger(_ path: String) -> Bool {
    let path = FileLinks.end(of: path)
    return ledgerSuffixes.contains { suffix in
      path.hasSuffix(suffix) && isIrreplaceable(String(path.dropLast(suffix.count)))
    }
  }

  /// True of a name that is the index of a ledger: `consent.ledger.acme.offers.voice.ndx`.
  public static func isIndexOfLedger(_ path: String) -> Bool {
    let split = FolderNames.split(FileLinks.end(of: path))
    var name = split.name
    guard name.hasSuffix(".ndx") else { return false }
    while let dot = name.lastIndex(of: ".") {
      name = String(name[..<dot])
      if !name.isEmpty, isIrreplaceable(FolderNames.path(name, in: split.folder)) { return true }
    }
    return false
  }

  /// True of a key (`nodial-key-1 …`) and of a ledger: an SQLite file with its application id, "NDLG", at 68.
  private static func isIrreplaceable(_ path: String) -> Bool {
    let descriptor = unsafe Glibc.open(path.systemPath, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    // What cannot be read is known by nothing.
    guard descriptor >= 0 else { return false }
    defer { _ = close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 72)
    // SAFETY: there is room for as many bytes as are read at most.
    let count = unsafe read(descriptor, &bytes, bytes.count)
    return isKey(bytes)
      || count == bytes.count && bytes.starts(with: "SQLite format 3\0".utf8)
        && bytes[68...].elementsEqual("NDLG".utf8)
  }

  /// True of a key, in the encoding and with the mark that an editor may have given it.
  private static func isKey(_ bytes: [UInt8]) -> Bool {
    let marks: Set<UInt8> = [0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0]
    let text = bytes.filter { !marks.contains($0) }.drop {
      $0 == 0x20 || (0x09...0x0D).contains($0)
    }
    return text.starts(with: "nodial-key-1 ".utf8)
  }

  /// An unnamed file that can be given a name, or a negative number, with the reason in `errno`.
  private static func openUnnamed(in folder: String, _ mode: mode_t) -> CInt {
    let descriptor = unsafe Glibc.open(
      folder.systemPath, unnamedFileFlag | O_RDWR | O_CLOEXEC, mode)
    // It gets its name through /proc, which need not be mounted.
    guard descriptor >= 0, unsafe access("/proc/self/fd/\(descriptor)", F_OK) != 0 else {
      return descriptor
    }
    _ = close(descriptor)
    errno = EOPNOTSUPP
    return -1
  }

  /// A second number for what is open under `number`, at the same place in the file.
  ///
  /// Descriptors that another program would not inherit are this program's own: somebody names a
  /// number that he did not open.
  private static func duplicate(_ number: CInt, path: String) throws(FileError) -> CInt {
    let flags = fcntl(number, F_GETFD)
    let status = fcntl(number, F_GETFL)
    guard flags >= 0, flags & FD_CLOEXEC == 0, status >= 0, status & O_ACCMODE != O_RDONLY else {
      throw FileError(.write, path, .badFileDescriptor)
    }
    let descriptor = fcntl(number, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
    guard descriptor >= 0 else { throw FileError(.open, path, Errno(rawValue: errno)) }
    return descriptor
  }

  /// Tells how many bytes will be written at most, so that the file system can set blocks aside for
  /// them all at once. Only advice; what is not needed is given back on publishing.
  ///
  /// On ext4, to which alone it is passed on, a write then does not reserve block by block, and takes
  /// a sixth less time.
  public func expect(byteCount: Int) {
    guard !isStream, byteCount > 0 else { return }
    if nodial_set_blocks_aside(descriptor, Int64(byteCount)) != 0 {
      hasSpareBlocks.store(true, ordering: .relaxed)
    }
  }

  /// Appends `bytes`. Not to be mixed with `write(_:at:)`.
  public func write(_ bytes: Span<UInt8>) throws(FileError) {
    try writeAll(bytes, at: nil)
  }

  /// Writes `bytes` at `offset` from the start; several threads may write at once.
  ///
  /// - Precondition: `isStream` is false.
  public func write(_ bytes: Span<UInt8>, at offset: Int) throws(FileError) {
    precondition(!isStream, "a stream has no offsets")
    try writeAll(bytes, at: offset)
  }

  /// Writes two runs of bytes, the second behind the first, from `offset` on; likewise.
  public func write(
    _ first: Span<UInt8>, _ second: Span<UInt8>, at offset: Int
  ) throws(FileError) {
    precondition(!isStream, "a stream has no offsets")
    let written = unsafe first.withUnsafeBufferPointer { first in
      unsafe second.withUnsafeBufferPointer { second in
        // SAFETY: nothing is written to the buffers, and both counts are their own.
        let runs = unsafe [
          iovec(
            iov_base: UnsafeMutableRawPointer(mutating: first.baseAddress), iov_len: first.count),
          iovec(
            iov_base: UnsafeMutableRawPointer(mutating: second.baseAddress), iov_len: second.count),
        ]
        return unsafe pwritev(descriptor, runs, CInt(runs.count), off_t(offset))
      }
    }
    // Whatever kept the call from writing all will show itself again, or is over.
    let byteCount = max(0, written)
    let firstByteCount = min(byteCount, first.count)
    try writeAll(first.extracting(firstByteCount...), at: offset + firstByteCount)
    try writeAll(
      second.extracting((byteCount - firstByteCount)...), at: offset + max(first.count, byteCount))
  }

  private func writeAll(_ bytes: Span<UInt8>, at offset: Int?) throws(FileError) {
    var byteCount = 0
    while byteCount < bytes.count {
      let result = unsafe bytes.withUnsafeBufferPointer { buffer in
        // SAFETY: pointer and count come from one buffer, and `byteCount` is below its count.
        let rest = unsafe buffer.baseAddress! + byteCount
        let restByteCount = buffer.count - byteCount
        return if let offset {
          unsafe pwrite(descriptor, rest, restByteCount, off_t(offset + byteCount))
        } else {
          unsafe Glibc.write(descriptor, rest, restByteCount)
        }
      }
      if result >= 0 {
        byteCount += result
      } else if errno != EINTR {
        throw FileError(.write, path, Errno(rawValue: errno))
      }
    }
  }

  /// The path under which this process can read what was written, before it is published.
  ///
  /// - Precondition: `isStream` is false.
  public var stagingPath: String {
    precondition(!isStream, "a stream cannot be read back")
    if case .named(let name) = staging { return name }
    return "/proc/self/fd/\(descriptor)"
  }

  /// Has the disk begin to write a part of a regular file, so that a sync at the end has less to wait for.
  /// Says nothing of whether it was written.
  func beginSync(_ range: Range<Int>) {
    nodial_begin_sync(descriptor, Int64(range.lowerBound), Int64(range.count))
  }

  /// Waits until everything written is on the disk, without publishing it.
  public func sync() throws(FileError) {
    guard isStream || fsync(descriptor) == 0 else {
      throw FileError(.sync, path, Errno(rawValue: errno))
    }
  }

  /// Makes the file appear under its name, replacing what stood there.
  ///
  /// - Parameter isSynced: True if the bytes and the name shall survive a power failure.
  public func publish(isSynced: Bool) throws(FileError) {
    if isStream {
      // A pipe cannot be synced, and needs not be.
      return
    }
    if hasSpareBlocks.load(ordering: .relaxed) {
      var status = stat()
      // Truncating to the size that it has frees the blocks behind it.
      if unsafe fstat(descriptor, &status) != 0 || ftruncate(descriptor, status.st_size) != 0 {
        throw FileError(.write, path, Errno(rawValue: errno))
      }
    }
    if isSynced && fsync(descriptor) != 0 {
      throw FileError(.sync, path, Errno(rawValue: errno))
    }
    switch staging {
    case .none: return
    case .named(let name): try replaceTarget(with: name)
    case .unnamed: try nameFile()
    }
    if isSynced { try FolderNames.sync(FolderNames.split(target).folder, for: path) }
    isOpen.withLock { $0 = false }
    // Some file systems report a failed write only here.
    guard close(descriptor) == 0 else { throw FileError(.write, path, Errno(rawValue: errno)) }
  }

  /// Gives an unnamed file the target's name: at once if nobody has it, else by way of a temporary
  /// one, for a link cannot replace anything.
  private func nameFile() throws(FileError) {
    var name = target
    while true {
      // An unnamed file gets its name through its entry in /proc, as open(2) describes.
      let source = "/proc/self/fd/\(descriptor)"
      let result = unsafe linkat(
        AT_FDCWD, source, AT_FDCWD, name.systemPath, AT_SYMLINK_FOLLOW)
      if result == 0 { break }
      guard errno == EEXIST else { throw FileError(.publish, path, Errno(rawValue: errno)) }
      // One killed right here, between the two names, left a file of which nobody would know. That
      // it cannot be found or removed is no reason to have no output.
      if name == target { try? Self.removeAbandoned(beside: target) }
      // Temporary names are taken by processes of the same number elsewhere.
      name = Self.temporaryName(beside: target)
    }
    if name != target { try replaceTarget(with: name) }
  }

  private func replaceTarget(with name: String) throws(FileError) {
    guard unsafe rename(name.systemPath, target.systemPath) == 0 else {
      let reason = Errno(rawValue: errno)
      unsafe unlink(name.systemPath)
      throw FileError(.publish, path, reason)
    }
    TemporaryNames.forget(name)
  }

  /// Removes the temporary names beside `path` whose processes are gone: they were killed in the
  /// instant between naming a file and renaming it.
  public static func removeAbandoned(beside path: String) throws(FileError) {
    let target = FileLinks.end(of: path)
    let folder = FolderNames.split(target).folder
    let start = "." + shortName(of: target) + "."
    for name in try FolderNames.all(in: folder, startingWith: start) {
      let parts = name.dropFirst(start.count).split(
        separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 3, parts[2] == "tmp", Int(parts[1]) != nil, let process = pid_t(parts[0])
      else { continue }
      if process > 0 && kill(process, 0) != 0 && errno == ESRCH {
        try FolderNames.remove("\(folder)/\(name)")
      }
    }
  }

  private static func temporaryName(beside path: String) -> String {
    let last = shortName(of: path)
    let number = temporaryNameCount.wrappingAdd(1, ordering: .relaxed).newValue
    return FilePath(FolderNames.split(path).folder).appending(".\(last).\(getpid()).\(number).tmp")
      .string
  }

  /// The name of the file as far as a temporary one holds it.
  private static func shortName(of path: String) -> String {
    let name = FilePath(path).lastComponent?.string ?? "output"
    return String(decoding: name.utf8.prefix(nameByteCountMax), as: UTF8.self)
  }
}

/// O_TMPFILE, a macro that Swift does not import: the kernel's flag joined with O_DIRECTORY.
let unnamedFileFlag: CInt = 0o20_000_000 | O_DIRECTORY

/// How much of the target's name a temporary one holds: file systems take names of 255 bytes.
private let nameByteCountMax = 200

private let temporaryNameCount = Atomic<Int>(0)
