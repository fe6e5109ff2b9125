/// Why a list was not recognised.
public enum ListFailure: Error, Equatable, Sendable {
  case column(ColumnError)
  /// Several columns and no header among the known names.
  case noPhoneColumn(names: [String])
  /// A column that the format cannot do without, by the name of what stands in it.
  case noField(String, names: [String])
  /// Columns of numbers that would not be read, and how those are named that would be.
  case unread([ColumnFinding], read: [String])
}
