/// A ten-digit number of the North American Numbering Plan, in the three parts people write.
struct NationalNumber {
  /// `2...9` and two digits.
  let areaCode: Int
  /// `2...9` and two digits that are not 11.
  let exchange: Int
  /// `0..<lineCount`, written with four digits.
  let line: Int

  /// The lines of an exchange.
  static let lineCount = 10_000

  /// `2025550123`.
  func appendDigits(to bytes: inout [UInt8]) {
    bytes.appendThreeDigits(areaCode)
    appendLocalDigits(to: &bytes)
  }

  /// `5550123`.
  func appendLocalDigits(to bytes: inout [UInt8]) {
    bytes.appendThreeDigits(exchange)
    bytes.appendFourDigits(line)
  }

  /// `+12025550123`, the E.164 form.
  func appendE164(to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "+"))
    bytes.append(UInt8(ascii: "1"))
    appendDigits(to: &bytes)
  }
}

extension [UInt8] {
  /// Appends `value`, below 1,000, with leading zeros.
  mutating func appendThreeDigits(_ value: Int) {
    append(UInt8(ascii: "0") + UInt8(value / 100))
    append(UInt8(ascii: "0") + UInt8(value / 10 % 10))
    append(UInt8(ascii: "0") + UInt8(value % 10))
  }

  /// Appends `value`, below 10,000, with leading zeros.
  mutating func appendFourDigits(_ value: Int) {
    append(UInt8(ascii: "0") + UInt8(value / 1000))
    appendThreeDigits(value % 1000)
  }

  /// Appends `value`, 0 or more, without leading zeros.
  mutating func appendDecimal(_ value: Int) {
    var divisor = 1
    while value / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
      divisor /= 10
    }
  }
}
