/// How well a number fits the numbering plan, from worst to best.
///
/// A grade only feeds reports. Whatever parses has a key, whatever its grade: plans move, the tables
/// age, and a list entry dropped for being "invalid" would be an illegal call.
public enum Grade: UInt8, Sendable, CaseIterable {
  /// No number: `Rejection` says why.
  case refused = 0
  /// An E.164 form that cannot be dialled, since no number of the plan has this length.
  case doubtful
  /// A number without its area code, which can be dialled only nearby.
  case local
  /// The right length, in a block that the plan does not list.
  case possible
  /// A number that fits the plan.
  case valid
}

extension Grade: Comparable {
  public static func < (left: Grade, right: Grade) -> Bool { left.rawValue < right.rawValue }
}
