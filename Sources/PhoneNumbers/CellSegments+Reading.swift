internal import CKernels

/// Reads the numbers of a cell's phrases.
struct SegmentReader {
  let region: UInt8
  private let segments: CellSegments
  private(set) var extras = ExtraKeys()
  /// The number before, of which the next digits may replace the last ones.
  private var head: ParsedNumber?

  /// So many numbers between two whose last digits a cell gives are named one by one.
  static let spanMax = 20
  /// Fewer digits are a number of their own only where all numbers are short.
  private static let digitCountMin = 7
  /// Whether the phrase is announced as an extension.
  private var isExtension = false

  init(_ segments: CellSegments, region: UInt8) {
    self.segments = segments
    self.region = region
  }

  /// Adds all numbers of the text, of which these are the groups, to `extras`.
  mutating func read(_ text: borrowing CellText) {
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
      }
    }
    readPhrase(text, start..<segments.count)
  }

  // MARK: A phrase

  private mutating func readPhrase(_ text: borrowing CellText, _ phrase: Range<Int>) {
    guard !phrase.isEmpty, !isDate(text, phrase) else { return }
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
    // `A+B`: the plus may be an "and".
    if first.hasPlus, first.isGlued {
      let other = ParsedNumber(digits: whole.digits, isInternational: false, region: region)
      if other.grade >= .possible { take(other) }
    }
    // `123.456 78 24h`: the last digits belong to the word.
    if phrase.upperBound == segments.count, segments.groups[phrase.upperBound - 1].endsInLetter,
      segments.groups[phrase.upperBound - 1].count <= CellText.wordDigitCountMax,
      phrase.count > 1
    {
      let rest = reading(text, phrase.lowerBound..<phrase.upperBound - 1)
      if isNumber(rest) { take(rest.number) }
    }
    if first.hasStar, readDialled(text, phrase) { return }
    if takeIfNumber(whole), whole.number.grade == .valid {
      takeTail(text, phrase, gap: .slash)
      return
    }
    if takeWithoutBracketedZeros(text, phrase) { return }
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
    take(rest.number, .dialled)
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

  // MARK: A piece without wide gaps

  /// Takes apart, or mends, digits that are no valid number as a whole.
  private mutating func readPiece(
    _ text: borrowing CellText, _ piece: Range<Int>, _ whole: CellReading
  ) {
    if let other = whole.behindForeignPrefix {
      take(other, .internationalPrefix)
      return
    }
    if whole.number.grade < .local {
      if takePartition(text, piece) || takeHalves(whole.digits) || takeHead(text, piece) { return }
      let first = segments.groups[piece.lowerBound]
      if piece.count > 1, first.count <= 2, !first.hasPlus {
        let rest = reading(text, piece.dropFirst())
        if isNumber(rest) { take(rest.number, .dialled) }
      }
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
    guard piece.count > 1, last.gap == gap, last.count <= 2 else { return false }
    let beginning = reading(text, piece.lowerBound..<piece.upperBound - 1)
    guard beginning.number.grade == .valid else { return false }
    take(beginning.number, .beforeWord)
    takeSpan(digits(text, piece.upperBound - 1..<piece.upperBound), isSpan: gap == .hyphen)
    return true
  }

  /// The longest beginning that is a number: `650-253-0000-136` has an extension behind. Returns
  /// whether it is valid.
  private mutating func takeHead(_ text: borrowing CellText, _ piece: Range<Int>) -> Bool {
    var possible: (number: ParsedNumber, end: Int)?
    for end in (piece.lowerBound + 1..<max(piece.lowerBound + 1, piece.upperBound)).reversed() {
      let beginning = reading(text, piece.lowerBound..<end)
      guard isNumber(beginning) else { continue }
      if beginning.number.grade == .valid {
        possible = (beginning.number, end)
        break
      }
      if possible == nil { possible = (beginning.number, end) }
    }
    guard let possible else { return false }
    take(possible.number, .beforeWord)
    let tail = segments.groups[possible.end]
    if possible.end == piece.upperBound - 1, tail.gap == .hyphen || tail.gap == .slash {
      takeSpan(digits(text, possible.end..<piece.upperBound), isSpan: tail.gap == .hyphen)
    }
    return possible.number.grade == .valid
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
      take(reading(text, piece.lowerBound + start..<piece.lowerBound + end).number)
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
    let number = ParsedNumber(
      digits: digits(text, range, withoutZeros: true),
      isInternational: segments.groups[range.lowerBound].hasPlus, region: region)
    if number.grade >= .possible { take(number, .bracketedZero) }
    return number.grade == .valid
  }

  private func valid(_ digits: PackedDigits) -> ParsedNumber? {
    ParsedNumber(digits: digits, isInternational: false, region: region).ifValid
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
    take(reading.number)
    reading.appendAliases(region: region, to: &extras)
    return true
  }

  private mutating func take(_ number: ParsedNumber, _ reason: AliasReason? = nil) {
    extras.insert(number.key, reason ?? (head == nil ? .beforeWord : .secondNumber))
    number.appendPlanAliases(to: &extras)
    head = number
  }

  // MARK: Dates

  /// `2024-05-01`, `1/5/2024`: three groups, with one sign between them.
  private func isDate(_ text: borrowing CellText, _ range: Range<Int>) -> Bool {
    guard range.count >= 3 else { return false }
    let first = range.lowerBound
    let (a, b, c) = (
      segments.groups[first], segments.groups[first + 1], segments.groups[first + 2]
    )
    guard b.gap == c.gap, b.gap == .hyphen || b.gap == .point || b.gap == .slash,
      b.count <= 2, min(a.count, c.count) <= 2, max(a.count, c.count) == 4
    else { return false }
    // Nothing but a time behind it.
    guard range.count == 3 || segments.groups[first + 3].gap >= .space,
      digits(text, range).count <= 12
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
