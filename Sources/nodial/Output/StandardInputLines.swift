import Files

/// The lines of standard input. What could not be read is an error: an input that ended early must
/// not look like one that held nothing more.
struct StandardInputLines: ~Copyable {
  private static let byteCountMax = 1 << 16

  private let file: InputFile
  private var buffer = ByteBuffer(capacity: byteCountMax)
  /// The bytes of `buffer` that were handed out.
  private var offset = 0
  private var isAtEnd = false

  init() throws {
    file = try InputFile(path: "-")
  }

  /// The next line without its LF or CRLF, or nil after the last.
  mutating func next() throws -> [UInt8]? {
    var searched = offset
    while true {
      if let end = lineFeed(from: searched) {
        defer { offset = end + 1 }
        return line(to: end)
      }
      searched = buffer.count
      if isAtEnd { break }
      buffer.removeFirst(offset)
      searched -= offset
      offset = 0
      isAtEnd = try buffer.append(upTo: Self.byteCountMax, from: file) < Self.byteCountMax
    }
    guard offset < buffer.count else { return nil }
    defer { offset = buffer.count }
    return line(to: buffer.count)
  }

  private func lineFeed(from start: Int) -> Int? {
    let bytes = buffer.span
    return (start..<bytes.count).first { bytes[$0] == UInt8(ascii: "\n") }
  }

  private func line(to end: Int) -> [UInt8] {
    let bytes = buffer.span
    var line = (offset..<end).map { bytes[$0] }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return line
  }
}
