import Keys

/// What an index was made of, kept apart from it: a rebuild compares it with the index that it finds.
///
/// ```
///   0 magic │ 8 list count │ 16 generation │ 24 parent │ 40 digest of the index
///   56 byte count of the catalogue │ 64 catalogue, as in an index │ digest of all that
/// ```
///
/// That of an index with a key is sealed:
///
/// ```
///   0 another magic │ 8 name of the key │ 16 all of the above, sealed
/// ```
public struct IndexRecord: Hashable, Sendable {
  /// The digest of the index.
  public var digest: ContentDigest
  public var lineage: IndexLineage
  public var lists: [SuppressionList]

  public init(digest: ContentDigest, lineage: IndexLineage, lists: [SuppressionList]) {
    self.digest = digest
    self.lineage = lineage
    self.lists = lists
  }

  public init(_ index: SuppressionIndex) {
    self.init(digest: index.digest, lineage: index.lineage, lists: index.lists)
  }

  private static let magic: [UInt8] = [0x89, 0x4E, 0x44, 0x52, 0x0D, 0x0A, 0x1A, 0x0A]
  private static let sealedMagic: [UInt8] = [0x89, 0x4E, 0x44, 0x4B, 0x0D, 0x0A, 0x1A, 0x0A]
  private static let sealContext = Array("nodial.1.index-record".utf8)
  private static let headByteCount = 64
  private static let digestByteCount = 16

  /// The record as it stands in a file; nil if it cannot be sealed.
  ///
  /// - Parameter key: Seals it.
  public func encoded(key: IndexKey? = nil) -> [UInt8]? {
    guard let key else { return plain }
    guard let sealed = try? key.seal.seal(plain, context: Self.sealContext) else { return nil }
    return Self.sealedMagic + key.id.bytes + sealed
  }

  /// Reads a record; nil if it is damaged or of another version. Safe on any bytes.
  ///
  /// - Parameter keys: Where the key is looked for by which it may be sealed.
  public init?(_ bytes: Span<UInt8>, keys: KeyRing) throws(IndexError) {
    let magic = Self.sealedMagic
    let headCount = magic.count + KeyID.byteCount
    guard bytes.count >= headCount, magic.indices.allSatisfy({ bytes[$0] == magic[$0] }) else {
      self.init(bytes)
      return
    }
    var reader = ByteReader(bytes, at: magic.count)
    let id = KeyID(bytes: reader.readBytes(KeyID.byteCount))
    guard let key = keys.key(id) else {
      throw IndexError(.keyMissing(id: id.description), path: "")
    }
    do throws(KeyError) {
      let text = try key.seal.open(bytes.extracting(headCount...), context: Self.sealContext)
      self.init(text.span)
    } catch {
      return nil
    }
  }

  private var plain: [UInt8] {
    let catalogue = SuppressionList.encodedCatalogue(lists)
    var writer = ByteWriter(capacity: Self.headByteCount + catalogue.count + Self.digestByteCount)
    writer.append(contentsOf: Self.magic)
    writer.append(UInt64(lists.count))
    lineage.append(to: &writer)
    writer.append(digest)
    writer.append(UInt64(catalogue.count))
    writer.append(contentsOf: catalogue)
    writer.append(ContentDigest(of: writer.bytes.span))
    return writer.bytes
  }

  private init?(_ bytes: Span<UInt8>) {
    guard bytes.count >= Self.headByteCount + Self.digestByteCount else { return nil }
    let end = bytes.count - Self.digestByteCount
    var digestReader = ByteReader(bytes, at: end)
    guard ContentDigest(of: bytes.extracting(..<end)) == digestReader.readDigest() else {
      return nil
    }
    var reader = ByteReader(bytes)
    guard reader.readBytes(Self.magic.count) == Self.magic else { return nil }
    let listCount: UInt64 = reader.read()
    lineage = IndexLineage(&reader)
    digest = reader.readDigest()
    guard listCount <= UInt64(SuppressionIndex.listCountMax),
      reader.read(UInt64.self) == UInt64(end - Self.headByteCount)
    else { return nil }
    do throws(IndexError) {
      lists = try SuppressionList.catalogue(
        bytes.extracting(Self.headByteCount..<end), listCount: Int(listCount),
        fileOffset: Self.headByteCount, path: "")
    } catch {
      return nil
    }
  }
}
