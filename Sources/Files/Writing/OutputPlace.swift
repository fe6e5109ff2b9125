import Glibc

/// Where the bytes of an output go: two names of one place are one output.
///
/// A name that stands for nothing yet has a place all the same, by its folder: `kept.csv`,
/// `./kept.csv` and a link that leads there.
public struct OutputPlace: Sendable {
  private enum Kind: Hashable {
    /// A regular file, or a pipe, in which the reader could not tell two outputs apart.
    case file(device: UInt64, inode: UInt64)
    /// A name that is free: its folder, and the name's bytes.
    case name(device: UInt64, inode: UInt64, name: [UInt8])
    /// What may serve several times, such as `/dev/null` or a terminal, and what cannot be opened, which
    /// opening it will say.
    case shared
  }

  private let kind: Kind
  /// The descriptor that the name stands for.
  private let descriptor: CInt?

  /// The place of `path`; `-` is standard output.
  public init(path: String) {
    descriptor = path == "-" ? STDOUT_FILENO : FileLinks.descriptor(of: path)
    if let identity = FileIdentity(path: path) {
      let isOne = identity.isRegularFile || identity.isPipe
      kind = isOne ? .file(device: identity.device, inode: identity.inode) : .shared
    } else if descriptor == nil {
      let (folder, name) = FolderNames.split(FileLinks.end(of: path))
      kind =
        FileIdentity(path: folder).map {
          .name(device: $0.device, inode: $0.inode, name: CarriedBytes.bytes(of: name))
        } ?? .shared
    } else {
      kind = .shared
    }
  }

  /// True if what is written to one of them would be mixed up with the other.
  public func isSame(as other: OutputPlace) -> Bool {
    if let descriptor, descriptor == other.descriptor { return true }
    return kind != .shared && kind == other.kind
  }
}
