import SuppressionLists

/// The places of changes in time, so that those of several files can be compared.
///
///     63            30 29        0
///     ├─ second ──────┼─ row ────┤    seconds since 1970-01-01 in UTC; row 0 for a row that tells its
///                                     moment itself
///
/// Rows that tell no moment have that of their file: the beginning of the day in its name, or if it
/// has none, its place among the list's files as if that was a second of 1970; and their row number.
/// So later rows of such a file win, and a row with a moment loses against one without at the same.
enum ChangeOrder {
  private static let rowBitCount: UInt64 = 30
  private static let rowMax: UInt64 = (1 << 30) - 1
  /// The last second that fits, in the year 2514.
  private static let secondMax: Int64 = (1 << 34) - 1

  static func order(_ timestamp: Timestamp) -> UInt64 {
    UInt64(min(max(timestamp.seconds, 0), secondMax)) << rowBitCount
  }

  /// The order of the rows of a file that tells no moments, without the row.
  static func order(ofFile place: Int, date: CalendarDate?, zone: DayZone) -> UInt64 {
    order(date.map { zone.start(of: $0) } ?? Timestamp(seconds: Int64(place)))
  }

  static func order(_ fileOrder: UInt64, rowNumber: Int) -> UInt64 {
    fileOrder | min(UInt64(max(rowNumber, 1)), rowMax)
  }
}
