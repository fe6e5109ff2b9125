import Pipelines
import SuppressionLists

/// How the rows of a list look: one of the forms that a format comes in.
package struct ListLayout: Sendable, Hashable {
  /// What a cell of a data row looks like.
  enum Pattern: Sendable, Hashable {
    case digits(ClosedRange<Int>)
    case timestamp
    case action
  }

  /// Where a field stands: at a place, or under one of some headers.
  struct Column: Sendable, Hashable {
    var field: ListField
    var position: Int?
    /// Headers, in lower case and without anything but letters and digits.
    var names: [String] = []
  }

  package var role: ListSource.Role
  var columns: [Column]
  /// The cells of a row, all of them, if they are recognised by what is in them.
  var patterns: [Pattern] = []

  /// The layout of cells that stand in a fixed order and have no header.
  static func fixed(
    _ role: ListSource.Role, _ cells: KeyValuePairs<ListField, Pattern>
  ) -> ListLayout {
    let columns = cells.enumerated().map { Column(field: $1.key, position: $0) }
    return ListLayout(role: role, columns: columns, patterns: cells.map(\.value))
  }

  /// The layout of columns that are found by their headers.
  static func headed(
    _ role: ListSource.Role, _ names: KeyValuePairs<ListField, [String]>
  ) -> ListLayout {
    ListLayout(role: role, columns: names.map { Column(field: $0.key, names: $0.value) })
  }

  /// True if a row's cells are what ``patterns`` say.
  func matches(_ row: [[UInt8]]) -> Bool {
    guard !patterns.isEmpty, row.count >= patterns.count else { return false }
    // Some writers end every row with a comma.
    guard row[patterns.count...].allSatisfy(\.isEmpty) else { return false }
    return zip(patterns, row).allSatisfy { pattern, cell in Self.matches(pattern, cell) }
  }

  private static func matches(_ pattern: Pattern, _ cell: [UInt8]) -> Bool {
    switch pattern {
    case .digits(let count):
      count.contains(cell.count) && cell.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    case .timestamp: Timestamp(cell.span) != nil
    case .action: ListWords.actions.meaning(of: cell.span) != nil
    }
  }
}
