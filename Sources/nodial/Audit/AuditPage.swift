import Files
import Pipelines

/// An audit as one page: bars drawn within it, no script, and nothing to be loaded from elsewhere.
struct AuditPage {
  let text: String

  /// Bars of regions are many in some files; the rest are summed up.
  private static let barCountMax = 15
  private static let barWidth = 420.0

  private static let style = """
    body{font:15px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}
    h1{font-size:1.4rem}h2{font-size:1.05rem;margin:2rem 0 .5rem}
    dl{display:grid;grid-template-columns:max-content auto;gap:.1rem 1.5rem}dd{margin:0;text-align:left}
    .never{border:2px solid #b3261e;background:#fdecea;padding:.6rem 1rem}
    svg{width:100%;height:auto}svg text{font-size:13px;fill:currentColor}footer{margin-top:2rem;color:#666}
    @media(prefers-color-scheme:dark){body{background:#15181c;color:#e6e6e6}.never{background:#3b1512}}
    """

  init(_ report: AuditReport) {
    let name = Self.escaped(CarriedBytes.shown(report.path))
    var html = """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <title>Audit of \(name)</title><style>\(Self.style)</style></head><body>
      <h1>Audit of \(name)</h1>

      """
    if !report.neverDial.isEmpty {
      html += "<div class=\"never\"><strong>Nobody means to dial these:</strong><ul>"
      for finding in report.neverDial {
        html += "<li>\(finding.count) \(finding.description)</li>"
      }
      html += "</ul></div>\n"
    }
    let columns = report.columns.map { $0.name ?? String($0.position) }.joined(separator: ", ")
    html += Self.list([
      ("rows", "\(report.rowCount)"), ("phone columns", columns),
      ("region", report.region ?? "none"), ("cells", "\(report.cellCount)"),
      ("empty cells", "\(report.emptyCellCount)"),
      ("cells with several numbers", "\(report.severalNumberCellCount)"),
      ("numbers", "\(report.numberCount)"),
      ("distinct numbers", "\(report.distinctNumberCount)"),
      ("repeated numbers", "\(report.repeatedNumberCount)"),
    ])
    for section in AuditSection.all(of: report) { html += Self.chart(section) }
    if let index = report.index {
      let paths = index.files?.map(\.path) ?? [index.path ?? ""]
      let names = paths.map { Self.escaped(CarriedBytes.shown($0)) }.joined(separator: ", ")
      html += "<p>Lists of \(names), calls on \(index.callDate).</p>\n"
    }
    html +=
      "<footer>nodial \(report.nodial), numbering plan \(report.numberingPlan), "
      + "\(report.started). It holds no phone number.</footer>\n</body></html>\n"
    text = html
  }

  private static func list(_ facts: [(String, String)]) -> String {
    "<dl>"
      + facts.map { "<dt>\($0.0)</dt><dd>\(escaped($0.1))</dd>" }.joined() + "</dl>\n"
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
      "<h2>\(escaped(section.title.capitalizedFirst)), \(section.unit)</h2>\n"
      + "<svg viewBox=\"0 0 720 \(counts.count * lineHeight)\" role=\"img\" "
      + "aria-label=\"\(escaped(section.title))\">"
    for (row, (name, count)) in counts.enumerated() {
      let y = row * lineHeight
      let width = max(1, (Double(count) / Double(most) * barWidth).rounded())
      let shown = name.count > 24 ? name.prefix(23) + "…" : name[...]
      svg +=
        "<text x=\"170\" y=\"\(y + 16)\" text-anchor=\"end\">\(escaped(String(shown)))"
        + "<title>\(escaped(name))</title></text>"
        + "<rect x=\"178\" y=\"\(y + 4)\" width=\"\(Int(width))\" height=\"16\" fill=\"#3b76c4\"/>"
        + "<text x=\"\(184 + Int(width))\" y=\"\(y + 16)\">\(count) (\(section.share(count)))</text>"
    }
    return svg + "</svg>\n"
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
