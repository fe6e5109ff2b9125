import Files
import Keys
import Pipelines
import SuppressionLists

/// Remembers the digests of files, so that gigabytes that have not changed are not read every night.
///
/// A file is taken for unchanged if path, device, inode, size and both of its times are the same; one
/// that was written within the last two seconds is not remembered. Losing the cache costs time only.
///
/// ```
///   a line:  digest ⇥ device ⇥ inode ⇥ bytes ⇥ modified ⇥ changed ⇥ path
/// ```
///
/// With a key all of it is sealed: of a list of one number, the digest tells which it is.
public struct DigestCache: Sendable {
  private struct Entry: Hashable {
    var stamp: FileStamp
    var digest: ContentDigest
  }

  private static let title = "nodial digests 1"
  private static let sealContext = Array("nodial.1.digests".utf8)
  /// The cache of some 100,000 files; more is none.
  private static let byteCountMax = 32 << 20

  private var former: [String: Entry] = [:]
  private var current: [String: Entry] = [:]

  public init() {}

  /// Reads the cache at `path`; one that is not there or not as it should be is empty.
  ///
  /// - Parameter key: Opens it, if it is sealed.
  public init(path: String, key: IndexKey? = nil) {
    guard let text = Self.text(of: path, key: key) else { return }
    let lines = text.split(separator: "\n")
    guard lines.first == Self.title[...] else { return }
    for line in lines.dropFirst() {
      let pathPlace = FileStamp.fieldCount + 1
      let fields = line.split(
        separator: "\t", maxSplits: pathPlace, omittingEmptySubsequences: false)
      guard fields.count == pathPlace + 1, let digest = ContentDigest(fields[0]),
        let stamp = FileStamp(fields: fields[1..<pathPlace])
      else { continue }
      former[String(fields[pathPlace])] = Entry(stamp: stamp, digest: digest)
    }
  }

  private static func text(of path: String, key: IndexKey?) -> String? {
    do {
      let file = try InputFile(path: path)
      var bytes = ByteBuffer(capacity: 1 << 16)
      guard try bytes.append(upTo: byteCountMax, from: file) < byteCountMax else { return nil }
      guard let key else { return bytes.text }
      return String(decoding: try key.seal.open(bytes.span, context: sealContext), as: UTF8.self)
    } catch {
      return nil
    }
  }

  /// The digest of the file at `path`, remembered or read.
  ///
  /// - Parameter progress: Told of what is read.
  public mutating func digest(
    of path: String, progress: Progress
  ) throws(FileError) -> (digest: ContentDigest, stamp: FileStamp) {
    let stamp = try FileStamp(path: path)
    if let entry = former[path] ?? current[path], entry.stamp == stamp {
      current[path] = entry
      return (entry.digest, stamp)
    }
    let now = FileStamp.now
    let digest = try Self.read(path, progress: progress)
    // Written meanwhile: the digest is of neither state.
    guard try FileStamp(path: path) == stamp else {
      throw FileError(.read, path, .resourceBusy)
    }
    if !stamp.isFresh(at: now) { current[path] = Entry(stamp: stamp, digest: digest) }
    return (digest, stamp)
  }

  private static func read(_ path: String, progress: Progress) throws(FileError) -> ContentDigest {
    let file = try InputFile(path: path)
    var hasher = ContentHasher()
    var block = ByteBuffer(capacity: blockByteCount)
    while true {
      block.removeAll()
      let byteCount = try block.append(upTo: blockByteCount, from: file)
      hasher.update(block.span)
      progress.add(byteCount: byteCount, rowCount: 0)
      if byteCount < blockByteCount { return hasher.digest() }
    }
  }

  private static let blockByteCount = 1 << 20

  /// Writes what was asked for since it was read; the rest is of files that are gone.
  ///
  /// - Parameters:
  ///   - access: Who may read it.
  ///   - key: Seals it.
  public func write(
    to path: String, access: FileAccess = .owner, key: IndexKey? = nil
  ) throws(FileError) {
    let lines = current.keys.sorted().filter { !$0.contains("\n") }.map { path in
      let entry = current[path]!
      return ([entry.digest.description] + entry.stamp.fields + [path]).joined(separator: "\t")
    }
    let file = try OutputFile(path: path, access: access)
    let text = ([Self.title] + lines).joined(separator: "\n") + "\n"
    var bytes = Array(text.utf8)
    if let key {
      do throws(KeyError) {
        bytes = try key.seal.seal(bytes, context: Self.sealContext)
      } catch {
        throw FileError(.write, path, .noMemory)
      }
    }
    try file.write(bytes.span)
    try file.publish(isSynced: false)
  }
}
