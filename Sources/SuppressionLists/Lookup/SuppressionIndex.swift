import Files
import Keys

/// A memory-mapped index of suppressed numbers: tells on which lists a number stands.
///
/// Opening reads what an index says of itself, and compares it with its digests: header, classes,
/// catalogue, and the digests of blocks, which are a two-thousandth of the file. Any bytes are safe to
/// open and to ask. Whether the numbers are those that were built, ``findVerified(_:)`` tells of one
/// look-up, ``verifyBlocks()`` of all that follow, and ``verify()`` of every byte.
public final class SuppressionIndex: Sendable {
  /// The most lists an index holds.
  public static let listCountMax = 4096
  /// The most classes (distinct sets of lists, the empty one included) an index holds.
  public static let classCountMax = 1 << 14

  /// The table of the numbers of a domain.
  public struct Table: Sendable, Equatable {
    public var domain: CodeDomain
    public var layout: SlotLayout
    /// The distinct numbers.
    public var numberCount: Int
    /// The home lines.
    public var lineCount: Int
    public var sideEntryCount: Int
  }

  private let index: MappedIndex
  /// How its numbers are written; nil of an index without a key.
  private let numbers: KeyedNumbers?

  /// Opens the index at `path`.
  ///
  /// - Parameter keys: Where its key is looked for, if it has one.
  /// - Complexity: O(1) in the numbers, O(*n*) in the lists and classes.
  public init(path: String, keys: KeyRing = .empty) throws(IndexError) {
    index = try MappedIndex(path: path, keys: keys)
    numbers = KeyedNumbers(index.contents.key)
  }

  /// The lists of the index at `path`, also if its keys were made by another numbering plan, so that
  /// it cannot be asked.
  ///
  /// - Complexity: O(*n*) in the lists.
  public static func lists(
    path: String, keys: KeyRing = .empty
  ) throws(IndexError) -> [SuppressionList] {
    try MappedIndex.lists(path: path, keys: keys)
  }

  /// The name of the key without which the index at `path` cannot be opened; nil if it has none, or if
  /// there is no index.
  public static func keyName(path: String) -> String? {
    do throws(IndexError) {
      _ = try lists(path: path)
      return nil
    } catch {
      if case .keyMissing(let id) = error.kind { return id }
      return nil
    }
  }

  /// True if there is an index at `path` that can be opened without a key.
  public static func isOpen(path: String) -> Bool {
    do throws(IndexError) {
      _ = try lists(path: path)
      return true
    } catch {
      return false
    }
  }

  public var path: String { index.path }
  /// The name of its key; nil if it has none.
  public var keyID: KeyID? { index.contents.key?.id }
  /// Its key.
  var key: IndexKey? { index.contents.key }
  /// The lists, in the order in which they were given to the builder.
  public var lists: [SuppressionList] { index.contents.lists }
  /// The lists of each class, as ascending indexes into ``lists``; class 0 is on none.
  public var classes: [[Int]] { index.contents.classes }
  /// The default region of the lists, two letters, or empty.
  public var region: String { index.contents.header.region }
  /// The version of the numbering plan that made the keys.
  public var metadataVersion: String { index.contents.header.metadataVersion }
  /// The distinct numbers.
  public var numberCount: Int { index.contents.header.entryCount }
  public var byteCount: Int { index.contents.header.fileByteCount }
  /// The tables with entries.
  public var tables: [Table] {
    index.contents.header.tables.filter { $0.entryCount > 0 }.map { table in
      Table(
        domain: table.domain, layout: table.layout, numberCount: table.entryCount,
        lineCount: table.lineCount, sideEntryCount: table.sideEntryCount)
    }
  }
  /// The ranges of numbers, cut so that they do not overlap.
  public var rangeCount: Int { index.contents.header.rangeCount }
  /// The digest of the header, which holds the digests of all the rest: names this very index.
  public var digest: ContentDigest { index.contents.digest }

  /// Its place among the indexes of a rebuild; that of none in version 3.
  public var lineage: IndexLineage { index.contents.header.lineage }

  /// The state of the file when it was opened.
  public var stamp: FileStamp { index.stamp }

  /// True if both are one file, under whatever names.
  func isSameFile(as other: SuppressionIndex) -> Bool {
    stamp.device == other.stamp.device && stamp.inode == other.stamp.inode
  }

  /// The same as ``find(_:into:)`` of numbers that are written as the index writes them already.
  func findCoded(_ codes: Span<UInt64>, into found: inout OutputSpan<UInt16>) {
    index.find(codes, into: &found)
  }

  /// Appends the class of each key to `found`: 0 for a number on no list and for a key of 0.
  ///
  /// - Parameter keys: Any count; the more, the better memory latency is hidden.
  /// - Precondition: `found.freeCapacity >= keys.count`.
  /// - Complexity: O(*n*), one cache line a key for 96 keys in 100.
  public func find(_ keys: Span<UInt64>, into found: inout OutputSpan<UInt16>) {
    guard let numbers else { return index.find(keys, into: &found) }
    // What is on the stack stays in the first-level cache.
    var codes = InlineArray<512, UInt64>(repeating: 0)
    var start = 0
    while start < keys.count {
      let count = min(codes.count, keys.count - start)
      var span = codes.mutableSpan
      numbers.encode(keys.extracting(start..<start + count), into: &span)
      index.find(codes.span.extracting(..<count), into: &found)
      start += count
    }
  }

  /// Appends the class of each key's own entry, whatever ranges it lies in; of a keyed index, for what
  /// stands there for numbers.
  func findEntries(_ keys: Span<UInt64>, into found: inout OutputSpan<UInt16>) {
    index.findEntries(keys, into: &found)
  }

  /// The class of one key.
  ///
  /// - Complexity: O(1); it waits for one cache line, for 96 keys in 100.
  public func find(_ key: UInt64) -> Int { Int(index.find(numbers?.key(key) ?? key)) }

  /// The class of one key, by bytes that were compared with their digests: the answer is true, or there
  /// is none. An index of version 3 has no digests for that, and is believed.
  ///
  /// - Complexity: O(1). The first look-up in a block of 16 KiB takes a microsecond or two more.
  public func findVerified(_ key: UInt64) throws(IndexError) -> Int {
    Int(try index.findVerified(numbers?.key(key) ?? key))
  }

  /// The same of what stands for a number: ``NumberReference/overlayKey``, by the key of the index.
  public func findVerified(reference: UInt64) throws(IndexError) -> Int {
    Int(try index.findVerified(reference))
  }

  /// True if ``findVerified(_:)`` verifies; false of version 3.
  public var hasBlockDigests: Bool { index.hasBlockDigests }

  /// The layouts of the tables, by domain.
  var layouts: [SlotLayout] { index.contents.header.tables.map(\.layout) }

  /// How many numbers of each domain have an entry of each class.
  var classUses: [[Int]] { index.contents.classUses }

  /// The ranges, with their lists.
  var segments: [RangeTable.Segment] { index.segments }

  /// Calls `body` with the entries of a domain, to be read in their order.
  ///
  /// - Parameter isRead: False if only a part of them is looked at.
  func withTable<Failure: Error>(
    _ domain: CodeDomain, isRead: Bool = true,
    _ body: (borrowing BaseTable) throws(Failure) -> Void
  ) throws(Failure) {
    try index.withTable(domain, isRead: isRead, body)
  }

  /// Reads all that opening has not compared yet, and compares it with the digests of blocks, or of
  /// sections in version 3: once for all look-ups after it.
  ///
  /// - Parameter threadCount: The threads that share it; with one, none is started.
  /// - Complexity: O(*n*), at the speed of memory or of the disk.
  public func verifyBlocks(threadCount: Int = Workers.processorCount) throws(IndexError) {
    try index.verifyBlocks(threadCount: threadCount)
  }

  /// Reads the whole file and compares every block and every section with its digest: the sections,
  /// whose digests are longer and their own, say nothing new of a file that is only damaged.
  ///
  /// - Complexity: O(*n*), at the speed of memory or of the disk.
  public func verify() throws(IndexError) {
    try index.verify()
  }

  /// Fails if somebody has written to the file, or shortened it, since it was opened, or if bytes that
  /// were asked for could not be read: no answer since then is of this index. Whoever acts on answers
  /// asks this after the last of them.
  ///
  /// A file that was replaced by renaming, as ``IndexBuilder`` does, stays what it was.
  public func checkUnchanged() throws(IndexError) {
    try index.checkUnchanged()
  }

  /// The SHA-256 of the file that was opened, whatever has its name by now.
  ///
  /// - Complexity: O(*n*), half a nanosecond a byte.
  public func hash() throws(IndexError) -> Hash { try index.hash() }

  /// Tells the kernel how the index will be used: many look-ups want all of it, few only pages.
  public func prepare(forLookUpCount lookUpCount: Int) {
    index.prepare(forLookUpCount: lookUpCount)
  }
}
