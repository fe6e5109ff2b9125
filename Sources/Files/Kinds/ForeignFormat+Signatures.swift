extension ForeignFormat {
  /// The bytes that ``init(head:)`` wants to see, if there are as many.
  public static let headByteCount = 4096

  /// The format of a file that begins with `head`, or nil if that may be rows of text.
  ///
  /// Letters that a line of text may begin with count only with something behind them that no text has.
  ///
  /// - Parameter head: The first ``headByteCount`` bytes or more; all of them if there are fewer.
  public init?(head: Span<UInt8>) {
    if let format = Self.signed(head) ?? Self.container(head) ?? Self.picture(head)
      ?? TextOpening(head).format ?? Self.density(head)
    {
      self = format
    } else {
      return nil
    }
  }

  private struct Signature {
    var format: ForeignFormat
    var bytes: [UInt8]
    /// True if the bytes might be text, so that some of the next sixteen must be none.
    var needsBinary = false

    init(_ format: ForeignFormat, _ bytes: [UInt8], needsBinary: Bool = false) {
      self.format = format
      self.bytes = bytes
      self.needsBinary = needsBinary
    }

    init(_ format: ForeignFormat, _ text: String, needsBinary: Bool = false) {
      self.init(format, Array(text.utf8), needsBinary: needsBinary)
    }
  }

  /// Source: `file(1)` and the formats' own specifications.
  private static let signatures: [Signature] = [
    .init(.sqlite, "SQLite format 3\0"),
    .init(.parquet, "PAR1", needsBinary: true),
    .init(.parquet, "PARE", needsBinary: true),
    .init(.avro, "Obj\u{1}"),
    .init(.orc, "ORC", needsBinary: true),
    .init(.arrow, "ARROW1\0\0"),
    .init(.access, "\0\u{1}\0\0Standard Jet DB"),
    .init(.access, "\0\u{1}\0\0Standard ACE DB"),
    .init(.hdf5, [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]),
    .init(.sevenZip, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
    .init(.rar, "Rar!\u{1A}\u{7}"),
    .init(.lz4, [0x04, 0x22, 0x4D, 0x18]),
    .init(.lzip, "LZIP\u{1}"),
    .init(.lzma, [0x5D, 0, 0]),
    .init(.compress, [0x1F, 0x9D]),
    .init(.cabinet, "MSCF\0\0\0\0"),
    .init(.openPGP, "-----BEGIN PGP "),
    .init(.age, "age-encryption.org/"),
    .init(.age, "-----BEGIN AGE ENCRYPTED"),
    .init(.plist, "bplist0"),
    // The beginnings of old Excel files without a container: versions 2, 3, 4 and 5.
    .init(.oldExcel, [0x09, 0, 4, 0]), .init(.oldExcel, [0x09, 2, 6, 0]),
    .init(.oldExcel, [0x09, 4, 6, 0]), .init(.oldExcel, [0x09, 8, 8, 0]),
    .init(.image, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
    .init(.image, [0xFF, 0xD8, 0xFF]),
    .init(.image, "GIF87a"), .init(.image, "GIF89a"),
    .init(.image, [0x49, 0x49, 0x2A, 0]), .init(.image, [0x4D, 0x4D, 0, 0x2A]),
    .init(.image, "8BPS", needsBinary: true),
    .init(.sound, "ID3", needsBinary: true), .init(.sound, "fLaC", needsBinary: true),
    .init(.sound, "OggS", needsBinary: true),
    .init(.video, [0x1A, 0x45, 0xDF, 0xA3]),
    .init(.program, [0x7F, 0x45, 0x4C, 0x46]),
    .init(.program, "MZ", needsBinary: true),
    .init(.program, [0xCF, 0xFA, 0xED, 0xFE]), .init(.program, [0xCA, 0xFE, 0xBA, 0xBE]),
    .init(.program, [0, 0x61, 0x73, 0x6D]),
  ]

  private static func signed(_ head: Span<UInt8>) -> ForeignFormat? {
    for signature in signatures {
      let end = signature.bytes.count
      guard holds(signature.bytes, head, at: 0) else { continue }
      if !signature.needsBinary
        || (end..<min(end + 16, head.count)).contains(where: {
          isControl(head[$0])
        })
      {
        return signature.format
      }
    }
    return nil
  }

  /// What begins with the length of its parts, or tells what it is further on.
  private static func container(_ head: Span<UInt8>) -> ForeignFormat? {
    if holds([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], head, at: 0) {
      return CompoundFile.format(head)
    }
    // A dBase table: its version, then year, month and day of the last change, then the count of rows, and
    // the bytes of its header, which holds a zero-filled description a column.
    if head.count >= 68, [0x03, 0x30, 0x31, 0x32, 0x43, 0x83, 0x8B, 0xF5].contains(head[0]),
      (1...12).contains(head[2]), (1...31).contains(head[3]),
      head[8] & 0x1F == 1 || head[8] & 0x1F == 8,
      head[12] == 0, head[13] == 0
    {
      return .dBase
    }
    return nil
  }

  private static func picture(_ head: Span<UInt8>) -> ForeignFormat? {
    // A bitmap: reserved zeros behind its size.
    if holds(Array("BM".utf8), head, at: 0), holds([0, 0, 0, 0], head, at: 6) { return .image }
    if holds(Array("RIFF".utf8), head, at: 0) {
      if holds(Array("WEBP".utf8), head, at: 8) { return .image }
      if holds(Array("WAVE".utf8), head, at: 8) { return .sound }
      if holds(Array("AVI ".utf8), head, at: 8) { return .video }
    }
    if holds(Array("ftyp".utf8), head, at: 4), head[0] == 0 {
      let isPicture = ["heic", "heix", "mif1", "avif"].contains {
        holds(Array($0.utf8), head, at: 8)
      }
      return isPicture ? .image : .video
    }
    return nil
  }

  /// What the bytes are by their kinds: UTF-16 without a mark, and what is no text.
  private static func density(_ head: Span<UInt8>) -> ForeignFormat? {
    let count = min(head.count, headByteCount)
    var zeroCounts = (even: 0, odd: 0)
    var controlCount = 0
    for index in 0..<count {
      let byte = head[index]
      if byte == 0 {
        if index & 1 == 0 { zeroCounts.even += 1 } else { zeroCounts.odd += 1 }
      } else if isControl(byte) {
        controlCount += 1
      }
    }
    // Of text with digits and delimiters in UTF-16, most high bytes are zero and hardly a low one.
    if count >= 8, controlCount * 50 < count {
      if zeroCounts.odd * 4 > count && zeroCounts.even * 50 < count { return .utf16LE }
      if zeroCounts.even * 4 > count && zeroCounts.odd * 50 < count { return .utf16BE }
    }
    if isEBCDIC(head) { return .ebcdic }
    if holdsTableCells(head) { return .html }
    // Of bytes at random, one in thirteen is such a control character.
    let isBinary =
      count >= 64 && controlCount * 25 > count || (zeroCounts.even + zeroCounts.odd) * 2 > count
    if isBinary { return .binary }
    return zeroRunCount(head) >= zeroRunCountMin ? .torn : nil
  }

  /// The most zero bytes that follow each other: a disk that was full, or a copy that was cut off and gone on
  /// with, leaves them in the place of what was lost.
  private static func zeroRunCount(_ head: Span<UInt8>) -> Int {
    var most = 0
    var count = 0
    for index in 0..<min(head.count, headByteCount) {
      count = head[index] == 0 ? count + 1 : 0
      most = max(most, count)
    }
    return most
  }
  private static let zeroRunCountMin = 4

  /// True of a page that lacks its beginning: cells of a table follow each other.
  private static func holdsTableCells(_ head: Span<UInt8>) -> Bool {
    let tag = Array("</td>".utf8)
    var cellCount = 0
    for index in 0..<min(head.count, headByteCount) where head[index] == tag[0] {
      if holds(tag, head, at: index) { cellCount += 1 }
    }
    return cellCount >= tableCellCountMin
  }
  private static let tableCellCountMin = 5

  /// True of letters and digits as IBM's mainframes write them: they all have the highest bit, and whoever reads
  /// them as ASCII finds neither digits nor the ends of lines.
  private static func isEBCDIC(_ head: Span<UInt8>) -> Bool {
    let count = min(head.count, headByteCount)
    var digitCount = 0
    var letterCount = 0
    for index in 0..<count {
      switch head[index] {
      case 0x0A, 0x30...0x39: return false
      case 0xF0...0xF9: digitCount += 1
      case 0x81...0x89, 0x91...0x99, 0xA2...0xA9, 0xC1...0xC9, 0xD1...0xD9, 0xE2...0xE9:
        letterCount += 1
      default: break
      }
    }
    return digitCount >= 7 && (digitCount + letterCount) * 2 > count
  }

  /// Control characters that no text has: neither blanks, nor the ends of files of old, nor what
  /// separates fields in files of some databases. Zeros are counted apart.
  private static func isControl(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x00, 0x02...0x08, 0x0E...0x19: true
    default: false
    }
  }

  static func holds(_ bytes: [UInt8], _ head: Span<UInt8>, at offset: Int) -> Bool {
    head.count >= offset + bytes.count
      && bytes.indices.allSatisfy { head[offset + $0] == bytes[$0] }
  }
}
