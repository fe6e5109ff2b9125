internal import CKernels

extension CellText {
  /// Whether a letter, or a sign that is no separator, stands behind the first digit, or at once before
  /// one or two digits: `Bob2 0171 …`.
  var hasSignBesideDigits: Bool {
    let symbols = storage.span
    var hasDigit = false
    for index in start..<end {
      let symbol = symbols[index]
      if Symbol.isDigit(symbol) {
        if !hasDigit, index > start,
          Symbol.isLetter(symbols[index - 1]) || symbols[index - 1] == UInt8(ascii: "#"),
          index + 2 < end,
          !Symbol.isDigit(symbols[index + 1]) || !Symbol.isDigit(symbols[index + 2])
        {
          return true
        }
        hasDigit = true
      } else if hasDigit, !Symbol.isPunctuation(symbol) || symbol | 32 == UInt8(ascii: "x") {
        return true
      }
    }
    return false
  }

  /// The number of `1-800-THE-CRAVE` or `1-800-FLOWERS call now`: what is keyed beyond the last digit
  /// of a number of North America does nothing.
  func vanityNumber(region: UInt8) -> ParsedNumber? {
    let symbols = storage.span
    var digits = PackedDigits()
    var letterCount = 0
    var isInternational = false
    for index in start..<end {
      let symbol = symbols[index]
      if Symbol.isPlus(symbol), digits.count == 0 { isInternational = true }
      if let digit = Symbol.digit(symbol) {
        digits.append(digit)
      } else if digits.count >= CellText.vanityHeadDigitCountMin,
        let digit = Symbol.keypadDigit(symbol)
      {
        letterCount += 1
        digits.append(digit)
      } else if digits.count < CellText.vanityHeadDigitCountMin, Symbol.isLetter(symbol) {
        digits = PackedDigits()
        isInternational = false
      }
      let count = digits.count > 0 && digits[0] == 1 ? 11 : 10
      guard digits.count == count else { continue }
      guard letterCount >= CellText.vanityLetterCountMin else { return nil }
      let number = ParsedNumber(digits: digits, isInternational: isInternational, region: region)
      return number.isNorthAmerican ? number.ifValid : nil
    }
    return nil
  }

  /// The area code stands in digits.
  private static let vanityHeadDigitCountMin = 3
}

extension ParsedNumber {
  /// Whether the calling code is +1.
  var isNorthAmerican: Bool {
    rejection == .none && nodial_region_at(mainRegion).calling_digits == 0x1000
  }
}
