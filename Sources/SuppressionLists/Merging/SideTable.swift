/// The entries that found no room in the lines, and the keys of sixteen digits and more: sorted by
/// code.
///
/// ```
///   an entry:  0       8        10          16
///              ├ code ─┼─ class ┼─ zeros ───┤
/// ```
///
/// SAFETY: of all `unsafe` in this file: loads of integers, for which any bytes are valid; their
/// offsets are checked against the span, whose elements have no padding.
enum SideTable {
  static let entryByteCount = 16

  /// The class of `code`, or 0.
  ///
  /// Codes below the end of the domain are spread evenly, so an entry lies near its share of the count:
  /// of 100,000 entries within some hundred. A second guess, from what is found there, is off by a
  /// dozen, all in a page or two; bisection would wait for a page at every step.
  ///
  /// - Parameters:
  ///   - bytes: The entries, without what pads the section.
  ///   - willRead: Called with the place of an entry in `bytes` before it is read.
  /// - Complexity: O(log *n*), O(log log *n*) on average.
  @inline(__always)
  static func find<Failure: Error>(
    _ code: UInt64, of domain: CodeDomain, in bytes: Span<UInt8>,
    willRead: (Range<Int>) throws(Failure) -> Void
  ) throws(Failure) -> UInt16 {
    let count = bytes.count / entryByteCount
    // All entries below `lower` have lesser codes, all from `upper` on greater ones.
    var lower = 0
    var upper = count
    var guess = place(of: code, domain, count: count)
    var reach = 8
    var guessCount = 0
    while lower < upper {
      let middle = min(max(guess, lower), upper - 1)
      try willRead(middle * entryByteCount..<(middle + 1) * entryByteCount)
      let found = self.code(ofEntry: middle, in: bytes)
      if found == code { return classNumber(ofEntry: middle, in: bytes) }
      let isBelow = found < code
      if isBelow { lower = middle + 1 } else { upper = middle }
      guessCount += 1
      switch guessCount {
      case 1:
        let distance = place(of: isBelow ? code - found : found - code, domain, count: count)
        guess = isBelow ? middle + distance : middle - distance
      case 2...8:
        // Farther each time, until it is bracketed.
        guess = isBelow ? middle + reach : middle - reach
        reach *= 2
      default: guess = lower + (upper - lower) / 2
      }
    }
    return 0
  }

  /// Where a code is to be expected among `count` evenly spread ones.
  private static func place(of code: UInt64, _ domain: CodeDomain, count: Int) -> Int {
    guard code < domain.end else { return count }
    let product = (code << UInt64(64 - domain.bitCount)).multipliedFullWidth(by: UInt64(count))
    return Int(truncatingIfNeeded: product.high)
  }

  static func code(ofEntry number: Int, in bytes: Span<UInt8>) -> UInt64 {
    unsafe UInt64(
      littleEndian: bytes.bytes.unsafeLoadUnaligned(
        fromByteOffset: number * entryByteCount, as: UInt64.self))
  }

  static func classNumber(ofEntry number: Int, in bytes: Span<UInt8>) -> UInt16 {
    unsafe UInt16(
      littleEndian: bytes.bytes.unsafeLoadUnaligned(
        fromByteOffset: number * entryByteCount + 8, as: UInt16.self))
  }

  static func encoded(_ entries: [(code: UInt64, classNumber: UInt16)]) -> [UInt8] {
    var writer = ByteWriter(capacity: entries.count * entryByteCount)
    for entry in entries {
      writer.append(entry.code)
      writer.append(entry.classNumber)
      writer.pad(toMultipleOf: entryByteCount)
    }
    writer.pad(toMultipleOf: IndexHeader.sectionAlignment)
    return writer.bytes
  }
}
