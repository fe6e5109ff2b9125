/// Numbers that a list or a file speaks for, and the day it speaks of.
///
/// In an index an area is the text `PREFIX@DAY`: `1202@2026-11-20`. The prefix may be empty, for all
/// numbers of the list, and so may the day, if nobody said which it is.
public struct ListArea: Hashable, Sendable {
  /// The first digits of international numbers; empty for all numbers of the list.
  public var prefix: String
  public var versionDate: CalendarDate?

  public init(prefix: String, versionDate: CalendarDate?) {
    self.prefix = prefix
    self.versionDate = versionDate
  }

  /// True if every number of `other` is a number of this area.
  public func holds(_ other: ListArea) -> Bool { other.prefix.hasPrefix(prefix) }

  /// True if the area is too old to be called on at `date`, by a list's maximum age in days.
  ///
  /// - Source: 16 CFR 310.4(b)(3)(iv): the version used is obtained no more than 31 days before the
  ///   date of the call; so the clock is the list's date, not that of the scrub.
  public func isStale(on date: CalendarDate, ageDayCountMax: Int?) -> Bool {
    guard let ageDayCountMax else { return false }
    guard let versionDate else { return true }
    return Int(date.day) - Int(versionDate.day) > ageDayCountMax
  }

  /// The text in an index.
  var text: String { "\(prefix)@\(versionDate?.description ?? "")" }

  /// The area of a text in an index; nil if it is none.
  init?(text: some StringProtocol) {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].isEmpty || SuppressionList.isValid(prefix: String(parts[0]))
    else { return nil }
    prefix = String(parts[0])
    if parts[1].isEmpty { return }
    guard let date = CalendarDate(String(parts[1])) else { return nil }
    versionDate = date
  }
}
