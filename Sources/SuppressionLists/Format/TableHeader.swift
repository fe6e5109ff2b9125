/// What the header of an index says of the table of a domain.
struct TableHeader: Equatable {
  static let byteCount = 96

  let domain: CodeDomain
  var layout: SlotLayout
  /// The home lines, 0 for none; `layout.displacementMax` more follow them.
  var lineCount = 0
  /// The distinct numbers.
  var entryCount = 0
  var sideEntryCount = 0
  var lines = IndexHeader.Section()
  var side = IndexHeader.Section()

  /// The header of a table for so many entries and classes (class 0 not counted).
  ///
  /// - Parameters:
  ///   - longCount: How many of the entries are long keys, which are in no line.
  ///   - remainderByteCount: What the layout is to have, or nil for the smallest one.
  init(
    _ domain: CodeDomain, entryCount: Int, longCount: Int, classCount: Int,
    remainderByteCount: Int?
  ) {
    self.domain = domain
    self.entryCount = entryCount
    let inLinesCount = entryCount - longCount
    layout = .smallest(
      entryCount: inLinesCount, classCount: classCount, domain,
      remainderByteCount: remainderByteCount)
    lineCount = layout.lineCount(entryCount: inLinesCount, domain)
  }

  /// Where codes lie. A table without lines is asked for no home.
  var homes: HomeMap { HomeMap(lineCount: max(1, lineCount), domain) }

  /// All lines.
  var allLineCount: Int { Self.allLineCount(home: lineCount, layout) }

  static func allLineCount(home lineCount: Int, _ layout: SlotLayout) -> Int {
    lineCount == 0 ? 0 : lineCount + layout.displacementMax
  }

  func append(to writer: inout ByteWriter) {
    writer.append(UInt64(lineCount))
    writer.append(UInt64(entryCount))
    writer.append(UInt64(sideEntryCount))
    writer.append(UInt8(layout.remainderByteCount))
    writer.append(UInt8(layout.classBitCount))
    writer.append(UInt8(layout.slotCount))
    writer.append(UInt8(layout.displacementMax))
    writer.append(UInt32(domain.bitCount))
    lines.append(to: &writer)
    side.append(to: &writer)
  }

  /// Reads what stands at `reader`; the sections are checked by the header.
  init(
    _ domain: CodeDomain, _ reader: inout ByteReader, fileByteCount: Int, path: String
  ) throws(IndexError) {
    let offset = reader.offset
    func field(_ name: String, _ place: Int) -> IndexError {
      IndexError(.field(name: name, offset: offset + place), path: path)
    }
    self.domain = domain
    let lineCount: UInt64 = reader.read()
    let entryCount: UInt64 = reader.read()
    let sideEntryCount: UInt64 = reader.read()
    let remainderByteCount = Int(reader.read(UInt8.self))
    let classBitCount = Int(reader.read(UInt8.self))
    guard SlotLayout.remainderByteCounts(domain).contains(remainderByteCount),
      let layout = SlotLayout(
        remainderByteCount: remainderByteCount, classBitCount: classBitCount),
      Int(reader.read(UInt8.self)) == layout.slotCount,
      Int(reader.read(UInt8.self)) == layout.displacementMax
    else { throw field("slot layout", 24) }
    self.layout = layout
    guard reader.read(UInt32.self) == UInt32(domain.bitCount) else {
      throw IndexError(.unsupported(feature: "another hash domain"), path: path)
    }
    guard lineCount == 0 || lineCount >= layout.lineCountMin(domain),
      lineCount <= HomeMap.lineCountMax
    else { throw field("line count", 0) }
    self.lineCount = Int(lineCount)
    guard entryCount <= UInt64(fileByteCount), sideEntryCount <= entryCount else {
      throw field("entry count", 8)
    }
    self.entryCount = Int(entryCount)
    self.sideEntryCount = Int(sideEntryCount)
    lines = try IndexHeader.Section(&reader, path: path)
    side = try IndexHeader.Section(&reader, path: path)
  }
}
