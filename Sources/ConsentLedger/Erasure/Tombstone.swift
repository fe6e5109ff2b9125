import Keys
import SuppressionLists

/// What is left of somebody who was erased: a code by which they are not contacted again, the day, and nothing else.
///
/// The code is of a domain of its own, so that without the key it cannot be told whom an older copy of the ledger had under
/// it. Whoever has the key can try numbers: it is personal data still.
struct Tombstone: Equatable {
  /// 16 bytes: ``LedgerKey/tombstones``.
  var reference: [UInt8]
  var day: CalendarDate

  /// True of an act that takes it away: the person has consented since, and knows what they take back.
  ///
  /// What they did before they were erased does not count, whoever enters it anew. Of the day itself nobody knows what came
  /// first, so that only what is entered as it happens does.
  ///
  /// - Parameter at: When the act was recorded.
  func isLifted(by act: Act, at: Moment) -> Bool {
    guard act.kind == .grant, act.flags.isSuperset(of: [.lifts, .hasEvidence]),
      let occurred = act.occurred
    else { return false }
    if occurred.date == day {
      return at.microseconds - occurred.microseconds <= ConsentAct.clockDifference
    }
    return occurred.date > day
  }
}

/// The tombstones that events leave and lift.
struct TombstoneBook: Equatable {
  private(set) var tombstones: [[UInt8]: Tombstone] = [:]

  /// Takes the next event.
  ///
  /// - Parameter act: What it says of a number, if it is about one.
  /// - Returns: The tombstone that it leaves, and the one that is no more.
  @discardableResult
  mutating func take(
    _ event: EventReader.Event, act: (act: Act, number: UInt64)?, _ ledger: Ledger
  ) -> (added: Tombstone?, removed: Tombstone?) {
    if event.record.kind == EventKind.erase.rawValue {
      guard let tombstone = Tombstone(event.body) else { return (nil, nil) }
      let former = tombstones.updateValue(tombstone, forKey: tombstone.reference)
      return (tombstone, former)
    }
    guard let act, act.act.kind == .grant, !tombstones.isEmpty else { return (nil, nil) }
    let reference = ledger.tombstoneReference(of: act.number)
    let at = Moment(microseconds: event.record.at)
    guard tombstones[reference]?.isLifted(by: act.act, at: at) == true else { return (nil, nil) }
    return (nil, tombstones.removeValue(forKey: reference))
  }
}

extension Tombstone {
  /// That of an erasure; nil if it left none.
  init?(_ body: EventBody?) {
    guard let body, let reference = body["tombstone"].flatMap({ Hexadecimal.bytes($0) }),
      reference.count == NumberReference.byteCount,
      let day = body["day"].flatMap({ CalendarDate($0) })
    else { return nil }
    self.init(reference: reference, day: day)
  }

  var fields: [(name: String, text: String)] {
    [("tombstone", Hexadecimal.text(reference)), ("day", day.description)]
  }
}

extension Ledger {
  func tombstoneReference(of number: UInt64) -> [UInt8] {
    key.tombstones.codes.reference(of: number).bytes
  }

  /// The day on which a number was erased, and is not contacted since; nil if it was not.
  ///
  /// - Throws: `LedgerError.notDerived` if somebody has changed what is left of it.
  public func erasureDay(of number: UInt64) throws(LedgerError) -> CalendarDate? {
    try tombstone(tombstoneReference(of: number))?.day
  }

  /// The tombstone of a reference; nil if there is none.
  func tombstone(_ reference: [UInt8]) throws(LedgerError) -> Tombstone? {
    guard version >= 2 else { return nil }
    let row = try database.prepare(
      "SELECT \(Self.tombstoneColumns) FROM tombstone WHERE ref = ?")
    try row.bind(.bytes(reference))
    defer { row.reset() }
    return try row.step() ? try tombstone(row) : nil
  }

  /// All tombstones; within a transaction.
  ///
  /// - Throws: `LedgerError.notDerived` if one is missing, new or changed.
  func tombstones(upTo head: Head) throws(LedgerError) -> [Tombstone] {
    guard version >= 2 else { return [] }
    let tombstones = try derivedTombstones()
    var sum = DerivedSums.Sum()
    for tombstone in tombstones { sum.add(digests.digest(of: tombstone)) }
    try verifyTombstones(sum, upTo: head)
    return tombstones
  }

  /// Makes sure that no tombstone is missing, new or changed; within a transaction.
  func verifyTombstones(upTo head: Head) throws(LedgerError) {
    guard version >= 2 else { return }
    var sum = DerivedSums.Sum()
    let rows = try database.prepare("SELECT ref, day FROM tombstone")
    while try rows.step() {
      sum.add(digests.digest(ofTombstone: rows.bytes(0), day: rows.integer(1)))
    }
    try verifyTombstones(sum, upTo: head)
  }

  private func verifyTombstones(_ sum: DerivedSums.Sum, upTo head: Head) throws(LedgerError) {
    guard try sum == sums(atSize: head.size).tombstones else {
      throw LedgerError(
        .notDerived("whom it says to be erased is not what its events say"), path: path)
    }
  }

  /// The same as they stand in the file.
  func derivedTombstones() throws(LedgerError) -> [Tombstone] {
    let rows = try database.prepare("SELECT \(Self.tombstoneColumns) FROM tombstone")
    var tombstones: [Tombstone] = []
    while try rows.step() { tombstones.append(try tombstone(rows)) }
    return tombstones
  }

  /// The last one is true of a tombstone that is about everything, as all are.
  private static let tombstoneColumns =
    "ref, day, proof, generation = 1 AND brand = 0 AND channels = 0 AND purpose = 0"

  private func tombstone(_ row: Statement) throws(LedgerError) -> Tombstone {
    let reference = row.bytes(0)
    guard reference.count == NumberReference.byteCount, let day = Int32(exactly: row.integer(1))
    else { throw LedgerError(.notDerived("an erasure is not what its event says"), path: path) }
    let tombstone = Tombstone(reference: reference, day: CalendarDate(day: day))
    guard proof(of: tombstone) == row.bytes(2), row.integer(3) == 1 else {
      throw LedgerError(.notDerived("an erasure is not what its event says"), path: path)
    }
    return tombstone
  }

  /// What shows that a row was written by whoever has the key.
  func proof(of tombstone: Tombstone) -> [UInt8] {
    let digest = digests.digest(of: tombstone)
    return [digest.high, digest.low].flatMap { Int64(bitPattern: $0).bigEndianBytes }
  }

  /// The last erasure; 0 if there is none. What was compiled before it says too much.
  func lastErasure() throws(LedgerError) -> Int64 {
    guard version >= 2 else { return 0 }
    return try database.integer(
      "SELECT max(seq) FROM event WHERE \(Schema.isOfKinds([.erase]))") ?? 0
  }
}

extension Tombstone {
  /// What people who were erased are on, for look-ups.
  static let listID = "ledger-erased"

  /// - Returns: Nil if there is none.
  static func overlay(
    _ tombstones: [Tombstone], of ledger: Ledger, headDay: CalendarDate
  ) throws(IndexError) -> Overlay? {
    guard !tombstones.isEmpty else { return nil }
    var list = SuppressionList(id: listID, kind: .objection, versionDate: headDay)
    list.numberCount = tombstones.count
    var map = NumberMap(listCount: 1, name: ledger.path)
    let keys = tombstones.compactMap { NumberReference(bytes: $0.reference)?.overlayKey }
    try map.add(keys.span, list: 0)
    return Overlay(lists: [list], numbers: map, key: ledger.key.tombstones)
  }
}
