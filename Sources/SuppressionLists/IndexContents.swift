import PhoneNumbers

/// What an index says of itself: its header, its catalogue and its classes, read and checked.
struct IndexContents: Sendable {
  let header: IndexHeader
  let lists: [SuppressionList]
  let classes: [[Int]]
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
    lists = try SuppressionList.catalogue(
      bytes.extracting(header.catalogue.range), listCount: header.listCount,
      fileOffset: header.catalogue.offset, path: path)
    classes = try Self.classes(
      bytes.extracting(header.classes.range), header: header, path: path)
  }

  private static func classes(
    _ bytes: Span<UInt8>, header: IndexHeader, path: String
  ) throws(IndexError) -> [[Int]] {
    let byteCount = IndexHeader.classByteCount(listCount: header.listCount)
    var classes: [[Int]] = []
    for classNumber in 0..<header.classCount {
      let lists = (0..<byteCount * 8).filter { bit in
        bytes[classNumber * byteCount + bit / 8] >> (bit % 8) & 1 != 0
      }
      guard lists.isEmpty == (classNumber == 0), lists.allSatisfy({ $0 < header.listCount }) else {
        let offset = header.classes.offset + classNumber * byteCount
        throw IndexError(.field(name: "class", offset: offset), path: path)
      }
      classes.append(lists)
    }
    return classes
  }
}
