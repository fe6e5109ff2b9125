import Files

/// How a zip ends, by its end of central directory record (APPNOTE.TXT 4.3.14 to 4.3.16).
///
/// ```
///   members   directory   [zip64 end   locator of that]   end   comment   zeros
///   0                                                                     ────► the end of the file
/// ```
///
/// Nothing may lie before the members that the directory does not count, and nothing behind the end: two
/// zips in one file would be read as the second alone.
struct ZipEnd {
  /// The members that the directory names.
  let memberCount: Int

  private static let recordByteCount = 22
  private static let commentByteCountMax = 0xFFFF
  private static let locatorByteCount = 20

  /// Finds the record and compares it with the file.
  init(of file: ArchiveFile) throws(FileError) {
    let byteCount = file.byteCount
    let result = file.mapping.withBytes(0..<byteCount) { Self.read($0) }
    switch result {
    case .success(let count): memberCount = count
    case .failure(let failure): throw FileError(failure, path: file.path)
    }
  }

  private static func read(_ bytes: Span<UInt8>) -> Result<Int, ArchiveFailure> {
    // Tapes and some uploads pad with zeros. A comment seldom ends with some.
    var end = bytes.count
    while end > 0, bytes[end - 1] == 0 { end -= 1 }
    let lowest = max(0, end - recordByteCount - commentByteCountMax)
    var position = end - 4
    var isFound = false
    while position >= lowest {
      if number(bytes, position, 4) == 0x0605_4B50, position + recordByteCount <= bytes.count {
        isFound = true
        let recordEnd = position + recordByteCount + number(bytes, position + 20, 2)
        if recordEnd >= end && recordEnd <= bytes.count { return check(bytes, position) }
      }
      position -= 1
    }
    return .failure(ArchiveFailure(isFound ? .followed : .truncated))
  }

  /// Compares the record at `position` with what lies before it.
  private static func check(_ bytes: Span<UInt8>, _ position: Int) -> Result<Int, ArchiveFailure> {
    var disk = number(bytes, position + 4, 2)
    var count = number(bytes, position + 10, 2)
    var directoryByteCount = number(bytes, position + 12, 4)
    var directoryOffset = number(bytes, position + 16, 4)
    var directoryEnd = position
    if count == 0xFFFF || directoryByteCount == 0xFFFF_FFFF || directoryOffset == 0xFFFF_FFFF {
      let locator = position - locatorByteCount
      if locator >= 0, number(bytes, locator, 4) == 0x0706_4B50 {
        let record = number(bytes, locator + 8, 8)
        guard record >= 0, record <= locator - 56, number(bytes, record, 4) == 0x0606_4B50 else {
          return .failure(ArchiveFailure(.damaged("its directory is not where it should be")))
        }
        disk = number(bytes, record + 16, 4)
        count = number(bytes, record + 32, 8)
        directoryByteCount = number(bytes, record + 40, 8)
        directoryOffset = number(bytes, record + 48, 8)
        directoryEnd = record
      }
    }
    guard disk == 0 else {
      return .failure(ArchiveFailure(.damaged("it is the last of several parts")))
    }
    guard directoryByteCount >= 0, directoryOffset >= 0, directoryByteCount <= directoryEnd,
      directoryOffset <= directoryEnd
    else {
      return .failure(ArchiveFailure(.damaged("its directory is not where it should be")))
    }
    // A zip64 record may be there for a reader that asks for it, though nothing needs it.
    let gap = directoryEnd - directoryByteCount - directoryOffset
    let zip64ByteCount = 56 + locatorByteCount
    guard gap == 0 || directoryEnd == position && gap == zip64ByteCount else {
      let detail =
        gap > 0
        ? "it holds \(gap) bytes that its directory does not know of"
        : "its directory is not where it should be"
      return .failure(ArchiveFailure(.damaged(detail)))
    }
    return .success(count)
  }

  /// A little-endian number; negative if it is too large.
  private static func number(_ bytes: Span<UInt8>, _ offset: Int, _ byteCount: Int) -> Int {
    var number: UInt64 = 0
    for index in 0..<byteCount { number |= UInt64(bytes[offset + index]) << UInt64(8 * index) }
    return Int(truncatingIfNeeded: number)
  }

}
