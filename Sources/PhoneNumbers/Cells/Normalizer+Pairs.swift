internal import CKernels

/// Cells of two valid numbers: `415-555-0123 / 212-555-0145`, `Home 415-555-0123 Work: 212-555-0145`.
extension Normalizer {
  /// What the general way comes down to for them: the first is the answer, the second a further key.
  ///
  /// - Returns: Nil for any other cell, and if not all steps are asked for.
  func completePair(_ cell: Span<UInt8>) -> CellAnswer? {
    guard options == .standard else { return nil }
    var pair = nodial_number_pair()
    // SAFETY: the pointer is that of the span, and the kernel does not keep it.
    let isPair = unsafe cell.withUnsafeBufferPointer { bytes in
      unsafe nodial_read_pair(bytes.baseAddress, bytes.count, region, &pair)
    }
    guard isPair != 0 else { return nil }
    let first = PackedDigits(head: pair.first, count: Int(pair.first_count))
    let second = PackedDigits(head: pair.second, count: Int(pair.second_count))
    let isInternational = pair.is_first_international != 0
    let number = ParsedNumber(digits: first, isInternational: isInternational, region: region)
    let other = ParsedNumber(
      digits: second, isInternational: pair.is_second_international != 0, region: region)
    var answer: CellAnswer
    switch pair.core {
    case NODIAL_PAIR_EXTENDED: answer = CellAnswer(number)
    case NODIAL_PAIR_JOINED:
      let joined = CellAnswer(
        ParsedNumber(
          digits: first.appending(second), isInternational: isInternational, region: region))
      if joined.grade >= .local { return nil }
      answer = joined
      answer.rescue(number)
    default:
      answer = CellAnswer(ParsedNumber(rejection: .notANumber))
      answer.rescue(number)
    }
    answer.extras.insert(other.key, .secondNumber)
    return answer
  }
}
