internal import CKernels

/// Reads the numbers of a cell's phrases.
struct SegmentReader {
  let region: UInt8
  var segments: CellSegments
  var extras = ExtraKeys()
  /// The number before, of which the next digits may replace the last ones.
  var head: ParsedNumber?

  /// So many numbers between two whose last digits a cell gives are named one by one.
  static let spanMax = 20
  /// Fewer digits are a number of their own only where all numbers are short.
  static let digitCountMin = 7
  /// The first valid number that stands in the cell as such, or mended.
  var firstValid: CellReading?
  /// Whether every phrase of more than a few digits is a valid number, or several between wide gaps.
  var isPlain = true
  /// Whether the last one or two digits of another number stand behind a slash.
  var hasLastDigits = false
  /// Whether there are digits that belong to no number beside them: a date, what numbers the numbers,
  /// the number behind a plus that is an "and".
  var hasOtherDigits = false
  /// The last digits that no rule mends.
  var lastUnmendable: TextDigits?
  /// Whether the phrase is announced as an extension.
  var isExtension = false

  /// - Parameter memory: Is used for the groups; `segments.swapMemory` gives it back.
  init(region: UInt8, memory: consuming [CellSegments.Group]) {
    self.region = region
    segments = CellSegments(memory: memory)
  }

  /// Adds all numbers of the text to `extras`.
  mutating func read(_ text: borrowing CellText) {
    segments.split(text)
    readPhrases(text, from: 0)
    readBehindStamp(text)
  }

  /// Reads the phrases from a group on.
  mutating func readPhrases(_ text: borrowing CellText, from first: Int) {
    var start = first
    var numeral: Int?
    for index in first..<segments.count {
      let group = segments[index]
      if group.gap == .phrase, index > start {
        readPhrase(text, start..<index, behind: numeral)
        numeral = nil
        start = index
      }
      // `A (1) B (2)`: the numbers are numbered.
      if group.isNumeral, index > 0 || !isWhole(text),
        index == start || digits(text, start..<index).count >= Self.digitCountMin
      {
        readPhrase(text, start..<index, behind: numeral)
        numeral = index
        start = index + 1
        hasOtherDigits = true
      }
    }
    readPhrase(text, start..<segments.count, behind: numeral)
  }

  /// Reads a phrase; with the digit in brackets before it, if there is no number without: `(2) 2179 6484`.
  mutating func readPhrase(
    _ text: borrowing CellText, _ phrase: Range<Int>, behind numeral: Int?
  ) {
    let count = extras.count
    readPhrase(text, phrase)
    if let numeral, extras.count == count, numeral + 1 == phrase.lowerBound {
      readPhrase(text, numeral..<phrase.upperBound)
    }
  }

  /// The first number of a cell that holds valid numbers and no other digits, so that there is nothing
  /// to rescue. Where it may be read with the region's own calling code, there is.
  var plainAnswer: CellReading? {
    guard isPlain, !hasLastDigits, !hasOtherDigits, let firstValid,
      firstValid.withOwnCode(of: region) == nil
    else { return nil }
    return firstValid
  }

  /// Whether a number, found by other means in a cell of so many digits, is none that a person reads
  /// there: it is put together from parts of the cell, beside the numbers that stand in it.
  func deniesNumber(of other: CellReading, digitCount: Int) -> Bool {
    extras.count > 0 && !extras.contains(other.number.key)
      && (hasLastDigits || (hasOtherDigits && other.digits.count < digitCount))
  }

  // MARK: A phrase

  mutating func readPhrase(_ text: borrowing CellText, _ phrase: Range<Int>) {
    guard !phrase.isEmpty else { return }
    if isDate(text, phrase) {
      hasOtherDigits = true
      isPlain = false
      return
    }
    let first = segments[phrase.lowerBound]
    isExtension = first.isExtension && phrase.lowerBound > 0
    let whole = reading(text, phrase)
    guard whole.digits.count >= 2 else {
      isPlain = isPlain && first.hasWord && !first.hasStar
      return
    }
    // A few digits behind a word are no number; behind a sign alone they may belong to the one before.
    let isShort = whole.digits.count < Rescue.digitCountMin && first.hasWord && !first.hasStar
    let isClear = phrase.lowerBound == 0 ? !(first.hasPlus && first.hasWord) : !first.hasPlus
    let wasPlain = isPlain && isClear
    isPlain = wasPlain && isShort
    // `ext 12 / B`: the extension is no part of a number.
    if isExtension, first.count < Self.digitCountMin,
      let next = phrase.dropFirst().first(where: { segments[$0].gap >= .wide })
    {
      isExtension = false
      readPart(text, next..<phrase.upperBound)
      return
    }
    if takeBehindLabel(text, phrase) { return }
    // `A+B`: the plus may be an "and".
    if first.hasPlus, first.isGlued, !segments[0].hasPlus {
      let other = CellReading(digits: whole.digits, isInternational: false, region: region)
      if other.number.grade >= .possible {
        take(other)
        hasOtherDigits = true
        return
      }
    }
    // `123.456 78 24h`: the last digits belong to the word.
    if phrase.upperBound == segments.count, segments[phrase.upperBound - 1].endsInLetter,
      segments[phrase.upperBound - 1].count <= CellText.wordDigitCountMax,
      phrase.count > 1
    {
      if let rest = number(text, phrase.lowerBound..<phrase.upperBound - 1) { take(rest) }
    }
    if first.hasStar, readDialled(text, phrase) { return }
    let former = head
    let isValid = takeIfNumber(whole) && whole.number.grade == .valid
    takeBehind(former, whole, first)
    // A valid number before an extension is answered without a look at the text.
    if !isValid || !(isWhole(whole) || isBeforeExtension(phrase)) {
      takeBeforeBracket(text, phrase, isValid: isValid)
      takeBeforeTime(text, phrase, isValid: isValid)
      takeBeforeZero(text, phrase, isValid: isValid)
    }
    if isValid, isBeforeExtension(phrase) {
      isPlain = wasPlain
      return
    }
    if isValid {
      isPlain = wasPlain && (isWhole(whole) || !takeTail(text, phrase, gap: .slash))
      return
    }
    if takeWithoutBracketedZeros(text, phrase) || takeBehindForeignPrefix(whole) { return }
    if !first.hasWord || first.gap < .phrase, takeLastDigits(whole.digits, countMin: 6) { return }
    if hasWideGap(phrase) {
      isPlain = wasPlain && !isExtension
      readParts(text, phrase)
    } else if whole.number.grade >= .local, takeTail(text, phrase, gap: .hyphen) {
      return
    } else if whole.digits.count >= Self.digitCountMin {
      readPiece(text, phrase, whole)
    }
  }

  /// Whether a valid number is one of ten digits of +1, of which no beginning is a number of its own, though
  /// it may be valid (`310 1234` in Canada). On the islands, seven digits are numbers as well.
  private func isWhole(_ reading: CellReading) -> Bool {
    reading.number.isNorthAmerican && reading.number.national.count == 10
      && (reading.isInternational || region == NumberingPlan.noRegion
        || nodial_region_at(region).rewrite_kind != RewriteKind.area)
  }

  /// `*67 415 …`: a service, then the number.
  mutating func readDialled(_ text: borrowing CellText, _ phrase: Range<Int>) -> Bool {
    let first = segments[phrase.lowerBound]
    let rest: CellReading
    if first.count == 2, phrase.count > 1 {
      guard let found = number(text, phrase.dropFirst()) else { return false }
      rest = found
    } else if first.count > Self.digitCountMin {
      rest = CellReading(
        digits: digits(text, phrase).dropping(2), isInternational: false, region: region)
    } else {
      return false
    }
    guard isNumber(rest) else { return false }
    take(rest, .dialled)
    return true
  }

  /// The parts between slashes, spaced hyphens and double spaces.
  mutating func readParts(_ text: borrowing CellText, _ phrase: Range<Int>) {
    var start = phrase.lowerBound
    for index in phrase.dropFirst() where segments[index].gap >= .wide {
      readPart(text, start..<index)
      start = index
    }
    readPart(text, start..<phrase.upperBound)
  }

  mutating func readPart(_ text: borrowing CellText, _ part: Range<Int>) {
    guard !isDate(text, part) else {
      isPlain = false
      return
    }
    let found = reading(text, part)
    let gap = segments[part.lowerBound].gap
    let isTail = gap == .slash || (gap == .wide && found.digits.count > 4)
    // Where numbers are written with a 0 in front, digits without one are the last of a number.
    if isTail, found.digits[0] != 0 || found.number.grade < .possible {
      _ = takeLastDigits(found.digits, countMin: 1)
    }
    if takeIfNumber(found), found.number.grade == .valid { return }
    isPlain = false
    if !takeWithoutBracketedZeros(text, part), found.digits.count >= Self.digitCountMin {
      readPiece(text, part, found)
    }
  }

  /// `01.05.2024 0171 …`, `Bob2 0171 …`, `ID 1234 0171 …`: what stands before the number is none.
  /// Returns whether nothing else is in the phrase.
  mutating func takeBehindLabel(
    _ text: borrowing CellText, _ phrase: Range<Int>
  ) -> Bool {
    let first = segments[phrase.lowerBound]
    if phrase.count > 3, startsWithDate(text, phrase.lowerBound),
      segments[phrase.lowerBound + 3].gap >= .space
    {
      let rest = phrase.dropFirst(3)
      // One number, or the digits of several.
      if number(text, rest) != nil || digitCount(rest) > NumberingPlan.nationalDigitCountMax {
        hasOtherDigits = true
        readPhrase(text, rest)
        return true
      }
    }
    guard first.hasWord || first.isLabel, !first.hasPlus, phrase.count > 1,
      segments[phrase.lowerBound + 1].gap >= .space
    else { return false }
    let isTrunk = region != NumberingPlan.noRegion && nodial_region_at(region).prefix_first & 1 != 0
    let isWhole = isTrunk && firstDigit(text, phrase.lowerBound + 1) == 0
    let isLabel = first.isLabel && first.count <= 2
    if isLabel || (isWhole && first.count > 2), let rest = number(text, phrase.dropFirst()) {
      take(rest, .beforeWord)
    }
    return false
  }

  private func isBeforeExtension(_ phrase: Range<Int>) -> Bool {
    phrase.upperBound < segments.count && segments[phrase.upperBound].isExtension
  }

  /// `030 123456 (9:00-17:00)`, `030 123456 [12]`: a whole number stands before the bracket.
  mutating func takeBeforeBracket(
    _ text: borrowing CellText, _ phrase: Range<Int>, isValid: Bool
  ) {
    for index in phrase.dropFirst() where segments[index].gap == .bracket {
      if digitCount(phrase.lowerBound..<index) >= Self.digitCountMin,
        let beginning = number(text, phrase.lowerBound..<index)
      {
        takeBeginning(beginning, isValid: isValid)
        return
      }
    }
  }

  /// `0225 862533 9-17`: hours stand behind the number.
  mutating func takeBeforeTime(
    _ text: borrowing CellText, _ phrase: Range<Int>, isValid: Bool
  ) {
    guard phrase.count > 2 else { return }
    let end = phrase.upperBound - 2
    let (from, until) = (segments[end], segments[end + 1])
    guard from.gap == .space, until.gap == .hyphen, from.count <= 2, until.count <= 2,
      value(text, end) < value(text, end + 1), value(text, end + 1) <= 24
    else { return }
    if let beginning = number(text, phrase.lowerBound..<end) {
      takeBeginning(beginning, isValid: isValid)
    }
  }

  /// `030 12345678-0`: the extension of a switchboard.
  mutating func takeBeforeZero(
    _ text: borrowing CellText, _ phrase: Range<Int>, isValid: Bool
  ) {
    let last = segments[phrase.upperBound - 1]
    guard phrase.count > 1, last.count == 1, last.gap == .hyphen || last.gap == .wide,
      firstDigit(text, phrase.upperBound - 1) == 0
    else { return }
    if let beginning = number(text, phrase.dropLast()) {
      takeBeginning(beginning, isValid: isValid)
    }
  }

  /// Takes the beginning of a phrase.
  ///
  /// - Parameter isValid: Whether the whole phrase is a valid number. Of one of +1, a beginning is none.
  private mutating func takeBeginning(_ beginning: CellReading, isValid: Bool) {
    if isValid, beginning.number.grade < .valid, beginning.number.isNorthAmerican { return }
    take(beginning, .beforeWord)
  }

  /// `030 1234567 or 7654321`: the area code stands before the first number alone.
  mutating func takeBehind(
    _ former: ParsedNumber?, _ whole: CellReading, _ first: CellSegments.Group
  ) {
    guard let former, !first.hasPlus, !first.hasWord || first.isJoined, whole.digits[0] != 0,
      (6...8).contains(whole.digits.count), whole.digits.count < former.national.count
    else { return }
    let other = former.replacingLast(whole.digits)
    if other.grade >= former.grade { extras.insert(other.key, .lastDigits) }
  }

  // MARK: Readings

  func digits(
    _ text: borrowing CellText, _ range: Range<Int>, withoutZeros: Bool = false
  ) -> PackedDigits {
    let symbols = text.storage.span
    var digits = PackedDigits()
    for index in range {
      let group = segments[index]
      if withoutZeros, group.isBracketed, group.count == 1, firstDigit(text, index) == 0 {
        continue
      }
      if group.count <= PackedDigits.wordDigitCount {
        digits.append(group.digits, count: group.count)
        continue
      }
      for place in Int(group.start)..<Int(group.end) { digits.append(symbols[place] & 15) }
    }
    return digits
  }

  func firstDigit(_ text: borrowing CellText, _ index: Int) -> UInt8 {
    text.storage.span[Int(segments[index].start)] & 15
  }

  /// How many digits some groups have.
  func digitCount(_ range: Range<Int>) -> Int {
    var count = 0
    for index in range { count += segments[index].count }
    return count
  }

  /// The number of some groups, if it is one that can be dialled.
  func number(_ text: borrowing CellText, _ range: Range<Int>) -> CellReading? {
    guard let first = range.first else { return nil }
    let count = digitCount(range)
    if count < Rescue.digitCountMin { return nil }
    if !segments[first].hasPlus {
      guard region != NumberingPlan.noRegion,
        nodial_region_at(region).mayBeDialled(count: count, first: firstDigit(text, first))
      else { return nil }
    }
    let found = reading(text, range)
    return isNumber(found) ? found : nil
  }

  func reading(_ text: borrowing CellText, _ range: Range<Int>) -> CellReading {
    guard let first = range.first else { return CellReading(rejection: .notANumber) }
    var reading = CellReading(
      digits: digits(text, range), isInternational: segments[first].hasPlus, region: region)
    let isApart = range.count > 1 && segments[first].count <= 3
    reading.digitCountApart = isApart ? segments[first].count : 0
    return reading
  }

  /// Takes the number without a `(0)`: the valid one, or one of possible length.
  mutating func takeWithoutBracketedZeros(
    _ text: borrowing CellText, _ range: Range<Int>
  ) -> Bool {
    var hasOne = false
    for index in range where segments[index].isBracketed {
      if segments[index].count == 1, firstDigit(text, index) == 0 { hasOne = true }
    }
    guard hasOne else { return false }
    let found = CellReading(
      digits: digits(text, range, withoutZeros: true),
      isInternational: segments[range.lowerBound].hasPlus, region: region)
    if found.number.grade >= .possible { take(found, .bracketedZero) }
    return found.number.grade == .valid
  }

  func valid(_ digits: PackedDigits) -> CellReading? {
    let reading = CellReading(digits: digits, isInternational: false, region: region)
    return reading.number.grade == .valid ? reading : nil
  }

  func hasWideGap(_ range: Range<Int>) -> Bool {
    for index in range.dropFirst() where segments[index].gap >= .wide { return true }
    return false
  }

  /// Whether the digits are a number that can be dialled, and enough for one of its own.
  func isNumber(_ reading: CellReading) -> Bool {
    switch reading.number.grade {
    case .valid:
      let countMin =
        isExtension
        ? Rescue.partDigitCountMin
        : head?.digitCountMinBehind(atMost: Rescue.restDigitCountMin) ?? Rescue.restDigitCountMin
      return reading.digits.count >= countMin
    case .possible: return reading.digits.count >= Self.digitCountMin
    default: return false
    }
  }

  mutating func takeIfNumber(_ reading: CellReading) -> Bool {
    guard isNumber(reading) else { return false }
    take(reading)
    reading.appendAliases(region: region, to: &extras)
    return true
  }

  mutating func take(_ reading: CellReading, _ reason: AliasReason? = nil) {
    if firstValid == nil, reading.number.grade == .valid { firstValid = reading }
    let number = reading.number
    extras.insert(number.key, reason ?? (head == nil ? .beforeWord : .secondNumber))
    number.appendPlanAliases(to: &extras)
    head = number
  }
}
