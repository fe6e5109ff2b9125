import ArgumentParser
import ConsentLedger
import Files
import SettingsReading
import SuppressionLists

extension LedgerCommand {
  struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print what regulators, people and auditors ask of the ledger.",
      discussion: """
        EXAMPLES
          nodial ledger report deadlines
          nodial ledger report ropa --html ropa.html
          nodial ledger report breach --from 2026-11-20 --to 2026-11-27 --json
          echo +493012345678 | nodial ledger report evidence - --reason "BNetzA 17" --html proof.html

        deadlines   requests by the days that are left, and how fast objections were recorded
        consents    consents in force, those that end soon, and those that do not count, by scope and source
        provenance  bought lists: what is missing, and whom to tell by when (GDPR 14)
        ropa        the record of processing (GDPR 30), and what it lacks
        evidence    all that shows the acts of a number, or of an event, with proofs in --json
        access      who has looked at whose data, when and why
        audit       whether the ledger is intact, and what was done with it
        dpia        the facts of a data protection impact assessment (GDPR 35)
        breach      whom a breach between two days touches (GDPR 33)

        All but evidence name nobody.

        EXIT STATUS
          0   done
          1   failed, or, of audit, the ledger is not intact
        """)

    enum Name: String, CaseIterable, ExpressibleByArgument {
      case deadlines, consents, provenance, ropa, evidence, access, audit, dpia, breach

      /// True of what would count wrong if somebody had changed what is derived.
      var countsPeople: Bool { [.deadlines, .consents, .provenance, .dpia].contains(self) }
    }

    @OptionGroup var ledger: LedgerArguments

    @Flag(help: "Print it in JSON.")
    var json = false

    @Option(
      help: ArgumentHelp("Where it goes as a page, and nothing is printed.", valueName: "file"))
    var html: String?

    @Option(help: ArgumentHelp("The first day. (default: all of them)", valueName: "day"))
    var from: String?

    @Option(help: ArgumentHelp("The last day. (default: today)", valueName: "day"))
    var to: String?

    @Option(
      help: ArgumentHelp("Who asks for evidence: agent:ID. (default: the login)", valueName: "who"))
    var actor: String?

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var reason: String?

    @Option(help: ArgumentHelp("The region of national numbers: US, GB, …", valueName: "code"))
    var region: String?

    @Argument(help: ArgumentHelp("Which.", valueName: "report"))
    var name: Name

    @Argument(
      help: ArgumentHelp(
        "Of evidence, the number (- reads it from standard input) or the event.",
        valueName: "number"))
    var subject: String?

    func validate() throws {
      guard (subject != nil) == (name == .evidence) else {
        throw ValidationError(
          name == .evidence
            ? "evidence is of a number or an event; name one" : "only evidence is of a number")
      }
      let last = try day(to, "--to")
      if let first = try day(from, "--from") {
        if let last, last < first {
          throw ValidationError(
            "--from \(first) is later than --to \(last); name the earlier day first")
        }
        if first > Clock.now.localDay {
          throw ValidationError("--from \(first) has not come; name a day until today")
        }
      }
      let isOfDays = [.deadlines, .access, .audit, .breach].contains(name)
      guard isOfDays || from == nil && to == nil else {
        throw ValidationError("\(name.rawValue) is of today; leave --from and --to out")
      }
      guard !json || html == nil else {
        throw ValidationError("--json and --html exclude each other; name one")
      }
    }

    func run() throws {
      let source = try ledger.source()
      var names = OutputNames()
      names.read(source.path, role: "the ledger")
      if let html { try names.write(html) }
      let now = Clock.now
      let context = ReportContext(
        ledger: try Ledger(path: source.path, key: source.key), settings: source.settings,
        today: now.localDay, made: now.moment, from: try day(from, "--from"),
        to: try day(to, "--to"))
      let report: LedgerReport
      if name.countsPeople { try context.ledger.verifyWhole() }
      switch name {
      case .deadlines: report = try context.deadlines()
      case .consents: report = try context.consents()
      case .provenance: report = try context.provenance()
      case .ropa: report = try context.ropa()
      case .evidence: report = try evidence(source, context)
      case .access: report = try context.access()
      case .audit: report = try context.audit()
      case .dpia: report = try context.dpia()
      case .breach: report = try context.breach()
      }
      try write(report)
      if name == .audit, context.isDamaged(report) { throw ExitCode(1) }
    }

    private func day(_ text: String?, _ option: String) throws -> CalendarDate? {
      guard let text else { return nil }
      guard let day = CalendarDate(text) else {
        throw ValidationError("\(option) cannot be \"\(text)\"; write 2026-11-20")
      }
      return day
    }

    /// Whose evidence is looked at is recorded.
    private func evidence(
      _ source: LedgerArguments.Source, _ context: ReportContext
    ) throws -> LedgerReport {
      _ = try ActArguments.texts(evidence: [], via: nil, reason: reason, actor: actor)
      let text = subject!
      let writer = try source.writer()
      let now = Clock.now.moment
      if text != "-", let seq = Int64(text), seq > 0, seq <= (try writer.ledger.head().size) {
        guard let number = try writer.ledger.number(ofEvent: seq) else {
          throw Failure("\(source.path): event \(seq) is about nobody, or was erased")
        }
        try writer.ledger.verifyWhole([number])
        try writer.recordAccess(to: number, actor: actor ?? Login.actor, reason: reason, now: now)
        return try context.evidence(of: number, event: seq)
      }
      var entry = ConsentEntry(writer: writer, region: try Values.region(region))
      let number = try entry.number(ofArgument: text)
      try writer.ledger.verifyWhole([number])
      try writer.recordAccess(to: number, actor: actor ?? Login.actor, reason: reason, now: now)
      return try context.evidence(of: number, event: nil)
    }

    private func write(_ report: LedgerReport) throws {
      if let html {
        let file = try OutputFile(path: html, access: .owner)
        try file.write(Array(report.page.utf8).span)
        try file.publish(isSynced: false)
        return
      }
      var output = try StandardOutput()
      if json {
        try output.print(JSONText.indented(report))
      } else {
        for line in report.lines { try output.print(CarriedBytes.shown(line)) }
      }
      try output.flush()
    }
  }
}

/// What reports are made of.
struct ReportContext {
  let ledger: Ledger
  let settings: LedgerSettings
  let today: CalendarDate
  let made: Moment
  let from: CalendarDate?
  let to: CalendarDate?

  /// The first moment of what is reported.
  var start: Moment { from.map { Moment($0) } ?? Moment(microseconds: .min) }

  /// True of a moment that is reported.
  func isWithin(_ moment: Moment) -> Bool {
    moment >= start && (to.map { moment <= Moment(endOf: $0) } ?? true)
  }

  func report(_ name: String, _ title: String) -> LedgerReport {
    LedgerReport(name: name, title: title, controller: ledger.controller, made: made)
  }

  /// The declarations of a kind in force, by id.
  func declared(_ kind: Register.Kind) throws -> [(id: String, fields: [String: String])] {
    try ledger.register.items(kind).map { item in
      (item.name, try ledger.version(of: kind, item.name) ?? [:])
    }
  }

  /// What a declaration says, without what the ledger itself has written into it.
  func facts(
    _ fields: [String: String], first: [String] = []
  ) -> [(name: String, value: LedgerReport.Value?)] {
    let hidden: Set<String> = ["item", "id", "complete", "parent"]
    let rest = fields.keys.filter { !first.contains($0) && !hidden.contains($0) }.sorted()
    return (first + rest).map { name in (name, fields[name].map { .text($0) }) }
  }

  func name(_ scope: Scope) -> String {
    let names = [scope.brand, scope.purpose].map { ledger.register.name(of: $0) ?? "" }
    return (names + scope.channel.names).joined(separator: " ")
  }
}
