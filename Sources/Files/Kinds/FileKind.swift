/// What a file is, as its first bytes tell: what is read as it lies, what is unpacked first, and what is
/// refused for what it is.
public enum FileKind: Equatable, Sendable {
  /// Rows of text, or nothing that is known.
  case text
  case archive(ArchiveFormat)
  case foreign(ForeignFormat)

  /// - Parameter head: The first ``ForeignFormat/headByteCount`` bytes or more; all of them if there are
  ///   fewer.
  public init(head: Span<UInt8>) {
    if let format = ArchiveFormat(head: head) {
      self = .archive(format)
    } else if let format = ForeignFormat(head: head) {
      self = .foreign(format)
    } else {
      self = .text
    }
  }
}
