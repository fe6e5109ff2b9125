/// Reads one row with all its fields: slow and obvious, for header rows and samples.
public enum RowReader {
  /// All fields of the row at `offset`, decoded, and the offset past its terminator.
  ///
  /// The rules are those of `RowScanner`; an empty line is a row without fields.
  ///
  /// - Parameter isFinal: Nothing follows the block, so the row may end without a terminator, or
  ///   with a CR as the last byte.
  /// - Parameter hasQuotes: False if quotes are ordinary bytes.
  /// - Returns: nil if the row is not complete, or no byte is left.
  /// - Complexity: O(*n*) in the bytes of the row.
  public static func row(
    in block: Span<UInt8>, at offset: Int, delimiter: UInt8, isFinal: Bool, hasQuotes: Bool = true
  ) -> (fields: [[UInt8]], end: Int)? {
    precondition(offset >= 0 && offset <= block.count, "the offset lies outside the block")
    guard offset < block.count else { return nil }
    var fields: [[UInt8]] = []
    var fieldStart = offset
    var isQuoted = false
    // Whether a quote here opens (or opens again) the quoted part of a field.
    var opens = true

    func addField(to end: Int) {
      let field = block.extracting(fieldStart..<end)
      var content: [UInt8] = []
      if hasQuotes {
        FieldDecoder.decode(field, into: &content)
      } else {
        for index in field.indices { content.append(field[index]) }
      }
      fields.append(content)
    }

    for index in offset..<block.count {
      let byte = block[index]
      if isQuoted {
        if byte == ASCII.quote {
          isQuoted = false
          opens = true
        }
      } else if byte == ASCII.lineFeed || byte == ASCII.carriageReturn {
        var end = index + 1
        if byte == ASCII.carriageReturn {
          if end == block.count && !isFinal { return nil }
          if end < block.count && block[end] == ASCII.lineFeed { end += 1 }
        }
        if index > offset { addField(to: index) }
        return (fields, end)
      } else if byte == delimiter {
        addField(to: index)
        fieldStart = index + 1
        opens = true
      } else {
        isQuoted = hasQuotes && byte == ASCII.quote && opens
        opens = false
      }
    }
    guard isFinal else { return nil }
    addField(to: block.count)
    return (fields, block.count)
  }
}
