import SuppressionLists
import Verdicts

extension VerdictPolicy {
  /// All lists apply; for lists that neither grow stale nor declare coverage.
  package static let plain = VerdictPolicy(callDate: CalendarDate(year: 2026, month: 11, day: 22)!)
}
