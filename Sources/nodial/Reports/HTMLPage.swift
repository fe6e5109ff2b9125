/// A page that is read on a phone, at a desk and on paper: no script, and nothing to be loaded from elsewhere.
struct HTMLPage {
  private var body = ""
  let title: String

  private static let style = """
    body{font:15px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}
    h1{font-size:1.4rem}h2{font-size:1.05rem;margin:2rem 0 .5rem;break-after:avoid}
    dl{display:grid;grid-template-columns:max-content auto;gap:.1rem 1.5rem}dd{margin:0;text-align:left;overflow-wrap:anywhere}
    .never{border:2px solid #b3261e;background:#fdecea;padding:.6rem 1rem}
    .wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}
    th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid #d4d8dd}
    .day{white-space:nowrap}td:last-child{overflow-wrap:anywhere;min-width:7rem}
    @media(max-width:30rem){th,td{padding:.25rem .3rem}}
    tr{break-inside:avoid}blockquote{margin:.5rem 0;padding-left:1rem;border-left:3px solid #d4d8dd;white-space:pre-wrap}
    svg{width:100%;min-width:28rem;height:auto}small{font-weight:normal;color:#666}svg text{font-size:13px;fill:currentColor}footer{margin-top:2rem;color:#666}
    @media(prefers-color-scheme:dark){body{background:#15181c;color:#e6e6e6}.never{background:#3b1512}}
    @media print{body{margin:0;max-width:none;font-size:11pt;color:#000;background:#fff}.wide{overflow:visible}}

    """

  /// - Parameter title: As it is read, not yet escaped; the same for ``add(heading:)`` and all other texts.
  init(title: String) { self.title = title }

  mutating func add(heading: String) { body += "<h2>\(Self.escaped(heading))</h2>\n" }

  mutating func add(paragraph: String) { body += "<p>\(Self.escaped(paragraph))</p>\n" }

  mutating func add(quotation: String) {
    body += "<blockquote>\(Self.escaped(quotation))</blockquote>\n"
  }

  /// Facts with their names; those without a text are left out.
  mutating func add(facts: [(name: String, text: String)]) {
    let shown = facts.filter { !$0.text.isEmpty }
    guard !shown.isEmpty else { return }
    body += "<dl>"
    for (name, text) in shown {
      body += "<dt>\(Self.escaped(name))</dt><dd>\(Self.escaped(text))</dd>"
    }
    body += "</dl>\n"
  }

  mutating func add(points: [String]) {
    body += "<ul>" + points.map { "<li>\(Self.escaped($0))</li>" }.joined() + "</ul>\n"
  }

  mutating func add(table header: [String], rows: [[String]]) {
    body += "<div class=\"wide\"><table><thead><tr>"
    body += header.map { "<th>\(Self.escaped($0))</th>" }.joined()
    body += "</tr></thead><tbody>\n"
    for row in rows {
      body += "<tr>" + row.map(Self.cell).joined() + "</tr>\n"
    }
    body += "</tbody></table></div>\n"
  }

  /// A cell of a table: days stay in one line.
  private static func cell(_ text: String) -> String {
    let isDay = text.wholeMatch(of: #/\d{4}-\d\d-\d\d( \d\d:\d\d UTC)?/#) != nil
    return "<td\(isDay ? " class=\"day\"" : "")>\(escaped(text))</td>"
  }

  mutating func add(warning: String, points: [String]) {
    body += "<div class=\"never\"><strong>\(Self.escaped(warning))</strong>"
    add(points: points)
    body += "</div>\n"
  }

  /// A chart under its title; nothing, if it has no bars.
  mutating func add(_ chart: BarChart) { body += chart.html }

  /// - Parameter footer: What made the page, and what it holds.
  func text(footer: String) -> String {
    let name = Self.escaped(title)
    return """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <title>\(name)</title><style>\(Self.style)</style></head><body>
      <h1>\(name)</h1>
      \(body)<footer>\(Self.escaped(footer))</footer>
      </body></html>

      """
  }

  static func escaped(_ text: String) -> String {
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
