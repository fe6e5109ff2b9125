import Files

/// One mebibyte of entries, in chunks of one partition each.
///
/// SAFETY: of all `unsafe` in this file: `entries` is allocated by `init` and freed by `deinit` with
/// the one size; places are checked, and only what was written is read. A chunk is written and read
/// by one thread at a time: by the collector that fills the slab, later by the thread that works on
/// the chunk's partition.
@safe final class Slab: @unchecked Sendable {
  private let entries: UnsafeMutablePointer<UInt64>

  init() {
    unsafe entries = .allocate(capacity: EntryStore.slabEntryCount)
  }

  deinit { unsafe entries.deallocate() }

  /// Overwrites entries from `start` on.
  func write(_ source: Span<UInt64>, at start: Int) {
    precondition(start >= 0 && start + source.count <= EntryStore.slabEntryCount)
    unsafe source.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      unsafe (entries + start).update(from: base, count: buffer.count)
    }
  }

  /// Appends the entries of a chunk to `target`.
  func read(_ chunk: EntryChunk, into target: inout OutputSpan<UInt64>) {
    precondition(Int(chunk.start) + Int(chunk.count) <= EntryStore.slabEntryCount)
    let source = unsafe entries + Int(chunk.start)
    for index in 0..<Int(chunk.count) { unsafe target.append(source[index]) }
  }

  /// The bytes of the first entries.
  ///
  /// - Precondition: So many have been written.
  func withBytes<E: Error>(entryCount: Int, _ body: (RawSpan) throws(E) -> Void) throws(E) {
    precondition(entryCount <= EntryStore.slabEntryCount)
    let buffer = unsafe UnsafeRawBufferPointer(start: entries, count: entryCount * 8)
    let bytes = unsafe RawSpan(_unsafeBytes: buffer)
    try body(bytes)
  }
}
