import DelimitedText
import PhoneNumbers
import TestSupport
import Testing

@testable import Pipelines

/// Quotes that swallow rows, and quotes that do not.
struct QuoteGuardTests {
  private func columns(_ text: String, delimiter: UInt8, _ phones: [Int]) -> NumberColumns {
    var columns = NumberColumns(delimiter: delimiter, phoneColumns: phones, region: Region("US"))
    let bytes = Array(text.utf8)
    let header = RowReader.row(in: bytes.span, at: 0, delimiter: delimiter, isFinal: true)
    columns.fieldCount = header?.fields.count ?? 0
    return columns
  }

  /// What a reader finds in the rows behind the header, their numbers from 1 with the header.
  private func finding(_ text: [UInt8], _ columns: NumberColumns) -> QuoteTwin.Finding? {
    var reader = NumberReader(columns)
    let header = RowReader.row(in: text.span, at: 0, delimiter: columns.delimiter, isFinal: true)
    guard let start = header?.end else { return nil }
    let body = Array(text[start...])
    var offset = 0
    while offset < body.count {
      offset = reader.read(body.span, from: offset, isFinal: true)
    }
    return reader.quoteFinding.map { found in
      let causes: [QuoteFinding.Cause: QuoteTwin.Cause] = [
        .open: .open, .rows: .rows, .cells: .cells, .shifted: .shifted,
      ]
      return QuoteTwin.Finding(
        cause: causes[found.cause]!, row: found.row + 2, offset: start + found.offset)
    }
  }

  private func finding(
    _ text: String, delimiter: UInt8 = 0x2C, phones: [Int]
  ) -> QuoteTwin.Finding? {
    finding(Array(text.utf8), columns(text, delimiter: delimiter, phones))
  }

  @Test(
    arguments: [
      // Two stray quotes, and the second one opens another cell.
      ("phone,name\n2025550199,\"Big Al\n2025550123,Dan\n2025550188,\"Eve\"\n", [0]),
      // The second one is where a cell ends, or begins, or is all there is of it.
      ("phone,name\n2025550199,\"Big Al\n2025550123,Dan\"\n", [0]),
      ("phone,name\n2025550199,\"Big Al\n2025550123,\"Dan\n", [0]),
      ("name,phone,x\nAl,2025550199,\"\nDan,2025550123,\"\n", [1]),
      ("name,phone\nAl,2025550199\n\"Big,2025550111\n\"Dan,2025550123\n", [1]),
      // The row seems to have all of its fields.
      ("name,size,phone\nPipe,\"3/4,2025550199\nTube,1/2\",2025550123\n", [2]),
      // The quote at a row's end is lacking, and all others are in pairs.
      ("\"phone\",\"name\"\n\"2025550199\",\"Al\n\"2025550123\",\"Dan\"\n", [0]),
      ("\"name\",\"phone\"\r\n\"Al\",\"2025550199\r\n\"Dan\",\"2025550123\"\r\n", [1]),
      // Rows with fewer fields than the header, and with more.
      ("name,phone,a,b\nAl,,\"x\nDan,2025550123\nEve,,\"y\n", [1]),
      ("name,phone\nAl,\"x\nDan,2025550123,more\nEve,\"y\n", [1]),
      // One column.
      ("phone\n\"2025550199\n2025550123\n2025550188\"\n", [0]),
      // No number, but rows all the same.
      ("a,phone,b,c,d\n1,2025550199,\"x,y,z\nAnn,,Rome,IT,new\nBob,,Oslo,\",1\n", [1]),
      // A number that is not in the plan.
      ("phone,name\n2025550199,\"Big Al\n555-0123,Dan\"\n", [0]),
      // CR alone.
      ("phone,name\r2025550199,\"Big Al\r2025550123,Dan\"\r", [0]),
    ])
  func rowsInQuotesAreFound(text: String, phones: [Int]) {
    #expect(finding(text, phones: phones)?.cause == .rows, "\(text)")
    for (delimiter, other) in [(UInt8(0x3B), ";"), (0x09, "\t"), (0x7C, "|")] {
      let text = text.split(separator: ",", omittingEmptySubsequences: false).joined(
        separator: other)
      #expect(finding(text, delimiter: delimiter, phones: phones)?.cause == .rows, "\(text)")
    }
  }

  @Test(
    arguments: [
      // Addresses, with cities and without.
      ("name,address,phone\nAnn,\"12 Main St\nSpringfield, IL 62701\",2025550123\n", [2]),
      ("name,address,phone\nAnn,\"12 Main St, Apt 4\r\nSpringfield\",2025550123\r\n", [2]),
      ("phone,address\n2025550123,\"12 Main St\nSpringfield, IL\"\n", [0]),
      ("phone,address\n2025550123,\"12 Main St\nSpringfield,IL\nUSA\"\n", [0]),
      ("a,phone,address,b\n1,2025550123,\"Flat 3\n12, High St\nLeeds, LS1 4AP\",x\n", [1]),
      // Notes with commas and blank lines, dates at the beginning.
      ("phone,note\n2025550123,\"2026-11-20: no answer\n\n2026-11-21: busy, again\"\n", [0]),
      ("a,b,note,phone\n1,2,\"So, well, yes, no\nand, so, on, forth\",2025550123\n", [3]),
      // JSON and lists.
      ("phone,json\n2025550123,\"{\n  \"\"a\"\": [1, 2],\n  \"\"b\"\": \"\"x\"\"\n}\"\n", [0]),
      ("id,phone,json\n1,2025550123,\"{\"\"a\"\":1,\n\"\"b\"\":2,\n\"\"c\"\":3}\"\n", [1]),
      // Numbers below each other in a phone cell.
      ("name,phone\nAnn,\"2025550123\n2025550199\"\n", [1]),
      ("phone,name\n\"2025550123\n2025550199\",Ann\n", [0]),
      // An unescaped quote in a cell with lines.
      ("phone,note\n2025550123,\"first\nsaid \"hello\" there\"\n", [0]),
      // Quotes in the middle of cells, and whole cells in quotes.
      ("size,phone\n3\" pipe,2025550123\n4\" pipe,2025550199\n", [1]),
      ("\"name\",\"phone\"\n\"Doe, Jane\",\"2025550123\"\n\"Doe, Al\",\"2025550199\"\n", [1]),
      // Short rows.
      ("name,phone,x\n\"Doe, Jane\"\n\"Doe, Al\",\n\n", [1]),
    ])
  func whatPeopleWriteIsNot(text: String, phones: [Int]) {
    #expect(finding(text, phones: phones) == nil, "\(text)")
  }

  @Test(
    arguments: [
      ("item,phone,size\n\"3/4 pipe,2025550123,12\" tube\n", [1]),
      ("a,home,mobile\n1,2025550199,\"2\n\"x,2025550188,2025550123\"\n", [1, 2]),
      // Rows that are in quotes as a whole.
      ("name,phone\n\"Ann,2025550123\"\n", [1]),
      // What is behind moves to the places before.
      ("item,phone,size,note\n\"3/4 pipe,2025550123,12\" tube,\n", [1]),
    ])
  func cellsInQuotesAreFound(text: String, phones: [Int]) {
    let cause = finding(text, phones: phones)?.cause
    #expect(cause == .cells || cause == .rows, "\(text)")
  }

  @Test(
    arguments: [
      // The quote behind a cell is lacking.
      ("\"a\",\"b\",\"c\",\"phone\"\n\"1\",\"47,\"x\",\"2025550123\"\n", [3]),
      // A quote too many tears a cell with lines, and the row.
      ("id,address,phone\n1,\"12 Main \"St\nLeeds\",2025550123\n", [2]),
      // The quote before one is lacking.
      ("id,a,address,phone,x\n1,2,12 Main St\nLeeds\",2025550123,4711\n", [3]),
    ])
  func numbersOutOfTheirPlaceAreFound(text: String, phones: [Int]) {
    #expect(finding(text, phones: phones)?.cause == .shifted, "\(text)")
  }

  @Test func aQuoteThatIsOpenIsFound() {
    let text = "phone,name\n2025550123,Ann\n2025550199,\"Big Al\n2025550124,Cy\n"
    #expect(finding(text, phones: [0]) == .init(cause: .open, row: 3, offset: 37))
    #expect(finding("a\n\"", phones: [0]) == .init(cause: .open, row: 2, offset: 2))
    #expect(finding("a\n\"x\"\"", phones: [0]) == .init(cause: .open, row: 2, offset: 2))
    #expect(finding("a\n\"x\"", phones: [0]) == nil)
  }

  @Test func quotesMayBeTrustedOrOrdinary() {
    let text = "phone,name\n2025550199,\"Big Al\n2025550123,Dan\"\n"
    var columns = columns(text, delimiter: 0x2C, [0])
    #expect(finding(Array(text.utf8), columns)?.cause == .rows)
    columns.trustsQuotes = true
    #expect(finding(Array(text.utf8), columns) == nil)
    #expect(finding(Array((text + "\"").utf8), columns)?.cause == .open)
    columns.trustsQuotes = false
    columns.hasQuotes = false
    #expect(finding(Array((text + "\"").utf8), columns) == nil)
  }

  /// Damaged files, in which the same quotes are found as by definition.
  @Test(arguments: 0..<8) func generatedFiles(stream: Int) {
    var generator = SeededGenerator(stream: 0x0A0E_0000 + UInt64(stream))
    var counts: [QuoteTwin.Cause?: Int] = [:]
    for round in 0..<400 {
      var sample = QuotedSample(using: &generator)
      let damageCount = Int.random(in: 0...3, using: &generator)
      let text = sample.bytes(
        rowCount: Int.random(in: 1...12, using: &generator), damageCount: damageCount,
        using: &generator)
      var columns = NumberColumns(
        delimiter: sample.delimiter, phoneColumns: sample.phoneColumns, region: Region("US"))
      columns.fieldCount = sample.fieldCount
      var twin = QuoteTwin(
        delimiter: sample.delimiter, phoneColumns: sample.phoneColumns, region: Region("US"))
      let expected = twin.finding(in: text)
      counts[expected?.cause, default: 0] += 1
      #expect(
        finding(text, columns) == expected,
        "round \(round): \(String(decoding: text, as: UTF8.self).debugDescription)")
    }
    for cause in [nil, QuoteTwin.Cause.open, .rows, .cells, .shifted] {
      #expect(counts[cause, default: 0] > 3)
    }
  }

  // MARK: Headers

  @Test(
    arguments: [
      ("phone,\"name\n2025550123,Dan\n2025550188,\"Eve\"\n", true),
      ("phone,\"na\"me\"\n", false), ("\"phone\nnumber\",name\n", false),
      ("phone,\"name\nDan\"x\n", true), ("\"phone, home\",\"name\r\nand title\"\n", false),
      ("\"phone\n202-555-0123\",name\n", true),
    ])
  func headersThatSwallowRows(text: String, isFound: Bool) {
    let bytes = Array(text.utf8)
    #expect((QuoteGuard.swallowedRows(inHeader: bytes.span, delimiter: 0x2C) != nil) == isFound)
  }
}
