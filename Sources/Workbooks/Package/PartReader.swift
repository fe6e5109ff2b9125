import Archives
import Files

/// Reads the XML of a part of a workbook, piece by piece.
struct PartReader: ~Copyable {
  private let package: WorkbookPackage
  private let path: String
  private let archive: ArchiveReader
  private let parser = XMLParser()
  private var piece = ByteBuffer(capacity: pieceByteCount)
  /// The events of the piece that was read last.
  private(set) var batch = XMLBatch()
  /// True once the whole part was read, and its checksum and its XML were right.
  private(set) var isAtEnd = false

  private static let pieceByteCount = 1 << 16

  /// - Parameter path: That of the part, which relations have.
  init(_ path: String, in package: WorkbookPackage) throws(FileError) {
    self.path = path
    self.package = package
    archive = try package.archive(at: path)
  }

  /// Reads the next piece.
  mutating func next() throws(FileError) {
    piece.removeAll()
    isAtEnd = try piece.append(upTo: Self.pieceByteCount, from: archive) < Self.pieceByteCount
    do throws(XMLParser.Fault) {
      try parser.parse(piece, isFinal: isAtEnd, into: &batch)
    } catch {
      throw damaged(error.text)
    }
  }

  func damaged(_ detail: String) -> FileError { package.damaged(detail, part: path) }
}
