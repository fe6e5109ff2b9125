/// The fast way from text to digits: one pass over a cell of ASCII digits, a plus and the usual
/// separators.
///
/// Such a cell has no letter and no extension, and is viable if it has three digits or more, so
/// all that the general way (`CellText`) would do comes down to collecting the digits. Whatever is
/// not plain in this sense is left to it.
struct DigitScan {
  var digits: PackedDigits
  var isInternational: Bool

  /// Nil if the general way has to read the cell.
  @inline(always)
  init?(_ block: Span<UInt8>, start: Int, end: Int, preClean: Bool) {
    var start = start
    var end = end
    while start < end, block[start] == 32 { start &+= 1 }
    while end > start, block[end &- 1] == 32 { end &-= 1 }
    if let clean = DigitScan(clean: block, start: start, end: end) {
      self = clean
      return
    }
    var head: UInt64 = 0
    var count: UInt64 = 0
    var pluses: UInt64 = 0
    var others: UInt64 = 0
    for index in start..<end {
      let byte = block[index]
      let value = UInt64(byte &- 48)
      let isDigit: UInt64 = value < 10 ? 1 : 0
      let isPlus: UInt64 = byte == 43 ? 1 : 0
      let offset = UInt64(byte &- 32)
      let isSeparator: UInt64 = offset < 64 ? DigitScan.separators &>> offset & 1 : 0
      // A plus after a digit or a plus is none of the plain cases.
      others |= 1 ^ (isDigit | isSeparator | isPlus)
      others |= isPlus & (pluses | (count == 0 ? 0 : 1))
      pluses |= isPlus
      head = head &<< (4 &* isDigit) | value & (0 &- isDigit)
      count &+= isDigit
    }
    guard others == 0, count > 2, count <= UInt64(PackedDigits.wordDigitCount) else { return nil }
    // `2025551234.0`: a spreadsheet's number, if the point is the only separator.
    if preClean, UInt64(end &- start) == count &+ pluses &+ 1,
      block[end &- 2] == 46 || block[end &- 3] == 46
    {
      return nil
    }
    digits = PackedDigits(head: head &<< (64 &- 4 &* count), count: Int(count))
    isInternational = pluses != 0
  }

  /// Eight to sixteen digits after at most a plus: two overlapping loads instead of a loop.
  @inline(always)
  private init?(clean block: Span<UInt8>, start: Int, end: Int) {
    guard end &- start >= 8 else { return nil }
    let hasPlus = block[start] == 43
    let first = hasPlus ? start &+ 1 : start
    let count = end &- first
    guard count >= 8, count <= 16 else { return nil }
    // SAFETY: Both loads are of plain integers, and checked against the bounds of the span.
    let low = unsafe block.bytes.unsafeLoadUnaligned(fromByteOffset: first, as: UInt64.self)
    let high = unsafe block.bytes.unsafeLoadUnaligned(fromByteOffset: end &- 8, as: UInt64.self)
    guard DigitScan.areDigits(low) && DigitScan.areDigits(high) else { return nil }
    let shift = UInt64(4 &* (count &- 8))
    let head = DigitScan.packed(low) &<< 32 | (DigitScan.packed(high) &<< 32) &>> shift
    digits = PackedDigits(head: head, count: count)
    isInternational = hasPlus
  }

  /// Whether eight bytes are ASCII digits: 0x30 to 0x39, and still 0x3x after adding 6.
  @inline(always)
  private static func areDigits(_ bytes: UInt64) -> Bool {
    let highNibbles: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
    let threes: UInt64 = 0x3030_3030_3030_3030
    return bytes & highNibbles == threes && (bytes &+ 0x0606_0606_0606_0606) & highNibbles == threes
  }

  /// Eight ASCII digits, the first in the lowest byte, as 32 bits, the first in the highest nibble.
  @inline(always)
  private static func packed(_ bytes: UInt64) -> UInt64 {
    var word = UInt64(bigEndian: bytes) & 0x0F0F_0F0F_0F0F_0F0F
    word = (word | word &>> 4) & 0x00FF_00FF_00FF_00FF
    word = (word | word &>> 8) & 0x0000_FFFF_0000_FFFF
    return (word | word &>> 16) & 0xFFFF_FFFF
  }

  /// Bit n: the character 32 + n is one of ` ( ) - . / [ ]`.
  private static let separators: UInt64 =
    1 << 0 | 1 << 8 | 1 << 9 | 1 << 13 | 1 << 14 | 1 << 15 | 1 << 59 | 1 << 61
}
