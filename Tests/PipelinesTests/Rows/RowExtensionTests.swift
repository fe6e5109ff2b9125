import Files
import TestSupport
import Testing

@testable import Pipelines

struct RowExtensionTests {
  private func extended(_ row: String, _ rowExtension: RowExtension, with fields: [String])
    -> String
  {
    var output = ByteBuffer(capacity: 0)
    let bytes = Array(row.utf8)
    rowExtension.append(bytes.span, fields: rowExtension.fields(fields), to: &output)
    let span = output.span
    return String(decoding: span.indices.map { span[$0] }, as: UTF8.self)
  }

  private let terminator = Array(";".utf8)

  @Test(
    arguments: [
      ("a\n", "a,x\n"), ("a\r\n", "a,x\r\n"), ("a\r", "a,x\r"),
      // The end of the input.
      ("a", "a,x;"), ("", "x;"),
      // An empty row has no fields.
      ("\n", "x\n"), ("\r\n", "x\r\n"), ("\r", "x\r"),
      ("\"a\"", "\"a\",x;"), ("\"a\n\",b\n", "\"a\n\",b,x\n"),
    ])
  func furtherFieldsStandBeforeTheTerminator(row: String, expected: String) {
    let rowExtension = RowExtension(delimiter: 0x2C, fieldCount: nil, terminator: terminator)
    #expect(extended(row, rowExtension, with: ["x"]) == expected)
  }

  @Test(
    arguments: [
      (2, "a,b\n", "a,b,x,y\n"), (2, "a\n", "a,,x,y\n"), (2, "\r\n", ",,x,y\r\n"),
      (2, "", ",,x,y;"),
      (1, "\n", ",x,y\n"), (1, "a", "a,x,y;"), (4, "a,b\r", "a,b,,,x,y\r"),
      // What the header has no room for stands behind.
      (2, "a,b,\n", "a,b,x,y,\n"), (2, "a,b,c,d", "a,b,x,y,c,d;"), (1, ",,\n", ",x,y,,\n"),
      // Delimiters in quotes are none; quotes within a field are none.
      (2, "\"a,b\",c\n", "\"a,b\",c,x,y\n"), (2, "\"a,b\"\n", "\"a,b\",,x,y\n"),
      (2, "\"a\"\",\n\",\"b\",\"c,\",d\n", "\"a\"\",\n\",\"b\",x,y,\"c,\",d\n"),
      (2, "a\"b,c\"\n", "a\"b,c\",x,y\n"), (1, "\"a\"b\",\"c\n", "\"a\"b\",x,y,\"c\n"),
    ])
  func furtherFieldsStandUnderTheirHeaders(fieldCount: Int, row: String, expected: String) {
    let rowExtension = RowExtension(delimiter: 0x2C, fieldCount: fieldCount, terminator: terminator)
    #expect(extended(row, rowExtension, with: ["x", "y"]) == expected)
  }

  @Test(
    arguments: [
      ("\"a;b\"\n", "\"a;b\";x;y z\n"), ("\"\n", "\";;x;y z\n"), ("a;\"b;c", "a;\"b;x;y z;c;"),
    ])
  func quotesMayBeOrdinaryBytes(row: String, expected: String) {
    let rowExtension = RowExtension(
      delimiter: 0x3B, fieldCount: 2, hasQuotes: false, terminator: terminator)
    #expect(extended(row, rowExtension, with: ["x", "y;z"]) == expected)
  }

  /// For Python's `csv`, the further fields are where the header has their names, whatever a row has.
  @Test func generatedRows() throws {
    for round in 0..<60 {
      var generator = SeededGenerator(stream: 0x0E0E_0000 + UInt64(round))
      let delimiter: UInt8 = [0x2C, 0x3B, 0x09].randomElement(using: &generator)!
      let sample = DelimitedTextSample.bytes(
        byteCount: Int.random(in: 0...900, using: &generator), delimiter: delimiter,
        using: &generator)
      let rows = CSVReaderTwin.rows(of: sample, delimiter: delimiter).filter { !$0.endsInQuotes }
      let fieldCount = Int.random(in: 1...5, using: &generator)
      let rowExtension = RowExtension(
        delimiter: delimiter, fieldCount: fieldCount, terminator: [0x0A])
      var output = ByteBuffer(capacity: 0)
      var start = 0
      for (number, row) in rows.enumerated() {
        rowExtension.append(
          sample.span.extracting(start..<row.end),
          fields: rowExtension.fields(["<\(number)>", "|;,"]),
          to: &output)
        start = row.end
      }
      let span = output.span
      let written = CSVReaderTwin.rows(of: span.indices.map { span[$0] }, delimiter: delimiter)
      #expect(written.count == rows.count)
      for (number, (row, written)) in zip(rows, written).enumerated() {
        var expected = row.fields.map { $0.content }
        while expected.count < fieldCount { expected.append([]) }
        expected.insert(contentsOf: ["<\(number)>", "|;,"].map { Array($0.utf8) }, at: fieldCount)
        #expect(written.fields.map { $0.content } == expected, "round \(round), row \(number)")
      }
    }
  }

  @Test(
    arguments: [
      ("", ""), ("a b", "a b"), ("a,b", "\"a,b\""), ("a;b", "a;b"), ("a\"b", "\"a\"\"b\""),
      ("a\nb", "\"a\nb\""), ("a\rb", "\"a\rb\""), ("é", "é"),
    ])
  func fieldsAreQuotedWhereTheyMustBe(text: String, expected: String) {
    let rowExtension = RowExtension(delimiter: 0x2C, fieldCount: nil, terminator: terminator)
    #expect(rowExtension.field(Array(text.utf8)) == Array(expected.utf8))
  }

  @Test func theDelimiterInUseIsTheOneThatCounts() {
    func fields(_ delimiter: UInt8) -> [UInt8] {
      RowExtension(delimiter: delimiter, fieldCount: nil, terminator: terminator).fields([
        "a;b", "c",
      ])
    }
    #expect(fields(0x3B) == Array(";\"a;b\";c".utf8))
    #expect(fields(0x09) == Array("\ta;b\tc".utf8))
  }
}
