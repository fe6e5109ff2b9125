internal import CKernels

/// The steps around the core.
extension Normalizer {
  /// All that is found in a cell that the scan has left open.
  @inline(never)
  func answer(
    to open: nodial_open_cell, cell: Span<UInt8>, memory: inout [UInt8]
  ) -> CellAnswer {
    if open.kind == NODIAL_CELL_TEXT { return completeText(cell, memory: &memory) }
    var reading = CellReading(
      digits: PackedDigits(head: open.digits, count: Int(open.digit_count)),
      isInternational: open.is_international != 0, region: region)
    reading.hasBracket = Normalizer.hasBracket(cell)
    let answer = CellAnswer(reading.number)
    let mayHaveMore =
      (answer.grade != .valid && options.contains(.rescue))
      || (options.contains(.aliases)
        && (reading.mayHaveAliases(region: region) || CellText.endsInBracketedDigit(cell)))
    if !mayHaveMore { return answer }
    if open.kind == NODIAL_CELL_EXTENDED { return completeText(cell, memory: &memory) }
    // Such a cell can hold a `(0)` and several numbers, so its text is read again if the core has not
    // found a number of the right length; otherwise, and without separators, its digits are all
    // there is to mend (`CellText.isPlain`).
    if open.kind == NODIAL_CELL_PLAIN,
      answer.grade < .local || CellText.hasBracketedDigit(cell)
    {
      return completeText(cell, memory: &memory)
    }
    return complete(reading, answer)
  }

  /// The core's answer for a cell, mended and with further keys, by its digits alone.
  private func complete(_ reading: CellReading, _ coreAnswer: CellAnswer) -> CellAnswer {
    var answer = coreAnswer
    var reading = reading
    if options.contains(.rescue), answer.grade != .valid,
      answer.grade >= .local || reading.digits.count >= Rescue.digitCountMin,
      let rescued = reading.rescued(region: region)
    {
      answer.rescue(rescued)
      reading.number = rescued
    }
    if options.contains(.aliases) { reading.appendAliases(region: region, to: &answer.extras) }
    return answer
  }

  /// The general way, for every cell.
  ///
  /// - Parameter memory: Is used for the text.
  @inline(never)
  func completeText(_ cell: Span<UInt8>, memory: inout [UInt8]) -> CellAnswer {
    var whole = CellText(
      cell, isCleaned: options.contains(.preClean), memory: exchange(&memory, with: []))
    let answer = complete(&whole)
    memory = whole.intoMemory()
    return answer
  }

  private func complete(_ whole: inout CellText) -> CellAnswer {
    if whole.isTooLong { return CellAnswer(ParsedNumber(rejection: .tooLong)) }
    if whole.isBlank { return CellAnswer(ParsedNumber(rejection: .empty)) }
    if options.contains(.preClean), !whole.undoNumberFormat() {
      return CellAnswer(ParsedNumber(rejection: .lossySpreadsheetNumber))
    }
    var text = whole.copy()
    var reading = CellReading(&text, region: region)
    var answer = CellAnswer(reading.number)
    if whole.isCleaned { answer.mending.insert(.cleaned) }
    if answer.grade == .valid {
      if options.contains(.aliases) { appendReadings(of: whole, end: text.end, to: &answer) }
    } else if options.contains(.rescue), answer.grade >= .local, whole.isPlain {
      if let rescued = reading.rescued(region: region) {
        answer.rescue(rescued)
        reading.number = rescued
      }
    } else if options.contains(.rescue), whole.digitCount >= Rescue.digitCountMin {
      let rescue = Rescue(of: whole, region: region)
      if let rescued = rescue.reading {
        answer.rescue(rescued.number)
        reading = rescued
        for index in 0..<rescue.others.count {
          answer.extras.insert(rescue.others[index].key, rescue.others[index].reason)
        }
      }
    }
    if options.contains(.aliases) { reading.appendAliases(region: region, to: &answer.extras) }
    return answer
  }

  /// Adds what else a cell may say although the core has found a valid number in it, before `end`.
  private func appendReadings(of whole: borrowing CellText, end: Int, to answer: inout CellAnswer) {
    // A second number, which the core took for an extension or cut off.
    let rest = whole.copy(from: end, to: whole.end)
    let countMin =
      rest.startsWithMark
      ? answer.number.digitCountMinBehind(atMost: Rescue.partDigitCountMin)
      : Rescue.partDigitCountMin
    if rest.digitCount >= countMin {
      appendKey(of: rest, .secondNumber, to: &answer)
    }
    // In other plans the core drops a zero behind the calling code by itself.
    if answer.number.traits.contains(.leadingZero), answer.number.national[0] == 0,
      let text = whole.withoutBracketedZeros
    {
      appendKey(of: text, .bracketedZero, to: &answer)
    }
    if let text = whole.withoutBracketedDigit { appendKey(of: text, .beforeWord, to: &answer) }
    // `1-800-FLOWERS` has no valid number before its letters; `+503 900 1234 cell` has, and
    // `+43 664 123456 p66` may have an extension.
    if let cut = whole.wordAfterDigits {
      let head = whole.copy(from: whole.start, to: cut)
      // `080 4924 24h`: the digits belong to the word.
      let wordStart = head.lastWordStart
      if cut - wordStart <= CellText.wordDigitCountMax, wordStart < cut,
        whole.copy(from: cut, to: whole.end).digitCount == 0
      {
        appendKey(of: head.copy(from: head.start, to: wordStart), .beforeWord, to: &answer)
      }
      appendKey(of: head, .beforeWord, to: &answer)
    }
  }

  private func appendKey(
    of text: consuming CellText, _ reason: AliasReason, to answer: inout CellAnswer
  ) {
    let reading = CellReading(&text, region: region)
    let number = reading.number
    guard number.grade == .valid, number.key != answer.number.key else { return }
    answer.extras.insert(number.key, reason)
    if reason.isAnotherNumber { reading.appendAliases(region: region, to: &answer.extras) }
  }

  private static func hasBracket(_ cell: Span<UInt8>) -> Bool {
    for index in cell.indices
    where cell[index] == UInt8(ascii: "(") || cell[index] == UInt8(ascii: "[") {
      return true
    }
    return false
  }
}
