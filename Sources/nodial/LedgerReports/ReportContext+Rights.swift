import ConsentLedger
import SuppressionLists

extension ReportContext {
  // MARK: Deadlines

  /// Requests by the days that are left, how fast the others were answered, and how fast objections were recorded.
  func deadlines() throws -> LedgerReport {
    var report = report("deadlines", "Deadlines")
    let requests = try ledger.requests()
    let open = requests.filter { $0.state == .open }
    let ended = requests.filter { $0.state != .open && isWithin($0.ended!) }
    let lateCount = open.count { $0.isLate(on: today) }
    report.add(
      "requests", "Requests",
      .facts([
        ("open", .number(open.count)), ("late", .number(lateCount)),
        ("dueWithin7Days", .number(open.count { (0...7).contains($0.dayCountLeft(on: today)) })),
        ("ended", .number(ended.count)),
        ("endedLate", .number(ended.count { $0.ended!.date > $0.due })),
      ]))
    report.add(
      "open", "Open requests",
      .table(
        columns: ["id", "right", "received", "due", "daysLeft", "isExtended"],
        rows: open.map { request in
          [
            .number(Int(request.id)), .text(request.right.name),
            .text(request.received.description), .text(request.due.description),
            .number(request.dayCountLeft(on: today)), .flag(request.extended != nil),
          ]
        }))
    report.add(
      "rights", "How long answers took, in days",
      .table(
        columns: ["right", "ended", "median", "longest", "late"],
        rows: SubjectRequest.Right.allCases.compactMap { right in
          let own = ended.filter { $0.right == right }
          guard !own.isEmpty else { return nil }
          let days = own.map { max(0, Int($0.ended!.date.day - $0.received.day)) }.sorted()
          return [
            .text(right.name), .number(own.count), .number(days[days.count / 2]),
            .number(days.last!), .number(own.count { $0.ended!.date > $0.due }),
          ]
        }))
    try addCarriedOut(to: &report)
    let delays = try OptOutDelays(ledger, since: start)
    report.add(
      "optOuts", "Objections, withdrawals and refusals: days until they were recorded",
      .table(
        columns: ["country", "count", "longest", "limit", "late", "source"],
        rows: delays.regions.map { region in
          [
            .text(region.region.isEmpty ? "none" : region.region), .number(region.count),
            .number(region.dayCountMax), region.limit.map { .number($0.dayCount) },
            region.limit.map { _ in .number(region.lateCount) },
            .text(region.limit?.source ?? "at once"),
          ]
        }))
    report.add(
      "reading", "To read this",
      .note(
        "What is recorded holds for the very next scrub and check. Limits in business days are counted as days of the calendar, "
          + "which is never later."))
    return report
  }

  /// Requests of erasure that were carried out: they are gone with the person, and only the erasure tells of them.
  private func addCarriedOut(to report: inout LedgerReport) throws {
    let carriedOut = try ledger.operations([.erase], since: start).filter { isWithin($0.at) }
      .flatMap { operation in
        (operation["carries_out"] ?? "").split(separator: ";").map { (String($0), operation.at) }
      }
    report.add(
      "erasures", "Requests of erasure that were carried out",
      .table(
        columns: ["request", "on", "isLate"],
        rows: carriedOut.map { text, at in
          let words = text.split(separator: " ")
          let due = words.last.flatMap { CalendarDate($0) }
          return [
            .text(text.hasPrefix(" ") ? String(text.dropFirst()) : text),
            .text(at.date.description), due.map { .flag(at.date > $0) },
          ]
        }))
  }

  // MARK: Access

  /// Who has looked, when and why; at whom is in the ledger, and not in the report.
  func access() throws -> LedgerReport {
    var report = report("access", "Who looked at people's data")
    let looks = try ledger.operations([.access], since: start).filter { isWithin($0.at) }
    var byActor: [String: Int] = [:]
    for look in looks { byActor[look["actor"] ?? "nobody said", default: 0] += 1 }
    report.add(
      "actors", "Who",
      .chart(
        unit: "looks",
        bars: BarChart.longestFirst(byActor)))
    report.add(
      "looks", "Each look",
      .table(
        columns: ["event", "at", "actor", "people", "reason"],
        rows: looks.map { look in
          [
            .number(Int(look.seq)), .moment(look.at), look["actor"].map { .text($0) },
            .text(look.number == nil ? "all" : "one"), look["reason"].map { .text($0) },
          ]
        }))
    return report
  }

  // MARK: Breach

  /// Whom a breach between two days touches, as GDPR 33(3) asks for it.
  func breach() throws -> LedgerReport {
    var report = report("breach", "Breach of personal data")
    let looks = try ledger.operations([.access], since: start).filter { isWithin($0.at) }
    let people = Set(looks.compactMap(\.number))
    let exports = looks.filter { $0.number == nil }
    let (recorded, erased) = try ledger.peopleCounts()
    let events = try ledger.kindCounts()
    report.add(
      "between", "Between",
      .facts([
        ("from", .text(from?.description ?? "the beginning")),
        ("to", .text((to ?? today).description)),
      ]))
    report.add(
      "touched", "What was shown in that time, by the ledger's own events (33(3)(a))",
      .facts([
        ("looks", .number(looks.count - exports.count)), ("people", .number(people.count)),
        ("exports", .number(exports.count)),
        ("peopleAtMost", .number(exports.isEmpty ? people.count : recorded)),
      ]))
    report.add(
      "actors", "By whom",
      .table(
        columns: ["actor", "looks", "exports"],
        rows: Set(looks.map { $0["actor"] ?? "nobody said" }).sorted().map { actor in
          let own = looks.filter { ($0["actor"] ?? "nobody said") == actor }
          return [
            .text(actor), .number(own.count { $0.number != nil }),
            .number(own.count { $0.number == nil }),
          ]
        }))
    report.add(
      "whole", "If the file and its key were taken",
      .facts([
        ("people", .number(recorded)), ("codesOfErasedPeople", .number(erased)),
        ("records", .number(events.filter { $0.kind.isOfSubject }.reduce(0) { $0 + $1.count })),
        (
          "categories",
          .text("telephone numbers; what people permitted and forbade, when, and what shows it")
        ),
      ]))
    report.add(
      "measures", "Measures (33(3)(d))",
      .note(
        "Without the key the file tells no number and no evidence: numbers are codes of AES-256, texts are enciphered by "
          + "AES-256-GCM. If the key was not taken, the breach is unlikely to touch anybody. The counts are of the ledger; what "
          + "scrubs wrote, and copies of lists, it does not know."))
    report.add(
      "contacts", "Whom to ask (33(3)(b))",
      .table(
        columns: ["controller", "contact", "dpo", "authority"],
        rows: try declared(.controller).map { id, fields in
          [.text(fields["name"] ?? id)]
            + ["contact", "dpo", "authority"].map { name in fields[name].map { .text($0) } }
        }))
    report.add(
      "toDo", "Still to be said",
      .findings([
        "what happened, and since when it is known: the authority is told within 72 hours of that (33(1))",
        "the likely consequences (33(3)(c)), and whether the people are to be told (34)",
      ]))
    return report
  }
}
