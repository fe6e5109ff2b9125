import Files

/// Sorts a partition, merges the lists of equal codes to classes, and puts the result back into the
/// partition's chunks. One a thread; its arrays are used again.
struct PartitionSorter {
  /// A sorted partition: distinct codes, class numbers in place of list numbers.
  struct Result {
    var entryCount: Int
    var chunks: [UInt32]
    /// How many codes have each class.
    var classUses: [Int: Int]
  }

  private let store: EntryStore
  private var cache: ClassCache
  private var entries: [UInt64] = []
  private var scratch: [UInt64] = []

  init(store: EntryStore, registry: ClassRegistry) {
    self.store = store
    cache = ClassCache(registry: registry)
  }

  mutating func sort(partition: Int) throws(IndexError) -> Result {
    do throws(FileError) {
      let chunks = store.chunks(ofPartition: partition)
      entries.removeAll(keepingCapacity: true)
      try IndexBuilder.read(chunks, of: store, into: &entries)
      let padded = entries.count
      if scratch.count < padded { scratch = Array(repeating: 0, count: padded) }
      entries.removeAll { $0 == EntryStore.padding }
      RadixSort.sort(&entries, scratch: &scratch)
    } catch {
      throw IndexError(.file(error), path: error.path)
    }
    let classUses = try mergeEqualCodes()
    do throws(FileError) {
      return try putBack(partition: partition, classUses: classUses)
    } catch {
      throw IndexError(.file(error), path: error.path)
    }
  }

  /// Leaves one entry a code, with the class of all its lists.
  private mutating func mergeEqualCodes() throws(IndexError) -> [Int: Int] {
    var uses: [Int] = []
    var count = 0
    var index = 0
    while index < entries.count {
      let code = entries[index] >> EntryStore.listBitCount
      var classNumber = Int(entries[index] & EntryStore.listMask) + 1
      index += 1
      while index < entries.count, entries[index] >> EntryStore.listBitCount == code {
        let list = Int(entries[index] & EntryStore.listMask)
        classNumber = try cache.union(classNumber, list: list)
        index += 1
      }
      entries[count] = EntryStore.entry(code: code, list: classNumber)
      count += 1
      while uses.count <= classNumber { uses.append(0) }
      uses[classNumber] += 1
    }
    entries.removeSubrange(count...)
    return Dictionary(
      uniqueKeysWithValues: uses.enumerated().filter { $0.element > 0 }
        .map { ($0.offset, $0.element) })
  }

  private mutating func putBack(
    partition: Int, classUses: [Int: Int]
  ) throws(FileError) -> Result {
    let entryCount = entries.count
    let chunkEntryCount = EntryStore.chunkEntryCount
    while entries.count % chunkEntryCount != 0 { entries.append(EntryStore.padding) }
    let chunkCount = entries.count / chunkEntryCount
    let chunks = Array(store.chunks(ofPartition: partition).prefix(chunkCount))
    for (index, chunk) in chunks.enumerated() {
      let start = index * chunkEntryCount
      try store.write(entries.span.extracting(start..<start + chunkEntryCount), chunk: chunk)
    }
    return Result(entryCount: entryCount, chunks: chunks, classUses: classUses)
  }
}
