import DelimitedText
import PhoneNumbers
import Pipelines

/// Where the fields of a list stand, once its head was read.
struct ListColumns: Sendable {
  /// How rows are found, and where the numbers stand.
  var numbers: NumberColumns
  /// The columns of the other fields, zero-based.
  var others: [ListField: Int] = [:]
  var statuses = ListWords.statuses
  var actions = ListWords.actions

  /// True if there is nothing in a row but numbers.
  var isPlain: Bool { others.isEmpty }

  /// All columns the scanner must find, ascending.
  var scannedColumns: [Int] {
    Array(Set(numbers.phoneColumns + others.values)).sorted()
  }
}
