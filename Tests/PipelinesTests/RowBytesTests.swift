import Files
import Testing

@testable import Pipelines

struct RowBytesTests {
  @Test(
    arguments: [
      ("a\n", false, "a,x\n"), ("a\r\n", false, "a,x\r\n"), ("a\r", false, "a,x\r"),
      // The end of the input.
      ("a", false, "a,x;"), ("", false, "x;"),
      // An empty row has no fields.
      ("\n", false, "x\n"), ("\r\n", false, "x\r\n"), ("\r", false, "x\r"),
      // A line end within the quote that the input ends in is content.
      ("\"a\n", true, "\"a\n\",x;"), ("\"a\r\n", true, "\"a\r\n\",x;"), ("\"", true, "\"\",x;"),
      ("\"a\"\"", true, "\"a\"\"\",x;"), ("\"a\"", false, "\"a\",x;"),
    ])
  func furtherFieldsStandBeforeTheTerminator(row: String, endsInQuotes: Bool, expected: String) {
    var output = ByteBuffer(capacity: 0)
    let bytes = Array(row.utf8)
    RowBytes.append(
      bytes.span, fields: Array(",x".utf8), terminator: Array(";".utf8),
      endsInQuotes: endsInQuotes, to: &output)
    let span = output.span
    #expect(String(decoding: span.indices.map { span[$0] }, as: UTF8.self) == expected)
  }

  @Test(
    arguments: [
      ("", ""), ("a b", "a b"), ("a,b", "\"a,b\""), ("a;b", "a;b"), ("a\"b", "\"a\"\"b\""),
      ("a\nb", "\"a\nb\""), ("a\rb", "\"a\rb\""), ("é", "é"),
    ])
  func fieldsAreQuotedWhereTheyMustBe(text: String, expected: String) {
    #expect(RowBytes.field(text, delimiter: 0x2C) == Array(expected.utf8))
  }

  @Test func theDelimiterInUseIsTheOneThatCounts() {
    #expect(RowBytes.fields(["a;b", "c"], delimiter: 0x3B) == Array(";\"a;b\";c".utf8))
    #expect(RowBytes.fields(["a;b", "c"], delimiter: 0x09) == Array("\ta;b\tc".utf8))
  }
}
