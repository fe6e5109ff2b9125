/// Readings of a damaged cell, for `Rescue`. Each is nil if the cell is not damaged in this way.
extension CellText {
  /// Whether the text is a number's digits and separators, without a `(0)` or the like: if they have
  /// the right length for a number, they are not taken apart.
  var isPlain: Bool {
    let symbols = storage.span
    var hasDigit = false
    var hasPlus = false
    for index in start..<end {
      switch symbols[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): hasDigit = true
      case UInt8(ascii: "+"):
        if hasDigit || hasPlus { return false }
        hasPlus = true
      case UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "["), UInt8(ascii: "]"):
        break
      default: return false
      }
    }
    return !CellText.hasBracketedDigit(symbols.extracting(start..<end))
  }

  /// Whether one digit stands alone in brackets.
  static func hasBracketedDigit(_ symbols: Span<UInt8>) -> Bool {
    for index in symbols.indices
    where symbols[index] == UInt8(ascii: "(") || symbols[index] == UInt8(ascii: "[") {
      var place = index + 1
      while place < symbols.count, symbols[place] == 32 { place += 1 }
      guard place < symbols.count, Symbol.isDigit(symbols[place]) else { continue }
      place += 1
      while place < symbols.count, symbols[place] == 32 { place += 1 }
      if place < symbols.count,
        symbols[place] == UInt8(ascii: ")") || symbols[place] == UInt8(ascii: "]")
      {
        return true
      }
    }
    return false
  }

  /// Whether digits stand apart at the end, behind a slash, in brackets or as in `9-17`: perhaps the last
  /// ones of a second number, an extension or hours, even where the whole is a valid number.
  static func endsApart(_ symbols: Span<UInt8>) -> Bool {
    let end = symbols.count
    guard end > 6 else { return false }
    let slash = UInt8(ascii: "/")
    if symbols[end - 2] == slash || symbols[end - 3] == slash || symbols[end - 4] == slash
      || symbols[end - 5] == slash || symbols[end - 1] == UInt8(ascii: "]")
    {
      return true
    }
    let hyphen = UInt8(ascii: "-")
    guard symbols[end - 2] == hyphen || symbols[end - 3] == hyphen else { return false }
    if symbols[end - 1] == UInt8(ascii: "0"), symbols[end - 2] == hyphen || symbols[end - 2] == 32 {
      return true
    }
    let place = symbols[end - 2] == hyphen ? end - 2 : end - 3
    return symbols[place - 2] == 32 || symbols[place - 3] == 32
  }

  /// Whether there may be the last digits of a second number: behind a slash, or one or two behind a
  /// hyphen at the end.
  static func mayHaveLastDigits(_ symbols: Span<UInt8>) -> Bool {
    var last = -1
    for index in symbols.indices {
      if symbols[index] == UInt8(ascii: "/") { return true }
      if symbols[index] == UInt8(ascii: "-") { last = index }
    }
    return last >= 0 && symbols.count - last <= 3
  }

  /// The digits of the first group, if there is no plus before it and a separator sets at most
  /// three apart; else 0.
  static func digitCountApart(_ symbols: Span<UInt8>) -> Int {
    var count = 0
    for index in symbols.indices {
      if Symbol.isDigit(symbols[index]) {
        count += 1
        if count > 3 { return 0 }
      } else if count > 0 {
        return count
      } else if Symbol.isPlus(symbols[index]) {
        return 0
      }
    }
    return 0
  }

  /// Without a `(0)` or `[0]`: a national prefix written into an international number.
  func withoutBracketedZeros(_ part: Range<Int>) -> CellText? {
    guard present.contains(UInt8(ascii: "(")) || present.contains(UInt8(ascii: "[")) else {
      return nil
    }
    let end = part.upperBound
    for index in part where bracketedZeroEnd(at: index, end) != nil {
      return without(part) { bracketedZeroEnd(at: $0, end) }
    }
    return nil
  }

  private func bracketedZeroEnd(at index: Int, _ end: Int) -> Int? {
    let symbols = storage.span
    guard symbols[index] == UInt8(ascii: "(") || symbols[index] == UInt8(ascii: "[") else {
      return nil
    }
    var place = index + 1
    while place < end, symbols[place] == 32 { place += 1 }
    guard place < end, Symbol.digit(symbols[place]) == 0 else { return nil }
    place += 1
    while place < end, symbols[place] == 32 { place += 1 }
    guard place < end, symbols[place] == UInt8(ascii: ")") || symbols[place] == UInt8(ascii: "]")
    else { return nil }
    return place + 1
  }

  /// `+12,025,550,123` without its commas.
  func withoutThousandsMarks(_ part: Range<Int>) -> CellText? {
    let symbols = storage.span
    guard present.contains(UInt8(ascii: ",")) else { return nil }
    var groupLength = 0
    var commaCount = 0
    var limit = part.upperBound
    for index in part {
      let symbol = symbols[index]
      if symbol == UInt8(ascii: ",") {
        guard groupLength > 0, commaCount == 0 ? groupLength <= 3 : groupLength == 3 else {
          return nil
        }
        commaCount += 1
        groupLength = 0
        continue
      }
      if Symbol.isDigit(symbol) {
        groupLength += 1
      } else if groupLength + commaCount > 0 {
        // Quotes and spaces may follow, and nothing else.
        guard groupLength == 3, symbol == 32 || symbol == UInt8(ascii: "\"") else { return nil }
        limit = index
        break
      }
    }
    guard commaCount > 0, groupLength == 3 else { return nil }
    return without(part.lowerBound..<limit) {
      storage.span[$0] == UInt8(ascii: ",") ? $0 + 1 : nil
    }
  }

  /// With hyphens for the separators that the core refuses and that do not set numbers apart.
  func withPlainSeparators(_ part: Range<Int>) -> CellText? {
    guard present.mayHaveOddSeparators else { return nil }
    let symbols = storage.span
    // Another text needs memory of its own, so there is none without need.
    for index in part where CellText.isOddSeparator(symbols[index]) {
      return withHyphens(part, for: CellText.isOddSeparator)
    }
    return nil
  }

  @inline(always)
  private static func isOddSeparator(_ symbol: UInt8) -> Bool {
    switch symbol {
    case UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "|"), UInt8(ascii: ","),
      UInt8(ascii: ";"), UInt8(ascii: "'"), UInt8(ascii: "\\"), UInt8(ascii: "="), Symbol.other:
      true
    default: false
    }
  }

  /// With hyphens for tildes, which the core takes for the label of an extension.
  func withHyphensForTildes(_ part: Range<Int>) -> CellText? {
    guard present.contains(UInt8(ascii: "~")) || present.contains(Symbol.wideTilde) else {
      return nil
    }
    let symbols = storage.span
    func isTilde(_ symbol: UInt8) -> Bool {
      symbol == UInt8(ascii: "~") || symbol == Symbol.wideTilde
    }
    for index in part where isTilde(symbols[index]) { return withHyphens(part, for: isTilde) }
    return nil
  }

  /// Without a `(1)` at the end: the first of several numbers.
  func withoutBracketedDigit(_ part: Range<Int>) -> Range<Int>? {
    guard CellText.endsInBracketedDigit(storage.span.extracting(part)) else { return nil }
    return part.lowerBound..<part.upperBound - 3
  }

  static func endsInBracketedDigit(_ symbols: Span<UInt8>) -> Bool {
    let end = symbols.count
    return end > 3 && symbols[end - 1] == UInt8(ascii: ")") && Symbol.isDigit(symbols[end - 2])
      && symbols[end - 3] == UInt8(ascii: "(")
  }

  /// So many digits may be a part of the word that follows them.
  static let wordDigitCountMax = 2

  /// Without the first of two pluses, or without a plus that stands apart.
  func withoutLoosePlus(_ part: Range<Int>) -> Range<Int>? {
    let symbols = storage.span
    let end = part.upperBound
    var index = part.lowerBound
    while index < end, symbols[index] == 32 { index += 1 }
    guard index + 1 < end, Symbol.isPlus(symbols[index]), symbols[index + 1] == 32 else {
      return nil
    }
    return index + 1..<end
  }

  /// The end of `Line 2:`, a label that has digits itself.
  var labelEnd: Int? {
    guard present.contains(UInt8(ascii: ":")) else { return nil }
    let symbols = storage.span
    var letterCount = 0
    for index in start..<end {
      let symbol = symbols[index]
      if Symbol.isLetter(symbol) || symbol == Symbol.otherWord { letterCount += 1 }
      if symbol == UInt8(ascii: ":"), letterCount > 1 { return index + 1 }
      if Symbol.isPlus(symbol) || (letterCount == 0 && Symbol.isDigit(symbol)) { return nil }
    }
    return nil
  }

  /// The start of the word that a part ends in.
  func lastWordStart(_ part: Range<Int>) -> Int {
    let symbols = storage.span
    var index = part.upperBound
    while index > part.lowerBound, symbols[index - 1] != 32 { index -= 1 }
    return index
  }

  /// The first letter, or sign that is no punctuation, behind so many digits.
  func wordAfterDigits(_ part: Range<Int>) -> Int? {
    let end = part.upperBound
    var place = part.lowerBound
    for _ in 0..<Rescue.digitCountMin {
      place = first(Kinds.digit, from: place, to: end) + 1
      if place > end { return nil }
    }
    let found = first(Kinds.stop, from: place, to: end)
    return found < end ? found : nil
  }
}
