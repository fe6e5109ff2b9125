import ListReading
import SuppressionLists

/// What a rebuild does, list by list, before anything is read but heads and digests.
public struct RebuildPlan: Hashable, Sendable {
  /// The lists in the order in which they are declared.
  public var lists: [ListPlan]
  /// What concerns lists that are not declared, or the index in force as a whole.
  public var findings: [GateFinding] = []

  /// - Parameters:
  ///   - lists: What is declared, each with the files that are there.
  ///   - inForce: The lists of the index in force; empty if there is none.
  ///   - fault: Why no numbers can be taken over, if there is an index in force and they cannot.
  ///   - last: The index that should be in force, if another one is.
  ///   - coverage: The prefixes that a file speaks for, by its name.
  public init(
    _ lists: [(settings: ListPlanner.Settings, files: [DeliveredFile])],
    inForce: [SuppressionList], fault: BaseFault? = nil, last: LastIndex? = nil,
    today: CalendarDate,
    coverage: (String) -> [String] = { _ in [] }
  ) {
    self.lists = lists.map { list in
      ListPlanner.plan(
        list.settings, files: list.files,
        absorbed: inForce.first { $0.id == list.settings.id }, fault: fault, last: last,
        today: today, coverage: coverage)
    }
    if let fault, !fault.isCatalogueKnown {
      findings.append(GateFinding(.base(fault.message, missing: []), list: nil))
    }
    let declared = Set(lists.map(\.settings.id))
    for list in inForce where !declared.contains(list.id) {
      findings.append(GateFinding(.removed, list: list.id))
    }
  }

  /// Adds to findings about the index in force which former one can take its place.
  ///
  /// - Parameter newest: The newest that was made of these files of a list; of any if it is nil.
  mutating func nameFormerIndexes(newest: (_ files: [String], _ list: String?) -> String?) {
    func name(_ finding: inout GateFinding) {
      guard case .base(let message, let missing, _) = finding.reason else { return }
      finding.reason = .base(message, missing: missing, former: newest(missing, finding.list))
    }
    for index in findings.indices { name(&findings[index]) }
    for list in lists.indices {
      for index in lists[list].findings.indices { name(&lists[list].findings[index]) }
    }
  }

  /// All findings, those of lists in the order of the lists.
  public var allFindings: [GateFinding] { findings + lists.flatMap(\.findings) }
}
