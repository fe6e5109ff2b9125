/// What numbers the line of a list, before a number: `1. 030 1234567`, `(2) 0171 1234567`, `Nr. 3 - 030 1234567`.
extension CellText {
  /// The most digits that number what follows by a sign alone.
  static let numeralDigitCountMax = 3
  /// The most that do if what follows is a number by itself.
  static let lineNumberDigitCountMax = 5
  /// So many digits behind are a number by themselves, also without a 0 or a plus.
  static let numberedDigitCountMin = 10

  /// Whether a few digits number what follows, with a sign or a tab behind them.
  var isNumbered: Bool {
    let symbols = storage.span.extracting(start..<end)
    if CellText.isNumbered(symbols) { return true }
    let count = firstTab - start
    guard (1...CellText.numeralDigitCountMax).contains(count), symbols[0] != 48 else {
      return false
    }
    for index in 0..<count where !Symbol.isDigit(symbols[index]) { return false }
    return true
  }

  /// Whether a few digits number what follows. The whole may be a valid number all the same.
  static func isNumbered(_ symbols: Span<UInt8>) -> Bool {
    hasNumeral(symbols) || lineNumberEnd(symbols) != nil
  }

  /// `1. 030 1234567`, `12) 0171 1234567`: the digits are no part of the number.
  private static func hasNumeral(_ symbols: Span<UInt8>) -> Bool {
    var start = 0
    while start < symbols.count, opensLineNumber(symbols[start]) { start += 1 }
    guard start == 0 || symbols[start - 1] == 32 else { return false }
    var end = start
    while end < symbols.count, Symbol.isDigit(symbols[end]) { end += 1 }
    guard (1...numeralDigitCountMax).contains(end - start), symbols[start] != 48,
      end + 1 < symbols.count
    else { return false }
    let sign = symbols[end]
    return (sign == UInt8(ascii: ".") || sign == UInt8(ascii: ")")) && symbols[end + 1] == 32
  }

  /// Where a text goes on behind what numbers it, if a number of its own may stand there: one with a 0
  /// or a plus in front, or of ten digits. `is_numbered` in `PlainNumber.h` is its twin.
  ///
  /// An area code looks the same, `(12) 3456 7890`, `030 - 1234567`; but what follows it is no number then.
  static func lineNumberEnd(_ symbols: Span<UInt8>) -> Int? {
    let count = symbols.count
    var start = 0
    while start < count, opensLineNumber(symbols[start]) { start += 1 }
    var end = start
    while end < count, Symbol.isDigit(symbols[end]) { end += 1 }
    guard (1...lineNumberDigitCountMax).contains(end - start), end < count else { return nil }
    if let behind = dayEnd(symbols, from: start, to: end) { return behind }
    let isHashed = start > 0 && isNumberSign(symbols[start - 1])
    var place = end
    while place < count, standsBetween(symbols[place]) { place += 1 }
    let isSpacedBefore = place > end
    guard place < count else { return nil }
    let hasZero = Symbol.digit(symbols[start]) == 0
    var needsSpace = false
    var needsFront = hasZero
    switch symbols[place] {
    case UInt8(ascii: ")"), UInt8(ascii: "]"): place += 1
    case UInt8(ascii: "."):
      needsSpace = hasZero || end - start > numeralDigitCountMax
      place += 1
    case UInt8(ascii: ":"), UInt8(ascii: "|"): place += 1
    case UInt8(ascii: "-"), Symbol.punctuation:
      if hasZero { return nil }
      needsSpace = true
      place += 1
    default:
      guard isHashed, isSpacedBefore else { return nil }
      needsFront = true
    }
    // `3.)`, `3.-`
    if place < count, symbols[place] == UInt8(ascii: ")") || symbols[place] == UInt8(ascii: "-") {
      place += 1
    }
    let behind = place
    while place < count, standsBetween(symbols[place]) { place += 1 }
    let isSpaced = place > behind || isSpacedBefore
    if needsSpace && !isSpaced { return nil }
    place = numberStart(symbols, from: place)
    if hasFront(symbols, at: place) { return place }
    if needsFront || !isSpaced { return nil }
    var digitCount = 0
    for index in place..<count {
      if Symbol.isDigit(symbols[index]) {
        digitCount += 1
      } else if Symbol.isLetter(symbols[index]) || !Symbol.isPunctuation(symbols[index]) {
        break
      }
    }
    return digitCount >= numberedDigitCountMin ? place : nil
  }

  /// Where the text goes on behind a day, or numbers below numbers: `20.11. 030 …`, `20.11.26 030 …`, `1.2. 030 …`,
  /// `3/12 030 …`. Nil unless a 0 or a plus follows.
  private static func dayEnd(_ symbols: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    guard end - start <= 2 else { return nil }
    let sign = symbols[end]
    guard sign == UInt8(ascii: ".") || sign == UInt8(ascii: "/") else { return nil }
    var place = end
    var groupCount = 1
    while groupCount < 3, place < symbols.count, symbols[place] == sign {
      var next = place + 1
      while next < symbols.count, Symbol.isDigit(symbols[next]) { next += 1 }
      let digitCount = next - place - 1
      guard digitCount > 0, digitCount <= (groupCount == 2 ? 4 : 2) else { break }
      place = next
      groupCount += 1
    }
    guard groupCount > 1 else { return nil }
    if place < symbols.count, symbols[place] == sign { place += 1 }
    guard place < symbols.count, standsBetween(symbols[place]) else { return nil }
    place = numberStart(symbols, from: place)
    return hasFront(symbols, at: place) ? place : nil
  }

  /// Goes on behind brackets, quotes and spaces.
  private static func numberStart(_ symbols: Span<UInt8>, from start: Int) -> Int {
    var place = start
    while place < symbols.count, opensNumber(symbols[place]) { place += 1 }
    return place
  }

  /// Whether a 0 or a plus stands there, as before a number.
  private static func hasFront(_ symbols: Span<UInt8>, at place: Int) -> Bool {
    guard place < symbols.count else { return false }
    return Symbol.isPlus(symbols[place]) || Symbol.digit(symbols[place]) == 0
  }

  private static func isNumberSign(_ symbol: UInt8) -> Bool {
    symbol == UInt8(ascii: "#") || symbol == Symbol.wideNumberSign || symbol == Symbol.other
      || symbol == Symbol.otherWord
  }

  private static func standsBetween(_ symbol: UInt8) -> Bool {
    symbol == 32 || symbol == 9 || symbol == Symbol.noBreakSpace
  }

  /// Words, quotes, brackets and bullets; the digits may stand at once behind them.
  private static func opensLineNumber(_ symbol: UInt8) -> Bool {
    switch symbol {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "'"),
      UInt8(ascii: "#"), UInt8(ascii: "*"), UInt8(ascii: "."), UInt8(ascii: ":"),
      UInt8(ascii: "-"), Symbol.punctuation, Symbol.wideNumberSign, Symbol.otherWord, Symbol.other:
      true
    default: standsBetween(symbol) || Symbol.isLetter(symbol)
    }
  }

  private static func opensNumber(_ symbol: UInt8) -> Bool {
    symbol == UInt8(ascii: "(") || symbol == UInt8(ascii: "[") || symbol == UInt8(ascii: "\"")
      || symbol == UInt8(ascii: "'") || standsBetween(symbol)
  }
}
