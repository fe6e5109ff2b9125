internal import CKernels

/// The steps around the core.
extension Normalizer {
  /// All that is found in a cell that the scan has left open and that is none of the usual ones.
  @inline(never)
  func answer(
    to open: nodial_open_cell, cell: Span<UInt8>, memory: inout CellMemory
  ) -> CellAnswer {
    if open.kind == NODIAL_CELL_TEXT || open.kind == NODIAL_CELL_WORDED
      || (open.kind == NODIAL_CELL_EXTENDED && options.contains(.aliases))
    {
      return completeText(cell, memory: &memory)
    }
    var reading = CellReading(
      digits: PackedDigits(head: open.digits, count: Int(open.digit_count)),
      isInternational: open.is_international != 0, region: region)
    reading.hasBracket = Normalizer.hasBracket(cell)
    reading.digitCountApart = CellText.digitCountApart(cell)
    let answer = CellAnswer(reading.number)
    let standsApart =
      CellText.endsApart(cell)
      || (CellText.isNumbered(cell) && !reading.digits.areWhole(in: region))
    let mayHaveMore =
      (answer.grade != .valid && options.contains(.rescue))
      || (options.contains(.aliases)
        && (reading.mayHaveAliases(region: region) || reading.mayHaveCodeApart(region: region)
          || CellText.endsInBracketedDigit(cell) || standsApart))
    if !mayHaveMore { return answer }
    if open.kind == NODIAL_CELL_EXTENDED { return completeText(cell, memory: &memory) }
    // Such a cell can hold a `(0)` and several numbers, so its text is read again if the core has not
    // found a number of the right length; otherwise its digits are all there is to mend
    // (`CellText.isPlain`).
    if answer.grade < .local, open.kind == NODIAL_CELL_COMPACT,
      reading.digits.count < Normalizer.halvesDigitCountMin
    {
      return completeCompact(reading, answer)
    }
    if answer.grade < .local
      || (open.kind == NODIAL_CELL_PLAIN
        && (CellText.hasBracketedDigit(cell) || standsApart
          || (answer.grade < .valid && CellText.mayHaveLastDigits(cell))))
    {
      return completeText(cell, memory: &memory)
    }
    return complete(reading, answer)
  }

  /// The core's answer for a cell, mended and with further keys, by its digits alone.
  private func complete(_ reading: CellReading, _ coreAnswer: CellAnswer) -> CellAnswer {
    var answer = coreAnswer
    completePlain(reading, &answer)
    return answer
  }

  /// Mends what is nothing but the digits of a number, and adds its further keys.
  private func completePlain(_ reading: CellReading, _ answer: inout CellAnswer) {
    var mended = reading
    if options.contains(.rescue), answer.grade != .valid,
      let rescued = reading.rescued(region: region)
    {
      answer.rescue(rescued)
      mended.number = rescued
    }
    guard options.contains(.aliases) else { return }
    mended.appendAliases(region: region, to: &answer.extras)
    if reading.number.grade == .valid {
      reading.appendCodeApart(region: region, to: &answer.extras)
    } else {
      reading.appendReadings(region: region, to: &answer.extras)
    }
  }

  /// So many digits may be two numbers without anything between them (`SegmentReader`).
  private static let halvesDigitCountMin = 14

  /// What the general way comes down to for a cell of nothing but digits, and a plus or none, that are
  /// no number of a possible length: no part of it is a number.
  private func completeCompact(_ core: CellReading, _ coreAnswer: CellAnswer) -> CellAnswer {
    var answer = coreAnswer
    var reading = core
    if options.contains(.rescue), core.digits.count >= Rescue.digitCountMin {
      let rescue = Rescue(of: core, region: region)
      if let rescued = rescue.reading {
        answer.rescue(rescued.number)
        reading = rescued
        answer.extras.insert(rescue.others)
      }
    }
    guard options.contains(.aliases) else { return answer }
    reading.appendAliases(region: region, to: &answer.extras)
    guard core.digits.count >= Rescue.partDigitCountMin else { return answer }
    if let other = core.behindForeignPrefix {
      answer.extras.insert(other.key, .internationalPrefix)
      other.appendPlanAliases(to: &answer.extras)
    } else {
      core.appendReadings(region: region, to: &answer.extras)
    }
    return answer
  }

  /// The general way, for every cell.
  ///
  /// - Parameter memory: Is used for the text and its groups.
  @inline(never)
  func completeText(_ cell: Span<UInt8>, memory: inout CellMemory) -> CellAnswer {
    var whole = CellText(
      cell, isCleaned: options.contains(.preClean), memory: exchange(&memory.text, with: []))
    var answer = complete(&whole, &memory.groups)
    answer.refuseIfCut()
    memory.text = whole.intoMemory()
    return answer
  }

  private func complete(
    _ whole: inout CellText, _ groups: inout [CellSegments.Group]
  ) -> CellAnswer {
    if whole.isTooLong { return CellAnswer(ParsedNumber(rejection: .tooLong)) }
    if whole.isBlank { return CellAnswer(ParsedNumber(rejection: .empty)) }
    if options.contains(.preClean) {
      switch whole.undoNumberFormat() {
      case .readable: break
      case .lossy: return CellAnswer(ParsedNumber(rejection: .lossySpreadsheetNumber))
      case .decimals(let decimals):
        if let refusal = refusal(of: whole, with: decimals) {
          if !decimals.areZero { return refusal }
          whole.drop(decimals)
        }
      }
    }
    let read = TextDigits.read(whole, whole.all)
    let numberEnd = read?.end ?? whole.end
    var reading = CellReading(read?.found, region: region)
    reading.digitCountApart = CellText.digitCountApart(
      whole.storage.span.extracting(whole.start..<whole.end))
    var answer = CellAnswer(reading.number)
    if whole.isCleaned { answer.mending.insert(.cleaned) }
    if answer.grade >= .local, whole.isPlain {
      let symbols = whole.storage.span.extracting(whole.start..<whole.end)
      let mayHaveMore =
        CellText.endsApart(symbols)
        || (whole.isNumbered && !reading.digits.areWhole(in: region))
        || (answer.grade < .valid && CellText.mayHaveLastDigits(symbols))
      if answer.grade == .valid, options.contains(.aliases) {
        appendReadings(of: whole, end: numberEnd, to: &answer)
      }
      completePlain(reading, &answer)
      if mayHaveMore, options.contains(.aliases) {
        var reader = SegmentReader(region: region, memory: exchange(&groups, with: []))
        reader.read(whole)
        append(reader, of: whole, to: &answer)
        reader.segments.swapMemory(&groups)
      }
      return answer
    }
    var reader = SegmentReader(region: region, memory: exchange(&groups, with: []))
    defer { reader.segments.swapMemory(&groups) }
    if options.contains(.aliases),
      answer.grade != .valid || whole.hasSignBesideDigits || whole.isNumbered
    {
      reader.read(whole)
    }
    if answer.grade == .valid {
      if options.contains(.aliases) { appendReadings(of: whole, end: numberEnd, to: &answer) }
    } else if options.contains(.rescue), whole.digitCount(whole.all) >= Rescue.digitCountMin,
      let rescued = rescue(whole, beside: reader, &answer)
    {
      reading = rescued
    }
    guard options.contains(.aliases) else { return answer }
    reading.appendAliases(region: region, to: &answer.extras)
    reading.appendCodeApart(region: region, to: &answer.extras)
    append(reader, of: whole, to: &answer)
    return answer
  }

  /// Makes a valid number the answer: the one that the rescue finds, if it stands in the cell as a person
  /// reads it. What it has only put together is a further key.
  private func rescue(
    _ whole: borrowing CellText, beside reader: borrowing SegmentReader,
    _ answer: inout CellAnswer
  ) -> CellReading? {
    if let plain = reader.plainAnswer {
      answer.rescue(plain.number)
      return plain
    }
    let rescue = Rescue(of: whole, region: region, unmendable: reader.lastUnmendable)
    var found = rescue.reading
    if let rescued = found,
      reader.deniesNumber(of: rescued, digitCount: whole.digitCount(whole.all))
    {
      answer.extras.insert(rescued.number.key, .mended)
      found = reader.firstValid
    }
    if let found { answer.rescue(found.number) }
    answer.extras.insert(rescue.others)
    return found
  }

  /// The refusal of a number with decimals: it is not known what a spreadsheet has calculated there.
  /// Nil if it is a number that is written with a point.
  private func refusal(
    of whole: borrowing CellText, with decimals: CellText.Decimals
  ) -> CellAnswer? {
    let reading = CellReading(
      whole, whole.start..<decimals.number.upperBound, region: region)
    let core = CellReading(whole, whole.all, region: region)
    guard reading.number.grade >= .possible, core.number.grade != .valid || decimals.count <= 2
    else {
      return nil
    }
    var answer = CellAnswer(ParsedNumber(rejection: .lossySpreadsheetNumber))
    if options.contains(.aliases) {
      answer.extras.insert(reading.number.key, .mended)
      reading.appendAliases(region: region, to: &answer.extras)
      answer.extras.insert(core.number.key, .unrescued)
    }
    return answer
  }

  /// Adds the numbers that a person would read in a cell, whatever the core has made of it.
  private func append(
    _ reader: borrowing SegmentReader, of whole: borrowing CellText, to answer: inout CellAnswer
  ) {
    answer.extras.insert(reader.extras)
    if reader.segments.isCut { answer.extras.markCut() }
    if answer.grade < .local, let number = whole.vanityNumber(region: region) {
      answer.extras.insert(number.key, .mended)
    }
    if answer.grade < .valid, let text = whole.withoutThousandsMarks(whole.all) {
      let reading = CellReading(text, text.all, region: region)
      guard reading.number.grade >= .possible else { return }
      answer.extras.insert(reading.number.key, .mended)
      reading.appendAliases(region: region, to: &answer.extras)
      reading.appendReadings(region: region, to: &answer.extras)
    }
  }

  /// Adds what else a cell may say although the core has found a valid number in it, before `end`.
  private func appendReadings(of whole: borrowing CellText, end: Int, to answer: inout CellAnswer) {
    // A second number, which the core took for an extension or cut off.
    let rest = end..<max(end, whole.end)
    let countMin =
      whole.startsWithMark(rest)
      ? answer.number.digitCountMinBehind(atMost: Rescue.partDigitCountMin)
      : Rescue.partDigitCountMin
    if whole.digitCount(rest) >= countMin {
      appendKey(of: whole, rest, .secondNumber, to: &answer)
    }
    // In other plans the core drops a zero behind the calling code by itself.
    if answer.number.traits.contains(.leadingZero), answer.number.national[0] == 0,
      let text = whole.withoutBracketedZeros(whole.all)
    {
      appendKey(of: text, text.all, .bracketedZero, to: &answer)
    }
    if let part = whole.withoutBracketedDigit(whole.all) {
      appendKey(of: whole, part, .beforeWord, to: &answer)
    }
    // `1-800-FLOWERS` has no valid number before its letters; `+503 900 1234 cell` has, and
    // `+43 664 123456 p66` may have an extension.
    if let cut = whole.wordAfterDigits(whole.all) {
      let head = whole.start..<cut
      // `080 4924 24h`: the digits belong to the word.
      let wordStart = whole.lastWordStart(head)
      if cut - wordStart <= CellText.wordDigitCountMax, wordStart < cut,
        whole.digitCount(cut..<whole.end) == 0
      {
        appendKey(of: whole, whole.start..<wordStart, .beforeWord, to: &answer)
      }
      appendKey(of: whole, head, .beforeWord, to: &answer)
    }
  }

  private func appendKey(
    of text: borrowing CellText, _ part: Range<Int>, _ reason: AliasReason,
    to answer: inout CellAnswer
  ) {
    let reading = CellReading(text, part, region: region)
    let number = reading.number
    // A `(0)` too many leaves a number of the right length, whether the tables know it or not.
    let gradeMin: Grade = reason == .bracketedZero ? .possible : .valid
    guard number.grade >= gradeMin, number.key != answer.number.key else { return }
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
