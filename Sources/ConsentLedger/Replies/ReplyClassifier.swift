import Texts

/// Tells whether a message is an opt-out.
///
/// - Complexity: O(*n*) in the text times the words of all languages: some microseconds.
public enum ReplyClassifier {
  public enum Answer: String, CaseIterable, Sendable {
    /// An opt-out and nothing else, but for courtesies: withdrawn.
    case exact
    /// A short message with an opt-out in it, or a word one letter from one: withdrawn, and to be looked at.
    case near
    /// A longer message with an opt-out in it: suppressed until somebody has read it.
    case review
    /// Nothing of the kind.
    case none
  }

  /// The most words of a message that somebody who only wants to opt out writes.
  private static let shortWordCountMax = 6
  /// The most characters of one that is written without blanks.
  private static let shortCharacterCountMax = 12

  public static func answer(to text: String) -> Answer {
    let words = ReplyText(text).words
    let core = words.filter { !OptOutWords.courtesies.contains($0) }
    if core.isEmpty { return .none }
    let joined = core.joined()
    if isAllOptOut(core) || isAllUnspaced(joined) { return .exact }
    if OptOutWords.unspaced.contains(where: joined.holds) {
      let isShort = joined.count <= shortCharacterCountMax && words.count <= shortWordCountMax
      return isShort ? .near : .review
    }
    if OptOutWords.strong.contains(where: { holds(words, $0) }) {
      return words.count <= shortWordCountMax ? .near : .review
    }
    return core.count == 1 && isMisspelled(core[0]) ? .near : .none
  }

  /// True if the words are opt-outs, one after the other.
  private static func isAllOptOut(_ words: [String]) -> Bool {
    var rest = words[...]
    while !rest.isEmpty {
      let phrases = OptOutWords.strong + OptOutWords.weak
      guard let phrase = phrases.first(where: { rest.starts(with: $0) }) else { return false }
      rest = rest.dropFirst(phrase.count)
    }
    return true
  }

  /// True if a text without blanks is an opt-out, or the same several times.
  private static func isAllUnspaced(_ text: String) -> Bool {
    OptOutWords.unspaced.contains { word in
      var rest = text[...]
      while rest.hasPrefix(word) { rest = rest.dropFirst(word.count) }
      return rest.isEmpty
    }
  }

  private static func holds(_ words: [String], _ phrase: [String]) -> Bool {
    words.indices.contains { words[$0...].starts(with: phrase) }
  }

  /// True if one letter more, less, other, or exchanged with its neighbour makes an opt-out of four letters or more.
  private static func isMisspelled(_ word: String) -> Bool {
    if OptOutWords.lookalikes.contains(word) { return false }
    let letters = Array(word.unicodeScalars)
    let words = OptOutWords.strong.filter { $0.count == 1 }.map { $0[0] } + OptOutWords.unspaced
    return words.contains { word in
      word.unicodeScalars.count >= 4 && isOneEditApart(letters, Array(word.unicodeScalars))
    }
  }

  private static func isOneEditApart(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Bool
  {
    guard abs(first.count - second.count) <= 1 else { return false }
    let prefix = zip(first, second).prefix { $0 == $1 }.count
    let (a, b) = (first[prefix...], second[prefix...])
    if first.count != second.count {
      return first.count > second.count
        ? a.dropFirst().elementsEqual(b) : b.dropFirst().elementsEqual(a)
    }
    if a.dropFirst().elementsEqual(b.dropFirst()) { return true }
    return a.count >= 2 && a.dropFirst(2).elementsEqual(b.dropFirst(2))
      && a[prefix] == b[prefix + 1] && a[prefix + 1] == b[prefix]
  }
}
