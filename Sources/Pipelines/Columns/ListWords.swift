/// What the words in a column of a list mean; case, blanks and signs are passed over.
public struct ListWords: Sendable, Hashable {
  /// What a word says.
  public enum Meaning: String, Sendable, CaseIterable {
    /// The row adds its number.
    case add
    /// The row takes its number off the list.
    case delete
    /// The number is on a register.
    case listed
    /// The number is on none: the only word that clears.
    case clear
    /// The service did not read the number, so nothing is known of it.
    case rejected
  }

  private var meanings: [String: Meaning] {
    didSet { setLetters() }
  }
  /// The meanings of words of one byte, by the byte: what nearly all words of change lists are.
  private var letters: [Meaning?] = []

  init(_ words: KeyValuePairs<Meaning, [String]>) {
    meanings = [:]
    for (meaning, texts) in words {
      for text in texts { meanings[Self.folded(Array(text.utf8).span)] = meaning }
    }
    setLetters()
  }

  private mutating func setLetters() {
    letters = (0..<256).map { meanings[Self.folded([UInt8($0)].span)] }
  }

  /// These words, with others put in their place: all of a meaning that is named anew.
  public func replacing(_ words: [Meaning: [String]]) -> ListWords {
    var changed = self
    changed.meanings = meanings.filter { words[$0.value] == nil }
    for (meaning, texts) in words {
      for text in texts { changed.meanings[Self.folded(Array(text.utf8).span)] = meaning }
    }
    return changed
  }

  /// The meaning of a cell, or nil if it is no known word.
  package func meaning(of cell: Span<UInt8>) -> Meaning? {
    cell.count == 1 ? letters[Int(cell[0])] : meanings[Self.folded(cell)]
  }
  package func meaning(of cell: [UInt8]) -> Meaning? { meaning(of: cell.span) }

  /// Lower case, and nothing but letters, digits and what is beyond ASCII; all signs, if there is
  /// nothing else.
  private static func folded(_ cell: Span<UInt8>) -> String {
    var bytes: [UInt8] = []
    var signs: [UInt8] = []
    for index in cell.indices {
      let byte = cell[index]
      switch byte {
      case 0x41...0x5A: bytes.append(byte | 0x20)
      case 0x30...0x39, 0x61...0x7A, 0x80...0xFF: bytes.append(byte)
      case 0x21...0x7E: signs.append(byte)
      default: break
      }
    }
    return String(decoding: bytes.isEmpty ? signs : bytes, as: UTF8.self)
  }

  /// The words of change lists.
  public static let actions = ListWords([
    .add: ["a", "add", "added", "addition", "i", "insert", "inserted", "new", "+", "subscribe"],
    .delete: [
      "d", "del", "delete", "deleted", "deletion", "r", "rem", "remove", "removed", "removal", "-",
    ],
  ])

  /// The words of wash services. `0` and `1` are not among them: which of the two clears differs.
  public static let statuses = ListWords([
    .listed: [
      "y", "yes", "true", "listed", "registered", "on register", "on the register", "dnc",
      "do not call", "match", "matched", "found", "blocked",
    ],
    .clear: [
      "n", "no", "false", "clear", "clean", "not listed", "not registered", "unlisted",
      "not on register", "not on the register", "no match", "not found", "unregistered",
    ],
    .rejected: ["rejected", "invalid", "error", "failed"],
  ])

  /// The answers of the Reassigned Numbers Database: only "no" gives a safe harbour
  /// (47 CFR 64.1200(m)).
  public static let reassigned = ListWords([
    .listed: ["y", "yes"], .clear: ["n", "no"], .rejected: ["no data", "nodata", "error"],
  ])
}
