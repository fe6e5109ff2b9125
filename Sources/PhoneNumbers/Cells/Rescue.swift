internal import CKernels

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
  /// Whether a plus stands in the cell.
  private var hasPlus = false

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
    hasPlus = text.hasPlus
    find(in: text, hasLabel: labelEnd != nil)
  }

  /// Mends the digits of a cell that holds nothing else.
  init(of reading: CellReading, region: UInt8) {
    self.region = region
    hasPlus = reading.isInternational
    guard let rescued = reading.rescued(region: region) else { return }
    var found = reading
    found.number = rescued
    settle(on: found)
  }

  private mutating func find(in text: borrowing CellText, hasLabel: Bool) {
    // Without a label the core has read this text already.
    if hasLabel, take(text.copy()) { return }
    if takeMended(text) || takeParts(text) { return }
    mendsDigits = true
    if take(text.copy()) || takeMended(text) { return }
    _ = takeAtGap(text, beside: nil)
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
    settle(on: found)
    return true
  }

  private mutating func settle(on found: CellReading) { reading = preferringOwnCode(found) }

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
      if let other = parseRest(rest) { add(other) }
      for kind in CellSeparator.allCases where kind.isStrong {
        if rest.separator(kind, from: rest.start) != nil {
          addLongParts(of: rest, at: kind, mendsDigits: kind != .word)
        }
      }
      return true
    }
    let wordStart = head.lastWordStart
    return wordStart > text.start && take(text.copy(from: text.start, to: wordStart))
  }

  /// The numbers of the parts of a text.
  private struct Parts {
    /// More than a cell has been seen to have; what is beyond is dropped.
    static let countMax = 8

    var found: [8 of CellReading?] = .init(repeating: nil)
    var foundCount = 0
    /// Parts that have digits enough for a number of their own.
    var longCount = 0
  }

  /// Splits the text at one kind of separator after another, until all parts that are long enough
  /// are numbers; else at the first kind that gives any number.
  private mutating func takeParts(_ text: borrowing CellText) -> Bool {
    var fallback: (kind: CellSeparator, parts: Parts)?
    for kind in CellSeparator.allCases where text.separator(kind, from: text.start) != nil {
      let parts = parts(of: text, at: kind)
      let count = parts.foundCount
      if count >= parts.longCount, count > 1 || (count == 1 && kind.isStrong) {
        take(parts, of: text, at: kind, digitCountMin: Rescue.digitCountMin)
        return true
      }
      if count > 0, fallback == nil { fallback = (kind, parts) }
    }
    guard let fallback, let first = fallback.parts.found[0] else { return false }
    // Something is left over. If all of it is another number, the two are the answer.
    if takeAtGap(text, beside: first.number) { add(first) }
    take(
      fallback.parts, of: text, at: fallback.kind, digitCountMin: Rescue.partDigitCountMin)
    return true
  }

  private func parts(of text: borrowing CellText, at kind: CellSeparator) -> Parts {
    var parts = Parts()
    var start = text.start
    while start < text.end {
      let separator = text.separator(kind, from: start)
      let part = text.copy(from: start, to: separator?.lowerBound ?? text.end)
      start = separator?.upperBound ?? text.end
      let digitCount = part.digitCount
      if digitCount >= Rescue.partDigitCountMin { parts.longCount += 1 }
      if digitCount >= Rescue.digitCountMin, parts.foundCount < Parts.countMax,
        let valid = parsePart(part)
      {
        parts.found[parts.foundCount] = valid
        parts.foundCount += 1
      }
    }
    return parts
  }

  /// Makes the first part the answer, unless there is one, and adds the others.
  private mutating func take(
    _ parts: Parts, of text: borrowing CellText, at kind: CellSeparator, digitCountMin: Int
  ) {
    if reading == nil, let first = parts.found[0] { settle(on: first) }
    for index in 1..<max(1, parts.foundCount) {
      if let other = parts.found[index], other.digits.count >= digitCountMin { add(other) }
    }
    if kind.isStrong { addLongParts(of: text, at: kind, mendsDigits: true) }
  }

  /// Adds all that the longer parts between strong separators may stand for: they are whole
  /// numbers, which may be mended, and a plus may be an "and".
  private mutating func addLongParts(
    of text: borrowing CellText, at kind: CellSeparator, mendsDigits: Bool
  ) {
    var start = text.start
    while start < text.end {
      let separator = text.separator(kind, from: start)
      let part = text.copy(from: start, to: separator?.lowerBound ?? text.end)
      let isFirst = start == text.start
      start = separator?.upperBound ?? text.end
      guard part.digitCount >= Rescue.partDigitCountMin else { continue }
      if let other = parsePart(part) {
        add(other)
      } else if mendsDigits, let other = parseMended(part) {
        add(other)
      }
      if !isFirst, let other = parseExactly(part.withoutLoosePlus) { add(other) }
    }
  }

  /// Splits the text in two valid numbers at any place between two digits, the most even one.
  ///
  /// - Parameter known: Is one of the two, if not nil.
  private mutating func takeAtGap(_ text: borrowing CellText, beside known: ParsedNumber?) -> Bool {
    let total = text.digitCount
    guard total >= 2 * Rescue.partDigitCountMin else { return false }
    var best = Int.max
    var pair: (first: CellReading, second: CellReading)?
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
      if let known, first.number.key != known.key, second.number.key != known.key { continue }
      best = unevenness
      pair = (first, second)
    }
    guard let pair else { return false }
    settle(on: pair.first)
    add(pair.second)
    return true
  }

  private mutating func add(_ other: CellReading) {
    let other = preferringOwnCode(other)
    others.insert(other.number.key, .secondNumber)
    other.appendAliases(region: region, to: &others)
  }

  /// The reading, or the one with the region's own calling code, if the digits begin with it and
  /// both are valid: `4917622205117` in Germany.
  ///
  /// libphonenumber prefers the former. But where national numbers are written with a 0 in front,
  /// digits without one are an international number; and who writes one number of a cell with its
  /// calling code writes the other so too. The former stays a further key.
  private mutating func preferringOwnCode(_ found: CellReading) -> CellReading {
    guard let international = found.withOwnCode(of: region),
      hasPlus || nodial_region_at(region).prefix_first & 1 != 0
    else { return found }
    found.appendAliases(region: region, to: &others)
    others.insert(found.number.key, .ownCallingCode)
    var result = found
    result.number = international
    return result
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

  /// Reads what begins with a word or a sign behind the first number. A mark leaves whole numbers,
  /// which may be short and may be mended; a word may be the label of anything.
  private func parseRest(_ rest: borrowing CellText) -> CellReading? {
    let isMarked = rest.startsWithMark
    let countMin =
      isMarked
      ? reading?.number.digitCountMinBehind(atMost: Rescue.restDigitCountMin)
      : Rescue.restDigitCountMin
    let digitCount = rest.digitCount
    guard let countMin, digitCount >= countMin else { return nil }
    if let found = parsePart(rest) { return found }
    return isMarked && digitCount >= Rescue.partDigitCountMin ? parseMended(rest) : nil
  }

  private func parseMended(_ part: borrowing CellText) -> CellReading? {
    var part = part.copy()
    return parse(&part, mendsDigits: true)
  }

  private func parseExactly(_ text: consuming CellText?) -> CellReading? {
    guard var text = text.take() else { return nil }
    return parse(&text, mendsDigits: false)
  }
}

extension ParsedNumber {
  /// How many digits a number has at least that follows this one behind a mark: `countMax`, or as
  /// many as this one where numbers are shorter (`8999; 8315`, two of Tristan da Cunha).
  func digitCountMinBehind(atMost countMax: Int) -> Int {
    max(Rescue.digitCountMin, min(countMax, national.count))
  }
}
