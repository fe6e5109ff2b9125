import Files
import Keys
import SuppressionLists

/// The index of one scope, compiled from a ledger: what a scrub asks in the place of all that it was made of.
///
/// It lies beside the ledger, `consent.ledger.acme.offers.voice.ndx`, and has its key. Its catalogue, which is sealed,
/// names ledger and seal. What was recorded later is in the overlay of a ``LedgerSnapshot``; where something was declared
/// later, the index is not used.
public enum LedgerCompilation {
  /// The list that names ledger and seal.
  private static let sealID = "ledger-known"

  /// An index, and the size of the ledger that it knows.
  struct Compiled {
    var index: SuppressionIndex
    var size: Int64
  }

  /// What was compiled.
  public struct Summary {
    public var path: String
    public var size: Int64
    /// The people that were read: of an index that was there, those of whom something was recorded since.
    public var subjectCount: Int
    public var byteCount: Int
  }

  /// Where the index of a scope is.
  public static func path(of ledger: Ledger, scope: Scope) -> String {
    let names = [scope.brand, scope.purpose].map { ledger.register.name(of: $0) ?? "" }
    return ([ledger.path] + names + [scope.channel.names.joined(), "ndx"]).joined(separator: ".")
  }

  /// The scopes that a consent names, or that have an index: one that nobody uses any more may know who was erased.
  public static func scopesInUse(of ledger: Ledger) throws(LedgerError) -> [Scope] {
    let rows = try ledger.database.prepare(
      "SELECT DISTINCT brand, purpose, channels FROM act WHERE kind = \(EventKind.grant.rawValue)")
    var scopes: Set<Scope> = []
    while try rows.step() {
      let channels = ListChannels(rawValue: UInt8(truncatingIfNeeded: rows.integer(2)))
      for (_, channel) in ListChannels.named where channels.contains(channel) {
        scopes.insert(Scope(brand: rows.integer(0), purpose: rows.integer(1), channel: channel))
      }
    }
    return scopes.union(compiledScopes(of: ledger)).sorted {
      ($0.brand, $0.purpose, $0.channel.rawValue) < ($1.brand, $1.purpose, $1.channel.rawValue)
    }
  }

  /// The scopes that have an index, in use or not.
  public static func compiledScopes(of ledger: Ledger) -> [Scope] {
    let purposes = ledger.register.items(.purpose)
    return ledger.register.items(.brand).flatMap { brand in
      purposes.flatMap { purpose in
        ListChannels.named.map { Scope(brand: brand.id, purpose: purpose.id, channel: $0.channel) }
      }
    }.filter { FileIdentity(path: path(of: ledger, scope: $0)) != nil }
  }

  /// Compiles the index of a scope; it appears whole or not at all. If there is one already, only the people are read of
  /// whom something was recorded since.
  ///
  /// - Complexity: O(*n*) in the acts that are read; 8 bytes of memory a person of these, and those of the builder.
  public static func compile(
    _ ledger: Ledger, scope: Scope, memoryByteCount: Int, threadCount: Int
  ) throws(LedgerError) -> Summary {
    try ledger.newestSnapshot { () throws(LedgerError) in
      try compileSnapshot(of: ledger, scope: scope, memoryByteCount, threadCount)
    }
  }

  private static func compileSnapshot(
    of ledger: Ledger, scope: Scope, _ memoryByteCount: Int, _ threadCount: Int
  ) throws(LedgerError) -> Summary {
    let head = try ledger.head()
    try ledger.readRegister()
    if let former = try usable(of: ledger, scope: scope, head: head),
      let summary = try renew(
        former, of: ledger, scope: scope, head: head, memoryByteCount, threadCount)
    {
      return summary
    }
    var (grounds, subjectCount) = try GroundLists.collect(
      ledger.register, scope: scope, headDay: head.at.date
    ) { lists throws(LedgerError) in try lists.addAll(of: ledger, upTo: head) }
    let path = path(of: ledger, scope: scope)
    do throws(IndexError) {
      let summary = try build(
        &grounds, path: path, source: name(ledger, head, scope), key: ledger.key.index,
        memoryByteCount,
        threadCount)
      return Summary(
        path: path, size: head.size, subjectCount: subjectCount, byteCount: summary.byteCount)
    } catch {
      throw LedgerError(.index(error), path: path)
    }
  }

  /// Makes sure that no index of a ledger knows of what is not in it, within a transaction.
  ///
  /// - Returns: How many there are that are asked, and how many that are not, for they are of another state.
  static func verifyIndexes(
    of ledger: Ledger, head: Ledger.Head
  ) throws(LedgerError) -> (current: Int, stale: Int) {
    var count = 0
    let scopes = compiledScopes(of: ledger)
    for scope in scopes where try usable(of: ledger, scope: scope, head: head) != nil { count += 1 }
    return (count, scopes.count - count)
  }

  /// The index that is there; nil also if it is damaged, for the ledger has all.
  private static func usable(
    of ledger: Ledger, scope: Scope, head: Ledger.Head
  ) throws(LedgerError) -> Compiled? {
    do throws(LedgerError) {
      return try current(of: ledger, scope: scope, head: head)
    } catch {
      if case .index = error.kind { return nil }
      throw error
    }
  }

  /// Makes an index of a former one, and of the people of whom something was recorded since.
  ///
  /// - Returns: Nil if all has to be read: there would be too many lists, or the former index is damaged.
  private static func renew(
    _ former: Compiled, of ledger: Ledger, scope: Scope, head: Ledger.Head,
    _ memoryByteCount: Int, _ threadCount: Int
  ) throws(LedgerError) -> Summary? {
    var grounds = GroundLists(
      ledger.register, scope: scope, headDay: head.at.date, isRounding: false)
    let subjectCount = try grounds.addAll(of: ledger, behind: former, upTo: head)
    // The lists of the former index, and behind them those that are new.
    var lists = former.index.lists
    var places = Dictionary(
      lists.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    for list in grounds.lists where places[list.id] == nil {
      places[list.id] = lists.count
      lists.append(list)
    }
    guard let seal = places[sealID], lists.count <= SuppressionIndex.listCountMax else {
      return nil
    }
    // What forbids is of the last seal's day.
    for place in lists.indices where lists[place].kind == .objection {
      lists[place].versionDate = head.at.date
    }
    lists[seal].sources = [ListSource(name: name(ledger, head, scope))]
    let path = path(of: ledger, scope: scope)
    do throws(IndexError) {
      try former.index.verifyBlocks()
      var changes = [[ListChange]](repeating: [], count: lists.count)
      for key in Set(grounds.keys.joined()) {
        for list in former.index.classes[try former.index.findVerified(reference: key)] {
          changes[list].append(ListChange(key: key, order: 0, isAddition: false))
        }
      }
      for (list, keys) in zip(grounds.lists, grounds.keys) {
        changes[places[list.id]!] += keys.map { ListChange(key: $0, order: 1, isAddition: true) }
      }
      let base = IndexBase(
        index: former.index,
        lists: lists.indices.map { $0 < former.index.lists.count ? $0 : nil }, isVerified: true)
      let options = options(ledger.key.index, memoryByteCount, threadCount)
      let builder = try IndexBuilder(
        path: path, listCount: lists.count, base: base, options: options)
      var collector = builder.makeCollectorOfReferences()
      for list in changes.indices where !changes[list].isEmpty {
        let changed = changes[list]
        try collector.change(changed.span, list: list)
      }
      try collector.flush()
      let summary = try builder.finish(lists: lists)
      return Summary(
        path: path, size: head.size, subjectCount: subjectCount, byteCount: summary.byteCount)
    } catch {
      // Whatever is wrong with the former one, the ledger has all.
      if case .file = error.kind { throw LedgerError(.index(error), path: path) }
      return nil
    }
  }

  private static func options(
    _ key: IndexKey, _ memoryByteCount: Int, _ threadCount: Int
  ) -> IndexBuilder.Options {
    var options = IndexBuilder.Options()
    options.key = key
    options.memoryByteCount = memoryByteCount
    options.threadCount = threadCount
    return options
  }

  private static func build(
    _ grounds: inout GroundLists, path: String, source: String, key: IndexKey,
    _ memoryByteCount: Int, _ threadCount: Int
  ) throws(IndexError) -> IndexBuilder.Summary {
    grounds.finish()
    var lists = grounds.lists
    let seal = lists.firstIndex { $0.id == sealID } ?? lists.count
    if seal == lists.count { lists.append(SuppressionList(id: sealID, kind: .known)) }
    lists[seal].sources = [ListSource(name: source)]
    guard lists.count <= SuppressionIndex.listCountMax else {
      throw IndexError(
        .together(
          of: "months in which consents began and ended", max: SuppressionIndex.listCountMax),
        path: path)
    }
    let options = options(key, memoryByteCount, threadCount)
    let builder = try IndexBuilder(path: path, listCount: lists.count, options: options)
    var collector = builder.makeCollectorOfReferences()
    for place in grounds.keys.indices {
      let added = grounds.keys[place]
      try collector.add(added.span, list: place)
    }
    try collector.flush()
    return try builder.finish(lists: lists)
  }

  /// Names a ledger, a seal of it, and the scope: an index under the name of another scope is none of it.
  private static func name(_ ledger: Ledger, _ head: Ledger.Head, _ scope: Scope) -> String {
    "\(Hexadecimal.text(ledger.id)):\(head.size):\(head.hash):\(name(scope))"
  }

  private static func name(_ scope: Scope) -> String {
    "\(scope.brand).\(scope.purpose).\(scope.channel.rawValue)"
  }

  /// The index of a scope, if it is of this ledger and nothing was declared since it was compiled.
  ///
  /// - Throws: `LedgerError.putBack` if the index knows of what is not in the ledger any more, or not yet in the snapshot that is
  ///   asked.
  static func current(
    of ledger: Ledger, scope: Scope, head: Ledger.Head
  ) throws(LedgerError) -> Compiled? {
    let path = path(of: ledger, scope: scope)
    guard FileIdentity(path: path) != nil else { return nil }
    let index: SuppressionIndex
    do throws(IndexError) {
      index = try SuppressionIndex(path: path, keys: KeyRing([ledger.key.index]))
    } catch {
      throw LedgerError(.index(error), path: path)
    }
    guard let source = index.lists.first(where: { $0.id == sealID })?.sources.first?.name else {
      return nil
    }
    let parts = source.split(separator: ":")
    guard parts.count == 4, parts[0] == Hexadecimal.text(ledger.id), let size = Int64(parts[1]),
      let hash = Hash(parts[2]), parts[3] == name(scope)
    else { return nil }
    let row = try ledger.database.prepare("SELECT hash FROM seal WHERE size = ?")
    try row.bind(.integer(size))
    defer { row.reset() }
    guard try row.step(), Hash(bytes: row.bytes(0)) == hash else {
      throw LedgerError(.putBack(index: path, size: size), path: ledger.path)
    }
    // It says too much of who was erased since.
    guard (ledger.register.items.map(\.seq).max() ?? 0) <= size, try ledger.lastErasure() <= size
    else { return nil }
    return Compiled(index: index, size: size)
  }
}
