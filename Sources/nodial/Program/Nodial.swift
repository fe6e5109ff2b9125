import ArgumentParser
import ConsentLedger
import Files
import Glibc
import Keys
import PhoneNumbers
import Pipelines
import SettingsReading
import SuppressionLists
import SystemPackage

/// The version of the program; `nodial.docc/Changes.md` says what changed.
let programVersion = "0.4.0"

@main
struct Nodial: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nodial",
    abstract: "Takes the phone numbers that must not be called out of campaign files.",
    discussion: """
      EXAMPLES
        nodial build --output dnc.ndx us-ftc=ftc.txt withdrawn=optouts.csv
        nodial scrub --index dnc.ndx campaign.csv --output kept.csv
        nodial check --index dnc.ndx -- +12025550123 && echo "may be called"
        nodial init dnc && nodial rebuild dnc/nodial.toml

      EXIT STATUS
        0   done (check: all clear)
        1   failed; no output file was left
        2   check only: at least one number must not be contacted
        64  the command line was wrong
      """,
    version: "nodial \(programVersion) (numbering plan \(NumberingPlan.version))",
    subcommands: [
      BuildCommand.self, ScrubCommand.self, CheckCommand.self, AuditCommand.self,
      NormalizeCommand.self,
      InspectCommand.self, VerifyCommand.self, RebuildCommand.self, InitCommand.self,
      KeyCommand.self, LedgerCommand.self, ConsentCommand.self, RequestCommand.self,
      PolicyCommand.self, CertificateCommand.self,
    ])

  /// Runs a command; every error becomes one sentence on standard error and an exit status.
  static func main() {
    Signals.prepare()
    KeyMemory.ownProcess()
    let arguments = ProgramArguments()
    if arguments.holdKey {
      Messages.say("\(KeyError(.textOfKey))")
      Glibc.exit(64)
    }
    if arguments.texts.isEmpty {
      // No command is no success: only 0 may mean "go".
      Messages.write(helpMessage() + "\n")
      Glibc.exit(64)
    }
    do {
      try StandardStreams.reserve()
      try OpenFileLimit.check()
      var command = try parseAsRoot(arguments.texts)
      if let option = RepeatedOptions.first(in: arguments.texts, of: _dumpHelp) {
        Messages.say("\(option) is given twice, and one counts; say it once")
        Glibc.exit(64)
      }
      try command.run()
    } catch {
      switch error {
      case let failure as Failure: fail(failure.description)
      case let error as SettingsError: fail(error.description)
      case let error as PipelineError: fail(error.sentence, because: error.reason)
      case let error as FileError: fail(error.description, because: error.reason)
      case let error as KeyError: fail(error.sentence)
      case let error as LedgerError: fail(error.sentence)
      case let error as IndexError: fail(error.sentence, because: error.reason)
      // Help, usage errors and exit codes.
      default: end(error, arguments)
      }
    }
  }

  /// Ends with what the parser has to say, and with 0 only if nothing else was asked for.
  private static func end(_ error: any Error, _ arguments: ProgramArguments) -> Never {
    let status = exitCode(for: error)
    let text = fullMessage(for: error)
    guard status == .success else {
      if !text.isEmpty {
        // A number that stands in the wrong place is no message.
        Messages.write(
          CarriedBytes.shown(arguments.withoutNumbers(text), breaksLines: true) + "\n")
      }
      Glibc.exit(status.rawValue)
    }
    let commands = configuration.subcommands.map { $0._commandName }
    let subcommands = configuration.subcommands.flatMap { command in
      command.configuration.subcommands.map { [command._commandName, $0._commandName] }
    }
    guard arguments.isPlainRequest(commands: commands, subcommands: subcommands) else {
      Messages.say(
        "help or the version was asked for beside other arguments, so nothing was done; ask for it "
          + "alone, and write -- before arguments that begin with -")
      Glibc.exit(64)
    }
    do {
      var output = try StandardOutput()
      try output.print(text)
      try output.flush()
    } catch {
      fail("\(error)", because: (error as? FileError)?.reason)
    }
    Glibc.exit(0)
  }

  /// - Parameter reason: The system's, if it is its failure.
  private static func fail(_ message: String, because reason: Errno? = nil) -> Never {
    // Whoever closed the pipe knows; but the output was not complete.
    if reason != .brokenPipe { Messages.say(ProgramArguments().withoutNumbers(message)) }
    Glibc.exit(1)
  }
}

extension IndexError {
  // Never inlined: the optimiser of Swift 6.3.1 stops over it in `main()` otherwise.
  @inline(never)
  fileprivate var reason: Errno? { if case .file(let error) = kind { error.reason } else { nil } }
}

extension PipelineError {
  @inline(never)
  fileprivate var reason: Errno? {
    switch kind {
    case .file(let error): error.reason
    case .index(let error): error.reason
    default: nil
    }
  }
}
