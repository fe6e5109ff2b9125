import ArgumentParser
import ConsentLedger
import Files
import PhoneNumbers
import SuppressionLists

extension ConsentCommand {
  struct Erase: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Erase people, and keep them from being contacted (GDPR 17).",
      discussion: """
        EXAMPLES
          nodial consent erase +493012345678 --reason "request 17"
          nodial consent erase - --despite-hold --reason "counsel agrees" < numbers.txt

        What was recorded of them is gone: acts, what shows them, requests, looks. The hashes of these events \
        stay, so that the ledger verifies; so does a keyed code of the number, by which no scrub lets them \
        pass and no import brings them back. Only a consent of their own with --lifts-objection does.

        Where what shows a consent must be kept, or another request is open, they are restricted instead, and \
        the answer says until when.

        Prints LINE, the event and how many events were erased, or LINE, held and why, separated by tabs.

        EXIT STATUS
          0   all were erased
          1   failed, or a number cannot be read; the others are erased
          2   somebody is held, and restricted until then
        """)

    @OptionGroup var ledger: LedgerArguments

    @Option(help: ArgumentHelp("Why, in words that name nobody.", valueName: "text"))
    var reason: String?

    @Option(help: ArgumentHelp("Who erases: agent:ID, system:ID.", valueName: "who"))
    var actor: String?

    @Flag(help: "Erase although something must be kept; --reason says why.")
    var despiteHold = false

    @Flag(
      help: ArgumentHelp(
        "Leave nothing by which they are known: a list that is bought later brings them back."))
    var noTombstone = false

    @Option(help: ArgumentHelp("The region of national numbers: US, GB, …", valueName: "code"))
    var region: String?

    @Argument(help: ArgumentHelp("The numbers; - is standard input.", valueName: "number"))
    var numbers: [String] = []

    func validate() throws {
      guard !despiteHold || reason?.isEmpty == false else {
        throw ValidationError("--despite-hold needs --reason: who decides so has to say why")
      }
    }

    func run() throws {
      guard !numbers.isEmpty else {
        throw ValidationError(
          "name at least one number, or - for numbers from standard input, one a line")
      }
      let writer = try ledger.writer()
      var eraser = Eraser(
        entry: ConsentEntry(writer: writer, region: try Values.region(region)),
        texts: try ActArguments.texts(evidence: [], via: nil, reason: reason, actor: actor),
        ignoresHolds: despiteHold, leavesTombstone: !noTombstone)
      var output = try StandardOutput()
      if numbers == ["-"] {
        var batches = LineBatches()
        while let lines = try batches.next() { try eraser.erase(lines, to: &output) }
      } else {
        try eraser.erase(numbers.map { CarriedBytes.bytes(of: $0) }, to: &output)
      }
      guard eraser.count > 0 else {
        throw Failure("no number was given; give one a line")
      }
      try finish(eraser, writer)
      if eraser.refusedCount > 0 {
        throw Failure(
          "\(eraser.refusedCount) of \(eraser.count) were not erased, for the reasons in the output"
        )
      }
      if eraser.heldCount > 0 { throw ExitCode(2) }
    }

    /// Sees to it that what was erased is nowhere else, and says who else has it.
    private func finish(_ eraser: Eraser, _ writer: LedgerWriter) throws {
      guard eraser.erasedCount > 0 else { return }
      let messages = Messages(isQuiet: false)
      let ledger = writer.ledger
      // Indexes of before have codes of the people.
      let scopes = try LedgerCompilation.scopesInUse(of: ledger).filter {
        FileIdentity(path: LedgerCompilation.path(of: ledger, scope: $0)) != nil
      }
      try LedgerCommand.Compile.compile(ledger, scopes, memoryByteCount: 1 << 30, messages)
      if try !writer.overwriteLog() {
        messages.warn(
          "\(ledger.path): somebody reads it just now, so that its log still has what was erased; the next command "
            + "that writes to it overwrites that")
      }
      let recipients = try eraser.purposes.sorted().compactMap {
        try ledger.version(of: .purpose, $0)?["recipients"]
      }
      if !recipients.isEmpty {
        messages.note(
          "tell those who have the data from you (GDPR 19): " + recipients.joined(separator: "; "))
      }
    }
  }
}

/// Erases people as they are named, a commit for many.
private struct Eraser {
  var entry: ConsentEntry
  let texts: [(name: String, text: String)]
  let ignoresHolds: Bool
  let leavesTombstone: Bool
  private(set) var count = 0
  private(set) var erasedCount = 0
  private(set) var heldCount = 0
  private(set) var refusedCount = 0
  private(set) var purposes: Set<String> = []
  private var lineCount = 0

  private var writer: LedgerWriter { entry.writer }

  init(
    entry: ConsentEntry, texts: [(name: String, text: String)], ignoresHolds: Bool,
    leavesTombstone: Bool
  ) {
    self.entry = entry
    self.texts = texts
    self.ignoresHolds = ignoresHolds
    self.leavesTombstone = leavesTombstone
  }

  mutating func erase(_ cells: [[UInt8]], to output: inout StandardOutput) throws {
    var answers: [(line: Int, answer: String, detail: String)] = []
    try writer.begin(now: Clock.now.moment)
    do {
      for cell in cells {
        lineCount += 1
        if cell.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
        count += 1
        let (answer, detail) = try erase(cell)
        answers.append((lineCount, answer, detail))
      }
      try writer.commit()
    } catch {
      writer.rollBack()
      throw error
    }
    for (line, answer, detail) in answers { try output.print(line, answer, detail) }
    try output.flush()
  }

  private mutating func erase(_ cell: [UInt8]) throws -> (answer: String, detail: String) {
    let number: UInt64
    // One certain number: nobody else is erased by a cell that may mean several.
    switch entry.numbers(of: cell, isPermitting: true) {
    case .success(let numbers): number = numbers[0]
    case .failure(let failure):
      refusedCount += 1
      return ("-", failure.description)
    }
    if !ignoresHolds, let hold = try hold(number) {
      heldCount += 1
      return ("held", "\(hold)")
    }
    let erasure = try writer.erase(number, texts: texts, leavesTombstone: leavesTombstone)
    purposes.formUnion(erasure.purposes)
    guard let seq = erasure.seq else { return ("-", "nothing is recorded of it") }
    erasedCount += 1
    return (
      "\(seq)", "\(erasure.eventCount) \(erasure.eventCount == 1 ? "event" : "events") erased"
    )
  }

  /// What keeps somebody; they are restricted then, if they are not yet.
  private func hold(_ number: UInt64) throws -> EvidenceHold? {
    let acts = try writer.ledger.acts(of: number)
    let open = try writer.ledger.openRequests(of: number).first { $0.right != .erasure }
    guard
      let hold = open.map({ EvidenceHold(openRequest: $0.id) })
        ?? EvidenceHold(acts, of: number, on: writer.now.date)
    else { return nil }
    let standing = Standing(
      acts, in: Scope(brand: 0, purpose: 0, channel: .voice), purposes: PurposeTree(),
      quarantined: [])
    if standing.restriction == nil {
      var restriction = ConsentAct(kind: .restrict, number: number)
      restriction.evidence = texts.filter { $0.name != "reason" } + [("reason", "to be erased")]
      _ = try writer.record(restriction)
    }
    return hold
  }
}
