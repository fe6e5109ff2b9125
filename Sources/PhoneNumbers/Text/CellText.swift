/// The characters of a cell as symbols: the general way from text to digits, without a regex engine.
///
/// Everything works on the part `start..<end` of the symbols, which the steps make smaller.
struct CellText: ~Copyable {
  /// More characters than this are refused unread, as libphonenumber does. It counts code points as
  /// Python does, where Java counts UTF-16 units and C++ bytes.
  static let characterCountMax = 250

  /// With so many letters a number is read off a telephone keypad.
  static let vanityLetterCountMin = 3

  /// The parameters and the scheme of RFC 3966 that the rules know, in ASCII.
  private static var phoneContext: [15 of UInt8] {
    // ;phone-context=
    [59, 112, 104, 111, 110, 101, 45, 99, 111, 110, 116, 101, 120, 116, 61]
  }
  private static var subaddress: [6 of UInt8] { [59, 105, 115, 117, 98, 61] }  // ;isub=
  private static var scheme: [4 of UInt8] { [116, 101, 108, 58] }  // tel:

  /// The symbols, at most 250. On the heap, in memory that is used again: an inline array of this
  /// size is copied by nearly every access.
  private(set) var storage: [UInt8]
  /// All symbols in `storage`, and perhaps more.
  private(set) var present = SymbolSet()
  var start = 0
  var end: Int
  /// Whether the text is no longer that of the cell.
  private(set) var isCleaned = false
  /// Where the first tab was that is a space now; -1 if there is none. It parts more than a space does.
  private(set) var firstTab = -1
  /// Whether the cell has more than 250 characters; only so many are here.
  let isTooLong: Bool

  /// Decodes a cell.
  ///
  /// A byte that is no part of a UTF-8 character is a symbol of its own, `Symbol.other`, except
  /// that 0xA0 is taken for the no-break space of Latin-1.
  ///
  /// - Parameters:
  ///   - isCleaned: Whether to undo what word processors do to characters.
  ///   - memory: An array whose memory the text takes; `intoMemory` gives it back.
  init(_ cell: Span<UInt8>, isCleaned: Bool, memory: consuming [UInt8]) {
    var symbols = memory
    symbols.removeAll(keepingCapacity: true)
    symbols.reserveCapacity(min(cell.count, CellText.characterCountMax))
    var index = 0
    while index < cell.count, symbols.count < CellText.characterCountMax {
      let byte = cell[index]
      if byte < 0x80 {
        index += 1
        if !isCleaned || (byte >= 32 && byte != 127) {
          symbols.append(byte)
          continue
        }
        let cleaned = CellText.cleaned(UInt32(byte))
        if cleaned != byte { self.isCleaned = true }
        if byte == 9, firstTab < 0 { firstTab = symbols.count }
        if cleaned != 0 { symbols.append(UInt8(cleaned)) }
      } else if let (character, length) = CellText.character(of: cell, at: index) {
        index += length
        let cleaned = isCleaned ? CellText.cleaned(character) : character
        if cleaned != character { self.isCleaned = true }
        if cleaned == 0 { continue }
        symbols.append(cleaned < 0x80 ? UInt8(cleaned) : Symbol.of(cleaned))
      } else {
        symbols.append(byte == 0xA0 ? Symbol.noBreakSpace : Symbol.other)
        index += 1
      }
    }
    for symbol in symbols { present.insert(symbol) }
    storage = symbols
    end = symbols.count
    isTooLong = index < cell.count
  }

  /// The memory of the text, to be used again.
  consuming func intoMemory() -> [UInt8] { storage }

  /// A copy, for a reading that changes it. `CellText` does not copy itself, so that none is made by
  /// accident.
  func copy() -> CellText { copy(from: start, to: end) }

  /// A copy that begins and ends elsewhere.
  func copy(from start: Int, to end: Int) -> CellText {
    CellText(copying: storage, present, start: start, end: end, isTooLong: isTooLong)
  }

  private init(
    copying storage: [UInt8], _ present: SymbolSet, start: Int, end: Int, isTooLong: Bool
  ) {
    self.storage = storage
    self.present = present
    self.start = start
    self.end = end
    self.isTooLong = isTooLong
  }

  mutating func markCleaned() { isCleaned = true }

  @inline(always)
  mutating func replaceSymbol(at index: Int, with symbol: UInt8) {
    storage[index] = symbol
    present.insert(symbol)
  }

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
    let symbols = storage.span
    for index in start..<end where symbols[index] != 32 && symbols[index] != 9 { return false }
    return true
  }

  /// The first place at or after `from` where these symbols stand, exactly so.
  func firstIndex<let count: Int>(of wanted: [count of UInt8], from: Int) -> Int? {
    let symbols = storage.span
    guard end - from >= count else { return nil }
    for index in from...end - count where symbols[index] == wanted[0] {
      if hasSymbols(wanted, at: index) { return index }
    }
    return nil
  }

  private func hasSymbols<let count: Int>(_ wanted: [count of UInt8], at index: Int) -> Bool {
    let symbols = storage.span
    for offset in 0..<count where symbols[index + offset] != wanted[offset] { return false }
    return true
  }

  /// `_build_national_number_for_parsing`: narrows the text to what may be a number. False if a
  /// phone context is there and is none.
  mutating func narrow() -> Bool {
    let hasParameters =
      present.contains(UInt8(ascii: ";"))
      && firstIndex(of: [UInt8(ascii: ";")], from: start) != nil
    if hasParameters, let context = firstIndex(of: CellText.phoneContext, from: start) {
      guard applyPhoneContext(at: context) else { return false }
    } else {
      let range = possibleNumber
      (start, end) = (range.lowerBound, range.upperBound)
    }
    if hasParameters, let subaddress = firstIndex(of: CellText.subaddress, from: start),
      subaddress > start
    {
      end = subaddress
    }
    return true
  }

  /// `_extract_possible_number`: from the first plus or digit on, without an unwanted end or a
  /// second extension.
  private var possibleNumber: Range<Int> {
    let symbols = storage.span
    var start = start
    var end = end
    while start < end, !Symbol.isPlus(symbols[start]), !Symbol.isDigit(symbols[start]) {
      start += 1
    }
    while start < end, !Symbol.canEnd(symbols[end - 1]) { end -= 1 }
    if !present.contains(UInt8(ascii: "/")), !present.contains(UInt8(ascii: "\\")) {
      return start..<end
    }
    for index in start..<end
    where symbols[index] == UInt8(ascii: "/") || symbols[index] == UInt8(ascii: "\\") {
      var next = index + 1
      while next < end, symbols[next] == 32 { next += 1 }
      if next < end, symbols[next] == UInt8(ascii: "x") { return start..<index }
    }
    return start..<end
  }

  /// RFC 3966, section 3: a global context goes before the number, a domain says nothing.
  private mutating func applyPhoneContext(at context: Int) -> Bool {
    let value = phoneContextValue(at: context)
    guard PhoneContext.isValid(self, value) else { return false }
    let scheme = firstIndex(of: CellText.scheme, from: 0)
    // A scheme behind the context leaves no number.
    let number = min(context, scheme.map { $0 + 4 } ?? 0)..<context
    let old = copy()
    let symbols = old.storage.span
    var count = 0
    if symbols[value.lowerBound] == UInt8(ascii: "+") {
      for index in value {
        replaceSymbol(at: count, with: symbols[index])
        count += 1
      }
    }
    for index in number {
      replaceSymbol(at: count, with: symbols[index])
      count += 1
    }
    (start, end) = (0, count)
    return true
  }

  private func phoneContextValue(at context: Int) -> Range<Int> {
    let symbols = storage.span
    let valueStart = context + CellText.phoneContext.count
    var valueEnd = valueStart
    while valueEnd < end, symbols[valueEnd] != UInt8(ascii: ";") { valueEnd += 1 }
    return valueStart..<valueEnd
  }

  /// `_normalize`: the digits of `start..<end`; three letters or more make it a vanity number.
  func digits() -> PackedDigits {
    let symbols = storage.span
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
