import Files
import Pipelines

/// An audit as one page: bars drawn within it, no script, and nothing to be loaded from elsewhere.
struct AuditPage {
  let text: String

  /// Bars of regions are many in some files; the rest are summed up.
  private static let barCountMax = 15
  private static let barWidth = 420.0

  init(_ report: AuditReport) {
    var page = HTMLPage(title: "Audit of \(CarriedBytes.shown(report.path))")
    if !report.neverDial.isEmpty {
      var html = "<div class=\"never\"><strong>Nobody means to dial these:</strong><ul>"
      for finding in report.neverDial {
        html += "<li>\(finding.count) \(finding.description)</li>"
      }
      page.add(html: html + "</ul></div>\n")
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
    for section in AuditSection.all(of: report) { page.add(html: Self.chart(section)) }
    if let index = report.index {
      let paths = index.files?.map(\.path) ?? [index.path ?? ""]
      let names = paths.map { CarriedBytes.shown($0) }.joined(separator: ", ")
      page.add(paragraph: "Lists of \(names), calls on \(index.callDate).")
    }
    text = page.text(
      footer: "nodial \(report.nodial), numbering plan \(report.numberingPlan), \(report.started). "
        + "It holds no phone number.")
  }

  private static func chart(_ section: AuditSection) -> String {
    var counts = section.counts
    if counts.count > barCountMax {
      let rest = counts[(barCountMax - 1)...].reduce(0) { $0 + $1.count }
      counts = counts.prefix(barCountMax - 1) + [(name: "others", count: rest)]
    }
    let lineHeight = 24
    let most = max(1, counts.map(\.count).max() ?? 1)
    var svg =
      "<h2>\(HTMLPage.escaped(section.title.capitalizedFirst)), \(section.unit)</h2>\n"
      + "<svg viewBox=\"0 0 720 \(counts.count * lineHeight)\" role=\"img\" "
      + "aria-label=\"\(HTMLPage.escaped(section.title))\">"
    for (row, (name, count)) in counts.enumerated() {
      let y = row * lineHeight
      let width = max(1, (Double(count) / Double(most) * barWidth).rounded())
      let shown = name.count > 24 ? name.prefix(23) + "…" : name[...]
      svg +=
        "<text x=\"170\" y=\"\(y + 16)\" text-anchor=\"end\">\(HTMLPage.escaped(String(shown)))"
        + "<title>\(HTMLPage.escaped(name))</title></text>"
        + "<rect x=\"178\" y=\"\(y + 4)\" width=\"\(Int(width))\" height=\"16\" fill=\"#3b76c4\"/>"
        + "<text x=\"\(184 + Int(width))\" y=\"\(y + 16)\">\(count) (\(section.share(count)))</text>"
    }
    return svg + "</svg>\n"
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
