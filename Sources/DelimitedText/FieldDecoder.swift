/// Decodes raw fields, as CPython's `csv` does.
public enum FieldDecoder {
  /// Appends the content of a raw field: without its quotes, doubled quotes once, and text behind
  /// the closing quote as it stands.
  ///
  /// A field that is not escaped comes out unchanged, since its content cannot start with a quote;
  /// so every field of a `RowBatch` may be decoded, but for those of `RowScanner.lines`.
  ///
  /// - Parameter field: The bytes between two delimiters. A quote left open ends with them.
  /// - Complexity: O(*n*).
  public static func decode(_ field: Span<UInt8>, into content: inout [UInt8]) {
    var index = 0
    var isQuoted = false
    if field.count > 0 && field[0] == ASCII.quote {
      isQuoted = true
      index = 1
    }
    while index < field.count {
      let byte = field[index]
      index += 1
      if isQuoted && byte == ASCII.quote {
        if index < field.count && field[index] == ASCII.quote {
          content.append(ASCII.quote)
          index += 1
        } else {
          isQuoted = false
        }
      } else {
        content.append(byte)
      }
    }
  }
}
