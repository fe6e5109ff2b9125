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
    // Fillers that show nothing, and variation selectors.
    case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x180B...0x180F, 0x2061...0x2064, 0xFE00...0xFE0F: 0
    // Control characters but line breaks, which part numbers, and tabs.
    case 0x00...0x08, 0x0B...0x0C, 0x0E...0x1F, 0x7F...0x84, 0x86...0x9F: 0
    // Spaces that the core does not know.
    case 0x09, 0x2000...0x200A, 0x202F, 0x205F: 0x20
    // Bullets, middle dots, a small hyphen, a wave dash.
    case 0xB7, 0x2022, 0x2027, 0x2043, 0x2219, 0x22C5, 0x301C, 0x30FB, 0xFE63, 0xFF65: 0x2D
    default: character
    }
  }

  /// The byte that says the same in a cell without words; nil for what has more to it.
  static func plain(_ character: UInt32) -> UInt8? {
    switch character {
    case 0x30...0x39, 0x20, 0x28, 0x29, 0x2B, 0x2D, 0x2E, 0x2F: UInt8(character)
    case 0xA0: 0x20
    case 0x2010...0x2015, 0x2212: 0x2D
    default: nil
    }
  }

  /// Undoes a number format.
  ///
  /// - `2025551234.0` loses the fraction. This cannot wait for a failed parse: with one more 0 it
  ///   is a valid number of somebody else wherever lengths vary.
  /// - `2.025551234E+09` becomes its digits, if they are all there.
  /// - Quotes, `=` and `'` around these go; around anything else the core ignores them.
  mutating func undoNumberFormat() -> FormatFinding {
    switch numberFormat {
    case .none: return .readable
    case .fraction(let range):
      (start, end) = (range.lowerBound, range.upperBound)
      markCleaned()
      return .readable
    case .decimals(let decimals): return .decimals(decimals)
    case .exponent(let digit, let fraction):
      // The digit before the mark moves over it, next to the others.
      replaceSymbol(at: fraction.lowerBound - 1, with: digit)
      (start, end) = (fraction.lowerBound - 1, fraction.upperBound)
      markCleaned()
      return .readable
    case .lossy: return .lossy
    }
  }

  /// What was found of a number format.
  enum FormatFinding {
    /// None, or one that is undone.
    case readable
    /// Digits are lost for good.
    case lossy
    /// Decimals stand behind what may be a number.
    case decimals(Decimals)
  }

  /// Digits behind a point, of which it is not certain that a spreadsheet has put them there.
  struct Decimals {
    /// The number before the point.
    var number: Range<Int>
    var count: Int
    var areZero: Bool
  }

  /// Takes the number without its decimals.
  mutating func drop(_ decimals: Decimals) {
    (start, end) = (decimals.number.lowerBound, decimals.number.upperBound)
    markCleaned()
  }

  /// What a spreadsheet has made of a number.
  private enum NumberFormat {
    case none
    /// The number without the fraction.
    case fraction(Range<Int>)
    /// Perhaps a number with decimals.
    case decimals(Decimals)
    /// The digit before the decimal mark, and the digits after it, up to the exponent.
    case exponent(UInt8, Range<Int>)
    /// An exponent that stands for digits that are not there.
    case lossy
  }

  private var numberFormat: NumberFormat {
    let symbols = storage.span
    var first = start
    var last = end
    while first < last, isWrapping(symbols[first]) { first += 1 }
    while last > first, isWrapping(symbols[last - 1]) { last -= 1 }
    let digitsStart = first < last && symbols[first] == UInt8(ascii: "+") ? first + 1 : first
    let integerEnd = skipASCIIDigits(from: digitsStart, to: last)
    let integerCount = integerEnd - digitsStart
    guard integerCount > 0, integerEnd < last else { return .none }
    let hasMark = isDecimalMark(symbols[integerEnd])
    let fractionStart = hasMark ? integerEnd + 1 : integerEnd
    let fractionEnd = skipASCIIDigits(from: fractionStart, to: last)
    if hasMark, fractionEnd == last {
      return fraction(of: first..<integerEnd, integerCount: integerCount, in: fractionStart..<last)
    }
    guard integerCount == 1, fractionEnd < last,
      let exponent = exponent(from: fractionEnd, to: last)
    else { return .none }
    guard hasMark, exponent == fractionEnd - fractionStart else { return .lossy }
    return .exponent(symbols[digitsStart], fractionStart..<fractionEnd)
  }

  /// What the decimals of a number are.
  private func fraction(
    of number: Range<Int>, integerCount: Int, in decimals: Range<Int>
  ) -> NumberFormat {
    let symbols = storage.span
    var isZero = !decimals.isEmpty
    for index in decimals where symbols[index] != 48 { isZero = false }
    let count = decimals.count
    if isZero, count <= 2 {
      return integerCount >= CellText.integerDigitCountMin ? .fraction(number) : .none
    }
    if isZero, integerCount >= CellText.longDigitCountMin { return .fraction(number) }
    guard count > 0, integerCount >= CellText.wholeDigitCountMin,
      symbols[number.upperBound] == UInt8(ascii: ".")
    else { return .none }
    return .decimals(Decimals(number: number, count: count, areZero: isZero))
  }

  /// The value of `E+09`, if the text from `index` to `last` is one.
  private func exponent(from index: Int, to last: Int) -> Int? {
    let symbols = storage.span
    guard symbols[index] | 32 == UInt8(ascii: "e") else { return nil }
    var index = index + 1
    if index < last, symbols[index] == UInt8(ascii: "+") { index += 1 }
    guard (1...2).contains(last - index), skipASCIIDigits(from: index, to: last) == last else {
      return nil
    }
    var exponent = 0
    for place in index..<last { exponent = exponent * 10 + Int(symbols[place] - 48) }
    // `1E4` is no number a spreadsheet would write so, and may be anything.
    return exponent >= CellText.exponentMin ? exponent : nil
  }

  /// `020.00` is a way to write a number of Norway.
  static let integerDigitCountMin = 4

  /// Before other fractions there is a whole number.
  private static let wholeDigitCountMin = 7

  /// Before three zeros or more there is a number of so many digits: `2025550.000` has all its digits.
  private static let longDigitCountMin = 9

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
    let symbols = storage.span
    var index = from
    while index < limit, symbols[index] &- 48 < 10 { index += 1 }
    return index
  }
}
