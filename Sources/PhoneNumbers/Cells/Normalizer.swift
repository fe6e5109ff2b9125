internal import CKernels

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
    let found = DigitScan.read(cell, by: self)
    guard let open = found.open else { return Normalization(key: found.key, status: found.status) }
    let scanned = KeyedAnswer(key: found.key, status: found.status)
    if let usual = usualAnswer(to: open, found: scanned, cell: cell) {
      return Normalization(key: usual.key, status: usual.status)
    }
    var memory = CellMemory()
    return answer(to: open, cell: cell, memory: &memory).normalization
  }

  /// The cells of a block, in order, appended to `batch`.
  ///
  /// - Parameters:
  ///   - starts: Offset in `block` of each cell's first byte.
  ///   - ends: Offset in `block` after each cell's last byte.
  /// - Complexity: One pass over a plain cell and a few table accesses. Other cells take a second
  ///   look, of a microsecond or so.
  public func normalize(
    _ block: Span<UInt8>, starts: Span<UInt32>, ends: Span<UInt32>, into batch: inout NumberBatch
  ) {
    precondition(starts.count == ends.count, "as many ends as starts")
    batch.append(block, starts: starts, ends: ends, by: self)
  }

  /// One cell on its own, with its further keys.
  public func normalize(_ cell: Span<UInt8>, into keys: inout CellKeys) {
    keys.read(cell, by: self)
  }

  /// One cell that is not in a block, such as one decoded from an escaped field.
  public func normalize(_ cell: Span<UInt8>, into batch: inout NumberBatch) {
    let starts: [1 of UInt32] = [0]
    let ends: [1 of UInt32] = [UInt32(cell.count)]
    batch.append(cell, starts: starts.span, ends: ends.span, by: self)
  }
}
