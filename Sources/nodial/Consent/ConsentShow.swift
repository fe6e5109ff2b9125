import ArgumentParser
import ConsentLedger
import Files
import PhoneNumbers
import SuppressionLists

extension ConsentCommand {
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what a person permitted and forbade, and what shows it.",
      discussion: """
        EXAMPLES
          nodial consent show +493012345678
          echo +493012345678 | nodial consent show - --json
          nodial consent show +493012345678 --as-of 2026-06-30

        Looking is an event of its own, with --actor and --reason.
        """)

    @OptionGroup var ledger: LedgerArguments

    @Option(help: ArgumentHelp("Who looks: agent:ID. (default: the login)", valueName: "who"))
    var actor: String?

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var reason: String?

    @Option(
      help: ArgumentHelp(
        "As it was at that time, by what is known now. (default: now)", valueName: "time"))
    var asOf: String?

    @Option(help: ArgumentHelp("The region of national numbers: US, GB, …", valueName: "code"))
    var region: String?

    @Flag(help: "Print all that is known, in JSON.")
    var json = false

    @Argument(
      help: ArgumentHelp("The number; - reads one from standard input.", valueName: "number"))
    var number: String

    func run() throws {
      let writer = try ledger.writer()
      var entry = ConsentEntry(writer: writer, region: try Values.region(region))
      let person = try entry.number(ofArgument: number)
      let moment = try ActArguments.moment(asOf, option: "--as-of")
      _ = try ActArguments.texts(evidence: [], via: nil, reason: reason, actor: actor)
      try writer.ledger.verifyWhole([person])
      let history = try writer.ledger.history(of: person, asOf: moment)
      try writer.recordAccess(
        to: person, actor: actor ?? Login.actor, reason: reason, now: Clock.now.moment)
      var page = ConsentHistory(
        history, ledger: writer.ledger, on: moment?.date ?? Clock.now.day)
      page.erased = try writer.ledger.erasureDay(of: person)?.description
      var output = try StandardOutput()
      if json {
        try output.print(JSONText.indented(page))
      } else {
        for line in page.lines { try output.print(line) }
      }
      try output.flush()
    }
  }
}

/// How a person stands, and what was recorded of them.
struct ConsentHistory: Encodable {
  struct State: Encodable {
    var brand: String
    var purpose: String
    var channel: String
    /// granted, expired, refused, withdrawn, objected, waiting, quarantined, unshown, none
    var answer: String
    var since: String?
    var until: String?
    var isConfirmed: Bool
    var isRestricted: Bool
    var event: Int64?
  }

  struct Event: Encodable {
    var event: Int64
    var recorded: String
    var kind: String
    var fields: [String: String]
  }

  var states: [State]
  var events: [Event]
  /// The day of the erasure, since which they are suppressed.
  var erased: String?

  /// - Parameter day: By which consents that name an end have ended.
  init(_ history: Ledger.History, ledger: Ledger, on day: CalendarDate) {
    states = history.standings.map { scope, standing in
      let act = standing.decisive
      return State(
        brand: ledger.register.name(of: scope.brand) ?? "",
        purpose: ledger.register.name(of: scope.purpose) ?? "",
        channel: scope.channel.names.joined(separator: ","), answer: Self.answer(standing, on: day),
        since: act?.occurred?.description, until: standing.grant?.until?.description,
        isConfirmed: standing.isConfirmed, isRestricted: standing.restriction != nil,
        event: act?.seq)
    }
    events = history.events.map { event in
      Event(
        event: event.seq, recorded: event.at.description, kind: event.kind?.name ?? "unknown",
        fields: Dictionary(
          event.fields.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first }))
    }
  }

  static func answer(_ standing: Standing, on day: CalendarDate) -> String {
    if let block = standing.block {
      switch block.kind {
      case .refuse: return "refused"
      case .object: return "objected"
      case .review: return "waiting"
      default: return "withdrawn"
      }
    }
    if let grant = standing.grant {
      return grant.until.map { $0.date <= day } == true ? "expired" : "granted"
    }
    if standing.quarantined != nil { return "quarantined" }
    return standing.unshown == nil ? "none" : "unshown"
  }

  /// A text that is one field, whatever somebody has written into it.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "=")
    }
    return isPlain
      ? text : "\"" + CarriedBytes.shown(text).replacing("\"", with: "\\\"") + "\""
  }

  var lines: [String] {
    let erasure = erased.map { "erased on \($0), and must not be contacted" }
    guard !events.isEmpty else { return [erasure ?? "nothing is recorded: none"] }
    var lines = states.map { state in
      var line = "\(state.brand) \(state.purpose) \(state.channel): \(state.answer)"
      if let since = state.since { line += " since \(since)" }
      if let until = state.until { line += " until \(until)" }
      if state.answer == "granted" { line += state.isConfirmed ? ", confirmed" : ", not confirmed" }
      if state.isRestricted { line += ", restricted" }
      return line + (state.event.map { ", event \($0)" } ?? "")
    }
    if let erasure { lines.append(erasure) }
    lines.append("")
    for event in events {
      let fields = event.fields.filter { $0.key != "number" }.sorted { $0.key < $1.key }
      lines.append(
        "\(event.event)\t\(event.recorded)\t\(event.kind)\t"
          + fields.map { "\($0.key)=\(Self.quoted($0.value))" }.joined(separator: " "))
    }
    return lines
  }
}
