import TestSupport
import Testing

@testable import Files

/// Text of any bytes, there and back.
struct CarriedBytesTests {
  @Test func anyBytesComeBack() {
    var generator = SeededGenerator(stream: 7301)
    for _ in 0..<20_000 {
      // Mostly what well-formed and nearly well-formed scalars are made of.
      let likely: [UInt8] = [
        0x2F, 0x3D, 0x61, 0xC3, 0xA9, 0xE2, 0x82, 0xAC, 0xED, 0xA0, 0xF4, 0x8F,
      ]
      let bytes = (0..<Int.random(in: 0..<12, using: &generator)).map { _ in
        Bool.random(using: &generator)
          ? likely.randomElement(using: &generator)!
          : UInt8.random(in: 0...255, using: &generator)
      }
      let text = CarriedBytes.text(of: bytes)
      #expect(CarriedBytes.bytes(of: text) == bytes)
      #expect(text.systemPath == bytes.map { CChar(bitPattern: $0) } + [0])
      if let valid = String(validating: bytes, as: UTF8.self), !bytes.contains(0xF4) {
        #expect(text == valid)
      }
    }
  }

  /// The carriers themselves, if somebody has them in a name, are no other bytes.
  @Test func carriersAreCarried() {
    for value in [0x10FF7F, 0x10FF80, 0x10FFBF, 0x10FFC0, 0x10FFFF] as [UInt32] {
      let bytes = Array(String(Unicode.Scalar(value)!).utf8)
      #expect(CarriedBytes.bytes(of: CarriedBytes.text(of: bytes)) == bytes)
    }
    #expect(CarriedBytes.text(of: [0x80]) != CarriedBytes.text(of: [0xF4, 0x8F, 0xBE, 0x80]))
  }

  @Test(arguments: [
    ("plain é 名", "plain é 名"), ("a\nb\u{1B}[2J\u{7F}\u{85}", "a\\nb\\x1B[2J\\x7F\\u0085"),
    ("\u{202E}gpj.csv", "\\u202Egpj.csv"), ("k\u{10FFE9}pt", "k\\xE9pt"),
  ])
  func shownTextIsHarmless(text: String, shown: String) {
    #expect(CarriedBytes.shown(text) == shown)
  }
}
