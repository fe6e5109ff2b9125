/// The characters of a cell as symbols: the general way from text to digits, without a regex engine.
///
/// Everything works on the part `start..<end` of the symbols, which the steps make smaller.
struct CellText {
  /// More characters than this are refused unread, as libphonenumber does. It counts code points as
  /// Python does, where Java counts UTF-16 units and C++ bytes.
  static let characterCountMax = 250

  /// With so many letters a number is read off a telephone keypad.
  static let vanityLetterCountMin = 3

  private(set) var symbols: [250 of UInt8]
  var start = 0
  var end: Int
  /// Whether the cell has more than 250 characters; only so many are here.
  let isTooLong: Bool

  /// Decodes a cell.
  ///
  /// A byte that is no part of a UTF-8 character is a symbol of its own, `Symbol.other`, except
  /// that 0xA0 is taken for the no-break space of Latin-1.
  init(_ cell: Span<UInt8>, isCleaned: Bool = false) {
    var symbols: [250 of UInt8] = .init(repeating: 0)
    var count = 0
    var index = 0
    while index < cell.count, count < CellText.characterCountMax {
      let byte = cell[index]
      if byte < 0x80 {
        symbols[count] = byte
        index += 1
        if isCleaned, byte == 9 { symbols[count] = 32 }
      } else if let (character, length) = CellText.character(of: cell, at: index) {
        index += length
        let cleaned = isCleaned ? CellText.cleaned(character) : character
        if cleaned == 0 { continue }
        symbols[count] = cleaned < 0x80 ? UInt8(cleaned) : Symbol.of(cleaned)
      } else {
        symbols[count] = byte == 0xA0 ? Symbol.noBreakSpace : Symbol.other
        index += 1
      }
      count += 1
    }
    self.symbols = symbols
    end = count
    isTooLong = index < cell.count
  }

  mutating func replaceSymbol(at index: Int, with symbol: UInt8) { symbols[index] = symbol }

  /// The character of two to four bytes at `index`, if there is one (RFC 3629, section 4).
  static func character(of cell: Span<UInt8>, at index: Int) -> (UInt32, length: Int)? {
    let length: Int
    var character: UInt32
    let least: UInt32
    switch cell[index] {
    case 0xC2...0xDF: (length, character, least) = (2, UInt32(cell[index] & 0x1F), 0x80)
    case 0xE0...0xEF: (length, character, least) = (3, UInt32(cell[index] & 0x0F), 0x800)
    case 0xF0...0xF4: (length, character, least) = (4, UInt32(cell[index] & 0x07), 0x10000)
    default: return nil
    }
    guard index + length <= cell.count else { return nil }
    for offset in 1..<length {
      let byte = cell[index + offset]
      guard byte & 0xC0 == 0x80 else { return nil }
      character = character << 6 | UInt32(byte & 0x3F)
    }
    guard character >= least, character <= 0x10FFFF, character >> 11 != 0x1B else { return nil }
    return (character, length)
  }

  /// Nothing but spaces and tabs, or nothing at all.
  var isBlank: Bool {
    (start..<end).allSatisfy { symbols[$0] == 32 || symbols[$0] == 9 }
  }

  /// The first place at or after `from` where these symbols stand, exactly so.
  func firstIndex(of wanted: String, from: Int) -> Int? {
    var index = from
    while index + wanted.utf8.count <= end {
      if hasSymbols(wanted, at: index) { return index }
      index += 1
    }
    return nil
  }

  // A literal of up to 15 bytes lies in the `String` itself: nothing is allocated.
  private func hasSymbols(_ wanted: String, at index: Int) -> Bool {
    var place = index
    for byte in wanted.utf8 {
      if symbols[place] != byte { return false }
      place += 1
    }
    return true
  }

  /// `_build_national_number_for_parsing`: narrows the text to what may be a number. False if a
  /// phone context is there and is none.
  mutating func narrow() -> Bool {
    if let context = firstIndex(of: ";phone-context=", from: start) {
      guard applyPhoneContext(at: context) else { return false }
    } else {
      narrowToPossibleNumber()
    }
    if let subaddress = firstIndex(of: ";isub=", from: start), subaddress > start {
      end = subaddress
    }
    return true
  }

  /// `_extract_possible_number`: from the first plus or digit on, without an unwanted end or a
  /// second extension.
  private mutating func narrowToPossibleNumber() {
    while start < end, !Symbol.isPlus(symbols[start]), !Symbol.isDigit(symbols[start]) {
      start += 1
    }
    while start < end, !Symbol.canEnd(symbols[end - 1]) { end -= 1 }
    for index in start..<end
    where symbols[index] == UInt8(ascii: "/") || symbols[index] == UInt8(ascii: "\\") {
      var next = index + 1
      while next < end, symbols[next] == 32 { next += 1 }
      if next < end, symbols[next] == UInt8(ascii: "x") {
        end = index
        return
      }
    }
  }

  /// RFC 3966, section 3: a global context goes before the number, a domain says nothing.
  private mutating func applyPhoneContext(at context: Int) -> Bool {
    let valueStart = context + ";phone-context=".utf8.count
    var valueEnd = valueStart
    while valueEnd < end, symbols[valueEnd] != UInt8(ascii: ";") { valueEnd += 1 }
    guard PhoneContext.isValid(self, valueStart..<valueEnd) else { return false }
    var result = symbols
    var count = 0
    if symbols[valueStart] == UInt8(ascii: "+") {
      for index in valueStart..<valueEnd {
        result[count] = symbols[index]
        count += 1
      }
    }
    var index = firstIndex(of: "tel:", from: 0).map { $0 + 4 } ?? 0
    while index < context {
      result[count] = symbols[index]
      count += 1
      index += 1
    }
    symbols = result
    (start, end) = (0, count)
    return true
  }

  /// `_normalize`: the digits of `start..<end`; three letters or more make it a vanity number.
  func digits() -> PackedDigits {
    var letterCount = 0
    for index in start..<end where Symbol.isASCIILetter(symbols[index]) { letterCount += 1 }
    var digits = PackedDigits()
    for index in start..<end {
      let symbol = symbols[index]
      if symbol &- 48 < 10 {
        digits.append(symbol &- 48)
      } else if letterCount < CellText.vanityLetterCountMin {
        if let digit = Symbol.digit(symbol) { digits.append(digit) }
      } else if let digit = Symbol.keypadDigit(symbol) {
        digits.append(digit)
      }
    }
    return digits
  }
}
