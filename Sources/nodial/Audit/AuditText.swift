import Files

/// An audit as people read it on a terminal: names and counts, separated by tabs.
struct AuditText {
  /// Without its last line feed.
  let text: String

  init(_ report: AuditReport) {
    var lines = ["file\t\(CarriedBytes.shown(report.path))"]
    let columns = report.columns.map { column in
      (column.name ?? String(column.position))
        + (column.reason == "header" ? " (by its header)" : " (named)")
    }
    lines.append("columns\t\(columns.joined(separator: ", "))")
    let reason = report.regionReason.flatMap { $0 == "option" ? nil : " (from the \($0))" } ?? ""
    lines.append("region\t\(report.region.map { $0 + reason } ?? "none")")
    lines.append("rows\t\(report.rowCount)")
    lines.append("cells\t\(report.cellCount)")
    lines.append("empty cells\t\(report.emptyCellCount)")
    lines.append("cells with several numbers\t\(report.severalNumberCellCount)")
    lines.append("numbers\t\(report.numberCount)")
    lines.append("distinct numbers\t\(report.distinctNumberCount)")
    lines.append("repeated numbers\t\(report.repeatedNumberCount)")
    for finding in report.neverDial {
      lines.append("NEVER DIAL: \(finding.description)\t\(finding.count)")
    }
    for section in AuditSection.all(of: report) {
      lines.append("\n\(section.title)\t\(section.unit)\tshare")
      for (name, count) in section.counts {
        lines.append("\(name)\t\(count)\t\(section.share(count))")
      }
    }
    text = lines.joined(separator: "\n")
  }
}
