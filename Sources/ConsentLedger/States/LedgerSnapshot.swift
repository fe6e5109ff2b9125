import Files
import Keys
import SuppressionLists
import Verdicts

/// How everybody in a ledger stands in one scope, for look-ups: an index that was compiled from it, if there is one,
/// and in memory what is newer.
public struct LedgerSnapshot {
  /// What stands in the place of what ``index`` says; of all people, if there is no index.
  public let overlay: Overlay
  /// The index of an earlier state; nil if none was compiled for this scope.
  public let index: SuppressionIndex?
  /// Whom it says nothing else of than that they were erased; nil if there is nobody.
  public let erased: Overlay?
  /// The last seal of what it holds.
  public let head: Ledger.Head
  /// The people in the overlay.
  public let subjectCount: Int

  /// All people.
  ///
  /// - Parameter callDate: The day of contact. On one before the last seal, what permits counts only if it was given
  ///   by then; what forbids always does.
  /// - Complexity: O(*n*) in the acts of the people of whom something was recorded since the index was compiled.
  public init(_ ledger: Ledger, scope: Scope, callDate: CalendarDate) throws(LedgerError) {
    try self.init(ledger, scope: scope, callDate: callDate) {
      lists, compiled, head throws(LedgerError) in
      try lists.addAll(of: ledger, behind: compiled, upTo: head)
    } erased: { head throws(LedgerError) in
      try ledger.tombstones(upTo: head)
    }
  }

  /// Some numbers alone: their acts are held against their events, and all that is newer than the index, and all erasures,
  /// against their sums, so that whatever is missing is found.
  ///
  /// - Complexity: O(*n* log *m*) in the numbers and the people, and O(*k*) in the events behind the index and the erasures.
  public init(
    _ ledger: Ledger, scope: Scope, callDate: CalendarDate, numbers: some Sequence<UInt64>
  ) throws(LedgerError) {
    try self.init(ledger, scope: scope, callDate: callDate) {
      lists, compiled, head throws(LedgerError) in
      let size = compiled?.size ?? 0
      try ledger.verifyActs(after: size, upTo: head)
      var count = 0
      for number in numbers {
        let acts = try ledger.acts(of: number)
        if acts.isEmpty { continue }
        let key = ledger.key.index.codes.reference(of: number).overlayKey
        if let compiled {
          try lists.verify(
            key, acts.filter { $0.seq <= size }, in: compiled.index, path: ledger.path)
        }
        lists.add(key, acts)
        count += 1
      }
      return count
    } erased: { head throws(LedgerError) in
      try ledger.verifyTombstones(upTo: head)
      var erased: [Tombstone] = []
      for number in numbers {
        guard let day = try ledger.erasureDay(of: number) else { continue }
        erased.append(Tombstone(reference: ledger.tombstoneReference(of: number), day: day))
      }
      return erased
    }
  }

  /// Indexes that are asked together with it.
  public func asked(beside indexes: SuppressionIndexes) throws(IndexError) -> SuppressionIndexes {
    let further = erased.map { [$0] } ?? []
    guard let index else {
      return try SuppressionIndexes(indexes.indexes, overlay: overlay, further: further)
    }
    // If nothing is newer, there is nothing to ask for in memory.
    return try SuppressionIndexes(
      indexes.indexes + [index], overlay: subjectCount == 0 ? nil : overlay,
      shadowsLast: subjectCount > 0, further: further)
  }

  /// - Parameters:
  ///   - collect: Puts people on lists of whom something was recorded after an event, and answers how many there are.
  ///   - collectErased: The people who were erased.
  private init(
    _ ledger: Ledger, scope: Scope, callDate: CalendarDate,
    _ collect: (inout GroundLists, LedgerCompilation.Compiled?, Ledger.Head) throws(LedgerError) ->
      Int,
    erased collectErased: (Ledger.Head) throws(LedgerError) -> [Tombstone]
  ) throws(LedgerError) {
    (head, index, overlay, erased, subjectCount) = try ledger.newestSnapshot {
      () throws(LedgerError) in
      let head = try ledger.head()
      try ledger.readRegister()
      let isOfThePast = callDate < head.at.date
      let compiled =
        isOfThePast ? nil : try LedgerCompilation.current(of: ledger, scope: scope, head: head)
      let (lists, count) = try GroundLists.collect(
        ledger.register, scope: scope, headDay: head.at.date
      ) { lists throws(LedgerError) in
        if isOfThePast { lists.lastPermitting = Moment(endOf: callDate) }
        return try collect(&lists, compiled, head)
      }
      let tombstones = try collectErased(head)
      do throws(IndexError) {
        let overlay = try lists.overlay(name: ledger.path, key: ledger.key.index)
        let erased = try Tombstone.overlay(
          tombstones, of: ledger, headDay: head.at.date)
        return (head, compiled?.index, overlay, erased, count)
      } catch {
        throw LedgerError(.tooMuch("\(error)"), path: ledger.path)
      }
    }
  }
}

extension GroundLists {
  /// The lists as an overlay.
  consuming func overlay(name: String, key: IndexKey) throws(IndexError) -> Overlay {
    finish()
    guard lists.count <= SuppressionIndex.listCountMax else {
      throw IndexError(
        .together(of: "days on which consents began or ended", max: SuppressionIndex.listCountMax),
        path: name)
    }
    var map = NumberMap(listCount: lists.count, name: name)
    for place in lists.indices {
      let added = keys[place]
      try map.add(added.span, list: place)
    }
    return Overlay(lists: lists, numbers: map, key: key)
  }
}
