import Files
import Keys
import SuppressionLists

/// A consent ledger, opened for questions: what people permitted and forbade, with proof.
///
/// ```
/// let ledger = try Ledger(path: "consent.ledger", key: key)
/// let standing = try ledger.standing(of: 12025550101, in: scope)
/// ```
public final class Ledger {
  let database: Database
  let key: LedgerKey
  let hasher = Hasher256()
  let digests: DerivedDigests
  private var actsOfReference: Statement?
  private var sumsOfSize: Statement?
  private var events: EventReader?

  public var path: String { database.path }
  /// 16 bytes that name it.
  public let id: [UInt8]
  public let controller: String
  public private(set) var register = Register()
  /// Of its tables: what a writer has not yet brought up to date is older.
  private(set) var version: Int64

  /// Opens a ledger that is only read; it may be written to meanwhile.
  public convenience init(path: String, key: LedgerKey) throws(LedgerError) {
    try self.init(Self.opened(path, .reading), key: key)
  }

  static func opened(_ path: String, _ mode: Database.Mode) throws(LedgerError) -> Database {
    guard FileIdentity(path: path) != nil else { throw LedgerError(.missing, path: path) }
    return try Database(path: path, mode: mode)
  }

  /// - Parameter isToBeDerived: True if what is derived is about to be made anew, whatever it is now.
  init(
    _ database: Database, key: LedgerKey, isToBeDerived: Bool = false
  ) throws(LedgerError) {
    self.database = database
    self.key = key
    do throws(KeyError) {
      digests = try DerivedDigests(key)
    } catch {
      throw LedgerError(.key(error), path: database.path)
    }
    let path = database.path
    guard try database.integer("PRAGMA application_id") == Schema.applicationID else {
      throw LedgerError(.noLedger, path: path)
    }
    version = try database.integer("PRAGMA user_version") ?? 0
    guard version <= Schema.version else {
      throw LedgerError(.newer(version: Int(version)), path: path)
    }
    let row = try database.prepare("SELECT id, controller, key, proof FROM ledger")
    guard try row.step() else { throw LedgerError(.noLedger, path: path) }
    id = row.bytes(0)
    controller = row.text(1)
    let keyID = row.bytes(2)
    let proof = row.bytes(3)
    row.reset()
    guard keyID == key.id.bytes else {
      throw LedgerError(.keyDiffers(id: Hexadecimal.text(keyID)), path: path)
    }
    guard proof == key.index.check else {
      throw LedgerError(.damaged("it names the key \(key.id), but does not fit it"), path: path)
    }
    if isToBeDerived { return }
    try database.snapshot { () throws(LedgerError) in try readRegister() }
  }

  /// Reads what has been declared until now, within a transaction.
  ///
  /// - Throws: `LedgerError.damaged` if it is not what was declared.
  func readRegister() throws(LedgerError) {
    register = Register()
    var sum = DerivedSums.Sum()
    let rows = try database.prepare(
      "SELECT item.kind, item.name, name.name, parent, flags, item.seq FROM item JOIN name ON name.id = item.name "
        + "ORDER BY item.seq")
    while try rows.step() {
      guard let kind = Register.Kind(rawValue: rows.integer(0)) else {
        throw LedgerError(.damaged("an item is of no kind that there is"), path: path)
      }
      let item = Register.Item(
        id: rows.integer(1), kind: kind, name: rows.text(2), parent: rows.integer(3),
        flags: rows.integer(4), seq: rows.integer(5))
      sum.add(digests.digest(of: item))
      register.add(item)
    }
    // One that is being made has no seal yet.
    let size = try database.integer("SELECT max(size) FROM seal")
    guard
      try sum == size.map({ size throws(LedgerError) in try sums(atSize: size).items }) ?? .init()
    else {
      throw LedgerError(.notDerived("what is declared is not what its events declare"), path: path)
    }
  }

  // MARK: What is derived

  /// Takes note that a writer has brought the tables up to date.
  func takeVersion() { version = Schema.version }

  private func context(of seal: Seal) -> [UInt8] {
    Array("derived|\(seal.size)|\(seal.at)|\(seal.root)".utf8)
  }

  /// Sums as they stand in a seal.
  func sealed(_ sums: DerivedSums, of seal: Seal) throws(LedgerError) -> [UInt8] {
    do throws(KeyError) {
      return try key.fields.seal(sums.bytes, context: context(of: seal))
    } catch {
      throw LedgerError(.key(error), path: path)
    }
  }

  /// The sums of what was derived from the events of the first `size`, of which there is a seal.
  func sums(atSize size: Int64) throws(LedgerError) -> DerivedSums {
    if sumsOfSize == nil {
      sumsOfSize = try database.prepare("SELECT at, root, derived FROM seal WHERE size = ?")
    }
    let row = sumsOfSize!
    try row.bind(.integer(size))
    defer { row.reset() }
    guard try row.step(), let root = Hash(bytes: row.bytes(1)) else {
      throw LedgerError(.damaged("it has no seal of event \(size)"), path: path)
    }
    let seal = Seal(size: size, at: row.integer(0), root: root, previous: Hash())
    let bytes = row.bytes(2)
    guard let text = try? key.fields.open(bytes.span, context: context(of: seal)),
      let sums = DerivedSums(bytes: text)
    else { throw LedgerError(.damaged("the seal of event \(size) does not open"), path: path) }
    return sums
  }

  /// Takes note of what was declared just now.
  func take(_ item: Register.Item) { register.add(item) }
  func forgetRegister() { register = Register() }

  // MARK: Questions

  /// What the rules of state know of a number, in the order of recording.
  ///
  /// - Throws: `LedgerError.notDerived` if an act is not what its event says.
  public func acts(of number: UInt64) throws(LedgerError) -> [Act] {
    let acts = try derivedActs(of: number)
    for act in acts {
      guard let said = try event(act.seq)?.act(register), said.number == number, said.act == act
      else {
        throw LedgerError(
          .notDerived("the state derived from event \(act.seq) is not what it says"), path: path)
      }
    }
    return acts
  }

  /// The same as they stand in the file: for what decides on nobody.
  func derivedActs(of number: UInt64) throws(LedgerError) -> [Act] {
    if actsOfReference == nil {
      actsOfReference = try database.prepare(
        "SELECT seq, kind, brand, purpose, channels, occurred, until, flags, batch FROM act "
          + "WHERE subject = (SELECT id FROM subject WHERE ref = ?) ORDER BY seq")
    }
    let rows = actsOfReference!
    defer { rows.reset() }
    try rows.bind(.bytes(key.index.codes.reference(of: number).bytes))
    var acts: [Act] = []
    while try rows.step() { acts.append(try Self.act(rows, path: path)) }
    return acts
  }

  /// An event by its number.
  func event(_ seq: Int64) throws(LedgerError) -> EventReader.Event? {
    if events == nil { events = try EventReader(self, from: seq) }
    try events!.start(at: seq)
    // Whatever is left open keeps what others write from being seen.
    defer { events!.end() }
    return try events!.next()
  }

  /// Makes sure that nothing is missing, or new, among what was derived from the events behind one of which there is a
  /// seal; within a transaction.
  ///
  /// - Complexity: O(*n*) in these events.
  func verifyActs(after size: Int64, upTo head: Head) throws(LedgerError) {
    var sum = DerivedSums.Sum()
    let rows = try database.prepare(
      "SELECT seq, kind, brand, purpose, channels, occurred, until, flags, batch, ref FROM act "
        + "JOIN subject ON subject.id = act.subject WHERE act.seq > ?")
    try rows.bind(.integer(size))
    while try rows.step() {
      sum.add(digests.digest(of: try Self.act(rows, path: path), reference: rows.bytes(9)))
    }
    try verify(sum, after: size, upTo: head)
  }

  /// Makes sure that a sum is that of the acts behind a seal.
  func verify(_ sum: DerivedSums.Sum, after size: Int64, upTo head: Head) throws(LedgerError) {
    let former = size == 0 ? DerivedSums() : try sums(atSize: size)
    guard try sums(atSize: head.size).acts - former.acts == sum else {
      throw LedgerError(
        .notDerived("what it says of people is not what its events say"), path: path)
    }
  }

  /// An act of a row: seq, kind, brand, purpose, channels, occurred, until, flags, batch.
  static func act(_ row: Statement, from column: Int32 = 0, path: String) throws(LedgerError) -> Act
  {
    guard let kind = EventKind(rawValue: row.integer(column + 1)),
      let channels = UInt8(exactly: row.integer(column + 4))
    else { throw LedgerError(.damaged("an act is of no kind that there is"), path: path) }
    return Act(
      seq: row.integer(column), kind: kind, brand: row.integer(column + 2),
      purpose: row.integer(column + 3), channels: ListChannels(rawValue: channels),
      occurred: row.integerIfAny(column + 5).map { Moment(microseconds: $0) },
      until: row.integerIfAny(column + 6).map { Moment(microseconds: $0) },
      flags: Act.Flags(rawValue: row.integer(column + 7)), batch: row.integer(column + 8))
  }

  /// Answers questions of one state of the ledger, beside indexes of it: if an index was compiled of a later state
  /// meanwhile, of that one.
  func newestSnapshot<Answer>(
    _ body: () throws(LedgerError) -> Answer
  ) throws(LedgerError) -> Answer {
    do throws(LedgerError) {
      return try database.snapshot(body)
    } catch {
      guard case .putBack = error.kind else { throw error }
      return try database.snapshot(body)
    }
  }

  /// How a number stands in a scope.
  ///
  /// - Parameter callDate: A day on which what was given later permits nothing; nil for now.
  public func standing(
    of number: UInt64, in scope: Scope, on callDate: CalendarDate? = nil
  ) throws(LedgerError) -> Standing {
    Standing(
      Act.counting(try acts(of: number), upTo: callDate.map { Moment(endOf: $0) }), in: scope,
      purposes: register.purposes,
      quarantined: register.quarantinedBatches)
  }

  /// The last seal: names all that has been recorded until now.
  public struct Head: Equatable, Sendable {
    public var size: Int64
    public var at: Moment
    public var root: Hash
    public var hash: Hash

    public init(size: Int64, at: Moment, root: Hash, hash: Hash) {
      self.size = size
      self.at = at
      self.root = root
      self.hash = hash
    }
  }

  public func head() throws(LedgerError) -> Head {
    let row = try database.prepare(
      "SELECT size, at, root, hash FROM seal ORDER BY size DESC LIMIT 1")
    guard try row.step(), let root = Hash(bytes: row.bytes(2)), let hash = Hash(bytes: row.bytes(3))
    else { throw LedgerError(.damaged("it has no seal"), path: path) }
    defer { row.reset() }
    return Head(
      size: row.integer(0), at: Moment(microseconds: row.integer(1)), root: root, hash: hash)
  }
}

extension Ledger {
  /// What the latest version of a declaration says, by name; nil if there is none.
  ///
  /// - Parameter seq: The version in force at that event, or the first one if it was declared later; nil for the latest.
  public func version(
    of kind: Register.Kind, _ name: String, at seq: Int64? = nil
  ) throws(LedgerError) -> [String: String]? {
    guard let item = register.item(kind, name) else { return nil }
    var version = item.seq
    if let seq {
      let row = try database.prepare(
        "SELECT ifnull(max(CASE WHEN seq <= ?1 THEN seq END), min(seq)) FROM item "
          + "WHERE kind = \(kind.rawValue) AND name = \(item.id)")
      try row.bind(.integer(seq))
      defer { row.reset() }
      if try row.step() { version = row.integer(0) }
    }
    guard let body = try event(version)?.body else { return nil }
    return Dictionary(
      body.fields.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
  }
}
