import ArgumentParser
import ConsentLedger
import SettingsReading

struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Print where the law asks for a consent, with sources.",
    discussion: """
      EXAMPLES
        nodial policy
        nodial policy --settings nodial.toml | grep ^FR

      A table with a line a country, fields separated by tabs; every other country asks for a consent in \
      every case. [policy.FR] of the settings overrides values: voice_consumer, voice_business and messages \
      are "in" (a consent is needed) or "out", confirmation is true or false, and so on. This is no legal \
      advice.
      """)

  @Option(
    name: .customLong("settings"),
    help: ArgumentHelp(
      "The settings that override values. (default: NODIAL_SETTINGS, else nodial.toml here)",
      valueName: "file"))
  var settingsPath: String?

  func run() throws {
    let path = settingsPath ?? IndexArguments.foundSettings
    let policy = try path.map { try SettingsDocument(path: $0).policy() } ?? ConsentPolicy()
    var output = try StandardOutput()
    try output.print(ConsentPolicy.lineHeader)
    for line in policy.lines { try output.print(line) }
    try output.print("# digest \(policy.digest)")
    try output.flush()
  }
}
