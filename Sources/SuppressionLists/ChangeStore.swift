import Synchronization

/// The changes of lists, until the last one of every number is known.
///
/// They are kept in memory, 24 bytes each: change files are small beside the lists. When they take
/// too much, those that later ones have overtaken are dropped.
final class ChangeStore: Sendable {
  private struct State {
    /// By list.
    var changes: [Int: [ListChange]] = [:]
    var count = 0
    /// The count at which the overtaken ones are dropped next.
    var compactionCount: Int
  }

  private let state: Mutex<State>
  private let countMax: Int
  private let path: String

  /// - Parameter memoryByteCount: What the changes may take.
  init(memoryByteCount: Int, path: String) {
    countMax = max(1 << 16, memoryByteCount / MemoryLayout<ListChange>.stride)
    self.path = path
    state = Mutex(State(compactionCount: countMax / 2))
  }

  func add(_ changes: Span<ListChange>, list: Int) throws(IndexError) {
    let isFull = state.withLock { state in
      for index in changes.indices { state.changes[list, default: []].append(changes[index]) }
      state.count += changes.count
      guard state.count > state.compactionCount else { return false }
      for list in Array(state.changes.keys) { Self.compact(&state.changes[list]!) }
      state.count = state.changes.values.reduce(0) { $0 + $1.count }
      state.compactionCount = max(countMax / 2, state.count + countMax / 4)
      return state.count > countMax
    }
    if isFull {
      throw IndexError(.limit(of: "changed numbers in --memory", max: countMax), path: path)
    }
  }

  /// Takes the last change of every number out of the store, by list.
  func takeLast() -> [(list: Int, changes: [ListChange])] {
    state.withLock { state in
      var changes: [Int: [ListChange]] = [:]
      swap(&changes, &state.changes)
      state.count = 0
      return changes.keys.sorted().map { list in
        var last = changes.removeValue(forKey: list)!
        Self.compact(&last)
        return (list, last)
      }
    }
  }

  /// Keeps the last change of every number.
  private static func compact(_ changes: inout [ListChange]) {
    changes.sort { first, second in
      if first.key != second.key { return first.key < second.key }
      if first.order != second.order { return first.order < second.order }
      return !first.isAddition && second.isAddition
    }
    var count = 0
    for index in changes.indices
    where index + 1 == changes.count || changes[index + 1].key != changes[index].key {
      changes[count] = changes[index]
      count += 1
    }
    changes.removeSubrange(count...)
  }
}
