import SuppressionLists

/// What is said of a list that is too old.
extension SuppressionList {
  /// `list us-ftc@2026-09-01 is stale: 82 days old on 2026-11-22, and may be 31`.
  func stalenessText(on callDate: CalendarDate) -> String {
    let age = age(on: callDate).map { "\($0) days old" } ?? "of unknown age"
    let ageMax = ageDayCountMax.map { ", and may be \($0) days" } ?? ""
    return "list \(versionedID) is stale\(staleAreasText(callDate)): \(age) on "
      + "\(callDate)\(ageMax)"
  }

  /// ` for 2 of its 5 areas (1202, 1212)`; empty if it is stale for all of them.
  private func staleAreasText(_ callDate: CalendarDate) -> String {
    let stale = staleAreas(on: callDate)
    guard stale.count < areas.count else { return "" }
    let names = stale.prefix(5).map(\.prefix).joined(separator: ", ")
    return
      " for \(stale.count) of its \(areas.count) areas (\(names)\(stale.count > 5 ? ", …" : ""))"
  }

  /// True if it blocks nobody.
  var isEmpty: Bool { numberCount == 0 && rangeCount == 0 }

  var stalenessRemedy: String {
    versionDate == nil
      ? "give it a date (--date \(id)=YYYY-MM-DD) and rebuild the index"
      : "fetch it anew and rebuild the index"
  }
}
