import Files

/// Writes fields of comma-separated text.
enum CommaSeparated {
  static let delimiter = UInt8(ascii: ",")

  /// Appends a field, in quotes if it needs them.
  static func append(_ field: borrowing ByteBuffer, to output: inout ByteBuffer) {
    append(field.span, to: &output)
  }

  private static func append(_ field: Span<UInt8>, to output: inout ByteBuffer) {
    guard needsQuotes(field) else { return output.append(field) }
    output.append(UInt8(ascii: "\""))
    for index in field.indices {
      if field[index] == UInt8(ascii: "\"") { output.append(UInt8(ascii: "\"")) }
      output.append(field[index])
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func needsQuotes(_ field: Span<UInt8>) -> Bool {
    for index in field.indices {
      switch field[index] {
      case delimiter, UInt8(ascii: "\""), 0x0A, 0x0D: return true
      default: continue
      }
    }
    return false
  }
}

/// The name of a cell: letters for the column, then the number of the row, as in `BC12`.
struct CellReference {
  /// From 0.
  var column: Int
  /// From 1.
  var row: Int

  /// The last column of a sheet, XFD, and its last row.
  static let columnMax = 16383
  static let rowMax = 1_048_576

  init?(_ text: Span<UInt8>) {
    var index = 0
    var column = 0
    while index < text.count, (0x41...0x5A).contains(text[index] & 0xDF), index < 4 {
      column = column * 26 + Int(text[index] & 0xDF) - 0x40
      index += 1
    }
    guard column > 0, column - 1 <= Self.columnMax,
      let row = XMLValue.number(text.extracting(index...)), row > 0, row <= Self.rowMax
    else { return nil }
    self.column = column - 1
    self.row = row
  }

  init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }

  var text: String {
    var letters = ""
    var rest = column + 1
    while rest > 0 {
      rest -= 1
      letters = String(Character(Unicode.Scalar(UInt8(0x41 + rest % 26)))) + letters
      rest /= 26
    }
    return "\(letters)\(row)"
  }
}
