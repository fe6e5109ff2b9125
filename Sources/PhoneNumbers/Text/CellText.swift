internal import CKernels

/// The characters of a cell as symbols: the general way from text to digits, without a regex engine.
///
/// What stands in a cell is `start..<end`. Rules read parts of that, which are ranges of its symbols; what they
/// look for by kind is found by masks (`CellText+Kinds`).
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
  /// All symbols in `storage`.
  private(set) var present = SymbolSet()
  /// Where symbols are, by kind; of the first 64.
  private(set) var masks = nodial_symbol_masks()
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
    storage = symbols
    end = symbols.count
    isTooLong = index < cell.count
    noteSymbols()
  }

  /// A text of other symbols.
  private init(symbols: consuming [UInt8]) {
    storage = symbols
    end = storage.count
    isTooLong = false
    noteSymbols()
  }

  private mutating func noteSymbols() {
    (present, masks) = CellText.kinds(of: storage.span)
  }

  private static func kinds(of symbols: Span<UInt8>) -> (SymbolSet, nodial_symbol_masks) {
    var present = SymbolSet()
    for index in symbols.indices { present.insert(symbols[index]) }
    return (present, masks(of: symbols))
  }

  private static func masks(of symbols: Span<UInt8>) -> nodial_symbol_masks {
    // SAFETY: the pointer is that of the span, and the kernel does not keep it.
    unsafe symbols.withUnsafeBufferPointer { bytes in
      bytes.isEmpty
        ? nodial_symbol_masks()
        : unsafe nodial_masks_of_symbols(bytes.baseAddress, UInt32(bytes.count))
    }
  }

  /// The memory of the text, to be used again.
  consuming func intoMemory() -> [UInt8] { storage }

  /// All of the text.
  var all: Range<Int> { start..<end }

  /// A part with a hyphen in place of every symbol of a kind.
  func withHyphens(_ part: Range<Int>, for isReplaced: (UInt8) -> Bool) -> CellText {
    let symbols = storage.span
    var others: [UInt8] = []
    others.reserveCapacity(part.count)
    for index in part {
      others.append(isReplaced(symbols[index]) ? UInt8(ascii: "-") : symbols[index])
    }
    return CellText(symbols: others)
  }

  /// A part without some pieces of it.
  ///
  /// - Parameter pieceEnd: Where the piece ends that begins at an index; nil if none does.
  func without(_ part: Range<Int>, _ pieceEnd: (Int) -> Int?) -> CellText {
    let symbols = storage.span
    var others: [UInt8] = []
    others.reserveCapacity(part.count)
    var index = part.lowerBound
    while index < part.upperBound {
      if let behind = pieceEnd(index) {
        index = behind
        continue
      }
      others.append(symbols[index])
      index += 1
    }
    return CellText(symbols: others)
  }

  mutating func markCleaned() { isCleaned = true }

  mutating func replaceSymbol(at index: Int, with symbol: UInt8) {
    storage[index] = symbol
    noteSymbols()
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

  /// The first place in a part where these symbols stand, exactly so.
  func firstIndex<let count: Int>(of wanted: [count of UInt8], in part: Range<Int>) -> Int? {
    let symbols = storage.span
    guard part.count >= count else { return nil }
    for index in part.lowerBound...part.upperBound - count where symbols[index] == wanted[0] {
      if hasSymbols(wanted, at: index) { return index }
    }
    return nil
  }

  private func hasSymbols<let count: Int>(_ wanted: [count of UInt8], at index: Int) -> Bool {
    let symbols = storage.span
    for offset in 0..<count where symbols[index + offset] != wanted[offset] { return false }
    return true
  }

  /// `_build_national_number_for_parsing`: narrows a part to what may be a number. A phone context is looked
  /// for before (`withPhoneContext`).
  func narrowed(_ part: Range<Int>) -> Range<Int> {
    withoutSubaddress(possibleNumber(in: part))
  }

  private func withoutSubaddress(_ part: Range<Int>) -> Range<Int> {
    guard present.contains(UInt8(ascii: ";")),
      let subaddress = firstIndex(of: CellText.subaddress, in: part),
      subaddress > part.lowerBound
    else { return part }
    return part.lowerBound..<subaddress
  }

  /// `_extract_possible_number`: from the first plus or digit on, without an unwanted end or a
  /// second extension.
  private func possibleNumber(in part: Range<Int>) -> Range<Int> {
    let start = first(Kinds.digit | Kinds.plus, from: part.lowerBound, to: part.upperBound)
    let end = end(Kinds.end, from: start, to: part.upperBound)
    if !present.contains(UInt8(ascii: "/")), !present.contains(UInt8(ascii: "\\")) {
      return start..<end
    }
    let symbols = storage.span
    for index in start..<end
    where symbols[index] == UInt8(ascii: "/") || symbols[index] == UInt8(ascii: "\\") {
      var next = index + 1
      while next < end, symbols[next] == 32 { next += 1 }
      if next < end, symbols[next] == UInt8(ascii: "x") { return start..<index }
    }
    return start..<end
  }

  /// Where a phone context stands in a part.
  func phoneContext(in part: Range<Int>) -> Int? {
    guard present.contains(UInt8(ascii: ";")) else { return nil }
    return firstIndex(of: CellText.phoneContext, in: part)
  }

  /// The number of a part with a phone context (RFC 3966, section 3): a global context goes before it, a domain
  /// says nothing. Nil if it is none.
  func withPhoneContext(at context: Int, _ part: Range<Int>) -> CellText? {
    let value = phoneContextValue(at: context, part.upperBound)
    guard PhoneContext.isValid(self, value) else { return nil }
    let scheme = firstIndex(of: CellText.scheme, in: 0..<part.upperBound)
    // A scheme behind the context leaves no number.
    let number = min(context, scheme.map { $0 + 4 } ?? 0)..<context
    var others: [UInt8] = []
    if storage[value.lowerBound] == UInt8(ascii: "+") { others += storage[value] }
    others += storage[number]
    var text = CellText(symbols: others)
    text.end = text.withoutSubaddress(text.all).upperBound
    return text
  }

  private func phoneContextValue(at context: Int, _ end: Int) -> Range<Int> {
    let symbols = storage.span
    let valueStart = context + CellText.phoneContext.count
    var valueEnd = valueStart
    while valueEnd < end, symbols[valueEnd] != UInt8(ascii: ";") { valueEnd += 1 }
    return valueStart..<valueEnd
  }

  /// `_normalize`: the digits of a part; three letters or more make it a vanity number.
  func digits(_ part: Range<Int>) -> PackedDigits {
    let (start, end) = (part.lowerBound, part.upperBound)
    let letterCount = count(Kinds.asciiLetter, from: start, to: end)
    let isKeyed = letterCount >= CellText.vanityLetterCountMin
    if !isKeyed, isShort, start < end { return digits(at: mask(Kinds.digit, start, end)) }
    let symbols = storage.span
    var digits = PackedDigits()
    for index in start..<end {
      let symbol = symbols[index]
      if symbol &- 48 < 10 {
        digits.append(symbol &- 48)
      } else if !isKeyed {
        if let digit = Symbol.digit(symbol) { digits.append(digit) }
      } else if let digit = Symbol.keypadDigit(symbol) {
        digits.append(digit)
      }
    }
    return digits
  }

  /// The digits at some places of a short text.
  private func digits(at places: UInt64) -> PackedDigits {
    let symbols = storage.span
    var digits = PackedDigits()
    var places = places
    while places != 0 {
      // Of ASCII digits and of the others, the low four bits are the value.
      digits.append(symbols[places.trailingZeroBitCount] & 15)
      places &= places &- 1
    }
    return digits
  }
}
