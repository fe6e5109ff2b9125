import CKernels
import CXXHash

/// The keys that share a table of an index, and the hash of a key that loses nothing: its code.
///
/// A domain's keys are permuted among themselves by a Feistel network, whose round function is
/// XXH3-64. A Feistel network can be undone whatever its round function does, so two keys of a domain
/// never share a code, and a code kept in full is an exact match.
///
/// ```
///   key, or what it is above the first of its domain  =  left │ right
///   right ^= F1(left)      F_r(x) = the low bits of XXH3-64(x + r · 2^32, eight bytes)
///   left  ^= F2(right)
///   right ^= F3(left)
///   code                                              =  right │ left
///
///   domain          keys                              bits       left   right
///   northAmerican   12,000,000,000 … + 2^33 − 1       33         16     17
///   international   all others below 2^50             50         25     25
/// ```
///
/// In an index with a key, codes of ``KeyedNumbers`` stand for all keys, in the place of the second domain:
/// they are what AES has made of them, so that nothing is left to be permuted.
///
/// Three rounds, not two: after two, the left half still follows the key's high digits, and the
/// numbers of one exchange would crowd into a few hundred lines.
///
/// The fewer the bits of a domain, the less of a code is left to be stored beside its place. Fifty bits
/// hold every number of up to fifteen digits, the longest that E.164 allows. Numbers of +1 have eleven,
/// and are most of what the largest registers list: with 33 bits their entries take two or three bytes
/// instead of four or five, and a look-up finds half as much memory between it and the cache.
public enum CodeDomain: Sendable {
  /// The ten-digit numbers of +1, and the few keys behind them that fill 33 bits.
  case northAmerican
  /// All other numbers. Keys from 2^50 on, which no plan dials, are their own code.
  case international

  /// What stands for numbers in an index with a key: 58 bits.
  case keyed

  /// The domains of an index, in the order of its tables.
  package static func all(isKeyed: Bool) -> [CodeDomain] {
    [.northAmerican, isKeyed ? .keyed : .international]
  }
  /// How many an index has.
  static let count = 2
  /// The place of its table.
  @inline(__always)
  package var tableNumber: Int { self == .northAmerican ? 0 : 1 }

  /// The domain of a key in an index without one.
  @inline(__always)
  public init(of key: UInt64) {
    self = key &- Self.northAmericanStart < 1 << 33 ? .northAmerican : .international
  }

  private static let northAmericanStart: UInt64 = 12_000_000_000

  /// The bits of the permuted numbers.
  @inline(__always)
  public var bitCount: Int {
    switch self {
    case .northAmerican: 33
    case .international: 50
    case .keyed: 58
    }
  }
  /// Codes from here on are those of long keys.
  @inline(__always)
  public var end: UInt64 { 1 << UInt64(bitCount) }

  /// The first key, from which they count.
  @inline(__always)
  private var start: UInt64 { self == .northAmerican ? Self.northAmericanStart : 0 }
  @inline(__always)
  private var leftBitCount: UInt64 { UInt64(bitCount / 2) }
  @inline(__always)
  private var rightBitCount: UInt64 { UInt64(bitCount - bitCount / 2) }

  /// The code of `key`. Complexity: O(1), three hashes of eight bytes.
  ///
  /// - Precondition: The key is of the domain.
  @inline(__always)
  public func code(of key: UInt64) -> UInt64 {
    guard key < 1 << 50, self != .keyed else { return key }
    let offset = key &- start
    var left = offset >> rightBitCount
    var right = offset & (1 << rightBitCount - 1)
    right ^= Self.round(1, left, rightBitCount)
    left ^= Self.round(2, right, leftBitCount)
    right ^= Self.round(3, left, rightBitCount)
    return right << leftBitCount | left
  }

  /// Replaces keys by their codes: several at once, in the lanes of the processor's vectors. Keys that
  /// are not of the domain become something of no use.
  ///
  /// - Complexity: O(*n*), a fifth of the work of ``code(of:)`` a key.
  public func encode(_ keys: inout MutableSpan<UInt64>) {
    if self == .keyed { return }
    let domain = self == .northAmerican ? NODIAL_NORTH_AMERICAN : NODIAL_INTERNATIONAL
    unsafe keys.withUnsafeMutableBufferPointer { keys in
      guard let start = keys.baseAddress else { return }
      // SAFETY: pointer and count come from one buffer, whose elements may be replaced in place.
      unsafe nodial_codes(domain, start, keys.count, start)
    }
  }

  /// The key of `code`: the inverse of ``code(of:)``.
  public func key(of code: UInt64) -> UInt64 {
    guard code < end, self != .keyed else { return code }
    var right = code >> leftBitCount
    var left = code & (1 << leftBitCount - 1)
    right ^= Self.round(3, left, rightBitCount)
    left ^= Self.round(2, right, leftBitCount)
    right ^= Self.round(1, left, rightBitCount)
    return start + (left << rightBitCount | right)
  }

  @inline(__always)
  private static func round(_ number: UInt64, _ half: UInt64, _ bitCount: UInt64) -> UInt64 {
    nodial_xxh3_64(half | number << 32) & (1 << bitCount - 1)
  }
}
