/// What spreadsheets and word processors do to a number, undone before the core sees the cell.
extension CellText {
  /// The character that stands for another one in damaged cells; 0 deletes it.
  ///
  /// libphonenumber refuses all of these inside a number and ignores them at its ends, so no answer
  /// that it gives changes.
  static func cleaned(_ character: UInt32) -> UInt32 {
    switch character {
    // Marks of writing direction, joiners, byte-order mark.
    case 0x61C, 0x200C...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: 0
    // Spaces that the core does not know.
    case 0x09, 0x2000...0x200A, 0x202F, 0x205F: 0x20
    // Bullets, middle dots, a small hyphen, a wave dash.
    case 0xB7, 0x2022, 0x2027, 0x2043, 0x2219, 0x22C5, 0x301C, 0x30FB, 0xFE63, 0xFF65: 0x2D
    default: character
    }
  }

  /// Undoes a number format.
  ///
  /// - `2025551234.0` loses the fraction. This cannot wait for a failed parse: with one more 0 it
  ///   is a valid number of somebody else wherever lengths vary.
  /// - `2.025551234E+09` becomes its digits, if they are all there.
  /// - Quotes, `=` and `'` around these go; around anything else the core ignores them.
  ///
  /// - Returns: False if digits are lost for good.
  mutating func undoNumberFormat() -> Bool {
    var first = start
    var last = end
    while first < last, isWrapping(symbols[first]) { first += 1 }
    while last > first, isWrapping(symbols[last - 1]) { last -= 1 }
    let digitsStart = first < last && symbols[first] == UInt8(ascii: "+") ? first + 1 : first
    let integerEnd = skipASCIIDigits(from: digitsStart, to: last)
    guard integerEnd > digitsStart, integerEnd < last else { return true }
    if isDecimalMark(symbols[integerEnd]) {
      let fractionEnd = skipASCIIDigits(from: integerEnd + 1, to: last)
      if fractionEnd == last {
        let fraction = integerEnd + 1..<last
        if integerEnd - digitsStart >= CellText.integerDigitCountMin,
          (1...2).contains(fraction.count), fraction.allSatisfy({ symbols[$0] == 48 })
        {
          (start, end) = (first, integerEnd)
        }
        return true
      }
      guard integerEnd - digitsStart == 1 else { return true }
      return undoExponent(digitsStart..<integerEnd, fraction: integerEnd + 1..<fractionEnd, last)
    }
    guard integerEnd - digitsStart == 1 else { return true }
    return undoExponent(digitsStart..<integerEnd, fraction: integerEnd..<integerEnd, last)
  }

  /// One digit, a fraction, and an exponent that ends at `last`.
  private mutating func undoExponent(_ integer: Range<Int>, fraction: Range<Int>, _ last: Int)
    -> Bool
  {
    var index = fraction.upperBound
    guard index < last, symbols[index] | 32 == UInt8(ascii: "e") else { return true }
    index += 1
    if index < last, symbols[index] == UInt8(ascii: "+") { index += 1 }
    guard (1...2).contains(last - index), skipASCIIDigits(from: index, to: last) == last else {
      return true
    }
    let exponent = (index..<last).reduce(0) { $0 * 10 + Int(symbols[$1] - 48) }
    // `1E5` is no number a spreadsheet would write so, and may be anything.
    guard exponent >= CellText.exponentMin else { return true }
    guard exponent == fraction.count else { return false }
    // The digit before the mark moves over it, next to the others.
    let digit = symbols[integer.lowerBound]
    replaceSymbol(at: fraction.lowerBound - 1, with: digit)
    (start, end) = (fraction.lowerBound - 1, fraction.upperBound)
    return true
  }

  /// `020.00` is a way to write a number of Norway.
  private static let integerDigitCountMin = 4

  /// The shortest numbers that spreadsheets write with an exponent have seven digits.
  private static let exponentMin = 5

  private func isWrapping(_ symbol: UInt8) -> Bool {
    symbol == 32 || symbol == UInt8(ascii: "\"") || symbol == UInt8(ascii: "'")
      || symbol == UInt8(ascii: "=")
  }

  private func isDecimalMark(_ symbol: UInt8) -> Bool {
    symbol == UInt8(ascii: ".") || symbol == UInt8(ascii: ",")
  }

  private func skipASCIIDigits(from: Int, to limit: Int) -> Int {
    var index = from
    while index < limit, symbols[index] &- 48 < 10 { index += 1 }
    return index
  }
}
