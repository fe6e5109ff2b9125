import ArgumentParser
import ConsentLedger
import Files
import FoundationEssentials
import Glibc
import Keys

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a folder with a settings file and sample lists to rebuild an index from.",
    discussion: """
      EXAMPLES
        nodial init dnc && nodial rebuild dnc/nodial.toml
        nodial init dnc --controller "Acme GmbH"

      With --controller there is a consent ledger too, with its key, and declarations to begin with. \
      Put your own lists in the place of the samples and change nodial.toml, which explains itself. \
      Nothing that is there already is overwritten.
      """)

  @Option(
    help: ArgumentHelp(
      "Make a consent ledger too; this is who answers for the data (GDPR 4(7)): name and form.",
      valueName: "name"))
  var controller: String?

  @Option(
    name: .customLong("key"),
    help: ArgumentHelp(
      "The key of the ledger, made if it is not there. (default: ledger.key in the folder)",
      valueName: "file"))
  var keyPath: String?

  @Flag(name: .shortAndLong, help: "Say nothing but warnings and errors.")
  var quiet = false

  @Argument(help: ArgumentHelp("The folder; made if it is not there.", valueName: "folder"))
  var folder: String

  func run() throws {
    guard !folder.isEmpty else { throw ValidationError("name a folder") }
    guard controller != "" else { throw ValidationError("--controller is empty; name one") }
    guard keyPath == nil || controller != nil else {
      throw ValidationError("--key is that of a ledger; say --controller too")
    }
    let base = folder.hasSuffix("/") && folder != "/" ? String(folder.dropLast()) : folder
    let files = SampleSettings.files(
      today: Clock.now.day,
      ledgerKey: controller == nil ? nil : keyPath.map(Self.absolute) ?? "ledger.key")
    let ledgerFiles =
      controller == nil ? [] : ["consent.ledger"] + (keyPath == nil ? ["ledger.key"] : [])
    for path in files.map(\.path) + ledgerFiles where FileIdentity(path: "\(base)/\(path)") != nil {
      throw Failure("\(base)/\(path): is there already; choose another folder or move it away")
    }
    for folder in [base, "\(base)/lists", "\(base)/lists/us-ftc", "\(base)/lists/optouts"] {
      try FolderNames.makeFolder(folder)
    }
    let messages = Messages(isQuiet: quiet)
    // The settings come last: where they are, all is.
    for (path, text) in files {
      if path == "nodial.toml", let controller { try makeLedger(of: controller, base, messages) }
      let file = try OutputFile(path: "\(base)/\(path)")
      try file.write(Array(text.utf8).span)
      try file.publish(isSynced: false)
    }
    for (path, _) in files { messages.note("\(base)/\(path): written") }
    messages.note("next: nodial rebuild \(base)/nodial.toml")
  }

  /// A path that means the same in settings elsewhere.
  private static func absolute(_ path: String) -> String {
    path.hasPrefix("/")
      ? path : FolderNames.path(path, in: FileManager.default.currentDirectoryPath)
  }

  private func makeLedger(of controller: String, _ base: String, _ messages: Messages) throws {
    let key = keyPath ?? "\(base)/ledger.key"
    if FileIdentity(path: key) == nil { _ = try KeyFile.make(at: key) }
    let writer = try LedgerWriter.make(
      path: "\(base)/consent.ledger", key: LedgerKey(path: key), controller: controller,
      now: Clock.now.moment)
    let declared = try RegisterFile(path: "\(base)/register.toml", register: writer.ledger.register)
    try writer.begin(now: Clock.now.moment)
    for item in declared.items {
      _ = try writer.declare(item.kind, item.id, parent: item.parent, texts: item.texts)
    }
    try writer.commit()
    messages.note(
      "\(base)/consent.ledger: made, with the key \(key); keep a copy of that where no copy of the ledger is"
    )
  }
}
