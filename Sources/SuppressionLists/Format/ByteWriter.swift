/// Bytes under construction, integers little-endian: the one place that writes them.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  mutating func append(_ integer: some FixedWidthInteger) {
    for byteIndex in 0..<integer.bitWidth / 8 {
      bytes.append(UInt8(truncatingIfNeeded: integer >> (8 * byteIndex)))
    }
  }

  mutating func append(_ digest: ContentDigest) {
    append(digest.low)
    append(digest.high)
  }

  mutating func append(contentsOf more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

  /// Appends zeros until the count of bytes is a multiple of `byteCount`.
  mutating func pad(toMultipleOf byteCount: Int) {
    while bytes.count % byteCount != 0 { bytes.append(0) }
  }

  /// Appends zeros until there are `byteCount` bytes.
  mutating func pad(to byteCount: Int) {
    precondition(bytes.count <= byteCount)
    bytes.append(contentsOf: repeatElement(0, count: byteCount - bytes.count))
  }
}

/// A read position in bytes, integers little-endian: the one place that reads them.
///
/// - Precondition: of every read, that so many bytes are left; callers check sizes once, before.
struct ByteReader: ~Escapable {
  private let bytes: Span<UInt8>
  private(set) var offset: Int

  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>, at offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  mutating func read<Integer: FixedWidthInteger>(_: Integer.Type = Integer.self) -> Integer {
    var integer: Integer = 0
    for byteIndex in 0..<Integer.bitWidth / 8 {
      integer |= Integer(truncatingIfNeeded: bytes[offset + byteIndex]) << (8 * byteIndex)
    }
    offset += Integer.bitWidth / 8
    return integer
  }

  mutating func readDigest() -> ContentDigest {
    let low: UInt64 = read()
    let high: UInt64 = read()
    return ContentDigest(high: high, low: low)
  }

  mutating func readBytes(_ byteCount: Int) -> [UInt8] {
    defer { offset += byteCount }
    return (offset..<offset + byteCount).map { bytes[$0] }
  }
}
