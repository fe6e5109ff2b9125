import SuppressionLists
import Synchronization

/// The changes of a list that are older than its full file, shared by the workers.
///
/// The full file has seen them. Its numbers stay, whatever was deleted before; but a number that it
/// lacks and that an older change adds is added, in doubt, unless a later one of these deletes it.
final class OutdatedChanges: Sendable {
  private let latest = Mutex<[UInt64: ListChange]>([:])

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

  /// The additions that no later change undid.
  var additions: [ListChange] {
    latest.withLock { $0.values.filter(\.isAddition) }
  }
}
