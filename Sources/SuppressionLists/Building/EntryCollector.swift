import Files

/// What counts of numbers that are said to have gone from lists: only the lists that are compared with
/// former ones are of interest.
struct Excuses: Sendable {
  var lists: Set<Int>
  let ranges: RangeStore
}

/// One worker's way into an `EntryStore`: takes keys, hashes them, sorts them by partition.
///
/// Each partition has a buffer of a chunk here, four mebibytes in all. Most lists have numbers of one
/// domain: then the 256 cache lines that are being filled are at hand. Nothing is locked but once a
/// mebibyte.
public struct EntryCollector: ~Copyable {
  private let store: EntryStore
  private let longKeys: LongKeyStore
  private let changes: ChangeStore
  private let ranges: RangeStore
  private let excuses: Excuses
  /// How numbers are written; nil without a key, or if they come written so.
  private let numbers: KeyedNumbers?
  /// Whether the index has a key, so that codes stand for numbers.
  private let isKeyed: Bool
  private let path: String
  private var keyed: [UInt64] = []
  private var buffers: [UInt64]
  private var fillCounts: [UInt16]
  private var slab: Slab
  private var slabEntryCount = 0
  private var pieces: [(partition: Int, chunk: EntryChunk)] = []

  init(
    store: EntryStore, longKeys: LongKeyStore, changes: ChangeStore, ranges: RangeStore,
    excuses: Excuses, numbers: KeyedNumbers?, isKeyed: Bool, path: String
  ) {
    self.numbers = numbers
    self.isKeyed = isKeyed
    self.path = path
    self.store = store
    self.longKeys = longKeys
    self.changes = changes
    self.ranges = ranges
    self.excuses = excuses
    buffers = Array(
      repeating: 0, count: EntryStore.partitionCount * EntryStore.chunkEntryCountMax)
    fillCounts = Array(repeating: 0, count: EntryStore.partitionCount)
    slab = Slab()
  }

  /// The keys that are hashed together.
  private static let groupCount = 64

  /// Adds the keys to a list; keys of 0 are passed over.
  ///
  /// - Complexity: O(*n*), three hashes and one write a key.
  public mutating func add(_ keys: Span<UInt64>, list: Int) throws(IndexError) {
    guard let numbers else { return try addWritten(keys, list: list) }
    // Out of `self` meanwhile, for a span of them excludes all of `self`.
    var written: [UInt64] = []
    swap(&written, &keyed)
    defer { swap(&written, &keyed) }
    if written.count < keys.count {
      written.append(contentsOf: repeatElement(0, count: keys.count - written.count))
    }
    var span = written.mutableSpan
    numbers.encode(keys, into: &span)
    try addWritten(written.span.extracting(..<keys.count), list: list)
  }

  private mutating func addWritten(_ keys: Span<UInt64>, list: Int) throws(IndexError) {
    var start = 0
    while start < keys.count {
      let end = min(start &+ Self.groupCount, keys.count)
      let group = keys.extracting(start..<end)
      if isKeyed {
        try add(group, of: .keyed, list: list)
      } else {
        try add(group, of: .northAmerican, list: list)
        try add(group, of: .international, list: list)
      }
      start = end
    }
  }

  /// Adds those keys of a group that are of a domain.
  @inline(__always)
  private mutating func add(
    _ keys: Span<UInt64>, of domain: CodeDomain, list: Int
  ) throws(IndexError) {
    var codes = InlineArray<64, UInt64>(repeating: 0)
    var count = 0
    for index in keys.indices {
      codes[count] = keys[index]
      count &+=
        keys[index] != 0 && (domain == .keyed || CodeDomain(of: keys[index]) == domain) ? 1 : 0
    }
    guard count > 0 else { return }
    var span = codes.mutableSpan
    domain.encode(&span)
    for index in 0..<count { try add(code: codes[index], domain, list: list) }
  }

  @inline(__always)
  private mutating func add(code: UInt64, _ domain: CodeDomain, list: Int) throws(IndexError) {
    guard code < domain.end else {
      // Its own key.
      try longKeys.add(code, list: list)
      return
    }
    let entry = EntryStore.entry(code: code, list: list)
    let partition = EntryStore.partition(ofCode: code, domain)
    let fillCount = Int(fillCounts[partition])
    buffers[partition &* EntryStore.chunkEntryCountMax &+ fillCount] = entry
    if fillCount &+ 1 < EntryStore.chunkEntryCountMax {
      fillCounts[partition] = UInt16(truncatingIfNeeded: fillCount &+ 1)
    } else {
      fillCounts[partition] = 0
      try moveChunk(partition, entryCount: EntryStore.chunkEntryCountMax)
    }
  }

  /// Adds numbers to a list and takes numbers from it, on top of all that is added to it otherwise.
  ///
  /// Of several changes of one number the latest counts, whatever the order in which they come.
  public mutating func change(
    _ changes: Span<ListChange>, list: Int
  ) throws(IndexError) {
    do throws(FileError) {
      guard let numbers else { return try self.changes.add(changes, list: list) }
      let keys = changes.indices.map { changes[$0].key }
      var codes = keys
      var span = codes.mutableSpan
      numbers.encode(keys.span, into: &span)
      let written = changes.indices.map { index in
        ListChange(
          key: codes[index], order: changes[index].order, isAddition: changes[index].isAddition)
      }
      try self.changes.add(written.span, list: list)
    } catch {
      throw IndexError(.file(error), path: error.path)
    }
  }

  /// Adds ranges of numbers to a list. They are kept as ranges; with a key, whose codes have no order,
  /// number by number.
  public mutating func add(_ ranges: Span<KeyRange>, list: Int) throws(IndexError) {
    guard expandsRanges else { return try self.ranges.add(ranges, list: list) }
    for index in ranges.indices {
      try forEachGroup(of: ranges[index]) { collector, keys throws(IndexError) in
        try collector.add(keys.span, list: list)
      }
    }
  }

  /// Adds ranges of numbers to a list, each at its moment.
  ///
  /// With a key each of their numbers is a change like any other. Without one they are kept as ranges, from
  /// which no change takes a number.
  ///
  /// - Parameter isWanted: False for a number to pass over; asked with a key alone.
  public mutating func change(
    _ additions: Span<RangeAddition>, list: Int,
    where isWanted: (_ key: UInt64, _ order: UInt64) -> Bool = { _, _ in true }
  ) throws(IndexError) {
    for index in additions.indices {
      let (range, order) = (additions[index].range, additions[index].order)
      guard expandsRanges else {
        let ranges: [1 of KeyRange] = [range]
        try self.ranges.add(ranges.span, list: list)
        continue
      }
      try forEachGroup(of: range) { collector, keys throws(IndexError) in
        let changes = keys.filter { isWanted($0, order) }.map {
          ListChange(key: $0, order: order, isAddition: true)
        }
        try collector.change(changes.span, list: list)
      }
    }
  }

  /// Notes that numbers are said to have gone from a list, so that it is no loss if they are not on it.
  /// Nothing else comes of it.
  public mutating func excuse(_ keys: Span<UInt64>, list: Int) throws(IndexError) {
    guard excuses.lists.contains(list) else { return }
    try add(keys, list: list | EntryStore.excuseFlag)
  }

  /// The same of ranges.
  public mutating func excuse(_ ranges: Span<KeyRange>, list: Int) throws(IndexError) {
    guard excuses.lists.contains(list) else { return }
    guard expandsRanges else { return try excuses.ranges.add(ranges, list: list) }
    // No keyed index held a longer one.
    for index in ranges.indices where !isTooLong(ranges[index]) {
      try forEachGroup(of: ranges[index]) { collector, keys throws(IndexError) in
        try collector.excuse(keys.span, list: list)
      }
    }
  }

  // MARK: Ranges whose numbers are written one by one

  /// The most numbers of such a range.
  public static let expandedRangeCountMax = 1_000_000

  /// True if the numbers of ranges are written one by one, as they are with a key.
  public var expandsRanges: Bool { numbers != nil }

  /// True if a range has more numbers than can be written one by one, and they would have to be.
  public func isTooLong(_ range: KeyRange) -> Bool {
    expandsRanges && range.high - range.low >= UInt64(Self.expandedRangeCountMax)
  }

  /// Calls `body` with the numbers of a range, some at a time.
  private mutating func forEachGroup(
    of range: KeyRange, _ body: (inout EntryCollector, [UInt64]) throws(IndexError) -> Void
  ) throws(IndexError) {
    guard !isTooLong(range) else {
      throw IndexError(.keyedRange(max: Self.expandedRangeCountMax), path: path)
    }
    var start = range.low
    while true {
      let end = min(range.high, start + UInt64(EntryStore.chunkEntryCountMax - 1))
      try body(&self, Array(start...end))
      if end == range.high { return }
      start = end + 1
    }
  }

  /// Hands everything collected to the store. The collector is empty afterwards.
  public mutating func flush() throws(IndexError) {
    for partition in 0..<EntryStore.partitionCount where fillCounts[partition] > 0 {
      try moveChunk(partition, entryCount: Int(fillCounts[partition]))
      fillCounts[partition] = 0
    }
    if !pieces.isEmpty { try moveSlab() }
  }

  private mutating func moveChunk(_ partition: Int, entryCount: Int) throws(IndexError) {
    if slabEntryCount + entryCount > EntryStore.slabEntryCount { try moveSlab() }
    let start = partition * EntryStore.chunkEntryCountMax
    slab.write(buffers.span.extracting(start..<start + entryCount), at: slabEntryCount)
    let chunk = EntryChunk(slab: 0, start: UInt32(slabEntryCount), count: UInt32(entryCount))
    pieces.append((partition, chunk))
    slabEntryCount += entryCount
  }

  private mutating func moveSlab() throws(IndexError) {
    do throws(FileError) {
      slab = try store.accept(slab, pieces: pieces)
    } catch {
      throw IndexError(.file(error), path: error.path)
    }
    pieces.removeAll(keepingCapacity: true)
    slabEntryCount = 0
  }
}
