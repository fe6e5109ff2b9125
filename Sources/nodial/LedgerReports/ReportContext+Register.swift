import ConsentLedger
import SuppressionLists

extension ReportContext {
  // MARK: Record of processing

  /// The record of processing activities, GDPR 30(1) and, for others, 30(2).
  func ropa() throws -> LedgerReport {
    var report = report("ropa", "Record of processing activities")
    var lacks: [String] = []
    let controllers = try declared(.controller)
    for (id, fields) in controllers {
      report.add(
        "controller", "Controller (30(1)(a))",
        .facts(
          [("name", .text(fields["name"] ?? ledger.controller))]
            + facts(
              fields.filter { $0.key != "name" },
              first: ["address", "contact", "representative", "joint", "dpo"])))
      lacks += Checklist.missing(Checklist.controller, in: fields).map { "controller \(id): \($0)" }
    }
    if controllers.isEmpty { lacks.append("[[controller]]: name, address, contact, dpo") }
    let activities = try declared(.activity)
    for (place, (id, fields)) in activities.enumerated() {
      let isForOthers = fields["role"] == "processor"
      report.add(
        "activity\(place + 1)",
        "Activity: \(fields["name"] ?? id) (\(isForOthers ? "30(2), for others" : "30(1)"))",
        .facts(facts(fields.filter { $0.key != "name" }, first: Checklist.activity)))
      let needs =
        isForOthers
        ? ["controllers", "categories", "transfers", "security"] : Checklist.activity
      lacks += Checklist.missing(needs, in: fields).map { "activity \(id): \($0)" }
    }
    if activities.isEmpty {
      lacks.append("[[activity]]: what is done with data, for which purposes")
    }
    let purposes = try declared(.purpose)
    report.add(
      "purposes", "Purposes (30(1)(b) to (f))",
      .table(
        columns: ["purpose", "basis", "categories", "recipients", "transfers", "retention"],
        rows: purposes.map { id, fields in
          [.text(fields["name"] ?? id)]
            + ["basis", "categories", "recipients", "transfers", "retention"].map { name in
              fields[name].map { .text($0) }
            }
        }))
    for (id, fields) in purposes {
      lacks += Checklist.missing(["basis", "categories", "recipients", "retention"], in: fields)
        .map { "purpose \(id): \($0)" }
      let isByInterest = fields["basis"]?.contains("6(1)(f)") == true
      if isByInterest, ledger.register.items(.assessment).isEmpty {
        lacks.append("purpose \(id): an assessment of the legitimate interests ([[assessment]])")
      }
    }
    let processors = try declared(.processor)
    report.add(
      "processors", "Processors and their agreements (28)",
      .table(
        columns: ["processor", "agreement", "countries", "safeguards", "missing"],
        rows: processors.map { id, fields in
          [.text(fields["name"] ?? id)]
            + ["agreement", "countries", "safeguards"].map { name in fields[name].map { .text($0) }
            }
            + [.texts(Checklist.missing(Checklist.processor, in: fields))]
        }))
    for (id, fields) in processors {
      lacks += Checklist.missing(Checklist.processor, in: fields).map { "processor \(id): \($0)" }
    }
    let ofOthers = Set(try declared(.batch).compactMap { $0.fields["notice"] })
    let notices = try declared(.notice)
    report.add(
      "notices", "Notices (13, 14)",
      .table(
        columns: ["notice", "article", "missing"],
        rows: notices.map { id, fields in
          let isOfOthers = ofOthers.contains(id)
          return [
            .text(id), .number(isOfOthers ? 14 : 13),
            .texts(Checklist.missing(inNotice: fields, isOfOthers: isOfOthers)),
          ]
        }))
    for (id, fields) in notices {
      let missing = Checklist.missing(inNotice: fields, isOfOthers: ofOthers.contains(id))
      if !missing.isEmpty {
        lacks.append("notice \(id): covers \(missing.joined(separator: ", "))")
      }
    }
    for (id, fields) in try declared(.assessment) {
      lacks += Checklist.missing(Checklist.assessment, in: fields).map { "assessment \(id): \($0)" }
      if let review = fields["review"].flatMap({ CalendarDate($0) }), review < today {
        lacks.append("assessment \(id): its review was due on \(review)")
      }
    }
    let (recorded, erased) = try ledger.peopleCounts()
    report.add(
      "ledger", "In this ledger",
      .facts([
        ("people", .number(recorded)), ("codesOfErasedPeople", .number(erased)),
        ("events", .number(Int(try ledger.head().size))),
      ]))
    report.add("missing", "What is not declared (nodial ledger apply)", .findings(lacks))
    return report
  }

  // MARK: Provenance

  /// Bought lists: what they lack, and whom to tell by when.
  func provenance() throws -> LedgerReport {
    var report = report("provenance", "Where numbers came from")
    let counts = try PeopleCounts(ledger, settings.policy, on: today)
    let quarantined = ledger.register.quarantinedBatches
    var toDo: [String] = []
    var rows: [[LedgerReport.Value?]] = []
    for item in ledger.register.items(.batch) {
      let fields = try ledger.version(of: .batch, item.name) ?? [:]
      let needs =
        Checklist.batch
        + ((fields["countries"] ?? "").split(separator: ",").contains("RU")
          ? Checklist.batchOfRussia : [])
      let missing = Checklist.missing(needs, in: fields)
      let isQuarantined = quarantined.contains(item.id)
      let due = fields["received"].flatMap { CalendarDate($0) }?.adding(months: 1)
      let told = fields["told"].flatMap { CalendarDate($0) }
      rows.append([
        .text(item.name), fields["supplier"].map { .text($0) },
        fields["countries"].map { .text($0) }, .flag(isQuarantined), .texts(missing),
        .number(counts.batches[item.name] ?? 0), due.map { .text($0.description) },
        told.map { .text($0.description) },
      ])
      if isQuarantined {
        toDo.append(
          "batch \(item.name): quarantined, its consents permit nothing; "
            + (missing.isEmpty
              ? "an item is not as it must be" : "it lacks \(missing.joined(separator: ", "))"))
      }
      if due == nil {
        toDo.append(
          "batch \(item.name): received, the day from which people have a month to be told (14(3))")
      }
      if let told, told > today {
        toDo.append("batch \(item.name): told on \(told), a day that has not come")
      } else if let told, let due, told > due {
        toDo.append(
          "batch \(item.name): people were told on \(told), and were to be by \(due): late")
      }
      if let received = fields["received"].flatMap({ CalendarDate($0) }), received > today {
        toDo.append("batch \(item.name): received on \(received), a day that has not come")
      }
      if let due, told == nil {
        toDo.append(
          "batch \(item.name): people are told of it by \(due), or when they are first contacted (14(3))"
            + (today > due ? ": late" : ""))
      }
    }
    report.add("toDo", "To do", .findings(toDo))
    report.add(
      "batches", "Batches",
      .table(
        columns: [
          "batch", "supplier", "countries", "isQuarantined", "missing", "consentsInForce", "tellBy",
          "told",
        ], rows: rows))
    report.add(
      "suppliers", "Suppliers",
      .table(
        columns: ["supplier", "contact", "memberships", "checked", "missing"],
        rows: try declared(.supplier).map { id, fields in
          [.text(fields["name"] ?? id)]
            + ["contact", "memberships", "checked"].map { name in fields[name].map { .text($0) } }
            + [.texts(Checklist.missing(Checklist.supplier, in: fields))]
        }))
    report.add(
      "ways", "Consents in force, by how they were given",
      .chart(
        unit: "consents",
        bars: BarChart.longestFirst(counts.ways, unnamed: "not said")))
    return report
  }
}
