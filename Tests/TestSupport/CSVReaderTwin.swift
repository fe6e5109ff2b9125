/// A transcription of CPython 3.11's `csv.reader` (`Modules/_csv.c`) in its default dialect: the
/// naive twin of the scanner. One byte at a time, with the names of the original.
///
/// It also keeps where in the bytes a field stood, which the original has no use for.
public struct CSVReaderTwin {
  public struct Field: Equatable, Sendable {
    public var content: [UInt8]
    /// The raw field with its quotes.
    public var rawRange: Range<Int>
  }

  public struct Row: Equatable, Sendable {
    public var fields: [Field]
    /// The end of the row's content: before the terminator.
    public var contentEnd: Int
    /// The offset past the terminator.
    public var end: Int
    /// Whether the end of the input ended the row inside quotes.
    public var endsInQuotes: Bool
    public var isTerminated: Bool { contentEnd < end }
  }

  private enum State {
    case startRecord, startField, inField, inQuotedField, quoteInQuotedField, eatCRNL
  }

  private let delimiter: UInt8
  private var state = State.startRecord
  private var fields: [Field] = []
  private var content: [UInt8] = []
  private var fieldStart = 0

  private init(delimiter: UInt8) {
    self.delimiter = delimiter
  }

  /// All rows of a whole input.
  public static func rows(of bytes: [UInt8], delimiter: UInt8) -> [Row] {
    var reader = CSVReaderTwin(delimiter: delimiter)
    var rows: [Row] = []
    var rowStart = 0
    var lineStart = 0
    // Reader_iternext: lines until the state is START_RECORD again.
    while lineStart < bytes.count {
      let lineEnd = endOfLine(in: bytes, from: lineStart)
      if reader.state == .startRecord {
        rowStart = lineStart
        reader.fields = []
        reader.content = []
        reader.fieldStart = rowStart
      }
      for offset in lineStart..<lineEnd { reader.process(bytes[offset], at: offset) }
      reader.process(nil, at: lineEnd)
      lineStart = lineEnd
      let isCutShort = reader.state != .startRecord && lineEnd == bytes.count
      if isCutShort {
        // The end of the input in IN_QUOTED_FIELD saves the field.
        precondition(reader.state == .inQuotedField)
        reader.saveField(at: lineEnd)
      }
      if reader.state == .startRecord || isCutShort {
        var contentEnd = lineEnd
        if !isCutShort {
          if contentEnd > rowStart, bytes[contentEnd - 1] == 0x0A { contentEnd -= 1 }
          if contentEnd > rowStart, contentEnd >= lineEnd - 1, bytes[contentEnd - 1] == 0x0D {
            contentEnd -= 1
          }
        }
        rows.append(
          Row(
            fields: reader.fields, contentEnd: contentEnd, end: lineEnd, endsInQuotes: isCutShort))
      }
    }
    return rows
  }

  /// The lines of a file opened with newline='': they end behind LF, CR or CRLF.
  private static func endOfLine(in bytes: [UInt8], from start: Int) -> Int {
    for offset in start..<bytes.count {
      if bytes[offset] == 0x0A { return offset + 1 }
      if bytes[offset] == 0x0D {
        return offset + 1 < bytes.count && bytes[offset + 1] == 0x0A ? offset + 2 : offset + 1
      }
    }
    return bytes.count
  }

  /// parse_process_char; `nil` is EOL, the end of a line.
  private mutating func process(_ c: UInt8?, at offset: Int) {
    let isNewline = c == 0x0A || c == 0x0D
    switch state {
    case .startRecord, .startField:
      if state == .startRecord {
        if c == nil { return }
        if isNewline {
          state = .eatCRNL
          return
        }
        state = .startField
      }
      if c == nil || isNewline {
        saveField(at: offset)
        state = c == nil ? .startRecord : .eatCRNL
      } else if c == 0x22 {
        state = .inQuotedField
      } else if c == delimiter {
        saveField(at: offset)
      } else {
        content.append(c!)
        state = .inField
      }
    case .inField:
      if c == nil || isNewline {
        saveField(at: offset)
        state = c == nil ? .startRecord : .eatCRNL
      } else if c == delimiter {
        saveField(at: offset)
        state = .startField
      } else {
        content.append(c!)
      }
    case .inQuotedField:
      if c == nil {
        return
      } else if c == 0x22 {
        state = .quoteInQuotedField
      } else {
        content.append(c!)
      }
    case .quoteInQuotedField:
      if c == 0x22 {
        content.append(0x22)
        state = .inQuotedField
      } else if c == delimiter {
        saveField(at: offset)
        state = .startField
      } else if c == nil || isNewline {
        saveField(at: offset)
        state = c == nil ? .startRecord : .eatCRNL
      } else {
        content.append(c!)
        state = .inField
      }
    case .eatCRNL:
      if c == nil {
        state = .startRecord
      } else {
        precondition(isNewline, "new-line character seen in unquoted field")
      }
    }
  }

  /// parse_save_field
  private mutating func saveField(at end: Int) {
    fields.append(Field(content: content, rawRange: fieldStart..<end))
    content = []
    fieldStart = end + 1
  }
}

extension CSVReaderTwin {
  /// A file with its last quote closed, if that is open at the end.
  public static func closingQuote(of input: [UInt8], delimiter: UInt8) -> [UInt8] {
    let isOpen = rows(of: input, delimiter: delimiter).last?.endsInQuotes ?? false
    return isOpen ? input + [0x22, 0x0A] : input
  }
}
