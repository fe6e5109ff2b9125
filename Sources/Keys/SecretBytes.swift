internal import CCrypto
import Glibc

/// The bytes of a key: on a page of their own, which no core dump holds, and which is not swapped out
/// where the system allows that. They are wiped when nobody has them any more.
///
/// Nothing prints them.
@safe final class SecretBytes: @unchecked Sendable, CustomStringConvertible {
  /// Bytes of every key here.
  static let count = Int(NODIAL_KEY_BYTES)

  // SAFETY: of all `unsafe` in this file: the page is this object's alone, has room for `count` bytes,
  // and lives as long as the object; after `init` it is only read.
  private let page: UnsafeMutableRawPointer
  private static let pageByteCount = 4096

  /// A process that has a key leaves no core dump: what the cipher makes of it lies elsewhere in memory, and suffices to try
  /// all numbers.
  private static let hasNoCoreDump: Bool = {
    var limit = rlimit(rlim_cur: 0, rlim_max: 0)
    // SAFETY: the limit is only read.
    return unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0
  }()

  /// Bytes that `fill` sets. It returns false if it cannot.
  init(_ fill: (inout MutableSpan<UInt8>) -> Bool) throws(KeyError) {
    guard Self.hasNoCoreDump, KeyMemory.isClosed else { throw KeyError(.cryptography) }
    let page = unsafe mmap(
      nil, Self.pageByteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let page = unsafe page, unsafe page != MAP_FAILED else { throw KeyError(.noMemory) }
    _ = unsafe madvise(page, Self.pageByteCount, MADV_DONTDUMP)
    _ = unsafe mlock(page, Self.pageByteCount)
    unsafe self.page = page
    var span = unsafe MutableSpan<UInt8>(
      _unsafeStart: page.assumingMemoryBound(to: UInt8.self), count: Self.count)
    guard fill(&span) else { throw KeyError(.cryptography) }
  }

  deinit {
    unsafe OPENSSL_cleanse(page, Self.count)
    _ = unsafe munmap(page, Self.pageByteCount)
  }

  /// Calls `body` with the bytes.
  func withBytes<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(
      UnsafeBufferPointer(start: page.assumingMemoryBound(to: UInt8.self), count: Self.count))
  }

  /// The first bytes, of a key that is derived to be public.
  func published(count: Int) -> [UInt8] { unsafe withBytes { unsafe Array($0.prefix(count)) } }

  var description: String { "(a key)" }
}
