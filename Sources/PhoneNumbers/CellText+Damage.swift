/// Readings of a damaged cell, for `Rescue`. Each is nil if the cell is not damaged in this way.
extension CellText {
  /// Whether the core would take letters for digits.
  var isVanity: Bool {
    (start..<end).count { Symbol.isASCIILetter(symbols[$0]) } >= CellText.vanityLetterCountMin
  }

  var digitCount: Int {
    (start..<end).count { Symbol.isDigit(symbols[$0]) }
  }

  /// Without a `(0)` or `[0]`: a national prefix written into an international number.
  var withoutBracketedZeros: CellText? {
    var result = self
    result.end = start
    var index = start
    while index < end {
      if let after = bracketedZeroEnd(at: index) {
        index = after
        continue
      }
      result.replaceSymbol(at: result.end, with: symbols[index])
      result.end += 1
      index += 1
    }
    return result.end == end ? nil : result
  }

  private func bracketedZeroEnd(at index: Int) -> Int? {
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
  var withoutThousandsMarks: CellText? {
    var result = self
    result.end = start
    var groupLength = 0
    var commaCount = 0
    for index in start..<end {
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
        break
      }
      result.replaceSymbol(at: result.end, with: symbol)
      result.end += 1
    }
    return commaCount > 0 && groupLength == 3 ? result : nil
  }

  /// With hyphens for the separators that the core refuses and that do not set numbers apart.
  var withPlainSeparators: CellText? {
    var result = self
    var hasChanged = false
    for index in start..<end {
      switch symbols[index] {
      case UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "|"), UInt8(ascii: ","),
        UInt8(ascii: ";"), UInt8(ascii: "'"), UInt8(ascii: "\\"), UInt8(ascii: "="),
        Symbol.other:
        result.replaceSymbol(at: index, with: UInt8(ascii: "-"))
        hasChanged = true
      default: break
      }
    }
    return hasChanged ? result : nil
  }

  /// With hyphens for tildes, which the core takes for the label of an extension.
  var withHyphensForTildes: CellText? {
    var result = self
    var hasChanged = false
    for index in start..<end
    where symbols[index] == UInt8(ascii: "~") || symbols[index] == Symbol.wideTilde {
      result.replaceSymbol(at: index, with: UInt8(ascii: "-"))
      hasChanged = true
    }
    return hasChanged ? result : nil
  }

  /// Without a `(1)` at the end: the first of several numbers.
  var withoutBracketedDigit: CellText? {
    guard end - start > 3, symbols[end - 1] == UInt8(ascii: ")"), Symbol.isDigit(symbols[end - 2]),
      symbols[end - 3] == UInt8(ascii: "(")
    else { return nil }
    var result = self
    result.end -= 3
    return result
  }

  /// Without the first of two pluses, or without a plus that stands apart.
  var withoutLoosePlus: CellText? {
    var index = start
    while index < end, symbols[index] == 32 { index += 1 }
    guard index + 1 < end, Symbol.isPlus(symbols[index]), symbols[index + 1] == 32 else {
      return nil
    }
    var result = self
    result.start = index + 1
    return result
  }

  /// Without `Line 2:`, a label that has digits itself.
  var withoutLabel: CellText? {
    var letterCount = 0
    for index in start..<end {
      let symbol = symbols[index]
      if Symbol.isLetter(symbol) || symbol == Symbol.otherWord { letterCount += 1 }
      if symbol == UInt8(ascii: ":"), letterCount > 1 {
        var result = self
        result.start = index + 1
        return result
      }
      if Symbol.isPlus(symbol) || (letterCount == 0 && Symbol.isDigit(symbol)) { return nil }
    }
    return nil
  }

  /// The first letter, or sign that is no punctuation, after five digits.
  var wordAfterDigits: Int? {
    var digitCount = 0
    for index in start..<end {
      let symbol = symbols[index]
      if Symbol.isDigit(symbol) {
        digitCount += 1
      } else if digitCount >= Rescue.digitCountMin, endsNumber(symbol) {
        return index
      }
    }
    return nil
  }

  private func endsNumber(_ symbol: UInt8) -> Bool {
    Symbol.isLetter(symbol) || symbol == UInt8(ascii: "~")
      || (!Symbol.isPunctuation(symbol) && !Symbol.isPlus(symbol) && !Symbol.isDigit(symbol)
        && symbol != UInt8(ascii: "_") && symbol != UInt8(ascii: "|") && symbol != Symbol.other
        && symbol != UInt8(ascii: ":"))
  }

  /// The next separator of a kind between `from` and the end.
  func separator(_ kind: CellSeparator, from: Int) -> Range<Int>? {
    var index = from
    var hasDigits = false
    while index < end {
      let length = hasDigits ? separatorLength(kind, at: index) : 0
      if length > 0 { return index..<index + (kind == .plus || kind == .bracket ? 0 : length) }
      if Symbol.isDigit(symbols[index]) { hasDigits = true }
      index += 1
    }
    return nil
  }

  private func separatorLength(_ kind: CellSeparator, at index: Int) -> Int {
    let symbol = symbols[index]
    switch kind {
    case .mark:
      switch symbol {
      case UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "|"), UInt8(ascii: "&"),
        UInt8(ascii: "\\"), 10, 13:
        return 1
      default: return 0
      }
    case .word:
      return Symbol.isLetter(symbol) || symbol == Symbol.otherWord ? 1 : 0
    case .plus: return Symbol.isPlus(symbol) ? 1 : 0
    case .doubleSlash: return hasPair(UInt8(ascii: "/"), at: index) ? 2 : 0
    case .spacedSlash: return isSpaced(UInt8(ascii: "/"), at: index) ? 3 : 0
    case .slash: return symbol == UInt8(ascii: "/") ? 1 : 0
    case .spacedHyphen: return isSpaced(UInt8(ascii: "-"), at: index) ? 3 : 0
    case .doubleSpace: return hasPair(32, at: index) ? 2 : 0
    case .bracket: return symbol == UInt8(ascii: "(") ? 1 : 0
    }
  }

  private func hasPair(_ symbol: UInt8, at index: Int) -> Bool {
    index + 1 < end && symbols[index] == symbol && symbols[index + 1] == symbol
  }

  private func isSpaced(_ symbol: UInt8, at index: Int) -> Bool {
    index + 2 < end && symbols[index] == 32 && symbols[index + 1] == symbol
      && symbols[index + 2] == 32
  }
}

/// What may stand between two numbers of a cell, in the order in which it is tried.
enum CellSeparator: CaseIterable {
  case mark, word, plus, doubleSlash, spacedSlash, slash, spacedHyphen, doubleSpace, bracket

  /// Whether it never stands inside a number, so that one number of several parts is an answer.
  var isStrong: Bool { self == .mark || self == .word || self == .plus }
}
