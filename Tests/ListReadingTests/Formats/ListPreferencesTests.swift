import Testing

@testable import ListReading
@testable import Pipelines

struct ListPreferencesTests {
  private func blocks(_ text: String, category: Int?, areAllowed: Bool) -> Bool {
    var preferences = ListPreferences()
    preferences.category = category
    preferences.areAllowed = areAllowed
    return preferences.blocks(Array(text.utf8).span)
  }

  @Test func withoutACategoryEverythingBlocks() {
    for text in ["", "0", "1", "2#3#4", "x"] {
      #expect(blocks(text, category: nil, areAllowed: false))
      #expect(blocks(text, category: nil, areAllowed: true))
    }
  }

  @Test func categoriesBlockOrLetThrough() {
    #expect(blocks("2#3#4", category: 3, areAllowed: false))
    #expect(!blocks("2#3#4", category: 5, areAllowed: false))
    #expect(!blocks("2#3#4", category: 3, areAllowed: true))
    #expect(blocks("2#3#4", category: 5, areAllowed: true))
    #expect(!blocks(" 2 # 13 ", category: 3, areAllowed: false))
  }

  @Test func inDoubtTheyBlock() {
    for text in ["", "0", "0#3", "3#?", "all", "3;0", "-3"] {
      #expect(blocks(text, category: 3, areAllowed: true), "\(text)")
      #expect(blocks(text, category: 5, areAllowed: false), "\(text)")
    }
  }
}
