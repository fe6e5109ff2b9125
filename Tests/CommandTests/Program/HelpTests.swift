import Foundation
import TestSupport
import Testing

/// The help screens, as golden text in `Tests/Fixtures/Help`.
///
/// After a change that is meant: `NODIAL_WRITE_HELP=1 Scripts/test --filter HelpTests`, then read the
/// difference.
struct HelpTests {
  private static let commands = [
    "nodial", "build", "scrub", "check", "audit", "normalize", "inspect", "verify",
    "rebuild", "init", "key", "ledger", "consent", "request",
    "policy", "certificate",
  ]

  private func help(_ command: String) throws -> BuiltExecutable.Run {
    // Eighty columns, whatever the terminal.
    try BuiltExecutable.runShell(
      "COLUMNS=80 '\(BuiltExecutable("nodial").path)' "
        + "\(command == "nodial" ? "" : command) --help < /dev/null")
  }

  @Test(arguments: commands)
  func screensAreAsTheyWere(command: String) throws {
    let file = "Tests/Fixtures/Help/\(command).txt"
    let run = try help(command)
    #expect(run.status == 0)
    #expect(run.messages == "")
    if ProcessInfo.processInfo.environment["NODIAL_WRITE_HELP"] != nil {
      let url = Repository.url.appendingPathComponent(file)
      try run.output.write(to: url, atomically: true, encoding: .utf8)
    }
    #expect(try run.output == Repository.text(of: file))
  }

  /// Examples can be pasted: a line goes on in the next only behind a backslash.
  @Test(arguments: commands)
  func examplesCanBePasted(command: String) throws {
    let lines = try help(command).output.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex(of: "EXAMPLES"))
    let examples = lines[(start + 1)...].prefix { !$0.isEmpty }
    #expect(!examples.isEmpty)
    var isContinued = false
    for example in examples {
      #expect(example.hasPrefix(isContinued ? "    " : "  "), "\(example)")
      #expect(isContinued || example.contains("nodial "), "\(example)")
      #expect(example.utf8.count <= 80, "\(example)")
      isContinued = example.hasSuffix("\\")
    }
    #expect(!isContinued)
  }

  @Test func everySubcommandHasAScreen() throws {
    let screen = try help("nodial").output
    let list = try #require(screen.range(of: "SUBCOMMANDS:\n"))
    let names = screen[list.upperBound...].matches(of: #/(?m)^  ([a-z]+) /#).map { String($0.1) }
    #expect(["nodial"] + names == Self.commands)
  }

  @Test func versionNamesTheNumberingPlan() throws {
    let run = try BuiltExecutable("nodial").run("--version")
    #expect(run.status == 0)
    #expect(run.output.wholeMatch(of: /nodial \d+\.\d+\.\d+ \(numbering plan [\d.]+\)\n/) != nil)
  }
}
