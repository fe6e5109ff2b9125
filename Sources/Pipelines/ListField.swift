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
}
