/// What becomes of a row or a number. Only what is clear may be contacted.
///
/// Of several, the first in this order is the row's: listed, invalid, unconsented, stale, uncovered, duplicate, clear.
public enum Outcome: UInt8, Sendable, CaseIterable {
  /// A number on no list, for which fresh lists speak: it may be contacted.
  case clear = 0
  /// On at least one list.
  case listed
  /// Empty, refused, or no possible number, and not listed.
  case invalid
  /// On no list, but a list that should speak for the number is too old.
  case stale
  /// On no list, but none speaks for the number's prefix, where lists say for which they do.
  case uncovered
  /// Otherwise clear, but a row before it that was kept has one of its numbers.
  case duplicate
  /// On no list, but nobody may be contacted so without a consent, and none is in force.
  case unconsented

  public var name: String {
    switch self {
    case .clear: "clear"
    case .listed: "listed"
    case .invalid: "invalid"
    case .stale: "stale"
    case .uncovered: "uncovered"
    case .duplicate: "duplicate"
    case .unconsented: "unconsented"
    }
  }
}
