import CKernels
import TestSupport
import Testing

@testable import PhoneNumbers

/// The table of the kinds of symbols, and what is found by it in texts short and long.
struct SymbolKindTests {
  /// The kinds of a symbol by what the rules say of it.
  private static func kinds(of symbol: UInt8) -> UInt8 {
    let isStop =
      Symbol.isLetter(symbol) || symbol == UInt8(ascii: "~")
      || !(Symbol.isPunctuation(symbol) || Symbol.isPlus(symbol) || Symbol.isDigit(symbol)
        || symbol == UInt8(ascii: "_") || symbol == UInt8(ascii: "|")
        || symbol == UInt8(ascii: ":") || symbol == Symbol.other)
    var kinds: UInt8 = 0
    if Symbol.isDigit(symbol) { kinds |= CellText.Kinds.digit }
    if Symbol.isLetter(symbol) { kinds |= CellText.Kinds.letter }
    if Symbol.isASCIILetter(symbol) { kinds |= CellText.Kinds.asciiLetter }
    if Symbol.isPunctuation(symbol) { kinds |= CellText.Kinds.punctuation }
    if Symbol.isPlus(symbol) { kinds |= CellText.Kinds.plus }
    // Letters and numbers of any script, and the number sign.
    let isAnyWord =
      (Symbol.wideX...Symbol.otherWord).contains(symbol) && symbol != Symbol.combiningAcute
    if Symbol.isASCIILetter(symbol) || Symbol.isDigit(symbol) || symbol == UInt8(ascii: "#")
      || isAnyWord
    {
      kinds |= CellText.Kinds.end
    }
    if isStop { kinds |= CellText.Kinds.stop }
    if CellSeparator.isMark(symbol) { kinds |= CellText.Kinds.mark }
    return kinds
  }

  @Test func theTableSaysWhatTheRulesSay() {
    for symbol in UInt8.min...Symbol.other {
      #expect(nodial_kinds_of_symbol(symbol) == Self.kinds(of: symbol), "\(symbol)")
    }
  }

  // Texts of more than 64 symbols have no masks.
  @Test func whatIsFoundByMasksIsFoundOneByOne() {
    var random = SeededGenerator(stream: 71)
    let signs = Array("0123456789+-() ./;,:xX#abcEF~*[]_|&\\\"".utf8)
    for _ in 0..<4000 {
      let count = Int.random(in: 1...130, using: &random)
      let bytes = (0..<count).map { _ in signs.randomElement(using: &random)! }
      let text = CellText(bytes.span, isCleaned: false, memory: [])
      let kinds = UInt8.random(in: 1...255, using: &random)
      let from = Int.random(in: 0...count, using: &random)
      let to = Int.random(in: from...count, using: &random)
      let places = (from..<to).filter { Self.kinds(of: bytes[$0]) & kinds != 0 }
      let others = (from..<to).filter { Self.kinds(of: bytes[$0]) & kinds == 0 }
      #expect(text.count(kinds, from: from, to: to) == places.count)
      #expect(text.first(kinds, from: from, to: to) == places.first ?? to)
      #expect(text.firstOther(kinds, from: from, to: to) == others.first ?? to)
      #expect(text.end(kinds, from: from, to: to) == places.last.map { $0 + 1 } ?? from)
      let digitsStart = (from..<to).last { !Symbol.isDigit(bytes[$0]) }.map { $0 + 1 } ?? from
      #expect(text.digitsStart(from..<to) == digitsStart)
    }
  }
}
