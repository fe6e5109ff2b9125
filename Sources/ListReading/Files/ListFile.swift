import Archives
import Files
import PhoneNumbers
import Pipelines
import SuppressionLists
import Synchronization

/// A file of a list as it lies: plain, or an archive of several.
public final class ListFile: Sendable {
  /// A file to read rows from: all of a plain one, or a member of an archive.
  struct Part: Sendable {
    var file: RowFile
    /// The name that says what it is about.
    var name: ListFileName
    var recognition: ListRecognition
    /// What makes rows of its tags, if it has tags.
    var tags: TagSource?
    /// The area code in its name, if its first rows are of another.
    var foreignAreaCode: String?

    /// A name tells the area code of a register whose rows are of it. Anything else speaks for no
    /// area: numbers that nobody has looked for would be taken for clear.
    fileprivate func checkingName() -> Part {
      var part = self
      // Changes of some days are as new as the last of them.
      if recognition.role == .change, let last = name.lastDate { part.name.versionDate = last }
      return part.checkingArea()
    }

    private func checkingArea() -> Part {
      guard let areaCode = name.areaCode, !recognition.layout.firstRow.isEmpty,
        recognition.areaCodes != [areaCode]
      else { return self }
      var part = self
      part.name.areaCode = nil
      if recognition.areaCodes != nil { part.foreignAreaCode = areaCode }
      return part
    }
  }

  /// The path as the user gave it; `-` for standard input.
  public let path: String
  let identity: FileIdentity
  /// The size as it lies, or nil if it is a stream.
  let byteCount: Int?
  private let request: ListRequest
  private let limits: BlockLimits
  /// What it is, if it is an archive or compressed.
  private let archive: ArchiveFile?
  /// What else its bytes are the evidence of: a workbook.
  private let workbook: ArchiveFile?
  /// The reader of the archive, from its beginning to its end.
  private let reader: Mutex<ArchiveReader?>
  /// What was seen of the archive since it was begun.
  private let notes = Mutex(Notes())
  private struct Notes {
    var partCount = 0
    var passedOver: [String] = []
  }
  /// The part of a file that is no archive, until it is read.
  private let plain: Mutex<Part?>

  init(
    path: String, request: ListRequest, limits: BlockLimits = BlockLimits()
  ) throws(PipelineError) {
    self.path = path
    self.request = request
    self.limits = limits
    let stored = try StoredFile(
      path: path, limits: limits,
      unpackLimits: .init(expandedByteCountMax: request.expandedByteCountMax), mayBeMarkup: true)
    identity = stored.rows.identity
    byteCount = stored.rows.byteCount
    switch stored.content {
    case .workbook(let workbook):
      archive = nil
      self.workbook = workbook.file
      reader = Mutex(nil)
      let rows = try workbook.rows(
        sheet: request.sheet, identity: stored.rows.identity, limits: limits)
      plain = Mutex(try Self.part(of: rows, name: ListFileName(path), request: request))
    case .rows:
      archive = nil
      workbook = nil
      reader = Mutex(nil)
      plain = Mutex(
        try Self.part(of: stored.rows, name: ListFileName(path), request: request))
    case .archive(let archive):
      self.archive = archive
      workbook = nil
      reader = Mutex(nil)
      plain = Mutex(nil)
      try rewind()
    }
  }

  /// Begins an archive again: what follows is its first part.
  func rewind() throws(PipelineError) {
    guard let archive else { return }
    let fresh: ArchiveReader
    do throws(FileError) {
      fresh = try ArchiveReader(
        archive, limits: .init(expandedByteCountMax: request.expandedByteCountMax))
    } catch {
      throw PipelineError(error)
    }
    reader.withLock { $0 = fresh }
    notes.withLock { $0 = Notes() }
  }

  /// The files in an archive that were passed over so far, since their names say that they are about the
  /// others.
  var passedOver: [String] { notes.withLock { $0.passedOver } }

  /// The part of a file that is no archive, which stays to be read.
  var plainPart: Part? { plain.withLock { $0 } }

  /// True if the file is an archive, compressed or a workbook.
  var isArchive: Bool { archive != nil || workbook != nil }

  /// True if the file at `path` is an archive, compressed or a workbook; false for a stream.
  public static func isArchive(_ path: String) throws(PipelineError) -> Bool {
    do throws(FileError) {
      let file = try InputFile(path: path)
      guard let byteCount = file.byteCount else { return false }
      return try file.map().withBytes(0..<min(byteCount, ArchiveFormat.headByteCount)) {
        ArchiveFormat(head: $0) != nil
      }
    } catch {
      throw PipelineError(error)
    }
  }

  /// The next file to read, recognised; nil after the last.
  ///
  /// - Precondition: The one before was read to its end, or will not be read.
  func nextPart() throws(PipelineError) -> Part? {
    guard let reader = reader.withLock({ $0 }) else {
      return plain.withLock { part in part.take() }
    }
    var next: ArchiveReader.Member?
    do throws(FileError) {
      next = try reader.nextMember()
      while let name = next?.name, MemberName.isAboutOthers(name) {
        notes.withLock { $0.passedOver.append(HeaderNames.harmless(name)) }
        next = try reader.nextMember()
      }
      if next == nil && notes.withLock({ $0.partCount == 0 }) {
        throw FileError(ArchiveFailure(.noMember), path: path)
      }
    } catch {
      throw PipelineError(error)
    }
    guard let member = next else { return nil }
    notes.withLock { $0.partCount += 1 }
    let file = RowFile(reader, member: member.name, identity: identity, limits: limits)
    if case .foreign(let format) = try file.kind() { try file.refuse(format, mayBeMarkup: true) }
    return try Self.part(
      of: file, name: ListFileName(path).completed(by: member.name), request: request)
  }

  private static func part(
    of file: RowFile, name: ListFileName, request: ListRequest
  ) throws(PipelineError) -> Part {
    let isTagged: Bool
    if case .workbook = file.origin?.packing {
      isTagged = false
    } else if let format = request.format {
      isTagged = format.encoding == .tags
    } else {
      isTagged = try file.withPrefix { prefix, _ in
        beginsWithTag(prefix) && TagScanner.knowsTag(in: prefix)
      }
    }
    guard isTagged else {
      let recognition = try ListRecognition(file, request)
      return Part(file: file, name: name, recognition: recognition).checkingName()
    }
    var tagRequest = request
    tagRequest.format = .xml
    let tags = TagSource(file.source)
    let rows = RowFile(tags: tags, of: file)
    let recognition = try ListRecognition(rows, tagRequest)
    return Part(file: rows, name: name, recognition: recognition, tags: tags).checkingName()
  }

  /// The bytes of the archive as it lies and their digest; nil if it is none.
  func archiveEvidence() -> (byteCount: Int, digest: ContentDigest)? {
    guard let archive = archive ?? workbook else { return nil }
    var hasher = ContentHasher()
    archive.forEachPiece { hasher.update($0) }
    return (archive.byteCount, hasher.digest())
  }

  /// True if the first character that is no blank is `<`.
  private static func beginsWithTag(_ prefix: Span<UInt8>) -> Bool {
    for index in prefix.indices {
      switch prefix[index] {
      case 0x20, 0x09, 0x0A, 0x0D: continue
      case 0xEF where index == 0, 0xBB where index == 1, 0xBF where index == 2: continue
      default: return prefix[index] == UInt8(ascii: "<")
      }
    }
    return false
  }
}
