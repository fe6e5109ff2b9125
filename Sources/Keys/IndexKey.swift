/// What a keyed index needs of a key.
public struct IndexKey: Sendable {
  /// Bytes of ``check``.
  public static let checkByteCount = 8

  public let id: KeyID
  /// Shows that a key is the one of an index, beside its name: derived like it, and public.
  public let check: [UInt8]
  public let codes: NumberCodes
  public let seal: TextSeal

  public init(
    _ master: MasterKey, domain: NumberCodes.Domain = .phoneNumbers
  ) throws(KeyError) {
    id = try master.id()
    check = try master.derived(for: .check).published(count: Self.checkByteCount)
    codes = try NumberCodes(master.derived(for: .codes), domain: domain)
    seal = TextSeal(
      key: try master.derived(for: .fields), nonceKey: try master.derived(for: .nonces))
  }
}

/// The keys that are at hand, for indexes that each name their own.
public struct KeyRing: Sendable {
  private let keys: [IndexKey]

  /// No key: only indexes without one can be opened.
  public static let empty = KeyRing([])

  public init(_ keys: [IndexKey]) { self.keys = keys }

  /// Reads the keys of these files.
  public init(paths: [String]) throws(KeyError) {
    var keys: [IndexKey] = []
    for path in paths {
      let master = try KeyFile.read(path)
      do throws(KeyError) {
        keys.append(try IndexKey(master))
      } catch {
        throw KeyError(error.kind, path: path)
      }
    }
    self.keys = keys
  }

  /// True if the key of this name is not here.
  public func isMissing(_ name: String) -> Bool { !keys.contains { $0.id.description == name } }

  /// The key of a name, if it is here.
  public func key(_ id: KeyID) -> IndexKey? { keys.first { $0.id == id } }
}
