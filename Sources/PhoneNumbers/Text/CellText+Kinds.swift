internal import CKernels

/// Symbols by their kinds: where they are, and how many. Of texts of up to 64 symbols a mask tells it, a bit for each
/// symbol; of the few longer ones, one symbol after another.
extension CellText {
  /// Bits of a symbol's kinds.
  enum Kinds {
    static let digit = UInt8(NODIAL_SYMBOL_DIGIT)
    static let letter = UInt8(NODIAL_SYMBOL_LETTER)
    static let asciiLetter = UInt8(NODIAL_SYMBOL_ASCII_LETTER)
    static let punctuation = UInt8(NODIAL_SYMBOL_PUNCTUATION)
    static let plus = UInt8(NODIAL_SYMBOL_PLUS)
    static let end = UInt8(NODIAL_SYMBOL_END)
    static let stop = UInt8(NODIAL_SYMBOL_STOP)
    static let mark = UInt8(NODIAL_SYMBOL_MARK)
  }

  /// Whether all symbols have a bit in the masks.
  @inline(always)
  var isShort: Bool { storage.count <= UInt64.bitWidth }

  /// The symbols of some kinds in a part of a short text that is not empty.
  @inline(always)
  func mask(_ kinds: UInt8, _ from: Int, _ to: Int) -> UInt64 {
    let words = masks.words
    var mask: UInt64 = 0
    if kinds & Kinds.digit != 0 { mask |= words.0 }
    if kinds & Kinds.letter != 0 { mask |= words.1 }
    if kinds & Kinds.asciiLetter != 0 { mask |= words.2 }
    if kinds & Kinds.punctuation != 0 { mask |= words.3 }
    if kinds & Kinds.plus != 0 { mask |= words.4 }
    if kinds & Kinds.end != 0 { mask |= words.5 }
    if kinds & Kinds.stop != 0 { mask |= words.6 }
    if kinds & Kinds.mark != 0 { mask |= words.7 }
    return mask & CellText.bits(from, to)
  }

  @inline(always)
  private static func bits(_ from: Int, _ to: Int) -> UInt64 {
    let count = UInt64(truncatingIfNeeded: to &- from)
    return (UInt64.max &>> (64 &- count)) &<< UInt64(truncatingIfNeeded: from)
  }

  @inline(always)
  private func has(_ kinds: UInt8, at index: Int) -> Bool {
    nodial_kinds_of_symbol(storage.span[index]) & kinds != 0
  }

  /// How many symbols of some kinds a part of the text has.
  @inline(always)
  func count(_ kinds: UInt8, from: Int, to: Int) -> Int {
    if from >= to { return 0 }
    if isShort { return mask(kinds, from, to).nonzeroBitCount }
    var count = 0
    for index in from..<to where has(kinds, at: index) { count += 1 }
    return count
  }

  /// The first symbol of some kinds in a part of the text; its end if there is none.
  @inline(always)
  func first(_ kinds: UInt8, from: Int, to: Int) -> Int {
    first(kinds, areWanted: true, from, to)
  }

  /// The first symbol of none of some kinds in a part of the text; its end if there is none.
  @inline(always)
  func firstOther(_ kinds: UInt8, from: Int, to: Int) -> Int {
    first(kinds, areWanted: false, from, to)
  }

  @inline(always)
  private func first(_ kinds: UInt8, areWanted: Bool, _ from: Int, _ to: Int) -> Int {
    if from >= to { return to }
    if isShort {
      let found = mask(kinds, from, to) ^ (areWanted ? 0 : CellText.bits(from, to))
      return found == 0 ? to : found.trailingZeroBitCount
    }
    for index in from..<to where has(kinds, at: index) == areWanted { return index }
    return to
  }

  /// Where a part of the text ends without what is behind its last symbol of some kinds.
  @inline(always)
  func end(_ kinds: UInt8, from: Int, to: Int) -> Int {
    if from >= to { return from }
    if isShort {
      let found = mask(kinds, from, to)
      return found == 0 ? from : UInt64.bitWidth - found.leadingZeroBitCount
    }
    for index in (from..<to).reversed() where has(kinds, at: index) { return index + 1 }
    return from
  }

  /// Where the run of digits begins that a part ends in.
  @inline(always)
  func digitsStart(_ part: Range<Int>) -> Int {
    let (start, end) = (part.lowerBound, part.upperBound)
    if start == end { return end }
    if isShort {
      let others = ~mask(Kinds.digit, start, end) & CellText.bits(start, end)
      return others == 0 ? start : UInt64.bitWidth - others.leadingZeroBitCount
    }
    var index = end
    while index > start, has(Kinds.digit, at: index - 1) { index -= 1 }
    return index
  }

  /// How many digits a part has.
  @inline(always)
  func digitCount(_ part: Range<Int>) -> Int {
    count(Kinds.digit, from: part.lowerBound, to: part.upperBound)
  }

  /// Whether something in a part may be a valid number, or one of possible length, as it stands: no for most
  /// without one.
  func mayHoldNumbers(_ part: Range<Int>, of region: UInt8) -> Bool {
    if hasPlus(part) { return true }
    if region == NumberingPlan.noRegion { return false }
    return digitCount(part) >= nodial_region_at(region).dialledCountMin
      || count(Kinds.asciiLetter, from: part.lowerBound, to: part.upperBound)
        >= CellText.vanityLetterCountMin
  }

  /// The same of a part as a whole, which the core reads.
  func mayBeNumber(_ part: Range<Int>, of region: UInt8) -> Bool {
    let place = first(Kinds.digit, from: part.lowerBound, to: part.upperBound)
    guard place < part.upperBound, mayHoldNumbers(part, of: region) else { return false }
    // Some digits may belong to an extension, and letters may stand for digits.
    return hasPlus(part)
      || first(Kinds.stop, from: part.lowerBound, to: part.upperBound) < part.upperBound
      || nodial_region_at(region).mayBeDialled(
        count: digitCount(part), first: storage.span[place])
  }

  func hasPlus(_ part: Range<Int>) -> Bool {
    first(Kinds.plus, from: part.lowerBound, to: part.upperBound) < part.upperBound
  }
}
