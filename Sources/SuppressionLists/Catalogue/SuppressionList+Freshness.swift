/// How old a list is on the day of a call.
extension SuppressionList {
  /// The whole days from the list's version to `date`, negative if the version is later; nil if the
  /// list is undated.
  public func age(on date: CalendarDate) -> Int? {
    versionDate.map { Int(date.day) - Int($0.day) }
  }

  /// True if any area of the list is too old to be called on at `date`: older than the maximum age,
  /// or of unknown age where there is a maximum.
  public func isStale(on date: CalendarDate) -> Bool {
    ListArea(prefix: "", versionDate: versionDate)
      .isStale(on: date, ageDayCountMax: ageDayCountMax)
  }

  /// The areas that are too old at `date`; none of a list that declares no coverage.
  public func staleAreas(on date: CalendarDate) -> [ListArea] {
    areas.filter { $0.isStale(on: date, ageDayCountMax: ageDayCountMax) }
  }

  /// The days after `date` on which the list may still be called on, negative if it is stale; nil if
  /// it does not grow stale or is undated.
  public func daysLeft(on date: CalendarDate) -> Int? {
    guard let ageDayCountMax, let age = age(on: date) else { return nil }
    return ageDayCountMax - age
  }
}
