import Dispatch
import Files
import PhoneNumbers
import Synchronization

/// Builds an index file from the keys of several lists, in bounded memory.
///
/// ```
///   keys ─► EntryCollector (a worker) ─► EntryStore (256 partitions, memory or scratch file)
///        ─► sort and merge each partition, in parallel
///        ─► place into lines, in order ─► OutputFile ─► publish
/// ```
///
/// The same lists and options give the same bytes, however many threads work.
public final class IndexBuilder: Sendable {
  /// How an index is built.
  public struct Options: Sendable {
    /// The memory to stay within, apart from the process itself.
    public var memoryByteCount = 1 << 30
    /// Where to spill; the target's folder if nil.
    public var scratchFolder: String?
    public var threadCount = 1

    public init() {}
  }

  /// What was built.
  public struct Summary: Sendable {
    public var lists: [SuppressionList]
    /// The distinct numbers.
    public var numberCount: Int
    public var byteCount: Int
    public var spilledByteCount: Int
  }

  public static let memoryByteCountMin = 64 << 20

  private let path: String
  private let options: Options
  private let store: EntryStore
  private let longKeys: LongKeyStore
  private let registry: ClassRegistry
  private let listCount: Int
  private let file: OutputFile

  /// Prepares to build the index at `path`.
  ///
  /// - Precondition: `0 < listCount <= SuppressionIndex.listCountMax`.
  public init(path: String, listCount: Int, options: Options) throws(IndexError) {
    precondition(listCount > 0 && listCount <= SuppressionIndex.listCountMax)
    self.path = path
    self.options = options
    self.listCount = listCount
    do throws(FileError) {
      file = try OutputFile(path: path)
      guard !file.isStream else { throw FileError(.open, path, .illegalSeek) }
      // Half a mebibyte of buffers, a slab and the reader's blocks for every worker, and two
      // partitions under the sort, which are a 128th of all, twice: an eighth is ample for them.
      let workerByteCount = options.threadCount * (6 << 20)
      let slabsByteCount = options.memoryByteCount / 8 * 7 - workerByteCount
      store = try EntryStore(
        memoryByteCount: slabsByteCount,
        scratchFolder: options.scratchFolder ?? folder(of: path))
    } catch {
      throw IndexError(.file(error), path: path)
    }
    longKeys = LongKeyStore(path: path)
    registry = ClassRegistry(listCount: listCount, path: path)
  }

  /// A way in for one worker. Its keys count once it has been flushed.
  public func makeCollector() -> EntryCollector {
    EntryCollector(store: store, longKeys: longKeys)
  }

  /// Writes the index from what the collectors have flushed, and publishes it.
  ///
  /// - Parameters:
  ///   - lists: The catalogue; the counts of distinct numbers are filled in here.
  ///   - region: The default region of the lists, two letters, or empty.
  public func finish(lists: [SuppressionList], region: String = "") throws(IndexError) -> Summary {
    precondition(lists.count == listCount)
    let partitions = try sortPartitions()
    let long = try mergedLongKeys()
    var classUses = [Int](repeating: 0, count: registry.lists.count)
    for partition in partitions {
      for (classNumber, count) in partition.classUses { classUses[classNumber] += count }
    }
    for entry in long { classUses[entry.classNumber] += 1 }
    let numbering = ClassNumbering(lists: registry.lists, uses: classUses)
    var catalogue = lists
    for index in catalogue.indices {
      catalogue[index].numberCount = numbering.numberCount(list: index)
    }
    do throws(FileError) {
      let byteCount = try write(
        partitions: partitions, long: long, numbering: numbering, catalogue: catalogue,
        region: region)
      try file.publish(isSynced: true)
      return Summary(
        lists: catalogue, numberCount: classUses.reduce(0, +), byteCount: byteCount,
        spilledByteCount: store.spilledByteCount)
    } catch {
      throw IndexError(.file(error), path: path)
    }
  }

  // MARK: Sorting

  /// A partition after sorting: its chunks hold `entryCount` distinct codes with their classes.
  private struct SortedPartition: Sendable {
    var entryCount = 0
    var chunks: [UInt32] = []
    var classUses: [Int: Int] = [:]
  }

  private func sortPartitions() throws(IndexError) -> [SortedPartition] {
    let results = Mutex<[SortedPartition]>(
      Array(repeating: SortedPartition(), count: EntryStore.partitionCount))
    let failure = Mutex<IndexError?>(nil)
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: max(1, options.threadCount)) { _ in
      var sorter = PartitionSorter(store: store, registry: registry)
      while true {
        let partition = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard partition < EntryStore.partitionCount, failure.withLock({ $0 == nil }) else { return }
        do throws(IndexError) {
          let sorted = try sorter.sort(partition: partition)
          results.withLock {
            $0[partition] = SortedPartition(
              entryCount: sorted.entryCount, chunks: sorted.chunks, classUses: sorted.classUses)
          }
        } catch {
          failure.withLock { $0 = $0 ?? error }
        }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    return results.withLock { $0 }
  }

  private func mergedLongKeys() throws(IndexError) -> [(key: UInt64, classNumber: Int)] {
    var cache = ClassCache(registry: registry)
    var merged: [(key: UInt64, classNumber: Int)] = []
    for entry in longKeys.sorted() {
      if let last = merged.last, last.key == entry.key {
        merged[merged.count - 1].classNumber = try cache.union(last.classNumber, list: entry.list)
      } else {
        merged.append((entry.key, entry.list + 1))
      }
    }
    return merged
  }

  // MARK: Writing

  private func write(
    partitions: [SortedPartition], long: [(key: UInt64, classNumber: Int)],
    numbering: ClassNumbering, catalogue: [SuppressionList], region: String
  ) throws(FileError) -> Int {
    let entryCount = partitions.reduce(0) { $0 + $1.entryCount }
    var header = IndexHeader(
      layout: .smallest(entryCount: entryCount, classCount: numbering.classes.count - 1))
    header.entryCount = entryCount + long.count
    header.lineCount = header.layout.lineCount(entryCount: entryCount)
    header.listCount = listCount
    header.classCount = numbering.classes.count
    header.metadataVersion = NumberingPlan.version
    header.region = region

    var writer = SlotTableWriter(
      layout: header.layout, lineCount: header.lineCount, file: file,
      fileOffset: IndexHeader.byteCount)
    var entries = [UInt64]()
    for partition in partitions {
      entries.removeAll(keepingCapacity: true)
      try Self.read(partition.chunks, of: store, into: &entries)
      for entry in entries.prefix(partition.entryCount) {
        let classNumber = numbering.number(of: Int(entry & EntryStore.listMask))
        try writer.append(code: entry >> EntryStore.listBitCount, classNumber: classNumber)
      }
    }
    let linesDigest = try writer.finish()
    let longEntries = long.map { (code: $0.key, classNumber: numbering.number(of: $0.classNumber)) }
    // Long keys are their own codes, greater than all others.
    let side = writer.side + longEntries
    header.sideEntryCount = side.count

    let linesByteCount =
      (header.lineCount + SlotLayout.displacementMax) * SlotLayout.lineByteCount
    header.lines = IndexHeader.Section(
      offset: IndexHeader.byteCount, byteCount: linesByteCount, digest: linesDigest)
    var offset = IndexHeader.byteCount + linesByteCount
    header.side = try append(SideTable.encoded(side), at: &offset)
    header.classes = try append(numbering.encoded(listCount: listCount), at: &offset)
    header.catalogue = try append(SuppressionList.encodedCatalogue(catalogue), at: &offset)
    header.fileByteCount = offset
    try file.write(header.encoded().span, at: 0)
    return offset
  }

  static func read(
    _ chunks: [UInt32], of store: EntryStore, into entries: inout [UInt64]
  ) throws(FileError) {
    entries.reserveCapacity(chunks.count * EntryStore.chunkEntryCount)
    for chunk in chunks {
      try entries.append(addingCapacity: EntryStore.chunkEntryCount) {
        span throws(FileError) in try store.read(chunk: chunk, into: &span)
      }
    }
  }

  private func append(_ bytes: [UInt8], at offset: inout Int) throws(FileError)
    -> IndexHeader.Section
  {
    try file.write(bytes.span, at: offset)
    defer { offset += bytes.count }
    return IndexHeader.Section(
      offset: offset, byteCount: bytes.count, digest: ContentDigest(of: bytes.span))
  }
}

/// The folder of `path`, for scratch files.
private func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
