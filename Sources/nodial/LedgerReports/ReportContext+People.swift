import ConsentLedger
import Files
import SuppressionLists

extension ReportContext {
  // MARK: Consents

  /// Consents in force and those that are none, by scope and by where they are from.
  func consents() throws -> LedgerReport {
    var report = report("consents", "Consents")
    let counts = try PeopleCounts(ledger, settings.policy, on: today)
    report.add(
      "people", "People",
      .facts([
        ("recorded", .number(counts.peopleCount)),
        ("withConsentInForce", .number(counts.permittingCount)),
        ("whoSaidNo", .number(counts.forbiddingCount)),
        ("restricted", .number(counts.restrictedCount)),
        ("erased", .number(try ledger.peopleCounts().erased)),
      ]))
    report.add(
      "scopes", "By brand, purpose and channel; whoever consented counts once in each",
      .table(
        columns: [
          "scope", "confirmed", "unconfirmed", "waiting", "expired", "quarantined", "unshown",
          "forbidden",
        ],
        rows: counts.scopes.map { scope in
          [.text(name(scope.scope))]
            + PeopleCounts.Answer.allCases.map { .number(scope.count($0)) }
        }))
    report.add(
      "expiring", "In force, and ending soon",
      .table(
        columns: ["scope"] + PeopleCounts.expiryDays.map { "within\($0)Days" },
        rows: counts.scopes.filter { $0.expiring.contains { $0 > 0 } }.map { scope in
          [.text(name(scope.scope))] + scope.expiring.map { .number($0) }
        }))
    for (id, title, bars) in [
      (
        "batches", "Consents in force, by batch", BarChart.longestFirst(counts.batches, unnamed: "")
      ),
      (
        "notices", "Consents in force, by the notice that was shown",
        BarChart.longestFirst(counts.notices, unnamed: "")
      ),
      (
        "ways", "Consents in force, by how they were given",
        BarChart.longestFirst(counts.ways, unnamed: "not said")
      ),
    ] { report.add(id, title, .chart(unit: "consents", bars: bars)) }
    report.add(
      "countries", "People by the country of their number",
      .chart(unit: "people", bars: BarChart.longestFirst(counts.regions, unnamed: "none")))
    report.add(
      "reading", "To read this",
      .note(
        "Waiting is what counts only after a second step, which the law of the number's country asks for. Forbidden are those who "
          + "consented before. A consent to several channels counts once by batch, notice and way.")
    )
    let retention = try Retention(ledger, settings.retention, on: today)
    report.add(
      "retain", "What nodial ledger retain would erase",
      .table(
        columns: ["rule", "country", "count"],
        rows: retention.counts.map { count in
          [
            .text(count.rule.rawValue), .text(count.region.isEmpty ? "-" : count.region),
            .number(count.count),
          ]
        }))
    return report
  }

  // MARK: DPIA

  /// The facts that an assessment of impacts begins with; its judgements are for people.
  func dpia() throws -> LedgerReport {
    var report = report("dpia", "Data protection impact assessment: the facts")
    let counts = try PeopleCounts(ledger, settings.policy, on: today)
    let purposes = try declared(.purpose)
    let batches = try declared(.batch)
    report.add(
      "processing", "The processing (35(7)(a))",
      .facts([
        ("people", .number(counts.peopleCount)),
        ("countries", .texts(counts.regions.keys.filter { !$0.isEmpty }.sorted())),
        ("brands", .texts(ledger.register.items(.brand).map(\.name))),
        ("channels", .texts(Set(counts.scopes.flatMap { $0.scope.channel.names }).sorted())),
        (
          "data",
          .text("telephone numbers; what people permitted and forbade, when, and what shows it")
        ),
        ("boughtLists", .number(batches.count)),
        ("suppliers", .texts(Set(batches.compactMap { $0.fields["supplier"] }).sorted())),
        ("processors", .texts(ledger.register.items(.processor).map(\.name))),
      ]))
    report.add(
      "purposes", "Purposes and their bases",
      .table(
        columns: ["purpose", "basis", "recipients", "transfers", "retention"],
        rows: purposes.map { id, fields in
          [.text(fields["name"] ?? id)]
            + ["basis", "recipients", "transfers", "retention"].map { name in
              fields[name].map { .text($0) }
            }
        }))
    let assessments = try declared(.assessment)
    report.add(
      "assessments", "Assessments of legitimate interests (35(7)(b))",
      .table(
        columns: ["assessment", "outcome", "review", "missing"],
        rows: assessments.map { id, fields in
          [
            .text(id), fields["outcome"].map { .text($0) }, fields["review"].map { .text($0) },
            .texts(Checklist.missing(Checklist.assessment, in: fields)),
          ]
        }))
    report.add(
      "criteria",
      "Criteria that call lists usually meet (WP 248): two of them call for an assessment",
      .table(
        columns: ["criterion", "isMet", "because"],
        rows: [
          [
            .text("large scale"), .flag(counts.peopleCount >= 10_000),
            .text("\(counts.peopleCount) people"),
          ],
          [
            .text("data sets are matched"), .flag(!batches.isEmpty),
            .text(
              "campaigns are held against lists; \(batches.count) lists were bought or taken over"),
          ],
          [
            .text("people are kept from a service or a contract"), .flag(false),
            .text("a match keeps a call from being made, which is what people ask for"),
          ],
          [
            .text("vulnerable people, sensitive data, monitoring, new technology, scoring"), nil,
            .text("for people to judge"),
          ],
        ]))
    let (done, undone) = try measures()
    report.add("measures", "Measures (35(7)(d))", .points(done))
    report.add(
      "notDone", "Measures that are not taken, as far as the ledger tells", .findings(undone))
    report.add(
      "toDo", "Still to be judged",
      .findings([
        "necessity and proportionality of each purpose (35(7)(b))",
        "the risks to people (35(7)(c)), and whether the measures suffice; the views of the DPO (35(2)) and of people (35(9))",
      ]))
    return report
  }

  /// What is done and what is not, as far as the ledger and its settings tell.
  private func measures() throws -> (done: [String], undone: [String]) {
    var undone: [String] = []
    var done = [
      "numbers and evidence are enciphered (AES-256-GCM)",
      "each act is an event that is sealed; changes are found (nodial ledger verify)",
      "who looks is an event (nodial ledger report access)",
      "whoever objects or withdraws is blocked in the very next scrub",
      "the erased are kept from being contacted by a code alone, and stay erased after a restore",
    ]
    let folders = [settings.keyPath, settings.path].compactMap { $0 }.map {
      FolderNames.split($0).folder
    }
    if folders.count == 2, folders[0] != folders[1] {
      done.append("the key lies in another folder than the ledger")
    } else {
      undone.append("the key lies beside the ledger, so that whoever takes one has the other")
    }
    for (kind, what) in [
      (EventKind.verify, "verified (nodial ledger verify --record)"),
      (.backup, "backed up (nodial ledger backup)"),
    ] {
      if let last = try ledger.lastMoment(of: kind) {
        done.append("last \(what) on \(last.date)")
      } else {
        undone.append("never \(what)")
      }
    }
    let erasures = try ledger.operations([.erase]).filter {
      $0["reason"]?.hasPrefix("retain") == true
    }
    if let last = erasures.last {
      done.append("what need not be kept is erased, last on \(last.at.date) (nodial ledger retain)")
    } else {
      undone.append("nothing was erased yet that need not be kept (nodial ledger retain)")
    }
    return (done, undone)
  }
}
