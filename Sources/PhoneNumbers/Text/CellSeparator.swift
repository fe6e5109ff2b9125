/// What may stand between two numbers of a cell, in the order in which it is tried.
enum CellSeparator: CaseIterable {
  case mark, word, plus, doubleSlash, spacedSlash, slash, spacedHyphen, doubleSpace, bracket

  /// Whether it never stands inside a number, so that one number of several parts is an answer.
  var isStrong: Bool { self == .mark || self == .word || self == .plus }

  /// Whether a symbol is a `mark`.
  static func isMark(_ symbol: UInt8) -> Bool {
    switch symbol {
    case UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "|"), UInt8(ascii: "&"),
      UInt8(ascii: "\\"), 10, 13:
      true
    default: false
    }
  }
}

extension CellText {
  /// Whether a `mark` stands before the first digit, and no label of an extension: `;ext=`, or
  /// `,,`, a pause.
  func startsWithMark(_ part: Range<Int>) -> Bool {
    let symbols = storage.span
    let (start, end) = (part.lowerBound, part.upperBound)
    guard start < end, CellSeparator.isMark(symbols[start]) else { return false }
    let comma = UInt8(ascii: ",")
    for index in start + 1..<end {
      if Symbol.isDigit(symbols[index]) { return true }
      if Symbol.isLetter(symbols[index]) { return false }
      if symbols[index] == comma && symbols[index - 1] == comma { return false }
    }
    return false
  }

  /// The next separator of a kind behind a digit of a part.
  func separator(_ kind: CellSeparator, _ part: Range<Int>) -> Range<Int>? {
    guard mayHave(kind) else { return nil }
    let end = part.upperBound
    var index = first(Kinds.digit, from: part.lowerBound, to: end) + 1
    if kind == .mark || kind == .plus {
      index = first(kind == .mark ? Kinds.mark : Kinds.plus, from: index, to: end)
    }
    while index < end {
      let length = separatorLength(kind, at: index, end)
      if length > 0 { return index..<index + (kind == .plus || kind == .bracket ? 0 : length) }
      index += 1
    }
    return nil
  }

  /// Whether the symbols of a separator may be there.
  private func mayHave(_ kind: CellSeparator) -> Bool {
    switch kind {
    case .mark:
      return present.contains(UInt8(ascii: ";")) || present.contains(UInt8(ascii: ","))
        || present.contains(UInt8(ascii: "|")) || present.contains(UInt8(ascii: "&"))
        || present.contains(UInt8(ascii: "\\")) || present.contains(10) || present.contains(13)
    case .word: return present.mayHaveWords
    case .plus: return present.contains(UInt8(ascii: "+")) || present.contains(Symbol.widePlus)
    case .doubleSlash, .spacedSlash, .slash: return present.contains(UInt8(ascii: "/"))
    case .spacedHyphen: return present.contains(UInt8(ascii: "-"))
    case .doubleSpace: return true
    case .bracket: return present.contains(UInt8(ascii: "("))
    }
  }

  private func separatorLength(_ kind: CellSeparator, at index: Int, _ end: Int) -> Int {
    let symbols = storage.span
    let symbol = symbols[index]
    switch kind {
    case .mark: return CellSeparator.isMark(symbol) ? 1 : 0
    case .word:
      return Symbol.isLetter(symbol) || symbol == Symbol.otherWord ? 1 : 0
    case .plus: return Symbol.isPlus(symbol) ? 1 : 0
    case .doubleSlash: return hasPair(UInt8(ascii: "/"), at: index, end) ? 2 : 0
    case .spacedSlash: return isSpaced(UInt8(ascii: "/"), at: index, end) ? 3 : 0
    case .slash: return symbol == UInt8(ascii: "/") ? 1 : 0
    case .spacedHyphen: return isSpaced(UInt8(ascii: "-"), at: index, end) ? 3 : 0
    case .doubleSpace: return hasPair(32, at: index, end) ? 2 : 0
    case .bracket: return symbol == UInt8(ascii: "(") ? 1 : 0
    }
  }

  private func hasPair(_ symbol: UInt8, at index: Int, _ end: Int) -> Bool {
    let symbols = storage.span
    return index + 1 < end && symbols[index] == symbol && symbols[index + 1] == symbol
  }

  private func isSpaced(_ symbol: UInt8, at index: Int, _ end: Int) -> Bool {
    let symbols = storage.span
    return index + 2 < end && symbols[index] == 32 && symbols[index + 1] == symbol
      && symbols[index + 2] == 32
  }
}
