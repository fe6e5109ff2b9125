import Files

/// Why an index could not be built, opened or trusted.
public struct IndexError: Error, Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    /// The file could not be read or written.
    case file(FileError)
    /// The file does not begin as an index does.
    case notAnIndex
    /// The file is of a format this build does not read.
    case version(found: Int, supported: [Int])
    /// The file is shorter or longer than its header says.
    case byteCount(expected: Int, found: Int)
    /// A field of the header or of a section holds what no builder writes.
    case field(name: String, offset: Int)
    /// The bytes of a part do not have the digest the header gives.
    case digest(part: String, offset: Int)
    /// Blocks of so many bytes, which begin at the offsets, do not have their digests.
    case blocks(offsets: [Int], byteCount: Int)
    /// A look-up found a class that the index does not have.
    case unknownClass
    /// The index was made with other numbering-plan metadata, so its keys may differ.
    case metadata(found: String, expected: String)
    /// The index needs something that this build does not do yet.
    case unsupported(feature: String)
    /// The index is keyed, and its key is not at hand.
    case keyMissing(id: String)
    /// A key of the index's name is at hand, but it is another one, or the name is damaged.
    case keyDiffers(id: String)
    /// Its catalogue does not open with its key.
    case sealBroken
    /// A list of a keyed index has a range of more numbers than are listed one by one.
    case keyedRange(max: Int)
    /// Whoever had it built did not let it be published.
    case refused
    /// More lists, classes or long numbers than the format holds.
    case limit(of: String, max: Int)
    /// More than can be asked together, in several indexes.
    case together(of: String, max: Int)
    /// There is no memory for more numbers than so many.
    case memory(numberCount: Int)
    /// Two indexes that are to be asked together are one file.
    case sameFile(as: String)
    /// Two of them have a list of this name.
    case sameList(id: String, in: String)
  }

  public var kind: Kind
  public var path: String

  public init(_ kind: Kind, path: String) {
    self.kind = kind
    self.path = path
  }
}

extension IndexError: CustomStringConvertible {
  public var description: String {
    switch kind {
    case .file(let error): error.description
    case .notAnIndex:
      "\(path): not a Nodial index: byte 0 begins something else; name a file made by `nodial build`"
    case .version(let found, let supported):
      "\(path): format version \(found) at byte 8, this build reads "
        + "\(supported.map(String.init).joined(separator: " and ")); rebuild the index"
    case .byteCount(let expected, let found):
      "\(path): \(found) bytes, but its header says \(expected): the file was cut or extended; "
        + "rebuild the index or copy it again"
    case .field(let name, let offset):
      "\(path): damaged: impossible \(name) at byte \(offset); \(Self.remedy)"
    case .digest(let part, let offset):
      "\(path): damaged: the \(part) from byte \(offset) on do not match their digest; "
        + Self.remedy
    case .blocks(let offsets, _):
      "\(path): damaged: \(Self.blocks(at: offsets)); \(Self.remedy)"
    case .unknownClass:
      "\(path): damaged: a look-up found a class that is not in the index; "
        + "run `nodial verify` on it and rebuild it"
    case .metadata(let found, let expected):
      "\(path): built with numbering plan \(found), this build has \(expected), under which numbers "
        + "may be spelled otherwise; rebuild the index"
    case .unsupported(let feature):
      "\(path): needs \(feature), which this build does not have; use a newer nodial"
    case .keyMissing(let id): "\(path): needs the key \(id), which is not at hand"
    case .keyDiffers(let id):
      "\(path): damaged: names the key \(id), but does not fit it; \(Self.remedy)"
    case .sealBroken:
      "\(path): damaged: the catalogue does not open with its key; \(Self.remedy)"
    case .keyedRange(let max):
      "\(path): a range of more than \(max) numbers cannot stand in an index with a key, which knows "
        + "single numbers alone; put its list into an index without one"
    case .refused: "\(path): not replaced, for the new index was refused"
    case .limit(let what, let max):
      "\(path): more than \(max) \(what); split the lists over several indexes"
    case .together(let what, let max):
      "\(path): more than \(max) \(what) together with the other indexes; ask fewer at once, one scrub "
        + "after the other"
    case .memory(let count):
      "\(path): there is no memory for more than \(count) numbers, which take up to 30 bytes each"
    case .sameFile(let other):
      "\(path): is named twice\(other == path ? "" : ", also as \(other)"); name each index once"
    case .sameList(let id, let other):
      "\(path): has a list \(id), and so has \(other), so that evidence could not tell which of them "
        + "blocks; build one of them under another id"
    }
  }

  private static let remedy = "put a former index in its place, copy it again or rebuild it"

  /// The first of the blocks, and how many there are.
  private static func blocks(at offsets: [Int]) -> String {
    let shown = offsets.prefix(blockCountShown).map(String.init).joined(separator: ", ")
    guard offsets.count > 1 else {
      return "the block from byte \(shown) on does not match its digest"
    }
    let more = offsets.count > blockCountShown ? ", …" : ""
    return "\(offsets.count) blocks, from bytes \(shown)\(more) on, do not match their digests"
  }

  /// Where the disk fails, many blocks do.
  private static let blockCountShown = 16
}
