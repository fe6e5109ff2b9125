import Foundation

/// One page between two that no one may touch: what reads beyond its ends stops the program.
@safe final class GuardedMemory {
  private static let pageByteCount = Int(sysconf(Int32(_SC_PAGESIZE)))

  private let mapping: UnsafeMutableRawBufferPointer

  init() {
    let byteCount = 3 * Self.pageByteCount
    let start = unsafe mmap(
      nil, byteCount, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)!
    unsafe precondition(start != MAP_FAILED, "no memory")
    // SAFETY: both calls name pages of the mapping, which is this object's until it ends.
    unsafe mapping = UnsafeMutableRawBufferPointer(start: start, count: byteCount)
    let isOpen = unsafe mprotect(
      start + Self.pageByteCount, Self.pageByteCount, PROT_READ | PROT_WRITE)
    precondition(isOpen == 0, "no memory")
  }

  deinit { unsafe munmap(mapping.baseAddress!, mapping.count) }

  /// The bytes at the start or at the end of the page, until the next ones are put there.
  func hold(_ bytes: [UInt8], atEnd: Bool) -> UnsafeBufferPointer<UInt8> {
    precondition(bytes.count <= Self.pageByteCount, "more than a page")
    let offset = atEnd ? 2 * Self.pageByteCount - bytes.count : Self.pageByteCount
    // SAFETY: the bytes lie in the page.
    let target = unsafe UnsafeMutableRawBufferPointer(
      rebasing: mapping[offset..<offset + bytes.count])
    unsafe target.copyBytes(from: bytes)
    return unsafe UnsafeBufferPointer(target.assumingMemoryBound(to: UInt8.self))
  }
}
