/// How old a list is on the day of a call.
extension SuppressionList {
  /// The whole days from the list's version to `date`, negative if the version is later; nil if the
  /// list is undated.
  public func age(on date: CalendarDate) -> Int? {
    versionDate.map { Int(date.day) - Int($0.day) }
  }

  /// True if the list is too old to be called on at `date`: older than its maximum age, or of
  /// unknown age where there is a maximum.
  ///
  /// - Source: 16 CFR 310.4(b)(3)(iv): the version used is obtained no more than 31 days before the
  ///   date of the call; so the clock is the list's date, not that of the scrub.
  public func isStale(on date: CalendarDate) -> Bool {
    guard let ageDayCountMax else { return false }
    guard let age = age(on: date) else { return true }
    return age > ageDayCountMax
  }

  /// The days after `date` on which the list may still be called on, negative if it is stale; nil if
  /// it does not grow stale or is undated.
  public func daysLeft(on date: CalendarDate) -> Int? {
    guard let ageDayCountMax, let age = age(on: date) else { return nil }
    return ageDayCountMax - age
  }
}
