import Files

/// Remembers which index files were verified as a whole, so that a scrub of few rows need not read all
/// of a large index each time.
///
/// A file is taken for the same if its digest, device, inode, size and both of its times are: a copy is
/// another file, and so is one that was written to. What was written within the last two seconds is not
/// remembered, and nothing is for longer than a day, since a disk may lose bytes by itself. Losing the
/// memory costs time only.
///
/// ```
///   a line:  digest ⇥ device ⇥ inode ⇥ bytes ⇥ modified ⇥ changed ⇥ second of the verification
/// ```
public struct VerifiedIndexes: Sendable {
  private struct Entry {
    var digest: ContentDigest
    var stamp: FileStamp
    var second: Int64
  }

  private static let title = "nodial verified 1"
  private static let secondCountMax: Int64 = 86_400
  /// More indexes are in use nowhere.
  private static let entryCountMax = 256
  private static let byteCountMax = 1 << 16

  private let path: String

  /// - Parameter path: Where they are remembered; the folder of the file exists.
  public init(path: String) { self.path = path }

  /// Verifies the blocks of an index, unless its file is remembered, and remembers it.
  ///
  /// - Returns: True if it was verified now.
  /// - Throws: What is wrong with the index. That nothing can be remembered is no error.
  @discardableResult
  public func verify(_ index: SuppressionIndex) throws(IndexError) -> Bool {
    try verify(index, at: FileStamp.now)
  }

  /// - Parameter now: Nanoseconds since 1970.
  @discardableResult
  package func verify(_ index: SuppressionIndex, at now: Int64) throws(IndexError) -> Bool {
    let second = now / 1_000_000_000
    var entries = read().filter { (0...Self.secondCountMax).contains(second - $0.second) }
    if entries.contains(where: { $0.digest == index.digest && $0.stamp == index.stamp }) {
      return false
    }
    try index.verifyBlocks()
    // Written meanwhile: what was verified is of neither state.
    try index.checkUnchanged()
    guard !index.stamp.isFresh(at: now) else { return true }
    entries.removeAll {
      $0.stamp.device == index.stamp.device && $0.stamp.inode == index.stamp.inode
    }
    entries.append(Entry(digest: index.digest, stamp: index.stamp, second: second))
    write(entries.suffix(Self.entryCountMax))
    return true
  }

  private func read() -> [Entry] {
    let text: String?
    do {
      let file = try InputFile(path: path)
      var bytes = ByteBuffer(capacity: Self.byteCountMax)
      _ = try bytes.append(upTo: Self.byteCountMax, from: file)
      text = bytes.text
    } catch {
      return []
    }
    let lines = (text ?? "").split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first == Self.title[...] else { return [] }
    return lines.dropFirst().compactMap(Self.entry)
  }

  private static func entry(_ line: Substring) -> Entry? {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard fields.count == FileStamp.fieldCount + 2, let digest = ContentDigest(fields[0]),
      let stamp = FileStamp(fields: fields[1...FileStamp.fieldCount]),
      let second = Int64(fields[FileStamp.fieldCount + 1])
    else { return nil }
    return Entry(digest: digest, stamp: stamp, second: second)
  }

  private func write(_ entries: ArraySlice<Entry>) {
    let lines = entries.map { entry in
      ([entry.digest.description] + entry.stamp.fields + [String(entry.second)])
        .joined(separator: "\t")
    }
    let text = ([Self.title] + lines).joined(separator: "\n") + "\n"
    do {
      let file = try OutputFile(path: path, access: .owner)
      try file.write(Array(text.utf8).span)
      try file.publish(isSynced: false)
    } catch {
      // The next one verifies again.
    }
  }
}
