import Testing
import Texts

struct TextPartsTests {
  @Test(
    arguments: [
      ("ledger-consent-since-2026", "-since-", "ledger-consent"), ("aab", "ab", "a"),
      ("ab", "ab", ""),
      ("ab", "", ""), ("", "", ""), ("a", "ab", nil), ("", "a", nil), ("größe", "ß", "grö"),
      ("abcabd", "abd", "abc"),
    ] as [(String, String, String?)])
  func whatStandsBeforeAPart(text: String, part: String, before: String?) {
    #expect(text.text(before: part) == before)
    #expect(text.holds(part) == (before != nil))
  }
}
