import Files

/// Writing a row with further fields after its own.
enum RowBytes {
  /// The content of a row: its bytes without their terminator.
  ///
  /// - Parameter endsInQuotes: True if the row ends with the input, inside a quote; a line end there
  ///   is content.
  static func contentEnd(of row: Span<UInt8>, endsInQuotes: Bool) -> Int {
    var end = row.count
    if endsInQuotes || end == 0 { return end }
    if row[end - 1] == 0x0A {
      end -= 1
      if end > 0 && row[end - 1] == 0x0D { end -= 1 }
    } else if row[end - 1] == 0x0D {
      end -= 1
    }
    return end
  }

  /// Appends `row` with `fields` after it, before its terminator.
  ///
  /// - Parameters:
  ///   - fields: The further fields, each with a delimiter before it.
  ///   - terminator: Ends the row if it ends with the input.
  static func append(
    _ row: Span<UInt8>, fields: [UInt8], terminator: [UInt8], endsInQuotes: Bool,
    to output: inout ByteBuffer
  ) {
    let contentEnd = contentEnd(of: row, endsInQuotes: endsInQuotes)
    output.append(row.extracting(..<contentEnd))
    // The reader closes an open quote at the end; what follows it must not fall into it.
    if endsInQuotes { output.append(UInt8(ascii: "\"")) }
    // An empty row has no fields, so the first further field needs no delimiter.
    output.append(fields.span.extracting((contentEnd == 0 ? 1 : 0)...))
    if contentEnd == row.count {
      output.append(terminator.span)
    } else {
      output.append(row.extracting(contentEnd...))
    }
  }

  /// A field as it is written: in quotes if it must be.
  static func field(_ text: String, delimiter: UInt8) -> [UInt8] {
    let bytes = Array(text.utf8)
    let special = [delimiter, UInt8(ascii: "\""), 0x0A, 0x0D]
    guard bytes.contains(where: special.contains) else { return bytes }
    let quote = UInt8(ascii: "\"")
    return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }

  /// Fields, each with a delimiter before it.
  static func fields(_ texts: [String], delimiter: UInt8) -> [UInt8] {
    texts.flatMap { [delimiter] + field($0, delimiter: delimiter) }
  }
}
