/// Bytes that are appended first and read anywhere afterwards: in memory, or in a file without a name
/// once there are many of them.
public struct SpilledBytes: ~Copyable, Sendable {
  private let memoryByteCountMax: Int
  private let folder: String
  /// All bytes, or those that are not in the file yet.
  private var buffer = ByteBuffer(capacity: 0)
  private var scratch: ScratchFile?
  private var spilledByteCount = 0
  private var mapping: MappedFile?

  /// - Parameters:
  ///   - memoryByteCountMax: From so many bytes on they go to the file.
  ///   - folder: Where the file is.
  public init(memoryByteCountMax: Int, folder: String = ScratchFile.usualFolder) {
    self.memoryByteCountMax = memoryByteCountMax
    self.folder = folder
  }

  public var count: Int { spilledByteCount + buffer.count }

  /// - Precondition: ``seal()`` was not called.
  public mutating func append(_ bytes: Span<UInt8>) throws(FileError) {
    buffer.append(bytes)
    if buffer.count >= memoryByteCountMax { try spill() }
  }

  private mutating func spill() throws(FileError) {
    if scratch == nil { scratch = try ScratchFile(folder: folder) }
    try scratch!.write(buffer.span, at: spilledByteCount)
    spilledByteCount += buffer.count
    buffer.removeAll()
  }

  /// Ends the appending.
  public mutating func seal() throws(FileError) {
    guard scratch != nil else { return }
    try spill()
    mapping = try scratch!.map(byteCount: spilledByteCount)
    buffer = ByteBuffer(capacity: 0)
  }

  /// Appends some of the bytes to `output`; likewise.
  public func append(_ range: Range<Int>, to output: inout ByteBuffer) {
    if mapping != nil {
      mapping!.withBytes(range) { output.append($0) }
    } else {
      output.append(buffer.span.extracting(range))
    }
  }

  /// Calls `body` with some of the bytes.
  ///
  /// - Precondition: ``seal()`` was called, and the bytes lie below ``count``.
  public func withBytes<Result>(_ range: Range<Int>, _ body: (Span<UInt8>) -> Result) -> Result {
    switch mapping {
    case .some(let mapping): return mapping.withBytes(range, body)
    case .none: return body(buffer.span.extracting(range))
    }
  }
}
