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
    case NODIAL_CELL_TEXT:
      return pair(in: cell) ?? wholeNumber(in: cell) ?? plainCharacters(in: cell)
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

  /// What a scan says of a cell, or the usual answer to it.
  private func answer(to cell: Span<UInt8>) -> KeyedAnswer? {
    let found = DigitScan.read(cell, by: self)
    let scanned = KeyedAnswer(key: found.key, status: found.status)
    guard let open = found.open else { return scanned }
    return usualAnswer(to: open, found: scanned, cell: cell)
  }

  /// A number as a spreadsheet writes it, `2025551234.0`: without the fraction it is a cell of its own.
  private func wholeNumber(in cell: Span<UInt8>) -> KeyedAnswer? {
    var end = cell.count
    var zeroCount = 0
    while end > 0, cell[end - 1] == UInt8(ascii: "0"), zeroCount < 3 {
      end -= 1
      zeroCount += 1
    }
    guard (1...2).contains(zeroCount), end > CellText.integerDigitCountMin,
      cell[end - 1] == UInt8(ascii: ".")
    else { return nil }
    for index in 0..<end - 1 where cell[index] &- 48 > 9 { return nil }
    guard var answer = answer(to: cell.extracting(0..<end - 1)) else { return nil }
    answer.mending.insert(.cleaned)
    return answer
  }

  /// A cell with spaces and hyphens beyond ASCII, or with characters that stand for others or for nothing
  /// (`CellText.cleaned`), and no letters: it is read as the same in ASCII.
  private func plainCharacters(in cell: Span<UInt8>) -> KeyedAnswer? {
    guard cell.count <= 64 else { return nil }
    var memory: [64 of UInt8] = .init(repeating: 0)
    var plain = memory.mutableSpan
    var count = 0
    var isCleaned = false
    var hasOthers = false
    var index = 0
    while index < cell.count {
      var character = UInt32(cell[index])
      var length = 1
      if character >= 0x80, character != 0xA0 {
        guard let decoded = CellText.character(of: cell, at: index) else { return nil }
        (character, length) = decoded
      }
      index += length
      let cleaned = CellText.cleaned(character)
      isCleaned = isCleaned || cleaned != character
      hasOthers = hasOthers || character >= 0x80
      if cleaned == 0 { continue }
      guard let byte = CellText.plain(cleaned) else { return nil }
      plain[count] = byte
      count += 1
    }
    // What is no valid number as it stands may have more to it by its other characters.
    guard hasOthers, var answer = answer(to: plain.span.extracting(0..<count)),
      answer.status == Grade.valid.rawValue, answer.mending.isEmpty
    else { return nil }
    if isCleaned { answer.mending.insert(.cleaned) }
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
      var joinedDigits = PackedDigits(head: pair.first, count: Int(pair.first_count))
      joinedDigits.append(pair.second, count: Int(pair.second_count))
      let joined = ParsedNumber(
        digits: joinedDigits, isInternational: pair.is_international != 0,
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
