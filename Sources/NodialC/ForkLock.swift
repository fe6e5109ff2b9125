import CKernels

/// The lock of what must not be under way in another thread while the host forks: reading the ledger.
///
/// A fork waits for it, so that a child finds neither a lock that nobody will ever open, nor SQLite in the middle of something.
enum ForkLock {
  static func withLock<Result>(
    _ body: () throws(Refusal) -> Result
  ) throws(Refusal) -> Result {
    guard nodial_fork_lock() == 0 else {
      throw .unopenable("the system has no room for what a fork must wait for")
    }
    defer { nodial_fork_unlock() }
    return try body()
  }

  /// How many forks lie between this process and the one that opened something first.
  static var forkCount: UInt32 { nodial_fork_count() }
}
