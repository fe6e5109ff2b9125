/// The entries that found no room in the lines, and the keys of sixteen digits and more: sorted by
/// code, found by bisection.
///
/// ```
///   an entry:  0       8        10          16
///              ├ code ─┼─ class ┼─ zeros ───┤
/// ```
enum SideTable {
  static let entryByteCount = 16

  /// The class of `code`, or 0.
  ///
  /// - Parameter bytes: The entries, without what pads the section.
  /// - Complexity: O(log *n*); one look-up in a thousand comes here.
  static func find(_ code: UInt64, in bytes: Span<UInt8>) -> UInt16 {
    var lower = 0
    var upper = bytes.count / entryByteCount
    while lower < upper {
      let middle = (lower + upper) / 2
      var reader = ByteReader(bytes, at: middle * entryByteCount)
      let found: UInt64 = reader.read()
      if found == code { return reader.read() }
      if found < code { lower = middle + 1 } else { upper = middle }
    }
    return 0
  }

  static func encoded(_ entries: [(code: UInt64, classNumber: UInt16)]) -> [UInt8] {
    var writer = ByteWriter(capacity: entries.count * entryByteCount)
    for entry in entries {
      writer.append(entry.code)
      writer.append(entry.classNumber)
      writer.pad(toMultipleOf: entryByteCount)
    }
    writer.pad(toMultipleOf: IndexHeader.sectionAlignment)
    return writer.bytes
  }
}
