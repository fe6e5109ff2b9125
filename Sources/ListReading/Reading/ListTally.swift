import Synchronization

/// What reading a file of a list has found so far, shared by the workers.
final class ListTally: Sendable {
  private let state = Mutex(ListCounts())

  var counts: ListCounts { state.withLock { $0 } }

  func add(_ block: ListCounts, firstRowNumber: Int) {
    state.withLock { $0.add(block, firstRowNumber: firstRowNumber) }
  }
}
