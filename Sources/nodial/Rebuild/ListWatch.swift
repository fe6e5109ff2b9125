import Pipelines
import Rebuilding
import SuppressionLists

/// What somebody should know of the lists in force after a rebuild, on a quiet night too.
///
/// An exit status of 0 says that all lists are fresh and that all of tonight's files were read.
struct ListWatch {
  /// What to say, a sentence each.
  private(set) var warnings: [String] = []
  /// True if a list is stale, or not all of it was read.
  private(set) var needsALook = false
  /// True if a list will be stale by the next run.
  private(set) var growsStale = false

  /// From so many days on before a list is stale, every run says so.
  private static let dayCountNearEnd = 3
  /// The next run is tomorrow's.
  private static let dayCountToNextRun = 1

  /// - Parameters:
  ///   - lists: Those of the index in force.
  ///   - plan: What was to be done; nil if the run did not come so far.
  init(_ lists: [SuppressionList], plan: RebuildPlan?, on day: CalendarDate) {
    for list in lists {
      if list.isStale(on: day) {
        warnings.append("\(list.stalenessText(on: day)); \(Self.remedy(for: list))")
        needsALook = true
      } else if let left = list.daysLeft(on: day), left <= Self.dayCountNearEnd {
        warnings.append(
          "list \(list.versionedID) may be called on for \(left) more day\(left == 1 ? "" : "s"); "
            + "deliver a newer file")
        if left < Self.dayCountToNextRun { growsStale = true }
      }
    }
    if plan?.lists.contains(where: { $0.notes.contains(where: \.isIncomplete) }) == true {
      needsALook = true
    }
  }

  private static func remedy(for list: SuppressionList) -> String {
    list.versionDate == nil
      ? "name its files by their days, or say date = \"modified\"" : "deliver a newer file"
  }
}
