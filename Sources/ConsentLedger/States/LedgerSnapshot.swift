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
  /// The last seal of what it holds.
  public let head: Ledger.Head
  /// The people in the overlay.
  public let subjectCount: Int

  /// All people.
  ///
  /// - Complexity: O(*n*) in the acts of the people of whom something was recorded since the index was compiled.
  public init(_ ledger: Ledger, scope: Scope) throws(LedgerError) {
    try self.init(ledger, scope: scope, usesIndex: true) { lists, size throws(LedgerError) in
      try lists.addAll(of: ledger, after: size)
    }
  }

  /// Some numbers alone.
  ///
  /// - Complexity: O(*n* log *m*) in the numbers and the people.
  public init(
    _ ledger: Ledger, scope: Scope, numbers: some Sequence<UInt64>
  ) throws(LedgerError) {
    try self.init(ledger, scope: scope, usesIndex: false) { lists, _ throws(LedgerError) in
      var count = 0
      for number in numbers {
        let acts = try ledger.acts(of: number)
        if acts.isEmpty { continue }
        lists.add(ledger.key.index.codes.reference(of: number).overlayKey, acts)
        count += 1
      }
      return count
    }
  }

  /// Indexes that are asked together with it.
  public func asked(beside indexes: SuppressionIndexes) throws(IndexError) -> SuppressionIndexes {
    guard let index else { return try SuppressionIndexes(indexes.indexes, overlay: overlay) }
    // If nothing is newer, there is nothing to ask for in memory.
    return try SuppressionIndexes(
      indexes.indexes + [index], overlay: subjectCount == 0 ? nil : overlay,
      shadowsLast: subjectCount > 0)
  }

  /// - Parameter collect: Puts people on lists of whom something was recorded after an event, and answers how many
  ///   there are.
  private init(
    _ ledger: Ledger, scope: Scope, usesIndex: Bool,
    _ collect: (inout GroundLists, Int64) throws(LedgerError) -> Int
  ) throws(LedgerError) {
    try ledger.database.run("BEGIN")
    // It has read only; whether it ends well makes no difference.
    defer { try? ledger.database.run("END") }
    head = try ledger.head()
    try ledger.readRegister()
    let compiled =
      usesIndex ? try LedgerCompilation.current(of: ledger, scope: scope, head: head) : nil
    let (lists, count) = try GroundLists.collect(
      ledger.register, scope: scope, headDay: head.at.date
    ) { lists throws(LedgerError) in try collect(&lists, compiled?.size ?? 0) }
    subjectCount = count
    index = compiled?.index
    do throws(IndexError) {
      overlay = try lists.overlay(name: ledger.path, key: ledger.key.index)
    } catch {
      throw LedgerError(.tooMuch("\(error)"), path: ledger.path)
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
