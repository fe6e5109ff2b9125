/// The acts of everybody as they were entered, in the order of recording.
public final class LedgerEntries {
  private let events: EventReader

  init(_ ledger: Ledger) throws(LedgerError) { events = try EventReader(ledger) }

  /// The next act about a person whose body was not erased; nil after the last.
  public func next() throws(LedgerError) -> ConsentAct? {
    while let event = try events.next() {
      guard let kind = EventKind(rawValue: event.record.kind), kind.isOfSubject,
        let body = event.body,
        var act = ConsentAct(kind: kind, body: body)
      else { continue }
      // Of what forbids, a moment that nobody knew is that of the recording.
      if act.occurred == nil, kind != .grant {
        act.occurred = Moment(microseconds: event.record.at)
      }
      return act
    }
    return nil
  }
}

extension Ledger {
  /// Reads the acts of everybody.
  public func entries() throws(LedgerError) -> LedgerEntries { try LedgerEntries(self) }

  /// The acts of one person as they were entered.
  ///
  /// - Parameter start: Leaves out what happened before: those of another person, who had the number.
  public func entries(
    of number: UInt64, since start: Moment? = nil
  ) throws(LedgerError) -> [ConsentAct] {
    var entries: [ConsentAct] = []
    for act in try acts(of: number) where !act.isBefore(start) {
      guard let body = try event(act.seq)?.body,
        var entry = ConsentAct(kind: act.kind, body: body)
      else { continue }
      entry.occurred = entry.occurred ?? act.occurred
      entries.append(entry)
    }
    return entries
  }
}
