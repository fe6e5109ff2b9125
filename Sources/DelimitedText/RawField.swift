/// A field as it lies in a row, its quotes among its bytes: slow and obvious, for rows that need a closer
/// look.
///
///     ... , " B i g   A l " x , ...
///           0             8   10       start 0, closing 8, end 10
public struct RawField: Sendable, Equatable {
  /// Where it begins, its opening quote included.
  public var start: Int
  /// Where it ends: at the delimiter or terminator behind it.
  public var end: Int
  /// Where its closing quote stands, or `end` if that is lacking; nil if no quote opens it.
  public var closing: Int?

  /// True if the closing quote is what the field ends with, as RFC 4180 says.
  public var isWellClosed: Bool { closing.map { $0 + 1 == end } ?? true }

  /// True if a quote opens it and none closes it.
  public var isOpen: Bool { closing == end }

  /// Reads the field of `row` at `start`, by the rules of `RowScanner`.
  ///
  /// - Complexity: O(*n*) in its bytes.
  public init(in row: Span<UInt8>, at start: Int, delimiter: UInt8) {
    self.start = start
    var index = start
    if index < row.count && row[index] == ASCII.quote {
      index += 1
      while index < row.count {
        if row[index] == ASCII.quote {
          guard index + 1 < row.count, row[index + 1] == ASCII.quote else { break }
          index += 1
        }
        index += 1
      }
      closing = index
      index += 1
    }
    while index < row.count, row[index] != delimiter, !Self.isLineEnd(row[index]) { index += 1 }
    end = min(index, row.count)
  }

  /// All fields of a row, one at least.
  public static func all(of row: Span<UInt8>, delimiter: UInt8) -> [RawField] {
    var fields = [RawField(in: row, at: 0, delimiter: delimiter)]
    while let last = fields.last, last.end < row.count, row[last.end] == delimiter {
      fields.append(RawField(in: row, at: last.end + 1, delimiter: delimiter))
    }
    return fields
  }

  /// True if any of some bytes is a quote.
  public static func holdsQuote(_ bytes: Span<UInt8>) -> Bool {
    bytes.lastOffset(of: ASCII.quote) != nil
  }

  static func isLineEnd(_ byte: UInt8) -> Bool {
    byte == ASCII.lineFeed || byte == ASCII.carriageReturn
  }
}
