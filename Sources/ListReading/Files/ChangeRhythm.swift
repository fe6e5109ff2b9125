import SuppressionLists

/// The days on which change files come, and the days on which one is missing.
///
/// A register delivers daily, on workdays, or weekly; the shortest distance of two files tells which.
/// A day without a file is a gap: what changed then is not known, so the list stays as old as it was
/// before the gap until a full file comes.
package struct ChangeRhythm {
  /// What a change file tells of.
  package struct Span: Hashable {
    /// The day in its name.
    var fileDay: CalendarDate
    /// The days of its rows, if they tell moments.
    var rowDays: ClosedRange<CalendarDate>?

    package init(fileDay: CalendarDate, rowDays: ClosedRange<CalendarDate>?) {
      self.fileDay = fileDay
      self.rowDays = rowDays
    }

    /// True if its rows go back to `day`, as changes since a former download do.
    func reachesBack(to day: CalendarDate) -> Bool { rowDays.map { $0.lowerBound <= day } ?? false }
  }

  /// Days without a change file, between two that are there.
  package struct Gap: Hashable {
    package var after: CalendarDate
    package var before: CalendarDate
  }

  /// No register delivers less often.
  private static let dayCountMax: Int32 = 7

  private let spans: [Span]

  /// - Parameter spans: In any order.
  package init(_ spans: [Span]) {
    self.spans = spans.sorted { $0.fileDay < $1.fileDay }
  }

  /// The last day of which everything is known, if everything is at `start`.
  func lastDay(after start: CalendarDate) -> CalendarDate { walk(from: start).lastDay }

  /// The gaps after `start`.
  package func gaps(after start: CalendarDate) -> [Gap] { walk(from: start).gaps }

  private func walk(from start: CalendarDate) -> (lastDay: CalendarDate, gaps: [Gap]) {
    let later = spans.filter { $0.fileDay > start }
    var gaps: [Gap] = []
    var lastDay = start
    var current = start
    let rhythm = rhythm(from: start, later)
    for span in later {
      let missing = (current.day..<span.fileDay.day).dropFirst().filter { day in
        !rhythm.isOnWorkdays || !Self.isWeekend(CalendarDate(day: day))
      }
      if span.fileDay.day - current.day > rhythm.dayCount, !missing.isEmpty,
        !span.reachesBack(to: current)
      {
        gaps.append(Gap(after: current, before: span.fileDay))
      }
      current = max(current, span.fileDay)
      if gaps.isEmpty { lastDay = current }
    }
    return (lastDay, gaps)
  }

  private func rhythm(
    from start: CalendarDate, _ later: [Span]
  ) -> (dayCount: Int32, isOnWorkdays: Bool) {
    let days = [start] + later.map(\.fileDay)
    let steps = zip(days, days.dropFirst()).map { $1.day - $0.day }.filter { $0 > 0 }
    let dayCount = min(steps.min() ?? Self.dayCountMax, Self.dayCountMax)
    let isOnWorkdays = dayCount == 1 && !later.contains { Self.isWeekend($0.fileDay) }
    return (dayCount, isOnWorkdays)
  }

  /// 1970-01-01 was a Thursday.
  private static func isWeekend(_ date: CalendarDate) -> Bool {
    let weekday = (Int(date.day) % 7 + 7) % 7
    return weekday == 2 || weekday == 3
  }
}
