/// Writes a file from its start to its end, in large pieces whose place in the file is a multiple of
/// their size.
///
/// ```
///   append, append, …  ─► piece 0 (2 MiB) ─► piece 1 (2 MiB) ─► … ─► flush: the rest
/// ```
///
/// What is written at once, the page cache of Linux keeps together: a piece becomes one page of two
/// mebibytes, and a mapping of the file has one entry for it in place of 512. Random reads then wait
/// a third less, and touching the file for the first time costs next to nothing. Where the file
/// system keeps small pages only, nothing is lost.
///
/// The disk begins to write while more is appended, for the file is to be synced at its end.
public struct SequentialWriter: ~Copyable {
  public static let pieceByteCount = MappedFile.hugePageByteCount

  /// The bytes appended so far.
  public private(set) var byteCount = 0
  private let file: OutputFile
  private var piece: ByteBuffer
  /// The bytes that were handed on to the disk.
  private var handedOnByteCount = 0
  /// How much is handed on at once.
  private static let handedOnByteCountMin = 32 << 20

  /// - Parameter file: A regular file of which nothing was written yet.
  public init(_ file: OutputFile) {
    self.file = file
    piece = ByteBuffer(capacity: Self.pieceByteCount)
  }

  public mutating func append(_ bytes: Span<UInt8>) throws(FileError) {
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + Self.pieceByteCount - piece.count)
      piece.append(bytes.extracting(start..<end))
      byteCount += end - start
      start = end
      if piece.count == Self.pieceByteCount { try flush() }
    }
  }

  /// Writes what is left. Meant for the end: what comes later lies in smaller pieces.
  public mutating func flush() throws(FileError) {
    try file.write(piece.span, at: byteCount - piece.count)
    piece.removeAll()
    guard byteCount - handedOnByteCount >= Self.handedOnByteCountMin else { return }
    file.beginSync(handedOnByteCount..<byteCount)
    handedOnByteCount = byteCount
  }
}
