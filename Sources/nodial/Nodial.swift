import ArgumentParser
import Files
import Glibc
import PhoneNumbers
import Pipelines
import SuppressionLists

/// The version of the program; the README's change list says what changed.
let programVersion = "0.1.0"

@main
struct Nodial: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nodial",
    abstract: "Takes the phone numbers that must not be called out of campaign files.",
    discussion: """
      EXAMPLES
        nodial build --output dnc.ndx us-ftc=ftc.txt withdrawn=optouts.csv
        nodial scrub --index dnc.ndx campaign.csv --output kept.csv
        nodial check --index dnc.ndx +12025550123 && echo "may be called"

      EXIT STATUS
        0   done (check: all clear)
        1   failed; no output file was left
        2   check only: at least one number must not be contacted
        64  the command line was wrong
      """,
    version: "nodial \(programVersion) (numbering plan \(NumberingPlan.version))",
    subcommands: [
      BuildCommand.self, ScrubCommand.self, CheckCommand.self, NormalizeCommand.self,
      InspectCommand.self, VerifyCommand.self,
    ])

  /// Runs a command; every error becomes one sentence on standard error and an exit status.
  static func main() {
    Signals.removeTemporaryFilesOnEnd()
    if CommandLine.arguments.count == 1 {
      // No command is no success: only 0 may mean "go".
      Messages.write(helpMessage() + "\n")
      Glibc.exit(64)
    }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      switch error {
      case let failure as Failure: fail(failure)
      case let error as PipelineError: fail(error)
      case let error as FileError: fail(error)
      case let error as IndexError: fail(error)
      // Help, usage errors and exit codes.
      default: exit(withError: error)
      }
    }
  }

  private static func fail(_ error: some CustomStringConvertible) -> Never {
    Messages.write("nodial: \(error)\n")
    Glibc.exit(1)
  }
}
