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
    /// Of the campaign at hand.
    var current = NumberSet()
  }

  private let state = Mutex(State())

  public init() {}

  /// Begins with a campaign.
  ///
  /// - Parameter expectedCount: About how many numbers it has.
  func begin(expectedCount: Int) {
    state.withLock { state in
      state.current = NumberSet()
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
    let (found, count): (Int?, Int) = state.withLock { state in
      let found = state.current.take(
        rows.keys, keyEnds: rows.keyEnds, earlier: state.earlier, repeated: &repeated)
      return (found, state.earlier.count + state.current.count)
    }
    guard let found else { throw PipelineError(.memory(numberCount: count), path: "") }
    return found
  }

  /// The campaign's outputs have appeared: its numbers count from now on.
  func accept() throws(PipelineError) {
    let count: Int? = state.withLock { state in
      if state.earlier.count == 0 {
        swap(&state.earlier, &state.current)
        return nil
      }
      let isAdded = state.earlier.add(state.current)
      state.current = NumberSet()
      return isAdded ? nil : state.earlier.count
    }
    if let count { throw PipelineError(.memory(numberCount: count), path: "") }
  }

  /// The campaign has failed: its numbers do not count.
  func discard() {
    state.withLock { $0.current = NumberSet() }
  }
}
