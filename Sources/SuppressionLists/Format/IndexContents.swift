import PhoneNumbers

/// What an index says of itself: its header, its catalogue and its classes, read and checked.
struct IndexContents: Sendable {
  let header: IndexHeader
  let lists: [SuppressionList]
  let classes: [[Int]]
  /// How many numbers of each domain have an entry of each class.
  let classUses: [[Int]]
  let digest: ContentDigest

  /// Reads what opening needs; safe on any bytes.
  ///
  /// - Parameter bytes: The whole file.
  init(_ bytes: Span<UInt8>, path: String) throws(IndexError) {
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
    lists = try SuppressionList.catalogue(
      bytes.extracting(header.catalogue.range), listCount: header.listCount,
      fileOffset: header.catalogue.offset, path: path)
    (classes, classUses) = try Self.classes(
      bytes.extracting(header.classes.range), header: header, path: path)
  }

  /// Reads the catalogue alone, whatever numbering plan made the keys, and also that of an index of the
  /// former version; it must be intact.
  static func lists(_ bytes: Span<UInt8>, path: String) throws(IndexError) -> [SuppressionList] {
    let (catalogue, listCount) = try place(bytes, path: path)
    let section = bytes.extracting(catalogue.range)
    guard ContentDigest(of: section) == catalogue.digest else {
      throw IndexError(.digest(part: "catalogue", offset: catalogue.offset), path: path)
    }
    return try SuppressionList.catalogue(
      section, listCount: listCount, fileOffset: catalogue.offset, path: path)
  }

  /// Where the catalogue lies.
  private static func place(
    _ bytes: Span<UInt8>, path: String
  ) throws(IndexError) -> (IndexHeader.Section, listCount: Int) {
    do throws(IndexError) {
      let header = try IndexHeader(bytes, path: path)
      return (header.catalogue, header.listCount)
    } catch {
      guard case .version(2, _) = error.kind,
        let former = try IndexHeader.catalogueOfVersion2(bytes, path: path)
      else { throw error }
      return former
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
