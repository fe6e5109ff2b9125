import SuppressionLists
import Testing

@testable import Pipelines

struct ListCoverageTests {
  private func prefixes(
    _ coverage: ListSettings.Coverage, _ files: String, format: String?, former: [String]? = nil
  ) -> [String] {
    let files = PlannedFiles.files(files)
    return ListCoverage.prefixes(
      coverage, sources: files.map(\.source), files: files,
      formats: Set(format.flatMap { ListFormat(name: $0) }.map { [$0] } ?? []), former: former)
  }

  @Test(
    arguments: [
      ("20", "ftc", ["1"]), ("20@212 21@818 22c", "ftc", ["1212", "1818"]),
      ("20@212 21", "ftc", ["1", "1212"]), ("20", "canada", ["1"]), ("x", "tps", ["44"]),
      ("20c", "ncpr", ["91"]), ("20", "plain", []), ("20", "csv", []), ("20", "wash", []),
    ])
  func registersSpeakForWhatTheyAreOf(files: String, format: String, prefixes: [String]) {
    #expect(self.prefixes(.usual, files, format: format) == prefixes)
  }

  @Test func settingsHaveTheLastWord() {
    #expect(prefixes(.prefixes([]), "20", format: "ftc") == [])
    #expect(prefixes(.prefixes(["7"]), "20@212", format: "ftc") == ["7"])
    #expect(prefixes(.names, "20@212 21@818 22", format: "csv") == ["1212", "1818"])
  }

  @Test func whatIsCarriedSpeaksForTheSame() {
    #expect(prefixes(.usual, "20@212", format: nil, former: ["33"]) == ["33"])
    #expect(prefixes(.prefixes(["7"]), "20", format: nil, former: ["33"]) == ["7"])
  }
}
