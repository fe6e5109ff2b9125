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

  init(of text: CellText, region: UInt8) {
    self.region = region
    let label = text.withoutLabel
    let text = label ?? text
    // Without a label the core has read this text already.
    if label != nil, take(text) { return }
    if takeMended(text) || takeParts(text) { return }
    mendsDigits = true
    if take(text) || takeMended(text) { return }
    _ = takeAtGap(text)
  }

  private mutating func takeMended(_ text: CellText) -> Bool {
    take(text.withoutBracketedZeros) || take(text.withoutThousandsMarks)
      || take(text.withHyphensForTildes) || take(text.withPlainSeparators)
      || take(text.withoutBracketedDigit) || takeWithoutWords(text)
  }

  /// Whether the text, if there is one, holds a valid number, which is then the answer.
  private mutating func take(_ text: CellText?) -> Bool {
    guard let text, let found = parse(text, mendsDigits: mendsDigits) else { return false }
    reading = found
    return true
  }

  private func parse(_ text: CellText, mendsDigits: Bool) -> CellReading? {
    var text = text
    var reading = CellReading(&text, region: region)
    if reading.number.grade == .valid { return reading }
    guard mendsDigits, reading.digits.count > 0,
      let rescued = reading.rescued(region: region)
    else { return nil }
    reading.number = rescued
    return reading
  }

  /// Cuts at the first letter or sign behind the digits, or at the start of its word (`24h`).
  private mutating func takeWithoutWords(_ text: CellText) -> Bool {
    guard let cut = text.wordAfterDigits else { return false }
    var head = text
    head.end = cut
    if take(head) || take(head.withoutBracketedZeros) || take(head.withPlainSeparators) {
      var rest = text
      rest.start = cut
      if rest.digitCount >= Rescue.restDigitCountMin, let other = parsePart(rest) { add(other) }
      return true
    }
    while head.end > head.start, head.symbols[head.end - 1] != 32 { head.end -= 1 }
    return head.end > head.start && take(head)
  }

  /// Splits the text at one kind of separator after another, until all parts that are long enough
  /// are numbers; else at the first kind that gives any number.
  private mutating func takeParts(_ text: CellText) -> Bool {
    var fallback: CellReading?
    for kind in CellSeparator.allCases where text.separator(kind, from: text.start) != nil {
      var found: [4 of CellReading?] = .init(repeating: nil)
      var validCount = 0
      var longCount = 0
      var rest = text
      while rest.start < text.end {
        var part = rest
        let separator = text.separator(kind, from: rest.start)
        part.end = separator?.lowerBound ?? text.end
        rest.start = separator?.upperBound ?? text.end
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
  private mutating func takeAtGap(_ text: CellText) -> Bool {
    let total = text.digitCount
    guard total >= 2 * Rescue.partDigitCountMin else { return false }
    var best = Int.max
    var digitCount = 0
    for index in text.start..<text.end {
      if Symbol.isDigit(text.symbols[index]) {
        digitCount += 1
        continue
      }
      let unevenness = abs(total - 2 * digitCount)
      var head = text
      var tail = text
      head.end = index
      tail.start = index
      guard unevenness < best, total - unevenness >= 2 * Rescue.partDigitCountMin,
        let first = parse(head, mendsDigits: false), let second = parse(tail, mendsDigits: false)
      else { continue }
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
  private func parsePart(_ part: CellText) -> CellReading? {
    if let found = parse(part, mendsDigits: false) { return found }
    if let text = part.withoutLoosePlus, let found = parse(text, mendsDigits: false) {
      return found
    }
    if let text = part.withoutBracketedZeros, let found = parse(text, mendsDigits: false) {
      return found
    }
    if let text = part.withPlainSeparators, let found = parse(text, mendsDigits: false) {
      return found
    }
    guard let cut = part.wordAfterDigits else { return nil }
    var head = part
    head.end = cut
    return parse(head, mendsDigits: false)
  }
}
