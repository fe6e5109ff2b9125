import ListReading
import SuppressionLists

/// Looks for days without a change file, and for days with too many.
enum ChangeDates {
  /// - Parameters:
  ///   - files: The files that make the list.
  ///   - isNew: Tells which of them are new: two changes of a day are told once, but a gap every
  ///     night, since the list grows old because of it.
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
      let base = files.filter { $0.isFull && sequence[0].overlaps($0) }.compactMap(\.date).max()
      let rhythm = ChangeRhythm(
        sequence.map { ChangeRhythm.Span(fileDay: $0.date!, rowDays: $0.facts.rowDays) })
      for gap in rhythm.gaps(after: base ?? sequence[0].date!) {
        let note = ListPlanNote.gap(after: gap.after, before: gap.before)
        if seen.insert(note).inserted { notes.append(note) }
      }
    }
    return notes
  }
}
