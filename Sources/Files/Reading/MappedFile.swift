import CKernels
import Glibc
import SystemPackage

/// A file's bytes in memory, read-only, for as long as this value lives.
///
/// Opening costs the same for any size; pages come from the page cache when they are touched. If
/// another process shortens the file meanwhile, or its disk fails, touching what is gone ends this
/// process (SIGBUS), unless the mapping is guarded: then there are zeros, and ``hasLostBytes`` says so.
/// Nodial itself never shortens a file, it replaces it by renaming.
@safe public struct MappedFile: ~Copyable, @unchecked Sendable {
  /// How the pages will be used; the kernel reads ahead accordingly.
  public enum Access: Sendable {
    case sequential, random
  }

  public let byteCount: Int
  // SAFETY: set once to a mapping of `byteCount` bytes (nil if empty) that lives until `deinit`.
  private let base: UnsafeMutableRawPointer?
  /// The guard in the C kernel, or -1.
  private let guardNumber: CInt

  /// - Parameter isGuarded: If true, the mapping is guarded or refused.
  init(
    descriptor: CInt, byteCount: Int, path: String, isGuarded: Bool
  ) throws(FileError) {
    self.byteCount = byteCount
    guard byteCount > 0 else {
      unsafe base = nil
      guardNumber = -1
      return
    }
    let mapping = unsafe mmap(nil, byteCount, PROT_READ, MAP_SHARED, descriptor, 0)
    guard unsafe mapping != MAP_FAILED else {
      throw FileError(.map, path, Errno(rawValue: errno))
    }
    // SAFETY: the guard, too, is for these bytes, and ends before the mapping does.
    let guardNumber = isGuarded ? unsafe nodial_guard_mapping(mapping, byteCount) : -1
    if isGuarded && guardNumber < 0 {
      unsafe munmap(mapping, byteCount)
      throw FileError(.map, path, .resourceTemporarilyUnavailable)
    }
    self.guardNumber = guardNumber
    unsafe base = mapping
  }

  deinit {
    if guardNumber >= 0 { nodial_end_guard(guardNumber) }
    if let base = unsafe base { unsafe munmap(base, byteCount) }
  }

  /// True if bytes of a guarded mapping were gone when somebody touched them.
  public var hasLostBytes: Bool { guardNumber >= 0 && nodial_guard_has_lost(guardNumber) != 0 }

  /// All bytes.
  public var bytes: Span<UInt8> {
    @_lifetime(borrow self)
    get {
      // SAFETY: the mapping lives as long as `self`, which the span borrows.
      let start = unsafe base?.assumingMemoryBound(to: UInt8.self)
      let span = unsafe Span(_unsafeElements: UnsafeBufferPointer(start: start, count: byteCount))
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// Calls `body` with some of the bytes: for owners that are classes, which cannot hand out spans.
  public func withBytes<Result, Failure: Error>(
    _ range: Range<Int>, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(bytes.extracting(range))
  }

  /// Tells the kernel how the pages will be used. Only advice: a refusal changes nothing.
  public func advise(_ access: Access) {
    guard let base = unsafe base else { return }
    _ = unsafe madvise(base, byteCount, access == .sequential ? MADV_SEQUENTIAL : MADV_RANDOM)
  }

  /// Gives the memory of some bytes back: they stay in the page cache and return when they are
  /// touched. Keeps the process small while it passes through a large file.
  public func release(_ range: Range<Int>) {
    guard let base = unsafe base, !range.isEmpty else { return }
    let start = range.lowerBound & ~(Self.pageByteCount - 1)
    // SAFETY: a read-only mapping of a file loses nothing by it; `start` lies in the mapping.
    _ = unsafe madvise(base + start, range.upperBound - start, MADV_DONTNEED)
  }

  private static let pageByteCount = 4096

  /// The size of a huge page on x86-64 and on most of ARM.
  public static let hugePageByteCount = 2 << 20

  /// Asks the kernel to keep what it reads of the file from now on in pages of two mebibytes: for
  /// random reads all over it. Only advice; a byte then costs a whole page, if it is on the disk.
  public func preferHugePages() {
    guard let base = unsafe base else { return }
    _ = unsafe madvise(base, byteCount, MADV_HUGEPAGE)
  }

  /// Asks the kernel to read the whole file ahead. Only advice.
  public func readAhead() { readAhead(0..<byteCount) }

  /// Asks the kernel to read some bytes ahead. Only advice.
  public func readAhead(_ range: Range<Int>) {
    guard let base = unsafe base, !range.isEmpty else { return }
    let start = range.lowerBound & ~(Self.pageByteCount - 1)
    // SAFETY: `start` lies in the mapping.
    _ = unsafe madvise(base + start, range.upperBound - start, MADV_WILLNEED)
  }
}
