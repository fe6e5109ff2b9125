import Files
import Pipelines

/// An audit as one page: bars drawn within it, no script, and nothing to be loaded from elsewhere.
struct AuditPage {
  let text: String

  init(_ report: AuditReport) {
    var page = HTMLPage(title: "Audit of \(CarriedBytes.shown(report.path))")
    if !report.neverDial.isEmpty {
      page.add(
        warning: "Nobody means to dial these:",
        points: report.neverDial.map { "\($0.count) \($0.description)" })
    }
    let columns = report.columns.map { $0.name ?? String($0.position) }.joined(separator: ", ")
    page.add(facts: [
      ("rows", "\(report.rowCount)"), ("phone columns", columns),
      ("region", report.region ?? "none"), ("cells", "\(report.cellCount)"),
      ("empty cells", "\(report.emptyCellCount)"),
      ("cells with several numbers", "\(report.severalNumberCellCount)"),
      ("numbers", "\(report.numberCount)"),
      ("distinct numbers", "\(report.distinctNumberCount)"),
      ("repeated numbers", "\(report.repeatedNumberCount)"),
    ])
    for section in AuditSection.all(of: report) {
      page.add(
        BarChart(
          title: section.title.capitalizedFirst, unit: section.unit, bars: section.counts,
          share: section.share))
    }
    if let index = report.index {
      let paths = index.files?.map(\.path) ?? [index.path ?? ""]
      let names = paths.map { CarriedBytes.shown($0) }.joined(separator: ", ")
      page.add(paragraph: "Lists of \(names), calls on \(index.callDate).")
    }
    text = page.text(
      footer: "nodial \(report.nodial), numbering plan \(report.numberingPlan), \(report.started). "
        + "It holds no phone number.")
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
