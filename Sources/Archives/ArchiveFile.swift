import Files

/// An archive or a compressed file as it lies, to be read once or several times.
///
/// It is mapped. A file that becomes shorter meanwhile, or is written to, is an error:
/// ``checkUnchanged()``, to be called when all of it was read.
public final class ArchiveFile: Sendable {
  /// The path as the user gave it; `-` for standard input.
  public let path: String
  public let format: ArchiveFormat
  let mapping: MappedFile
  private let input: InputFile

  /// - Precondition: `input` is a regular file.
  public init(_ input: consuming InputFile, format: ArchiveFormat) throws(FileError) {
    path = input.path
    self.format = format
    // There is no guard left where a thousand files are open.
    if let mapping = try? input.map(isGuarded: true) {
      self.mapping = mapping
    } else {
      mapping = try input.map()
    }
    mapping.advise(.sequential)
    self.input = input
  }

  /// The bytes of the archive as it lies.
  public var byteCount: Int { mapping.byteCount }

  /// Fails if the file has not been the same since it was opened.
  public func checkUnchanged() throws(FileError) { try input.checkUnchanged(mapped: mapping) }

  /// Calls `body`. If that fails and the file was changed meanwhile, this is the error: what else is
  /// wrong may come of it.
  func unlessChanged<Result>(
    _ body: () throws(FileError) -> Result
  ) throws(FileError) -> Result {
    do throws(FileError) {
      return try body()
    } catch {
      try checkUnchanged()
      throw error
    }
  }

  /// True if all bytes from `offset` on are zeros, as tapes pad with; also if there are none.
  func isZero(from offset: Int) -> Bool {
    mapping.withBytes(min(offset, byteCount)..<byteCount) { bytes in
      bytes.indices.allSatisfy { bytes[$0] == 0 }
    }
  }

  /// Calls `body` with all of the archive as it lies, in pieces, whose memory is given back.
  public func forEachPiece(_ body: (Span<UInt8>) -> Void) {
    var offset = 0
    while offset < byteCount {
      let end = min(byteCount, offset + Self.pieceByteCount)
      mapping.withBytes(offset..<end, body)
      mapping.release(offset..<end)
      offset = end
    }
  }

  private static let pieceByteCount = 1 << 20
}
