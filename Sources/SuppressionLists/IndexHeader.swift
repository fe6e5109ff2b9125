import Files

/// The first page of an index file: what it is and where its sections lie.
///
/// `SuppressionLists.docc/IndexFileFormat.md` is the specification; a test compares the two.
///
/// ```
///   0          4096      …            …        …         …           fileByteCount
///   ├─ header ─┼─ lines ─┼ side table ┼ ranges ┼ classes ┼ catalogue ┤
/// ```
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
  static let formatVersion: UInt32 = 2
  static let byteCount = 4096
  static let digestOffset = byteCount - 16
  static let sectionAlignment = 64
  static let metadataVersionByteCount = 16
  static let sectionNames = ["lines", "side table", "ranges", "classes", "catalogue"]

  var fileByteCount = 0
  /// The distinct numbers.
  var entryCount = 0
  /// The home lines; `SlotLayout.displacementMax` more follow them.
  var lineCount = 0
  var layout: SlotLayout
  var listCount = 0
  /// The classes, class 0 ("on no list") included.
  var classCount = 0
  var sideEntryCount = 0
  /// The segments of the table of ranges.
  var rangeCount = 0
  /// The version of the numbering plan by which the keys were made.
  var metadataVersion = ""
  /// The default region of the lists, two letters, or empty.
  var region = ""
  var lines = Section()
  var side = Section()
  var ranges = Section()
  var classes = Section()
  var catalogue = Section()

  var sections: [Section] { [lines, side, ranges, classes, catalogue] }

  // MARK: Writing

  /// The page as it stands in the file.
  func encoded() -> [UInt8] {
    var writer = ByteWriter(capacity: Self.byteCount)
    writer.append(contentsOf: Self.magic)
    writer.append(Self.formatVersion)
    writer.append(UInt32(Self.byteCount))
    writer.append(UInt64(fileByteCount))
    writer.append(UInt32(0))  // Mode: 0 is plain; 1 is reserved for keyed indexes.
    writer.append(UInt32(NumberCode.domainBitCount))
    writer.append(UInt64(entryCount))
    writer.append(UInt64(lineCount))
    writer.append(UInt8(layout.remainderByteCount))
    writer.append(UInt8(layout.classBitCount))
    writer.append(UInt8(layout.slotCount))
    writer.append(UInt8(SlotLayout.displacementMax))
    writer.append(UInt32(listCount))
    writer.append(UInt32(classCount))
    writer.append(UInt32(rangeCount))
    writer.append(UInt64(sideEntryCount))
    let version = Array(metadataVersion.utf8.prefix(Self.metadataVersionByteCount))
    writer.append(contentsOf: version)
    writer.pad(to: 72 + Self.metadataVersionByteCount)
    writer.append(contentsOf: region.utf8.prefix(2))
    writer.pad(to: 96)
    writer.pad(to: 112)  // The id of the key, reserved for keyed indexes.
    writer.pad(to: 128)
    for section in sections {
      writer.append(UInt64(section.offset))
      writer.append(UInt64(section.byteCount))
      writer.append(section.digest)
    }
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
    guard version == Self.formatVersion else {
      let kind = IndexError.Kind.version(
        found: Int(version), supported: Int(Self.formatVersion))
      throw IndexError(kind, path: path)
    }
    var digestReader = ByteReader(bytes, at: Self.digestOffset)
    guard ContentDigest(of: bytes.extracting(..<Self.digestOffset)) == digestReader.readDigest()
    else { throw IndexError(.digest(part: "header", offset: 0), path: path) }

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
    guard reader.read(UInt32.self) == 0 else {
      throw IndexError(.unsupported(feature: "a keyed index"), path: path)
    }
    guard reader.read(UInt32.self) == UInt32(NumberCode.domainBitCount) else {
      throw IndexError(.unsupported(feature: "another hash domain"), path: path)
    }
    let entryCount: UInt64 = reader.read()
    let lineCount: UInt64 = reader.read()
    let remainderByteCount = Int(reader.read(UInt8.self))
    let classBitCount = Int(reader.read(UInt8.self))
    guard
      let layout = SlotLayout(
        remainderByteCount: remainderByteCount, classBitCount: classBitCount),
      Int(reader.read(UInt8.self)) == layout.slotCount,
      Int(reader.read(UInt8.self)) == SlotLayout.displacementMax
    else { throw field("slot layout", 48) }
    self.layout = layout
    guard lineCount >= layout.lineCountMin, lineCount < 1 << 32 else {
      throw field("line count", 40)
    }
    self.lineCount = Int(lineCount)
    listCount = Int(reader.read(UInt32.self))
    classCount = Int(reader.read(UInt32.self))
    guard listCount <= SuppressionIndex.listCountMax else { throw field("list count", 52) }
    guard classCount >= 1, classCount <= SuppressionIndex.classCountMax else {
      throw field("class count", 56)
    }
    rangeCount = Int(reader.read(UInt32.self))
    let sideEntryCount: UInt64 = reader.read()
    guard entryCount <= UInt64(bytes.count), sideEntryCount <= entryCount else {
      throw field("entry count", 32)
    }
    self.entryCount = Int(entryCount)
    self.sideEntryCount = Int(sideEntryCount)
    let versionBytes = reader.readBytes(Self.metadataVersionByteCount)
    metadataVersion = String(decoding: versionBytes.prefix { $0 != 0 }, as: UTF8.self)
    region = String(decoding: reader.readBytes(2).prefix { $0 != 0 }, as: UTF8.self)
    while reader.offset < 128 {
      let offset = reader.offset
      guard reader.read(UInt8.self) == 0 else { throw field("reserved byte", offset) }
    }
    let byteCounts = [
      (self.lineCount + SlotLayout.displacementMax) * SlotLayout.lineByteCount,
      self.sideEntryCount * SideTable.entryByteCount,
      rangeCount * RangeTable.segmentByteCount,
      classCount * Self.classByteCount(listCount: listCount),
      nil,
    ]
    var end = Self.byteCount
    var sections: [Section] = []
    for (name, byteCount) in zip(Self.sectionNames, byteCounts) {
      let headerOffset = reader.offset
      let section = try Self.section(&reader, path: path)
      guard section.offset == end, section.byteCount <= bytes.count - end,
        section.byteCount % Self.sectionAlignment == 0,
        byteCount.map({ Self.aligned($0) == section.byteCount }) ?? true
      else { throw field("place of the \(name)", headerOffset) }
      end += section.byteCount
      sections.append(section)
    }
    guard end == bytes.count else {
      throw IndexError(.byteCount(expected: end, found: bytes.count), path: path)
    }
    (lines, side, ranges) = (sections[0], sections[1], sections[2])
    (classes, catalogue) = (sections[3], sections[4])
    while reader.offset < Self.digestOffset {
      let offset = reader.offset
      guard reader.read(UInt8.self) == 0 else { throw field("reserved byte", offset) }
    }
  }

  init(layout: SlotLayout) { self.layout = layout }

  private static func section(
    _ reader: inout ByteReader, path: String
  ) throws(IndexError) -> Section {
    let offset = reader.offset
    let start: UInt64 = reader.read()
    let byteCount: UInt64 = reader.read()
    guard start < 1 << 62, byteCount < 1 << 62 else {
      throw IndexError(.field(name: "section", offset: offset), path: path)
    }
    return Section(
      offset: Int(start), byteCount: Int(byteCount), digest: reader.readDigest())
  }

  /// The bytes of one class: the count of its numbers, and a bit for every list.
  static func classByteCount(listCount: Int) -> Int {
    classCountByteCount + (listCount + 63) / 64 * 8
  }
  static let classCountByteCount = 8

  /// `byteCount` rounded up to a whole line.
  static func aligned(_ byteCount: Int) -> Int {
    (byteCount + sectionAlignment - 1) / sectionAlignment * sectionAlignment
  }
}
