import Glibc
import SystemPackage

/// The right to be the only one at work, held until this value goes or the process ends, however it
/// ends.
///
/// The lock is the kernel's (`flock`), not the file's existence: a file that was left behind by a
/// process that was killed does not matter, and the file is never removed.
public struct FileLock: ~Copyable {
  private let descriptor: CInt

  /// Locks `path`, which is made if it is not there.
  ///
  /// - Returns: Nil if somebody else holds the lock.
  public static func attempt(path: String) throws(FileError) -> FileLock? {
    // SAFETY: the path outlives the call, which only reads it.
    let descriptor = unsafe open(path.systemPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileError(.open, path, Errno(rawValue: errno)) }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return FileLock(descriptor: descriptor) }
    let reason = Errno(rawValue: errno)
    _ = close(descriptor)
    guard reason == .wouldBlock else { throw FileError(.lock, path, reason) }
    return nil
  }

  deinit {
    // Not only closed: a process that is being started at this moment may hold a copy of the
    // descriptor, and the lock with it, until it runs its program.
    _ = flock(descriptor, LOCK_UN)
    _ = close(descriptor)
  }
}
