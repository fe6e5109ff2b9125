import DelimitedText
import TestSupport
import Testing

@Suite struct BlockCutTests {
  @Test(arguments: [
    ("", nil), ("abc", nil), ("\n", 1), ("\r", nil), ("a\nb", 2), ("a\r\nb\r", 3), ("a\rb\r", 2),
    ("a\rb\nc\rd", 4), ("a\rb", 2), ("\r\r", 1), ("\"a\nb", 3),
  ])
  func knownBlocks(text: String, expected: Int?) {
    let candidate = BlockCut.candidate(in: Array(text.utf8).span)
    #expect(candidate == expected)
  }

  @Test func generatedText() {
    var generator = SeededGenerator(stream: 3_000)
    for _ in 0..<500 {
      let byteCount = Int.random(in: 0...100, using: &generator)
      let bytes = (0..<byteCount).map { _ in
        [0x0A, 0x0D, 0x0D, 0x61, 0x62, 0x63, 0x64, 0x8A].randomElement(using: &generator)! as UInt8
      }
      let lineFeed = bytes.lastIndex(of: 0x0A)
      let carriageReturn = bytes.dropLast().lastIndex(of: 0x0D)
      let candidate = BlockCut.candidate(in: bytes.span)
      #expect(candidate == (lineFeed ?? carriageReturn).map { $0 + 1 })
    }
  }
}
