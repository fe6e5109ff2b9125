/// What a keyed index needs of a key.
public struct IndexKey: Sendable {
  public let id: KeyID
  /// Shows that a key is the one of an index, beside its name: 8 bytes, derived like it.
  public let check: [UInt8]
  public let codes: NumberCodes
  public let seal: TextSeal

  public init(_ master: MasterKey) throws(KeyError) {
    id = try master.id()
    check = unsafe try master.derived(for: .check).withBytes { unsafe Array($0.prefix(8)) }
    codes = try NumberCodes(master.derived(for: .codes), domain: .phoneNumbers)
    seal = TextSeal(
      key: try master.derived(for: .fields), nonceKey: try master.derived(for: .nonces))
  }
}
