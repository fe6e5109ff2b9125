import Testing
import Texts

struct SpellingTests {
  @Test(
    arguments: [
      ("phne", ["id", "phone"], "phone"),
      ("PHONE", ["id", "phone"], "phone"),
      ("us-ftc", ["us_ftc", "uk-tps"], "us_ftc"),
      ("i", ["id"], "id"),
      ("customer", ["id", "phone"], nil),
      ("phone", [], nil),
      ("", ["a"], "a"),
      ("", ["phone"], nil),
      ("ab", ["wxyz"], nil),
    ] as [(String, [String], String?)])
  func theNearestNameIsSuggested(name: String, candidates: [String], nearest: String?) {
    #expect(Spelling.nearest(to: name, in: candidates) == nearest)
  }
}
