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
  ///   - coverage: The prefixes that a file speaks for, by its name.
  public init(
    _ lists: [(settings: ListPlanner.Settings, files: [DeliveredFile])],
    inForce: [SuppressionList], fault: BaseFault? = nil, today: CalendarDate,
    coverage: (String) -> [String] = { _ in [] }
  ) {
    self.lists = lists.map { list in
      ListPlanner.plan(
        list.settings, files: list.files,
        absorbed: inForce.first { $0.id == list.settings.id }, fault: fault, today: today,
        coverage: coverage)
    }
    if let fault, !fault.isCatalogueKnown {
      findings.append(GateFinding(.base(fault.message, missing: []), list: nil))
    }
    let declared = Set(lists.map(\.settings.id))
    for list in inForce where !declared.contains(list.id) {
      findings.append(GateFinding(.removed, list: list.id))
    }
  }

  /// All findings, those of lists in the order of the lists.
  public var allFindings: [GateFinding] { findings + lists.flatMap(\.findings) }
}
