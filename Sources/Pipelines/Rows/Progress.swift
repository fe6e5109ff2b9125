import Synchronization

/// How far a pipeline has come, for whoever wants to show it; safe to read at any time.
public final class Progress: Sendable {
  private let bytes = Atomic<Int>(0)
  private let rows = Atomic<Int>(0)

  public init() {}

  /// The bytes of the input whose rows are done.
  public var byteCount: Int { bytes.load(ordering: .relaxed) }
  public var rowCount: Int { rows.load(ordering: .relaxed) }

  package func add(byteCount: Int, rowCount: Int) {
    bytes.wrappingAdd(byteCount, ordering: .relaxed)
    rows.wrappingAdd(rowCount, ordering: .relaxed)
  }
}
