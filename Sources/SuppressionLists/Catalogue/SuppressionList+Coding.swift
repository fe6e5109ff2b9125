/// The catalogue: a record of 192 bytes a list, then a record of 64 bytes a source, then texts.
///
/// ```
///   a list:     0 id: offset, byte count │ 8 kind │ 9 channels │ 10 zeros
///              16 version day (−2^31 if undated) │ 20 maximum age in days (−1 if none)
///              24 number count │ 32 source digest (low, high) │ 48 source byte count
///              56 row count │ 64 unreadable row count │ 72 coverage: offset, byte count
///              80 purposes: offset, byte count │ 88 sources: number of the first, count
///              96 settings digest │ 112 expired row count │ 120 next expiry (−2^31 if none)
///             124 range count │ 128 accepted gates: offset, byte count
///             136 areas of another day: offset, byte count │ 144 zeros
///   a source:   0 name: offset, byte count │ 8 role │ 9 zeros │ 12 facts: byte count
///              16 version day │ 20 facts: offset │ 24 byte count │ 32 digest │ 48 row count
///              56 unreadable row count
/// ```
///
/// Texts of several parts (coverage, purposes, gates, areas, facts) are joined by commas. The facts of
/// a source are its areas, `rows` if its rows told them, and the moments of its changes as
/// `FIRST/LAST`.
extension SuppressionList {
  static let recordByteCount = 192
  static let sourceByteCount = 64
  private static let noDay = Int32.min

  /// What a sealed catalogue is sealed with.
  static let sealContext = Array("nodial.1.catalogue".utf8)

  static func encodedCatalogue(_ lists: [SuppressionList]) -> [UInt8] {
    let sources = lists.flatMap(\.sources)
    var writer = ByteWriter()
    var texts = ByteWriter()
    let textOffset = lists.count * recordByteCount + sources.count * sourceByteCount
    /// Returns where the text lies.
    func place(_ text: String) -> (offset: UInt32, byteCount: UInt32) {
      let offset = textOffset + texts.bytes.count
      texts.append(contentsOf: text.utf8)
      return (UInt32(offset), UInt32(text.utf8.count))
    }
    func append(_ text: String) {
      let (offset, byteCount) = place(text)
      writer.append(offset)
      writer.append(byteCount)
    }
    var sourceNumber = 0
    for (index, list) in lists.enumerated() {
      append(list.id)
      writer.append(list.kind.rawValue)
      writer.append(list.channels.rawValue)
      writer.pad(toMultipleOf: 16)
      writer.append(list.versionDate?.day ?? noDay)
      writer.append(Int32(list.ageDayCountMax ?? -1))
      writer.append(UInt64(list.numberCount))
      writer.append(list.sourceDigest)
      writer.append(UInt64(list.sourceByteCount))
      writer.append(UInt64(list.rowCount))
      writer.append(UInt64(list.unreadableRowCount))
      append(list.coverage.joined(separator: ","))
      append(list.purposes.joined(separator: ","))
      writer.append(UInt32(sourceNumber))
      writer.append(UInt32(list.sources.count))
      writer.append(list.settingsDigest)
      writer.append(UInt64(list.expiredRowCount))
      writer.append(list.nextExpiry?.day ?? noDay)
      writer.append(UInt32(list.rangeCount))
      append(list.acceptedGates.joined(separator: ","))
      // Zeros for no text, as readers before 0.4.0 want them.
      if !list.datedAreas.isEmpty {
        append(list.datedAreas.map(\.text).joined(separator: ","))
      }
      writer.pad(to: (index + 1) * recordByteCount)
      sourceNumber += list.sources.count
    }
    for source in sources {
      append(source.name)
      writer.append(source.role.rawValue)
      writer.pad(toMultipleOf: 4)
      let facts = source.factsText
      let (offset, byteCount) = facts.isEmpty ? (0, 0) : place(facts)
      writer.append(byteCount)
      writer.append(source.versionDate?.day ?? noDay)
      writer.append(offset)
      writer.append(UInt64(source.byteCount))
      writer.append(source.digest)
      writer.append(UInt64(source.rowCount))
      writer.append(UInt64(source.unreadableRowCount))
    }
    writer.append(contentsOf: texts.bytes)
    writer.pad(toMultipleOf: IndexHeader.sectionAlignment)
    return writer.bytes
  }

  /// Reads a catalogue; safe on any bytes.
  ///
  /// - Parameter fileOffset: Where `bytes` begin in the file, for messages.
  static func catalogue(
    _ bytes: Span<UInt8>, listCount: Int, fileOffset: Int, path: String
  ) throws(IndexError) -> [SuppressionList] {
    guard bytes.count >= listCount * recordByteCount else {
      throw IndexError(.field(name: "catalogue size", offset: fileOffset), path: path)
    }
    var lists: [SuppressionList] = []
    for index in 0..<listCount {
      var reader = CatalogueReader(
        bytes, at: index * recordByteCount, fileOffset: fileOffset, path: path)
      lists.append(try list(&reader, sourcesOffset: listCount * recordByteCount))
    }
    return lists
  }

  private static func list(
    _ reader: inout CatalogueReader, sourcesOffset: Int
  ) throws(IndexError) -> SuppressionList {
    let id = try reader.text("list id")
    guard isValid(id: id) else { throw reader.error("list id") }
    guard let kind = ListKind(rawValue: reader.integer()) else { throw reader.error("list kind") }
    var list = SuppressionList(id: id, kind: kind)
    list.channels = ListChannels(rawValue: reader.integer())
    guard list.channels.isSubset(of: .all) else { throw reader.error("channels of a list") }
    try reader.skipZeros(6)
    list.versionDate = reader.date()
    let age: Int32 = reader.integer()
    guard age >= -1 else { throw reader.error("maximum age of a list") }
    list.ageDayCountMax = age < 0 ? nil : Int(age)
    list.numberCount = try reader.count()
    list.sourceDigest = reader.digest()
    list.sourceByteCount = try reader.count()
    list.rowCount = try reader.count()
    list.unreadableRowCount = try reader.count()
    list.coverage = try reader.texts("coverage of a list")
    guard list.coverage.allSatisfy(isValid(prefix:)) else {
      throw reader.error("coverage of a list")
    }
    list.purposes = try reader.texts("purposes of a list")
    let firstSource = Int(reader.integer(UInt32.self))
    let sourceCount = Int(reader.integer(UInt32.self))
    list.settingsDigest = reader.digest()
    list.expiredRowCount = try reader.count()
    list.nextExpiry = reader.date()
    list.rangeCount = Int(reader.integer(UInt32.self))
    list.acceptedGates = try reader.texts("accepted gates of a list")
    for text in try reader.texts("areas of a list") {
      guard let area = ListArea(text: text), list.coverage.contains(area.prefix) else {
        throw reader.error("areas of a list")
      }
      list.datedAreas.append(area)
    }
    try reader.skipZeros(recordByteCount - 144)
    for number in firstSource..<firstSource + sourceCount {
      var sourceReader = try reader.moved(
        to: sourcesOffset + number * sourceByteCount, byteCount: sourceByteCount)
      list.sources.append(try source(&sourceReader))
    }
    return list
  }

  private static func source(_ reader: inout CatalogueReader) throws(IndexError) -> ListSource {
    var source = ListSource(name: try reader.text("name of a source"))
    guard let role = ListSource.Role(rawValue: reader.integer()) else {
      throw reader.error("role of a source")
    }
    source.role = role
    try reader.skipZeros(3)
    let factsByteCount = Int(reader.integer(UInt32.self))
    source.versionDate = reader.date()
    let factsOffset = Int(reader.integer(UInt32.self))
    let facts = try reader.text(
      "facts of a source", offset: factsOffset, byteCount: factsByteCount)
    for fact in facts.split(separator: ",") {
      guard source.add(fact: fact) else { throw reader.error("facts of a source") }
    }
    source.byteCount = try reader.count()
    source.digest = reader.digest()
    source.rowCount = try reader.count()
    source.unreadableRowCount = try reader.count()
    return source
  }
}

extension ListSource {
  /// Areas and moments, as the catalogue has them.
  fileprivate var factsText: String {
    var facts = areas.map(\.text)
    if hasAreasOfRows { facts.append(Self.areasOfRowsFact) }
    if let moments { facts.append("\(moments.lowerBound)/\(moments.upperBound)") }
    return facts.joined(separator: ",")
  }

  private static let areasOfRowsFact = "rows"

  /// Takes in a part of that text. Returns false if it is none.
  fileprivate mutating func add(fact: Substring) -> Bool {
    if fact == Self.areasOfRowsFact {
      hasAreasOfRows = true
      return true
    }
    if let area = ListArea(text: fact) {
      areas.append(area)
      return true
    }
    let seconds = fact.split(separator: "/", omittingEmptySubsequences: false).map { Int64($0) }
    guard seconds.count == 2, let first = seconds[0], let last = seconds[1], first <= last,
      moments == nil
    else { return false }
    moments = first...last
    return true
  }
}

/// Reads the fields of a catalogue's record, and says which one is wrong.
private struct CatalogueReader: ~Escapable {
  private let bytes: Span<UInt8>
  private var reader: ByteReader
  private let fileOffset: Int
  private let path: String

  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>, at offset: Int, fileOffset: Int, path: String) {
    self.bytes = bytes
    reader = ByteReader(bytes, at: offset)
    self.fileOffset = fileOffset
    self.path = path
  }

  /// A reader of another record, if it lies in the catalogue.
  @_lifetime(copy self)
  func moved(to offset: Int, byteCount: Int) throws(IndexError) -> CatalogueReader {
    guard offset <= bytes.count - byteCount else { throw error("sources of a list") }
    return CatalogueReader(bytes, at: offset, fileOffset: fileOffset, path: path)
  }

  func error(_ name: String) -> IndexError {
    IndexError(.field(name: name, offset: fileOffset + reader.offset), path: path)
  }

  @_lifetime(self: copy self)
  mutating func integer<Integer: FixedWidthInteger>(_: Integer.Type = Integer.self) -> Integer {
    reader.read()
  }

  @_lifetime(self: copy self)
  mutating func count() throws(IndexError) -> Int {
    let count: UInt64 = reader.read()
    guard count < 1 << 62 else { throw error("count") }
    return Int(count)
  }

  @_lifetime(self: copy self)
  mutating func date() -> CalendarDate? {
    let day: Int32 = reader.read()
    return day == Int32.min ? nil : CalendarDate(day: day)
  }

  @_lifetime(self: copy self)
  mutating func digest() -> ContentDigest { reader.readDigest() }

  @_lifetime(self: copy self)
  mutating func text(_ name: String) throws(IndexError) -> String {
    let offset = Int(reader.read(UInt32.self))
    let byteCount = Int(reader.read(UInt32.self))
    return try text(name, offset: offset, byteCount: byteCount)
  }

  func text(_ name: String, offset: Int, byteCount: Int) throws(IndexError) -> String {
    guard byteCount <= bytes.count, offset <= bytes.count - byteCount else { throw error(name) }
    var textReader = ByteReader(bytes, at: offset)
    return String(decoding: textReader.readBytes(byteCount), as: UTF8.self)
  }

  @_lifetime(self: copy self)
  mutating func texts(_ name: String) throws(IndexError) -> [String] {
    try text(name).split(separator: ",").map(String.init)
  }

  @_lifetime(self: copy self)
  mutating func skipZeros(_ byteCount: Int) throws(IndexError) {
    for _ in 0..<byteCount {
      guard reader.read(UInt8.self) == 0 else { throw error("reserved byte") }
    }
  }
}
