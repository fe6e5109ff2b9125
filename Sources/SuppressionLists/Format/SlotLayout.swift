/// How the entries lie in the 64-byte lines of an index.
///
/// ```
///   byte 0        4                4 + wn           4 + rn             64
///   ├── header ──┼── n × w bytes ─┼── n × (r−w) ───┼── n × c bits ──┬──┤
///   │            │ low remainders │ high remainders│ classes        │0 │
///
///   header, a 32-bit word:      w = 2      w = 4
///                               0…4        0…3    the count of used slots
///                               5…6        4…6    reach: how far its displaced entries lie, in lines
///                               7          7      1 if entries of this home lie in the side table
///                               8…31       8…31   a filter with a bit for every displaced entry
/// ```
///
/// With a domain of `b` bits, an entry's home is the line `h = ⌊code · L / 2^b⌋`, its remainder the
/// bits of `code · L` below 2^b without the lowest `⌊log2 L⌋`. Codes that share a home differ there by
/// multiples of L, so remainders tell them apart and nothing is lost. The upper bits of a slot, two if
/// w = 2 and otherwise three, say by how many lines the entry was displaced, at most three or seven;
/// what finds no room there goes to the side table.
public struct SlotLayout: Equatable, Sendable {
  public static let lineByteCount = 64
  public static let filterBitCount = 24

  /// The share of the slots to fill, in percent. Simulated for 30 slots and three lines: 0.9 % of
  /// look-ups of numbers that are not listed touch a second line, and one entry in 13,000 goes to the
  /// side table. At 86 %, where 100 million numbers take 9 % less, it is 2.3 % and one in 660, and a
  /// look-up among them takes 8 to 10 % longer.
  public static let loadPercent = 78

  /// r: the bytes of a remainder, 2 to 7.
  public let remainderByteCount: Int
  /// c: the bits of a class: 0 (all entries are of class 1), 4, 8 or 16.
  public let classBitCount: Int
  /// n: the slots of a line, at most 30 or 15.
  public let slotCount: Int

  /// The layout, or nil if the format has none such.
  public init?(remainderByteCount: Int, classBitCount: Int) {
    guard (2...7).contains(remainderByteCount), [0, 4, 8, 16].contains(classBitCount) else {
      return nil
    }
    self.remainderByteCount = remainderByteCount
    self.classBitCount = classBitCount
    slotCount = min(
      remainderByteCount < 4 ? 30 : 15, 60 * 8 / (8 * remainderByteCount + classBitCount))
  }

  /// The bytes of remainders that a domain's table may have.
  public static func remainderByteCounts(_ domain: CodeDomain) -> ClosedRange<Int> {
    switch domain {
    case .northAmerican: 2...4
    case .international: 4...6
    case .keyed: 4...7
    }
  }

  /// w: the bytes of a remainder that stand together.
  @inline(__always)
  public var lowByteCount: Int { remainderByteCount < 4 ? 2 : 4 }
  /// The bits of a slot that say how far its entry was displaced.
  @inline(__always)
  public var displacementBitCount: Int { lowByteCount == 2 ? 2 : 3 }
  /// The farthest line an entry may move to, and so the count of lines after the last home.
  @inline(__always)
  public var displacementMax: Int { 1 << displacementBitCount - 1 }
  /// The place of the reach in a line's header; below it stands the count of used slots.
  @inline(__always)
  var reachShift: UInt32 { UInt32(7 - displacementBitCount) }

  /// The offset of the high remainders in a line.
  public var highOffset: Int { 4 + lowByteCount * slotCount }
  /// The offset of the classes in a line.
  public var classOffset: Int { 4 + remainderByteCount * slotCount }
  /// The position of the displacement in a slot, in bits.
  public var displacementShift: Int { 8 * remainderByteCount - displacementBitCount }

  /// The least count of home lines, if there are any, at which a remainder fits its bits.
  public func lineCountMin(_ domain: CodeDomain) -> Int {
    1 << (domain.bitCount - displacementShift)
  }

  /// The count of home lines for `entryCount` entries: none for none.
  ///
  /// A count of seven significant bits: an index that grows by less than a hundredth mostly keeps its
  /// lines, and then those that nothing has changed in can be copied.
  public func lineCount(entryCount: Int, _ domain: CodeDomain) -> Int {
    guard entryCount > 0 else { return 0 }
    let perHundredLines = slotCount * Self.loadPercent
    let needed = max(
      lineCountMin(domain), (entryCount * 100 + perHundredLines - 1) / perHundredLines)
    let unit = 1 << max(0, Int.bitWidth - needed.leadingZeroBitCount - Self.lineCountBitCount)
    return (needed + unit - 1) / unit * unit
  }

  private static let lineCountBitCount = 7

  /// The smallest layout for so many entries and classes (class 0, "on no list", not counted).
  ///
  /// - Parameter remainderByteCount: If given, r.
  public static func smallest(
    entryCount: Int, classCount: Int, _ domain: CodeDomain, remainderByteCount: Int? = nil
  ) -> SlotLayout {
    let classBitCount =
      switch classCount {
      case ...1: 0
      case ...15: 4
      case ...255: 8
      default: 16
      }
    let remainderByteCounts = remainderByteCount.map { $0...$0 } ?? remainderByteCounts(domain)
    return
      remainderByteCounts
      .map { Self(remainderByteCount: $0, classBitCount: classBitCount)! }
      .min { first, second in
        first.lineCount(entryCount: entryCount, domain)
          < second.lineCount(entryCount: entryCount, domain)
      }!
  }

  /// The bit of a home's filter that stands for `code`.
  @inline(__always)
  public static func filterBit(code: UInt64, _ domain: CodeDomain) -> Int {
    // The lowest bits, which differ within a home: of 2^33 / L codes at least eight bits do, up to
    // some 860 million numbers.
    let bitCount: UInt64 = domain == .northAmerican ? 8 : 16
    return Int(((code & (1 &<< bitCount &- 1)) &* UInt64(filterBitCount)) &>> bitCount)
  }
}

/// The home lines of a table: which line a code belongs to, and what is left of it there.
public struct HomeMap: Equatable, Sendable {
  public let lineCount: UInt64
  /// The bits of a word above a code of the domain.
  private let unusedBitCount: UInt64
  private let remainderShift: UInt64

  /// The bits of `code · L`, below those of the home, that no remainder needs: ⌊log2 L⌋.
  public var droppedBitCount: Int { Int(remainderShift - unusedBitCount) }

  static let lineCountMax = 1 << 31 - 1

  /// - Precondition: `0 < lineCount < 2^31`.
  public init(lineCount: Int, _ domain: CodeDomain) {
    precondition(lineCount > 0 && lineCount <= Self.lineCountMax)
    self.lineCount = UInt64(lineCount)
    unusedBitCount = UInt64(64 - domain.bitCount)
    remainderShift = unusedBitCount + UInt64(63 - self.lineCount.leadingZeroBitCount)
  }

  /// The home line of `code` and its remainder.
  ///
  /// - Precondition: `code` is below the end of the domain.
  @inline(__always)
  public func locate(_ code: UInt64) -> (home: Int, remainder: UInt64) {
    let product = (code &<< unusedBitCount).multipliedFullWidth(by: lineCount)
    return (Int(truncatingIfNeeded: product.high), product.low &>> remainderShift)
  }

  /// The code that has this home and remainder: the inverse of ``locate(_:)``.
  public func code(home: Int, remainder: UInt64) -> UInt64 {
    // The least code at or above (home · 2^64 + remainder · 2^shift) / (L · 2^unused bits).
    let target = (high: UInt64(home), low: remainder << remainderShift)
    let (quotient, rest) = lineCount.dividingFullWidth((target.high, target.low))
    let lowBits = quotient & ((1 << unusedBitCount) - 1)
    return quotient >> unusedBitCount + (lowBits != 0 || rest != 0 ? 1 : 0)
  }
}
