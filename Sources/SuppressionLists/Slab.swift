import Files

/// One mebibyte of entries, in 512 chunks of 256.
///
/// SAFETY: of all `unsafe` in this file: `entries` is allocated by `init` and freed by `deinit` with
/// the one size; chunk numbers are checked, and only chunks that were written are read. A chunk is written and read by one thread at a time: by
/// the collector that fills the slab, later by the thread that works on the chunk's partition.
@safe final class Slab: @unchecked Sendable {
  private static let entryCount = EntryStore.slabChunkCount * EntryStore.chunkEntryCount

  private let entries: UnsafeMutablePointer<UInt64>

  init() {
    unsafe entries = .allocate(capacity: Self.entryCount)
  }

  deinit { unsafe entries.deallocate() }

  /// Overwrites a chunk with `chunk`, padded if it is short.
  func write(_ source: Span<UInt64>, chunk: Int) {
    precondition(chunk >= 0 && chunk < EntryStore.slabChunkCount)
    precondition(source.count <= EntryStore.chunkEntryCount)
    let target = unsafe entries + chunk * EntryStore.chunkEntryCount
    unsafe source.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      unsafe target.update(from: base, count: buffer.count)
    }
    let restCount = EntryStore.chunkEntryCount - source.count
    unsafe (target + source.count).update(repeating: EntryStore.padding, count: restCount)
  }

  /// Appends a chunk to `target`.
  func read(chunk: Int, into target: inout OutputSpan<UInt64>) {
    precondition(chunk >= 0 && chunk < EntryStore.slabChunkCount)
    let source = unsafe entries + chunk * EntryStore.chunkEntryCount
    for index in 0..<EntryStore.chunkEntryCount { unsafe target.append(source[index]) }
  }

  /// The bytes of the first chunks.
  ///
  /// - Precondition: So many chunks have been written.
  func withBytes<E: Error>(
    chunkCount: Int, _ body: (RawSpan) throws(E) -> Void
  ) throws(E) {
    precondition(chunkCount <= EntryStore.slabChunkCount)
    let buffer = unsafe UnsafeRawBufferPointer(
      start: entries, count: chunkCount * EntryStore.chunkByteCount)
    let bytes = unsafe RawSpan(_unsafeBytes: buffer)
    try body(bytes)
  }
}
