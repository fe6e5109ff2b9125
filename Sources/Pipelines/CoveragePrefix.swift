/// A prefix of international numbers for which a list speaks.
struct CoveragePrefix: Sendable {
  /// The digits as a number, and how many they are, for a prefix may be empty.
  let value: UInt64
  let digitCount: Int
  /// The index of the list.
  let list: Int
  /// True if the list is stale.
  let isStale: Bool

  /// - Returns: Nil if `digits` can begin no number: other characters, or too many digits.
  init?(_ digits: String, list: Int, isStale: Bool) {
    guard digits.utf8.count <= DecimalPowers.positionDigitCount else { return nil }
    var value: UInt64 = 0
    for byte in digits.utf8 {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + UInt64(byte - UInt8(ascii: "0"))
    }
    self.value = value
    digitCount = digits.utf8.count
    self.list = list
    self.isStale = isStale
  }

  /// The positions of the numbers that begin with it; the end is at most 10¹⁹.
  func positions(_ powers: DecimalPowers) -> Range<UInt64> {
    let power = powers[DecimalPowers.positionDigitCount - digitCount]
    return value * power..<(value + 1) * power
  }

  func isPrefix(of key: UInt64, _ powers: DecimalPowers) -> Bool {
    let keyDigitCount = powers.digitCount(of: key)
    if digitCount == 0 { return true }
    return digitCount <= keyDigitCount && key / powers[keyDigitCount - digitCount] == value
  }
}
