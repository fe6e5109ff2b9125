import Files
import Pipelines
import SuppressionLists

extension ListFile {
  /// What the head of a file tells.
  public struct Description: Sendable, Equatable {
    public var path: String
    /// The name without the folder; `-` for a stream.
    public var name: String {
      byteCount == nil ? "-" : path.split(separator: "/").last.map(String.init) ?? path
    }
    /// The format of the first member.
    public var format: ListFormat
    /// A change only if all members are.
    public var role: ListSource.Role
    /// The day it speaks for, by its name or the names of its members: of several, the oldest.
    public var versionDate: CalendarDate?
    /// The area codes it speaks for as prefixes of international numbers (`1818`), by the names;
    /// empty if one of them names none.
    public var coverage: [String]
    /// The files in an archive; of any other file, itself.
    public var members: [Member]
    /// The size as it lies; nil for a stream.
    public var byteCount: Int?
    /// The first moment among the first rows of changes; nil where that is not known.
    public var firstTimestamp: Timestamp?
    /// What it speaks for, by the names.
    public var areas: [ListArea] { facts.areas }
    /// True if there is nothing in any of its members.
    public var isEmpty: Bool { members.allSatisfy(\.isEmpty) }
  }

  /// What the head of a member tells.
  public struct Member: Sendable, Equatable {
    /// The name in the archive; nil if the file is none, or is only compressed.
    public var name: String?
    public var format: ListFormat
    public var role: ListSource.Role
    public var versionDate: CalendarDate?
    public var coverage: [String]
    public var firstTimestamp: Timestamp?
    /// True if there is nothing in it, or nothing behind its header.
    public var isEmpty: Bool
  }

  /// Reads the head of the file at `path`, and of every member if it is an archive.
  ///
  /// - Complexity: A mebibyte a file or member; but a compressed tar is unpacked to its end.
  public static func examine(
    _ path: String, request: ListRequest = .init()
  ) throws(PipelineError) -> Description {
    try ListFile(path: path, request: request).describe()
  }

  /// Goes through all parts, of which it reads the heads. An archive is at its end afterwards.
  func describe() throws(PipelineError) -> Description {
    var members: [Member] = []
    if let part = plainPart {
      members = [try Member(part)]
    } else {
      while let part = try nextPart() { members.append(try Member(part)) }
    }
    let dates = members.compactMap(\.versionDate)
    let isCovered = members.allSatisfy { !$0.coverage.isEmpty }
    return Description(
      path: path, format: members.first?.format ?? .plain,
      role: members.allSatisfy { $0.role == .change } ? .change : .full,
      versionDate: dates.count == members.count ? dates.min() : nil,
      coverage: isCovered ? Set(members.flatMap(\.coverage)).sorted() : [], members: members,
      byteCount: byteCount, firstTimestamp: members.compactMap(\.firstTimestamp).min())
  }
}

extension ListFile.Member {
  fileprivate init(_ part: ListFile.Part) throws(PipelineError) {
    let headByteCount = part.recognition.headByteCount
    let isEmpty = try part.file.withPrefix(atLeast: headByteCount) { prefix, isAll in
      isAll && Self.isBlank(prefix.extracting(min(headByteCount, prefix.count)...))
    }
    // No row tells what it is, so its name does.
    let role = isEmpty && part.name.saysChange ? .change : part.recognition.role
    self.init(
      name: part.name.member, format: part.recognition.format, role: role,
      versionDate: part.name.versionDate, coverage: part.name.coverage,
      firstTimestamp: part.recognition.firstTimestamp, isEmpty: isEmpty)
  }

  private static func isBlank(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices where ![0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) {
      return false
    }
    return true
  }
}

extension ListFile.Description {
  /// What it speaks for, by the names.
  var facts: ListFacts.File {
    let parts = members.map { member in
      ListFacts.File(member.role, prefixes: member.coverage, versionDate: member.versionDate)
    }
    return ListFacts.File(isFull: role == .full, areas: ListFacts.File.areas(ofParts: parts))
  }
}
