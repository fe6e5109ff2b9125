import Files
import Keys
import ListReading
import PhoneNumbers
import Pipelines
import SuppressionLists

/// Rebuilds an index from what its settings declare, if there is anything new, and switches over.
///
/// ```
///   files ─► heads, digests ─► RebuildPlan ─┬─ nothing new: the index stays byte for byte
///   index in force ─────────────────────────┤
///                                           └─ IndexBuilder on the index in force ─► gates
///                                                ├─ one fails: nothing is switched
///                                                └─ second name for the old index, one rename
/// ```
public struct Rebuild: Sendable {
  public struct Options: Sendable {
    /// The day of the rebuild.
    public var today: CalendarDate
    /// The moment of the rebuild, in seconds since 1970, by which zones tell the days of their lists; nil
    /// if it is `today` everywhere.
    public var now: Int64?
    /// The gates that may be passed over.
    public var accepted: [GateAcceptance] = []
    /// The key by which the index is written; nil if anybody may read it.
    public var key: IndexKey?
    /// That key, and others by which indexes that are there may be read.
    public var keys = KeyRing.empty
    /// True if all is to be done but the switch.
    public var isTrial = false
    /// Other sizes than everybody's, for tests.
    var limits = BlockLimits()

    public init(today: CalendarDate) { self.today = today }

    /// The day that it is in a zone.
    func today(in zone: DayZone) -> CalendarDate { now.map { zone.day(of: $0) } ?? today }
  }

  /// What is worth telling meanwhile.
  public enum Event: Sendable {
    case planned(RebuildPlan)
    case reading(ListReader.Event)
  }

  /// How a rebuild ended, if nothing failed.
  public enum Ending: String, Sendable {
    /// There was nothing new; the index was not touched.
    case unchanged
    case switched
    /// A trial, which would have been switched.
    case trial
    /// A gate failed.
    case refused
  }

  public struct Summary: Sendable {
    public var ending: Ending
    public var plan: RebuildPlan
    /// What the gates found, those that were passed over included.
    public var findings: [GateFinding]
    /// The lists of the index that was or would have been built.
    public var lists: [SuppressionList]
    /// Those of the index in force before.
    public var formerLists: [SuppressionList]
    /// What is gone from the lists that were read anew, by their ids.
    public var losses: [String: ListLoss] = [:]
    public var numberCount = 0
    public var byteCount = 0
    /// The path of the former index.
    public var kept: String?
    /// The paths of the oldest indexes, which were removed.
    public var pruned: [String] = []
    /// What went wrong after the switch, which stands all the same.
    public var laterFailure: FileError?
  }

  let settings: RebuildSettings
  let options: Options

  public init(settings: RebuildSettings, options: Options) {
    self.settings = settings
    self.options = options
  }

  /// Carries it out.
  ///
  /// - Parameter folder: The work folder, so that nobody else does the same.
  public func run(
    in folder: borrowing WorkFolder, progress: Progress = Progress(), report: (Event) -> Void
  ) throws(PipelineError) -> Summary {
    let (record, lastFault, lastKeyName) = try folder.lastIndex(keys: options.keys)
    let base: IndexInForce
    do throws(FileError) {
      try OutputFile.removeAbandoned(beside: settings.indexPath)
      base = try IndexInForce(
        path: settings.indexPath, record: record, lastFault: lastFault, key: options.key,
        keys: options.keys)
    } catch {
      throw PipelineError(error)
    }
    let deliveries = try Deliveries(
      settings, digestsPath: folder.digestsPath, key: options.key,
      today: { options.today(in: $0) }, progress: progress)
    let plan = plan(deliveries, base, lostKeyName: lostKeyName(lastKeyName))
    let catalogue = RebuildCatalogue(settings, plan, deliveries, base)
    report(.planned(plan))
    var outcome = Summary(
      ending: .unchanged, plan: plan, findings: plan.allFindings.map(accepting), lists: base.lists,
      formerLists: base.lists)
    outcome.numberCount = base.index?.numberCount ?? 0
    outcome.byteCount = base.index?.byteCount ?? 0
    if catalogue.isUnchanged || catalogue.lists.isEmpty {
      if outcome.findings.contains(where: { !$0.isAccepted }) { outcome.ending = .refused }
      if outcome.ending == .unchanged && base.index == nil {
        throw PipelineError(.nothingToBuild, path: settings.indexPath)
      }
      // A run that was killed right after its switch has not come to this.
      if outcome.ending == .unchanged && !options.isTrial {
        if let index = base.index { remember(index, in: folder, &outcome) }
        prune(&outcome)
      }
      return outcome
    }
    try build(catalogue, base, &outcome, progress: progress, report: report)
    if outcome.ending == .switched {
      do throws(IndexError) {
        remember(
          try SuppressionIndex(path: settings.indexPath, keys: options.keys), in: folder, &outcome)
      } catch {
        throw PipelineError(error)
      }
    }
    return outcome
  }

  /// Notes what is in force now; a run that is killed before it has done so leaves the next one to do it.
  private func remember(
    _ index: SuppressionIndex, in folder: borrowing WorkFolder, _ outcome: inout Summary
  ) {
    do throws(FileError) {
      try folder.remember(IndexRecord(index), key: options.key)
    } catch {
      outcome.laterFailure = error
    }
  }

  /// The name of the key that the index in force has and the next one would not have; nil if there is none.
  ///
  /// - Parameter last: That of the last index, which counts if the index is gone.
  private func lostKeyName(_ last: String?) -> String? {
    guard options.key == nil else { return nil }
    guard FileIdentity(path: settings.indexPath) != nil else { return last }
    return SuppressionIndex.keyName(path: settings.indexPath)
  }

  private func plan(
    _ deliveries: Deliveries, _ base: IndexInForce, lostKeyName: String?
  ) -> RebuildPlan {
    var plan = RebuildPlan(
      deliveries.lists.map { ($0.plannerSettings, $0.files) }, inForce: base.lists,
      fault: base.fault, last: base.last, today: options.today,
      coverage: { ListFileName($0).coverage })
    if let lostKeyName {
      let reason = GateFinding.Reason.unkeyed(path: settings.indexPath, keyName: lostKeyName)
      plan.findings.append(GateFinding(reason, list: nil))
    }
    for (index, list) in deliveries.lists.enumerated() {
      plan.lists[index].notes.insert(contentsOf: list.notes, at: 0)
    }
    let generations = IndexGenerations(indexPath: settings.indexPath)
    plan.nameFormerIndexes { generations.newest(withFiles: $0, ofList: $1, keys: options.keys) }
    return plan
  }

  func accepting(_ finding: GateFinding) -> GateFinding {
    var finding = finding
    finding.isAccepted = options.accepted.contains { $0.covers(finding) }
    return finding
  }
}
