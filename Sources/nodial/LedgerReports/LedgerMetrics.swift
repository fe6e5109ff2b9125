import ArgumentParser
import ConsentLedger
import Files
import FoundationEssentials
import SuppressionLists

extension LedgerCommand {
  struct Metrics: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print what a watcher has to know, as Prometheus reads it.",
      discussion: """
        EXAMPLES
          nodial ledger metrics --output /var/lib/node_exporter/nodial_ledger.prom

        Open requests and the last day of the first of them, messages that wait for a reader, and when the ledger was \
        last verified (nodial ledger verify --record), compiled and backed up.
        """)

    @OptionGroup var ledger: LedgerArguments

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp(
        "Where they go, whole or not at all; - is standard output.", valueName: "file"))
    var output: String = "-"

    func run() throws {
      let source = try ledger.source()
      let ledger = try Ledger(path: source.path, key: source.key)
      var names = OutputNames()
      try names.write(output)
      let file = try OutputFile(path: output)
      let text = try LedgerMetrics(ledger, today: Clock.now.localDay).text
      try file.write(Array(text.utf8).span)
      try file.publish(isSynced: false)
    }
  }
}

/// The state of a ledger in the text format that node_exporter collects from files.
struct LedgerMetrics {
  private(set) var text = ""

  init(_ ledger: Ledger, today: CalendarDate) throws {
    let head = try ledger.head()
    let people = try ledger.peopleCounts()
    add("nodial_ledger_events", "Events that were recorded.", Int(head.size))
    add(
      "nodial_ledger_last_event_timestamp_seconds", "When the last one was recorded.",
      Self.seconds(head.at))
    add("nodial_ledger_people", "People of whom something is recorded.", people.recorded)
    add("nodial_ledger_erased_people", "People who were erased.", people.erased)
    let open = try ledger.requests().filter { $0.state == .open }
    add("nodial_ledger_open_requests", "Requests that are open.", open.count)
    add(
      "nodial_ledger_late_requests", "Those that are overdue.", open.count { $0.isLate(on: today) })
    if let first = open.map(\.due).min() {
      add(
        "nodial_ledger_request_due_timestamp_seconds",
        "The end of the last day of the first of them.",
        (Int(first.day) + 1) * 86_400)
    }
    if let oldest = open.map(\.received).min() {
      add(
        "nodial_ledger_oldest_request_timestamp_seconds", "When the oldest of them was received.",
        Int(oldest.day) * 86_400)
    }
    add(
      "nodial_ledger_open_reviews", "Messages that wait for a reader.",
      try ledger.openReviews().count)
    for (kind, word) in [
      (EventKind.verify, "verified"), (.backup, "backed up"), (.scrub, "asked by a scrub"),
    ] {
      add(
        "nodial_ledger_last_\(kind.name)_timestamp_seconds",
        "When it was last \(word); 0 if it never was.",
        try ledger.lastMoment(of: kind).map(Self.seconds) ?? 0)
    }
    let compiled = LedgerCompilation.compiledScopes(of: ledger).compactMap { scope in
      let path = LedgerCompilation.path(of: ledger, scope: scope)
      return (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
    }
    add(
      "nodial_ledger_last_compile_timestamp_seconds",
      "When the oldest of its indexes was compiled; 0 if there is none.",
      compiled.min().map { Int($0.timeIntervalSince1970) } ?? 0)
  }

  private static func seconds(_ moment: Moment) -> Int { Int(moment.microseconds / 1_000_000) }

  private mutating func add(_ name: String, _ help: String, _ value: Int) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n\(name) \(value)\n"
  }
}
