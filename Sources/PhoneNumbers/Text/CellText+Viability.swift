extension CellText {
  /// `_is_viable_phone_number` of `start..<limit`: two digits and nothing else; or pluses, three
  /// digits with punctuation between, then punctuation, letters and digits, then perhaps an
  /// extension.
  func isViable(to limit: Int) -> Bool {
    let symbols = storage.span
    if limit - start == 2, Symbol.isDigit(symbols[start]), Symbol.isDigit(symbols[start + 1]) {
      return true
    }
    var index = start
    while index < limit, Symbol.isPlus(symbols[index]) { index += 1 }
    var digitCount = 0
    while index < limit, digitCount < 3 {
      if Symbol.isDigit(symbols[index]) {
        digitCount += 1
      } else if !Symbol.isPunctuation(symbols[index]) {
        return false
      }
      index += 1
    }
    guard digitCount == 3 else { return false }
    let earliest = index
    while index < limit, isBody(symbols[index]) { index += 1 }
    if index == limit { return true }
    // Only an extension can hold what is left, and it may start anywhere after the third digit.
    return extensionStarts(to: limit, within: earliest...index).isInRange
  }

  private func isBody(_ symbol: UInt8) -> Bool {
    Symbol.isDigit(symbol) || Symbol.isLetter(symbol) || Symbol.isPunctuation(symbol)
  }
}
