import ArgumentParser
import ConsentLedger
import Files
import SuppressionLists

/// A request as it is shown.
struct RequestRecord: Encodable {
  var id: Int64
  var right: String
  var article: Int
  var received: String
  var due: String
  /// Negative if it is late.
  var daysLeft: Int
  var isExtended: Bool
  var state: String
  var ended: String?

  init(_ request: SubjectRequest, on day: CalendarDate) {
    id = request.id
    right = request.right.name
    article = request.right.article
    received = request.received.description
    due = request.due.description
    daysLeft = request.dayCountLeft(on: day)
    isExtended = request.extended != nil
    state = request.state.name
    ended = request.ended?.description
  }

  /// How long is left, or how it ended.
  var standing: String {
    guard state == "open" else { return state }
    return daysLeft < 0 ? "late by \(-daysLeft) days" : "\(daysLeft) days left"
  }
}

extension RequestCommand {
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the open requests, those first that are due first.",
      discussion: """
        EXAMPLES
          nodial request list
          nodial request list --due 7d --json

        Prints number, right, day received, last day, and the days that are left, separated by tabs. It \
        names nobody.

        EXIT STATUS
          0   done
          1   failed
          2   a request is late, or due within --due
        """)

    @OptionGroup var ledger: LedgerArguments

    @Option(
      help: ArgumentHelp("Only those that are late, or due within so many days.", valueName: "days")
    )
    var due: String?

    @Flag(help: "Those that have ended too.")
    var all = false

    @Flag(help: "Print them in JSON, one a line.")
    var json = false

    func validate() throws {
      guard due == nil || !all else {
        throw ValidationError("--due and --all exclude each other; name one")
      }
    }

    func run() throws {
      let dayCount = try due.map(Self.dayCount)
      let ledger = try ledger.reader()
      let today = Clock.now.localDay
      var requests = try ledger.requests().filter { all || $0.state == .open }
      if let dayCount { requests.removeAll { $0.dayCountLeft(on: today) > dayCount } }
      var output = try StandardOutput()
      for request in requests {
        let record = RequestRecord(request, on: today)
        if json {
          try output.print(JSONText.line(record))
        } else {
          try output.print(
            record.id, record.right, record.received, record.due, record.standing)
        }
      }
      try output.flush()
      if requests.contains(where: { $0.isLate(on: today) || dayCount != nil && $0.state == .open })
      {
        throw ExitCode(2)
      }
    }

    private static func dayCount(_ text: String) throws -> Int {
      let digits = text.hasSuffix("d") ? text.dropLast() : text[...]
      guard let count = Int(digits), (0...366).contains(count) else {
        throw ValidationError("--due takes days from 0d to 366d, not \"\(text)\"")
      }
      return count
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a request: of whom it is, and what was told with it.",
      discussion: """
        EXAMPLES
          nodial request show 17 --actor agent:7

        Looking is an event of its own.
        """)

    @OptionGroup var ledger: LedgerArguments

    @Option(help: ArgumentHelp("Who looks: agent:ID. (default: the login)", valueName: "who"))
    var actor: String?

    @Argument(help: ArgumentHelp("The request.", valueName: "id"))
    var id: Int64

    func run() throws {
      _ = try ActArguments.texts(evidence: [], via: nil, reason: nil, actor: actor)
      let writer = try ledger.writer()
      guard let request = try writer.ledger.request(id),
        let opening = try writer.ledger.opening(of: request)
      else { throw Failure("request \(id): \(SubjectRequest.Refusal.unknown)") }
      try writer.recordAccess(
        to: opening.number, actor: actor ?? Login.actor, reason: "request \(id)",
        now: Clock.now.moment)
      let record = RequestRecord(request, on: Clock.now.localDay)
      var output = try StandardOutput()
      for (name, value) in [
        ("request", "\(record.id)"), ("right", "\(record.right) (GDPR \(record.article))"),
        ("number", "+\(opening.number)"), ("received", record.received),
        ("due", record.due + (record.isExtended ? ", extended" : "")), ("state", record.standing),
      ] { try output.print(name, value) }
      for field in opening.fields where !["number", "right", "received"].contains(field.name) {
        try output.print(field.name, CarriedBytes.shown(field.text))
      }
      try output.flush()
    }
  }
}
