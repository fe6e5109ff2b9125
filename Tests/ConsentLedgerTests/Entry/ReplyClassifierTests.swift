import Foundation
import TestSupport
import Testing

@testable import ConsentLedger

struct ReplyClassifierTests {
  /// Messages with their right answers, in the languages of the EU and some others.
  private static func messages() throws -> [(answer: String, text: String)] {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Fixtures/replies.tsv")
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst().map {
      let parts = $0.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
  }

  @Test func everyMessageHasItsAnswer() throws {
    let messages = try Self.messages()
    #expect(messages.count > 500)
    for (answer, text) in messages {
      let found = ReplyClassifier.answer(to: text)
      #expect(found.rawValue == answer, "\(text)")
    }
  }

  /// Messages by somebody who did not see the classifier, by language.
  @Test func everyMessageOfALanguageHasItsAnswer() throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Fixtures/replies-by-language.tsv")
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst()
    #expect(lines.count > 1_000)
    for line in lines {
      let parts = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
      let text = parts.count > 2 ? String(parts[2]) : ""
      #expect(ReplyClassifier.answer(to: text).rawValue == parts[0], "\(parts[1]): \(text)")
    }
  }

  /// Signs, case, blanks and courtesies around a word change nothing.
  @Test func whatStandsAroundAWordChangesNothing() {
    var random = SeededGenerator(stream: 0xC0D4)
    let signs = ["!", ".", "…", " ", "  ", "\"", "”", "🙏", "\n", "\u{200B}", "*", "(", ")", "-"]
    for _ in 0..<2_000 {
      let phrase = OptOutWords.strong.randomElement(using: &random)!
      var text = phrase.map { word in
        String(
          word.map {
            Bool.random(using: &random) ? Character($0.uppercased().prefix(1).description) : $0
          })
      }.joined(separator: " ")
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        let sign = signs.randomElement(using: &random)!
        text = Bool.random(using: &random) ? sign + text : text + sign
      }
      if Bool.random(using: &random) { text += " please" }
      #expect(ReplyClassifier.answer(to: text) == .exact, "\(text.debugDescription)")
    }
  }

  /// Any text is safe, and a longer one that holds an opt-out is never nothing.
  @Test func noOptOutIsLostInLongTexts() {
    var random = SeededGenerator(stream: 0xC0D5)
    let others = ["and", "we", "go", "7", "nice", "été", "дом", "?", "😀", "the", "end"]
    for _ in 0..<2_000 {
      var words = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        others.randomElement(using: &random)!
      }
      let phrase = OptOutWords.strong.randomElement(using: &random)!
      words.insert(contentsOf: phrase, at: Int.random(in: 0...words.count, using: &random))
      #expect(ReplyClassifier.answer(to: words.joined(separator: " ")) != .none)
    }
  }
}
