/// Why an archive, or a member of it, could not be unpacked.
public struct ArchiveFailure: Error, Equatable, Sendable {
  public enum Cause: Equatable, Sendable {
    case encrypted
    /// What the library says is wrong.
    case damaged(String)
    case truncated
    /// Something else than zeros lies behind its end, such as another archive.
    case followed
    /// An archive in an archive.
    case nested
    /// A link, a device or the like.
    case notAFile
    /// A kind of compression that this build does not know.
    case unsupported(String)
    case memberCount(max: Int)
    case expandedByteCount(max: Int)
    /// It holds no file.
    case noMember
    /// It holds several files where one is meant.
    case severalMembers(names: [String])
    /// A workbook with a formula that has no result.
    case uncalculated(cell: String)
  }

  /// The member, as it may be shown; nil if it is the archive as a whole.
  public var member: String?
  public var cause: Cause

  public init(_ cause: Cause, member: String? = nil) {
    self.cause = cause
    self.member = member
  }

  /// The cause and the remedy, to go behind the file and the member.
  var sentence: String {
    switch cause {
    case .encrypted: "is encrypted; decrypt it first"
    case .damaged(let detail): "is damaged (\(detail)); fetch it again"
    case .truncated: "is cut off: its end is missing; fetch it again"
    case .followed:
      "goes on behind its end, with what is not read; fetch it again, or split what was joined"
    case .nested: "is an archive inside an archive; unpack the outer one"
    case .notAFile: "is no regular file but a link or a device; make the archive without it"
    case .unsupported(let detail):
      "is compressed in a way that is not known here (\(detail)); unpack it with another program"
    case .memberCount(let max): "holds more than \(max) files; unpack it and name the lists in it"
    case .expandedByteCount(let max):
      "unpacks to more than \(max) bytes; if that is right, say --expand-max with more"
    case .noMember: "is an archive without a file to read in it; fetch it again"
    case .severalMembers(let names):
      "holds \(names.count) files (\(names.prefix(Self.nameCountMax).joined(separator: ", "))"
        + (names.count > Self.nameCountMax ? ", …" : "") + "); unpack it and name one of them"
    case .uncalculated(let cell):
      "has a formula in cell \(cell) without its result; open the workbook in a spreadsheet program, "
        + "which calculates it, and save it"
    }
  }

  private static let nameCountMax = 5
}
