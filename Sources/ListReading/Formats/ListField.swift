/// What a column of a list means.
public enum ListField: String, Sendable, CaseIterable {
  /// The number, or with ``area`` before it the rest of one.
  case number
  /// An area code that goes before the number where that is too short to have one.
  case area
  /// Whether the row adds the number or takes it away.
  case action
  /// When it does so.
  case date
  /// The last day on which the row counts.
  case expiry
  /// What a check of the number found.
  case status
  /// Categories of calls, as India's register has them.
  case preferences

  /// The place among all cases.
  var place: Int {
    switch self {
    case .number: 0
    case .area: 1
    case .action: 2
    case .date: 3
    case .expiry: 4
    case .status: 5
    case .preferences: 6
    }
  }
}
