import CStart
import Files
import Keys
import SuppressionLists

/// What the program was started with, byte for byte.
///
/// Swift's own `CommandLine.arguments` comes from /proc, which need not be there, and repairs what is no
/// UTF-8, so that a file of such a name cannot be opened.
struct ProgramArguments {
  /// The arguments after the program's name, as `CarriedBytes`.
  let texts: [String]

  init() {
    let count = Int(nodial_argument_count())
    texts = (0..<count).dropFirst().map { index in
      // SAFETY: the system ends every argument with a zero, and keeps them as long as the process.
      unsafe CarriedBytes.text(endedByZero: nodial_argument(CInt(index)))
    }
  }

  /// True if one of them is the text of a key, whole or in the pieces that a shell makes of it: what the parser says of
  /// arguments repeats them.
  var holdKey: Bool {
    if texts.contains(where: KeyFile.isTextOfKey) { return true }
    return zip(texts, texts.dropFirst()).contains {
      KeyFile.isTextOfKey("\($0) \($1)") && Self.isKey($1)
    }
  }

  /// True of the digits of a key.
  private static func isKey(_ text: String) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy { ($0 | 0x20) > 0x60 && ($0 | 0x20) < 0x67 || $0 < 0x3A && $0 > 0x2F }
  }

  /// True if they ask for help or the version and for nothing else, as only then the answer to that is a
  /// success: `-h` is also among the letters of what somebody takes for a number.
  ///
  /// - Parameter subcommands: Those of commands, each with its command before it.
  func isPlainRequest(commands: [String], subcommands: [[String]]) -> Bool {
    guard let first = texts.first else { return false }
    let isHelp: (String) -> Bool = { ["--help", "-h", "--help-hidden"].contains($0) }
    switch texts.count {
    case 1:
      return isHelp(first) || ["help", "--version", "--experimental-dump-help"].contains(first)
        || first.hasPrefix("--generate-completion-script")
    case 2:
      if first == "help" { return commands.contains(texts[1]) }
      if first == "--generate-completion-script" { return true }
      // The status of `check` decides about a call, so there is one way less to get a 0.
      return commands.contains(first)
        && (isHelp(texts[1]) || texts[1] == "--version" && first != "check")
    case 3 where first != "check":
      // That of a command of a command.
      let path = first == "help" ? Array(texts.dropFirst()) : Array(texts.dropLast())
      return subcommands.contains(path) && (first == "help" || isHelp(texts[2]))
    default:
      // What the shell asks for to complete a line.
      return first == "---completion"
    }
  }

  /// Of these, whatever is typed may be the number of somebody.
  private static let commandsAboutPeople = ["check", "consent", "ledger", "request"]

  /// `text`, in which arguments that hold a phone number are not repeated, if the command is about people.
  func withoutNumbers(_ text: String) -> String {
    guard Self.commandsAboutPeople.contains(texts.first ?? "") else { return text }
    var text = text
    let parts = texts.flatMap { argument in
      [argument] + argument.split(separator: "=", maxSplits: 1).dropFirst().map(String.init)
    }
    for part in parts.sorted(by: { $0.utf8.count > $1.utf8.count }) where Self.isNumber(part) {
      text = text.replacing(part, with: "(a number)")
      // As what takes an integer repeats it.
      let digits = part.filter(\.isNumber)
      if digits.count >= Self.digitCountMin { text = text.replacing(digits, with: "(a number)") }
    }
    return text
  }

  /// True if a text has the digits of a number, and no letter, as names of files have; what is written like a day is none.
  private static func isNumber(_ text: String) -> Bool {
    text.count(where: \.isNumber) >= digitCountMin && !text.contains(where: \.isLetter)
      && text.wholeMatch(of: /\d{4}[-\/.]\d{1,2}[-\/.]\d{1,2}|\d{1,2}[-\/.]\d{1,2}[-\/.]\d{4}/)
        == nil
  }

  private static let digitCountMin = 7
}
