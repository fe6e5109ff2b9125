import SuppressionLists

/// Looks for days without a change file, and for days with too many.
enum ChangeDates {
  /// - Parameters:
  ///   - files: The files that make the list.
  ///   - isNew: Tells which of them are new, for what was said once is not said every night.
  static func notes(
    of files: [DeliveredFile], isNew: (DeliveredFile) -> Bool
  ) -> [ListPlanNote] {
    let changes = files.filter { !$0.isFull && $0.date != nil }.sorted(by: DeliveredFile.isRead)
    var notes: [ListPlanNote] = []
    for (index, change) in changes.enumerated() {
      for other in changes[(index + 1)...]
      where other.date == change.date && other.overlaps(change) && (isNew(change) || isNew(other)) {
        notes.append(.overlap(file: change.name, other: other.name))
      }
    }
    // Area codes may come on different days, so each is looked at alone.
    var seen: Set<ListPlanNote> = []
    for coverage in Set(changes.map(\.coverage)).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let sequence = changes.filter { $0.coverage == coverage }
      let base = files.filter { full in full.isFull && sequence[0].overlaps(full) }
      for gap in gaps(in: sequence, after: base.compactMap(\.date).max(), isNew: isNew)
      where seen.insert(gap).inserted { notes.append(gap) }
    }
    return notes
  }

  /// The distances that are longer than the shortest one, which is taken for the rhythm.
  private static func gaps(
    in sequence: [DeliveredFile], after base: CalendarDate?, isNew: (DeliveredFile) -> Bool
  ) -> [ListPlanNote] {
    var days = sequence.map { (date: $0.date!, isNew: isNew($0)) }
    if let base, base < days[0].date { days.insert((base, false), at: 0) }
    let steps = zip(days, days.dropFirst()).map { (from: $0.date, to: $1.date, isNew: $1.isNew) }
      .filter { $0.from < $0.to }
    guard let rhythm = steps.map({ $0.to.day - $0.from.day }).min() else { return [] }
    let isWorkdaysOnly = rhythm == 1 && !days.contains { isWeekend($0.date) }
    return steps.compactMap { step in
      let between = (step.from.day + 1)..<step.to.day
      let missing = between.filter { !isWorkdaysOnly || !isWeekend(CalendarDate(day: $0)) }
      guard step.isNew, step.to.day - step.from.day > rhythm, !missing.isEmpty else { return nil }
      return .gap(after: step.from, before: step.to)
    }
  }

  /// 1970-01-01 was a Thursday.
  private static func isWeekend(_ date: CalendarDate) -> Bool {
    let weekday = (Int(date.day) % 7 + 7) % 7
    return weekday == 2 || weekday == 3
  }
}
