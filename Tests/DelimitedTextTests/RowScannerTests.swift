import DelimitedText
import TestSupport
import Testing

@Suite struct RowScannerTests {
  private static let delimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C, 0x20, 0x00, 0x78]
  private static let columnSets: [[Int]] = [
    [], [0], [1], [2], [0, 1], [1, 4], [0, 2, 3], [7], Array(0..<16), [3, 40],
  ]

  /// Cases that name the rules one by one; the wanted columns are 0 and 1.
  @Test(arguments: [
    ("", []),
    ("a,b\n", [["a", "b"]]),
    ("a,b", [["a", "b"]]),
    ("a\r\nb\rc\n", [["a", ""], ["b", ""], ["c", ""]]),
    ("\n\r\n\r", [["", ""], ["", ""], ["", ""]]),
    ("a\r\r\nb", [["a", ""], ["", ""], ["b", ""]]),
    ("a,", [["a", ""]]),
    (",\n,", [["", ""], ["", ""]]),
    ("\"a,\nb\",\"c\"\"d\"\n", [["a,\nb", "c\"d"]]),
    ("\"\",\"\"\"\"\n", [["", "\""]]),
    ("a\"b,c\"d\"\n\"", [["a\"b", "c\"d\""], ["", ""]]),
    ("\"a\"b,\"a\"b\"c,\n", [["ab", "ab\"c"]]),
    (" \"a,b\"\n", [[" \"a", "b\""]]),
    ("\"a\"\r\n\"b\nc,d", [["a", ""], ["b\nc,d", ""]]),
    ("\"a\"\"", [["a\"", ""]]),
    ("\u{0},\u{0}\n", [["\u{0}", "\u{0}"]]),
  ])
  func knownRows(text: String, expected: [[String]]) {
    let bytes = Array(text.utf8)
    let scan = ScannedRow.scan(
      bytes.span, delimiter: 0x2C, columns: [0, 1], rowCapacity: 2, isFinal: true)
    let contents = scan.rows.map { $0.fields.map { String(decoding: $0.content, as: UTF8.self) } }
    #expect(contents == expected)
    #expect(scan.end == bytes.count)
    check(bytes, delimiter: 0x2C, columns: [0, 1], rowCapacity: 7)
  }

  @Test(arguments: delimiters) func generatedText(delimiter: UInt8) {
    var generator = SeededGenerator(stream: UInt64(delimiter))
    for _ in 0..<60 {
      let byteCount = Int.random(in: 0...400, using: &generator)
      let bytes = DelimitedTextSample.bytes(
        byteCount: byteCount, delimiter: delimiter, using: &generator)
      let columns = Self.columnSets.randomElement(using: &generator)!
      for rowCapacity in [1, 2, 3, 7, 64] {
        check(bytes, delimiter: delimiter, columns: columns, rowCapacity: rowCapacity)
      }
    }
  }

  /// Text of several windows, whose rows lie across their borders.
  @Test(arguments: columnSets) func generatedWindows(columns: [Int]) {
    var generator = SeededGenerator(stream: 100 + UInt64(columns.count))
    for _ in 0..<2 {
      let bytes = DelimitedTextSample.bytes(byteCount: 40_000, delimiter: 0x2C, using: &generator)
      check(bytes, delimiter: 0x2C, columns: columns, rowCapacity: 512)
    }
  }

  /// A prefix of the text must give the rows that are complete in it, and the rest must go on
  /// there.
  @Test(arguments: delimiters) func everyCut(delimiter: UInt8) {
    var generator = SeededGenerator(stream: 200 + UInt64(delimiter))
    for _ in 0..<6 {
      let byteCount = Int.random(in: 0...150, using: &generator)
      let bytes = DelimitedTextSample.bytes(
        byteCount: byteCount, delimiter: delimiter, using: &generator)
      let columns = Self.columnSets.randomElement(using: &generator)!
      let rows = CSVReaderTwin.rows(of: bytes, delimiter: delimiter)
      let expected = rows.map { ScannedRow($0, columns: columns, in: bytes) }
      for cut in 0...bytes.count {
        // A CR that ends the prefix may be half of a CRLF.
        let completeCount = rows.prefix { row in
          row.isTerminated && row.end <= cut && !(row.end == cut && bytes[cut - 1] == 0x0D)
        }.count
        let head = ScannedRow.scan(
          bytes.span.extracting(0..<cut), delimiter: delimiter, columns: columns, rowCapacity: 7,
          isFinal: false)
        #expect(head.rows == Array(expected.prefix(completeCount)), "\(bytes) cut at \(cut)")
        #expect(head.end == (completeCount == 0 ? 0 : rows[completeCount - 1].end))
        #expect(!head.endsInQuotes)
        let tail = ScannedRow.scan(
          bytes.span, from: head.end, delimiter: delimiter, columns: columns, rowCapacity: 3,
          isFinal: true)
        #expect(tail.rows == Array(expected.dropFirst(completeCount)), "\(bytes) cut at \(cut)")
        #expect(tail.end == bytes.count)
      }
    }
  }

  @Test func oneMoreByteAtATime() {
    var generator = SeededGenerator(stream: 300)
    for _ in 0..<20 {
      let bytes = DelimitedTextSample.bytes(byteCount: 200, delimiter: 0x2C, using: &generator)
      var rows: [ScannedRow] = []
      var offset = 0
      for count in 0...bytes.count {
        let scan = ScannedRow.scan(
          bytes.span.extracting(0..<count), from: offset, delimiter: 0x2C, columns: [0, 2],
          rowCapacity: 1, isFinal: false)
        rows += scan.rows
        offset = scan.end
      }
      rows +=
        ScannedRow.scan(
          bytes.span, from: offset, delimiter: 0x2C, columns: [0, 2], rowCapacity: 1, isFinal: true
        ).rows
      let expected = CSVReaderTwin.rows(of: bytes, delimiter: 0x2C)
        .map { ScannedRow($0, columns: [0, 2], in: bytes) }
      #expect(rows == expected, "\(bytes)")
    }
  }

  /// Every kind of border, at every place relative to words and windows.
  @Test(arguments: [
    "a,b\r\nc,d\r\n", "\"a\"\"b\",\"c\r\n\"\r\n", "\r\r\n\n\"\"\n", "a\"b\",\"c\"d\"\n",
    "\"\"\"\"\"\",\"",
  ])
  func everyAlignment(text: String) {
    let pattern = Array(text.utf8)
    for windowBase in [0, 8192 - 64] {
      for padding in 0..<(windowBase == 0 ? 130 : 70) {
        // The padding is one field, of a row of its own or not.
        for end in [",", "\n"] {
          var bytes = [UInt8](repeating: 0x2E, count: windowBase + padding)
          bytes += end.utf8
          bytes += pattern
          bytes += pattern
          if windowBase == 0 {
            check(bytes, delimiter: 0x2C, columns: [0, 1, 2], rowCapacity: 64)
          } else {
            check(bytes, delimiter: 0x2C, columns: [1], rowCapacity: 64)
          }
        }
      }
    }
  }

  @Test func longRows() {
    let long = 2_000_000
    let field = [UInt8](repeating: 0x61, count: long)
    let delimiters = [UInt8](repeating: 0x2C, count: 20_000)
    let quoted = [0x22] + [UInt8](repeating: 0x0A, count: 20_000) + [0x22] as [UInt8]
    let doubled = [UInt8](repeating: 0x22, count: 20_000)
    check(
      field + [0x2C, 0x62, 0x0D, 0x0A, 0x63], delimiter: 0x2C, columns: [0, 1], rowCapacity: 2)
    check(delimiters + [0x62, 0x0A] + delimiters, delimiter: 0x2C, columns: [9, 20_000, 20_001])
    check([0x62, 0x2C] + quoted + [0x0D, 0x0A, 0x0A], delimiter: 0x2C, columns: [0, 1, 2])
    check(doubled + [0x2C, 0x62, 0x0A, 0x63], delimiter: 0x2C, columns: [0, 1])
    check([0x62] + doubled + [0x2C, 0x62, 0x0A, 0x63], delimiter: 0x2C, columns: [0, 1])
    check(Array(quoted.dropLast()), delimiter: 0x2C, columns: [0, 1])
  }

  @Test func longRowIsLeftForLaterUntilItEnds() {
    var bytes = Array("a,b\n".utf8) + [UInt8](repeating: 0x61, count: 30_000)
    for (end, expected) in [("", 4), ("\r", 4), ("\n", 30_006), ("x", 30_006)] {
      bytes += end.utf8
      let scan = ScannedRow.scan(
        bytes.span, delimiter: 0x2C, columns: [0], rowCapacity: 9, isFinal: false)
      #expect(scan.end == expected)
      #expect(scan.rows.count == (expected == 4 ? 1 : 2))
    }
  }

  /// The example drawn at `RowBatch`.
  @Test func drawnBatch() {
    let bytes = Array("Alice,\"No 1\"\r\nBob\n".utf8)
    var batch = RowBatch(rowCapacity: 2, columnCount: 2)
    let scanner = RowScanner(delimiter: 0x2C, columns: [0, 1])
    #expect(scanner.scan(bytes.span, from: 0, isFinal: false, into: &batch) == 18)
    let rowEnds = (0..<2).map { batch.rowEnds[$0] }
    let starts = (0..<4).map { batch.fieldStarts[$0] }
    let ends = (0..<4).map { batch.fieldEnds[$0] }
    let escapedCount = batch.escapedFields.count
    #expect(rowEnds == [14, 18])
    #expect(starts == [0, 7, 14, 17])
    #expect(ends == [5, 11, 17, 17])
    #expect(escapedCount == 0)
  }

  @Test func batchIsReused() {
    let scanner = RowScanner(delimiter: 0x2C, columns: [0])
    var batch = RowBatch(rowCapacity: 4, columnCount: 1)
    let first = Array("\"a\"\"\"\n\"".utf8)
    let second = Array("b\n".utf8)
    #expect(scanner.scan(first.span, from: 0, isFinal: true, into: &batch) == first.count)
    #expect(batch.rowCount == 2 && batch.endsInQuotes && batch.escapedFields.count == 1)
    #expect(scanner.scan(second.span, from: 0, isFinal: true, into: &batch) == second.count)
    #expect(batch.rowCount == 1 && !batch.endsInQuotes && batch.escapedFields.isEmpty)
    #expect(scanner.scan(second.span, from: 2, isFinal: true, into: &batch) == second.count)
    #expect(batch.rowCount == 0 && batch.rowEnds.isEmpty && batch.fieldStarts.isEmpty)
  }

  /// Compares a scan of the whole with the twin.
  private func check(
    _ bytes: [UInt8], delimiter: UInt8, columns: [Int], rowCapacity: Int = 64,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let rows = CSVReaderTwin.rows(of: bytes, delimiter: delimiter)
    let scan = ScannedRow.scan(
      bytes.span, delimiter: delimiter, columns: columns, rowCapacity: rowCapacity, isFinal: true)
    let expected = rows.map { ScannedRow($0, columns: columns, in: bytes) }
    if scan.rows != expected {
      let row = zip(scan.rows, expected).prefix { $0 == $1 }.count
      Issue.record(
        """
        row \(row) of \(expected.count) differs: columns \(columns), capacity \(rowCapacity), \
        \(bytes.count < 1000 ? "\(bytes)" : "\(bytes.count) bytes")
        """, sourceLocation: sourceLocation)
    }
    #expect(scan.end == bytes.count, sourceLocation: sourceLocation)
    #expect(scan.endsInQuotes == (rows.last?.endsInQuotes ?? false), sourceLocation: sourceLocation)
  }
}
