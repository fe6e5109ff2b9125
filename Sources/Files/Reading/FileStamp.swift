import CKernels
import Glibc
import SystemPackage

/// What the system says of a file's state: two equal stamps are one state of one file, unless it was
/// written again within the granularity of the clock.
public struct FileStamp: Hashable, Sendable {
  public var device: UInt64
  public var inode: UInt64
  public var byteCount: Int
  /// Nanoseconds since 1970.
  public var modified: Int64
  /// When anything of the file changed last; nobody can set it back.
  public var changed: Int64

  public init(device: UInt64, inode: UInt64, byteCount: Int, modified: Int64, changed: Int64) {
    self.device = device
    self.inode = inode
    self.byteCount = byteCount
    self.modified = modified
    self.changed = changed
  }

  /// True if another program has the file open for writing; false where nobody can tell, as on file
  /// systems without leases (NFS), and of files of other users.
  public static func isBeingWritten(path: String) throws(FileError) -> Bool {
    // SAFETY: the string outlives the call, which only reads it.
    let descriptor = unsafe open(path.systemPath, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError(.open, path, Errno(rawValue: errno)) }
    defer { _ = close(descriptor) }
    return nodial_is_being_written(descriptor) == 1
  }

  /// The stamp of the regular file `path`.
  public init(path: String) throws(FileError) {
    var status = stat()
    // SAFETY: the path outlives the call, which only reads it; the status is filled in.
    guard unsafe stat(path.systemPath, &status) == 0 else {
      throw FileError(.inspect, path, Errno(rawValue: errno))
    }
    self.init(status)
  }

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    byteCount = Int(status.st_size)
    modified = Self.nanoseconds(status.st_mtim)
    changed = Self.nanoseconds(status.st_ctim)
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// As text has it: device, inode, bytes, and both times.
  public var fields: [String] {
    [String(device), String(inode), String(byteCount), String(modified), String(changed)]
  }

  public static let fieldCount = 5

  /// Reads ``fields``; nil if they are none.
  public init?(fields: some Collection<Substring>) {
    let texts = Array(fields)
    guard texts.count == Self.fieldCount, let device = UInt64(texts[0]),
      let inode = UInt64(texts[1]),
      let byteCount = Int(texts[2]), let modified = Int64(texts[3]), let changed = Int64(texts[4])
    else { return nil }
    self.init(
      device: device, inode: inode, byteCount: byteCount, modified: modified, changed: changed)
  }

  /// True if the file may be written once more without its stamp telling, since that is how coarse
  /// the clocks of file systems are.
  ///
  /// - Parameter now: Nanoseconds since 1970.
  public func isFresh(at now: Int64) -> Bool { changed > now - Self.granularity }

  /// True if the file may have been written after its stamp was taken, and be of the same stamp.
  ///
  /// - Parameter now: The moment at which it was taken.
  package func mayHideChanges(at now: Int64) -> Bool {
    // What counts finer than seconds does so in ticks of the kernel, of which there are a hundred a second at least.
    changed > now - (changed % 1_000_000_000 == 0 ? Self.granularity : Self.tickGranularity)
  }

  private static let tickGranularity: Int64 = 100_000_000

  /// FAT counts in two seconds, which is the coarsest in use.
  private static let granularity: Int64 = 2_000_000_000

  /// The present moment by the clock that file systems use, in nanoseconds since 1970.
  public static var now: Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return nanoseconds(time)
  }
}
