import Archives
import Files
import SuppressionLists

extension RowFile {
  /// What rows were unpacked from.
  public struct Origin: Sendable {
    public enum Packing: Sendable, Equatable {
      /// The rows are a compressed file.
      case compressed(ArchiveFormat)
      /// They are the file of this name in an archive.
      case member(name: String, ArchiveFormat)
      /// They are the cells of a sheet. Others with cells, if nobody chose this one, are not read.
      case workbook(sheet: String, unread: [String])
    }

    public var packing: Packing
    /// The files in an archive that were passed over, since their names say that they are about the
    /// others.
    public var passedOver: [String] = []
    let file: ArchiveFile

    /// The rows' name in messages.
    var path: String {
      switch packing {
      case .compressed, .workbook: file.path
      case .member(let name, _): "\(file.path):\(HeaderNames.harmless(name))"
      }
    }

    /// The bytes of the file as it lies, and their digest if it is wanted.
    func result(_ choice: DigestChoice) -> FileResult {
      var hasher = EvidenceHasher(choice)
      if choice != .none { file.forEachPiece { hasher.update($0) } }
      return FileResult(path: file.path, byteCount: file.byteCount, digests: hasher.finish())
    }
  }

  /// What ``unpacked(path:options:)`` may be told.
  public struct UnpackOptions: Sendable {
    /// The most bytes that a file may unpack to; nil for the usual limits.
    public var expandedByteCountMax: Int?
    /// The sheet of a workbook, by name or number from 1; nil for the first that is shown.
    public var sheet: String?
    var limits = BlockLimits()

    public init() {}
  }

  /// Opens a file of rows, unpacking it if it is packed: compressed, or the one file in an archive.
  public static func unpacked(
    path: String, options: UnpackOptions = UnpackOptions()
  ) throws(PipelineError) -> RowFile {
    let stored = try StoredFile(
      path: path, limits: options.limits,
      unpackLimits: .init(expandedByteCountMax: options.expandedByteCountMax))
    switch stored.content {
    case .workbook(let workbook):
      return try workbook.rows(
        sheet: options.sheet, identity: stored.rows.identity, limits: options.limits)
    case .rows: return stored.rows
    case .archive(let archive):
      return try member(of: archive, identity: stored.rows.identity, options: options)
    }
  }

  /// The one file of rows in an archive.
  private static func member(
    of archive: ArchiveFile, identity: FileIdentity, options: UnpackOptions
  ) throws(PipelineError) -> RowFile {
    let limits = ArchiveReader.Limits(expandedByteCountMax: options.expandedByteCountMax)
    let reader: ArchiveReader
    var origin = Origin(packing: .compressed(archive.format), file: archive)
    do throws(FileError) {
      let choice = try MemberChoice(ArchiveReader(archive, limits: limits))
      reader = try ArchiveReader(archive, limits: limits)
      while let member = try reader.nextMember(), member.name != choice.name {}
      origin.passedOver = choice.passedOver
      if let name = choice.name { origin.packing = .member(name: name, archive.format) }
    } catch {
      throw PipelineError(error)
    }
    let file = RowFile(reader, origin: origin, identity: identity, limits: options.limits)
    if case .foreign(let format) = try file.kind() { try file.refuse(format, mayBeMarkup: false) }
    return file
  }
}

/// Which member of an archive is the file that is meant, where one is.
struct MemberChoice {
  /// Its name in the archive; nil if the archive is only a compressed file.
  private(set) var name: String?
  private(set) var passedOver: [String] = []

  /// Goes through all members, unless there is but the compressed one.
  init(_ reader: ArchiveReader) throws(FileError) {
    var names: [String] = []
    while let member = try reader.nextMember() {
      guard let name = member.name else { return }
      if MemberName.isAboutOthers(name) { passedOver.append(name) } else { names.append(name) }
    }
    // A file alone is what is meant, whatever it is called.
    if names.isEmpty && passedOver.count == 1 { swap(&names, &passedOver) }
    guard names.count == 1 else {
      let cause: ArchiveFailure.Cause =
        names.isEmpty ? .noMember : .severalMembers(names: names.map(HeaderNames.harmless))
      throw FileError(ArchiveFailure(cause), path: reader.path)
    }
    name = names[0]
  }
}
