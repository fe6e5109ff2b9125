import ArgumentParser
import Files
import Glibc

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a folder with a settings file and sample lists to rebuild an index from.",
    discussion: """
      EXAMPLES
        nodial init dnc && nodial rebuild dnc/nodial.toml

      Put your own lists in the place of the samples and change nodial.toml, which explains itself. \
      Nothing that is there already is overwritten.
      """)

  @Flag(name: .shortAndLong, help: "Say nothing but warnings and errors.")
  var quiet = false

  @Argument(help: ArgumentHelp("The folder; made if it is not there.", valueName: "folder"))
  var folder: String

  func run() throws {
    guard !folder.isEmpty else { throw ValidationError("name a folder") }
    let base = folder.hasSuffix("/") && folder != "/" ? String(folder.dropLast()) : folder
    let files = SampleSettings.files(today: Clock.now.day)
    for (path, _) in files where FileIdentity(path: "\(base)/\(path)") != nil {
      throw Failure("\(base)/\(path): is there already; choose another folder or move it away")
    }
    for folder in [base, "\(base)/lists", "\(base)/lists/us-ftc", "\(base)/lists/optouts"] {
      try FolderNames.makeFolder(folder)
    }
    // The settings come last: where they are, all is.
    for (path, text) in files {
      let file = try OutputFile(path: "\(base)/\(path)")
      try file.write(Array(text.utf8).span)
      try file.publish(isSynced: false)
    }
    let messages = Messages(isQuiet: quiet)
    for (path, _) in files { messages.note("\(base)/\(path): written") }
    messages.note("next: nodial rebuild \(base)/nodial.toml")
  }
}
