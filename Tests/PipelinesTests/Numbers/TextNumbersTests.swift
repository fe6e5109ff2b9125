import TestSupport
import Testing

@testable import Pipelines

/// The search for numbers in a text.
struct TextNumbersTests {
  private func windows(of text: [UInt8]) -> [[UInt8]] {
    var finder = TextNumbers()
    var starts: [UInt32] = []
    var ends: [UInt32] = []
    // Among other bytes, which must not be looked at.
    let bytes = Array("1".utf8) + text + Array("2".utf8)
    finder.find(in: bytes.span, 1..<bytes.count - 1, starts: &starts, ends: &ends)
    return zip(starts, ends).map { Array(bytes[Int($0)..<Int($1)]) }
  }

  private func texts(_ text: String) -> [String] {
    windows(of: Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(
    arguments: [
      ("", []), ("call me", []), ("call 555-0123 now", ["555-0123"]), ("in 2026, of 123456", []),
      ("call (202) 555-0123!", ["202) 555-0123"]),
      ("(+1)202.555.0123", ["202.555.0123", "+1)202.555.0123"]),
      ("t:2025550123,2025550124", ["2025550123", "2025550124"]),
      ("12/2025550124", ["2025550124", "12/2025550124"]),
      ("+2025550123+2025550124", ["+2025550123", "+2025550124"]),
      ("00000000000000000001", []), ("1 2 3 4 5 6 7", ["1 2 3 4 5 6 7"]),
      ("2025550123                  2025550124", ["2025550123", "2025550124"]),
      ("+                 20255501", ["20255501"]),
      ("٢٠٢٥٥٥٠١٢٣", ["٢٠٢٥٥٥٠١٢٣"]), ("２０２－５５５－０１２３", ["２０２－５５５－０１２３"]),
    ])
  func windowsOfTexts(text: String, windows: [String]) {
    #expect(texts(text) == windows)
  }

  /// Digits, separators and other characters at random, also torn ones.
  @Test(arguments: 0..<40)
  func theTwinFindsTheSame(round: Int) {
    var generator = SeededGenerator(stream: 0x7E87_0000 + UInt64(round))
    let pieces: [[UInt8]] =
      [
        "0", "1", "2025550123", "202", "555", "0123", "7", "٣", "۵", "५", "４", " ", " ", "-", "-",
        ".",
        "/", "(", ") ", "+", "＋", "\u{A0}", "\u{2011}", "\u{2212}", "\u{3000}", "－", "a", ",", "é",
        "\"", "\n", "日", "        ",
      ].map { Array($0.utf8) } + [[0xE2], [0x80], [0xEF, 0xBC], [0xD9], [0xC2], [0xFF]]
    for _ in 0..<30 {
      let text = (0..<Int.random(in: 0...24, using: &generator)).flatMap { _ in
        pieces.randomElement(using: &generator)!
      }
      let found = windows(of: text)
      #expect(Set(found) == TextNumbersTwin.windows(of: text), "\(text)")
    }
  }
}
