/// A zip of members as they are, uncompressed.
public enum StoredZip {
  public static func bytes(_ members: [(name: String, content: [UInt8])]) -> [UInt8] {
    var zip: [UInt8] = []
    var directory: [UInt8] = []
    for (name, content) in members {
      let name = Array(name.utf8)
      let common: [UInt8] =
        number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4) + number(checksum(content), 4)
        + number(content.count, 4) + number(content.count, 4) + number(name.count, 2) + number(0, 2)
      directory +=
        [0x50, 0x4B, 1, 2] + number(20, 2) + common + number(0, 10) + number(zip.count, 4)
      directory += name
      zip += [0x50, 0x4B, 3, 4] + common + name + content
    }
    let start = zip.count
    let end: [UInt8] =
      [0x50, 0x4B, 5, 6] + number(0, 4) + number(members.count, 2) + number(members.count, 2)
      + number(directory.count, 4) + number(start, 4) + number(0, 2)
    return zip + directory + end
  }

  /// Little-endian.
  private static func number(_ value: Int, _ byteCount: Int) -> [UInt8] {
    (0..<byteCount).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
  }

  /// CRC-32 of ISO 3309.
  private static func checksum(_ bytes: [UInt8]) -> Int {
    var value: UInt32 = ~0
    for byte in bytes { value = value >> 8 ^ table[Int((value ^ UInt32(byte)) & 0xFF)] }
    return Int(~value)
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
    }
  }
}
