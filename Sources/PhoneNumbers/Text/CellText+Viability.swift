extension CellText {
  /// `_is_viable_phone_number` of a part: two digits and nothing else; or pluses, three
  /// digits with punctuation between, then punctuation, letters and digits, then perhaps an
  /// extension.
  func isViable(_ part: Range<Int>) -> Bool {
    let symbols = storage.span
    let (start, limit) = (part.lowerBound, part.upperBound)
    if limit - start == 2, Symbol.isDigit(symbols[start]), Symbol.isDigit(symbols[start + 1]) {
      return true
    }
    var index = firstOther(Kinds.plus, from: start, to: limit)
    for _ in 0..<3 {
      index = firstOther(Kinds.punctuation, from: index, to: limit)
      guard index < limit, Symbol.isDigit(symbols[index]) else { return false }
      index += 1
    }
    let earliest = index
    index = firstOther(
      Kinds.digit | Kinds.letter | Kinds.punctuation, from: index, to: limit)
    if index == limit { return true }
    // Only an extension can hold what is left, and it may start anywhere after the third digit.
    return extensionStarts(part, within: earliest...index).isInRange
  }
}
