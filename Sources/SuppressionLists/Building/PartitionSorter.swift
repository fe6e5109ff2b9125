import Files

/// Sorts a partition, merges the lists of equal codes to classes, and puts the result back into the
/// partition's chunks. One a thread; its arrays are used again.
struct PartitionSorter {
  /// A sorted partition: distinct codes, final class numbers in place of list numbers.
  ///
  /// On a base, what the base says already is left out, and class 0 takes a number away.
  struct Result: Sendable {
    var entryCount = 0
    var chunks: [EntryChunk] = []
    /// How many codes more than the base have each class.
    var classUses: [Int: Int] = [:]
  }

  private let store: EntryStore
  private var cache: ClassCache
  private var resolver: ClassResolver
  private var entries: [UInt64] = []
  private var scratch: [UInt64] = []
  private var keys: [UInt64] = []
  private var baseClasses: [UInt16] = []
  /// Nil if no list is compared with a former one.
  private(set) var losses: LossCounter?

  /// Whether codes stand for numbers by a key.
  private let isKeyed: Bool

  init(store: EntryStore, sets: ClassResolver.Sets, losses: LossCounter?, isKeyed: Bool) {
    self.store = store
    self.isKeyed = isKeyed
    self.losses = losses
    cache = ClassCache(registry: sets.read)
    resolver = ClassResolver(sets)
  }

  mutating func sort(partition: Int) throws(IndexError) -> Result {
    do throws(FileError) {
      let chunks = store.chunks(ofPartition: partition)
      entries.removeAll(keepingCapacity: true)
      try IndexBuilder.read(chunks, of: store, into: &entries)
      if scratch.count < entries.count { scratch = Array(repeating: 0, count: entries.count) }
      if isKeyed {
        RadixSort<13>.sort(&entries, scratch: &scratch)
      } else {
        RadixSort<11>.sort(&entries, scratch: &scratch)
      }
    } catch {
      throw IndexError(.file(error), path: error.path)
    }
    try mergeEqualCodes()
    losses?.count(partition: partition, entries)
    let classUses = try resolver.isPlain ? resolveRead() : resolveAll(of: partition)
    do throws(FileError) {
      return try putBack(partition: partition, classUses: classUses)
    } catch {
      throw IndexError(.file(error), path: error.path)
    }
  }

  /// Leaves one entry a code, with the class of all that was read of it.
  private mutating func mergeEqualCodes() throws(IndexError) {
    var count = 0
    var index = 0
    while index < entries.count {
      let code = entries[index] >> EntryStore.listBitCount
      let list = Int(entries[index] & EntryStore.listMask)
      var classNumber = list + 1
      if list >= EntryStore.deletionFlag { classNumber = try cache.union(0, list: list) }
      index += 1
      while index < entries.count, entries[index] >> EntryStore.listBitCount == code {
        let list = Int(entries[index] & EntryStore.listMask)
        classNumber = try cache.union(classNumber, list: list)
        index += 1
      }
      entries[count] = EntryStore.entry(code: code, list: classNumber)
      count += 1
    }
    entries.removeSubrange(count...)
  }

  /// Puts the final classes into the entries, where nothing but reading speaks of any number.
  private mutating func resolveRead() throws(IndexError) -> [Int: Int] {
    var uses: [Int] = []
    var count = 0
    for entry in entries {
      let classNumber = try resolver.resolve(read: Int(entry & EntryStore.listMask))
      guard classNumber > 0 else { continue }
      entries[count] = EntryStore.entry(
        code: entry >> EntryStore.listBitCount, list: classNumber)
      count += 1
      while uses.count <= classNumber { uses.append(0) }
      uses[classNumber] += 1
    }
    entries.removeSubrange(count...)
    return Dictionary(
      uniqueKeysWithValues: uses.enumerated().filter { $0.element > 0 }
        .map { ($0.offset, $0.element) })
  }

  /// Puts the final classes into the entries, by all that speaks of a number.
  private mutating func resolveAll(of partition: Int) throws(IndexError) -> [Int: Int] {
    let domain = EntryStore.domain(ofPartition: partition, isKeyed: isKeyed)
    let codeStart = EntryStore.codeStart(ofPartition: partition, domain)
    let sets = resolver.sets
    var uses: [Int: Int] = [:]
    var count = 0
    for start in stride(from: 0, to: entries.count, by: Self.batchEntryCount) {
      let end = min(start + Self.batchEntryCount, entries.count)
      keys.removeAll(keepingCapacity: true)
      for entry in entries[start..<end] {
        keys.append(domain.key(of: entry >> EntryStore.listBitCount | codeStart))
      }
      findBaseClasses()
      for index in start..<end {
        let base = baseClasses.isEmpty ? 0 : sets.baseClasses[Int(baseClasses[index - start])]
        let classNumber = try resolver.resolve(
          base: base, read: Int(entries[index] & EntryStore.listMask),
          range: sets.segments.isEmpty ? 0 : sets.rangeClass(of: keys[index - start]))
        guard classNumber != base else { continue }
        if base > 0 { uses[base, default: 0] -= 1 }
        if classNumber > 0 { uses[classNumber, default: 0] += 1 }
        entries[count] = EntryStore.entry(
          code: entries[index] >> EntryStore.listBitCount, list: classNumber)
        count += 1
      }
    }
    entries.removeSubrange(count...)
    return uses
  }

  private static let batchEntryCount = 1024

  private mutating func findBaseClasses() {
    baseClasses.removeAll(keepingCapacity: true)
    guard let index = resolver.sets.base?.index else { return }
    // Out of `self` meanwhile, for a span of them excludes all of `self`.
    var found: [UInt16] = []
    swap(&found, &baseClasses)
    found.append(addingCapacity: keys.count) { index.findEntries(keys.span, into: &$0) }
    swap(&found, &baseClasses)
  }

  private mutating func putBack(
    partition: Int, classUses: [Int: Int]
  ) throws(FileError) -> Result {
    var chunks: [EntryChunk] = []
    var start = 0
    for place in store.chunks(ofPartition: partition) where start < entries.count {
      var chunk = place
      chunk.count = min(place.count, UInt32(entries.count - start))
      let end = start + Int(chunk.count)
      try store.write(entries.span.extracting(start..<end), to: chunk)
      chunks.append(chunk)
      start = end
    }
    return Result(entryCount: entries.count, chunks: chunks, classUses: classUses)
  }
}
