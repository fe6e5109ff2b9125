internal import CCrypto
import Synchronization

/// What keeps keys from whoever looks into the memory of a process.
///
/// A program owns its process and says so (``ownProcess()``). A library is a guest: it must not take from its
/// host that it can be traced, nor the memory that the host may lock. It keeps the keys themselves, in
/// `SecretBytes`, and nothing more.
public enum KeyMemory {
  private static let isOwnProcess = Atomic(false)

  /// Says that this process is the program's own. To be called before any key is read and any digest is made.
  ///
  /// As soon as there is a key, no other program of the user can trace the process or read its memory, and
  /// contexts of libcrypto lie in memory that is locked, as far as the system allows, and that no dump holds.
  public static func ownProcess() { isOwnProcess.store(true, ordering: .sequentiallyConsistent) }

  /// Prepares libcrypto; false if it cannot do what is needed.
  static let isReady: Bool = {
    if isOwnProcess.load(ordering: .sequentiallyConsistent) {
      // Without room for them contexts lie where they usually do.
      _ = nodial_secure_contexts()
    }
    return nodial_crypto_start() == 1
  }()

  /// Forbids the process of a program to be traced; false if the system refuses.
  static let isClosed: Bool =
    !isOwnProcess.load(ordering: .sequentiallyConsistent) || nodial_forbid_dumps() == 0
}
