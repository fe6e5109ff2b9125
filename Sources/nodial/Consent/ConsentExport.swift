import ArgumentParser
import ConsentLedger
import Files
import Keys
import PhoneNumbers

extension ConsentCommand {
  struct Export: ParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
      case csv
      case iso27560 = "27560"
      case kantara
      case rnd
    }

    static let configuration = CommandConfiguration(
      abstract: "Write what is recorded of everybody to a file.",
      discussion: """
        EXAMPLES
          nodial consent export --output consents.csv
          nodial consent export --format rnd --output numbers.csv

        FORMATS
          csv      every act with what shows it, in the columns of import; import --exported takes it back whole
          27560    consents and withdrawals as records of ISO/IEC TS 27560, an object of JSON-LD a line
          kantara  consents as Kantara receipts 1.1, an object of JSON a line
          rnd      US numbers with the day of the last consent or contact, as the Reassigned Numbers Database asks

        The file holds numbers and evidence that anybody can read: it is for its owner alone (0600).
        """)

    @OptionGroup var ledger: LedgerArguments

    @Option(help: ArgumentHelp("csv, 27560, kantara or rnd. (default: csv)", valueName: "name"))
    var format: Format = .csv

    @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
    var output: String

    @Option(help: ArgumentHelp("Who exports: agent:ID. (default: the login)", valueName: "who"))
    var actor: String?

    func run() throws {
      _ = try ActArguments.texts(evidence: [], via: nil, reason: nil, actor: actor)
      let writer = try ledger.writer()
      var names = OutputNames()
      try names.write(output)
      let file = try OutputFile(path: output, access: .owner)
      // That it was exported is known before anybody has it.
      var access = ConsentAct(kind: .access, number: 0)
      access.evidence = [("actor", actor ?? Login.actor), ("reason", "export \(format.rawValue)")]
        .filter {
          !$0.1.isEmpty
        }
      try writer.begin(now: Clock.now.moment)
      _ = try writer.record(access)
      try writer.commit()
      var text = ByteBuffer(capacity: 1 << 16)
      let count =
        switch format {
        case .csv: try writeActs(writer.ledger, file, &text)
        case .rnd: try writeNumbers(writer.ledger, file, &text)
        case .iso27560, .kantara: try writeRecords(writer.ledger, file, &text)
        }
      try file.write(text.span)
      try file.publish(isSynced: true)
      Messages(isQuiet: false).note(
        "\(output): \(count) \(format == .csv ? "acts" : format == .rnd ? "numbers" : "records") of \(writer.ledger.path)"
      )
    }

    private func writeActs(
      _ ledger: Ledger, _ file: OutputFile, _ text: inout ByteBuffer
    ) throws -> Int {
      let form = ResultRows(delimiter: 0x2C)
      form.append([], ConsentColumns.all, to: &text)
      var count = 0
      let acts = try ledger.entries()
      while let act = try acts.next() {
        form.append([], ConsentColumns.all.map { act.column($0) }, to: &text)
        count += 1
        guard text.count > 1 << 20 else { continue }
        try file.write(text.span)
        text.removeAll()
      }
      return count
    }

    private func writeRecords(
      _ ledger: Ledger, _ file: OutputFile, _ text: inout ByteBuffer
    ) throws -> Int {
      let records = ConsentRecords(
        controller: ledger.controller, ledgerID: Hexadecimal.text(ledger.id))
      var count = 0
      var number = 0
      let acts = try ledger.entries()
      while let act = try acts.next() {
        number += 1
        guard
          let record = format == .kantara
            ? records.kantaraReceipt(act, number: number) : records.record27560(act, number: number)
        else { continue }
        text.append(Array((JSONText.line(record) + "\n").utf8).span)
        count += 1
        guard text.count > 1 << 20 else { continue }
        try file.write(text.span)
        text.removeAll()
      }
      return count
    }

    /// - Source: reassigned.us, "Query file format": a number of ten digits and a day a line.
    private func writeNumbers(
      _ ledger: Ledger, _ file: OutputFile, _ text: inout ByteBuffer
    ) throws -> Int {
      var days: [UInt64: Moment] = [:]
      let acts = try ledger.entries()
      while let act = try acts.next() {
        guard [.grant, .confirm, .use, .relationship].contains(act.kind),
          let occurred = act.occurred,
          LineFacts(key: act.number).region?.code == "US"
        else { continue }
        days[act.number] = max(days[act.number] ?? occurred, occurred)
      }
      for (number, day) in days.sorted(by: { $0.key < $1.key }) {
        text.append(Array("\(number % 10_000_000_000),\(day.date)\n".utf8).span)
      }
      return days.count
    }
  }
}

extension ConsentAct {
  /// What stands in a column of an export.
  func column(_ name: String) -> String {
    switch name {
    case "number": "+\(number)"
    case "decision": kind.name
    case "brand": brand ?? ""
    case "purpose": purpose ?? ""
    case "channel": channels.names.joined(separator: ",")
    case "occurred": occurred?.description ?? ""
    case "until": kind == .relationship ? "" : until?.description ?? ""
    case "relationship_until": kind == .relationship ? until?.description ?? "" : ""
    case "batch": batch ?? ""
    case "imported": isImported ? "yes" : ""
    case "lifts_objection": liftsObjection ? "yes" : ""
    default: evidence.first { $0.name == name }?.text ?? ""
    }
  }
}
