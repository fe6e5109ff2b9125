/// The archives and compressions that are unpacked, known by how they begin.
public enum ArchiveFormat: String, Sendable, CaseIterable {
  case zip, gzip, zstd, xz, bzip2, tar

  /// The bytes that ``init(head:)`` wants to see, if there are as many.
  public static let headByteCount = 512

  /// The format of a file that begins with `head`, or nil if it is none of these.
  public init?(head: Span<UInt8>) {
    func has(_ bytes: [UInt8], at offset: Int = 0) -> Bool {
      head.count >= offset + bytes.count
        && bytes.indices.allSatisfy { head[offset + $0] == bytes[$0] }
    }
    if has([0x50, 0x4B, 3, 4]) || has([0x50, 0x4B, 5, 6]) || has([0x50, 0x4B, 7, 8]) {
      self = .zip
    } else if has([0x1F, 0x8B]) {
      self = .gzip
    } else if has([0x28, 0xB5, 0x2F, 0xFD]) || Self.isSkippedFrame(head) {
      self = .zstd
    } else if has([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]) {
      self = .xz
    } else if has(Array("BZh".utf8)) && head.count > 3 && (0x31...0x39).contains(head[3]) {
      // A line of text may begin with these letters; a block's mark does not follow them there.
      guard has([0x31, 0x41, 0x59, 0x26, 0x53, 0x59], at: 4) || has([0x17, 0x72, 0x45], at: 4)
      else { return nil }
      self = .bzip2
    } else if has(Array("ustar".utf8), at: 257) || Self.hasTarChecksum(head) {
      self = .tar
    } else {
      return nil
    }
  }

  /// True for a frame that says how long the next one is, before one of zstd, as parallel compressors
  /// begin (RFC 8878 3.1.2).
  private static func isSkippedFrame(_ head: Span<UInt8>) -> Bool {
    guard head.count >= 16, head[0] & 0xF0 == 0x50, head[1] == 0x2A, head[2] == 0x4D,
      head[3] == 0x18
    else { return false }
    let start = 8 + Int(head[4])
    guard head[5] == 0, head[6] == 0, head[7] == 0, head.count >= start + 4 else { return false }
    return head[start] == 0x28 && head[start + 1] == 0xB5 && head[start + 2] == 0x2F
      && head[start + 3] == 0xFD
  }

  /// True for the header of a member as tars of old have it, known by its checksum alone: the sum of the
  /// bytes, where its own eight count as blanks, in octal digits.
  private static func hasTarChecksum(_ head: Span<UInt8>) -> Bool {
    let field = 148..<156
    guard head.count >= headByteCount, head[0] != 0 else { return false }
    var expected = 0
    var digitCount = 0
    for index in field {
      switch head[index] {
      case 0x30...0x37:
        expected = expected * 8 + Int(head[index] - 0x30)
        digitCount += 1
      case 0x00, 0x20: if digitCount > 0 { continue }
      default: return false
      }
    }
    guard digitCount >= 4 else { return false }
    var sum = 0
    for index in 0..<headByteCount { sum += field.contains(index) ? 0x20 : Int(head[index]) }
    return sum == expected
  }
}
