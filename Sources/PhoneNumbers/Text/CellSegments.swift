internal import CKernels

/// The groups of digits of a cell, with what stands between them.
///
///     Tel 415-623-4567 / 415-623-9999 Fax: 415-623-8888
///         └┬┘ └┬┘ └─┬┘   └┬┘            └┬┘
///     groups, joined by separators; a slash parts the numbers of a phrase, a word phrases
///
/// This reads what a person would read, whatever the core has made of the cell: each phrase is a
/// number, or several. It only ever adds keys.
struct CellSegments {
  /// What stands before a group, from the closest to the widest.
  enum Gap: UInt8, Comparable, Sendable {
    case point, hyphen, space, bracket, wide, slash
    /// A word or a sign that no number has inside, or a plus: another phrase begins.
    case phrase

    static func < (left: Gap, right: Gap) -> Bool { left.rawValue < right.rawValue }
  }

  struct Group: Sendable {
    var start: UInt8 = 0
    var end: UInt8 = 0
    /// The digits, if there are up to 16, the first in the top bits.
    var digits: UInt64 = 0
    var gap = Gap.phrase
    /// Whether a plus stands before it.
    var hasPlus = false
    /// Whether a plus stands right behind the group before.
    var isGlued = false
    /// Whether a letter or a sign stands before it, since the last group.
    var hasWord = false
    /// Whether the only word before it says "or" or "and".
    var isJoined = false
    /// Whether it is announced as an extension.
    var isExtension = false
    /// Whether a letter or a number sign stands at once before it: `Bob2`, `#1`.
    var isLabel = false
    /// Whether a star stands before it: `*67`.
    var hasStar = false
    /// Whether it stands in brackets, alone.
    var isBracketed = false
    /// Whether it numbers what follows: `1)`, `1. `.
    var isNumeral = false
    /// Whether a letter follows at once, as in `24h`.
    var endsInLetter = false

    var count: Int { Int(end - start) }
  }

  /// More groups than the numbers of most cells have. A cell with more is refused, for what is beyond is
  /// not read.
  static let groupCountMax = 50

  // On the heap, in memory that is used again: an inline array is copied by nearly every access.
  private var groups: [Group]
  /// Whether there were more groups than there is room for.
  private(set) var isCut = false

  /// No groups as yet.
  ///
  /// - Parameter memory: Memory of other groups, which these take; `swapMemory` gives it back.
  init(memory: consuming [Group]) {
    groups = memory
    groups.removeAll(keepingCapacity: true)
  }

  mutating func swapMemory(_ memory: inout [Group]) { swap(&groups, &memory) }

  var count: Int { groups.count }

  @inline(__always)
  subscript(index: Int) -> Group { groups[index] }

  /// Splits a text.
  ///
  /// - Complexity: O(*n*), one pass over the symbols.
  mutating func split(_ text: borrowing CellText) {
    let symbols = text.storage.span
    var index = text.start
    var next = Group()
    // The letters since the last group: five bits each, the last in the lowest.
    var word: UInt64 = 0
    next.gap = .point
    var lastEnd = -1
    while index < text.end {
      let symbol = symbols[index]
      guard Symbol.isDigit(symbol) else {
        note(symbol, at: index, after: lastEnd, in: symbols, &next, &word)
        index += 1
        continue
      }
      guard count < CellSegments.groupCountMax else {
        isCut = true
        return
      }
      next.start = UInt8(truncatingIfNeeded: index)
      // Of ASCII digits and of the others, the low four bits are the value.
      while index < text.end, Symbol.isDigit(symbols[index]) {
        next.digits = next.digits &<< 4 | UInt64(symbols[index] & 15)
        index += 1
      }
      next.end = UInt8(truncatingIfNeeded: index)
      next.digits &<<= UInt64(truncatingIfNeeded: 64 &- 4 &* next.count)
      if Int(next.start) > text.start {
        let before = symbols[Int(next.start) - 1]
        next.isLabel = Symbol.isLetter(before) || before == UInt8(ascii: "#")
      }
      next.isBracketed = isInBrackets(next, symbols, end: text.end)
      next.isNumeral = !next.hasPlus && isNumeral(next, text)
      next.endsInLetter =
        index < text.end && Symbol.isLetter(symbols[index])
        && symbols[index] | 32 != UInt8(ascii: "x")
      if word != 0, count > 0 {
        next.isExtension = CellSegments.extensionWords.contains(word)
        next.isJoined = CellSegments.conjunctions.contains(word)
      }
      word = 0
      if count == 0 { next.gap = .phrase }
      groups.append(next)
      lastEnd = index
      next = Group()
      next.gap = .point
    }
  }

  private func isNumeral(_ group: Group, _ text: borrowing CellText) -> Bool {
    let (symbols, end) = (text.storage.span, text.end)
    guard group.count == 1 || (count == 0 && group.count <= CellText.numeralDigitCountMax),
      Int(group.end) < end, Symbol.digit(symbols[Int(group.start)]) != 0
    else { return false }
    if group.isBracketed { return group.count == 1 }
    if count == 0, Int(group.end) == text.firstTab { return true }
    guard Int(group.end) + 1 < end else { return false }
    let isFirst = group.start == 0 || symbols[Int(group.start) - 1] == 32
    let sign = symbols[Int(group.end)]
    guard isFirst, symbols[Int(group.end) + 1] == 32 else { return false }
    if sign == UInt8(ascii: ")") { return !isBracketOpen(before: Int(group.start), symbols) }
    return sign == UInt8(ascii: ".") || sign == UInt8(ascii: ":")
  }

  private func isBracketOpen(before place: Int, _ symbols: Span<UInt8>) -> Bool {
    var index = place - 1
    while index >= 0, symbols[index] != UInt8(ascii: ")") {
      if symbols[index] == UInt8(ascii: "(") { return true }
      index -= 1
    }
    return false
  }

  private func isInBrackets(_ group: Group, _ symbols: Span<UInt8>, end: Int) -> Bool {
    var before = Int(group.start) - 1
    while before >= 0, symbols[before] == 32 { before -= 1 }
    var behind = Int(group.end)
    while behind < end, symbols[behind] == 32 { behind += 1 }
    guard before >= 0, behind < end else { return false }
    return (symbols[before] == UInt8(ascii: "(") && symbols[behind] == UInt8(ascii: ")"))
      || (symbols[before] == UInt8(ascii: "[") && symbols[behind] == UInt8(ascii: "]"))
  }

  /// Notes a symbol between two groups.
  private func note(
    _ symbol: UInt8, at index: Int, after lastEnd: Int, in symbols: Span<UInt8>,
    _ next: inout Group, _ word: inout UInt64
  ) {
    var gap = Gap.phrase
    switch symbol {
    case UInt8(ascii: "."), Symbol.wideStop: gap = .point
    case UInt8(ascii: "-"), Symbol.punctuation, Symbol.prolongedSound:
      gap = index > 0 && isSpace(symbols[index - 1]) ? .wide : .hyphen
    case UInt8(ascii: ")"), UInt8(ascii: "]"): gap = .point
    case 32, 9, Symbol.noBreakSpace:
      gap = index > 0 && isSpace(symbols[index - 1]) ? .wide : .space
    case UInt8(ascii: "("), UInt8(ascii: "["): gap = .bracket
    case UInt8(ascii: "/"): gap = .slash
    case UInt8(ascii: "+"), Symbol.widePlus:
      next.hasPlus = true
      next.isGlued = index == lastEnd
    case UInt8(ascii: "*"):
      next.hasStar = true
      next.hasWord = true
    case UInt8(ascii: "#"):
      next.hasWord = true
      word = CellSegments.extensionSign
    // Two commas are a pause before an extension.
    case UInt8(ascii: ",") where index > 0 && symbols[index - 1] == symbol:
      next.hasWord = true
      word = CellSegments.extensionSign
    case let letter where Symbol.isASCIILetter(letter):
      next.hasWord = true
      word = word << 5 | UInt64(letter & 31)
    default: if !CellSeparator.isMark(symbol) { next.hasWord = true }
    }
    next.gap = max(next.gap, gap)
  }

  /// The labels of extensions that the fast way knows (`OddCell.h`), and some more.
  private static let extensionWords: [UInt64] = [
    "x", "ext", "extn", "extension", "xtn", "int", "anexo", "opt", "option", "dial", "poste",
  ].map(word)

  /// "Or" and "and" in the languages of the plans with area codes that are left out at home.
  private static let conjunctions: [UInt64] = [
    "or", "and", "oder", "und", "bzw", "ou", "et", "o", "y", "e", "u", "of", "en", "og", "och",
    "eller", "i", "lub", "ili", "veya", "ve",
  ].map(word)

  private static let extensionSign = word("x")

  private static func word(_ text: String) -> UInt64 {
    text.utf8.reduce(0) { $0 << 5 | UInt64($1 & 31) }
  }

  private func isSpace(_ symbol: UInt8) -> Bool { symbol == 32 || symbol == Symbol.noBreakSpace }
}
