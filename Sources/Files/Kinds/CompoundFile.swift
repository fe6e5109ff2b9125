/// Which program a compound file (OLE 2) is of: old Office files, and new ones with a password.
///
/// Source: MS-CFB, sections 2.2 and 2.6. The names of what is in it stand in its directory:
///
///     header: … 30 sector size as a power of two … 48 first sector of the directory …
///     directory: entries of 128 bytes, each a name in UTF-16LE of up to 64
enum CompoundFile {
  private static let programs: [(name: String, format: ForeignFormat)] = [
    ("EncryptedPackage", .encryptedOffice), ("Workbook", .oldExcel), ("Book", .oldExcel),
    ("WordDocument", .oldWord), ("PowerPoint Document", .oldPowerPoint),
  ]

  /// - Parameter head: As much of the file as there is: the directory may lie anywhere.
  static func format(_ head: Span<UInt8>) -> ForeignFormat {
    guard head.count >= 512 else { return .oldOffice }
    func number(_ offset: Int, byteCount: Int) -> Int {
      (0..<byteCount).reduce(0) { $0 | Int(head[offset + $1]) << (8 * $1) }
    }
    let power = number(30, byteCount: 2)
    guard power == 9 || power == 12 else { return .oldOffice }
    let start = (number(48, byteCount: 4) + 1) << power
    // Only its first sector: the rest of the directory is elsewhere, but the main names come first.
    for entry in 0..<(1 << power) / 128 {
      let offset = start + entry * 128
      guard offset + 64 <= head.count else { return .oldOffice }
      for (name, format) in programs
      where ForeignFormat.holds(name.utf8.flatMap { [$0, 0] } + [0, 0], head, at: offset) {
        return format
      }
    }
    return .oldOffice
  }
}
