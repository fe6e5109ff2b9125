import Files

/// Collects lines and writes them to a file block by block.
struct BlockWriter {
  /// The lines that were not written yet; append to it, then call `writeIfFull`.
  var block: [UInt8]
  private let file: OutputFile

  /// The least that is written at once, but for the end: large enough that the system calls cost
  /// nothing, small enough to stay in the second-level cache.
  private static let blockByteCount = 1 << 20
  /// No line is longer, so that a block never grows.
  private static let lineByteCountMax = 1 << 10

  /// - Parameter path: A file, or `-` for stdout.
  init(path: String) throws(FileError) {
    file = try OutputFile(path: path)
    block = []
    block.reserveCapacity(Self.blockByteCount + Self.lineByteCountMax)
  }

  /// Writes the block if it has grown to its size.
  mutating func writeIfFull() throws(FileError) {
    if block.count >= Self.blockByteCount { try write() }
  }

  /// Writes what is left and lets the file appear under its name.
  mutating func finish() throws(FileError) {
    try write()
    try file.publish(isSynced: false)
  }

  private mutating func write() throws(FileError) {
    try file.write(block.span)
    block.removeAll(keepingCapacity: true)
  }
}
