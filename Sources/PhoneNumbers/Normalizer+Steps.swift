/// The steps around the core.
extension Normalizer {
  /// The core's answer for a cell that `DigitScan` reads, completed.
  ///
  /// Such a cell can hold a `(0)` and several numbers, so its text is read again if the core has not
  /// found a number of the right length; otherwise its digits are all there is to mend.
  @inline(never)
  func complete(_ reading: CellReading, cell: Span<UInt8>) -> CellAnswer {
    var answer = CellAnswer(reading.number)
    if options.isDisjoint(with: [.rescue, .aliases]) { return answer }
    if answer.grade < .local || Normalizer.hasBracketedDigit(cell) { return completeText(cell) }
    var reading = reading
    if options.contains(.rescue), answer.grade != .valid,
      let rescued = reading.rescued(region: region)
    {
      answer.rescue(rescued)
      reading.number = rescued
    }
    if options.contains(.aliases) { reading.appendAliases(region: region, to: &answer.extras) }
    return answer
  }

  /// The general way, for every cell.
  @inline(never)
  func completeText(_ cell: Span<UInt8>) -> CellAnswer {
    var whole = CellText(cell, isCleaned: options.contains(.preClean))
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
    if rest.digitCount >= Rescue.partDigitCountMin {
      appendKey(of: rest, .secondNumber, to: &answer)
    }
    if let text = whole.withoutBracketedZeros { appendKey(of: text, .bracketedZero, to: &answer) }
    // `1-800-FLOWERS` has no valid number before its letters; `+503 900 1234 cell` has.
    if whole.isVanity, let cut = whole.wordAfterDigits {
      appendKey(of: whole.copy(from: whole.start, to: cut), .beforeWord, to: &answer)
    }
  }

  private func appendKey(
    of text: consuming CellText, _ reason: AliasReason, to answer: inout CellAnswer
  ) {
    let number = CellReading(&text, region: region).number
    guard number.grade == .valid, number.key != answer.number.key else { return }
    answer.extras.insert(number.key, reason)
  }

  private static func hasBracketedDigit(_ cell: Span<UInt8>) -> Bool {
    guard cell.count > 2 else { return false }
    for index in 0..<cell.count - 2
    where cell[index] == UInt8(ascii: "(") && cell[index + 2] == UInt8(ascii: ")") {
      return true
    }
    return false
  }
}
