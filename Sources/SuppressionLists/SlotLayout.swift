/// How the entries lie in the 64-byte lines of an index.
///
/// ```
///   byte 0        4                4 + 4n           4 + rn             64
///   ├── header ──┼── n × u32 ─────┼── n × (r−4) ───┼── n × c bits ──┬──┤
///   │            │ low remainders │ high remainders│ classes        │0 │
///
///   header, a 32-bit word:   bit 0…3    the count of used slots
///                            bit 4…6    reach: how far its displaced entries lie, in lines
///                            bit 7      1 if entries of this home lie in the side table
///                            bit 8…31   a filter with a bit set for every displaced entry
/// ```
///
/// An entry's home is the line `h = ⌊code · L / 2^50⌋`, its remainder the bits of `code · L` below
/// 2^50 without the lowest `⌊log2 L⌋`. Codes that share a home differ there by multiples of L, so
/// remainders tell them apart and nothing is lost. The upper three bits of a slot say by how many
/// lines the entry was displaced, at most seven; what finds no room there goes to the side table.
public struct SlotLayout: Equatable, Sendable {
  public static let lineByteCount = 64
  /// The farthest line an entry may move to, and so the count of lines after the last home.
  public static let displacementMax = 7
  public static let displacementBitCount = 3
  public static let filterBitCount = 24

  /// The share of the slots to fill, in percent. Simulated for twelve slots: 3.6 % of look-ups touch
  /// a second line at 86 %, 4.0 % at 88 %, and 0.13 % of the entries go to the side table.
  public static let loadPercent = 86

  /// r: the bytes of a remainder, 4 to 6.
  public let remainderByteCount: Int
  /// c: the bits of a class: 0 (all entries are of class 1), 4, 8 or 16.
  public let classBitCount: Int
  /// n: the slots of a line, at most 15.
  public let slotCount: Int

  /// The layout, or nil if the format has none such.
  public init?(remainderByteCount: Int, classBitCount: Int) {
    guard (4...6).contains(remainderByteCount), [0, 4, 8, 16].contains(classBitCount) else {
      return nil
    }
    self.remainderByteCount = remainderByteCount
    self.classBitCount = classBitCount
    slotCount = min(15, 60 * 8 / (8 * remainderByteCount + classBitCount))
  }

  /// The offset of the high remainders in a line.
  public var highOffset: Int { 4 + 4 * slotCount }
  /// The offset of the classes in a line.
  public var classOffset: Int { 4 + remainderByteCount * slotCount }
  /// The position of the displacement in a slot, in bits.
  public var displacementShift: Int { 8 * remainderByteCount - Self.displacementBitCount }

  /// The least count of home lines at which a remainder fits its bits.
  public var lineCountMin: Int { 1 << (NumberCode.domainBitCount - displacementShift) }

  /// The count of home lines for `entryCount` entries.
  ///
  /// A count of seven significant bits: an index that grows by less than a hundredth mostly keeps its
  /// lines, and then those that nothing has changed in can be copied.
  public func lineCount(entryCount: Int) -> Int {
    let perHundredLines = slotCount * Self.loadPercent
    let needed = max(lineCountMin, (entryCount * 100 + perHundredLines - 1) / perHundredLines)
    let unit = 1 << max(0, Int.bitWidth - needed.leadingZeroBitCount - Self.lineCountBitCount)
    return (needed + unit - 1) / unit * unit
  }

  private static let lineCountBitCount = 7

  /// The smallest layout for so many entries and classes (class 0, "on no list", not counted).
  public static func smallest(entryCount: Int, classCount: Int) -> SlotLayout {
    let classBitCount =
      switch classCount {
      case ...1: 0
      case ...15: 4
      case ...255: 8
      default: 16
      }
    return [4, 5, 6].map { Self(remainderByteCount: $0, classBitCount: classBitCount)! }
      .min { first, second in
        first.lineCount(entryCount: entryCount) < second.lineCount(entryCount: entryCount)
      }!
  }

  /// The bit of a home's filter that stands for `code`.
  @inline(__always)
  static func filterBit(code: UInt64) -> UInt32 {
    UInt32(((code & 0xFFFF) &* UInt64(filterBitCount)) &>> 16)
  }
}

/// The home lines of a table: which line a code belongs to, and what is left of it there.
public struct HomeMap: Equatable, Sendable {
  public let lineCount: UInt64
  private let remainderShift: UInt64

  /// The bits of `code · L` below bit 50 that no remainder needs: ⌊log2 L⌋.
  var droppedBitCount: Int { Int(remainderShift) - (64 - NumberCode.domainBitCount) }

  /// - Precondition: `0 < lineCount < 2^32`.
  public init(lineCount: Int) {
    precondition(lineCount > 0 && lineCount < 1 << 32)
    self.lineCount = UInt64(lineCount)
    let logarithm = UInt64(63 - self.lineCount.leadingZeroBitCount)
    remainderShift = UInt64(64 - NumberCode.domainBitCount) + logarithm
  }

  /// The home line of `code` and its remainder.
  ///
  /// - Precondition: `code < NumberCode.domainEnd`.
  @inline(__always)
  public func locate(_ code: UInt64) -> (home: Int, remainder: UInt64) {
    let product = (code &<< UInt64(64 - NumberCode.domainBitCount)).multipliedFullWidth(
      by: lineCount)
    return (Int(truncatingIfNeeded: product.high), product.low &>> remainderShift)
  }

  /// The code that has this home and remainder: the inverse of ``locate(_:)``.
  public func code(home: Int, remainder: UInt64) -> UInt64 {
    // The least code at or above (home · 2^64 + remainder · 2^shift) / (L · 2^14).
    let target = (high: UInt64(home), low: remainder << remainderShift)
    let (quotient, rest) = lineCount.dividingFullWidth((target.high, target.low))
    let scale = UInt64(64 - NumberCode.domainBitCount)
    let lowBits = quotient & ((1 << scale) - 1)
    return quotient >> scale + (lowBits != 0 || rest != 0 ? 1 : 0)
  }
}
