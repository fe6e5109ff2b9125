import Files
import Keys

/// The first page of an index file: what it is and where its sections lie.
///
/// `SuppressionLists.docc/IndexFileFormat.md` is the specification; a test compares the two.
///
/// ```
///   0          4096                                                           fileByteCount
///   ├─ header ─┼─ lines ─┬ side table ┼─ lines ─┬ side table ┼ ranges ┼ classes ┼ catalogue ┼ digests ┤
///              └── North American ────┴── international ─────┘
/// ```
///
/// An index of version 3 is the same without the digests of blocks.
struct IndexHeader: Equatable {
  /// One of the parts after the header; they touch each other, and each has a digest.
  struct Section: Equatable {
    var offset = 0
    var byteCount = 0
    var digest = ContentDigest(high: 0, low: 0)
    var range: Range<Int> { offset..<offset + byteCount }
  }

  /// The first byte is no text, the line ends and the end-of-file byte after the name show what
  /// a transfer in text mode does to a file (as in PNG).
  static let magic: [UInt8] = [0x89, 0x4E, 0x44, 0x58, 0x0D, 0x0A, 0x1A, 0x0A]
  /// The versions that are read; the last one is written.
  static let formatVersions: ClosedRange<UInt32> = 3...4
  static let byteCount = 4096
  static let digestOffset = byteCount - 16
  static let sectionAlignment = 64
  static let metadataVersionByteCount = 16
  static let sectionNames = [
    "North American lines", "North American side table", "international lines",
    "international side table", "ranges", "classes", "catalogue",
    "block digests",
  ]

  var fileByteCount = 0
  /// A table for every domain.
  var tables: [TableHeader]
  var listCount = 0
  /// The classes, class 0 ("on no list") included.
  var classCount = 0
  /// The segments of the table of ranges.
  var rangeCount = 0
  /// The version of the numbering plan by which the keys were made.
  var metadataVersion = ""
  /// The default region of the lists, two letters, or empty.
  var region = ""
  var ranges = Section()
  var classes = Section()
  var catalogue = Section()
  /// The digests of the blocks of all other sections; nil in version 3, which has none.
  var blockDigests: Section?
  /// The bytes of a block.
  var blockByteCount = BlockDigests.usualByteCount
  var lineage = IndexLineage()
  /// What names the key of the index; nil if it has none.
  var key: KeyName?

  /// The public part of a key.
  struct KeyName: Equatable {
    var id: KeyID
    var check: [UInt8]
  }

  /// The distinct numbers.
  var entryCount: Int { tables.reduce(0) { $0 + $1.entryCount } }
  var sections: [Section] {
    tables.flatMap { [$0.lines, $0.side] } + [ranges, classes, catalogue]
      + (blockDigests.map { [$0] } ?? [])
  }
  /// The bytes that are digested by blocks.
  ///
  /// Of any header: whether its places are right is for ``checkPlaces(path:)``.
  var blocksRange: Range<Int> {
    let (end, isTooLarge) = catalogue.offset.addingReportingOverflow(catalogue.byteCount)
    return Self.byteCount..<(isTooLarge ? Self.byteCount : max(Self.byteCount, end))
  }

  private static let tablesOffset = 96
  private static let lineageOffset = 424
  private static let keyOffset = 72

  init(tables: [TableHeader]) { self.tables = tables }

  // MARK: Writing

  /// The page as it stands in the file, in the last version.
  func encoded() -> [UInt8] {
    var writer = ByteWriter(capacity: Self.byteCount)
    writer.append(contentsOf: Self.magic)
    writer.append(Self.formatVersions.upperBound)
    writer.append(UInt32(Self.byteCount))
    writer.append(UInt64(fileByteCount))
    writer.append(UInt32(key == nil ? 0 : 1))
    writer.append(UInt32(listCount))
    writer.append(UInt64(entryCount))
    writer.append(UInt32(classCount))
    writer.append(UInt32(rangeCount))
    let version = Array(metadataVersion.utf8.prefix(Self.metadataVersionByteCount))
    writer.append(contentsOf: version)
    writer.pad(to: 48 + Self.metadataVersionByteCount)
    writer.append(contentsOf: region.utf8.prefix(2))
    writer.pad(to: Self.keyOffset)
    if let key {
      writer.append(contentsOf: key.id.bytes)
      writer.append(contentsOf: key.check)
    }
    writer.pad(to: Self.tablesOffset)
    for table in tables { table.append(to: &writer) }
    for section in [ranges, classes, catalogue, blockDigests ?? Section()] {
      section.append(to: &writer)
    }
    writer.append(UInt32(blockByteCount))
    writer.pad(to: Self.lineageOffset)
    lineage.append(to: &writer)
    writer.pad(to: Self.digestOffset)
    writer.append(ContentDigest(of: writer.bytes.span))
    return writer.bytes
  }

  // MARK: Reading

  /// Reads and checks the first page; O(1), safe on any bytes.
  ///
  /// - Parameter bytes: The whole file.
  init(_ bytes: Span<UInt8>, path: String) throws(IndexError) {
    guard bytes.count >= Self.magic.count,
      Self.magic.indices.allSatisfy({ [magic = Self.magic] in bytes[$0] == magic[$0] })
    else { throw IndexError(.notAnIndex, path: path) }
    guard bytes.count >= Self.byteCount else {
      throw IndexError(.byteCount(expected: Self.byteCount, found: bytes.count), path: path)
    }
    var reader = ByteReader(bytes, at: Self.magic.count)
    let version: UInt32 = reader.read()
    guard Self.formatVersions.contains(version) else {
      let kind = IndexError.Kind.version(
        found: Int(version), supported: Self.formatVersions.map(Int.init))
      throw IndexError(kind, path: path)
    }
    guard Self.isIntact(bytes) else {
      throw IndexError(.digest(part: "header", offset: 0), path: path)
    }

    // From here on the header is what some builder wrote; it may still be of a kind unknown here.
    func field(_ name: String, _ offset: Int) -> IndexError {
      IndexError(.field(name: name, offset: offset), path: path)
    }
    guard reader.read(UInt32.self) == UInt32(Self.byteCount) else {
      throw field("header size", 12)
    }
    let fileByteCount: UInt64 = reader.read()
    guard fileByteCount == UInt64(bytes.count) else {
      let expected = Int(clamping: fileByteCount)
      throw IndexError(.byteCount(expected: expected, found: bytes.count), path: path)
    }
    self.fileByteCount = bytes.count
    let mode: UInt32 = reader.read()
    guard mode <= 1 else {
      throw IndexError(.unsupported(feature: "an index of another mode"), path: path)
    }
    listCount = Int(reader.read(UInt32.self))
    let entryCount: UInt64 = reader.read()
    classCount = Int(reader.read(UInt32.self))
    guard listCount <= SuppressionIndex.listCountMax else { throw field("list count", 28) }
    guard classCount >= 1, classCount <= SuppressionIndex.classCountMax else {
      throw field("class count", 40)
    }
    rangeCount = Int(reader.read(UInt32.self))
    let versionBytes = reader.readBytes(Self.metadataVersionByteCount)
    metadataVersion = String(decoding: versionBytes.prefix { $0 != 0 }, as: UTF8.self)
    region = String(decoding: reader.readBytes(2).prefix { $0 != 0 }, as: UTF8.self)
    try Self.readZeros(&reader, to: Self.keyOffset, path: path)
    if mode == 1 {
      let id = KeyID(bytes: reader.readBytes(KeyID.byteCount))
      key = KeyName(id: id, check: reader.readBytes(IndexKey.checkByteCount))
    }
    try Self.readZeros(&reader, to: Self.tablesOffset, path: path)
    tables = []
    for domain in CodeDomain.all(isKeyed: mode == 1) {
      tables.append(
        try TableHeader(domain, &reader, fileByteCount: bytes.count, path: path))
    }
    ranges = try Section(&reader, path: path)
    classes = try Section(&reader, path: path)
    catalogue = try Section(&reader, path: path)
    if version >= 4 {
      blockDigests = try Section(&reader, path: path)
      blockByteCount = Int(reader.read(UInt32.self))
      guard BlockDigests.byteCounts.contains(blockByteCount), blockByteCount.nonzeroBitCount == 1
      else { throw field("size of blocks", 416) }
      guard reader.read(UInt32.self) == 0 else { throw field("reserved byte", 420) }
      lineage = IndexLineage(&reader)
    }
    guard entryCount == UInt64(self.entryCount) else { throw field("entry count", 32) }
    try checkPlaces(path: path)
    try Self.readZeros(&reader, to: Self.digestOffset, path: path)
  }

  /// Goes on to `end`, over bytes that mean nothing as yet.
  private static func readZeros(
    _ reader: inout ByteReader, to end: Int, path: String
  ) throws(IndexError) {
    while reader.offset < end {
      let offset = reader.offset
      guard reader.read(UInt8.self) == 0 else {
        throw IndexError(.field(name: "reserved byte", offset: offset), path: path)
      }
    }
  }

  /// Whether the header of a file has the digest that it says, in every version.
  private static func isIntact(_ bytes: Span<UInt8>) -> Bool {
    var reader = ByteReader(bytes, at: digestOffset)
    return ContentDigest(of: bytes.extracting(..<digestOffset)) == reader.readDigest()
  }

  /// Checks that the sections touch each other, end with the file, and hold what is counted in them.
  private func checkPlaces(path: String) throws(IndexError) {
    let tableByteCounts = tables.flatMap { table -> [Int?] in
      [
        table.allLineCount * SlotLayout.lineByteCount,
        table.sideEntryCount * SideTable.entryByteCount,
      ]
    }
    let byteCounts =
      tableByteCounts + [
        rangeCount * RangeTable.segmentByteCount,
        classCount * Self.classByteCount(listCount: listCount), nil,
        (blocksRange.count + blockByteCount - 1) / blockByteCount * 8,
      ]
    var end = Self.byteCount
    for (index, (section, byteCount)) in zip(sections, byteCounts).enumerated() {
      guard section.offset == end, section.byteCount <= fileByteCount - end,
        section.byteCount % Self.sectionAlignment == 0,
        byteCount.map({ Self.aligned($0) == section.byteCount }) ?? true
      else {
        let name = "place of the \(Self.sectionNames[index])"
        throw IndexError(.field(name: name, offset: Self.place(ofSection: index)), path: path)
      }
      end += section.byteCount
    }
    guard end == fileByteCount else {
      throw IndexError(.byteCount(expected: end, found: fileByteCount), path: path)
    }
  }

  /// Where the header says where a section lies.
  private static func place(ofSection index: Int) -> Int {
    let tableCount = CodeDomain.count
    guard index < 2 * tableCount else {
      return tablesOffset + tableCount * TableHeader.byteCount + (index - 2 * tableCount) * 32
    }
    return tablesOffset + index / 2 * TableHeader.byteCount + 32 + index % 2 * 32
  }

  /// Where the catalogue of an index of version 2 lies, whose records are the same; nil if its header is
  /// damaged. Its numbers are of no use here, but a rebuild must know what it was made of.
  static func catalogueOfVersion2(
    _ bytes: Span<UInt8>, path: String
  ) throws(IndexError) -> (Section, listCount: Int)? {
    guard bytes.count >= byteCount, isIntact(bytes) else { return nil }
    var reader = ByteReader(bytes, at: 52)
    let listCount = Int(reader.read(UInt32.self))
    reader = ByteReader(bytes, at: 256)
    let section = try Section(&reader, path: path)
    guard listCount <= SuppressionIndex.listCountMax, section.offset >= byteCount,
      section.offset <= bytes.count, section.byteCount <= bytes.count - section.offset
    else { return nil }
    return (section, listCount)
  }

  /// The bytes of one class: the count of its numbers in each table, and a bit for every list.
  static func classByteCount(listCount: Int) -> Int {
    classCountByteCount + (listCount + 63) / 64 * 8
  }
  static let classCountByteCount = 8 * CodeDomain.count

  /// `byteCount` rounded up to a whole line.
  static func aligned(_ byteCount: Int) -> Int {
    (byteCount + sectionAlignment - 1) / sectionAlignment * sectionAlignment
  }
}

extension IndexHeader.Section {
  init(_ reader: inout ByteReader, path: String) throws(IndexError) {
    let place = reader.offset
    let start: UInt64 = reader.read()
    let count: UInt64 = reader.read()
    guard start < 1 << 62, count < 1 << 62 else {
      throw IndexError(.field(name: "section", offset: place), path: path)
    }
    self.init(offset: Int(start), byteCount: Int(count), digest: reader.readDigest())
  }

  func append(to writer: inout ByteWriter) {
    writer.append(UInt64(offset))
    writer.append(UInt64(byteCount))
    writer.append(digest)
  }
}
