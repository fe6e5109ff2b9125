import CKernels
import CXXHash

/// The hash of a key that loses nothing: a permutation of the 64-bit integers.
///
/// Keys below 2^50, which is every number of up to fifteen digits (the longest that E.164 allows),
/// are permuted among themselves by a Feistel network, whose round function is XXH3-64. A Feistel
/// network can be undone whatever its round function does, so two keys never share a code, and a
/// code kept in full is an exact match. Longer keys, which no plan dials, are their own code.
///
/// ```
///   key (50 bits)  =  left (25 bits) │ right (25 bits)
///   right ^= F1(left)      F_r(x) = the low 25 bits of XXH3-64(x + r · 2^32, eight bytes)
///   left  ^= F2(right)
///   right ^= F3(left)
///   code           =  right │ left
/// ```
///
/// Three rounds, not two: after two, the left half still follows the key's high digits, and the
/// numbers of one exchange would crowd into a few hundred lines. Fifty bits instead of the
/// sixty-four of a plain hash save fourteen bits an entry.
public enum NumberCode {
  /// The bits of the permuted domain.
  public static let domainBitCount = 50
  /// Keys from here on are their own code.
  public static let domainEnd: UInt64 = 1 << 50

  private static let halfBitCount: UInt64 = 25
  private static let halfMask: UInt64 = (1 << 25) - 1

  /// The code of `key`. Complexity: O(1), three hashes of eight bytes.
  @inline(__always)
  public static func code(of key: UInt64) -> UInt64 {
    guard key < domainEnd else { return key }
    var left = key >> halfBitCount
    var right = key & halfMask
    right ^= round(1, left)
    left ^= round(2, right)
    right ^= round(3, left)
    return right << halfBitCount | left
  }

  /// Replaces keys by their codes: several at once, in the lanes of the processor's vectors.
  ///
  /// - Complexity: O(*n*), a fifth of the work of ``code(of:)`` a key.
  public static func encode(_ keys: inout MutableSpan<UInt64>) {
    unsafe keys.withUnsafeMutableBufferPointer { keys in
      guard let start = keys.baseAddress else { return }
      // SAFETY: pointer and count come from one buffer, whose elements may be replaced in place.
      unsafe nodial_codes(start, keys.count, start)
    }
  }

  /// The key of `code`: the inverse of ``code(of:)``.
  public static func key(of code: UInt64) -> UInt64 {
    guard code < domainEnd else { return code }
    var right = code >> halfBitCount
    var left = code & halfMask
    right ^= round(3, left)
    left ^= round(2, right)
    right ^= round(1, left)
    return left << halfBitCount | right
  }

  @inline(__always)
  private static func round(_ number: UInt64, _ half: UInt64) -> UInt64 {
    nodial_xxh3_64(half | number << 32) & halfMask
  }
}
