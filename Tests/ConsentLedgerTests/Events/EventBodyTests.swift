import TestSupport
import Testing

@testable import ConsentLedger

struct EventBodyTests {
  @Test func bodiesAreCanonical() {
    let body = EventBody([
      ("number", "+12025550101"), ("brand", "a\"\\\u{1}\n\t/é😀"), ("none", ""),
    ])
    #expect(
      String(decoding: body.bytes, as: UTF8.self)
        == #"{"brand":"a\"\\\u0001\n\t/é😀","number":"+12025550101"}"#)
    #expect(EventBody(bytes: body.bytes) == body)
    #expect(EventBody(bytes: Array("{}".utf8))?.fields.isEmpty == true)
  }

  @Test(arguments: [
    "", "{", "{}x", #"{"b":"1","a":"2"}"#, #"{"a": "1"}"#, #"{"a":1}"#, #"{"a":"1",}"#,
    #"{"a":"\x"}"#,
    #"{"a":"\u00e9"}"#, #"{"a":""}"#,
  ])
  func otherBytesAreNone(text: String) { #expect(EventBody(bytes: Array(text.utf8)) == nil) }

  /// Any bytes are safe to read, and what is read is what was written.
  @Test func changedBytesAreSafe() {
    var random = SeededGenerator(stream: 0xC0D1)
    let body = EventBody([("a", "x\ty"), ("number", "+12025550101"), ("z", "é\u{1F}")])
    for _ in 0..<5_000 {
      var bytes = body.bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      if let other = EventBody(bytes: bytes) { #expect(other.bytes == bytes) }
    }
  }
}
