internal import CKernels

/// Cells with a valid number and words behind it, which hold no digit: `415-555-0123 cell`, `…, Bob`.
extension Normalizer {
  /// What the general way comes down to for them.
  ///
  /// The core takes three letters or more for digits; a comma it refuses. Either way the words are cut
  /// off, and the number is mended; what the core made of all of it stays a further key. Fewer letters
  /// it leaves out.
  ///
  /// - Returns: Nil if the letters make a valid number too, or if there are no steps around the core.
  func completeWorded(_ open: nodial_open_cell, _ cell: Span<UInt8>) -> CellAnswer? {
    guard options == .standard else { return nil }
    let head = PackedDigits(head: open.digits, count: Int(open.digit_count))
    let isInternational = open.is_international != 0
    let number = ParsedNumber(digits: head, isInternational: isInternational, region: region)
    var keyed = head
    // Whether a comma is before a letter: at the end it counts for nothing.
    var hasComma = false
    var endsInComma = false
    for index in cell.indices {
      let byte = cell[index]
      if byte == UInt8(ascii: ",") {
        endsInComma = true
      } else if Symbol.isASCIILetter(byte), let digit = Symbol.keypadDigit(byte) {
        hasComma = hasComma || endsInComma
        keyed.append(digit)
      }
    }
    let letterCount = keyed.count - head.count
    if letterCount < CellText.vanityLetterCountMin, !hasComma { return CellAnswer(number) }
    var core = CellAnswer(ParsedNumber(rejection: .notANumber))
    if letterCount >= CellText.vanityLetterCountMin {
      let whole = CellAnswer(
        ParsedNumber(digits: keyed, isInternational: isInternational, region: region))
      if whole.grade == .valid { return nil }
      if !hasComma { core = whole }
    }
    core.rescue(number)
    return core
  }
}
