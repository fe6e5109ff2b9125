import Glibc

/// Text of any bytes: what the system takes for names and arguments need not be UTF-8.
///
/// ```
///   bytes   6B E9 70 74       "képt" in Latin 1
///   text    k  U+10FFE9 p t   a byte that is no UTF-8 is carried by a scalar of its own
///   shown   k\xE9pt
/// ```
///
/// The scalars U+10FF80 to U+10FFFF are for private use, so that nobody has them in a name; if somebody
/// has, their bytes are carried one by one, and every text stands for exactly one run of bytes. All
/// paths of this module are such text.
public enum CarriedBytes {
  /// The scalar that would carry byte 0; only those of the bytes from 0x80 on are used.
  private static let base: UInt32 = 0x10FF00
  private static let carriers: ClosedRange<UInt32> = 0x10FF80...0x10FFFF
  /// The first byte of every carrier, and of few other scalars.
  private static let leadByte: UInt8 = 0xF4

  /// The text that stands for `bytes`.
  public static func text(of bytes: [UInt8]) -> String {
    if !bytes.contains(leadByte), let text = String(validating: bytes, as: UTF8.self) {
      return text
    }
    var scalars = String.UnicodeScalarView()
    var offset = 0
    while offset < bytes.count {
      if let (scalar, byteCount) = scalar(in: bytes, at: offset), !carriers.contains(scalar.value) {
        scalars.append(scalar)
        offset += byteCount
      } else {
        scalars.append(Unicode.Scalar(base + UInt32(bytes[offset]))!)
        offset += 1
      }
    }
    return String(scalars)
  }

  /// The text that stands for bytes which a zero ends, as system calls answer.
  @unsafe public static func text(endedByZero bytes: UnsafePointer<CChar>) -> String {
    // SAFETY: the caller vouches for the zero; nothing behind it is read.
    let buffer = unsafe UnsafeRawBufferPointer(start: bytes, count: strlen(bytes))
    return text(of: unsafe Array(buffer))
  }

  /// The bytes that `text` stands for.
  public static func bytes(of text: String) -> [UInt8] {
    let utf8 = Array(text.utf8)
    guard utf8.contains(leadByte) else { return utf8 }
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if carriers.contains(scalar.value) {
        bytes.append(UInt8(scalar.value - base))
      } else {
        bytes.append(contentsOf: UTF8.encode(scalar)!)
      }
    }
    return bytes
  }

  /// The text as people may see it: without what moves a terminal's cursor or turns what stands beside
  /// it around, and with carried bytes in digits.
  ///
  /// - Parameter breaksLines: True if line feeds stay.
  public static func shown(_ text: String, breaksLines: Bool = false) -> String {
    guard text.unicodeScalars.contains(where: isHarmful) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      if carriers.contains(scalar.value) {
        shown += "\\x" + hexadecimal(scalar.value - base, digitCount: 2)
      } else if breaksLines && scalar == "\n" || !isHarmful(scalar) {
        shown.unicodeScalars.append(scalar)
      } else if scalar.value < 0x80 {
        shown += scalar == "\n" ? "\\n" : "\\x" + hexadecimal(scalar.value, digitCount: 2)
      } else {
        shown += "\\u" + hexadecimal(scalar.value, digitCount: 4)
      }
    }
    return shown
  }

  /// True if a scalar stands for a byte that is no UTF-8.
  public static func isCarrier(_ scalar: Unicode.Scalar) -> Bool { carriers.contains(scalar.value) }

  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F: true
    // Marks that turn the direction of text, and separators of lines and paragraphs.
    case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: carriers.contains(scalar.value)
    }
  }

  private static func hexadecimal(_ value: UInt32, digitCount: Int) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digitCount - digits.count)) + digits
  }

  /// The scalar whose UTF-8 begins at `offset`, if there is one.
  private static func scalar(
    in bytes: [UInt8], at offset: Int
  ) -> (scalar: Unicode.Scalar, byteCount: Int)? {
    for byteCount in 1...4 where offset + byteCount <= bytes.count {
      let text = String(validating: bytes[offset..<offset + byteCount], as: UTF8.self)
      if let scalar = text?.unicodeScalars.first { return (scalar, byteCount) }
    }
    return nil
  }
}

extension String {
  /// The bytes that a path stands for, with the zero that ends them, as system calls want them.
  package var systemPath: [CChar] {
    CarriedBytes.bytes(of: self).map { CChar(bitPattern: $0) } + [0]
  }
}
