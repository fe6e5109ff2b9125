import DelimitedText

/// One row as `RowScanner` reports it, or should: compared as a whole.
public struct ScannedRow: Equatable, Sendable, CustomStringConvertible {
  public struct Field: Equatable, Sendable {
    public var range: Range<Int>
    public var isEscaped: Bool
    public var content: [UInt8]
  }

  public var end: Int
  public var fields: [Field]
  /// Whether a line ends within it, inside quotes.
  public var isBroken: Bool

  public init(end: Int, fields: [Field], isBroken: Bool = false) {
    self.end = end
    self.fields = fields
    self.isBroken = isBroken
  }

  /// What the scanner should say of a row, by the definitions of `RowBatch`.
  public init(_ row: CSVReaderTwin.Row, columns: [Int], in bytes: [UInt8]) {
    end = row.end
    isBroken = row.fields.contains { field in
      bytes[field.rawRange].contains { $0 == 0x0A || $0 == 0x0D }
    }
    fields = columns.map { column in
      guard column < row.fields.count else {
        return Field(range: row.contentEnd..<row.contentEnd, isEscaped: false, content: [])
      }
      let field = row.fields[column]
      let raw = field.rawRange
      let isLast = column == row.fields.count - 1
      guard !raw.isEmpty, bytes[raw.lowerBound] == 0x22 else {
        return Field(range: raw, isEscaped: false, content: field.content)
      }
      let isOpen = row.endsInQuotes && isLast
      let end = isOpen ? raw.upperBound : raw.upperBound - 1
      let inner = raw.lowerBound + 1..<max(end, raw.lowerBound + 1)
      let isSimple = Array(bytes[inner]) == field.content
      return Field(range: isSimple ? inner : raw, isEscaped: !isSimple, content: field.content)
    }
  }

  /// What a scan of lines should say of a line.
  public init(_ line: LinesTwin.Line, columns: [Int], in bytes: [UInt8]) {
    end = line.end
    isBroken = false
    fields = columns.map { column in
      let contentEnd = line.content.upperBound
      let range = column == 0 ? line.content : contentEnd..<contentEnd
      return Field(range: range, isEscaped: false, content: Array(bytes[range]))
    }
  }

  public var description: String {
    let texts = fields.map { "\($0.range)\($0.isEscaped ? " escaped" : "") \($0.content)" }
    return "(end: \(end), fields: \(texts))"
  }

  /// Scans all that can be scanned from `offset`, batch by batch; lines if there is no delimiter.
  ///
  /// - Returns: The rows, the offset behind them, and whether the last row ended inside quotes.
  public static func scan(
    _ block: Span<UInt8>, from offset: Int = 0, delimiter: UInt8?, columns: [Int],
    rowCapacity: Int, isFinal: Bool
  ) -> (rows: [ScannedRow], end: Int, endsInQuotes: Bool) {
    let scanner =
      delimiter.map { RowScanner(delimiter: $0, columns: columns) } ?? .lines(columns: columns)
    var batch = RowBatch(rowCapacity: rowCapacity, columnCount: columns.count)
    var rows: [ScannedRow] = []
    var start = offset
    var endsInQuotes = false
    while true {
      let end = scanner.scan(block, from: start, isFinal: isFinal, into: &batch)
      append(batch, of: block, to: &rows)
      endsInQuotes = endsInQuotes || batch.endsInQuotes
      if batch.rowCount > 0 {
        precondition(Int(batch.rowEnds[batch.rowCount - 1]) == end, "end of scan and of last row")
      } else {
        precondition(end == start, "no rows, but bytes scanned")
      }
      start = end
      if batch.rowCount < rowCapacity { break }
    }
    return (rows, start, endsInQuotes)
  }

  private static func append(
    _ batch: borrowing RowBatch, of block: Span<UInt8>, to rows: inout [ScannedRow]
  ) {
    var nextEscaped = 0
    var nextBroken = 0
    for row in 0..<batch.rowCount {
      var fields: [Field] = []
      for field in row * batch.columnCount..<(row + 1) * batch.columnCount {
        let range = Int(batch.fieldStarts[field])..<Int(batch.fieldEnds[field])
        let bytes = block.extracting(range)
        var content: [UInt8] = []
        let isEscaped =
          nextEscaped < batch.escapedFields.count && batch.escapedFields[nextEscaped] == field
        if isEscaped {
          nextEscaped += 1
          FieldDecoder.decode(bytes, into: &content)
        } else {
          for index in bytes.indices { content.append(bytes[index]) }
        }
        fields.append(Field(range: range, isEscaped: isEscaped, content: content))
      }
      let isBroken =
        nextBroken < batch.brokenRows.count && Int(batch.brokenRows[nextBroken]) == row
      if isBroken { nextBroken += 1 }
      rows.append(ScannedRow(end: Int(batch.rowEnds[row]), fields: fields, isBroken: isBroken))
    }
    precondition(nextBroken == batch.brokenRows.count, "broken rows out of order")
    precondition(nextEscaped == batch.escapedFields.count, "an escaped field without a row")
  }
}
