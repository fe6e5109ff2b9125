import ArgumentParser
import ConsentLedger
import Files
import SuppressionLists

struct RequestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "request",
    abstract: "Keep the requests that people make of their rights, and their clock.",
    discussion: """
      EXAMPLES
        nodial request open +493012345678 --right access --via email
        nodial request list --due 7d || mail -s "requests are due" dpo@acme.example
        nodial request show 17 --actor agent:7
        nodial request extend 17 --reason "three brands are asked"
        nodial request answer 17 --output answers/17 --via email

      A request is due a month after the day on which it came, and two months later if the person is told so \
      within the first (GDPR 12(3)). Each step is an event of the ledger.
      """,
    subcommands: [
      Open.self, List.self, Show.self, Extend.self, Answer.self, Close.self,
    ])
}

/// What is said of a step of a request.
struct RequestStepArguments: ParsableArguments {
  @Option(help: ArgumentHelp("How it came or went: email, paper, call, …", valueName: "way"))
  var via: String?

  @Option(help: ArgumentHelp("Why, in words that name nobody.", valueName: "text"))
  var reason: String?

  @Option(
    help: ArgumentHelp(
      "What shows it: evidence_file=TEXT, url=TEXT, request_id=TEXT, …; may be repeated.",
      valueName: "name=text"))
  var evidence: [String] = []

  @Option(
    help: ArgumentHelp("Who enters it: agent:ID, system:ID. (default: the login)", valueName: "who")
  )
  var actor: String?

  func texts() throws -> [(name: String, text: String)] {
    try ActArguments.texts(
      evidence: evidence, via: via, reason: reason, actor: actor ?? Login.actor)
  }
}

/// Moves a request on, and says until when it is due or that it has ended.
struct RequestStep {
  let id: Int64
  let kind: EventKind
  let ledger: LedgerArguments
  let step: RequestStepArguments

  func run() throws -> SubjectRequest {
    let texts = try step.texts()
    let writer = try ledger.writer()
    try writer.begin(now: Clock.now.moment)
    let request: SubjectRequest
    do {
      request = try writer.moveRequest(id, by: kind, texts: texts)
      try writer.commit()
    } catch let refusal as SubjectRequest.Refusal {
      writer.rollBack()
      throw Failure("request \(id): \(refusal)")
    } catch {
      writer.rollBack()
      throw error
    }
    var output = try StandardOutput()
    try output.print(
      request.id, request.state == .open ? "due \(request.due)" : request.state.name, request.seq)
    try output.flush()
    return request
  }
}

extension RequestCommand {
  struct Open: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Record a request.",
      discussion: """
        EXAMPLES
          nodial request open +493012345678 --right access --via email
          nodial request open - --right erasure --received 2026-11-20 < number.txt

        An objection is recorded with it, and holds at once. Of an erasure or a restriction the person is \
        restricted from then on: nobody contacts them until nodial consent release.

        Prints the request's number, its last day and the event, separated by tabs.
        """)

    @OptionGroup var ledger: LedgerArguments
    @OptionGroup var step: RequestStepArguments

    enum RightName: String, CaseIterable, ExpressibleByArgument {
      case access, rectification, erasure, restriction, objection, portability
    }

    @Option(help: ArgumentHelp("What is asked for (GDPR 15 to 21).", valueName: "name"))
    var right: RightName

    @Option(
      help: ArgumentHelp(
        "The day on which it came. (default: today, in the zone of TZ)", valueName: "day"))
    var received: String?

    @Option(help: ArgumentHelp("The region of national numbers: US, GB, …", valueName: "code"))
    var region: String?

    @Argument(
      help: ArgumentHelp("The number; - reads one from standard input.", valueName: "number"))
    var number: String

    func run() throws {
      let texts = try step.texts()
      guard let right = SubjectRequest.Right(name: right.rawValue) else {
        throw ValidationError("--right is none that there is")
      }
      let writer = try ledger.writer()
      var entry = ConsentEntry(writer: writer, region: try Values.region(region))
      let person = try entry.number(ofArgument: number)
      let now = Clock.now.moment
      var day = Clock.now.localDay
      if let received {
        guard let date = CalendarDate(received) else {
          throw ValidationError("--received cannot be \"\(received)\"; write 2026-11-20")
        }
        day = date
      }
      try writer.begin(now: now)
      let request: SubjectRequest
      let other: SubjectRequest?
      do {
        other = try writer.ledger.openRequests(of: person).first { $0.right == right }
        request = try writer.openRequest(right, of: person, received: day, texts: texts)
        try writer.commit()
      } catch let refusal as SubjectRequest.Refusal {
        writer.rollBack()
        throw Failure("--received \(day): \(refusal)")
      } catch {
        writer.rollBack()
        throw error
      }
      var output = try StandardOutput()
      try output.print(request.id, "due \(request.due)", request.seq)
      try output.flush()
      let messages = Messages(isQuiet: false)
      if let other {
        messages.warn("request \(other.id) of the same person asks for the same, and is open too")
      }
      if request.isLate(on: Clock.now.localDay) {
        messages.warn("request \(request.id) is late since \(request.due)")
      }
    }
  }

  struct Extend: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take two months more, as the person was told within the first, and why.",
      discussion: """
        EXAMPLES
          nodial request extend 17 --reason "three brands are asked" --via email
        """)

    @OptionGroup var ledger: LedgerArguments
    @OptionGroup var step: RequestStepArguments

    @Argument(help: ArgumentHelp("The request.", valueName: "id"))
    var id: Int64

    func run() throws {
      guard step.reason?.isEmpty == false else {
        throw ValidationError("--reason is missing; the person has to be told why (GDPR 12(3))")
      }
      _ = try RequestStep(id: id, kind: .extend, ledger: ledger, step: step).run()
    }
  }

  struct Answer: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Record that a request was answered; of access and portability, write the answer.",
      discussion: """
        EXAMPLES
          nodial request answer 17 --output answers/17 --trial
          nodial request answer 17 --output answers/17 --via email
          nodial request answer 18 --via paper --evidence evidence_file=letters/18.pdf

        The folder gets access.html for the person, access.json with the same, and portable.csv with what \
        they did (GDPR 15 and 20). Nothing of others is in them: who entered or saw what is left out. What \
        the article asks for and is not declared is named on standard error. With --trial the request stays \
        open.
        """)

    @OptionGroup var ledger: LedgerArguments
    @OptionGroup var step: RequestStepArguments

    @Option(
      help: ArgumentHelp("Where the answer goes, of access and portability.", valueName: "folder"))
    var output: String?

    @Flag(help: "Write the answer to read it first; the request stays open.")
    var trial = false

    @Argument(help: ArgumentHelp("The request.", valueName: "id"))
    var id: Int64

    func validate() throws {
      guard !trial || output != nil else {
        throw ValidationError("--trial writes an answer; say where with --output")
      }
      guard output != "-" else {
        throw ValidationError("--output is a folder, for the answer is three files; name one")
      }
    }

    func run() throws {
      guard let output else {
        switch try ledger.reader().request(id)?.right {
        case .erasure:
          throw Failure(
            "request \(id): asks for erasure; carry it out with nodial consent erase, which erases the request too"
          )
        case .access, .portability:
          guard !step.evidence.isEmpty else {
            throw Failure(
              "request \(id): has nothing that shows an answer; write it with --output, or say what was sent with "
                + "--evidence evidence_file=TEXT")
          }
        default: break
        }
        _ = try RequestStep(id: id, kind: .answer, ledger: ledger, step: step).run()
        return
      }
      let writer = try ledger.writer()
      guard let request = try writer.ledger.request(id),
        let opening = try writer.ledger.opening(of: request)
      else { throw Failure("request \(id): \(SubjectRequest.Refusal.unknown)") }
      guard [.access, .portability].contains(request.right) else {
        throw Failure(
          "request \(id): asks for \(request.right.name), which has no package; leave --output out")
      }
      guard trial || request.state == .open else {
        throw Failure("request \(id): \(SubjectRequest.Refusal.ended(request.state))")
      }
      let now = Clock.now.moment
      try writer.ledger.verifyWhole([opening.number])
      try writer.recordAccess(
        to: opening.number, actor: step.actor ?? Login.actor, reason: "request \(id)", now: now)
      let package = try AccessPackage(request, of: opening.number, in: writer.ledger, now: now)
      let digest = try package.write(
        to: output, acts: try writer.ledger.entries(of: opening.number, since: package.start))
      let messages = Messages(isQuiet: false)
      if !package.missing.isEmpty {
        messages.warn(
          "\(output): the answer lacks what GDPR 15 asks for; declare it with nodial ledger apply: "
            + package.missing.joined(separator: ", "))
      }
      messages.note("\(output): access.html, access.json and portable.csv, of SHA-256 \(digest)")
      if trial { return }
      var answer = step
      answer.evidence.append("certificate=sha256:\(digest)")
      _ = try RequestStep(id: id, kind: .answer, ledger: ledger, step: answer).run()
    }
  }

  struct Close: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Record that a request ended without what it asked for, and why.",
      discussion: """
        EXAMPLES
          nodial request close 17 --reason "nobody could show who they are" --via paper

        The person is told within the month that nothing is done, why, and that they may complain \
        (GDPR 12(4)). A restriction stays until nodial consent release.
        """)

    @OptionGroup var ledger: LedgerArguments
    @OptionGroup var step: RequestStepArguments

    @Argument(help: ArgumentHelp("The request.", valueName: "id"))
    var id: Int64

    func run() throws {
      guard step.reason?.isEmpty == false else {
        throw ValidationError("--reason is missing; the person has to be told why (GDPR 12(4))")
      }
      let request = try RequestStep(id: id, kind: .close, ledger: ledger, step: step).run()
      if [.erasure, .restriction].contains(request.right) {
        Messages(isQuiet: false).note(
          "the person stays restricted; nodial consent release ends that")
      }
    }
  }
}
