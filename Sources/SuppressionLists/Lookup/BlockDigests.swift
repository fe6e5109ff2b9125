import CKernels
import Files
import Synchronization

/// The blocks of a mapped index and their digests: tells whether bytes are those that were built.
///
/// ```
///   4096                                              end of the catalogue
///   ├─ block 0 ─┼─ block 1 ─┼─ … ─┼─ the last, shorter ─┤ XXH3-64 of block 0, of block 1, … ┤
/// ```
///
/// A block is digested when something in it is believed for the first time, and never again.
///
/// SAFETY: of all `unsafe` in this file: the owner keeps the file mapped for as long as it asks, and
/// `IndexHeader` checked that all blocks and all digests lie in it. The kernel frees nothing but its own.
@safe final class BlockDigests: @unchecked Sendable {
  /// The bytes of a block of an index that is built now: of 100 million numbers the digests are 135 KB,
  /// which a check reads as a whole, and a block takes some microseconds.
  static let usualByteCount = 16 << 10
  /// What other builders may choose: powers of two.
  static let byteCounts = 4096...(1 << 20)

  private let blocks: OpaquePointer
  private let start: Int
  private let end: Int
  let byteCount: Int

  /// - Parameters:
  ///   - file: The start of the file.
  ///   - range: The bytes of all blocks.
  ///   - byteCount: The bytes of a block.
  ///   - digestsOffset: Where the digests begin.
  init(file: UnsafeRawPointer, range: Range<Int>, byteCount: Int, digestsOffset: Int) {
    guard
      let blocks = unsafe nodial_blocks_create(
        file, range.lowerBound, range.upperBound, byteCount, file + digestsOffset)
    else { fatalError("out of memory") }
    unsafe self.blocks = blocks
    start = range.lowerBound
    end = range.upperBound
    self.byteCount = byteCount
  }

  deinit { unsafe nodial_blocks_free(blocks) }

  /// The offset of the first damaged block that holds bytes of `range`, or nil if all are intact.
  ///
  /// - Complexity: O(*n*) in the blocks that nobody has asked about before.
  func firstDamaged(in range: Range<Int>) -> Int? {
    let range = range.clamped(to: start..<end)
    let offset = unsafe nodial_blocks_verify(blocks, range.lowerBound, range.upperBound)
    return offset < 0 ? nil : Int(offset)
  }

  /// True if all blocks that hold bytes of `range` were found intact before.
  func wereIntact(_ range: Range<Int>) -> Bool {
    let range = range.clamped(to: start..<end)
    return unsafe nodial_blocks_are_intact(blocks, range.lowerBound, range.upperBound) != 0
  }

  /// The bytes of all blocks that hold bytes of `range`.
  func whole(_ range: Range<Int>) -> Range<Int> {
    let first = (range.lowerBound - start) / byteCount
    let last = (range.upperBound - 1 - start) / byteCount
    return start + first * byteCount..<min(start + (last + 1) * byteCount, end)
  }

  /// The offsets of all damaged blocks, ascending.
  ///
  /// - Complexity: O(*n*), on as many processors.
  func allDamaged(threadCount: Int) -> [Int] {
    let damaged = Mutex<[Int]>([])
    let pieceByteCount = max(byteCount, Self.pieceByteCount)
    let pieceCount = (end - start + pieceByteCount - 1) / pieceByteCount
    Workers.share(pieceCount, among: min(threadCount, pieceCount)) { next in
      while let piece = next() {
        var offset = start + piece * pieceByteCount
        let pieceEnd = min(offset + pieceByteCount, end)
        while offset < pieceEnd, let found = firstDamaged(in: offset..<pieceEnd) {
          damaged.withLock { $0.append(found) }
          offset = found + byteCount
        }
      }
    }
    return damaged.withLock { $0.sorted() }
  }

  /// What a thread verifies at once.
  private static let pieceByteCount = 4 << 20
}
