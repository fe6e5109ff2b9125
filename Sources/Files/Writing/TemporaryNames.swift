import Glibc
import Synchronization

/// The temporary names this process owns, to be removed when it ends early.
///
/// Only file systems without unnamed files (O_TMPFILE) need them.
public enum TemporaryNames {
  private static let names = Mutex<Set<String>>([])
  private static let firstUse = Mutex<(@Sendable () -> Void)?>(nil)

  /// Sets what to do before the first temporary name is used: to prepare for signals.
  public static func onFirstUse(_ prepare: @escaping @Sendable () -> Void) {
    firstUse.withLock { $0 = prepare }
  }

  static func insert(_ name: String) {
    let prepare = firstUse.withLock { prepare in
      defer { prepare = nil }
      return prepare
    }
    prepare?()
    _ = names.withLock { $0.insert(name) }
  }

  /// Stops caring for a name that was renamed.
  static func forget(_ name: String) {
    _ = names.withLock { $0.remove(name) }
  }

  /// Removes the file, unless it was renamed.
  static func remove(_ name: String) {
    // SAFETY: here and below, the path outlives the call, which only reads it.
    if names.withLock({ $0.remove(name) }) != nil { unsafe unlink(name.systemPath) }
  }

  /// Removes every temporary name. To be called by whoever handles the ending signals, outside of
  /// the signal handler itself.
  public static func removeAll() {
    names.withLock { names in
      for name in names { unsafe unlink(name.systemPath) }
      names.removeAll()
    }
  }
}
