import ConsentLedger
import Files
import Keys
import PhoneNumbers
import SuppressionLists

extension ReportContext {
  // MARK: Evidence

  /// All that shows what a person did, for a regulator or a court.
  ///
  /// - Parameter event: That alone; nil for all of them.
  func evidence(of number: UInt64, event: Int64?) throws -> LedgerReport {
    var report = report("evidence", "Evidence")
    let history = try ledger.history(of: number)
    let shown = ConsentHistory(history, ledger: ledger, on: today)
    let events = shown.events.filter { event == nil || $0.event == event }
    report.add(
      "subject", "Of",
      .facts([
        ("number", .text("+\(number)")),
        ("country", LineFacts(key: number).region.map { .text($0.code) }),
        ("erased", try ledger.erasureDay(of: number).map { .text($0.description) }),
        ("numberReassigned", history.reassigned.map { .text($0.description) }),
      ]))
    if event == nil {
      report.add(
        "states", "How they stand",
        .table(
          columns: [
            "brand", "purpose", "channel", "answer", "since", "until", "isConfirmed", "event",
          ],
          rows: shown.states.map { state in
            [
              .text(state.brand), .text(state.purpose), .text(state.channel), .text(state.answer),
              state.since.flatMap { Moment($0) }.map { .moment($0) },
              state.until.flatMap { Moment($0) }.map { .moment($0) },
              .flag(state.isConfirmed), state.event.map { .number(Int($0)) },
            ]
          }))
    }
    for event in events {
      report.add(
        "event\(event.event)", "Event \(event.event): \(event.kind)",
        .facts(
          [("recorded", .text(event.recorded))]
            + event.fields.filter { $0.key != "number" }.sorted { $0.key < $1.key }
            .map { ($0.key, .text($0.value)) }))
      if let id = event.fields["notice"],
        let notice = try ledger.version(of: .notice, id, at: event.event)
      {
        report.add(
          "notice\(event.event)", "What was shown for event \(event.event): \(id)",
          .facts(facts(notice, first: ["title", "text"])))
      }
      if let id = event.fields["batch"],
        let batch = try ledger.version(of: .batch, id, at: event.event)
      {
        report.add(
          "batch\(event.event)", "Where event \(event.event) came from: \(id)",
          .facts(facts(batch, first: ["supplier"])))
      }
    }
    for proof in try EventProof.all(of: events.map(\.event), in: ledger) {
      report.add(proof: proof.line)
    }
    let head = try ledger.head()
    report.add(
      "seal", "The seal that holds all of it",
      .facts([
        ("size", .number(Int(head.size))), ("at", .moment(head.at)),
        ("hash", .text(head.hash.description)), ("root", .text(head.root.description)),
      ]))
    report.add(
      "reading", "To verify this",
      .note(
        "--json has a proof of each event (proofs), a line of JSON: Scripts/verify-proof holds it against the hash above with SHA-256 "
          + "alone. A head that was kept elsewhere shows that nothing was changed since."))
    return report
  }

  // MARK: Audit

  /// Whether the ledger is intact, and what was done with it.
  func audit() throws -> LedgerReport {
    var report = report("audit", "Audit of the ledger")
    do throws(LedgerError) {
      let summary = try LedgerVerification(ledger).verify()
      report.add(
        "verification", "Verification",
        .facts([
          ("isIntact", .flag(true)), ("events", .number(Int(summary.head.size))),
          ("at", .moment(summary.head.at)), ("head", .text(summary.head.hash.description)),
          ("seals", .number(summary.sealCount)), ("signedSeals", .number(summary.signedCount)),
          ("signedBy", summary.publicKey.map { .text("\($0)") }),
          ("erasedEvents", .number(summary.erasedCount)),
          ("indexes", .number(summary.indexCount)),
          ("staleIndexes", .number(summary.staleIndexCount)),
        ]))
    } catch {
      report.add(
        "verification", "Verification",
        .facts([("isIntact", .flag(false)), ("because", .text(error.sentence))]))
    }
    report.add(
      "kinds", "Events by kind",
      .chart(
        unit: "events", bars: try ledger.kindCounts().map { ($0.kind.name, $0.count) }))
    let backups = try ledger.operations([.backup, .restore], since: start).filter {
      isWithin($0.at)
    }
    report.add(
      "backups", "Backups and restores",
      .table(
        columns: ["event", "at", "what", "size", "digest"],
        rows: backups.map { backup in
          [
            .number(Int(backup.seq)), .moment(backup.at), .text(backup.kind.name),
            backup["size"].map { .text($0) }, backup["digest"].map { .text($0) },
          ]
        }))
    try addScrubs(to: &report)
    let changes = try ledger.operations([.register, .key], since: start).filter { isWithin($0.at) }
    report.add(
      "changes", "Declarations and keys",
      .table(
        columns: ["event", "at", "kind", "id"],
        rows: changes.map { change in
          [
            .number(Int(change.seq)), .moment(change.at),
            .text(change["item"] ?? change.kind.name),
            (change["id"] ?? change["public_key"]).map { .text($0) },
          ]
        }))
    let erasures = try ledger.operations([.erase], since: start).filter { isWithin($0.at) }
    var reasons: [String: Int] = [:]
    for erasure in erasures { reasons[erasure["reason"] ?? "not said", default: 0] += 1 }
    report.add(
      "erasures", "Erasures by reason",
      .chart(
        unit: "erasures",
        bars: BarChart.longestFirst(reasons)))
    let overridden = settings.policy.countries.filter { $0.source == "settings" }.flatMap(\.regions)
    report.add(
      "policy", "Where a consent is asked for",
      .facts([
        ("digest", .text(settings.policy.digest)), ("overridden", .texts(overridden.sorted())),
      ]))
    return report
  }

  private func addScrubs(to report: inout LedgerReport) throws {
    let scrubs = try ledger.operations([.scrub], since: start).filter { isWithin($0.at) }
    report.add(
      "scrubs", "Scrubs that asked it",
      .table(
        columns: ["event", "at", "rows", "clear", "callDate", "scope", "policy"],
        rows: scrubs.map { scrub in
          let said = scrub["report"].flatMap(ScrubReport.init(line:))
          let scope = [said?.ledger?.brand, said?.purpose, said?.channel].compactMap { $0 }
          return [
            .number(Int(scrub.seq)), .moment(scrub.at), said.map { .number($0.rowCount) },
            said.map { .number($0.outcomes["clear"] ?? 0) }, said.map { .text($0.callDate) },
            .text(scope.joined(separator: " ")), said?.ledger.map { .text($0.policyDigest) },
          ]
        }))
  }

  /// True of an audit that found something.
  func isDamaged(_ report: LedgerReport) -> Bool {
    guard case .facts(let facts)? = report.sections.first?.content,
      case .flag(let isIntact)? = facts.first?.value
    else { return false }
    return !isIntact
  }
}
