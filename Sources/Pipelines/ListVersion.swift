import SuppressionLists

/// The day that a list made of several files speaks for.
enum ListVersion {
  /// The oldest of its areas, each as new as its newest full file or change; nil if a full file tells
  /// no day.
  ///
  /// A change of an area that no full file is of counts for nothing, unless there is no full file.
  static func date(of files: [ListFile.Description]) -> CalendarDate? {
    let members = files.flatMap(\.members)
    let full = members.filter { $0.role == .full }
    let changes = members.filter { $0.role == .change }
    guard !full.isEmpty else {
      let dates = changes.compactMap(\.versionDate)
      return dates.count == changes.count ? dates.max() : nil
    }
    var days: [[String]: CalendarDate] = [:]
    for member in full {
      guard let date = member.versionDate else { return nil }
      days[member.coverage] = min(days[member.coverage] ?? date, date)
    }
    for (coverage, date) in days {
      let newer = changes.filter { $0.coverage.isEmpty || $0.coverage == coverage }
      days[coverage] = max(date, newer.compactMap(\.versionDate).max() ?? date)
    }
    return days.values.min()
  }

  /// The prefixes that the full files speak for; empty if one of them does not say.
  static func coverage(of files: [ListFile.Description]) -> [String] {
    let full = files.flatMap(\.members).filter { $0.role == .full }
    guard full.allSatisfy({ !$0.coverage.isEmpty }) else { return [] }
    return Set(full.flatMap(\.coverage)).sorted()
  }
}
