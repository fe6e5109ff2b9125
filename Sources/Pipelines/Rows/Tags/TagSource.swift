import Files
import SuppressionLists
import Synchronization

/// Turns the tags of a source into rows, block by block, and digests what it reads.
package final class TagSource: Sendable {
  private struct State: ~Copyable {
    var scanner = TagScanner()
    /// A block of a stream.
    var block = ByteBuffer(capacity: 0)
    /// Rows that were made and not yet taken.
    var rows = ByteBuffer(capacity: 0)
    var takenByteCount = 0
    var isAtEnd = false
    var hasher = ContentHasher()
    var byteCount = 0

    mutating func take(_ bytes: Span<UInt8>) {
      byteCount += bytes.count
      hasher.update(bytes)
      scanner.scan(bytes, into: &rows)
    }
  }

  let source: BlockSource
  private let state = Mutex(State())

  package init(_ source: BlockSource) { self.source = source }

  /// The bytes read so far and their digest.
  package var evidence: (byteCount: Int, digest: ContentDigest) {
    state.withLock { ($0.byteCount, $0.hasher.digest()) }
  }

  /// Appends rows, fewer than `byteCount` bytes of them at the end.
  func append(upTo byteCount: Int, to buffer: inout ByteBuffer) throws(FileError) -> Int {
    try state.withLock { state throws(FileError) in
      while state.rows.count - state.takenByteCount < byteCount && !state.isAtEnd {
        try makeRows(&state)
      }
      let start = state.takenByteCount
      let end = min(state.rows.count, start + byteCount)
      buffer.append(state.rows.span.extracting(start..<end))
      state.takenByteCount = end
      if end == state.rows.count {
        state.rows.removeAll()
        state.takenByteCount = 0
      }
      return end - start
    }
  }

  private func makeRows(_ state: inout State) throws(FileError) {
    // Only here, so that what was taken is not moved at every call.
    state.rows.removeFirst(state.takenByteCount)
    state.takenByteCount = 0
    // Out of the state meanwhile, for a span of it excludes all of the state.
    var buffer = ByteBuffer(capacity: 0)
    swap(&buffer, &state.block)
    if let block = try source.next(into: &buffer) {
      try source.read(block, into: &buffer)
      state.take(buffer.span)
    } else {
      state.isAtEnd = true
      state.scanner.finish(into: &state.rows)
    }
    swap(&buffer, &state.block)
  }
}
