internal import CKernels

/// Reads the numbers of a cell's phrases.
struct SegmentReader {
  let region: UInt8
  private var segments = CellSegments()
  private(set) var extras = ExtraKeys()
  /// The number before, of which the next digits may replace the last ones.
  private var head: ParsedNumber?

  /// So many numbers between two whose last digits a cell gives are named one by one.
  static let spanMax = 20
  /// Fewer digits are a number of their own only where all numbers are short.
  private static let digitCountMin = 7
  /// The first valid number that stands in the cell as such, or mended.
  private(set) var firstValid: CellReading?
  /// Whether the last one or two digits of another number stand behind a slash.
  private var hasLastDigits = false
  /// Whether there are digits that belong to no number beside them: a date, what numbers the numbers,
  /// the number behind a plus that is an "and".
  private var hasOtherDigits = false
  /// Whether the phrase is announced as an extension.
  private var isExtension = false

  init(region: UInt8) { self.region = region }

  /// Adds all numbers of the text to `extras`.
  mutating func read(_ text: borrowing CellText) {
    segments.split(text)
    var start = 0
    for index in 0..<segments.count {
      let group = segments.groups[index]
      if group.gap == .phrase, index > start {
        readPhrase(text, start..<index)
        start = index
      }
      // `A (1) B (2)`: the numbers are numbered.
      if group.isNumeral, index == start || digits(text, start..<index).count >= Self.digitCountMin
      {
        readPhrase(text, start..<index)
        start = index + 1
        hasOtherDigits = true
      }
    }
    readPhrase(text, start..<segments.count)
  }

  /// Whether a number, found by other means in a cell of so many digits, is none that a person reads
  /// there: it is put together from parts of the cell, beside the numbers that stand in it.
  func deniesNumber(of other: CellReading, digitCount: Int) -> Bool {
    extras.count > 0 && !extras.contains(other.number.key)
      && (hasLastDigits || (hasOtherDigits && other.digits.count < digitCount))
  }

  // MARK: A phrase

  private mutating func readPhrase(_ text: borrowing CellText, _ phrase: Range<Int>) {
    guard !phrase.isEmpty else { return }
    if isDate(text, phrase) {
      hasOtherDigits = true
      return
    }
    let first = segments.groups[phrase.lowerBound]
    isExtension = first.isExtension && phrase.lowerBound > 0
    let whole = reading(text, phrase)
    guard whole.digits.count >= 2 else { return }
    // `ext 12 / B`: the extension is no part of a number.
    if isExtension, first.count < Self.digitCountMin,
      let next = phrase.dropFirst().first(where: { segments.groups[$0].gap >= .wide })
    {
      isExtension = false
      readPart(text, next..<phrase.upperBound)
      return
    }
    if takeBehindLabel(text, phrase) { return }
    takeBeforeBracket(text, phrase)
    // `A+B`: the plus may be an "and".
    if first.hasPlus, first.isGlued {
      let other = CellReading(digits: whole.digits, isInternational: false, region: region)
      if other.number.grade >= .possible {
        take(other)
        hasOtherDigits = true
        return
      }
    }
    // `123.456 78 24h`: the last digits belong to the word.
    if phrase.upperBound == segments.count, segments.groups[phrase.upperBound - 1].endsInLetter,
      segments.groups[phrase.upperBound - 1].count <= CellText.wordDigitCountMax,
      phrase.count > 1
    {
      let rest = reading(text, phrase.lowerBound..<phrase.upperBound - 1)
      if isNumber(rest) { take(rest) }
    }
    if first.hasStar, readDialled(text, phrase) { return }
    let isValid = takeIfNumber(whole) && whole.number.grade == .valid
    takeBeforeTime(text, phrase)
    if isValid {
      takeTail(text, phrase, gap: .slash)
      return
    }
    if takeWithoutBracketedZeros(text, phrase) || takeBehindForeignPrefix(whole) { return }
    if !first.hasWord || first.gap < .phrase, takeLastDigits(whole.digits, countMin: 6) { return }
    if hasWideGap(phrase) {
      readParts(text, phrase)
    } else if whole.number.grade >= .local, takeTail(text, phrase, gap: .hyphen) {
      return
    } else if whole.digits.count >= Self.digitCountMin {
      readPiece(text, phrase, whole)
    }
  }

  /// `*67 415 …`: a service, then the number.
  private mutating func readDialled(_ text: borrowing CellText, _ phrase: Range<Int>) -> Bool {
    let first = segments.groups[phrase.lowerBound]
    let rest: CellReading
    if first.count == 2, phrase.count > 1 {
      rest = reading(text, phrase.dropFirst())
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
  private mutating func readParts(_ text: borrowing CellText, _ phrase: Range<Int>) {
    var start = phrase.lowerBound
    for index in phrase.dropFirst() where segments.groups[index].gap >= .wide {
      readPart(text, start..<index)
      start = index
    }
    readPart(text, start..<phrase.upperBound)
  }

  private mutating func readPart(_ text: borrowing CellText, _ part: Range<Int>) {
    guard !isDate(text, part) else { return }
    let found = reading(text, part)
    let gap = segments.groups[part.lowerBound].gap
    let isTail = gap == .slash || (gap == .wide && found.digits.count > 4)
    // Where numbers are written with a 0 in front, digits without one are the last of a number.
    if isTail, found.digits[0] != 0 || found.number.grade < .possible {
      _ = takeLastDigits(found.digits, countMin: 1)
    }
    if takeIfNumber(found), found.number.grade == .valid { return }
    if !takeWithoutBracketedZeros(text, part), found.digits.count >= Self.digitCountMin {
      readPiece(text, part, found)
    }
  }

  /// `01.05.2024 0171 …`, `Bob2 0171 …`, `ID 1234 0171 …`: what stands before the number is none.
  /// Returns whether nothing else is in the phrase.
  private mutating func takeBehindLabel(
    _ text: borrowing CellText, _ phrase: Range<Int>
  ) -> Bool {
    let first = segments.groups[phrase.lowerBound]
    if phrase.count > 3, startsWithDate(text, phrase.lowerBound),
      segments.groups[phrase.lowerBound + 3].gap >= .space
    {
      let rest = reading(text, phrase.dropFirst(3))
      if isNumber(rest) {
        readPhrase(text, phrase.dropFirst(3))
        return true
      }
    }
    guard first.hasWord || first.isLabel, !first.hasPlus, phrase.count > 1,
      segments.groups[phrase.lowerBound + 1].gap >= .space
    else { return false }
    let rest = reading(text, phrase.dropFirst())
    let isTrunk = region != NumberingPlan.noRegion && nodial_region_at(region).prefix_first & 1 != 0
    let isWhole = rest.digits.count > 0 && rest.digits[0] == 0 && isTrunk
    let isLabel = first.isLabel && first.count <= 2
    if isLabel || (isWhole && first.count > 2), isNumber(rest) {
      take(rest, .beforeWord)
    }
    return false
  }

  /// `030 123456 (9:00-17:00)`, `030 123456 [12]`: a whole number stands before the bracket.
  private mutating func takeBeforeBracket(_ text: borrowing CellText, _ phrase: Range<Int>) {
    for index in phrase.dropFirst() where segments.groups[index].gap == .bracket {
      let beginning = reading(text, phrase.lowerBound..<index)
      if beginning.digits.count >= Self.digitCountMin, isNumber(beginning) {
        take(beginning, .beforeWord)
        return
      }
    }
  }

  /// `0225 862533 9-17`: hours stand behind the number.
  private mutating func takeBeforeTime(_ text: borrowing CellText, _ phrase: Range<Int>) {
    guard phrase.count > 2 else { return }
    let end = phrase.upperBound - 2
    let (from, until) = (segments.groups[end], segments.groups[end + 1])
    guard from.gap == .space, until.gap == .hyphen, from.count <= 2, until.count <= 2,
      value(text, end) < value(text, end + 1), value(text, end + 1) <= 24
    else { return }
    let beginning = reading(text, phrase.lowerBound..<end)
    if isNumber(beginning) { take(beginning, .beforeWord) }
  }

  // MARK: A piece without wide gaps

  /// Takes apart, or mends, digits that are no valid number as a whole.
  private mutating func readPiece(
    _ text: borrowing CellText, _ piece: Range<Int>, _ whole: CellReading
  ) {
    if takeBehindForeignPrefix(whole) { return }
    if whole.number.grade < .local {
      if takePartition(text, piece) || takeHalves(whole.digits) || takeHead(text, piece) { return }
      let first = segments.groups[piece.lowerBound]
      if piece.count > 1, !first.hasPlus {
        let rest = reading(text, piece.dropFirst())
        if isNumber(rest), first.count <= 2 || rest.number.grade == .valid || first.hasWord {
          take(rest, .dialled)
        }
      }
    }
    if firstValid == nil, let mended = whole.rescued(region: region) {
      var found = whole
      found.number = mended
      firstValid = found
    }
    whole.appendReadings(region: region, to: &extras)
    if head == nil, whole.number.grade >= .possible { head = whole.number }
  }

  /// `022-24567890-92`: a valid number, and the last digits of others behind a hyphen or a slash.
  @discardableResult
  private mutating func takeTail(
    _ text: borrowing CellText, _ piece: Range<Int>, gap: CellSegments.Gap
  ) -> Bool {
    let last = segments.groups[piece.upperBound - 1]
    guard piece.count > 1, last.gap == gap, last.count <= (gap == .slash ? 3 : 2) else {
      return false
    }
    let beginning = reading(text, piece.lowerBound..<piece.upperBound - 1)
    guard isNumber(beginning), beginning.number.grade == .valid || gap == .hyphen else {
      return false
    }
    take(beginning, .beforeWord)
    takeSpan(digits(text, piece.upperBound - 1..<piece.upperBound), isSpan: gap == .hyphen)
    return true
  }

  private mutating func takeBehindForeignPrefix(_ whole: CellReading) -> Bool {
    guard let other = whole.behindForeignPrefix else { return false }
    var found = whole
    found.number = other
    take(found, .internationalPrefix)
    return true
  }

  /// The longest beginning that is a number: `650-253-0000-136` has an extension behind. Returns
  /// whether it is valid.
  private mutating func takeHead(_ text: borrowing CellText, _ piece: Range<Int>) -> Bool {
    var possible: (reading: CellReading, end: Int)?
    for end in (piece.lowerBound + 1..<max(piece.lowerBound + 1, piece.upperBound)).reversed() {
      let beginning = reading(text, piece.lowerBound..<end)
      guard isNumber(beginning) else { continue }
      if beginning.number.grade == .valid {
        possible = (beginning, end)
        break
      }
      if possible == nil { possible = (beginning, end) }
    }
    guard let possible else { return false }
    take(possible.reading, .beforeWord)
    let tail = segments.groups[possible.end]
    if possible.end == piece.upperBound - 1, tail.gap == .hyphen || tail.gap == .slash {
      takeSpan(digits(text, possible.end..<piece.upperBound), isSpan: tail.gap == .hyphen)
      if tail.count <= 2 { return true }
    }
    return possible.reading.number.grade == .valid
  }

  /// `513140867513140868`: two numbers of the same length, joined.
  private mutating func takeHalves(_ all: PackedDigits) -> Bool {
    guard all.count % 2 == 0, all.count >= 2 * Self.digitCountMin,
      all.count <= 2 * PackedDigits.wordDigitCount - 2
    else { return false }
    let half = all.count / 2
    guard let first = valid(all.keeping(half)), let second = valid(all.dropping(half)) else {
      return false
    }
    take(first)
    take(second)
    return true
  }

  /// Cuts at spaces and hyphens so that every piece is a number; valid ones first, then the most
  /// even ones.
  private mutating func takePartition(_ text: borrowing CellText, _ piece: Range<Int>) -> Bool {
    let groupCount = piece.count
    guard groupCount > 1, groupCount < Self.partitionGroupCountMax else { return false }
    var costs: [18 of UInt32] = .init(repeating: .max)
    var origins: [18 of UInt8] = .init(repeating: 0)
    costs[0] = 0
    for end in 1...groupCount {
      for start in (0..<end).reversed() where costs[start] != .max {
        let range = piece.lowerBound + start..<piece.lowerBound + end
        let part = reading(text, range)
        if part.digits.count > NumberingPlan.nationalDigitCountMax { break }
        guard isNumber(part), !isDate(text, range) else { continue }
        let count = UInt32(part.digits.count)
        let cost = costs[start] + count * count + (part.number.grade == .valid ? 0 : 1000)
        if cost < costs[end] { (costs[end], origins[end]) = (cost, UInt8(start)) }
      }
    }
    guard costs[groupCount] != .max, origins[groupCount] != 0 else { return false }
    var end = groupCount
    while end > 0 {
      let start = Int(origins[end])
      let part = reading(text, piece.lowerBound + start..<piece.lowerBound + end)
      take(part)
      part.appendAliases(region: region, to: &extras)
      end = start
    }
    return true
  }

  private static let partitionGroupCountMax = 18

  // MARK: Last digits

  /// Puts these digits in the place of the last ones of the number before.
  private mutating func takeLastDigits(_ tail: PackedDigits, countMin: Int) -> Bool {
    guard let head, tail.count >= countMin, tail.count < head.national.count else {
      return false
    }
    let other = head.replacingLast(tail)
    guard other.grade >= head.grade else { return false }
    extras.insert(other.key, .lastDigits)
    if tail.count <= 2 { hasLastDigits = true }
    return true
  }

  /// The number with these last digits and, behind a hyphen, all between.
  private mutating func takeSpan(_ tail: PackedDigits, isSpan: Bool) {
    guard let head, (1...2).contains(tail.count) || !isSpan else { return }
    guard isSpan else {
      _ = takeLastDigits(tail, countMin: 1)
      return
    }
    let other = head.replacingLast(tail)
    guard other.grade >= head.grade, other.key > head.key else { return }
    extras.insert(other.key, .lastDigits)
    guard other.key - head.key <= UInt64(Self.spanMax) else { return }
    for key in head.key..<other.key { extras.insert(key, .lastDigits) }
  }

  // MARK: Readings

  private func digits(
    _ text: borrowing CellText, _ range: Range<Int>, withoutZeros: Bool = false
  ) -> PackedDigits {
    let symbols = text.storage.span
    var digits = PackedDigits()
    for index in range {
      let group = segments.groups[index]
      if withoutZeros, group.isBracketed, group.count == 1, firstDigit(text, index) == 0 {
        continue
      }
      for place in Int(group.start)..<Int(group.end) {
        if let digit = Symbol.digit(symbols[place]) { digits.append(digit) }
      }
    }
    return digits
  }

  private func firstDigit(_ text: borrowing CellText, _ index: Int) -> UInt8 {
    Symbol.digit(text.storage.span[Int(segments.groups[index].start)]) ?? 0
  }

  private func reading(_ text: borrowing CellText, _ range: Range<Int>) -> CellReading {
    guard let first = range.first else { return CellReading(rejection: .notANumber) }
    var reading = CellReading(
      digits: digits(text, range), isInternational: segments.groups[first].hasPlus, region: region)
    let isApart = range.count > 1 && segments.groups[first].count <= 3
    reading.digitCountApart = isApart ? segments.groups[first].count : 0
    return reading
  }

  /// Takes the number without a `(0)`: the valid one, or one of possible length.
  private mutating func takeWithoutBracketedZeros(
    _ text: borrowing CellText, _ range: Range<Int>
  ) -> Bool {
    var hasOne = false
    for index in range where segments.groups[index].isBracketed {
      if segments.groups[index].count == 1, firstDigit(text, index) == 0 { hasOne = true }
    }
    guard hasOne else { return false }
    let found = CellReading(
      digits: digits(text, range, withoutZeros: true),
      isInternational: segments.groups[range.lowerBound].hasPlus, region: region)
    if found.number.grade >= .possible { take(found, .bracketedZero) }
    return found.number.grade == .valid
  }

  private func valid(_ digits: PackedDigits) -> CellReading? {
    let reading = CellReading(digits: digits, isInternational: false, region: region)
    return reading.number.grade == .valid ? reading : nil
  }

  private func hasWideGap(_ range: Range<Int>) -> Bool {
    for index in range.dropFirst() where segments.groups[index].gap >= .wide { return true }
    return false
  }

  /// Whether the digits are a number that can be dialled, and enough for one of its own.
  private func isNumber(_ reading: CellReading) -> Bool {
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

  private mutating func takeIfNumber(_ reading: CellReading) -> Bool {
    guard isNumber(reading) else { return false }
    take(reading)
    reading.appendAliases(region: region, to: &extras)
    return true
  }

  private mutating func take(_ reading: CellReading, _ reason: AliasReason? = nil) {
    if firstValid == nil, reading.number.grade == .valid { firstValid = reading }
    let number = reading.number
    extras.insert(number.key, reason ?? (head == nil ? .beforeWord : .secondNumber))
    number.appendPlanAliases(to: &extras)
    head = number
  }

  // MARK: Dates

  /// Whether the groups are a date, with nothing but a time behind it.
  private func isDate(_ text: borrowing CellText, _ range: Range<Int>) -> Bool {
    guard range.count >= 3, startsWithDate(text, range.lowerBound) else { return false }
    return range.count == 3
      || (segments.groups[range.lowerBound + 3].gap >= .space && digits(text, range).count <= 12)
  }

  /// `2024-05-01`, `1/5/2024`: three groups, with one sign between them.
  private func startsWithDate(_ text: borrowing CellText, _ first: Int) -> Bool {
    let (a, b, c) = (
      segments.groups[first], segments.groups[first + 1], segments.groups[first + 2]
    )
    guard b.gap == c.gap, b.gap == .hyphen || b.gap == .point || b.gap == .slash,
      b.count <= 2, min(a.count, c.count) <= 2, max(a.count, c.count) == 4
    else { return false }
    let values = (value(text, first), value(text, first + 1), value(text, first + 2))
    let (year, day) = a.count == 4 ? (values.0, values.2) : (values.2, values.0)
    let isMonthFirst = values.1 <= 12 && day <= 31
    let isDayFirst = values.1 <= 31 && day <= 12
    return (1900..<2100).contains(year) && values.1 > 0 && day > 0 && (isMonthFirst || isDayFirst)
  }

  private func value(_ text: borrowing CellText, _ index: Int) -> UInt64 {
    digits(text, index..<index + 1).wordValue
  }
}

extension ParsedNumber {
  /// The number with other last digits.
  fileprivate func replacingLast(_ tail: PackedDigits) -> ParsedNumber {
    var digits = national.keeping(national.count - tail.count)
    for index in 0..<tail.count { digits.append(tail[index]) }
    return with(national: digits)
  }
}
