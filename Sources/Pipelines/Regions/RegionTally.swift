import Synchronization

/// What the workers of one file found in its region column that names no region.
public final class RegionTally: Sendable {
  private let unknown = Mutex<[[UInt8]: Int]>([:])

  public init() {}

  /// How many rows name how many regions that are not known.
  public var unknownCounts: (rowCount: Int, textCount: Int) {
    unknown.withLock { ($0.values.reduce(0, +), $0.count) }
  }

  func add(_ counts: [[UInt8]: Int]) {
    guard !counts.isEmpty else { return }
    unknown.withLock { $0.merge(counts, uniquingKeysWith: +) }
  }
}
