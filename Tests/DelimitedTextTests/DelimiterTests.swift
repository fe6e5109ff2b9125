import DelimitedText
import TestSupport
import Testing

@Suite struct DelimiterTests {
  @Test(arguments: [
    ("", ","), ("phone\n123\n", ","), ("a,b\n1,2\n", ","), ("a;b\n1;2\n", ";"),
    ("a\tb\n1\t2", "\t"),
    ("a|b\r\n1|2\r\n", "|"), ("a;b", ";"),
    // A decimal comma, a name with a comma, and quoted delimiters.
    ("price;phone\n1,5;2\n", ";"), ("name;phone;city\nDoe, J;2;X\nRoe, K;3;Y\n", ";"),
    ("\"a;b\",c\n\"d;e;f\",g\n", ","), ("\"a\nb;c\";d\n1;2\n", ";"),
    // The widest wins, then the order.
    ("a,b;c;d\n1,2;3;4\n", ";"), ("a,b;c\n1,2;3\n", ","),
    // No candidate splits all rows alike: the first row decides.
    ("a;b;c\n1;2\n3;4;5;6\n", ";"),
    // Empty rows do not count, nor does the byte order mark.
    ("\n\na;b\n\n1;2\n", ";"), ("\u{FEFF}\"a,b,c\";d\n1;2\n", ";"),
    // The sample's last row is cut off.
    ("a;b\n1;2\n3", ";"),
  ])
  func knownSamples(text: String, expected: Character) {
    let delimiter = Delimiter.detect(in: Array(text.utf8).span)
    #expect(delimiter == expected.asciiValue)
  }

  @Test func anyBytes() {
    var generator = SeededGenerator(stream: 4_000)
    for _ in 0..<50 {
      let bytes = DelimitedTextSample.bytes(byteCount: 300, delimiter: 0x3B, using: &generator)
      let delimiter = Delimiter.detect(in: bytes.span)
      #expect([0x2C, 0x3B, 0x09, 0x7C].contains(delimiter))
    }
  }
}
