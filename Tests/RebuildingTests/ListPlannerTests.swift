import ListReading
import Pipelines
import Rebuilding
import SuppressionLists
import Testing

/// What is planned for a list, night by night; `PlannedFiles` says how files are written here.
struct ListPlannerTests {
  typealias Gate = RebuildGate

  /// A night: the files of the index in force, those there now, and what is to be done.
  struct Night: Sendable, CustomTestStringConvertible {
    var former: String?
    var now: String
    var decision: ListPlan.Decision
    /// What is read, in this order.
    var read: String
    var gates: [RebuildGate] = []
    var combination = ListCombination.newest
    var testDescription: String { "\(combination) \(former ?? "–") → \(now)" }
  }

  private static let newest: [Night] = [
    // The first night.
    Night(former: nil, now: "20", decision: .reread, read: "20"),
    Night(former: nil, now: "20 21c 22c", decision: .reread, read: "20 21c 22c"),
    Night(former: nil, now: "22c 21c 20", decision: .reread, read: "20 21c 22c"),
    Night(former: nil, now: "18 20 19c 20c 21c", decision: .reread, read: "20 20c 21c"),
    Night(former: nil, now: "21c", decision: .reread, read: "21c", gates: [.missing]),
    Night(former: nil, now: "", decision: .skipped, read: "", gates: [.missing]),
    Night(former: nil, now: "x y", decision: .reread, read: "x y"),
    Night(former: nil, now: "x 20 21", decision: .reread, read: "x 21"),
    Night(former: nil, now: "20 20!b", decision: .reread, read: "20 20!b"),
    Night(former: nil, now: "20=A 20!b=A", decision: .reread, read: "20=A"),
    Night(former: nil, now: "20 26", decision: .reread, read: "26", gates: [.future]),
    // Area codes.
    Night(
      former: nil, now: "20@818 21@212 22@818", decision: .reread, read: "21@212 22@818"),
    Night(former: nil, now: "20 21@212", decision: .reread, read: "20 21@212"),
    Night(former: nil, now: "20@212 21", decision: .reread, read: "21"),
    Night(
      former: nil, now: "20@212 22@818 21c@212 21c@818", decision: .reread,
      read: "20@212 22@818 21c@212"),
    Night(former: nil, now: "20@212 22@818 21c", decision: .reread, read: "20@212 22@818 21c"),
    // Quiet days: the same bytes, and yet each file says something.
    Night(
      former: "20@212 20@818", now: "20@212 20@818 21c@212=E 21c@818=E", decision: .extended,
      read: "21c@212=E 21c@818=E"),
    Night(
      former: "20@212 20@818 21c@212=E 21c@818=E", now: "22c@212=E 22c@818=E",
      decision: .extended, read: "22c@212=E 22c@818=E"),
    Night(former: "20 21c=E", now: "20 21c=E 22c=E", decision: .extended, read: "22c=E"),
    // Nothing new.
    Night(former: "20", now: "20", decision: .unchanged, read: ""),
    Night(former: "20", now: "20 19 19c", decision: .unchanged, read: ""),
    Night(former: "20 21c", now: "20 21c", decision: .unchanged, read: ""),
    Night(former: "20 21c", now: "21c", decision: .unchanged, read: ""),
    Night(former: "20 21c", now: "20", decision: .unchanged, read: ""),
    Night(former: "20 21c", now: "19", decision: .unchanged, read: ""),
    Night(former: "20=A", now: "20!b=A", decision: .unchanged, read: ""),
    // Changes.
    Night(former: "20", now: "20 21c", decision: .extended, read: "21c"),
    Night(former: "20 21c", now: "20 21c 22c 23c", decision: .extended, read: "22c 23c"),
    Night(former: "20 21c", now: "22c", decision: .extended, read: "22c"),
    Night(former: "20 21c", now: "20 22c", decision: .extended, read: "22c"),
    Night(former: "20", now: "20 20c", decision: .reread, read: "20 20c"),
    Night(former: "20 21c", now: "20 21c=B 22c", decision: .reread, read: "20 21c=B 22c"),
    // Late ones.
    Night(former: "20 22c", now: "20 21c 22c", decision: .reread, read: "20 21c 22c"),
    Night(
      former: "20 22c", now: "21c 22c", decision: .reread, read: "21c 22c",
      gates: [
        .late, .missing,
      ]),
    Night(
      former: "20 22c", now: "20 21c", decision: .reread, read: "20 21c",
      gates: [
        .late, .older,
      ]),
    Night(former: "20 22c", now: "20 22c 22c!b", decision: .reread, read: "20 22c 22c!b"),
    Night(former: "x", now: "x 21c", decision: .reread, read: "x 21c"),
    Night(
      former: "20@212 22c@212", now: "20@212 22c@212 21c@818", decision: .extended,
      read:
        "21c@818"),
    // New full files.
    Night(former: "20", now: "20 21", decision: .reread, read: "21"),
    Night(former: "20 21c", now: "22 23c", decision: .reread, read: "22 23c"),
    // Whether the change file of the full file's day is in it, nobody knows.
    Night(
      former: "20 21c 22c", now: "21 22c", decision: .reread, read: "21 22c", gates: [.late, .gone]),
    Night(former: "19 20c 22c", now: "21 22c", decision: .reread, read: "21 22c"),
    Night(
      former: "20 21c 22c", now: "21", decision: .reread, read: "21", gates: [.late, .gone, .older]),
    Night(former: "20=A", now: "21=A", decision: .reread, read: "21=A", gates: [.duplicate]),
    // In one area nothing has changed; in none of them.
    Night(
      former: "20@202=B 20@818=A", now: "21@202=C 21@818=A", decision: .reread,
      read: "21@202=C 21@818=A", gates: []),
    Night(
      former: "20@202=B 20@818=A", now: "21@202=B 21@818=A", decision: .reread,
      read: "21@202=B 21@818=A", gates: [.duplicate, .duplicate]),
    Night(former: "20=A", now: "20=B", decision: .reread, read: "20=B"),
    Night(former: "x=A", now: "x=B", decision: .reread, read: "x=B"),
    Night(former: "x", now: "x y", decision: .extended, read: "y"),
    Night(former: "x", now: "y", decision: .extended, read: "y"),
    Night(former: "20", now: "x", decision: .extended, read: "x", gates: [.older]),
    Night(
      former: "20@212 20@818", now: "20@212 21@818", decision: .reread, read: "20@212 21@818"),
    Night(
      former: "20@212 20@818", now: "21@818", decision: .reread, read: "21@818", gates: [.gone]),
    Night(former: "20@212", now: "20@212 21@818", decision: .extended, read: "21@818"),
    // Nothing at all.
    Night(former: "20 21c", now: "", decision: .carried, read: "", gates: [.missing]),
  ]

  private static let all: [Night] = [
    Night(former: nil, now: "x 20 22 19c", decision: .reread, read: "x 20 22 19c"),
    Night(former: nil, now: "19c", decision: .reread, read: "19c"),
    Night(former: "20", now: "20 21", decision: .extended, read: "21"),
    Night(former: "20 21", now: "20 21", decision: .unchanged, read: ""),
    Night(former: "20 21", now: "21", decision: .unchanged, read: ""),
    Night(former: "20 21", now: "22", decision: .extended, read: "22"),
    Night(former: "20 21", now: "20 21 19", decision: .extended, read: "19"),
    Night(former: "20=A", now: "20=A 21=A", decision: .extended, read: "21=A"),
    // Written anew in its place: what is not in it any more may go, as long as all is there.
    Night(former: "x=A 20", now: "x=B 20", decision: .reread, read: "x=B 20"),
    Night(former: "x=A 20", now: "x=B", decision: .extended, read: "x=B"),
    Night(former: "20 22c", now: "20 22c 21c", decision: .reread, read: "20 21c 22c"),
    Night(former: "20 22c", now: "22c 21c", decision: .reread, read: "21c 22c", gates: [.late]),
    Night(former: "20 22c", now: "20 22c 21", decision: .reread, read: "20 21 22c"),
  ].map { night in
    var night = night
    night.combination = .all
    return night
  }

  @Test(arguments: newest + all)
  func nights(night: Night) {
    let plan = PlannedFiles.plan(night.now, after: night.former, combination: night.combination)
    #expect(plan.decision == night.decision)
    #expect(plan.files.map(\.name) == PlannedFiles.names(night.read))
    #expect(plan.findings.map(\.gate) == night.gates)
    // Whatever is kept or read is in the record.
    let kept = plan.isBased ? PlannedFiles.names(night.former ?? "") : []
    #expect(plan.sources.map(\.name) == kept + PlannedFiles.names(night.read))
    #expect(plan.findings.allSatisfy { $0.list == "a" && !$0.isAccepted })
  }

  @Test(
    arguments: [
      ("20", 20), ("20 21c 23c", 21), ("20@212 22@818", 20), ("20@212 22@818 21c@212", 21),
      ("20@212 22@818 23c", 23), ("x 20", nil), ("x", nil), ("x 20c", nil),
    ])
  func theDayIsThatOfTheOldestPart(files: String, day: Int?) {
    let date = day.flatMap { CalendarDate(year: 2026, month: 11, day: $0) }
    #expect(PlannedFiles.plan(files, after: nil).versionDate == date)
  }

  @Test func whereAllCountsTheDayIsThatOfTheNewest() {
    let plan = PlannedFiles.plan("x 20 22", after: nil, combination: .all)
    #expect(plan.versionDate == CalendarDate("2026-11-22"))
    #expect(PlannedFiles.plan("x", after: nil, combination: .all).versionDate == nil)
  }

  // MARK: Settings, expiry, a base that is of no use

  @Test(
    arguments: [
      ("20 21c", ListPlan.Decision.reread, []), ("21c", .reread, [Gate.settings, .missing]),
    ])
  func changedSettingsReadAgain(now: String, decision: ListPlan.Decision, gates: [Gate]) {
    let plan = PlannedFiles.plan(now, after: "20 21c") { settings, _ in
      settings.digest = ContentDigest(high: 1, low: 1)
    }
    #expect(plan.decision == decision)
    #expect(plan.findings.map(\.gate) == gates)
  }

  @Test(
    arguments: [
      ("20 21c", 25, ListPlan.Decision.reread), ("20 21c", 26, .unchanged),
      ("21c", 25, .unchanged), ("21c 22c", 24, .extended),
    ])
  func expiredRowsReadAgain(now: String, day: Int, decision: ListPlan.Decision) {
    let expiry = CalendarDate(year: 2026, month: 11, day: day)!
    let plan = PlannedFiles.plan(now, after: "20 21c") { _, list in list?.nextExpiry = expiry }
    #expect(plan.decision == decision)
    #expect(plan.findings == [])
    let isKept = plan.notes.contains(
      .keptExpired(expiry, missing: PlannedFiles.names("20")))
    #expect(isKept == (day <= 25 && decision != .reread))
  }

  @Test(
    arguments: [
      ("20 21c", ListPlan.Decision.reread, []), ("21c", .reread, [Gate.base, .missing]),
      ("", .skipped, [Gate.missing, .base]),
    ])
  func aBaseOfNoUseReadsAgain(now: String, decision: ListPlan.Decision, gates: [Gate]) {
    let fault = BaseFault(message: "dnc.ndx: damaged", isCatalogueKnown: true)
    let plan = PlannedFiles.plan(now, after: "20 21c", fault: fault)
    #expect(plan.decision == decision)
    #expect(plan.findings.map(\.gate) == gates)
  }

  /// What the last index read, and the one that was put back did not, must be there or be replaced.
  @Test(
    arguments: [
      ("20 21c 22c 23c", "20", "20 21c 22c 23c", nil),
      ("20 23c", "20", "20 21c 22c 23c", "21c 22c"),
      ("20 23c", "20 21c 22c", "20 21c 22c 23c", nil),
      ("20 22c", "20", "20 21c=A 22c", "21c"),
      // Written anew in its place.
      ("20 21c=B", "20", "20 21c=A", nil),
      // A newer full file replaces it; an older one does not.
      ("22", "20", "20 21c", nil), ("20", "20", "20 21c 19", "21c"), ("", "20", "20 21c", "21c"),
      // The list is not in the index that was put back.
      ("21c", nil, "20 21c", "20"), ("20 21c", nil, "20 21c", nil),
      ("20@818", "20@818", "20@818 20@202", "20@202"),
    ])
  func whatTheLastIndexReadIsNotForgotten(
    now: String, inForce: String?, last: String, missing: String?
  ) {
    let plan = PlannedFiles.plan(
      now, after: inForce, last: LastIndex(message: "m", lists: [PlannedFiles.list(last)]))
    let bases = plan.findings.map(\.reason).filter { if case .base = $0 { true } else { false } }
    #expect(bases == (missing.map { [.base("m", missing: PlannedFiles.names($0))] } ?? []))
  }

  /// Nothing replaces something only if somebody says so.
  @Test func anEmptyFullFileIsAGate() {
    var file = PlannedFiles.file("21")
    file.isEmpty = true
    let settings = ListPlanner.Settings(id: "a")
    let plan = RebuildPlan(
      [(settings, [file])], inForce: [PlannedFiles.list("20")], today: PlannedFiles.today)
    #expect(plan.allFindings.map(\.reason) == [.emptyFile("2026-11-21_full")])
    #expect(plan.allFindings.map(\.gate) == [.empty])
    // An empty change file says that nothing has changed.
    var change = PlannedFiles.file("21c")
    change.isEmpty = true
    let next = RebuildPlan(
      [(settings, [change])], inForce: [PlannedFiles.list("20")], today: PlannedFiles.today)
    #expect(next.allFindings == [])
    #expect(next.lists[0].versionDate == CalendarDate("2026-11-21"))
  }

  // MARK: Notes

  @Test(
    arguments: [
      ("20 19", nil, ["2026-11-19_full is not used: 2026-11-20_full is a newer full file"]),
      (
        "20=A 20!b=A", nil,
        ["2026-11-20_fullb is not used: it is the same as 2026-11-20_full"]
      ),
      (
        "21c", "20 21c",
        ["2026-11-20_full is not there any more; what was read from it is kept"]
      ),
      (
        "x 20", nil,
        [
          "nobody says of which day x_full is, so it replaces no file and none replaces it: what is "
            + "in any of them is on the list; name it by its day, or say date = \"modified\""
        ]
      ),
    ])
  func notesSayWhatIsNotUsed(now: String, former: String?, notes: [String]) {
    #expect(PlannedFiles.plan(now, after: former).notes.map(\.text) == notes)
  }

  @Test func aListThatIsNotRequiredIsKept() {
    for former in ["20", nil] {
      let plan = PlannedFiles.plan("", after: former) { settings, _ in
        settings.isRequired = false
      }
      #expect(plan.findings == [])
      #expect(plan.decision == (former == nil ? .skipped : .carried))
      #expect(plan.notes.map(\.isWarning) == [true])
      #expect(plan.versionDate == former.flatMap { _ in CalendarDate("2026-11-20") })
    }
  }
}
