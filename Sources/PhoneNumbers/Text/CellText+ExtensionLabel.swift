/// The words and signs that announce an extension, read from right to left and blind to case.
extension CellText {
  /// After `x`, `#`, `~` and `int` an extension has fewer digits than after a clear label.
  private static let ambiguousDigitCountMax = 9

  /// Adds the places where a label that ends at `end` may start.
  func insertLabels(
    endingAt end: Int, digitCount: Int, into starts: inout ExtensionStarts
  ) {
    let symbols = storage.span
    guard end > starts.start else { return }
    switch folded(end - 1) {
    case CellText.t, CellText.n, CellText.o, Symbol.acuteO, Symbol.combiningAcute:
      insertWords(endingAt: end, into: &starts)
    case Symbol.wideT, Symbol.wideN:
      let wide = symbols[end - 1] == Symbol.wideN ? end - 1 : end
      if hasEnding([Symbol.wideX, Symbol.wideT], at: wide, from: starts.start) {
        insert(wide - 2, into: &starts)
        if hasEnding([Symbol.wideE], at: wide - 2, from: starts.start) {
          insert(wide - 3, into: &starts)
        }
      }
    case Symbol.cyrillicBe:
      if hasEnding(
        [Symbol.cyrillicDe, Symbol.cyrillicO, Symbol.cyrillicBe], at: end, from: starts.start)
      {
        insert(end - 3, into: &starts)
      }
    default: break
    }
    if digitCount <= CellText.ambiguousDigitCountMax { insertSigns(endingAt: end, into: &starts) }
  }

  /// `anexo`, and `e?xt(?:ensi(?:o\u0301?|ó))?n?`.
  private func insertWords(endingAt end: Int, into starts: inout ExtensionStarts) {
    if hasEnding(
      [CellText.a, CellText.n, CellText.e, CellText.x, CellText.o], at: end, from: starts.start)
    {
      insert(end - 5, into: &starts)
    }
    guard let word = extensionWordStart(endingAt: end, from: starts.start) else { return }
    insert(word, into: &starts)
    if hasEnding([CellText.e], at: word, from: starts.start) { insert(word - 1, into: &starts) }
  }

  private func extensionWordStart(endingAt end: Int, from start: Int) -> Int? {
    var index = hasEnding([CellText.n], at: end, from: start) ? end - 1 : end
    if hasEnding([CellText.x, CellText.t], at: index, from: start) { return index - 2 }
    if hasEnding([CellText.o, Symbol.combiningAcute], at: index, from: start) { index -= 1 }
    guard
      hasEnding([CellText.o], at: index, from: start)
        || hasEnding([Symbol.acuteO], at: index, from: start)
    else {
      return nil
    }
    let stem: [6 of UInt8] = [
      CellText.x, CellText.t, CellText.e, CellText.n, CellText.s, CellText.i,
    ]
    return hasEnding(stem, at: index - 1, from: start) ? index - 7 : nil
  }

  /// `[xｘ#＃~～]`, `int` and its full-width form.
  private func insertSigns(endingAt end: Int, into starts: inout ExtensionStarts) {
    switch folded(end - 1) {
    case CellText.x, UInt8(ascii: "#"), UInt8(ascii: "~"), Symbol.wideX, Symbol.wideNumberSign,
      Symbol.wideTilde:
      insert(end - 1, into: &starts)
    default: break
    }
    if hasEnding([CellText.i, CellText.n, CellText.t], at: end, from: starts.start)
      || hasEnding([Symbol.wideI, Symbol.wideN, Symbol.wideT], at: end, from: starts.start)
    {
      insert(end - 3, into: &starts)
    }
  }

  /// A label may have spaces and commas before it.
  private func insert(_ label: Int, into starts: inout ExtensionStarts) {
    starts.insert(skipLeft(from: label, to: starts.start, CellText.isGap)...label)
  }

  private func folded(_ index: Int) -> UInt8 { Symbol.folded(storage.span[index]) }

  /// Whether these lower-case letters or signs end at `limit`.
  func hasEnding<let count: Int>(
    _ label: [count of UInt8], at limit: Int, from start: Int
  ) -> Bool {
    let first = limit - count
    guard first >= start else { return false }
    var offset = count - 1
    while offset >= 0 {
      if folded(first + offset) != label[offset] { return false }
      offset -= 1
    }
    return true
  }

  private static let a = UInt8(ascii: "a")
  private static let e = UInt8(ascii: "e")
  private static let i = UInt8(ascii: "i")
  private static let n = UInt8(ascii: "n")
  private static let o = UInt8(ascii: "o")
  private static let s = UInt8(ascii: "s")
  private static let t = UInt8(ascii: "t")
  private static let x = UInt8(ascii: "x")
}
