import Keys
import PhoneNumbers

/// What an index says of itself: its header, its catalogue and its classes, read and checked.
struct IndexContents: Sendable {
  let header: IndexHeader
  let lists: [SuppressionList]
  let classes: [[Int]]
  /// How many numbers of each domain have an entry of each class.
  let classUses: [[Int]]
  let digest: ContentDigest
  /// The key of the index; nil if it has none.
  let key: IndexKey?

  /// Reads what opening needs; safe on any bytes.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - keys: Where its key is looked for, if it has one.
  init(_ bytes: Span<UInt8>, keys: KeyRing, path: String) throws(IndexError) {
    header = try IndexHeader(bytes, path: path)
    guard header.metadataVersion == NumberingPlan.version else {
      let kind = IndexError.Kind.metadata(
        found: header.metadataVersion, expected: NumberingPlan.version)
      throw IndexError(kind, path: path)
    }
    var digestReader = ByteReader(bytes, at: IndexHeader.digestOffset)
    digest = digestReader.readDigest()
    // What is read as a whole is read for certain.
    for (name, section) in [
      ("catalogue", header.catalogue), ("classes", header.classes),
      ("block digests", header.blockDigests ?? IndexHeader.Section()),
    ] where section.byteCount > 0 {
      guard ContentDigest(of: bytes.extracting(section.range)) == section.digest else {
        throw IndexError(.digest(part: name, offset: section.offset), path: path)
      }
    }
    key = try Self.key(of: header, in: keys, path: path)
    lists = try Self.lists(
      bytes.extracting(header.catalogue.range), listCount: header.listCount, key: key,
      fileOffset: header.catalogue.offset, path: path)
    (classes, classUses) = try Self.classes(
      bytes.extracting(header.classes.range), header: header, path: path)
  }

  /// Reads the catalogue alone, whatever numbering plan made the keys, and also that of an index of the
  /// former version; it must be intact.
  static func lists(
    _ bytes: Span<UInt8>, keys: KeyRing, path: String
  ) throws(IndexError) -> [SuppressionList] {
    let (catalogue, listCount, header) = try place(bytes, path: path)
    let section = bytes.extracting(catalogue.range)
    guard ContentDigest(of: section) == catalogue.digest else {
      throw IndexError(.digest(part: "catalogue", offset: catalogue.offset), path: path)
    }
    var ownKey: IndexKey?
    if let header { ownKey = try key(of: header, in: keys, path: path) }
    return try lists(
      section, listCount: listCount, key: ownKey, fileOffset: catalogue.offset, path: path)
  }

  /// The key that a header names.
  private static func key(
    of header: IndexHeader, in keys: KeyRing, path: String
  ) throws(IndexError) -> IndexKey? {
    guard let name = header.key else { return nil }
    guard let key = keys.key(name.id) else {
      throw IndexError(.keyMissing(id: name.id.description), path: path)
    }
    guard key.check == name.check else {
      throw IndexError(.keyDiffers(id: name.id.description), path: path)
    }
    return key
  }

  /// Reads a catalogue, which is sealed if there is a key.
  private static func lists(
    _ section: Span<UInt8>, listCount: Int, key: IndexKey?, fileOffset: Int, path: String
  ) throws(IndexError) -> [SuppressionList] {
    guard let key else {
      return try SuppressionList.catalogue(
        section, listCount: listCount, fileOffset: fileOffset, path: path)
    }
    let text: [UInt8]
    do throws(KeyError) {
      text = try key.seal.open(section, context: SuppressionList.sealContext)
    } catch {
      throw IndexError(.sealBroken, path: path)
    }
    return try SuppressionList.catalogue(
      text.span, listCount: listCount, fileOffset: fileOffset, path: path)
  }

  /// Where the catalogue lies.
  private static func place(
    _ bytes: Span<UInt8>, path: String
  ) throws(IndexError) -> (IndexHeader.Section, listCount: Int, IndexHeader?) {
    do throws(IndexError) {
      let header = try IndexHeader(bytes, path: path)
      return (header.catalogue, header.listCount, header)
    } catch {
      guard case .version(2, _) = error.kind,
        let former = try IndexHeader.catalogueOfVersion2(bytes, path: path)
      else { throw error }
      return (former.0, former.listCount, nil)
    }
  }

  private static func classes(
    _ bytes: Span<UInt8>, header: IndexHeader, path: String
  ) throws(IndexError) -> (lists: [[Int]], uses: [[Int]]) {
    let byteCount = IndexHeader.classByteCount(listCount: header.listCount)
    var classes: [[Int]] = []
    var uses = [[Int]](repeating: [], count: header.tables.count)
    for classNumber in 0..<header.classCount {
      let start = classNumber * byteCount
      let bits = start + IndexHeader.classCountByteCount
      let lists = (0..<(start + byteCount - bits) * 8).filter { bit in
        bytes[bits + bit / 8] >> (bit % 8) & 1 != 0
      }
      var reader = ByteReader(bytes, at: start)
      let counts = header.tables.map { _ in reader.read(UInt64.self) }
      guard lists.isEmpty == (classNumber == 0), lists.allSatisfy({ $0 < header.listCount }),
        zip(counts, header.tables).allSatisfy({ $0 <= UInt64($1.entryCount) })
      else {
        let offset = header.classes.offset + start
        throw IndexError(.field(name: "class", offset: offset), path: path)
      }
      classes.append(lists)
      for (domain, count) in counts.enumerated() { uses[domain].append(Int(count)) }
    }
    return (classes, uses)
  }
}
