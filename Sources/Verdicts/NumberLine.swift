/// Places numbers on a line by their leading digits: each is followed by zeros up to nineteen digits.
///
/// 12, 120 and 1200 have one place; so do all beginnings of a number that end where it has zeros.
struct NumberLine: Sendable {
  /// The digits of a position: the most whose every value fits 64 bits.
  static let digitCount = 19
  /// The positions are below.
  static let end: UInt64 = 10_000_000_000_000_000_000

  /// What to do with the numbers of one width in bits, of which at most one power of ten parts those
  /// of one digit more.
  private struct Width {
    /// The power of ten, or the largest value if there is none.
    var power = UInt64.max
    /// What to multiply by below the power, and from it on; 0 if that is no place.
    var factorBelow: UInt64 = 0
    var factorFrom: UInt64 = 0
  }

  // By the count of leading zero bits, 0 to 64.
  private let widths: [Width]
  /// The powers of ten that fit 64 bits, by their exponents 0 to 19.
  private let powers: [UInt64]

  /// - Parameter digitCountMin: Numbers of fewer digits have no place for ``positions(of:do:)``.
  init(digitCountMin: Int) {
    var powers: [UInt64] = [1]
    while powers.count <= Self.digitCount { powers.append(powers.last! * 10) }
    func factor(digitCount: Int) -> UInt64 {
      let hasPlace = digitCount >= digitCountMin && digitCount <= Self.digitCount
      return hasPlace ? powers[Self.digitCount - digitCount] : 0
    }
    widths = (0...64).map { zeroCount in
      if zeroCount == 64 { return Width() }
      let least = (UInt64(1) << 63) >> UInt64(zeroCount)
      let digitCount = powers.prefix { $0 <= least }.count
      let hasPower =
        digitCount < powers.count && powers[digitCount].leadingZeroBitCount == zeroCount
      return Width(
        power: hasPower ? powers[digitCount] : .max, factorBelow: factor(digitCount: digitCount),
        factorFrom: factor(digitCount: hasPower ? digitCount + 1 : digitCount))
    }
    self.powers = powers
  }

  /// The place of `key`, or 0 if it has none: too few digits, or twenty.
  @inline(__always)
  func position(of key: UInt64) -> UInt64 {
    let width = widths[key.leadingZeroBitCount]
    return key &* (key < width.power ? width.factorBelow : width.factorFrom)
  }

  /// The decimal digits of `key`, 0 to 20; 0 for 0.
  func digitCount(of key: UInt64) -> Int {
    key == 0 ? 0 : powers.prefix { $0 <= key }.count
  }

  /// 10 to the power of 0 to 19.
  func power(_ exponent: Int) -> UInt64 { powers[exponent] }
}
