/// Turns the bytes of one cell into an E.164 number, or the reason why it is none.
public struct Normalizer: Sendable {
  /// The steps around the core, whose answer is libphonenumber's.
  public struct Options: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Undo what spreadsheets do to a number, before the core sees it.
    public static let preClean = Options(rawValue: 1)
    /// Try to mend a cell that the core finds no valid number in.
    public static let rescue = Options(rawValue: 2)
    /// Add further keys under which the same line may be listed.
    public static let aliases = Options(rawValue: 4)
    /// The answers of libphonenumber and nothing else.
    public static let coreOnly: Options = []
    /// All steps.
    public static let standard: Options = [.preClean, .rescue, .aliases]
  }

  let region: UInt8
  let options: Options

  /// A normaliser for cells of one default region; nil for an unknown one.
  public init(region: Region?, options: Options = .standard) {
    self.region = region?.index ?? NumberingPlan.noRegion
    self.options = options
  }

  /// The answer for one cell.
  public func normalize(_ cell: Span<UInt8>) -> Normalization {
    parse(cell, start: 0, end: cell.count).normalization
  }

  /// The cells of a block, in order, appended to `batch`.
  ///
  /// - Parameters:
  ///   - starts: Offset in `block` of each cell's first byte.
  ///   - ends: Offset in `block` after each cell's last byte.
  public func normalize(
    _ block: Span<UInt8>, starts: Span<UInt32>, ends: Span<UInt32>, into batch: inout NumberBatch
  ) {
    precondition(starts.count == ends.count, "as many ends as starts")
    batch.reserve(starts.count)
    for index in starts.indices {
      let parsed = parse(block, start: Int(starts[index]), end: Int(ends[index]))
      batch.append(
        key: parsed.key, status: parsed.grade.rawValue | parsed.rejection.rawValue &<< 4)
    }
  }

  /// One cell that is not in a block, such as one decoded from an escaped field.
  public func normalize(_ cell: Span<UInt8>, into batch: inout NumberBatch) {
    batch.reserve(1)
    let parsed = parse(cell, start: 0, end: cell.count)
    batch.append(key: parsed.key, status: parsed.grade.rawValue | parsed.rejection.rawValue << 4)
  }

  @inline(always)
  func parse(_ block: Span<UInt8>, start: Int, end: Int) -> ParsedNumber {
    if let scan = DigitScan(
      block, start: start, end: end, preClean: options.contains(.preClean))
    {
      return ParsedNumber(
        digits: scan.digits, isInternational: scan.isInternational, region: region)
    }
    return parseText(block.extracting(start..<end))
  }

  /// The general way, for every cell.
  @inline(never)
  func parseText(_ cell: Span<UInt8>) -> ParsedNumber {
    var text = CellText(cell)
    if text.isTooLong { return ParsedNumber(rejection: .tooLong) }
    if text.isBlank { return ParsedNumber(rejection: .empty) }
    return parse(&text)
  }

  /// The core, on the text of a cell.
  func parse(_ text: inout CellText) -> ParsedNumber {
    guard text.narrow(), text.isViable(to: text.end) else {
      return ParsedNumber(rejection: .notANumber)
    }
    let isInternational = Symbol.isPlus(text.symbols[text.start])
    if !isInternational, region == NumberingPlan.noRegion {
      return ParsedNumber(rejection: .invalidCountryCode)
    }
    text.stripExtension()
    return ParsedNumber(digits: text.digits(), isInternational: isInternational, region: region)
  }
}
