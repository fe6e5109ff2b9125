/// What a consent ledger needs of a key.
public struct LedgerKey: Sendable {
  /// What the index that is compiled from the ledger needs; its codes are the beginnings of references.
  public let index: IndexKey
  /// What stands for people who were erased: other codes than those of ``index``, so that nobody without the key can tell that
  /// they were in an older copy.
  public let tombstones: IndexKey
  /// Seals bodies of events and numbers. The context names table, row and column.
  public let fields: TextSeal
  /// Makes the digests of rows that are derived from events.
  private let rows: SecretBytes

  public init(_ master: MasterKey) throws(KeyError) {
    index = try IndexKey(master)
    tombstones = try IndexKey(master, domain: .tombstones)
    fields = TextSeal(
      key: try master.derived(for: .ledgerFields), nonceKey: try master.derived(for: .ledgerNonces))
    rows = try master.derived(for: .ledgerRows)
  }

  /// Reads the key of a file.
  public init(path: String) throws(KeyError) {
    let master = try KeyFile.read(path)
    do throws(KeyError) {
      try self.init(master)
    } catch {
      throw KeyError(error.kind, path: path)
    }
  }

  public func makeRowHasher() throws(KeyError) -> KeyedHasher { try KeyedHasher(key: rows) }

  public var id: KeyID { index.id }
}
