internal import CKernels

/// Cells that need a second look and are common all the same: a number before words, two numbers.
extension Normalizer {
  /// What the general way comes down to for them; nil for any other cell, and if not all steps are asked
  /// for.
  ///
  /// - Parameter found: What the scan has set.
  func usualAnswer(
    to open: nodial_open_cell, found: KeyedAnswer, cell: Span<UInt8>
  ) -> KeyedAnswer? {
    guard options == .standard else { return nil }
    switch open.kind {
    case NODIAL_CELL_TEXT: return pair(in: cell)
    case NODIAL_CELL_WORDED: return worded(open, found, cell)
    default: return nil
    }
  }

  /// A number with words behind it that hold no digit: `415-555-0123 cell`, `…, Bob`, `… (home)`.
  ///
  /// The core takes three letters or more for digits; a comma it refuses. Either way the words are cut
  /// off. A valid number is the answer then, and what the core made of all of it stays a further key;
  /// another number is a further key. Fewer letters the core leaves out.
  private func worded(
    _ open: nodial_open_cell, _ found: KeyedAnswer, _ cell: Span<UInt8>
  ) -> KeyedAnswer? {
    var keyed = PackedDigits(head: open.digits, count: Int(open.digit_count))
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
    let letterCount = keyed.count - Int(open.digit_count)
    if letterCount < CellText.vanityLetterCountMin, !hasComma { return found }
    var answer = KeyedAnswer(ParsedNumber(rejection: .notANumber))
    if letterCount >= CellText.vanityLetterCountMin {
      let whole = KeyedAnswer(
        ParsedNumber(
          digits: keyed, isInternational: open.is_international != 0, region: region))
      // The letters make a number too.
      if whole.status >= Grade.local.rawValue, whole.status <= Grade.valid.rawValue { return nil }
      if !hasComma { answer = whole }
    }
    if found.status == Grade.valid.rawValue {
      answer.rescue(found.key)
    } else {
      answer.extras.0 = (found.key, .beforeWord)
    }
    return answer
  }

  /// Two numbers: `415-555-0123 / 212-555-0145`, `Home 415-555-0123 Work: 212-555-0145`. The first valid
  /// one is the answer, the other a further key.
  private func pair(in cell: Span<UInt8>) -> KeyedAnswer? {
    var pair = nodial_number_pair()
    // SAFETY: the pointer is that of the span, and the kernel does not keep it.
    let isPair = unsafe cell.withUnsafeBufferPointer { bytes in
      unsafe nodial_read_pair(bytes.baseAddress, bytes.count, region, &pair)
    }
    guard isPair != 0 else { return nil }
    var answer = KeyedAnswer(ParsedNumber(rejection: .notANumber))
    switch pair.core {
    case NODIAL_PAIR_EXTENDED:
      let grade = pair.is_first_unused == 0 ? Grade.valid : .possible
      answer = KeyedAnswer(key: pair.first_key, status: grade.rawValue)
    case NODIAL_PAIR_JOINED:
      let first = PackedDigits(head: pair.first, count: Int(pair.first_count))
      let second = PackedDigits(head: pair.second, count: Int(pair.second_count))
      let joined = ParsedNumber(
        digits: first.appending(second), isInternational: pair.is_international != 0,
        region: region)
      if joined.grade >= .local { return nil }
      answer = KeyedAnswer(joined)
    default: break
    }
    if pair.is_first_unused != 0 {
      answer.rescue(pair.second_key)
      answer.extras.1 = (pair.first_key, .beforeWord)
    } else {
      if pair.core != NODIAL_PAIR_EXTENDED { answer.rescue(pair.first_key) }
      answer.extras.1 = (pair.second_key, .secondNumber)
    }
    // Each once, and the first reason for it.
    if answer.extras.1.key == answer.extras.0.key { answer.extras.1.key = 0 }
    return answer
  }
}
