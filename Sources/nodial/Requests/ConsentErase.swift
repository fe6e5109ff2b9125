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

        Prints LINE, the event and how many events were erased, or LINE, held and why, separated by tabs. \
        Whose request of erasure was open, and is erased with them, has it named there and in the event.

        EXIT STATUS
          0   all were erased
          1   failed, or a number cannot be read; the others are erased
          2   somebody is held, and restricted until then
        """)

    @OptionGroup var ledger: LedgerArguments

    @Option(help: ArgumentHelp("Why, in words that name nobody.", valueName: "text"))
    var reason: String?

    @Option(
      help: ArgumentHelp("Who erases: agent:ID, system:ID. (default: the login)", valueName: "who"))
    var actor: String?

    @Flag(help: "Erase although something must be kept; --reason says why.")
    var despiteHold = false

    @Flag(
      help: ArgumentHelp(
        "Leave nothing by which they are known: a list that is bought later brings them back. Refused of those who said no."
      ))
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
      let entry = ConsentEntry(writer: writer, region: try Values.region(region))
      var eraser = Eraser(
        entry: entry,
        texts: try ActArguments.texts(
          evidence: [], via: nil, reason: reason, actor: actor ?? Login.actor),
        ignoresHolds: despiteHold, leavesTombstone: !noTombstone)
      // Whoever is erased would take with them what shows that somebody has changed it.
      if numbers == ["-"] {
        try writer.ledger.verifyWhole()
      } else {
        var entry = eraser.entry
        try writer.ledger.verifyWhole(
          numbers.compactMap { try? entry.number(of: CarriedBytes.bytes(of: $0)).get() })
      }
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
      if eraser.erasedCount > 0 {
        try ErasureFinish(writer: writer).run(purposes: eraser.purposes)
      }
      if eraser.refusedCount > 0 {
        throw Failure(
          "\(eraser.refusedCount) of \(eraser.count) were not erased, for the reasons in the output"
        )
      }
      if eraser.heldCount > 0 {
        Messages(isQuiet: false).note(
          "who is held is restricted: tell them until when, and close their request; nodial ledger retain erases them "
            + "when nothing has to be kept any more")
        throw ExitCode(2)
      }
    }
  }
}

/// Erases people as they are named, a commit for many.
private struct Eraser {
  private(set) var entry: ConsentEntry
  let texts: [(name: String, text: String)]
  let ignoresHolds: Bool
  let leavesTombstone: Bool
  private(set) var count = 0
  private(set) var erasedCount = 0
  private(set) var heldCount = 0
  private(set) var refusedCount = 0
  private(set) var purposes: Set<String> = []
  private var lineCount = 0
  /// False once somebody has read an older state for too long: they would be waited for each time.
  private var isLogOverwritten = true

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
    if isLogOverwritten { isLogOverwritten = try writer.overwriteLog() }
    for (line, answer, detail) in answers { try output.print(line, answer, detail) }
    try output.flush()
  }

  private mutating func erase(_ cell: [UInt8]) throws -> (answer: String, detail: String) {
    let number: UInt64
    // One certain number: nobody else is erased by a cell that may mean several.
    switch entry.number(of: cell) {
    case .success(let found): number = found
    case .failure(let failure):
      refusedCount += 1
      return ("-", failure.description)
    }
    if !leavesTombstone, !ignoresHolds, try hasSaidNo(number) {
      refusedCount += 1
      return (
        "-",
        "said no, which has to be known for as long as lists are bought; leave --no-tombstone out, or say "
          + "--despite-hold and why"
      )
    }
    if !ignoresHolds, let hold = try hold(number) {
      heldCount += 1
      return ("held", "\(hold)")
    }
    let erasure = try writer.erase(number, texts: texts, leavesTombstone: leavesTombstone)
    purposes.formUnion(erasure.purposes)
    guard let seq = erasure.seq else { return ("-", "nothing is recorded of it") }
    erasedCount += 1
    var detail = "\(erasure.eventCount) \(erasure.eventCount == 1 ? "event" : "events") erased"
    if erasure.eventCount == 0 { detail += ": nothing was recorded of it" }
    for request in erasure.requests { detail += ", request \(request) is carried out" }
    return ("\(seq)", detail)
  }

  /// True of who objected, withdrew or was erased.
  private func hasSaidNo(_ number: UInt64) throws -> Bool {
    if try writer.ledger.erasureDay(of: number) != nil { return true }
    return try writer.ledger.acts(of: number).contains {
      $0.kind == .object || $0.kind == .withdraw
    }
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
    if standing.restriction?.flags.contains(.awaitsErasure) != true {
      var restriction = ConsentAct(kind: .restrict, number: number)
      restriction.evidence =
        texts.filter { $0.name != "reason" } + [
          ("reason", ConsentAct.erasureReason)
        ]
      _ = try writer.record(restriction)
    }
    return hold
  }
}
