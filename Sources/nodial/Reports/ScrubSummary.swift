import Pipelines
import SuppressionLists
import Verdicts

/// Says on standard error what a scrub has done.
struct ScrubSummary {
  /// Those that were asked.
  let lists: [SuppressionList]
  /// True if no number may be repeated.
  let isUnique: Bool
  let messages: Messages

  /// Says what became of a campaign: of the only one with what its lists blocked, of one among several,
  /// which is then named, in a line.
  func tell(_ counts: ScrubCounts, of campaign: String? = nil, since started: Clock) {
    let name = campaign.map { "\($0): " } ?? ""
    messages.note(name + text(counts, since: started))
    if campaign == nil { tellLists(counts) }
    if counts.count(.invalid) * 2 > counts.rowCount {
      messages.warn(
        "\(name)most rows hold no number that can be dialled; check --column and --region")
    }
    let uncoveredCount = counts.count(.uncovered)
    if uncoveredCount * 2 > counts.rowCount {
      messages.warn(
        "\(name)\(uncoveredCount * 100 / counts.rowCount) % of the rows are uncovered: no list speaks "
          + "for their prefixes, as `nodial inspect` shows; add the lists that do, or correct their "
          + "coverage, and rebuild the index")
    }
    if counts.count(.clear) == 0 && counts.count(.stale) + uncoveredCount > 0 {
      messages.warn(
        "\(name)NO ROW WAS KEPT: of \(counts.rowCount), \(counts.count(.stale)) are stale and "
          + "\(uncoveredCount) uncovered; get fresh lists, rebuild the index and scrub again")
    }
  }

  /// Says what became of several campaigns together.
  ///
  /// - Parameter counts: Those of the campaigns that did not fail.
  func tell(
    _ counts: ScrubCounts, campaignCount: Int, failedCount: Int, since started: Clock
  ) {
    let failedText = failedCount == 0 ? "" : ", \(failedCount) of them failed"
    messages.note(
      "\(campaignCount) campaign\(campaignCount == 1 ? "" : "s")\(failedText): "
        + text(counts, since: started))
    tellLists(counts)
  }

  private func text(_ counts: ScrubCounts, since started: Clock) -> String {
    let outcomes = Outcome.allCases.filter {
      // Those that most indexes know nothing of are named if there are any.
      counts.count($0) > 0 || ![.stale, .uncovered, .duplicate, .unconsented].contains($0)
        || $0 == .duplicate && isUnique
    }
    return "\(counts.rowCount) rows: "
      + outcomes.map { "\(counts.count($0)) \($0.name)" }.joined(separator: ", ")
      + "; \(Text.decimal(started.secondsSince)) s"
  }

  private func tellLists(_ counts: ScrubCounts) {
    for (list, count) in zip(lists, counts.lists) where list.kind.blocks {
      messages.note("\(list.versionedID) blocked \(count) rows")
    }
  }
}
