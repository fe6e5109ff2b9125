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

  let region: Region?
  let options: Options

  /// A normaliser for cells of one default region; nil for an unknown one.
  public init(region: Region?, options: Options = .standard) {
    self.region = region
    self.options = options
  }

  /// The answer for one cell.
  public func normalize(_ cell: Span<UInt8>) -> Normalization {
    var digits: UInt64 = 0
    var count = 0
    var hasPlus = false
    for index in cell.indices {
      switch cell[index] {
      case 48...57:
        digits = digits &* 10 &+ UInt64(cell[index] &- 48)
        count += 1
      case 43: hasPlus = true
      default: break
      }
    }
    if count == 0 { return Normalization(rejection: .empty) }
    if hasPlus, (7...15).contains(count) {
      return Normalization(number: PhoneNumber(key: digits), grade: .possible)
    }
    if count == 10, region?.code == "US" {
      return Normalization(number: PhoneNumber(key: 10_000_000_000 + digits), grade: .possible)
    }
    return Normalization(rejection: .notANumber)
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
      let answer = normalize(block.extracting(Int(starts[index])..<Int(ends[index])))
      batch.append(key: answer.number?.key ?? 0, status: answer.status)
    }
  }

  /// One cell that is not in a block, such as one decoded from an escaped field.
  public func normalize(_ cell: Span<UInt8>, into batch: inout NumberBatch) {
    batch.reserve(1)
    let answer = normalize(cell)
    batch.append(key: answer.number?.key ?? 0, status: answer.status)
  }
}
