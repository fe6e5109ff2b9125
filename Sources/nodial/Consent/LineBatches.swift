import Files
import Glibc
import SystemPackage

/// The lines of standard input in batches, as they come: what is there is handed on, and nobody who waits for an
/// answer before writing more is kept waiting.
struct LineBatches: ~Copyable {
  /// So many lines share a commit at most.
  static let lineCountMax = 500
  /// So long after the first line of a batch others are waited for.
  private static let waitMilliseconds: Int32 = 5
  private static let byteCountMax = 1 << 16

  private var bytes: [UInt8] = []
  /// The bytes that were handed out.
  private var offset = 0
  private var isAtEnd = false
  private var chunk = [UInt8](repeating: 0, count: byteCountMax)

  /// The next lines without their ends; nil after the last.
  mutating func next() throws -> [[UInt8]]? {
    var lines: [[UInt8]] = []
    while lines.count < Self.lineCountMax {
      if let line = takeLine() {
        lines.append(line)
        continue
      }
      if isAtEnd { break }
      // Only who has nothing yet waits for as long as it takes.
      if !lines.isEmpty && !isReady(within: Self.waitMilliseconds) { break }
      try read()
    }
    return lines.isEmpty ? nil : lines
  }

  private mutating func takeLine() -> [UInt8]? {
    guard offset < bytes.count else { return nil }
    let rest = bytes[offset...]
    let feed = rest.firstIndex(of: UInt8(ascii: "\n"))
    guard let end = feed ?? (isAtEnd ? bytes.count : nil) else { return nil }
    var line = Array(bytes[offset..<end])
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    offset = end + (feed == nil ? 0 : 1)
    return line
  }

  private func isReady(within milliseconds: Int32) -> Bool {
    var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    // SAFETY: one request, which the call fills in.
    return unsafe poll(&request, 1, milliseconds) > 0
  }

  private mutating func read() throws {
    bytes.removeFirst(offset)
    offset = 0
    while true {
      // SAFETY: there is room for as many bytes as are read at most.
      let count = unsafe Glibc.read(STDIN_FILENO, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw FileError(.read, "standard input", Errno(rawValue: errno))
      }
      if count == 0 { isAtEnd = true }
      bytes += chunk[..<count]
      return
    }
  }
}
