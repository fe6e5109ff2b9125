import Files

/// Lines for standard output. What could not be written is an error: an answer that did not arrive
/// must not look like one.
struct StandardOutput: ~Copyable {
  private static let byteCountMax = 1 << 16

  private let file: OutputFile
  private var lines = ByteBuffer(capacity: byteCountMax)

  init() throws {
    file = try OutputFile(path: "-")
  }

  /// Takes a line of fields separated by tabs.
  mutating func print(_ fields: Any...) throws {
    let line = fields.map { "\($0)" }.joined(separator: "\t") + "\n"
    lines.append(Array(line.utf8).span)
    if lines.count >= Self.byteCountMax { try flush() }
  }

  /// Writes all lines taken so far.
  mutating func flush() throws {
    try file.write(lines.span)
    lines.removeAll()
  }
}
