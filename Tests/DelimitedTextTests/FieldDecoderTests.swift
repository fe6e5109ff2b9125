import DelimitedText
import Testing

@Suite struct FieldDecoderTests {
  @Test(arguments: [
    ("", ""), ("plain", "plain"), ("a\"b\"", "a\"b\""), ("\"\"", ""), ("\"", ""),
    ("\"a\"", "a"), ("\"a", "a"), ("\"a\"\"b\"", "a\"b"), ("\"a\"b", "ab"),
    ("\"a\"b\"\"", "ab\"\""),
    ("\"\"\"\"", "\""), ("\"\"\"", "\""), ("\"a\"\"", "a\""), ("\"a,\n\"", "a,\n"),
  ])
  func knownFields(raw: String, expected: String) {
    var content = Array("behind ".utf8)
    FieldDecoder.decode(Array(raw.utf8).span, into: &content)
    #expect(String(decoding: content, as: UTF8.self) == "behind " + expected)
  }
}
