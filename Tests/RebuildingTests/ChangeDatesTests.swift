import Pipelines
import Rebuilding
import SuppressionLists
import Testing

/// Gaps and overlaps among change files. 2026-11-20 is a Friday.
struct ChangeDatesTests {
  @Test(
    arguments: [
      ("20 21c 22c 23c", []), ("20 21c 23c", ["21-23"]), ("10 17c 24c", []),
      ("3 10c 24c", ["10-24"]), ("17 22c", []), ("20 22c 23c 24c", ["20-22"]),
      // No register delivers less often than weekly.
      ("1 25c", ["1-25"]), ("1 8c", []),
      // Working days.
      ("18 19c 20c 23c 24c", []), ("18 19c 20c 24c", ["20-24"]), ("20 21c 23c 24c", ["21-23"]),
      // Area codes, each by itself.
      ("20 21c@212 21c@818 22c@212 22c@818", []),
      ("20@212 20@818 21c@212 21c@818 22c@818 23c@212 23c@818", ["21-23"]),
    ])
  func gaps(files: String, expected: [String]) {
    let notes = PlannedFiles.plan(files, after: nil).notes
    let gaps = notes.compactMap { note -> String? in
      guard case .gap(let first, let second) = note else { return nil }
      return "\(first.components.day)-\(second.components.day)"
    }
    #expect(gaps == expected)
  }

  @Test func overlaps() {
    func overlaps(_ files: String) -> [ListPlanNote] {
      PlannedFiles.plan(files, after: nil).notes.filter {
        if case .overlap = $0 { true } else { false }
      }
    }
    #expect(overlaps("20 21c@212 21c@818") == [])
    #expect(
      overlaps("20 21c 21c!b")
        == [.overlap(file: "2026-11-21_change", other: "2026-11-21_changeb")])
    #expect(
      overlaps("20 21c 21c@818").count == 1)
  }

  /// As long as the list grows old because of a gap, every night says so.
  @Test func gapsAreToldEveryNight() {
    let gap = ListPlanNote.gap(
      after: CalendarDate("2026-11-21")!, before: CalendarDate("2026-11-23")!)
    #expect(PlannedFiles.plan("20 21c 23c", after: "20 21c 23c").notes == [gap])
    #expect(PlannedFiles.plan("20 21c 23c 24c", after: "20 21c 23c").notes == [gap])
    #expect(PlannedFiles.plan("24", after: "20 21c 23c").notes == [])
  }
}
