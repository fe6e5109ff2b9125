import ArgumentParser
import ConsentLedger
import Files

extension ConsentCommand {
  struct Rectify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Put a person's right number in the place of another one (GDPR 16).",
      discussion: """
        EXAMPLES
          nodial consent rectify +493012345678 +493012345679 --reason "request 17"
          nodial consent rectify - --mistyped --reason "request 18" < two-numbers.txt

        What the person forbade goes along, and stays where it was. What they permitted ends there: they consent \
        anew for another number, unless the wrong one was mistyped.

        Prints each act that went along with its new event, separated by tabs.
        """)

    @OptionGroup var ledger: LedgerArguments

    @Flag(help: "The wrong number was never theirs: what they permitted goes along too.")
    var mistyped = false

    @Option(help: ArgumentHelp("Why, in words that name nobody.", valueName: "text"))
    var reason: String?

    @Option(
      help: ArgumentHelp(
        "Who enters it: agent:ID, system:ID. (default: the login)", valueName: "who"))
    var actor: String?

    @Option(help: ArgumentHelp("The region of national numbers: US, GB, …", valueName: "code"))
    var region: String?

    @Argument(
      help: ArgumentHelp(
        "The wrong number and the right one; - reads both from standard input, one a line.",
        valueName: "number"))
    var numbers: [String]

    func run() throws {
      guard reason?.isEmpty == false else {
        throw ValidationError("--reason is missing; say who asked for it, or which request")
      }
      let writer = try ledger.writer()
      var entry = ConsentEntry(writer: writer, region: try Values.region(region))
      let cells = try Self.cells(numbers)
      let wrong = try entry.number(of: cells[0]).mapError { Failure("the wrong number: \($0)") }
        .get()
      let right = try entry.numbers(of: cells[1], for: .permitting)
        .mapError { Failure("the right number: \($0)") }.get()[0]
      guard wrong != right else {
        throw Failure("both numbers are the same; name the right one second")
      }
      let texts = try ActArguments.texts(
        evidence: [], via: nil, reason: reason, actor: actor ?? Login.actor)
      try writer.ledger.verifyWhole([wrong, right])
      try writer.begin(now: Clock.now.moment)
      let rectification: LedgerWriter.Rectification?
      do {
        rectification = try writer.rectify(wrong, to: right, isMistyped: mistyped, texts: texts)
        try writer.commit()
      } catch {
        writer.rollBack()
        throw error
      }
      guard let rectification else {
        throw Failure("nothing is recorded of the wrong number; is it the one that was entered?")
      }
      var output = try StandardOutput()
      for (kind, seq) in rectification.moved { try output.print(kind.name, seq) }
      if let ended = rectification.ended { try output.print("reassign", ended) }
      try output.flush()
      let messages = Messages(isQuiet: false)
      if rectification.keptOutCount > 0 {
        messages.warn(
          "\(rectification.keptOutCount) acts did not go along: the person of the right number was erased, and consents anew"
        )
      }
      for request in try writer.ledger.openRequests(of: wrong) where request.right == .rectification
      {
        messages.note(
          "request \(request.id) asks for it; answer it with nodial request answer \(request.id)")
      }
    }

    private static func cells(_ numbers: [String]) throws -> [[UInt8]] {
      guard numbers == ["-"] else {
        guard numbers.count == 2 else {
          throw ValidationError("name the wrong number and the right one")
        }
        return numbers.map { CarriedBytes.bytes(of: $0) }
      }
      return try NumberArgument.cells(
        count: 2, "give the wrong number and the right one, one a line")
    }
  }
}
