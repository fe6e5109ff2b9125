import SuppressionLists

/// What was found in a file of a list, or in several.
public struct ListCounts: Sendable, Hashable {
  /// Rows with something in them; those without a readable number by the lines they span.
  public var rowCount = 0
  /// Rows that hold no readable number, or a date, action or status that is not readable.
  public var unreadableRowCount = 0
  /// Rows with nothing in their phone columns.
  public var emptyRowCount = 0
  /// The numbers of the first unreadable rows.
  public var unreadableRows: [Int] = []
  /// Rows of changes, by what they do.
  public var additionCount = 0
  public var deletionCount = 0
  /// Rows of changes that are older than the full file, so that they take nothing from it.
  public var outdatedChangeCount = 0
  /// Deletions of a moment that has not come yet, which are not made.
  public var futureDeletionCount = 0
  /// The first and the last moment of changes.
  public var firstTimestamp: Timestamp?
  public var lastTimestamp: Timestamp?
  /// Rows that had expired.
  public var expiredRowCount = 0
  /// The last day of the row that expires next.
  public var firstExpiry: CalendarDate?
  public var rangeCount = 0
  /// Rows whose status clears their number.
  public var clearedRowCount = 0
  /// Rows whose status says nothing, so that their number is on the list.
  public var unansweredRowCount = 0
  /// The number of the first row that is of another layout of the format than the file.
  var otherLayoutRow: Int?
  /// The number of the first row that holds a range which the index has no room for.
  var tooLongRangeRow: Int?
  /// The area codes of the numbers of a full file, where the register delivers them one by one.
  var areaCodes = AreaCodeSet()

  public init() {}

  /// The days of the first and the last change; nil if they tell no moments.
  func rowDays(in zone: DayZone) -> ClosedRange<CalendarDate>? {
    guard let firstTimestamp, let lastTimestamp else { return nil }
    return zone.day(of: firstTimestamp.seconds)...zone.day(of: lastTimestamp.seconds)
  }

  static let namedRowCountMax = 5

  /// Notes a row of another layout.
  mutating func noteOtherLayout(row: Int) { otherLayoutRow = otherLayoutRow ?? row }

  /// Notes a row with a range that is too long.
  mutating func noteTooLongRange(row: Int) { tooLongRangeRow = tooLongRangeRow ?? row }

  /// Adds what was found in a block whose first row has this number.
  mutating func add(_ other: ListCounts, firstRowNumber: Int = 0) {
    rowCount += other.rowCount
    unreadableRowCount += other.unreadableRowCount
    emptyRowCount += other.emptyRowCount
    for row in other.unreadableRows where unreadableRows.count < Self.namedRowCountMax {
      unreadableRows.append(firstRowNumber + row)
    }
    additionCount += other.additionCount
    deletionCount += other.deletionCount
    outdatedChangeCount += other.outdatedChangeCount
    futureDeletionCount += other.futureDeletionCount
    firstTimestamp = [firstTimestamp, other.firstTimestamp].compactMap(\.self).min()
    lastTimestamp = [lastTimestamp, other.lastTimestamp].compactMap(\.self).max()
    expiredRowCount += other.expiredRowCount
    firstExpiry = [firstExpiry, other.firstExpiry].compactMap(\.self).min()
    rangeCount += other.rangeCount
    clearedRowCount += other.clearedRowCount
    unansweredRowCount += other.unansweredRowCount
    areaCodes.formUnion(other.areaCodes)
    otherLayoutRow = otherLayoutRow ?? other.otherLayoutRow.map { firstRowNumber + $0 }
    tooLongRangeRow = tooLongRangeRow ?? other.tooLongRangeRow.map { firstRowNumber + $0 }
  }
}
