/// Bars with their names, drawn within a page.
struct BarChart {
  typealias Bar = (name: String, count: Int)

  let html: String

  /// Of more bars, the rest are summed up.
  private static let barCountMax = 15
  private static let barWidth = 420.0
  private static let lineHeight = 24

  /// Bars of counts: the longest first, and of equal ones by name.
  ///
  /// - Parameter unnamed: What stands for an empty name.
  static func longestFirst(_ counts: [String: Int], unnamed: String = "") -> [Bar] {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { ($0.key.isEmpty ? unnamed : $0.key, $0.value) }
  }

  /// - Parameters:
  ///   - unit: What is counted.
  ///   - share: A count as a share of something; nil for the sum of the bars.
  init(title: String, unit: String, bars: [Bar], share: ((Int) -> String)? = nil) {
    guard !bars.isEmpty else {
      html = ""
      return
    }
    let sum = max(1, bars.reduce(0) { $0 + $1.count })
    let share = share ?? { count in "\(Text.decimal(Double(count) * 100 / Double(sum))) %" }
    var bars = bars
    if bars.count > Self.barCountMax {
      let rest = bars[(Self.barCountMax - 1)...].reduce(0) { $0 + $1.count }
      bars = bars.prefix(Self.barCountMax - 1) + [("others", rest)]
    }
    let most = max(1, bars.map(\.count).max() ?? 1)
    var svg =
      "<h2>\(HTMLPage.escaped(title)) <small>\(HTMLPage.escaped(unit))</small></h2>\n"
      + "<div class=\"wide\"><svg viewBox=\"0 0 720 \(bars.count * Self.lineHeight)\" role=\"img\" "
      + "aria-label=\"\(HTMLPage.escaped(title))\">"
    for (row, (name, count)) in bars.enumerated() {
      let y = row * Self.lineHeight
      let width = max(1, (Double(count) / Double(most) * Self.barWidth).rounded())
      let shown = name.count > 24 ? name.prefix(23) + "…" : name[...]
      svg +=
        "<text x=\"170\" y=\"\(y + 16)\" text-anchor=\"end\">\(HTMLPage.escaped(String(shown)))"
        + "<title>\(HTMLPage.escaped(name))</title></text>"
        + "<rect x=\"178\" y=\"\(y + 4)\" width=\"\(Int(width))\" height=\"16\" fill=\"#3b76c4\"/>"
        + "<text x=\"\(184 + Int(width))\" y=\"\(y + 16)\">\(count) (\(share(count)))</text>"
    }
    html = svg + "</svg></div>\n"
  }
}
