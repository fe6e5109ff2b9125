internal import CKernels

/// A character of a cell, as far as the rules tell characters apart: one byte.
///
/// ASCII stands for itself. What else the rules name, or treat alike, has a value from 128 on. An
/// upper-case letter beyond ASCII is taken for the lower-case one: the patterns that know any of
/// them are blind to case.
enum Symbol {
  /// U+0660 and the like: 128 plus the value of the digit.
  static let foreignDigit: UInt8 = 0x80
  /// Punctuation that numbers may have inside.
  static let punctuation: UInt8 = 0x8A
  static let noBreakSpace: UInt8 = 0x8B
  static let wideStop: UInt8 = 0x8C
  static let wideTilde: UInt8 = 0x8D
  static let widePlus: UInt8 = 0x8E
  static let wideNumberSign: UInt8 = 0x8F
  static let wideX: UInt8 = 0x90
  static let wideE: UInt8 = 0x91
  static let wideT: UInt8 = 0x92
  static let wideN: UInt8 = 0x93
  static let wideI: UInt8 = 0x94
  static let cyrillicDe: UInt8 = 0x95
  static let cyrillicO: UInt8 = 0x96
  static let cyrillicBe: UInt8 = 0x97
  static let acuteO: UInt8 = 0x98
  static let combiningAcute: UInt8 = 0x99
  /// U+017F, an s when case does not count.
  static let longS: UInt8 = 0x9A
  /// U+0131, an i when case does not count.
  static let dotlessI: UInt8 = 0x9B
  /// U+0130, likewise.
  static let dottedI: UInt8 = 0x9C
  /// U+212A, a k when case does not count.
  static let kelvin: UInt8 = 0x9D
  /// U+30FC: punctuation of numbers, and yet a letter.
  static let prolongedSound: UInt8 = 0x9E
  /// Any other letter or number.
  static let otherWord: UInt8 = 0x9F
  /// Any other character, and every byte that is not UTF-8.
  static let other: UInt8 = 0xA0

  /// The symbol of a character beyond ASCII.
  static func of(_ character: UInt32) -> UInt8 {
    switch character {
    case 0xA0: return noBreakSpace
    case 0xAD, 0x200B, 0x2060, 0x3000, 0x2010...0x2015, 0x2212, 0x2053, 0x223C, 0xFF0D, 0xFF0F,
      0xFF08, 0xFF09, 0xFF3B, 0xFF3D:
      return punctuation
    case 0xFF0E: return wideStop
    case 0xFF5E: return wideTilde
    case 0xFF0B: return widePlus
    case 0xFF03: return wideNumberSign
    case 0xFF58, 0xFF38: return wideX
    case 0xFF45, 0xFF25: return wideE
    case 0xFF54, 0xFF34: return wideT
    case 0xFF4E, 0xFF2E: return wideN
    case 0xFF49, 0xFF29: return wideI
    case 0x434, 0x414, 0x1C81: return cyrillicDe
    case 0x43E, 0x41E, 0x1C82: return cyrillicO
    case 0x431, 0x411: return cyrillicBe
    case 0xF3, 0xD3: return acuteO
    case 0x301: return combiningAcute
    case 0x17F: return longS
    case 0x131: return dotlessI
    case 0x130: return dottedI
    case 0x212A: return kelvin
    case 0x30FC: return prolongedSound
    default:
      let digit = nodial_decimal_value(character)
      if digit >= 0 { return foreignDigit + UInt8(digit) }
      return nodial_is_word(character) != 0 ? otherWord : other
    }
  }

  /// The value of a decimal digit, ASCII or not; nil for anything else.
  @inline(always)
  static func digit(_ symbol: UInt8) -> UInt8? {
    if symbol &- 48 < 10 { return symbol &- 48 }
    return symbol &- foreignDigit < 10 ? symbol &- foreignDigit : nil
  }

  @inline(always)
  static func isDigit(_ symbol: UInt8) -> Bool { digit(symbol) != nil }

  @inline(always)
  static func isASCIILetter(_ symbol: UInt8) -> Bool { (symbol | 32) &- 97 < 26 }

  /// Letters that a number may have inside, look-alikes of ASCII letters included.
  @inline(always)
  static func isLetter(_ symbol: UInt8) -> Bool {
    isASCIILetter(symbol) || (longS...kelvin).contains(symbol)
  }

  @inline(always)
  static func isPlus(_ symbol: UInt8) -> Bool { symbol == 43 || symbol == widePlus }

  /// The characters that numbers may have between their digits: `-x ()[]./~*` and their kin.
  @inline(always)
  static func isPunctuation(_ symbol: UInt8) -> Bool {
    switch symbol {
    case UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "~"), UInt8(ascii: "*"), UInt8(ascii: "x"), UInt8(ascii: "X"),
      punctuation, noBreakSpace, wideStop, wideTilde, prolongedSound:
      true
    default: false
    }
  }

  /// The lower-case ASCII letter that a symbol equals when case does not count, or itself.
  @inline(always)
  static func folded(_ symbol: UInt8) -> UInt8 {
    if symbol &- 65 < 26 { return symbol | 32 }
    switch symbol {
    case longS: return UInt8(ascii: "s")
    case dotlessI, dottedI: return UInt8(ascii: "i")
    case kelvin: return UInt8(ascii: "k")
    default: return symbol
    }
  }

  /// The digit of a letter on a telephone keypad (ITU-T E.161); nil for what has none.
  static func keypadDigit(_ symbol: UInt8) -> UInt8? {
    switch symbol == longS || symbol == dotlessI ? folded(symbol) : symbol | 32 {
    case 97...99: 2
    case 100...102: 3
    case 103...105: 4
    case 106...108: 5
    case 109...111: 6
    case 112...115: 7
    case 116...118: 8
    case 119...122: 9
    default: nil
    }
  }
}
