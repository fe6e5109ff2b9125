internal import CKernels

/// The fast way from text to digits: one pass over a cell of ASCII digits, a plus and the usual
/// separators.
///
/// Such a cell has no letter and no extension, and is viable if it has three digits or more, so
/// all that the general way (`CellText`) would do comes down to collecting the digits. Whatever is
/// not plain in this sense is left to it.
struct DigitScan {
  var digits: PackedDigits
  var isInternational: Bool
  /// Whether there is an opening bracket, and so perhaps a `(0)`.
  var hasBracket = false

  /// Nil if the general way has to read the cell.
  ///
  /// - Parameter preClean: Leave a number with a spreadsheet's fraction to the general way.
  @inline(always)
  init?(_ block: Span<UInt8>, start: Int, end: Int, preClean: Bool) {
    precondition(0 <= start && start <= end && end <= block.count, "a cell lies in its block")
    if let clean = DigitScan(clean: block, start: start, end: end) {
      self = clean
      return
    }
    // A plus may follow separators, and nothing else may precede it.
    var index = start
    var classes: UInt64 = 0
    while index < end {
      let scanClass = DigitScan.scanClass(block, index)
      if scanClass & (DigitScan.digit | DigitScan.other) != 0 { break }
      classes |= scanClass
      index &+= 1
    }
    isInternational = index < end && DigitScan.byte(block, index) == UInt8(ascii: "+")
    if isInternational { index &+= 1 }
    var head: UInt64 = 0
    var bitCount: UInt64 = 0
    while index < end {
      let scanClass = DigitScan.scanClass(block, index)
      let shift = scanClass & DigitScan.digit
      head = head &<< shift | scanClass &>> 8
      bitCount &+= shift
      classes |= scanClass
      index &+= 1
    }
    // Three to sixteen digits.
    guard classes & DigitScan.other == 0, bitCount &- 12 <= 52 else { return nil }
    let count = Int(truncatingIfNeeded: bitCount &>> 2)
    if preClean, DigitScan.mayHaveFraction(block, start, end, count) { return nil }
    digits = PackedDigits(head: head &<< (64 &- bitCount), count: count)
    hasBracket = classes & DigitScan.bracket != 0
  }

  /// Eight to sixteen digits after at most a plus: two overlapping loads instead of a loop.
  @inline(always)
  private init?(clean block: Span<UInt8>, start: Int, end: Int) {
    guard end &- start >= 8 else { return nil }
    let hasPlus = DigitScan.byte(block, start) == UInt8(ascii: "+")
    let first = hasPlus ? start &+ 1 : start
    let count = end &- first
    guard count >= 8, count <= 16 else { return nil }
    let low = DigitScan.word(block, first)
    let high = DigitScan.word(block, end &- 8)
    guard DigitScan.areDigits(low) && DigitScan.areDigits(high) else { return nil }
    let shift = UInt64(truncatingIfNeeded: 4 &* (count &- 8))
    let head = DigitScan.packed(low) &<< 32 | (DigitScan.packed(high) &<< 32) &>> shift
    digits = PackedDigits(head: head, count: count)
    isInternational = hasPlus
  }

  /// `2025551234.0`: digits, one point, and one or two digits more.
  @inline(always)
  private static func mayHaveFraction(
    _ block: Span<UInt8>, _ start: Int, _ end: Int, _ digitCount: Int
  ) -> Bool {
    var first = start
    var last = end
    while first < last, byte(block, first) == 32 { first &+= 1 }
    while last > first, byte(block, last &- 1) == 32 { last &-= 1 }
    // The cell has three digits or more, so these two are in it.
    return last &- first <= digitCount &+ 2
      && (byte(block, last &- 2) == UInt8(ascii: ".")
        || byte(block, last &- 3) == UInt8(ascii: "."))
  }

  // SAFETY: the only initialiser that others call has checked that the cell lies in the block, and
  // all offsets here lie in the cell.
  @inline(always)
  private static func byte(_ block: Span<UInt8>, _ index: Int) -> UInt8 {
    unsafe block[unchecked: index]
  }

  @inline(always)
  private static func scanClass(_ block: Span<UInt8>, _ index: Int) -> UInt64 {
    UInt64(nodial_scan_class(byte(block, index)))
  }

  // SAFETY: as above, for eight bytes; they are loaded as a plain integer.
  @inline(always)
  private static func word(_ block: Span<UInt8>, _ index: Int) -> UInt64 {
    unsafe block.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
  }

  /// Whether eight bytes are ASCII digits: 0x30 to 0x39, and still 0x3x after adding 6.
  @inline(always)
  private static func areDigits(_ bytes: UInt64) -> Bool {
    let highNibbles: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
    let threes: UInt64 = 0x3030_3030_3030_3030
    return ((bytes ^ threes) | ((bytes &+ 0x0606_0606_0606_0606) ^ threes)) & highNibbles == 0
  }

  /// Eight ASCII digits, the first in the lowest byte, as 32 bits, the first in the highest nibble:
  /// pairs, then fours, then all eight change places as they move together.
  @inline(always)
  private static func packed(_ bytes: UInt64) -> UInt64 {
    let digits = UInt64(littleEndian: bytes) & 0x0F0F_0F0F_0F0F_0F0F
    let pairs = (digits &<< 4 | digits &>> 8) & 0x00FF_00FF_00FF_00FF
    let fours = (pairs &<< 8 | pairs &>> 16) & 0x0000_FFFF_0000_FFFF
    return (fours &<< 16 | fours &>> 32) & 0xFFFF_FFFF
  }

  // The classes of `nodial_scan_class`.
  private static let bracket: UInt64 = UInt64(NODIAL_SCAN_BRACKET)
  private static let digit: UInt64 = UInt64(NODIAL_SCAN_DIGIT)
  private static let other: UInt64 = UInt64(NODIAL_SCAN_OTHER)
}
