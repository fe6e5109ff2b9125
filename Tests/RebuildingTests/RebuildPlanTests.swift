import Pipelines
import Rebuilding
import SuppressionLists
import Testing

struct RebuildPlanTests {
  private func plan(
    _ ids: [String], inForce: [String], fault: BaseFault? = nil
  ) -> RebuildPlan {
    RebuildPlan(
      ids.map { (ListPlanner.Settings(id: $0), PlannedFiles.files("20")) },
      inForce: inForce.map { PlannedFiles.list("20", id: $0) }, fault: fault,
      today: PlannedFiles.today)
  }

  @Test func listsAreToldApart() {
    let plan = plan(["a", "b", "c"], inForce: ["c", "a"])
    #expect(plan.lists.map(\.id) == ["a", "b", "c"])
    #expect(plan.lists.map(\.decision) == [.unchanged, .reread, .unchanged])
    #expect(plan.allFindings == [])
  }

  @Test func listsThatAreNotDeclaredAreAGate() {
    let plan = plan(["a"], inForce: ["b", "a", "c"])
    #expect(plan.findings.map(\.acceptance) == ["b=removed", "c=removed"])
  }

  @Test func anIndexThatTellsNothingIsAGate() {
    let fault = BaseFault(message: "dnc.ndx: not a Nodial index", isCatalogueKnown: false)
    let plan = plan(["a"], inForce: [], fault: fault)
    #expect(plan.lists[0].decision == .reread)
    #expect(
      plan.findings.map(\.description) == [
        "dnc.ndx: not a Nodial index, so there is nothing to compare with; put a whole index there "
          + "or remove it, or accept it with --accept base"
      ])
  }

  @Test func acceptancesCoverWhatTheyName() {
    let finding = GateFinding(.removed, list: "b")
    #expect(GateAcceptance(.removed).covers(finding))
    #expect(GateAcceptance(.removed, list: "b").covers(finding))
    #expect(!GateAcceptance(.removed, list: "a").covers(finding))
    #expect(!GateAcceptance(.shrank).covers(finding))
  }

  /// Every gate explains itself in one sentence, and names how to pass over it.
  @Test func gatesExplainThemselves() {
    let day = CalendarDate("2026-11-20")!
    let reasons: [GateFinding.Reason] = [
      .shrank(from: 10, to: 5, limitPercent: 12.5), .empty, .emptyFile("f"),
      .badRows(file: "f", count: 2, rowCount: 3, limitPercent: 1), .older(nil, than: day),
      .older(day, than: day), .duplicate(file: "f", of: "e"), .future(file: "f", day, today: day),
      .noFile(patterns: ["x/*", "y"]), .noFullFile(file: "f"), .removed,
      .late(file: "f", missing: ["e"]), .settings(missing: ["d", "e"]),
      .gone(file: "f", missing: ["a", "b", "c", "d"]), .base("m", missing: []),
      .base("m", missing: ["e"]), .unkeyed(path: "x.ndx", keyName: "k"),
    ]
    #expect(Set(reasons.map { GateFinding($0, list: nil).gate }) == Set(RebuildGate.allCases))
    for reason in reasons {
      let text = GateFinding(reason, list: "us-ftc").description
      #expect(text.hasPrefix("list us-ftc: "))
      let gate = GateFinding(reason, list: "us-ftc").gate.name
      #expect(text.hasSuffix(", or accept it with --accept us-ftc=\(gate)"))
    }
    #expect(
      GateFinding(reasons[0], list: "a").description
        == "list a: its numbers fell from 10 to 5, by more than 12.5 %; look whether the file is "
        + "whole and its format right, or accept it with --accept a=shrank")
    #expect(
      GateFinding(reasons[13], list: "a").description
        == "list a: f replaces a part of it, so that it must be read again, but a, b, c, … are not "
        + "there any more; bring them back or deliver a new full file, or accept it with --accept "
        + "a=gone")
  }
}
