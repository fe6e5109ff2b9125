/// The words and signs that announce an extension, read from right to left and blind to case.
extension CellText {
  /// Calls `body` with every place where a label that ends at `end` may start.
  func withLabelStarts(endingAt end: Int, digitCount: Int, _ body: (Int) -> Void) {
    if let extn = extensionWordStart(endingAt: end) {
      body(extn)
      if extn > start, folded(extn - 1) == UInt8(ascii: "e") { body(extn - 1) }
    }
    let wide = end > start && symbols[end - 1] == Symbol.wideN ? end - 1 : end
    if hasEnding([Symbol.wideX, Symbol.wideT], at: wide) {
      body(wide - 2)
      if wide - 2 > start, symbols[wide - 3] == Symbol.wideE { body(wide - 3) }
    }
    if hasEnding([Symbol.cyrillicDe, Symbol.cyrillicO, Symbol.cyrillicBe], at: end) {
      body(end - 3)
    }
    if hasEnding("anexo", at: end) { body(end - 5) }
    if digitCount <= CellText.ambiguousDigitCountMax { withSignStarts(endingAt: end, body) }
  }

  /// After `x`, `#`, `~` and `int` an extension has fewer digits than after a clear label.
  static let ambiguousDigitCountMax = 9

  /// `xt(?:ensi(?:o\u0301?|ó))?n?`, to which an e may be added in front.
  private func extensionWordStart(endingAt end: Int) -> Int? {
    var index = end
    if index > start, folded(index - 1) == UInt8(ascii: "n") { index -= 1 }
    if hasEnding("xt", at: index) { return index - 2 }
    if index > start, symbols[index - 1] == Symbol.combiningAcute {
      index -= 1
      guard index > start, folded(index - 1) == UInt8(ascii: "o") else { return nil }
    }
    guard index > start,
      folded(index - 1) == UInt8(ascii: "o") || symbols[index - 1] == Symbol.acuteO,
      hasEnding("xtensi", at: index - 1)
    else { return nil }
    return index - 7
  }

  /// `[xｘ#＃~～]`, `int` and its full-width form.
  private func withSignStarts(endingAt end: Int, _ body: (Int) -> Void) {
    guard end > start else { return }
    switch folded(end - 1) {
    case UInt8(ascii: "x"), UInt8(ascii: "#"), UInt8(ascii: "~"), Symbol.wideX,
      Symbol.wideNumberSign, Symbol.wideTilde:
      body(end - 1)
    default: break
    }
    if hasEnding("int", at: end) || hasEnding([Symbol.wideI, Symbol.wideN, Symbol.wideT], at: end) {
      body(end - 3)
    }
  }

  private func folded(_ index: Int) -> UInt8 { Symbol.folded(symbols[index]) }

  /// Whether these lower-case letters or signs end at `limit`.
  func hasEnding(_ label: String, at limit: Int) -> Bool {
    var index = limit - label.utf8.count
    guard index >= start else { return false }
    for byte in label.utf8 {
      if folded(index) != byte { return false }
      index += 1
    }
    return true
  }

  private func hasEnding<let count: Int>(_ label: [count of UInt8], at limit: Int) -> Bool {
    let first = limit - count
    guard first >= start else { return false }
    for offset in 0..<count where symbols[first + offset] != label[offset] { return false }
    return true
  }
}
