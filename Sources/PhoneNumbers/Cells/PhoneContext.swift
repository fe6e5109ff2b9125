/// The value of `;phone-context=` (RFC 3966, section 3): `+` and digits, or a domain name.
enum PhoneContext {
  static func isValid(_ text: borrowing CellText, _ range: Range<Int>) -> Bool {
    isGlobalNumber(text, range) || isDomainName(text, range)
  }

  /// `global-number-digits`: a plus, then digits and `-.()`, at least one of them a digit.
  private static func isGlobalNumber(_ text: borrowing CellText, _ range: Range<Int>) -> Bool {
    let symbols = text.storage.span
    guard !range.isEmpty, symbols[range.lowerBound] == UInt8(ascii: "+") else { return false }
    var digitCount = 0
    for index in range.dropFirst() {
      switch symbols[index] {
      case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "("), UInt8(ascii: ")"): break
      case let symbol where Symbol.isDigit(symbol): digitCount += 1
      default: return false
      }
    }
    return digitCount > 0
  }

  /// `domainname`: labels of letters, digits and inner hyphens; the last starts with a letter, and
  /// a stop may follow it.
  private static func isDomainName(_ text: borrowing CellText, _ range: Range<Int>) -> Bool {
    let symbols = text.storage.span
    let hyphen = UInt8(ascii: "-")
    let stop = UInt8(ascii: ".")
    var end = range.upperBound
    if !range.isEmpty, symbols[end - 1] == stop { end -= 1 }
    var labelStart = range.lowerBound
    for index in range.lowerBound...end where index == end || symbols[index] == stop {
      guard labelStart < index else { return false }
      for place in labelStart..<index {
        let symbol = symbols[place]
        let isEdge = place == labelStart || place == index - 1
        guard
          Symbol.isASCIILetter(symbol) || Symbol.isDigit(symbol) || (symbol == hyphen && !isEdge)
        else { return false }
      }
      if index == end { return Symbol.isASCIILetter(symbols[labelStart]) }
      labelStart = index + 1
    }
    return false
  }
}
