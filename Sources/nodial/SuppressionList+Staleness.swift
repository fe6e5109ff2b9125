import SuppressionLists

/// What is said of a list that is too old.
extension SuppressionList {
  /// `list us-ftc@2026-09-01 is stale: 82 days old on 2026-11-22, and may be 31`.
  func stalenessText(on callDate: CalendarDate) -> String {
    let age = age(on: callDate).map { "\($0) days old" } ?? "of unknown age"
    let ageMax = ageDayCountMax.map { ", and may be \($0) days" } ?? ""
    return "list \(versionedID) is stale: \(age) on \(callDate)\(ageMax)"
  }

  /// True if it blocks nobody.
  var isEmpty: Bool { numberCount == 0 && rangeCount == 0 }

  var stalenessRemedy: String {
    versionDate == nil
      ? "give it a date (--date \(id)=YYYY-MM-DD) and rebuild the index"
      : "fetch it anew and rebuild the index"
  }
}
