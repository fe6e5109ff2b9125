import SuppressionLists
import Synchronization

/// The changes of a list that are older than its full file, shared by the workers.
///
/// The full file has seen them. Its numbers stay, whatever was deleted before; but a number that it
/// lacks and that an older change adds is added, in doubt, unless a later one of these deletes it.
final class OutdatedChanges: Sendable {
  private let latest = Mutex<[UInt64: ListChange]>([:])
  private let ranges = Mutex<[RangeAddition]>([])

  /// Notes changes: of each number the latest counts, and at the same moment an addition.
  func add(_ changes: [ListChange]) {
    guard !changes.isEmpty else { return }
    latest.withLock { latest in
      for change in changes {
        guard let known = latest[change.key] else {
          latest[change.key] = change
          continue
        }
        let isLater =
          change.order == known.order ? change.isAddition : change.order > known.order
        if isLater { latest[change.key] = change }
      }
    }
  }

  /// Notes ranges whose numbers are added.
  func add(_ additions: [RangeAddition]) {
    guard !additions.isEmpty else { return }
    ranges.withLock { $0 += additions }
  }

  /// Adds to a list what no later change undid.
  func addAdditions(to collector: inout EntryCollector, list: Int) throws(IndexError) {
    let latest = latest.withLock { $0 }
    let changes = latest.values.filter(\.isAddition)
    if !changes.isEmpty { try collector.change(changes.span, list: list) }
    let ranges = ranges.withLock { $0 }
    try collector.change(ranges.span, list: list) { key, order in
      guard let last = latest[key], !last.isAddition else { return true }
      return last.order <= order
    }
  }

  var isEmpty: Bool { latest.withLock(\.isEmpty) && ranges.withLock(\.isEmpty) }
}
