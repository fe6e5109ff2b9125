/// Finding valid numbers in a cell in which the core finds none.
///
/// The steps go from the harmless to the bold, and each counts only if its result is valid: a `(0)`
/// too many; thousands marks; separators that the core refuses; labels and words around the
/// number; two numbers in one cell; and at last the digits alone (`CellReading.rescued`).
struct Rescue {
  let region: UInt8
  /// The first valid number found.
  private(set) var reading: CellReading?
  /// Further numbers of the cell.
  private(set) var others = ExtraKeys()
  /// Whether digits alone may be mended too.
  private var mendsDigits = false

  /// Fewer digits make no number worth looking for.
  static let digitCountMin = 4
  /// A part of a cell with so many digits counts as a number of its own.
  static let partDigitCountMin = 7
  /// Behind a word or a sign fewer are enough, since nothing joins them to the first number.
  static let restDigitCountMin = 6

  init(of whole: borrowing CellText, region: UInt8) {
    self.region = region
    let labelEnd = whole.labelEnd
    let text = whole.copy(from: labelEnd ?? whole.start, to: whole.end)
    // Without a label the core has read this text already.
    if labelEnd != nil, take(text.copy()) { return }
    if takeMended(text) || takeParts(text) { return }
    mendsDigits = true
    if take(text.copy()) || takeMended(text) { return }
    _ = takeAtGap(text)
  }

  private mutating func takeMended(_ text: borrowing CellText) -> Bool {
    take(text.withoutBracketedZeros) || take(text.withoutThousandsMarks)
      || take(text.withHyphensForTildes) || take(text.withPlainSeparators)
      || take(text.withoutBracketedDigit) || takeWithoutWords(text)
  }

  /// Whether the text, if there is one, holds a valid number, which is then the answer.
  private mutating func take(_ text: consuming CellText?) -> Bool {
    guard var text = text.take() else { return false }
    guard let found = parse(&text, mendsDigits: mendsDigits) else { return false }
    reading = found
    return true
  }

  /// Reads a text, and narrows it.
  private func parse(_ text: inout CellText, mendsDigits: Bool) -> CellReading? {
    var reading = CellReading(&text, region: region)
    if reading.number.grade == .valid { return reading }
    guard mendsDigits, reading.digits.count > 0,
      let rescued = reading.rescued(region: region)
    else { return nil }
    reading.number = rescued
    return reading
  }

  /// Cuts at the first letter or sign behind the digits, or at the start of its word (`24h`).
  private mutating func takeWithoutWords(_ text: borrowing CellText) -> Bool {
    guard let cut = text.wordAfterDigits else { return false }
    let head = text.copy(from: text.start, to: cut)
    if take(head.copy()) || take(head.withoutBracketedZeros) || take(head.withPlainSeparators) {
      let rest = text.copy(from: cut, to: text.end)
      if rest.digitCount >= Rescue.restDigitCountMin, let other = parsePart(rest) { add(other) }
      return true
    }
    let wordStart = head.lastWordStart
    return wordStart > text.start && take(text.copy(from: text.start, to: wordStart))
  }

  /// Splits the text at one kind of separator after another, until all parts that are long enough
  /// are numbers; else at the first kind that gives any number.
  private mutating func takeParts(_ text: borrowing CellText) -> Bool {
    var fallback: CellReading?
    for kind in CellSeparator.allCases where text.separator(kind, from: text.start) != nil {
      var found: [4 of CellReading?] = .init(repeating: nil)
      var validCount = 0
      var longCount = 0
      var start = text.start
      while start < text.end {
        let separator = text.separator(kind, from: start)
        let part = text.copy(from: start, to: separator?.lowerBound ?? text.end)
        start = separator?.upperBound ?? text.end
        let digitCount = part.digitCount
        if digitCount >= Rescue.partDigitCountMin { longCount += 1 }
        if digitCount >= Rescue.digitCountMin, validCount < found.count,
          let valid = parsePart(part)
        {
          found[validCount] = valid
          validCount += 1
        }
      }
      if validCount >= longCount, validCount > 1 || (validCount == 1 && kind.isStrong) {
        reading = found[0]
        for index in 1..<max(1, validCount) {
          if let other = found[index] { add(other) }
        }
        return true
      }
      fallback = fallback ?? found[0]
    }
    reading = fallback
    return fallback != nil
  }

  /// Splits the text in two valid numbers at any place between two digits, the most even one.
  private mutating func takeAtGap(_ text: borrowing CellText) -> Bool {
    let total = text.digitCount
    guard total >= 2 * Rescue.partDigitCountMin else { return false }
    var best = Int.max
    var digitCount = 0
    for index in text.start..<text.end {
      if Symbol.isDigit(text.storage.span[index]) {
        digitCount += 1
        continue
      }
      let unevenness = abs(total - 2 * digitCount)
      guard unevenness < best, total - unevenness >= 2 * Rescue.partDigitCountMin else { continue }
      var head = text.copy(from: text.start, to: index)
      guard let first = parse(&head, mendsDigits: false) else { continue }
      var tail = text.copy(from: index, to: text.end)
      guard let second = parse(&tail, mendsDigits: false) else { continue }
      best = unevenness
      reading = first
      others = ExtraKeys()
      add(second)
    }
    return best < Int.max
  }

  private mutating func add(_ other: CellReading) {
    others.insert(other.number.key, .secondNumber)
    other.appendAliases(region: region, to: &others)
  }

  /// A part is mended less boldly than a cell: half a number easily looks like another one.
  private func parsePart(_ part: borrowing CellText) -> CellReading? {
    if let found = parseExactly(part.copy()) ?? parseExactly(part.withoutLoosePlus)
      ?? parseExactly(part.withoutBracketedZeros) ?? parseExactly(part.withPlainSeparators)
    {
      return found
    }
    guard let cut = part.wordAfterDigits else { return nil }
    return parseExactly(part.copy(from: part.start, to: cut))
  }

  private func parseExactly(_ text: consuming CellText?) -> CellReading? {
    guard var text = text.take() else { return nil }
    return parse(&text, mendsDigits: false)
  }
}
