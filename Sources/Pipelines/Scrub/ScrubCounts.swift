import Verdicts

/// How many rows went where.
public struct ScrubCounts: Sendable, Equatable {
  /// By the raw value of `Outcome`.
  var outcomes = [Int](repeating: 0, count: Outcome.allCases.count)
  /// The rows that each list blocked; a row on two lists counts at both.
  public var lists: [Int]

  public init(listCount: Int) { lists = Array(repeating: 0, count: listCount) }

  public func count(_ outcome: Outcome) -> Int { outcomes[Int(outcome.rawValue)] }

  /// All rows: the sum of the outcomes.
  public var rowCount: Int { outcomes.reduce(0, +) }

  public mutating func add(_ other: ScrubCounts) {
    for index in outcomes.indices { outcomes[index] += other.outcomes[index] }
    for index in lists.indices { lists[index] += other.lists[index] }
  }

  mutating func removeAll() {
    for index in outcomes.indices { outcomes[index] = 0 }
    for index in lists.indices { lists[index] = 0 }
  }
}
