import DelimitedText

/// Tells rows that are written with another delimiter than the file: nothing stands in their phone columns,
/// and all of the row in one cell or a few.
package struct DelimiterChange: Sendable {
  private let delimiter: UInt8
  private let fieldCount: Int
  private let rowScanner: RowScanner

  package init(_ columns: NumberColumns) {
    delimiter = columns.delimiter
    fieldCount = columns.form == .numbers ? columns.fieldCount : 0
    rowScanner = columns.scanner()
  }

  private static var candidates: [4 of UInt8] { [0x2C, 0x3B, 0x09, 0x7C] }  // , ; tab |
  /// Fewer digits are no number.
  private static let digitCountMin = 7

  /// True if a row has fewer fields than the header, and with another delimiter as many or more, and digits
  /// enough for a number.
  ///
  /// - Complexity: O(*n*); meant for rows with nothing in their phone columns.
  package func isSeen(in row: Span<UInt8>) -> Bool {
    guard fieldCount > 1 else { return false }
    var digitCount = 0
    var counts: [4 of Int] = .init(repeating: 0)
    for index in row.indices {
      let byte = row[index]
      if byte >= 0x30 && byte <= 0x39 {
        digitCount += 1
        continue
      }
      for place in counts.indices where byte == Self.candidates[place] && byte != delimiter {
        counts[place] += 1
      }
    }
    guard digitCount >= Self.digitCountMin,
      counts.indices.contains(where: { counts[$0] >= fieldCount - 1 })
    else { return false }
    return rowScanner.fieldCount(of: row.extracting(..<RowExtension.contentEnd(of: row)))
      < fieldCount
  }
}
