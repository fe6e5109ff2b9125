import SuppressionLists
import Testing

@testable import ListReading
@testable import Pipelines

/// What a list speaks for and of which day, by its files; those are written in short, as in
/// `PlannedFiles`, with the days of November 2026.
struct ListFactsTests {
  /// `20` a full file, `20c` changes, `20@1212` of an area, `x` without a day, `20c>18` changes whose
  /// rows go back to the 18th.
  private func file(_ text: Substring) -> ListFacts.File {
    let parts = text.split(separator: "@")
    let days = parts[0].split(separator: ">")
    let isChange = days[0].hasSuffix("c")
    func day(_ text: Substring) -> CalendarDate? {
      Int(text.filter(\.isNumber)).flatMap { CalendarDate(year: 2026, month: 11, day: $0) }
    }
    let date = day(days[0])
    return ListFacts.File(
      isChange ? .change : .full, prefixes: parts.dropFirst().map(String.init), versionDate: date,
      rowDays: days.count > 1 ? day(days[1])!...date! : nil)
  }

  private func list(
    _ files: String, _ combination: ListCombination = .newest, declared: [String] = []
  ) -> String {
    var list = SuppressionList(id: "a", kind: .registry)
    ListFacts(
      files.split(separator: " ").map(file), combination: combination, declared: declared
    ).describe(&list)
    func text(_ date: CalendarDate?) -> String { date.map { "\($0.components.day)" } ?? "?" }
    let areas = list.areas.map { "\($0.prefix)@\(text($0.versionDate))" }
    return ([text(list.versionDate)] + areas).joined(separator: " ")
  }

  @Test(
    arguments: [
      // No area at all: one day.
      ("20", "20"), ("20 21c", "21"), ("x", "?"), ("20 x", "?"), ("x 21c", "?"), ("20 18c", "20"),
      ("21c", "21"), ("20c 21c", "21"), ("20c xc", "?"),
      // As old as the oldest area.
      ("20@1212 18@1818", "18 1212@20 1818@18"), ("20@1212 x@1818", "? 1212@20 1818@?"),
      // A change makes younger what it is of.
      ("20@1212 18@1818 21c@1818", "20 1212@20 1818@21"),
      ("20@1212 18@1818 21c", "21 1212@21 1818@21"), ("20@1 21c@1212", "20 1@20 1212@21"),
      // A change of an area that no full file is of says nothing.
      ("20@1212 21c@1818", "20 1212@20"),
      // A file that names no area speaks for none beside one that does.
      ("20 20@1212", "20 1212@20"), ("20 18@1212 21c", "21 1212@21"),
      // Of an area within another one the newer counts.
      ("20@1 18@1212", "20 1@20"), ("18@1 20@1212", "18 1@18 1212@20"),
      // Changes of a list that comes in no other form.
      ("20c@91 21c@91", "21 91@21"),
    ])
  func dayAndAreas(files: String, expected: String) {
    #expect(list(files) == expected)
  }

  /// What is not known of a day in between is not known at all.
  @Test(
    arguments: [
      ("20 21c 22c 23c", "23"), ("20 21c 23c 24c", "21"), ("3 10c 17c", "17"), ("3 10c 24c", "10"),
      ("1 25c", "1"), ("17 22c", "22"), ("20@1212 21c 23c@1212", "21 1212@21"),
      // Rows that go back to the day before the gap fill it.
      ("1 25c>1", "25"), ("1 25c>2", "1"), ("20 21c 23c>21", "23"),
      // A newer full file ends a gap.
      ("1 25c 26", "26"), ("1@1212 1@1818 25c 26@1212", "1 1212@26 1818@1"),
    ])
  func gapsKeepAListOld(files: String, expected: String) {
    #expect(list(files) == expected)
  }

  @Test func whereAllFilesCountTheNewestDayIsTheirs() {
    #expect(list("20 18c 22", .all) == "22")
    #expect(list("x 18", .all) == "18")
  }

  @Test(
    arguments: [
      ("20@1212 18@1818", ["1"], "18 1@18 1212@20"), ("20", ["44"], "20 44@20"),
      ("20@1212", ["7"], "20 7@20"), ("18@1 20c@1212", ["1212"], "20 1212@20"),
    ] as [(String, [String], String)])
  func theUserDeclares(files: String, declared: [String], expected: String) {
    #expect(list(files, declared: declared) == expected)
  }

  @Test func partsOfAnArchive() {
    func areas(_ files: String) -> [String] {
      ListFacts.File.areas(ofParts: files.split(separator: " ").map(file)).map {
        "\($0.prefix)@\($0.versionDate?.components.day ?? 0)"
      }
    }
    #expect(areas("20@1212 18@1818") == ["1212@20", "1818@18"])
    #expect(areas("20@1212 18@1818 21c") == ["1212@21", "1818@21"])
    #expect(areas("20 21c") == ["@21"])
    #expect(areas("20c@1212 21c") == ["@21", "1212@20"])
  }
}
