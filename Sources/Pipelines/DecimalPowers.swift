/// The powers of ten that fit 64 bits, to count digits and to place numbers on a line by their
/// leading ones.
struct DecimalPowers: Sendable {
  /// The digits of a position on the line: the most whose every value fits 64 bits.
  static let positionDigitCount = 19

  // Thirty-two, so that a masked index needs no check; those beyond 10¹⁹ are 0.
  private var powers: [32 of UInt64]

  init() {
    powers = .init(repeating: 0)
    var power: UInt64 = 1
    for exponent in 0..<Self.positionDigitCount {
      powers[exponent] = power
      power *= 10
    }
    powers[Self.positionDigitCount] = power
  }

  /// 10 to the power of 0 to 19.
  @inline(__always)
  subscript(exponent: Int) -> UInt64 { powers[exponent & 31] }

  /// The decimal digits of `key`, 0 to 20; 0 for 0.
  @inline(__always)
  func digitCount(of key: UInt64) -> Int {
    // log₁₀ 2 is 1233 / 4096, near enough for 64 bits: one too few, or right.
    let estimate = ((64 &- key.leadingZeroBitCount) &* 1233) &>> 12
    return key >= self[estimate] && key != 0 ? estimate &+ 1 : estimate
  }

  /// The first position of the numbers that begin with `key`; it has at most 19 digits.
  @inline(__always)
  func position(of key: UInt64, digitCount: Int) -> UInt64 {
    key &* self[Self.positionDigitCount &- digitCount]
  }
}
