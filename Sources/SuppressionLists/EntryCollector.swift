import Files

/// One worker's way into an `EntryStore`: takes keys, hashes them, sorts them by partition.
///
/// Each partition has a buffer of 256 entries here, half a mebibyte in all, which fits a core's
/// second-level cache; nothing is locked but once a mebibyte.
public struct EntryCollector: ~Copyable {
  private let store: EntryStore
  private let longKeys: LongKeyStore
  private let changes: ChangeStore
  private let ranges: RangeStore
  private var buffers: [UInt64]
  private var fillCounts: [UInt16]
  private var slab: Slab
  private var slabPartitions: [UInt8] = []

  init(
    store: EntryStore, longKeys: LongKeyStore, changes: ChangeStore, ranges: RangeStore
  ) {
    self.store = store
    self.longKeys = longKeys
    self.changes = changes
    self.ranges = ranges
    buffers = Array(
      repeating: 0, count: EntryStore.partitionCount * EntryStore.chunkEntryCount)
    fillCounts = Array(repeating: 0, count: EntryStore.partitionCount)
    slab = Slab()
    slabPartitions.reserveCapacity(EntryStore.slabChunkCount)
  }

  /// The keys that are hashed together.
  private static let groupCount = 64

  /// Adds the keys to a list; keys of 0 are passed over.
  ///
  /// - Complexity: O(*n*), three hashes and one write a key.
  public mutating func add(_ keys: Span<UInt64>, list: Int) throws(IndexError) {
    var codes = InlineArray<64, UInt64>(repeating: 0)
    var start = 0
    while start < keys.count {
      let end = min(start &+ Self.groupCount, keys.count)
      for index in start..<end { codes[index &- start] = keys[index] }
      var span = codes.mutableSpan
      NumberCode.encode(&span)
      for index in start..<end where keys[index] != 0 {
        try add(code: codes[index &- start], list: list)
      }
      start = end
    }
  }

  @inline(__always)
  private mutating func add(code: UInt64, list: Int) throws(IndexError) {
    guard code < NumberCode.domainEnd else {
      // Its own key.
      try longKeys.add(code, list: list)
      return
    }
    let entry = EntryStore.entry(code: code, list: list)
    let partition = EntryStore.partition(of: entry)
    let fillCount = Int(fillCounts[partition])
    buffers[partition &* EntryStore.chunkEntryCount &+ fillCount] = entry
    if fillCount &+ 1 < EntryStore.chunkEntryCount {
      fillCounts[partition] = UInt16(truncatingIfNeeded: fillCount &+ 1)
    } else {
      fillCounts[partition] = 0
      try moveChunk(partition, entryCount: EntryStore.chunkEntryCount)
    }
  }

  /// Adds numbers to a list and takes numbers from it, on top of all that is added to it otherwise.
  ///
  /// Of several changes of one number the latest counts, whatever the order in which they come.
  public mutating func change(
    _ changes: Span<ListChange>, list: Int
  ) throws(IndexError) {
    try self.changes.add(changes, list: list)
  }

  /// Adds ranges of numbers to a list. They are kept as ranges.
  public mutating func add(_ ranges: Span<KeyRange>, list: Int) throws(IndexError) {
    try self.ranges.add(ranges, list: list)
  }

  /// Hands everything collected to the store. The collector is empty afterwards.
  public mutating func flush() throws(IndexError) {
    for partition in 0..<EntryStore.partitionCount where fillCounts[partition] > 0 {
      try moveChunk(partition, entryCount: Int(fillCounts[partition]))
      fillCounts[partition] = 0
    }
    if !slabPartitions.isEmpty { try moveSlab() }
  }

  private mutating func moveChunk(_ partition: Int, entryCount: Int) throws(IndexError) {
    let start = partition * EntryStore.chunkEntryCount
    slab.write(
      buffers.span.extracting(start..<start + entryCount), chunk: slabPartitions.count)
    slabPartitions.append(UInt8(partition))
    if slabPartitions.count == EntryStore.slabChunkCount { try moveSlab() }
  }

  private mutating func moveSlab() throws(IndexError) {
    do throws(FileError) {
      slab = try store.accept(slab, partitions: slabPartitions.span)
    } catch {
      throw IndexError(.file(error), path: error.path)
    }
    slabPartitions.removeAll(keepingCapacity: true)
  }
}
