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
  /// The last digits of which no valid number was found, as they stand and mended: most readings of a cell
  /// come to the same digits.
  private var lastInvalid: TextDigits?
  private var lastUnmendable: TextDigits?

  /// Fewer digits make no number worth looking for.
  static let digitCountMin = 4
  /// A part of a cell with so many digits counts as a number of its own.
  static let partDigitCountMin = 7
  /// Behind a word or a sign fewer are enough, since nothing joins them to the first number.
  static let restDigitCountMin = 6

  /// - Parameter unmendable: Digits that are known not to be mended.
  init(of whole: borrowing CellText, region: UInt8, unmendable: TextDigits?) {
    self.region = region
    lastUnmendable = unmendable
    let labelEnd = whole.labelEnd
    let part = (labelEnd ?? whole.start)..<whole.end
    hasPlus = whole.hasPlus(part)
    find(in: whole, part, hasLabel: labelEnd != nil)
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

  private mutating func find(in text: borrowing CellText, _ part: Range<Int>, hasLabel: Bool) {
    // Without a label the core has read this text already.
    if hasLabel, take(text, part) { return }
    if text.mayHoldNumbers(part, of: region), takeMended(text, part) || takeParts(text, part) {
      return
    }
    mendsDigits = true
    if take(text, part) || takeMended(text, part) { return }
    _ = takeAtGap(text, part, beside: nil)
  }

  private mutating func takeMended(_ text: borrowing CellText, _ part: Range<Int>) -> Bool {
    take(text.withoutBracketedZeros(part)) || take(text.withoutThousandsMarks(part))
      || take(text.withHyphensForTildes(part)) || take(text.withPlainSeparators(part))
      || take(text, text.withoutBracketedDigit(part)) || takeWithoutWords(text, part)
  }

  /// Whether another text, if there is one, holds a valid number, which is then the answer.
  private mutating func take(_ text: consuming CellText?) -> Bool {
    guard let text = text.take() else { return false }
    return take(text, text.all)
  }

  /// Whether a part, if there is one, holds a valid number, which is then the answer.
  private mutating func take(_ text: borrowing CellText, _ part: Range<Int>?) -> Bool {
    guard let part, let found = parse(text, part, mendsDigits: mendsDigits) else { return false }
    settle(on: found)
    return true
  }

  private mutating func settle(on found: CellReading) { reading = preferringOwnCode(found) }

  /// Reads a part of a text.
  private mutating func parse(
    _ text: borrowing CellText, _ part: Range<Int>, mendsDigits: Bool
  ) -> CellReading? {
    guard mendsDigits || text.mayBeNumber(part, of: region),
      let read = TextDigits.read(text, part)?.found, read.digits.count > 0,
      read != (mendsDigits ? lastUnmendable : lastInvalid)
    else { return nil }
    var reading = CellReading(read, region: region)
    if reading.number.grade == .valid { return reading }
    lastInvalid = read
    guard mendsDigits else { return nil }
    guard let rescued = reading.rescued(region: region) else {
      lastUnmendable = read
      return nil
    }
    reading.number = rescued
    return reading
  }

  /// Cuts at the first letter or sign behind the digits, or at the start of its word (`24h`).
  private mutating func takeWithoutWords(_ text: borrowing CellText, _ part: Range<Int>) -> Bool {
    guard let cut = text.wordAfterDigits(part) else { return false }
    let head = part.lowerBound..<cut
    if take(text, head) || take(text.withoutBracketedZeros(head))
      || take(text.withPlainSeparators(head))
    {
      let rest = cut..<part.upperBound
      if let other = parseRest(text, rest) { add(other) }
      for kind in CellSeparator.allCases where kind.isStrong {
        if text.separator(kind, rest) != nil {
          addLongParts(of: text, rest, at: kind, mendsDigits: kind != .word)
        }
      }
      return true
    }
    let wordStart = text.lastWordStart(head)
    return wordStart > part.lowerBound && take(text, part.lowerBound..<wordStart)
  }

  /// What the parts of a text are.
  private struct Parts {
    /// More than a cell has been seen to have; what is beyond is dropped.
    static let countMax = 8

    /// The first number.
    var first: CellReading?
    var foundCount = 0
    /// Parts that have digits enough for a number of their own.
    var longCount = 0
  }

  /// Splits the text at one kind of separator after another, until all parts that are long enough
  /// are numbers; else at the first kind that gives any number.
  private mutating func takeParts(_ text: borrowing CellText, _ all: Range<Int>) -> Bool {
    var fallback: (kind: CellSeparator, parts: Parts)?
    for kind in CellSeparator.allCases where text.separator(kind, all) != nil {
      let parts = parts(of: text, all, at: kind)
      let count = parts.foundCount
      if count >= parts.longCount, count > 1 || (count == 1 && kind.isStrong) {
        take(parts, of: text, all, at: kind, digitCountMin: Rescue.digitCountMin)
        return true
      }
      if count > 0, fallback == nil { fallback = (kind, parts) }
    }
    guard let fallback, let first = fallback.parts.first else { return false }
    // Something is left over. If all of it is another number, the two are the answer.
    if takeAtGap(text, all, beside: first.number) { add(first) }
    take(
      fallback.parts, of: text, all, at: fallback.kind, digitCountMin: Rescue.partDigitCountMin)
    return true
  }

  /// The next part before a separator, or up to the end; `rest` is what is behind it then.
  private func nextPart(
    of text: borrowing CellText, at kind: CellSeparator, _ rest: inout Range<Int>
  ) -> Range<Int>? {
    if rest.isEmpty { return nil }
    let separator = text.separator(kind, rest)
    let part = rest.lowerBound..<(separator?.lowerBound ?? rest.upperBound)
    rest = (separator?.upperBound ?? rest.upperBound)..<rest.upperBound
    return part
  }

  private mutating func parts(
    of text: borrowing CellText, _ all: Range<Int>, at kind: CellSeparator
  ) -> Parts {
    var parts = Parts()
    var rest = all
    while let part = nextPart(of: text, at: kind, &rest) {
      let digitCount = text.digitCount(part)
      if digitCount >= Rescue.partDigitCountMin { parts.longCount += 1 }
      if digitCount >= Rescue.digitCountMin, parts.foundCount < Parts.countMax,
        let valid = parsePart(text, part)
      {
        if parts.first == nil { parts.first = valid }
        parts.foundCount += 1
      }
    }
    return parts
  }

  /// Makes the first part the answer, unless there is one, and adds the others.
  private mutating func take(
    _ parts: Parts, of text: borrowing CellText, _ all: Range<Int>, at kind: CellSeparator,
    digitCountMin: Int
  ) {
    if reading == nil, let first = parts.first { settle(on: first) }
    if parts.foundCount > 1 { addOthers(of: text, all, at: kind, digitCountMin: digitCountMin) }
    if kind.isStrong { addLongParts(of: text, all, at: kind, mendsDigits: true) }
  }

  /// Adds the numbers of the parts behind the first one.
  private mutating func addOthers(
    of text: borrowing CellText, _ all: Range<Int>, at kind: CellSeparator, digitCountMin: Int
  ) {
    var foundCount = 0
    var rest = all
    while foundCount < Parts.countMax, let part = nextPart(of: text, at: kind, &rest) {
      guard text.digitCount(part) >= Rescue.digitCountMin, let valid = parsePart(text, part) else {
        continue
      }
      foundCount += 1
      if foundCount > 1, valid.digits.count >= digitCountMin { add(valid) }
    }
  }

  /// Adds all that the longer parts between strong separators may stand for: they are whole
  /// numbers, which may be mended, and a plus may be an "and".
  private mutating func addLongParts(
    of text: borrowing CellText, _ all: Range<Int>, at kind: CellSeparator, mendsDigits: Bool
  ) {
    var rest = all
    while let part = nextPart(of: text, at: kind, &rest) {
      guard text.digitCount(part) >= Rescue.partDigitCountMin else { continue }
      if let other = parsePart(text, part) {
        add(other)
      } else if mendsDigits, let other = parse(text, part, mendsDigits: true) {
        add(other)
      }
      if part.lowerBound != all.lowerBound,
        let other = parseExactly(text, text.withoutLoosePlus(part))
      {
        add(other)
      }
    }
  }

  /// Splits the text in two valid numbers at any place between two digits, the most even one.
  ///
  /// - Parameter known: Is one of the two, if not nil.
  private mutating func takeAtGap(
    _ text: borrowing CellText, _ all: Range<Int>, beside known: ParsedNumber?
  ) -> Bool {
    let total = text.digitCount(all)
    guard total >= 2 * Rescue.partDigitCountMin else { return false }
    var best = Int.max
    var pair: (first: CellReading, second: CellReading)?
    var digitCount = 0
    for index in all {
      if Symbol.isDigit(text.storage.span[index]) {
        digitCount += 1
        continue
      }
      let unevenness = abs(total - 2 * digitCount)
      guard unevenness < best, total - unevenness >= 2 * Rescue.partDigitCountMin,
        let first = parseExactly(text, all.lowerBound..<index),
        let second = parseExactly(text, index..<all.upperBound)
      else { continue }
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
  private mutating func parsePart(_ text: borrowing CellText, _ part: Range<Int>) -> CellReading? {
    if let found = parseExactly(text, part) ?? parseExactly(text, text.withoutLoosePlus(part))
      ?? parseExactly(text.withoutBracketedZeros(part))
      ?? parseExactly(text.withPlainSeparators(part))
    {
      return found
    }
    guard let cut = text.wordAfterDigits(part) else { return nil }
    return parseExactly(text, part.lowerBound..<cut)
  }

  /// Reads what begins with a word or a sign behind the first number. A mark leaves whole numbers,
  /// which may be short and may be mended; a word may be the label of anything.
  private mutating func parseRest(_ text: borrowing CellText, _ rest: Range<Int>) -> CellReading? {
    let isMarked = text.startsWithMark(rest)
    let countMin =
      isMarked
      ? reading?.number.digitCountMinBehind(atMost: Rescue.restDigitCountMin)
      : Rescue.restDigitCountMin
    let digitCount = text.digitCount(rest)
    guard let countMin, digitCount >= countMin else { return nil }
    if let found = parsePart(text, rest) { return found }
    return isMarked && digitCount >= Rescue.partDigitCountMin
      ? parse(text, rest, mendsDigits: true) : nil
  }

  private mutating func parseExactly(_ text: borrowing CellText, _ part: Range<Int>?)
    -> CellReading?
  {
    guard let part else { return nil }
    return parse(text, part, mendsDigits: false)
  }

  /// Another text as a whole, if there is one.
  private mutating func parseExactly(_ text: consuming CellText?) -> CellReading? {
    guard let text = text.take() else { return nil }
    return parse(text, text.all, mendsDigits: false)
  }
}

extension ParsedNumber {
  /// How many digits a number has at least that follows this one behind a mark: `countMax`, or as
  /// many as this one where numbers are shorter (`8999; 8315`, two of Tristan da Cunha).
  func digitCountMinBehind(atMost countMax: Int) -> Int {
    max(Rescue.digitCountMin, min(countMax, national.count))
  }
}
