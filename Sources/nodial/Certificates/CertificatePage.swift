import Files

/// A certificate as a page for people: what became of the rows, how fresh the lists were, what blocked most, what is proven.
struct CertificatePage {
  let text: String

  init(
    _ certificate: Certificate, _ findings: [CertificateVerification.Finding], name: String
  ) {
    let report = certificate.statement.scrub
    var page = HTMLPage(title: "Scrub of \(CarriedBytes.shown(report.input.path))")
    let wrong = findings.filter { $0.word == "wrong" }
    if !wrong.isEmpty {
      page.add(warning: "This certificate does not hold:", points: wrong.map(\.shown))
    }
    // What nobody has signed says nothing.
    guard certificate.isSigned else {
      text = page.text(footer: CarriedBytes.shown(name))
      return
    }
    let clear = report.outcomes["clear"] ?? 0
    page.add(
      paragraph:
        "Of \(report.rowCount) rows, \(clear) may be contacted on \(report.callDate), and \(max(0, report.rowCount.subtractingReportingOverflow(clear).partialValue)) may not."
    )
    page.add(facts: [
      ("scrubbed", report.started), ("contact on", report.callDate),
      ("channel", report.channel ?? "any"), ("purpose", report.purpose ?? "any"),
      ("brand", report.ledger?.brand ?? ""), ("audience", report.ledger?.audience ?? ""),
      ("signed by", "\(certificate.publicKey)"),
    ])
    page.add(
      BarChart(
        title: "What became of the rows", unit: "rows",
        bars: BarChart.longestFirst(report.outcomes.filter { $0.value > 0 })))
    let lists = report.askedIndexes.flatMap(\.lists)
    let blocked =
      lists.map { ($0.id, $0.blockedRowCount) }
      + (report.ledger?.lists ?? []).map {
        ($0.id, $0.blockedRowCount)
      }
    page.add(
      BarChart(
        title: "What blocked them", unit: "rows; a row may be on several lists",
        bars: blocked.filter { $0.1 > 0 }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }))
    page.add(heading: "How fresh the lists were")
    page.add(
      table: ["list", "of", "age", "at most", "numbers"],
      rows: lists.map { list in
        [
          list.id, list.versionDate ?? "no day", list.ageDays.map { "\($0) days" } ?? "",
          list.isStale
            ? "\(list.maxAgeDays ?? 0) days: too old" : list.maxAgeDays.map { "\($0) days" } ?? "",
          "\(list.numberCount)",
        ]
      })
    if let ledger = report.ledger {
      page.add(
        paragraph:
          "The consent ledger was asked as it was at event \(ledger.size), by the policy \(ledger.policyDigest)."
      )
    }
    for (word, heading) in [
      ("proven", "What is proven"), ("open", "What is not, for nothing was named that shows it"),
    ] {
      let points = findings.filter { $0.word == word }.map(\.shown)
      if points.isEmpty { continue }
      page.add(heading: heading)
      page.add(points: points)
    }
    text = page.text(
      footer:
        "\(CarriedBytes.shown(name)), nodial \(report.nodial), numbering plan \(report.numberingPlan)."
    )
  }
}
