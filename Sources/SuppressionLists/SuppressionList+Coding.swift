/// The catalogue: a record of 128 bytes a list, then the ids.
///
/// ```
///   a record:   0 id offset │ 4 id byte count │ 8 kind, seven zeros
///              16 version day (−2^31 if undated) │ 20 maximum age in days (reserved, 0)
///              24 number count │ 32 source digest (low, high) │ 48 source byte count
///              56 row count │ 64 unreadable row count
///              72 coverage: offset, count (reserved, 0) │ 80 zeros
/// ```
extension SuppressionList {
  static let recordByteCount = 128
  private static let undated = Int32.min

  static func encodedCatalogue(_ lists: [SuppressionList]) -> [UInt8] {
    var writer = ByteWriter(capacity: lists.count * (recordByteCount + 16))
    var idOffset = lists.count * recordByteCount
    for (index, list) in lists.enumerated() {
      writer.append(UInt32(idOffset))
      writer.append(UInt32(list.id.utf8.count))
      writer.append(list.kind.rawValue)
      writer.pad(toMultipleOf: 16)
      writer.append(list.versionDate?.day ?? undated)
      writer.append(UInt32(0))
      writer.append(UInt64(list.numberCount))
      writer.append(list.sourceDigest)
      writer.append(UInt64(list.sourceByteCount))
      writer.append(UInt64(list.rowCount))
      writer.append(UInt64(list.unreadableRowCount))
      writer.pad(to: (index + 1) * recordByteCount)
      idOffset += list.id.utf8.count
    }
    for list in lists { writer.append(contentsOf: list.id.utf8) }
    writer.pad(toMultipleOf: IndexHeader.sectionAlignment)
    return writer.bytes
  }

  /// Reads a catalogue; safe on any bytes.
  ///
  /// - Parameter fileOffset: Where `bytes` begin in the file, for messages.
  static func catalogue(
    _ bytes: Span<UInt8>, listCount: Int, fileOffset: Int, path: String
  ) throws(IndexError) -> [SuppressionList] {
    func field(_ name: String, _ offset: Int) -> IndexError {
      IndexError(.field(name: name, offset: fileOffset + offset), path: path)
    }
    guard bytes.count >= listCount * recordByteCount else { throw field("catalogue size", 0) }
    var lists: [SuppressionList] = []
    for index in 0..<listCount {
      let start = index * recordByteCount
      var reader = ByteReader(bytes, at: start)
      let idOffset = Int(reader.read(UInt32.self))
      let idByteCount = Int(reader.read(UInt32.self))
      guard idByteCount <= idByteCountMax, idOffset <= bytes.count - idByteCount else {
        throw field("list id", start)
      }
      guard let kind = ListKind(rawValue: reader.read(UInt8.self)) else {
        throw field("list kind", start + 8)
      }
      var idReader = ByteReader(bytes, at: idOffset)
      let id = String(decoding: idReader.readBytes(idByteCount), as: UTF8.self)
      guard isValid(id: id) else { throw field("list id", idOffset) }
      var dateReader = ByteReader(bytes, at: start + 16)
      let day: Int32 = dateReader.read()
      var list = SuppressionList(
        id: id, kind: kind, versionDate: day == undated ? nil : CalendarDate(day: day))
      guard dateReader.read(UInt32.self) == 0 else {
        throw IndexError(.unsupported(feature: "maximum ages of lists"), path: path)
      }
      let numberCount: UInt64 = dateReader.read()
      list.sourceDigest = dateReader.readDigest()
      let counts = [
        numberCount, dateReader.read(UInt64.self), dateReader.read(UInt64.self),
        dateReader.read(UInt64.self),
      ]
      guard counts.allSatisfy({ $0 < 1 << 62 }) else { throw field("list counts", start + 24) }
      list.numberCount = Int(counts[0])
      list.sourceByteCount = Int(counts[1])
      list.rowCount = Int(counts[2])
      list.unreadableRowCount = Int(counts[3])
      guard dateReader.read(UInt64.self) == 0 else {
        throw IndexError(.unsupported(feature: "coverage of lists"), path: path)
      }
      lists.append(list)
    }
    return lists
  }
}
