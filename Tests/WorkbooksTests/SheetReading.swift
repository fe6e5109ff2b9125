import Archives
import Files
import TestSupport

@testable import Workbooks

/// Reads workbooks out of memory, by way of a file.
struct SheetReading {
  private let folder = TemporaryFolder()

  func open(_ bytes: [UInt8]) throws(FileError) -> Workbook {
    _ = try! folder.write("w.xlsx", bytes)
    let input = try InputFile(path: folder.path("w.xlsx"))
    let file = try ArchiveFile(input, format: .zip)
    let limits = ArchiveReader.Limits()
    return try Workbook(file, names: PackageKind.names(in: file, limits: limits), limits: limits)
  }

  /// The rows of a sheet as text, taken in pieces of so many bytes.
  func text(
    _ bytes: [UInt8], sheet: Int? = nil, pieceByteCount: Int = 1000
  ) throws(FileError) -> String {
    let workbook = try open(bytes)
    let rows = try workbook.text(of: sheet ?? workbook.usualSheet)
    var buffer = ByteBuffer(capacity: 0)
    while try rows.append(upTo: pieceByteCount, to: &buffer) == pieceByteCount {}
    return String(decoding: buffer.span.indices.map { buffer.span[$0] }, as: UTF8.self)
  }

  func text(_ workbook: SampleWorkbook, sheet: Int? = nil) throws(FileError) -> String {
    try text(workbook.bytes, sheet: sheet)
  }

  /// What is wrong with a workbook, or nil if it is read to its end.
  func failure(_ bytes: [UInt8]) -> ArchiveFailure? {
    do throws(FileError) {
      _ = try text(bytes)
      return nil
    } catch {
      return error.archive ?? ArchiveFailure(.damaged("not named: \(error)"))
    }
  }
}
