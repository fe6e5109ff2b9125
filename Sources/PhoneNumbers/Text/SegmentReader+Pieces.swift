/// Digits that are no number as a whole: taken apart, cut or mended.
extension SegmentReader {
  /// Takes apart, or mends, digits that are no valid number as a whole.
  mutating func readPiece(
    _ text: borrowing CellText, _ piece: Range<Int>, _ whole: CellReading
  ) {
    if takeBehindForeignPrefix(whole) { return }
    if whole.number.grade < .local {
      if takePartition(text, piece) || takeHalves(whole.digits) || takeHead(text, piece) { return }
      let first = segments[piece.lowerBound]
      if piece.count > 1, !first.hasPlus, let rest = number(text, piece.dropFirst()),
        first.count <= 2 || rest.number.grade == .valid || first.hasWord
      {
        take(rest, .dialled)
      }
    }
    let mended = whole.rescued(region: region)
    if let mended, firstValid == nil {
      var found = whole
      found.number = mended
      firstValid = found
    }
    if mended == nil { lastUnmendable = TextDigits(of: whole) }
    whole.appendReadings(region: region, mended: mended, to: &extras)
    if head == nil, whole.number.grade >= .possible { head = whole.number }
  }

  /// `022-24567890-92`: a valid number, and the last digits of others behind a hyphen or a slash.
  @discardableResult
  mutating func takeTail(
    _ text: borrowing CellText, _ piece: Range<Int>, gap: CellSegments.Gap
  ) -> Bool {
    let last = segments[piece.upperBound - 1]
    guard piece.count > 1, last.gap == gap, last.count <= (gap == .slash ? 3 : 2) else {
      return false
    }
    guard let beginning = number(text, piece.lowerBound..<piece.upperBound - 1),
      beginning.number.grade == .valid || gap == .hyphen
    else { return false }
    take(beginning, .beforeWord)
    takeSpan(digits(text, piece.upperBound - 1..<piece.upperBound), isSpan: gap == .hyphen)
    return true
  }

  mutating func takeBehindForeignPrefix(_ whole: CellReading) -> Bool {
    guard let other = whole.behindForeignPrefix else { return false }
    var found = whole
    found.number = other
    take(found, .internationalPrefix)
    return true
  }

  /// The longest beginning that is a number: `650-253-0000-136` has an extension behind. Returns
  /// whether it is valid.
  mutating func takeHead(_ text: borrowing CellText, _ piece: Range<Int>) -> Bool {
    var possible: (reading: CellReading, end: Int)?
    for end in (piece.lowerBound + 1..<max(piece.lowerBound + 1, piece.upperBound)).reversed() {
      guard let beginning = number(text, piece.lowerBound..<end) else { continue }
      if beginning.number.grade == .valid {
        possible = (beginning, end)
        break
      }
      if possible == nil { possible = (beginning, end) }
    }
    guard let possible else { return false }
    take(possible.reading, .beforeWord)
    let tail = segments[possible.end]
    if possible.end == piece.upperBound - 1, tail.gap == .hyphen || tail.gap == .slash {
      takeSpan(digits(text, possible.end..<piece.upperBound), isSpan: tail.gap == .hyphen)
      if tail.count <= 2 { return true }
    }
    return possible.reading.number.grade == .valid
  }

  /// `513140867513140868`: two numbers of the same length, joined.
  mutating func takeHalves(_ all: PackedDigits) -> Bool {
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
  mutating func takePartition(_ text: borrowing CellText, _ piece: Range<Int>) -> Bool {
    let groupCount = piece.count
    guard groupCount > 1 else { return false }
    // One more than there are groups.
    var costs: [51 of UInt32] = .init(repeating: .max)
    var origins: [51 of UInt8] = .init(repeating: 0)
    costs[0] = 0
    for end in 1...groupCount {
      for start in (0..<end).reversed() where costs[start] != .max {
        let range = piece.lowerBound + start..<piece.lowerBound + end
        if digitCount(range) > NumberingPlan.nationalDigitCountMax { break }
        guard let part = number(text, range), !isDate(text, range) else { continue }
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

  // MARK: Last digits

  /// Puts these digits in the place of the last ones of the number before.
  mutating func takeLastDigits(_ tail: PackedDigits, countMin: Int) -> Bool {
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
  mutating func takeSpan(_ tail: PackedDigits, isSpan: Bool) {
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
}

extension ParsedNumber {
  /// The number with other last digits.
  func replacingLast(_ tail: PackedDigits) -> ParsedNumber {
    var digits = national.keeping(national.count - tail.count)
    for index in 0..<tail.count { digits.append(tail[index]) }
    return with(national: digits)
  }
}
