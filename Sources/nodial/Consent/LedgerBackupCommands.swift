import ArgumentParser
import ConsentLedger
import Files
import FoundationEssentials
import Keys

extension LedgerCommand {
  struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a backup of the ledger, or verify one.",
      discussion: """
        EXAMPLES
          nodial ledger backup --output /mnt/elsewhere/consent-2026-11-27.backup
          nodial ledger backup --verify /mnt/elsewhere/consent-2026-11-27.backup

        It is enciphered with the ledger's key, without which it cannot be restored. Others write to the \
        ledger meanwhile. That it was made is an event, with its SHA-256. --verify restores it to a folder \
        that is gone afterwards, and verifies that.

        A backup has who is erased later: keep it no longer than you must, and keep a copy of the ledger's \
        .erasures file where the backups are.

        EXIT STATUS
          0   written, or sound
          1   failed, or it cannot be restored
        """)

    @OptionGroup var ledger: LedgerArguments

    @Option(help: ArgumentHelp("The backup to write.", valueName: "file"))
    var output: String?

    @Option(help: ArgumentHelp("The backup to verify.", valueName: "file"))
    var verify: String?

    func validate() throws {
      guard (output == nil) != (verify == nil) else {
        throw ValidationError(
          "name a backup to write with --output, or one to verify with --verify")
      }
    }

    func run() throws {
      let source = try ledger.source()
      let messages = Messages(isQuiet: false)
      if let verify {
        let folder = try TemporaryFolder()
        let head = try LedgerBackup.restore(
          verify, to: folder.path("consent.ledger"), key: source.key)
        messages.note("\(verify): sound, up to event \(head.size) of \(head.at)")
        return
      }
      let output = output!
      var names = OutputNames()
      try names.write(output)
      let file = try OutputFile(path: output, access: .owner)
      guard !file.isStream else { throw Failure("\(output): is no file; name one") }
      let writer = try source.writer()
      let ledger = try Ledger(path: source.path, key: source.key)
      let summary = try LedgerBackup.write(ledger, to: file)
      try file.publish(isSynced: true)
      try writer.recordBackup(
        .backup, of: summary.head, digest: "sha256:\(try FileHash(path: output).hash)",
        now: Clock.now.moment)
      messages.note(
        "\(output): up to event \(summary.head.size), \(summary.byteCount) bytes of \(source.path)")
    }
  }

  struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a ledger of a backup, without those who were erased since.",
      discussion: """
        EXAMPLES
          nodial ledger restore /mnt/elsewhere/consent-2026-11-27.backup \
            --anchor /mnt/elsewhere/heads.jsonl

        Nothing must stand where the ledger is made: move away what is there. Whom its .erasures file names \
        is erased again. What was recorded after the backup is lost; if a head or an index that is \
        there knows of such, the restore is refused unless --accept-loss says that it may be.
        """)

    @OptionGroup var ledger: LedgerArguments

    @Option(
      help: ArgumentHelp(
        "Heads that were kept elsewhere: lines of nodial ledger head.", valueName: "file"))
    var anchor: String?

    @Option(
      help: ArgumentHelp(
        "Who was erased. (default: the .erasures file beside the ledger)", valueName: "file"))
    var erasures: String?

    @Flag(help: "What was recorded after the backup may be lost.")
    var acceptLoss = false

    @Argument(help: ArgumentHelp("The backup.", valueName: "file"))
    var backup: String

    func run() throws {
      let source = try ledger.source()
      let path = source.path
      guard FileIdentity(path: path) == nil else { throw LedgerError(.exists, path: path) }
      let anchors = try anchor.map(Verify.anchors(path:)) ?? []
      let indexes = try Self.indexes(beside: path)
      if let index = indexes.first, !acceptLoss {
        throw Failure(
          "\(index): was compiled from a ledger that is not there, and may know more than the backup; say --accept-loss "
            + "if what came after may be lost")
      }
      let messages = Messages(isQuiet: false)
      let erased = erasures ?? ErasureFile.path(beside: path)
      let text = try erased.map { try ErasureFile.text($0) }
      let head: Ledger.Head
      do {
        head = try LedgerBackup.restore(
          backup, to: path, key: source.key, anchors: acceptLoss ? [] : anchors)
      } catch let error as LedgerError {
        guard case .olderThanHead = error.kind else { throw error }
        throw Failure("\(error); take a later backup, or say --accept-loss")
      }
      for index in indexes { try FileManager.default.removeItem(atPath: index) }
      let writer = try source.writer()
      if let erased, let text { try replay(text, of: erased, writer, messages) }
      try writer.recordBackup(.restore, of: head, digest: "", now: Clock.now.moment)
      _ = try writer.overwriteLog()
      if erased == nil {
        messages.warn(
          "\(path): no .erasures file was there; who was erased after \(head.at) is in it again: erase them anew, or "
            + "restore once more with --erasures")
      }
      messages.note("\(path): restored up to event \(head.size) of \(head.at)")
    }

    private func replay(
      _ text: String, of erased: String, _ writer: LedgerWriter, _ messages: Messages
    ) throws {
      try writer.begin(now: Clock.now.moment)
      do {
        guard let count = try writer.replayErasures(text) else {
          preconditionFailure("its lines can be read")
        }
        try writer.commit()
        if count > 0 { messages.note("\(erased): \(count) erasures were done again") }
      } catch {
        writer.rollBack()
        throw error
      }
    }

    /// The compiled indexes that lie beside a ledger.
    private static func indexes(beside path: String) throws -> [String] {
      let (folder, name) = FolderNames.split(path)
      return try FolderNames.all(in: folder, startingWith: "\(name).")
        .filter { $0.hasSuffix(".ndx") }.map { "\(folder)/\($0)" }
    }
  }
}

/// A folder that is gone when it is not needed any more.
private final class TemporaryFolder {
  private let url: URL

  init() throws {
    let base = FileManager.default.temporaryDirectory
    url = base.appendingPathComponent("nodial-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(
        at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Failure(
        "\(base.path): no folder can be made there; set TMPDIR to one that can be written")
    }
  }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  deinit { try? FileManager.default.removeItem(at: url) }
}
