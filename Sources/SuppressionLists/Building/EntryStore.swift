import Files
import Synchronization

/// The entries of an index under construction, by partition, in bounded memory.
///
/// An entry is a code and the number of a list (later: of a class) in one word. Codes are uniform,
/// so their top bits cut the entries of a domain into 256 partitions of like size, each of which is
/// sorted by itself:
///
/// ```
///   an entry:   63            14 13      0      collectors fill chunks of up to 1024 entries of one
///               ├─ code (50) ───┼─ list ─┤      partition; a slab of 1 MiB holds 128 and more, in
///               └ 8 bits: partition             memory or in the scratch file
/// ```
///
/// Codes of a keyed index have 58 bits: of those the eight that number the partition are left out.
///
/// The partitions of the first domain come before those of the second.
final class EntryStore: Sendable {
  static let partitionsADomain = 256
  static let partitionCount = partitionsADomain * CodeDomain.count
  /// The most entries of a chunk: a system call each, where chunks are in the scratch file.
  static let chunkEntryCountMax = 1024
  static let slabEntryCount = 1 << 17
  static let slabByteCount = slabEntryCount * 8
  static let listBitCount: UInt64 = 14
  static let listMask: UInt64 = (1 << 14) - 1
  /// Added to the number of a list when a number is taken from it; lists are below it.
  static let deletionFlag = 1 << 12
  /// Added to the number of a list to note that a number of it is said to have gone, for the counting
  /// of losses alone: it neither puts a number on the list nor takes it from there.
  static let excuseFlag = 1 << 13
  /// The bits of a list's number without these marks.
  static let plainListMask = deletionFlag - 1

  @inline(__always)
  static func entry(code: UInt64, list: Int) -> UInt64 {
    code &<< listBitCount | UInt64(truncatingIfNeeded: list)
  }

  @inline(__always)
  static func partition(ofCode code: UInt64, _ domain: CodeDomain) -> Int {
    domain.tableNumber &* partitionsADomain
      &+ Int(truncatingIfNeeded: code &>> UInt64(domain.bitCount &- 8))
  }

  static func domain(ofPartition partition: Int, isKeyed: Bool) -> CodeDomain {
    CodeDomain.all(isKeyed: isKeyed)[partition / partitionsADomain]
  }

  /// What all codes of a partition begin with, as far as its entries do not say so themselves: of the codes
  /// of a keyed index they have no room for the bits that number the partition.
  static func codeStart(ofPartition partition: Int, _ domain: CodeDomain) -> UInt64 {
    domain == .keyed ? codes(ofPartition: partition, domain).lowerBound : 0
  }

  /// The partitions of a domain, in the order of the codes.
  static func partitions(of domain: CodeDomain) -> Range<Int> {
    let start = domain.tableNumber * partitionsADomain
    return start..<start + partitionsADomain
  }

  /// The codes of a partition.
  static func codes(ofPartition partition: Int, _ domain: CodeDomain) -> Range<UInt64> {
    let start = UInt64(partition % partitionsADomain)
    let shift = UInt64(domain.bitCount - 8)
    return start << shift..<(start + 1) << shift
  }

  private struct State: ~Copyable {
    /// The slabs in memory, by slab number; nil if in the scratch file.
    var slabs: [Slab?] = []
    var slabInMemoryCount = 0
    /// The chunks of each partition: slab number · 512 + place in the slab.
    var chunks = [[EntryChunk]](repeating: [], count: EntryStore.partitionCount)
  }

  private let state = Mutex(State())
  private let scratch: ScratchFile
  private let slabInMemoryCountMax: Int

  /// - Parameters:
  ///   - memoryByteCount: What the slabs may take; the rest goes to a scratch file.
  ///   - scratchFolder: Where the scratch file lives.
  init(memoryByteCount: Int, scratchFolder: String) throws(FileError) {
    slabInMemoryCountMax = max(1, memoryByteCount / Self.slabByteCount)
    scratch = try ScratchFile(folder: scratchFolder)
  }

  /// The bytes written to the scratch file.
  var spilledByteCount: Int {
    state.withLock { ($0.slabs.count - $0.slabInMemoryCount) * Self.slabByteCount }
  }

  /// Takes over a slab, and returns an empty one.
  ///
  /// - Parameters:
  ///   - pieces: The chunks in the slab, in order, each with its partition. The slab numbers in them
  ///     are set here.
  func accept(
    _ slab: consuming Slab, pieces: [(partition: Int, chunk: EntryChunk)]
  ) throws(FileError) -> Slab {
    let (slabNumber, isKept) = state.withLock { state in
      let slabNumber = state.slabs.count
      let isKept = state.slabInMemoryCount < slabInMemoryCountMax
      state.slabs.append(isKept ? slab : nil)
      if isKept { state.slabInMemoryCount += 1 }
      for (partition, chunk) in pieces {
        var chunk = chunk
        chunk.slab = UInt32(slabNumber)
        state.chunks[partition].append(chunk)
      }
      return (slabNumber, isKept)
    }
    if isKept { return Slab() }
    let entryCount = pieces.last.map { Int($0.chunk.start + $0.chunk.count) } ?? 0
    try slab.withBytes(entryCount: entryCount) { bytes throws(FileError) in
      try scratch.write(bytes, at: slabNumber * Self.slabByteCount)
    }
    return slab
  }

  /// The chunks of a partition, in no particular order.
  func chunks(ofPartition partition: Int) -> [EntryChunk] {
    state.withLock { $0.chunks[partition] }
  }

  /// Appends the entries of a chunk to `entries`.
  func read(_ chunk: EntryChunk, into entries: inout OutputSpan<UInt64>) throws(FileError) {
    if let slab = state.withLock({ $0.slabs[Int(chunk.slab)] }) {
      slab.read(chunk, into: &entries)
      return
    }
    let entryCount = Int(chunk.count)
    precondition(entries.freeCapacity >= entryCount)
    // SAFETY: there is room for so many integers, any bytes are integers, and all of them are read.
    try unsafe entries.withUnsafeMutableBufferPointer { buffer, count throws(FileError) in
      let rest = unsafe UnsafeMutableBufferPointer(rebasing: buffer[count..<count + entryCount])
      unsafe rest.initialize(repeating: 0)
      var bytes = unsafe MutableRawSpan(_unsafeElements: rest)
      try scratch.read(into: &bytes, at: offset(of: chunk))
      count += entryCount
    }
  }

  /// Overwrites a chunk. Chunks of different partitions may be written at once.
  ///
  /// - Precondition: `entries.count == chunk.count`.
  func write(_ entries: Span<UInt64>, to chunk: EntryChunk) throws(FileError) {
    precondition(entries.count == Int(chunk.count))
    if let slab = state.withLock({ $0.slabs[Int(chunk.slab)] }) {
      slab.write(entries, at: Int(chunk.start))
    } else {
      // SAFETY: integers have no padding, so every byte is initialised.
      try scratch.write(unsafe entries.bytes, at: offset(of: chunk))
    }
  }

  private func offset(of chunk: EntryChunk) -> Int {
    Int(chunk.slab) * Self.slabByteCount + Int(chunk.start) * 8
  }
}

/// Entries of one partition that lie together in a slab.
struct EntryChunk: Sendable {
  var slab: UInt32
  /// The place of the first entry in the slab.
  var start: UInt32
  var count: UInt32
}
