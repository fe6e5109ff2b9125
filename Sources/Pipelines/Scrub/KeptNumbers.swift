import SuppressionLists
import Synchronization

/// The numbers of the rows that were kept, of one campaign or of several, one after the other: a later
/// row that has one of them is a duplicate.
///
/// Those of a campaign count for the next one only once its outputs have appeared.
public final class KeptNumbers: Sendable {
  private struct State: ~Copyable {
    /// Of the campaigns that are done.
    var earlier = NumberSet()
    /// Of the campaign at hand, and its path.
    var current = NumberSet()
    var path = ""

    var memoryFailure: PipelineError {
      PipelineError(.memory(numberCount: earlier.count + current.count), path: path)
    }
  }

  private let state = Mutex(State())

  public init() {}

  /// Begins with the campaign at `path`.
  ///
  /// - Parameter expectedCount: About how many numbers it has.
  func begin(_ path: String, expectedCount: Int) {
    state.withLock { state in
      state.current = NumberSet()
      state.path = path
      // Only to save time: without memory, the first rows will tell.
      _ = state.current.reserve(expectedCount)
    }
  }

  /// Finds the rows that repeat a number of an earlier row, and remembers the numbers of the others.
  /// To be called with the rows of a campaign in their order.
  ///
  /// - Returns: As ``NumberSet/take(_:keyEnds:earlier:repeated:)``.
  func findRepeated(
    _ rows: borrowing ClearRows, into repeated: inout [UInt32]
  ) throws(PipelineError) -> Int {
    try state.withLock { state throws(PipelineError) in
      let found = state.current.take(
        rows.keys, keyEnds: rows.keyEnds, earlier: state.earlier, repeated: &repeated)
      guard let found else { throw state.memoryFailure }
      return found
    }
  }

  /// Makes room for the campaign's numbers, so that ``accept()`` cannot fail.
  func prepareToAccept() throws(PipelineError) {
    try state.withLock { state throws(PipelineError) in
      let count = state.earlier.count == 0 ? 0 : state.current.count
      guard state.earlier.reserve(count) else { throw state.memoryFailure }
    }
  }

  /// The campaign's outputs have appeared: its numbers count from now on.
  func accept() {
    state.withLock { state in
      if state.earlier.count == 0 {
        swap(&state.earlier, &state.current)
      } else {
        let isAdded = state.earlier.add(state.current)
        precondition(isAdded, "room was made")
      }
      state.current = NumberSet()
    }
  }

  /// The campaign has failed: its numbers do not count.
  func discard() {
    state.withLock { $0.current = NumberSet() }
  }
}
