/// Extensions: finding one at the end of a text, and cutting it off.
extension CellText {
  /// `_maybe_strip_extension`: the end of a part without its extension, if what is before that is viable.
  func endWithoutExtension(_ part: Range<Int>) -> Int {
    let starts = extensionStarts(part, within: part.lowerBound...part.lowerBound)
    if let first = starts.first, isViable(part.lowerBound..<first) { return first }
    return part.upperBound
  }

  /// Where an extension that ends at a limit may start.
  struct ExtensionStarts {
    let range: ClosedRange<Int>
    /// Where the part begins that is searched.
    let start: Int
    /// The earliest place.
    var first: Int?
    /// Whether one of the places is in the range.
    var isInRange = false

    init(range: ClosedRange<Int>, start: Int) {
      self.range = range
      self.start = start
    }

    mutating func insert(_ places: ClosedRange<Int>) {
      first = min(first ?? places.lowerBound, places.lowerBound)
      isInRange = isInRange || places.overlaps(range)
    }
  }

  /// The places where a match of `_EXTN_PATTERN` that ends with a part may start.
  ///
  /// All its branches end in digits, perhaps with a `#`, and have something else before the digits;
  /// so the digits are known from the end, and the rest is read from right to left.
  func extensionStarts(_ part: Range<Int>, within range: ClosedRange<Int>) -> ExtensionStarts {
    let symbols = storage.span
    let (start, limit) = (part.lowerBound, part.upperBound)
    var starts = ExtensionStarts(range: range, start: start)
    let hasNumberSign = limit > start && symbols[limit - 1] == UInt8(ascii: "#")
    let digitsEnd = hasNumberSign ? limit - 1 : limit
    let digitsStart = digitsStart(start..<digitsEnd)
    let digitCount = digitsEnd - digitsStart
    guard (1...20).contains(digitCount), digitsStart > start else { return starts }

    // `;ext=123`
    if !hasNumberSign, hasEnding([59, 101, 120, 116, 61], at: digitsStart, from: start) {
      starts.insert(digitsStart - 5...digitsStart - 5)
    }
    // ` - 123#`
    if hasNumberSign, digitCount <= 6 {
      let separators = skipLeft(from: digitsStart, to: start) {
        $0 == 32 || $0 == UInt8(ascii: "-")
      }
      if separators < digitsStart { starts.insert(separators...digitsStart - 1) }
    }
    // The others have `[:.．]?[ \t,-]*` between label and digits.
    let gap = skipLeft(from: digitsStart, to: start) {
      CellText.isGap($0) || $0 == UInt8(ascii: "-")
    }
    insertLabels(endingAt: gap, digitCount: digitCount, into: &starts)
    insertSemicolon(endingAt: gap, digitCount: digitCount, into: &starts)
    insertCommas(in: gap..<digitsStart, doubleEnds: gap...digitsStart, digitCount, into: &starts)
    if gap > start, isLabelStop(symbols[gap - 1]) {
      insertLabels(endingAt: gap - 1, digitCount: digitCount, into: &starts)
      insertSemicolon(endingAt: gap - 1, digitCount: digitCount, into: &starts)
      let commas = skipLeft(from: gap - 1, to: start) { $0 == UInt8(ascii: ",") }
      insertCommas(in: commas..<gap - 1, doubleEnds: gap - 1...gap - 1, digitCount, into: &starts)
    }
    return starts
  }

  /// A semicolon ending at `end`, with the blanks before it.
  private func insertSemicolon(
    endingAt end: Int, digitCount: Int, into starts: inout ExtensionStarts
  ) {
    let symbols = storage.span
    if digitCount <= 15, end > starts.start, symbols[end - 1] == UInt8(ascii: ";") {
      starts.insert(skipLeft(from: end - 1, to: starts.start, CellText.isBlank)...end - 1)
    }
  }

  /// Commas as a label: one or more before up to nine digits, two before up to 15.
  ///
  /// What may follow one comma has further commas in it, so any comma of the range can be the first
  /// one. After two the rest must be what may follow, which it is if the two end in `doubleEnds`.
  private func insertCommas(
    in range: Range<Int>, doubleEnds: ClosedRange<Int>, _ digitCount: Int,
    into starts: inout ExtensionStarts
  ) {
    let symbols = storage.span
    for index in range where symbols[index] == UInt8(ascii: ",") {
      let isDouble =
        index + 1 < range.upperBound && symbols[index + 1] == UInt8(ascii: ",")
        && doubleEnds.contains(index + 2)
      if digitCount <= 9 || (digitCount <= 15 && isDouble) {
        starts.insert(skipLeft(from: index, to: starts.start, CellText.isBlank)...index)
      }
    }
  }

  private func isLabelStop(_ symbol: UInt8) -> Bool {
    symbol == UInt8(ascii: ":") || symbol == UInt8(ascii: ".") || symbol == Symbol.wideStop
  }

  static func isBlank(_ symbol: UInt8) -> Bool {
    symbol == 32 || symbol == 9 || symbol == Symbol.noBreakSpace
  }

  static func isGap(_ symbol: UInt8) -> Bool { isBlank(symbol) || symbol == UInt8(ascii: ",") }

  /// The start of the run of such symbols that ends at `limit`.
  func skipLeft(from limit: Int, to start: Int, _ isSkipped: (UInt8) -> Bool) -> Int {
    let symbols = storage.span
    var index = limit
    while index > start, isSkipped(symbols[index - 1]) { index -= 1 }
    return index
  }
}
