import Files
import Synchronization

/// The entries of an index under construction, by partition, in bounded memory.
///
/// An entry is a code and the number of a list (later: of a class) in one word. Codes are uniform,
/// so their top bits cut the entries into 256 partitions of like size, each of which is sorted by
/// itself:
///
/// ```
///   an entry:   63            14 13      0      collectors fill chunks of 256 entries of one
///               ├─ code (50) ───┼─ list ─┤      partition; 512 chunks are a slab of 1 MiB, kept
///               └ 8 bits: partition             in memory or written to the scratch file
/// ```
final class EntryStore: Sendable {
  static let partitionCount = 256
  static let chunkEntryCount = 256
  static let slabChunkCount = 512
  static let slabByteCount = slabChunkCount * chunkByteCount
  static let chunkByteCount = chunkEntryCount * 8
  static let listBitCount: UInt64 = 14
  static let listMask: UInt64 = (1 << 14) - 1
  /// Added to the number of a list when a number is taken from it; lists are below it.
  static let deletionFlag = 1 << 12
  /// Fills the unused end of a chunk; greater than every entry, since no list has number 16383.
  static let padding = UInt64.max

  @inline(__always)
  static func entry(code: UInt64, list: Int) -> UInt64 {
    code &<< listBitCount | UInt64(truncatingIfNeeded: list)
  }

  @inline(__always)
  static func partition(of entry: UInt64) -> Int { Int(truncatingIfNeeded: entry &>> 56) }

  private struct State: ~Copyable {
    /// The slabs in memory, by slab number; nil if in the scratch file.
    var slabs: [Slab?] = []
    var slabInMemoryCount = 0
    /// The chunks of each partition: slab number · 512 + place in the slab.
    var chunks = [[UInt32]](repeating: [], count: EntryStore.partitionCount)
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

  /// Takes over a slab whose chunks belong to `partitions`, and returns an empty one.
  func accept(_ slab: consuming Slab, partitions: Span<UInt8>) throws(FileError) -> Slab {
    let (slabNumber, isKept) = state.withLock { state in
      let slabNumber = state.slabs.count
      let isKept = state.slabInMemoryCount < slabInMemoryCountMax
      state.slabs.append(isKept ? slab : nil)
      if isKept { state.slabInMemoryCount += 1 }
      for place in partitions.indices {
        let chunk = UInt32(slabNumber * Self.slabChunkCount + place)
        state.chunks[Int(partitions[place])].append(chunk)
      }
      return (slabNumber, isKept)
    }
    if isKept { return Slab() }
    try slab.withBytes(chunkCount: partitions.count) { bytes throws(FileError) in
      try scratch.write(bytes, at: slabNumber * Self.slabByteCount)
    }
    return slab
  }

  /// The chunks of a partition, in no particular order.
  func chunks(ofPartition partition: Int) -> [UInt32] {
    state.withLock { $0.chunks[partition] }
  }

  /// Appends the entries of a chunk to `entries`.
  func read(chunk: UInt32, into entries: inout OutputSpan<UInt64>) throws(FileError) {
    let (slabNumber, place) = Int(chunk).quotientAndRemainder(dividingBy: Self.slabChunkCount)
    if let slab = state.withLock({ $0.slabs[slabNumber] }) {
      slab.read(chunk: place, into: &entries)
      return
    }
    var buffer = InlineArray<256, UInt64>(repeating: 0)
    var span = buffer.mutableSpan
    // SAFETY: any bytes are integers.
    var bytes = unsafe span.mutableBytes
    try scratch.read(into: &bytes, at: offset(slabNumber, place))
    for index in 0..<Self.chunkEntryCount { entries.append(buffer[index]) }
  }

  /// Overwrites a chunk. Chunks of different partitions may be written at once.
  ///
  /// - Precondition: `entries.count == chunkEntryCount`.
  func write(_ entries: Span<UInt64>, chunk: UInt32) throws(FileError) {
    precondition(entries.count == Self.chunkEntryCount)
    let (slabNumber, place) = Int(chunk).quotientAndRemainder(dividingBy: Self.slabChunkCount)
    if let slab = state.withLock({ $0.slabs[slabNumber] }) {
      slab.write(entries, chunk: place)
    } else {
      // SAFETY: integers have no padding, so every byte is initialised.
      try scratch.write(unsafe entries.bytes, at: offset(slabNumber, place))
    }
  }

  private func offset(_ slabNumber: Int, _ place: Int) -> Int {
    slabNumber * Self.slabByteCount + place * Self.chunkByteCount
  }
}
