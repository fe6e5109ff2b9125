import ArgumentParser
import ConsentLedger
import Files
import Keys

struct LedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: "Make and verify the consent ledger: who may be contacted, with proof.",
    discussion: """
      EXAMPLES
        nodial key new /etc/nodial/ledger.key
        nodial ledger init --ledger consent.ledger \\
          --key /etc/nodial/ledger.key --controller "Acme GmbH"
        nodial ledger apply register.toml
        nodial ledger head >> /mnt/elsewhere/heads.jsonl
        nodial ledger verify --anchor /mnt/elsewhere/heads.jsonl

      The ledger is one file. What it says of people is enciphered with its key; without the key nobody \
      can read it. Every act is an event that is never changed, and each commit is sealed.
      """,
    subcommands: [
      Init.self, Apply.self, Compile.self, Verify.self, Head.self, Prove.self, RebuildState.self,
      Backup.self, Restore.self, Retain.self, Report.self, Metrics.self,
    ])

  struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a ledger.",
      discussion: """
        EXAMPLES
          nodial ledger init --ledger consent.ledger --key ledger.key \\
            --controller "Acme GmbH"

        The file is for its owner alone, and never made in the place of another one. Keep the key \
        elsewhere, and a copy of it where no copy of the ledger is.
        """)

    @OptionGroup var ledger: LedgerArguments

    @Option(
      help: ArgumentHelp("Who answers for the data (GDPR 4(7)): name and form.", valueName: "name"))
    var controller: String

    func run() throws {
      guard !controller.isEmpty else { throw ValidationError("--controller is empty; name one") }
      let source = try ledger.source()
      let writer = try LedgerWriter.make(
        path: source.path, key: source.key, signingKey: source.signingKey, controller: controller,
        now: Clock.now.moment)
      Messages(isQuiet: false).note(
        "\(source.path): made, with the key \(source.key.id); declare brands and purposes next, with nodial "
          + "ledger apply")
      var output = try StandardOutput()
      try output.print(LedgerAnchor(try writer.ledger.head(), of: writer.ledger).line)
      try output.flush()
    }
  }

  struct Apply: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Declare brands, purposes, notices, batches and what else records need.",
      discussion: """
        EXAMPLES
          nodial ledger apply register.toml

        The file has tables [[brand]], [[purpose]], [[notice]], [[batch]], [[assessment]], [[controller]], \
        [[processor]], [[activity]] and [[supplier]], each with an id. Whatever differs from what the ledger has becomes a new version; what the file does not \
        name stays. A consent of a batch that lacks what regulators ask for permits nothing.
        """)

    @OptionGroup var ledger: LedgerArguments

    @Argument(help: ArgumentHelp("The declarations.", valueName: "file"))
    var register: String

    func run() throws {
      let writer = try ledger.writer()
      let file = try RegisterFile(path: register, register: writer.ledger.register)
      let messages = Messages(isQuiet: false)
      try writer.begin(now: Clock.now.moment)
      var changedCount = 0
      do {
        for item in file.items
        where try writer.ledger.version(of: item.kind, item.id) != item.fields {
          _ = try writer.declare(
            item.kind, item.id, parent: item.parent, isComplete: item.missing.isEmpty,
            texts: item.texts)
          changedCount += 1
        }
        try writer.commit()
      } catch {
        writer.rollBack()
        throw error
      }
      for item in file.items where item.kind == .batch && !item.missing.isEmpty {
        messages.warn(
          "\(register): batch \"\(item.id)\" is quarantined, its consents permit nothing: it lacks "
            + item.missing.joined(separator: ", "))
      }
      messages.note(
        "\(register): \(file.items.count) declared, of which \(changedCount) are new or changed")
    }
  }

  struct Compile: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make the indexes that scrubs ask in the place of the whole ledger.",
      discussion: """
        EXAMPLES
          nodial ledger compile
          nodial ledger compile --purpose offers --channel voice

        One for each brand, purpose and channel that a consent names, or for those that are said; they lie \
        beside the ledger and have its key. What is recorded later is read from the ledger, so that no \
        scrub is ever behind; a rebuild compiles too.
        """)

    @OptionGroup var ledger: LedgerArguments

    @Option(help: ArgumentHelp("The brand. (default: that of the settings)", valueName: "id"))
    var brand: String?

    @Option(help: ArgumentHelp("The purpose. (default: those in use)", valueName: "id"))
    var purpose: String?

    @Option(help: ArgumentHelp("The channel. (default: those in use)", valueName: "name"))
    var channel: String?

    @Option(help: ArgumentHelp("The memory to stay within, at least 64M.", valueName: "size"))
    var memory: String = "1G"

    func validate() throws {
      guard (purpose == nil) == (channel == nil) else {
        throw ValidationError("--purpose and --channel go together; name both or none")
      }
    }

    func run() throws {
      let source = try ledger.source()
      let ledger = try Ledger(path: source.path, key: source.key)
      var scopes = try LedgerCompilation.scopesInUse(of: ledger)
      if let purpose, let channel {
        guard let brand = brand ?? source.settings.brand else {
          throw ValidationError(
            "--brand is missing; name one, or write brand = \"ID\" under [ledger]")
        }
        scopes = [
          Scope(
            brand: try ledger.register.id(.brand, brand, of: source.path),
            purpose: try ledger.register.id(.purpose, purpose, of: source.path),
            channel: try Values.channel(channel))
        ]
      }
      let messages = Messages(isQuiet: false)
      try Self.compile(ledger, scopes, memoryByteCount: try Values.byteCount(memory), messages)
      if scopes.isEmpty {
        messages.note(
          "\(source.path): no consent names a purpose and a channel; say --purpose and --channel")
      }
    }

    static func compile(
      _ ledger: Ledger, _ scopes: [Scope], memoryByteCount: Int, _ messages: Messages
    ) throws {
      for scope in scopes {
        let summary = try LedgerCompilation.compile(
          ledger, scope: scope, memoryByteCount: memoryByteCount,
          threadCount: Workers.processorCount)
        messages.note(
          "\(summary.path): \(summary.subjectCount) people read, up to event \(summary.size), \(summary.byteCount) bytes"
        )
      }
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Verify that nothing was changed but by this program.",
      discussion: """
        EXAMPLES
          nodial ledger verify
          nodial ledger verify --anchor /mnt/elsewhere/heads.jsonl

        Finds every edit, removal, addition and change of order, and names the first bad event; and lines of \
        the .erasures file that cannot be read. That the end was cut off, or an older copy put in its place, \
        only heads tell that were kept elsewhere.

        EXIT STATUS
          0   all is as it was recorded
          1   something is not, or nothing is known
        """)

    @OptionGroup var ledger: LedgerArguments

    @Option(
      help: ArgumentHelp(
        "Heads that were kept elsewhere: lines of nodial ledger head.", valueName: "file"))
    var anchor: String?

    @Option(
      help: ArgumentHelp(
        "The public key by which the last commit must be signed: what nodial key public prints.",
        valueName: "digits"))
    var publicKey: String?

    @Flag(help: "Record that it was verified, so that nodial ledger metrics tells when.")
    var record = false

    func run() throws {
      let key = try publicKey.map { digits in
        guard let key = PublicKey(digits) else {
          throw ValidationError("--public-key has 64 digits, as nodial key public prints them")
        }
        return key
      }
      let ledger = try ledger.reader()
      let anchors = try anchor.map(Self.anchors(path:)) ?? []
      let summary = try LedgerVerification(ledger).verify(anchors: anchors, publicKey: key)
      _ = try ErasureFile.path(beside: ledger.path).map(ErasureFile.text)
      if record {
        try self.ledger.writer().recordOperation(
          .verify, [("size", "\(summary.head.size)"), ("hash", "\(summary.head.hash)")],
          now: Clock.now.moment)
      }
      var output = try StandardOutput()
      try output.print(
        "\(ledger.path): intact, \(summary.head.size) events, \(summary.sealCount) seals, "
          + "\(summary.erasedCount) erased, \(summary.anchorCount) heads kept elsewhere"
          + (summary.indexCount == 0 ? "" : ", \(summary.indexCount) indexes")
          + (summary.publicKey.map { ", \(summary.signedCount) seals signed, now by \($0)" } ?? ""))
      try output.flush()
      if summary.staleIndexCount > 0 {
        Messages(isQuiet: false).warn(
          "\(ledger.path): \(summary.staleIndexCount) of its indexes are of before something was declared or erased; nobody "
            + "asks them, and they may have codes of who was erased: run nodial ledger compile")
      }
    }

    /// The heads of a file.
    static func anchors(path: String) throws -> [LedgerAnchor] {
      let text = try TextFile.text(path)
      var anchors: [LedgerAnchor] = []
      for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      where !line.isEmpty {
        guard let anchor = LedgerAnchor(line: line) else {
          throw Failure(
            "\(path):\(number + 1): is no head; the lines are those that nodial ledger head prints")
        }
        anchors.append(anchor)
      }
      guard !anchors.isEmpty else { throw Failure("\(path): holds no head") }
      return anchors
    }
  }

  struct Head: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print what names all that was recorded until now, in one line.",
      discussion: """
        EXAMPLES
          nodial ledger head >> /mnt/elsewhere/heads.jsonl

        It tells nothing of anybody. Keep it where who can write to the ledger cannot.
        """)

    @OptionGroup var ledger: LedgerArguments

    func run() throws {
      let ledger = try ledger.reader()
      var output = try StandardOutput()
      try output.print(LedgerAnchor(try ledger.head(), of: ledger).line)
      try output.flush()
    }
  }

  struct Prove: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print an event with the proof that it is in the ledger.",
      discussion: """
        EXAMPLES
          nodial ledger prove 17 > proof.json
          Scripts/verify-proof proof.json --head HASH

        Whoever has a head of the ledger can verify it with SHA-256 alone, and learns nothing of others. \
        It holds the number and what shows the act.
        """)

    @OptionGroup var ledger: LedgerArguments

    @Argument(help: ArgumentHelp("The number of the event.", valueName: "event"))
    var event: Int64

    func run() throws {
      let ledger = try ledger.reader()
      guard let proof = try EventProof(of: event, in: ledger) else {
        throw Failure("\(ledger.path): has no event \(event), or its body was erased")
      }
      var output = try StandardOutput()
      try output.print(proof.line)
      try output.flush()
    }
  }

  struct RebuildState: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rebuild-state",
      abstract: "Derive the state of everybody from the events anew.",
      discussion: """
        EXAMPLES
          nodial ledger rebuild-state

        The result is the same, unless somebody has changed what is derived.
        """)

    @OptionGroup var ledger: LedgerArguments

    func run() throws {
      let writer = try ledger.writer(isToBeDerived: true)
      try writer.rebuild()
      let head = try writer.ledger.head()
      Messages(isQuiet: false).note("\(writer.ledger.path): derived from \(head.size) events")
    }
  }
}
