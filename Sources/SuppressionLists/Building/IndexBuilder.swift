import Files
import Keys
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
    /// Who may read the index. If this is its owner alone, a group that the index it replaces is for may
    /// go on reading: see ``FileAccess/replacing(_:)``.
    public var access = FileAccess.owner
    /// The key without which the index tells nothing; nil for an index that anybody can read.
    public var key: IndexKey?
    /// The bytes of remainders, where they are not to be what takes the least memory: to try layouts
    /// with few numbers that otherwise only long lists have.
    package var remainderByteCounts: [CodeDomain: Int] = [:]

    public init() {}
  }

  /// What was built.
  public struct Summary: Sendable {
    public var lists: [SuppressionList]
    /// The distinct numbers.
    public var numberCount: Int
    public var byteCount: Int
    public var spilledByteCount: Int
    /// The lines that were taken from the base as they are.
    public var copiedLineCount: Int
  }

  public static let memoryByteCountMin = 64 << 20

  private let path: String
  private let options: Options
  private let base: IndexBase?
  private let store: EntryStore
  private let longKeys: LongKeyStore
  private let changes: ChangeStore
  private let ranges: RangeStore
  private let excuses: Excuses
  private let registry: ClassRegistry
  private let listCount: Int
  private let file: OutputFile

  /// Prepares to build the index at `path`.
  ///
  /// - Parameter base: An index to take lists over from; every byte of it is checked, unless it has been.
  /// - Precondition: `0 < listCount <= SuppressionIndex.listCountMax`; a base has `listCount` lists.
  public init(
    path: String, listCount: Int, base: IndexBase? = nil, options: Options
  ) throws(IndexError) {
    precondition(listCount > 0 && listCount <= SuppressionIndex.listCountMax)
    precondition(base.map { $0.lists.count == listCount && $0.compared.count == listCount } ?? true)
    precondition(
      base.map { $0.index.keyID == options.key?.id } ?? true,
      "what stands for numbers in a base means nothing under another key")
    if let base, !base.isVerified { try base.index.verifyBlocks() }
    self.path = path
    self.options = options
    self.listCount = listCount
    self.base = base
    do throws(FileError) {
      file = try OutputFile(path: path, access: options.access.replacing(path))
      guard !file.isStream else { throw FileError(.open, path, .illegalSeek) }
      // Four mebibytes of buffers, a slab and the reader's blocks for every worker, and two
      // partitions under the sort, which are a 128th of all, twice: an eighth is ample for them.
      // Another eighth is for changes.
      let workerByteCount = options.threadCount * (8 << 20)
      let slabsByteCount = options.memoryByteCount / 4 * 3 - workerByteCount
      store = try EntryStore(
        memoryByteCount: slabsByteCount,
        scratchFolder: options.scratchFolder ?? FolderNames.split(path).folder)
    } catch {
      throw IndexError(.file(error), path: path)
    }
    longKeys = LongKeyStore(path: path)
    changes = ChangeStore(
      memoryByteCount: options.memoryByteCount / 8,
      scratchFolder: options.scratchFolder ?? FolderNames.split(path).folder)
    ranges = RangeStore(path: path)
    excuses = Excuses(
      lists: Set((base?.compared ?? []).indices.filter { base!.compared[$0] != nil }),
      ranges: RangeStore(path: path))
    registry = ClassRegistry(listCount: listCount, path: path)
    takeRanges()
  }

  /// A way in for one worker. Its keys count once it has been flushed.
  public func makeCollector() -> EntryCollector {
    makeCollector(numbers: KeyedNumbers(options.key))
  }

  /// A way in for numbers that come as their keys of ``NumberReference/overlayKey``, by the key of the index.
  public func makeCollectorOfReferences() -> EntryCollector {
    precondition(options.key != nil, "references are made by a key")
    return makeInnerCollector()
  }

  /// A way in for numbers that are written as the index writes them.
  private func makeInnerCollector() -> EntryCollector { makeCollector(numbers: nil) }

  private func makeCollector(numbers: KeyedNumbers?) -> EntryCollector {
    EntryCollector(
      store: store, longKeys: longKeys, changes: changes, ranges: ranges,
      excuses: excuses, numbers: numbers, isKeyed: options.key != nil, path: path)
  }

  /// Writes the index from what the collectors have flushed, and publishes it.
  ///
  /// - Parameters:
  ///   - lists: The catalogue; the counts of distinct numbers are filled in here.
  ///   - region: The default region of the lists, two letters, or empty.
  ///   - lineage: What the index says of the one it replaces.
  ///   - beforePublishing: Called once all is written, synced and read back; what it throws leaves
  ///     the old index in place.
  ///   - completing: Called with the counts filled in, before anything is written: the place to look
  ///     at them, and to note in the lists what was found. The losses of the lists that are compared
  ///     come with them, by their numbers. What it throws ends the build.
  public func finish(
    lists: [SuppressionList], region: String = "", lineage: IndexLineage = IndexLineage(),
    beforePublishing: (Summary) throws(IndexError) -> Void = { _ in },
    completing: (inout [SuppressionList], _ losses: [Int: ListLoss]) throws(IndexError) -> Void =
      { _, _ in }
  ) throws(IndexError) -> Summary {
    precondition(lists.count == listCount)
    try collectChanges()
    let segments = ranges.segments()
    let base = try usableBase(segments)
    let sets = try ClassResolver.Sets(
      read: registry, final: ClassRegistry(listCount: listCount, path: path), base: base,
      segments: segments)
    var losses = lossCounter(segments)
    let partitions = try sortPartitions(sets, &losses)
    let long = try resolveLongKeys(sets, &losses)
    let domains = CodeDomain.all(isKeyed: options.key != nil)
    var uses: [[Int: Int]] = domains.map { domain in
      var uses = domain == .international ? long.classUses : [:]
      for (baseClass, count) in (base?.index.classUses[domain.tableNumber] ?? []).enumerated() {
        uses[sets.baseClasses[baseClass], default: 0] += count
      }
      return uses
    }
    for (number, partition) in partitions.enumerated() {
      uses[number / EntryStore.partitionsADomain].merge(partition.classUses, uniquingKeysWith: +)
    }
    let numbering = ClassNumbering(
      lists: sets.final.lists, uses: uses, alsoNamed: Set(sets.segmentClasses))
    var catalogue = lists
    for index in catalogue.indices {
      catalogue[index].numberCount = numbering.numberCount(list: index)
    }
    try completing(&catalogue, losses?.losses ?? [:])
    let contents = IndexWriter.Contents(
      partitions: partitions, long: long.entries, numbering: numbering, sets: sets,
      lists: catalogue, region: region, lineage: lineage, key: options.key,
      remainderByteCounts: options.remainderByteCounts)
    return try write(contents, beforePublishing: beforePublishing)
  }

  private func write(
    _ contents: IndexWriter.Contents,
    beforePublishing: (Summary) throws(IndexError) -> Void
  ) throws(IndexError) -> Summary {
    let summary: Summary
    do throws(FileError) {
      let writer = IndexWriter(contents, store: store, file: file)
      let written = try writer.write()
      summary = Summary(
        lists: contents.lists, numberCount: contents.numbering.numberCount,
        byteCount: written.byteCount,
        spilledByteCount: store.spilledByteCount + changes.spilledByteCount,
        copiedLineCount: written.copiedLineCount)
    } catch {
      throw IndexError(.file(error), path: path)
    }
    try base?.index.checkUnchanged()
    try syncAndVerify()
    try beforePublishing(summary)
    do throws(FileError) {
      try file.publish(isSynced: true)
    } catch {
      throw IndexError(.file(error), path: path)
    }
    return summary
  }

  /// Reads the written file back while the disk writes it.
  private func syncAndVerify() throws(IndexError) {
    let failures = Mutex<[IndexError?]>([nil, nil])
    Workers.run(2) { worker in
      do throws(IndexError) {
        try worker == 0 ? verify() : sync()
      } catch {
        failures.withLock { $0[worker] = error }
      }
    }
    // What is not on the disk may read well all the same.
    for error in failures.withLock({ $0.reversed() }) {
      if let error { throw error }
    }
  }

  private func sync() throws(IndexError) {
    do throws(FileError) {
      try file.sync()
    } catch {
      throw IndexError(.file(error), path: path)
    }
  }

  /// Reads the written file back, before anybody else can.
  private func verify() throws(IndexError) {
    do throws(IndexError) {
      let keys = KeyRing(options.key.map { [$0] } ?? [])
      try SuppressionIndex(path: file.stagingPath, keys: keys).verifyBlocks()
    } catch {
      throw IndexError(error.kind, path: path)
    }
  }

  // MARK: Sorting

  /// What counts the losses of the lists that are compared; nil if none are.
  private func lossCounter(_ segments: [RangeTable.Segment]) -> LossCounter? {
    guard let base, !excuses.lists.isEmpty else { return nil }
    let comparisons = excuses.lists.sorted().map {
      LossCounter.Comparison(list: $0, former: base.compared[$0]!)
    }
    return LossCounter(
      LossCounter.Sets(
        index: base.index, comparisons: comparisons, read: registry, segments: segments,
        excused: excuses.ranges.segments()))
  }

  private func sortPartitions(
    _ sets: ClassResolver.Sets, _ losses: inout LossCounter?
  ) throws(IndexError) -> [PartitionSorter.Result] {
    let empty = losses
    let counted = Mutex<LossCounter?>(losses)
    let results = Mutex<[PartitionSorter.Result]>(
      Array(repeating: PartitionSorter.Result(), count: EntryStore.partitionCount))
    let failure = Mutex<IndexError?>(nil)
    Workers.share(EntryStore.partitionCount, among: options.threadCount) { next in
      var sorter = PartitionSorter(
        store: store, sets: sets, losses: empty, isKeyed: options.key != nil)
      defer {
        if let own = sorter.losses { counted.withLock { $0?.add(own) } }
      }
      while failure.withLock({ $0 == nil }), let partition = next() {
        do throws(IndexError) {
          let sorted = try sorter.sort(partition: partition)
          results.withLock { $0[partition] = sorted }
        } catch {
          failure.withLock { $0 = $0 ?? error }
        }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    losses = counted.withLock { $0 }
    return results.withLock { $0 }
  }

  /// The keys of sixteen digits and more, with their final classes, and by how much they change the
  /// uses of the classes.
  private func resolveLongKeys(
    _ sets: ClassResolver.Sets, _ losses: inout LossCounter?
  ) throws(IndexError) -> (entries: [IndexWriter.LongEntry], classUses: [Int: Int]) {
    var cache = ClassCache(registry: registry)
    var resolver = ClassResolver(sets)
    var read: [UInt64: Int] = [:]
    for entry in longKeys.sorted() {
      read[entry.key] = try cache.union(read[entry.key] ?? 0, list: entry.list)
    }
    losses?.count(longKeys: read)
    var baseClasses: [UInt64: Int] = [:]
    sets.base?.index.withTable(.international) { table in
      for number in 0..<table.sideCount where table.home(ofSideEntry: number) == nil {
        let entry = table.sideEntry(number)
        baseClasses[entry.code] = sets.baseClasses[Int(entry.classNumber)]
      }
    }
    var entries: [IndexWriter.LongEntry] = []
    var uses: [Int: Int] = [:]
    for key in Set(read.keys).union(baseClasses.keys).sorted() {
      let base = baseClasses[key] ?? 0
      let range = sets.segments.isEmpty ? 0 : sets.rangeClass(of: key)
      let classNumber = try resolver.resolve(base: base, read: read[key] ?? 0, range: range)
      if base > 0 { uses[base, default: 0] -= 1 }
      guard classNumber > 0 else { continue }
      uses[classNumber, default: 0] += 1
      entries.append(IndexWriter.LongEntry(key: key, classNumber: classNumber))
    }
    return (entries, uses)
  }

  static func read(
    _ chunks: [EntryChunk], of store: EntryStore, into entries: inout [UInt64]
  ) throws(FileError) {
    entries.reserveCapacity(chunks.reduce(0) { $0 + Int($1.count) })
    for chunk in chunks {
      try entries.append(addingCapacity: Int(chunk.count)) {
        span throws(FileError) in try store.read(chunk, into: &span)
      }
    }
  }

  // MARK: What comes from elsewhere than the collectors' numbers

  /// The base's ranges of the lists that are taken over are ranges of the new index too.
  private func takeRanges() {
    guard let base else { return }
    let segments = base.index.segments
    for (list, baseList) in base.lists.enumerated() {
      if let baseList { ranges.add(segments, ofList: baseList, list: list) }
    }
  }

  /// Adds the last change of every number to the entries.
  private func collectChanges() throws(IndexError) {
    var collector = makeInnerCollector()
    try changes.takeLast { last throws(IndexError) in
      try collector.add(last.added.span, list: last.list)
      try collector.add(last.removed.span, list: last.list | EntryStore.deletionFlag)
    }
    try collector.flush()
  }

  /// The base, if its entries can be taken as they are.
  ///
  /// An entry whose lists are all in its ranges is left out. Which ones these are changes with the
  /// ranges, and with the lists where there are ranges; then all numbers of the base are collected anew.
  private func usableBase(_ segments: [RangeTable.Segment]) throws(IndexError) -> IndexBase? {
    guard let base else { return nil }
    let taken = base.index.segments.map { segment in
      RangeTable.Segment(low: segment.low, high: segment.high, lists: base.taken(segment.lists))
    }
    if segments == taken && (segments.isEmpty || !base.losesLists) { return base }
    try collectNumbers(of: base)
    return nil
  }

  /// Adds the numbers of the lists that are taken over to the entries.
  private func collectNumbers(of base: IndexBase) throws(IndexError) {
    let lists = base.index.classes.map(base.taken)
    var collector = makeInnerCollector()
    var entries: [BaseTable.Entry] = []
    var keys = [[UInt64]](repeating: [], count: listCount)
    func collect(atLeast count: Int) throws(IndexError) {
      for list in keys.indices where keys[list].count >= count {
        // Out of the array meanwhile, for a span of it cannot leave it.
        var collected: [UInt64] = []
        swap(&collected, &keys[list])
        try collector.add(collected.span, list: list)
        collected.removeAll(keepingCapacity: true)
        swap(&collected, &keys[list])
      }
    }
    for domain in CodeDomain.all(isKeyed: options.key != nil) {
      try base.index.withTable(domain) { table throws(IndexError) in
        for home in 0..<table.lineCount {
          entries.removeAll(keepingCapacity: true)
          table.appendEntries(ofHome: home, to: &entries)
          for entry in entries {
            let key = domain.key(of: entry.code)
            for list in lists[Int(entry.classNumber)] { keys[list].append(key) }
          }
          if home % 1024 == 0 { try collect(atLeast: 1024) }
        }
        for number in 0..<table.sideCount where table.home(ofSideEntry: number) == nil {
          let entry = table.sideEntry(number)
          for list in lists[Int(entry.classNumber)] { keys[list].append(entry.code) }
        }
      }
    }
    try collect(atLeast: 1)
    try collector.flush()
  }
}
