import DelimitedText
import TestSupport
import Testing

/// Scans of lines, against text split at line ends.
@Suite struct RowScannerLinesTests {
  private static let columnSets: [[Int]] = [[0], [], [0, 1], [2], [0, 3, 40]]

  @Test(arguments: [
    ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\r\nb\rc\nd", ["a", "b", "c", "d"]),
    ("\n\r\n\r", ["", "", ""]), ("a\r\r\nb", ["a", "", "b"]), ("\n\n\"", ["", "", "\""]),
    (
      "\"212 555 0100\n212,555;0101\n\"212\t555|0102\"\n",
      ["\"212 555 0100", "212,555;0101", "\"212\t555|0102\""]
    ),
    ("\"\"\n\"\"\"\"\r\n\"a\"b\",\"\n", ["\"\"", "\"\"\"\"", "\"a\"b\",\""]),
    ("\u{0}\n\u{FEFF}\"", ["\u{0}", "\u{FEFF}\""]),
  ])
  func knownLines(text: String, expected: [String]) {
    let bytes = Array(text.utf8)
    let scanner = RowScanner.lines()
    var batch = RowBatch(rowCapacity: 8, columnCount: 1)
    #expect(scanner.scan(bytes.span, from: 0, isFinal: true, into: &batch) == bytes.count)
    let lines = (0..<batch.rowCount).map { row in
      let range = Int(batch.fieldStarts[row])..<Int(batch.fieldEnds[row])
      return String(decoding: bytes[range], as: UTF8.self)
    }
    #expect(lines == expected)
    #expect(batch.escapedFields.isEmpty && !batch.endsInQuotes)
    check(bytes, columns: [0])
  }

  @Test(arguments: columnSets) func generatedText(columns: [Int]) {
    var generator = SeededGenerator(stream: 7_000 + UInt64(columns.count))
    for _ in 0..<60 {
      let bytes = text(byteCount: Int.random(in: 0...400, using: &generator), using: &generator)
      for rowCapacity in [1, 2, 3, 7, 64] {
        check(bytes, columns: columns, rowCapacity: rowCapacity)
      }
    }
  }

  /// Text of several windows, whose lines lie across their borders.
  @Test(arguments: columnSets) func generatedWindows(columns: [Int]) {
    var generator = SeededGenerator(stream: 7_100 + UInt64(columns.count))
    for _ in 0..<4 {
      check(text(byteCount: 40_000, using: &generator), columns: columns, rowCapacity: 512)
    }
  }

  /// A prefix of the text must give the lines that are complete in it, and the rest must go on
  /// there.
  @Test(arguments: columnSets) func everyCut(columns: [Int]) {
    var generator = SeededGenerator(stream: 7_200 + UInt64(columns.count))
    for _ in 0..<8 {
      let bytes = text(byteCount: Int.random(in: 0...150, using: &generator), using: &generator)
      let lines = LinesTwin.lines(of: bytes)
      let expected = lines.map { ScannedRow($0, columns: columns, in: bytes) }
      for cut in 0...bytes.count {
        // A CR that ends the prefix may be half of a CRLF.
        let completeCount = lines.prefix { line in
          line.isTerminated && line.end <= cut && !(line.end == cut && bytes[cut - 1] == 0x0D)
        }.count
        let head = ScannedRow.scan(
          bytes.span.extracting(0..<cut), delimiter: nil, columns: columns, rowCapacity: 7,
          isFinal: false)
        #expect(head.rows == Array(expected.prefix(completeCount)), "\(bytes) cut at \(cut)")
        #expect(head.end == (completeCount == 0 ? 0 : lines[completeCount - 1].end))
        let tail = ScannedRow.scan(
          bytes.span, from: head.end, delimiter: nil, columns: columns, rowCapacity: 3,
          isFinal: true)
        #expect(tail.rows == Array(expected.dropFirst(completeCount)), "\(bytes) cut at \(cut)")
        #expect(tail.end == bytes.count && !head.endsInQuotes && !tail.endsInQuotes)
      }
    }
  }

  @Test func oneMoreByteAtATime() {
    var generator = SeededGenerator(stream: 7_300)
    for _ in 0..<20 {
      let bytes = text(byteCount: 200, using: &generator)
      var rows: [ScannedRow] = []
      var offset = 0
      for count in 0...bytes.count + 1 {
        let scan = ScannedRow.scan(
          bytes.span.extracting(0..<min(count, bytes.count)), from: offset, delimiter: nil,
          columns: [0], rowCapacity: 1, isFinal: count > bytes.count)
        rows += scan.rows
        offset = scan.end
      }
      let expected = LinesTwin.lines(of: bytes).map { ScannedRow($0, columns: [0], in: bytes) }
      #expect(rows == expected, "\(bytes)")
    }
  }

  /// Every kind of border, at every place relative to words and windows.
  @Test(arguments: ["a\r\n\"b\r\n", "\r\r\n\n\"\"\n", "\"a,b\r\n\",\n\r", "\"\n\"\r\"\r\n"])
  func everyAlignment(text: String) {
    for base in [0, 8192 - 64] {
      for padding in base..<base + 130 {
        for end in ["\"", "\n\""] {
          let start = [UInt8](repeating: 0x2E, count: padding) + Array(end.utf8)
          check(start + Array((text + text).utf8), columns: [0])
        }
      }
    }
  }

  /// Lines longer than a window.
  @Test(arguments: columnSets) func longLines(columns: [Int]) {
    for byte in [0x22, 0x2C, 0x61] as [UInt8] {
      for end in [[], [0x0A], [0x0D], [0x0D, 0x0A]] as [[UInt8]] {
        for byteCount in [8190, 8191, 8192, 8193, 20_000] {
          let long = [UInt8](repeating: byte, count: byteCount) + end
          check(long, columns: columns)
          check([0x22, 0x0A] + long + long + [0x62], columns: columns, rowCapacity: 2)
        }
      }
    }
  }

  /// A sample, made richer in line ends and quotes.
  private func text(byteCount: Int, using generator: inout SeededGenerator) -> [UInt8] {
    var bytes = DelimitedTextSample.bytes(
      byteCount: byteCount, delimiter: 0x2C, using: &generator)
    for _ in 0..<byteCount / 20 {
      let offset = Int.random(in: 0..<bytes.count, using: &generator)
      bytes[offset] = [0x0A, 0x0D, 0x22].randomElement(using: &generator)!
    }
    return bytes
  }

  /// Compares a scan of the whole with the twin.
  private func check(
    _ bytes: [UInt8], columns: [Int], rowCapacity: Int = 64,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let expected = LinesTwin.lines(of: bytes).map { ScannedRow($0, columns: columns, in: bytes) }
    let scan = ScannedRow.scan(
      bytes.span, delimiter: nil, columns: columns, rowCapacity: rowCapacity, isFinal: true)
    if scan.rows != expected {
      let row = zip(scan.rows, expected).prefix { $0 == $1 }.count
      Issue.record(
        """
        line \(row) of \(expected.count) differs: columns \(columns), capacity \(rowCapacity), \
        \(bytes.count < 1000 ? "\(bytes)" : "\(bytes.count) bytes")
        """, sourceLocation: sourceLocation)
    }
    #expect(scan.end == bytes.count, sourceLocation: sourceLocation)
    #expect(!scan.endsInQuotes, sourceLocation: sourceLocation)
  }
}
