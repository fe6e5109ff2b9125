/// The ranges of numbers that stand on lists as a whole: segments that do not overlap, sorted, found
/// by bisection.
///
/// ```
///   a segment:  0      8       16       18        24
///               ├ low ─┼ high ─┼ class ─┼─ zeros ─┤
/// ```
///
/// The class of a number that has an entry of its own includes the lists of its segment, so that one
/// look-up answers; only a number without an entry is looked for here.
enum RangeTable {
  static let segmentByteCount = 24

  /// A segment while the index is built, both ends included.
  struct Segment: Equatable, Sendable {
    var low: UInt64
    var high: UInt64
    /// Ascending.
    var lists: [Int]
  }

  /// The class of `key`, or 0.
  ///
  /// - Parameter willRead: Called with the place of a segment in `bytes` before it is read.
  /// - Complexity: O(log *n*).
  @inline(__always)
  static func find<Failure: Error>(
    _ key: UInt64, in bytes: Span<UInt8>, segmentCount: Int,
    willRead: (Range<Int>) throws(Failure) -> Void
  ) throws(Failure) -> UInt16 {
    var lower = 0
    var upper = segmentCount
    while lower < upper {
      let middle = (lower + upper) / 2
      try willRead(middle * segmentByteCount..<(middle + 1) * segmentByteCount)
      var reader = ByteReader(bytes, at: middle * segmentByteCount)
      if key < reader.read(UInt64.self) {
        upper = middle
      } else if key > reader.read(UInt64.self) {
        lower = middle + 1
      } else {
        return reader.read()
      }
    }
    return 0
  }

  static func encoded(_ segments: [(low: UInt64, high: UInt64, classNumber: UInt16)]) -> [UInt8] {
    var writer = ByteWriter(capacity: segments.count * segmentByteCount)
    for segment in segments {
      writer.append(segment.low)
      writer.append(segment.high)
      writer.append(segment.classNumber)
      writer.pad(toMultipleOf: 8)
    }
    writer.pad(toMultipleOf: IndexHeader.sectionAlignment)
    return writer.bytes
  }

  /// The segments of an index, with the classes they name.
  static func segments(
    _ bytes: Span<UInt8>, segmentCount: Int
  ) -> [(low: UInt64, high: UInt64, classNumber: UInt16)] {
    var reader = ByteReader(bytes)
    return (0..<segmentCount).map { index in
      if reader.offset != index * segmentByteCount { _ = reader.readBytes(6) }
      return (reader.read(), reader.read(), reader.read())
    }
  }
}
