import Archives
import Files
import SuppressionLists
import Workbooks

/// A file as it lies, opened, and what its bytes say it is: rows to read, or what they are packed in.
///
/// Every file that is read comes through here, campaigns and lists alike.
package struct StoredFile: Sendable {
  /// What was found.
  package enum Content: Sendable {
    case rows
    case archive(ArchiveFile)
    case workbook(Workbook)
  }

  /// The file as rows of text; nothing can be read of it if it is packed.
  package let rows: RowFile
  package let content: Content

  /// - Parameters:
  ///   - unpackLimits: How far an archive may go.
  ///   - mayBeMarkup: True if tags may be rows, as those of a register's list are.
  package init(
    path: String, limits: BlockLimits = BlockLimits(),
    unpackLimits: ArchiveReader.Limits = .init(), mayBeMarkup: Bool = false
  ) throws(PipelineError) {
    rows = try RowFile(path: path, limits: limits)
    switch try rows.kind() {
    case .archive(let format):
      content = try Self.content(of: Self.archive(rows, format: format), rows, unpackLimits)
    case .foreign(let format):
      try rows.refuse(format, mayBeMarkup: mayBeMarkup)
      content = .rows
    case .text: content = .rows
    }
  }

  /// What an archive is: a zip may be a workbook, or another document in parts.
  private static func content(
    of archive: ArchiveFile, _ rows: RowFile, _ limits: ArchiveReader.Limits
  ) throws(PipelineError) -> Content {
    guard archive.format == .zip else { return .archive(archive) }
    let foreign: ForeignFormat
    do throws(FileError) {
      let names = try PackageKind.names(in: archive, limits: limits)
      switch PackageKind(names: names) {
      case .files: return .archive(archive)
      case .workbook: return .workbook(try Workbook(archive, names: names, limits: limits))
      case .foreign(let format): foreign = format
      }
    } catch {
      throw PipelineError(error)
    }
    throw PipelineError(.foreign(foreign), path: rows.path)
  }

  /// Opens an archive to be read from wherever one likes. A stream is put into a file without a name for
  /// that: the list of what is in a zip stands at its end.
  private static func archive(
    _ rows: RowFile, format: ArchiveFormat
  ) throws(PipelineError) -> ArchiveFile {
    do throws(FileError) {
      guard rows.byteCount == nil else {
        let input = try InputFile(path: rows.path)
        // Somebody may have put another file in its place just now.
        guard input.identity == rows.identity else {
          throw FileError(.read, rows.path, .resourceBusy)
        }
        return try ArchiveFile(input, format: format)
      }
      let scratch = try ScratchFile(folder: ScratchFile.usualFolder)
      var offset = 0
      try rows.source.drain { piece throws(FileError) in
        try scratch.write(piece, at: offset)
        offset += piece.count
      }
      return try ArchiveFile(InputFile(scratch, path: rows.path), format: format)
    } catch {
      throw PipelineError(error)
    }
  }
}

extension RowFile {
  /// What the first bytes are.
  package func kind() throws(PipelineError) -> FileKind {
    try withPrefix { prefix, _ in FileKind(head: prefix) }
  }

  /// Fails because of what the first bytes are.
  ///
  /// - Parameter mayBeMarkup: True if tags that are of no known format may be rows.
  package func refuse(_ format: ForeignFormat, mayBeMarkup: Bool) throws(PipelineError) {
    if mayBeMarkup && format == .xml { return }
    switch format {
    case .utf16LE: throw PipelineError(.encoding(name: "UTF-16LE"), path: path)
    case .utf16BE: throw PipelineError(.encoding(name: "UTF-16BE"), path: path)
    default: throw PipelineError(.foreign(format), path: path)
    }
  }
}
