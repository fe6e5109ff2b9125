/// Makes delimited text that is hard to read: rich in quotes, delimiters and line ends, with little
/// between them.
public enum DelimitedTextSample {
  /// Random bytes of about `byteCount`, in one of several temperaments.
  public static func bytes(
    byteCount: Int, delimiter: UInt8, using generator: inout SeededGenerator
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteCount + 64)
    // How tame the text is: 0 is all structure, 3 mostly whole and well-formed fields.
    let temper = Int.random(in: 0...3, using: &generator)
    while bytes.count < byteCount {
      if Int.random(in: 0..<4, using: &generator) < temper {
        appendField(to: &bytes, delimiter: delimiter, using: &generator)
      } else {
        bytes += fragment(delimiter: delimiter, using: &generator)
      }
    }
    return bytes
  }

  private static func fragment(
    delimiter: UInt8, using generator: inout SeededGenerator
  ) -> [UInt8] {
    switch Int.random(in: 0..<18, using: &generator) {
    case 0...2: [0x22]
    case 3: [0x22, 0x22]
    case 4...6: [delimiter]
    case 7: [delimiter, 0x22]
    case 8: [0x22, delimiter]
    case 9: [0x0A]
    case 10: [0x0D]
    case 11: [0x0D, 0x0A]
    case 12: [0x0D, 0x0D, 0x0A]
    case 13: [0xEF, 0xBB, 0xBF]
    case 14: [0x00]
    case 15:
      [[0xFF], [0xC3], [0x80], [0xC3, 0xA9], [0xED, 0xA0, 0x80]].randomElement(using: &generator)!
    case 16:
      [[0x2C], [0x3B], [0x09], [0x7C], [0x20], [0x27], [0x5C]].randomElement(using: &generator)!
    default: word(using: &generator)
    }
  }

  private static func appendField(
    to bytes: inout [UInt8], delimiter: UInt8, using generator: inout SeededGenerator
  ) {
    if Bool.random(using: &generator) {
      bytes += word(using: &generator)
    } else {
      bytes.append(0x22)
      for _ in 0..<Int.random(in: 0...3, using: &generator) {
        bytes += word(using: &generator)
        bytes += [[0x22, 0x22], [delimiter], [0x0A], [0x0D, 0x0A], []].randomElement(
          using: &generator)!
      }
      bytes.append(0x22)
    }
    bytes += [[delimiter], [delimiter], [delimiter], [0x0A], [0x0D, 0x0A]].randomElement(
      using: &generator)!
  }

  private static func word(using generator: inout SeededGenerator) -> [UInt8] {
    let byteCount = Int.random(in: 0..<10, using: &generator) == 0 ? 90 : 12
    return (0..<Int.random(in: 0...byteCount, using: &generator)).map { _ in
      UInt8.random(in: 0x61...0x7A, using: &generator)
    }
  }
}
