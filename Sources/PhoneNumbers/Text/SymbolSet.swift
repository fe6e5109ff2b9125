/// The symbols that a text has, or had: what is not here is nowhere in it, so that the many steps that
/// look for something rare need not look.
struct SymbolSet {
  // A bit for each symbol of 0 to 63, 64 to 127, and from 128 on.
  private var first: UInt64 = 0
  private var second: UInt64 = 0
  private var beyond: UInt64 = 0

  @inline(always)
  mutating func insert(_ symbol: UInt8) {
    let bit: UInt64 = 1 &<< UInt64(symbol)
    switch symbol &>> 6 {
    case 0: first |= bit
    case 1: second |= bit
    default: beyond |= bit
    }
  }

  @inline(always)
  func contains(_ symbol: UInt8) -> Bool {
    let word = symbol < 64 ? first : symbol < 128 ? second : beyond
    return word &>> UInt64(symbol) & 1 != 0
  }

  /// Whether there may be a separator that the core refuses.
  var mayHaveOddSeparators: Bool {
    first & SymbolSet.oddSeparators.first != 0 || second & SymbolSet.oddSeparators.second != 0
      || beyond != 0
  }

  private static var oddSeparators: SymbolSet {
    var set = SymbolSet()
    set.insert(UInt8(ascii: "_"))
    set.insert(UInt8(ascii: ":"))
    set.insert(UInt8(ascii: "|"))
    set.insert(UInt8(ascii: ","))
    set.insert(UInt8(ascii: ";"))
    set.insert(UInt8(ascii: "'"))
    set.insert(UInt8(ascii: "\\"))
    set.insert(UInt8(ascii: "="))
    return set
  }

  /// Whether there may be a letter, of ASCII or beyond.
  var mayHaveWords: Bool { second & SymbolSet.letters != 0 || beyond != 0 }

  /// `A` to `Z` and `a` to `z`.
  private static var letters: UInt64 { 0x07FF_FFFE_07FF_FFFE }
}
