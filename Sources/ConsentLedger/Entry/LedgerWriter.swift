import Files
import Keys
import SuppressionLists

/// Records acts in a ledger. One commit holds as many as the caller likes; what is committed is on the disk.
///
/// ```
/// let writer = try LedgerWriter(path: "consent.ledger", key: key)
/// try writer.begin(now: now)
/// let seq = try writer.record(act)
/// try writer.commit()          // from here on it is durable
/// ```
public final class LedgerWriter {
  /// For questions of the same connection, which see what is not committed yet.
  public let ledger: Ledger
  var database: Database { ledger.database }
  private var hasher: Hasher256 { ledger.hasher }

  private let insertEvent: Statement
  private let findSubject: Statement
  private let insertSubject: Statement
  private let insertAct: Statement
  private let insertSeal: Statement
  private let lastSeal: Statement

  /// Of the commit that is under way.
  private var tree = MerkleTree()
  /// When it is: never before the last seal.
  public private(set) var now = Moment(microseconds: 0)
  private var previousSeal = Hash()
  /// What signs the seals; nil if nothing does.
  private let signingKey: SigningKey?
  private var recordedCount = 0
  /// Of what is derived, with what the commit has derived so far.
  var sums = DerivedSums()
  /// What the commit erases, for the file beside the ledger.
  var pendingErasures: [ErasureRecord] = []
  /// What of all that this writer has erased may still stand in the file.
  var erasedTraces = ErasedTraces()
  /// What else is about people than their acts; nil until the commit erases somebody.
  var bystanders: EventsOfPeople?

  /// Makes a ledger and opens it.
  public static func make(
    path: String, key: LedgerKey, signingKey: SigningKey? = nil, controller: String, now: Moment
  ) throws(LedgerError) -> LedgerWriter {
    let database = try Database(path: path, mode: .making)
    try prepare(database)
    try database.run("BEGIN IMMEDIATE")
    try database.run("PRAGMA application_id = \(Schema.applicationID)")
    try database.run("PRAGMA user_version = \(Schema.version)")
    for statement in Schema.statements { try database.run(statement) }
    let id: [UInt8]
    do throws(KeyError) {
      id = try RandomBytes.make(count: 16)
    } catch {
      throw LedgerError(.key(error), path: path)
    }
    let row = try database.prepare("INSERT INTO ledger VALUES (1, ?, ?, ?, ?, ?)")
    try row.bind(
      .bytes(id), .text(controller), .bytes(key.id.bytes), .bytes(key.index.check),
      .integer(now.microseconds))
    try row.run()
    let ledger = try Ledger(database, key: key)
    let writer = try LedgerWriter(ledger, signingKey)
    writer.now = now
    writer.previousSeal = Seal.origin(ledgerID: id, ledger.hasher)
    _ = try writer.append(
      .open,
      EventBody([
        ("controller", controller), ("ledger", Hexadecimal.text(id)), ("key", key.id.description),
      ]))
    try writer.takeSigningKey(lastSignature: [])
    try writer.commit()
    return writer
  }

  /// Opens a ledger for writing.
  ///
  /// - Parameter isToBeDerived: True if ``rebuild()`` is called next, whatever is derived is now.
  public convenience init(
    path: String, key: LedgerKey, signingKey: SigningKey? = nil, isToBeDerived: Bool = false
  ) throws(LedgerError) {
    let database = try Ledger.opened(path, .writing)
    let ledger = try Ledger(database, key: key, isToBeDerived: isToBeDerived)
    try Self.prepare(database)
    try Self.bringUpToDate(ledger)
    try self.init(ledger, signingKey)
  }

  private init(_ ledger: Ledger, _ signingKey: SigningKey?) throws(LedgerError) {
    self.ledger = ledger
    self.signingKey = signingKey
    let database = ledger.database
    insertEvent = try database.prepare("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)")
    findSubject = try database.prepare("SELECT id FROM subject WHERE ref = ?")
    insertSubject = try database.prepare("INSERT INTO subject (ref) VALUES (?) RETURNING id")
    insertAct = try database.prepare("INSERT INTO act VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    insertSeal = try database.prepare("INSERT INTO seal VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    lastSeal = try database.prepare(
      "SELECT size, peaks, hash, at, signature FROM seal ORDER BY size DESC LIMIT 1")
  }

  /// Puts what is in the log in its place: who opens the ledger next would have to read all of it first. If others read, it
  /// stays.
  deinit { try? database.run("PRAGMA wal_checkpoint(TRUNCATE)") }

  /// Pages that a writer keeps in memory, in kibibytes; and those that its log may have before they are put in place.
  private static let cacheKibibytes = 65_536
  private static let logPageCount = 8_000

  /// Every commit is on the disk before it is said to be done, and nothing slips past the guards.
  private static func prepare(_ database: Database) throws(LedgerError) {
    let settings: [(text: String, wanted: String)] = [
      ("journal_mode = WAL", "wal"), ("synchronous = FULL", "2"), ("recursive_triggers = ON", "1"),
      ("secure_delete = ON", "1"), ("foreign_keys = ON", "1"),
    ]
    try database.run("PRAGMA cache_size = -\(cacheKibibytes)")
    try database.run("PRAGMA wal_autocheckpoint = \(logPageCount)")
    for setting in settings {
      try database.run("PRAGMA \(setting.text)")
      let name = setting.text.prefix { $0 != " " }
      guard try database.text("PRAGMA \(name)") == setting.wanted else {
        throw LedgerError(.unsafeSetting(setting.text), path: database.path)
      }
    }
  }

  /// Adds what later versions have in their tables.
  private static func bringUpToDate(_ ledger: Ledger) throws(LedgerError) {
    guard ledger.version < Schema.version else { return }
    let database = ledger.database
    try database.run("BEGIN IMMEDIATE")
    do throws(LedgerError) {
      // Another writer may have been faster.
      let version = try database.integer("PRAGMA user_version") ?? 0
      for statement in Schema.additions(since: version) { try database.run(statement) }
      try database.run("PRAGMA user_version = \(max(version, Schema.version))")
      try database.run("COMMIT")
    } catch {
      try? database.run("ROLLBACK")
      throw error
    }
    ledger.takeVersion()
  }

  // MARK: Commits

  /// Begins a commit; nobody else can write until it ends.
  ///
  /// A clock that was set back does not go back here: what is recorded is of the last seal's moment then, so that what
  /// forbids is never before what it forbids.
  public func begin(now: Moment) throws(LedgerError) {
    try database.run("BEGIN IMMEDIATE")
    do throws(LedgerError) {
      guard try lastSeal.step() else {
        throw LedgerError(.damaged("it has no seal"), path: database.path)
      }
      defer { lastSeal.reset() }
      guard
        let tree = MerkleTree(size: UInt64(lastSeal.integer(0)), peaks: lastSeal.bytes(1)),
        let hash = Hash(bytes: lastSeal.bytes(2))
      else { throw LedgerError(.damaged("its last seal cannot be read"), path: database.path) }
      self.tree = tree
      previousSeal = hash
      recordedCount = 0
      pendingErasures = []
      bystanders = nil
      sums = try ledger.sums(atSize: Int64(tree.size))
      let signature = lastSeal.bytes(4)
      self.now = max(now, Moment(microseconds: lastSeal.integer(3)))
      // Somebody may have declared something since.
      try ledger.readRegister()
      try takeSigningKey(lastSignature: signature)
    } catch {
      rollBack()
      throw error
    }
  }

  /// True if the last act is of later than a clock says it is, by more than clocks differ.
  public func isAhead(of clock: Moment) -> Bool {
    now.microseconds - clock.microseconds > ConsentAct.clockDifference
  }

  /// Records that seals are signed by a key from now on, unless the last one was.
  private func takeSigningKey(lastSignature: [UInt8]) throws(LedgerError) {
    guard let signingKey else {
      if lastSignature.isEmpty { return }
      throw LedgerError(.unsigned, path: database.path)
    }
    if signingKey.publicKey.hasSigned(previousSeal.bytes, signature: lastSignature) { return }
    _ = try append(.key, EventBody([("public_key", signingKey.publicKey.description)]))
  }

  /// Seals what was recorded and waits until the disk has it. Of nothing, nothing is sealed.
  public func commit() throws(LedgerError) {
    do throws(LedgerError) {
      if recordedCount > 0 {
        let seal = Seal(
          size: Int64(tree.size), at: now.microseconds, root: tree.root(hasher),
          previous: previousSeal)
        try insertSeal.bind(
          .integer(seal.size), .integer(seal.at), .bytes(seal.root.bytes), .bytes(tree.peakBytes),
          .bytes(seal.previous.bytes), .bytes(seal.hash(hasher).bytes),
          .bytes(try ledger.sealed(sums, of: seal)), try signature(of: seal))
        try insertSeal.run()
      }
      // First, for whoever is erased must not come back with a backup; if the commit fails, the events are those of the
      // person all the same.
      if !pendingErasures.isEmpty {
        try ErasureRecord.append(pendingErasures, ofLedger: ledger.path)
      }
      try database.run("COMMIT")
      recordedCount = 0
    } catch {
      rollBack()
      throw error
    }
  }

  private func signature(of seal: Seal) throws(LedgerError) -> DatabaseValue {
    guard let signingKey else { return .null }
    do throws(KeyError) {
      return .bytes(try signingKey.sign(seal.hash(hasher).bytes))
    } catch {
      throw LedgerError(.key(error), path: database.path)
    }
  }

  /// Forgets what was recorded since the commit began.
  public func rollBack() {
    recordedCount = 0
    pendingErasures = []
    // Where SQLite has rolled back itself there is nothing to do.
    try? database.run("ROLLBACK")
  }

  // MARK: Records

  /// Records an act, after ``ConsentAct/check(_:now:)``.
  ///
  /// - Returns: The event's number, which counts once the commit is done.
  public func record(_ act: ConsentAct) throws(LedgerError) -> Int64 {
    let seq = try append(act.kind, act.body)
    guard act.kind.isOfSubject else { return seq }
    let derived = act.act(seq: seq, at: now, register: ledger.register)
    try insert(derived, of: act.number)
    if act.kind == .grant,
      let tombstone = try ledger.tombstone(ledger.tombstoneReference(of: act.number)),
      tombstone.isLifted(by: derived, at: now)
    {
      try removeTombstone(tombstone.reference)
    }
    return seq
  }

  /// Records that somebody looked, in a commit of its own.
  ///
  /// - Parameter number: Of whom they looked at; nil of many.
  public func recordAccess(
    to number: UInt64?, actor: String?, reason: String?, now: Moment
  ) throws(LedgerError) {
    var access = ConsentAct(kind: .access, number: number ?? 0)
    access.occurred = now
    access.evidence = [("actor", actor ?? ""), ("reason", reason ?? "")].filter { !$0.1.isEmpty }
    try begin(now: now)
    do throws(LedgerError) {
      _ = try record(access)
    } catch {
      rollBack()
      throw error
    }
    try commit()
  }

  /// Declares something, or another version of it.
  ///
  /// - Throws: `LedgerError.parentChanged` if a purpose is no part any more of what it was a part of: whoever withdrew from
  ///   all of that would be contacted again.
  public func declare(
    _ kind: Register.Kind, _ name: String, parent: String? = nil, isComplete: Bool = true,
    texts: [(name: String, text: String)] = []
  ) throws(LedgerError) -> Int64 {
    if let former = ledger.register.item(kind, name), former.parent != 0,
      parent.flatMap({ ledger.register.item(kind, $0)?.id }) != former.parent
    {
      throw LedgerError(
        .parentChanged(name: name, former: ledger.register.name(of: former.parent) ?? ""),
        path: database.path)
    }
    var fields = texts + [("item", kind.name), ("id", name)]
    if let parent { fields.append(("parent", parent)) }
    if isComplete { fields.append(("complete", "yes")) }
    let body = EventBody(fields)
    let seq = try append(.register, body)
    try insertItem(body, seq: seq)
    return seq
  }

  /// Appends an event, its leaf to the tree.
  func append(_ kind: EventKind, _ body: EventBody, covers: [UInt8] = []) throws(LedgerError)
    -> Int64
  {
    let seq = Int64(tree.size) + 1
    let salt: [UInt8]
    let sealed: [UInt8]
    let bytes = body.bytes
    var record = EventRecord(
      seq: seq, at: now.microseconds, kind: kind.rawValue, commitment: Hash(), covers: covers)
    do throws(KeyError) {
      salt = try RandomBytes.make(count: EventRecord.saltByteCount)
      sealed = try ledger.key.fields.seal(bytes, context: record.context)
    } catch {
      throw LedgerError(.key(error), path: database.path)
    }
    record.commitment = EventRecord.commitment(salt: salt, body: bytes, hasher)
    try insertEvent.bind(
      .integer(seq), .integer(record.at), .integer(record.kind), .bytes(record.commitment.bytes),
      .bytes(salt), .bytes(sealed), covers.isEmpty ? .null : .bytes(covers))
    try insertEvent.run()
    tree.append(record.leaf(hasher), hasher)
    recordedCount += 1
    if kind.isOfRequest || kind == .access { bystanders = nil }
    if kind == .erase { bystanders?.take(seq, body) }
    return seq
  }

  /// The subject of a reference, made if there is none.
  private func subject(_ reference: [UInt8]) throws(LedgerError) -> Int64 {
    for statement in [findSubject, insertSubject] {
      try statement.bind(.bytes(reference))
      if try statement.step() {
        let id = statement.integer(0)
        statement.reset()
        return id
      }
    }
    throw LedgerError(.damaged("a subject cannot be made"), path: database.path)
  }

  private func insert(_ act: Act, of number: UInt64) throws(LedgerError) {
    let reference = ledger.key.index.codes.reference(of: number).bytes
    let subject = try subject(reference)
    sums.acts.add(ledger.digests.digest(of: act, reference: reference))
    func value(_ moment: Moment?) -> DatabaseValue {
      moment.map { .integer($0.microseconds) } ?? .null
    }
    try insertAct.bind(
      .integer(subject), .integer(act.seq), .integer(act.kind.rawValue), .integer(act.brand),
      .integer(act.purpose), .integer(Int64(act.channels.rawValue)), value(act.occurred),
      value(act.until), .integer(act.flags.rawValue), .integer(act.batch))
    try insertAct.run()
  }

  /// Derives the rows of a declaration.
  private func insertItem(_ body: EventBody, seq: Int64) throws(LedgerError) {
    let register = ledger.register
    guard let item = Register.Item(body, seq: seq, register: register) else {
      throw LedgerError(.damaged("event \(seq) declares nothing"), path: database.path)
    }
    if register.item(item.kind, item.name) == nil {
      let insertName = try database.prepare("INSERT INTO name VALUES (?, ?, ?, ?)")
      try insertName.bind(
        .integer(item.id), .integer(item.kind.rawValue), .text(item.name), .integer(seq))
      try insertName.run()
    }
    let insertItem = try database.prepare("INSERT INTO item VALUES (?, ?, ?, ?, ?)")
    try insertItem.bind(
      .integer(seq), .integer(item.kind.rawValue), .integer(item.id), .integer(item.parent),
      .integer(item.flags))
    try insertItem.run()
    sums.items.add(ledger.digests.digest(of: item))
    ledger.take(item)
  }

  // MARK: Deriving anew

  /// Makes what is derived from the events anew, as it was.
  ///
  /// - Complexity: O(*n*) in the events.
  public func rebuild() throws(LedgerError) {
    try database.run("BEGIN IMMEDIATE")
    do throws(LedgerError) {
      for table in ["act", "subject", "item", "name", "request", "tombstone"] {
        try database.run("DELETE FROM \(table)")
      }
      try database.run("DELETE FROM sqlite_sequence")
      ledger.forgetRegister()
      sums = DerivedSums()
      var requests = RequestBook()
      var tombstones = TombstoneBook()
      let events = try EventReader(ledger)
      while let event = try events.next() {
        guard let body = event.body else { continue }
        requests.take(event.record, body)
        if event.record.kind == EventKind.register.rawValue {
          try insertItem(body, seq: event.record.seq)
          continue
        }
        let act = event.act(ledger.register)
        if let act { try insert(act.act, of: act.number) }
        tombstones.take(event, act: act, ledger)
      }
      for request in requests.requests.values { try derive(request) }
      for tombstone in tombstones.tombstones.values { try derive(tombstone) }
      let head = try ledger.head()
      guard try sums == ledger.sums(atSize: head.size) else {
        throw LedgerError(
          .damaged("what its events say is not what was derived from them when they were recorded"),
          path: database.path)
      }
      try database.run("COMMIT")
    } catch {
      rollBack()
      throw error
    }
  }
}

extension LedgerWriter {
  /// True if recording an act would change nothing: the very same is recorded, or it is a consent from a file and the
  /// person has given an answer for each of its channels.
  ///
  /// - Complexity: O(*n* log *n*) in the acts of the person.
  public func changesNothing(_ act: ConsentAct) throws(LedgerError) -> Bool {
    if try isKeptOut(act) { return true }
    let known = try ledger.derivedActs(of: act.number)
    if known.isEmpty { return false }
    let register = ledger.register
    // A moment that nobody knows is that of the recording, so nothing is the same.
    let derived = act.act(seq: .max, at: Moment(microseconds: .max), register: register)
    let isKnown = known.contains { other in
      var other = other
      other.seq = .max
      return other == derived && (act.occurred != nil || act.kind == .grant)
    }
    if isKnown { return true }
    guard act.kind == .grant, act.isImported else { return false }
    return ListChannels.named.map(\.channel).filter(act.channels.contains).allSatisfy { channel in
      let scope = Scope(brand: derived.brand, purpose: derived.purpose, channel: channel)
      let standing = Standing(
        known, in: scope, purposes: register.purposes, quarantined: register.quarantinedBatches)
      return standing.block != nil || standing.grant != nil
    }
  }

  /// True of what would bring somebody back who was erased: only they themselves can, by a consent that lifts it.
  public func isKeptOut(_ act: ConsentAct) throws(LedgerError) -> Bool {
    guard act.kind.isPermitting || act.kind == .relationship,
      let tombstone = try ledger.tombstone(ledger.tombstoneReference(of: act.number))
    else { return false }
    let derived = act.act(seq: .max, at: now, register: ledger.register)
    return !tombstone.isLifted(by: derived, at: now)
  }
}
