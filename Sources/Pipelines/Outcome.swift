/// What becomes of a row or a number.
public enum Outcome: UInt8, Sendable, CaseIterable {
  /// A number, on no list: it may be contacted.
  case clear = 0
  /// On at least one list.
  case listed
  /// Empty, refused, or no possible number, and not listed.
  case invalid

  public var name: String {
    switch self {
    case .clear: "clear"
    case .listed: "listed"
    case .invalid: "invalid"
    }
  }
}
