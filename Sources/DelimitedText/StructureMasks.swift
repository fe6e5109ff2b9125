import CKernels

/// Bit masks of the delimiters, row ends and quotes in a window of a block.
///
/// Bit `i` of word `w` stands for byte `base + 64 * w + i` of the block. About 3 KB; lives on the stack
/// of a scan. This file is the module's bridge to C, and its only unsafe code.
struct StructureMasks: ~Copyable {
  /// Words of 64 bytes in a window. 8 KB of text and 3 KB of masks stay in a first-level cache of 32 KB,
  /// and the one unfinished row that is scanned again with the next window costs little.
  static let wordCountMax = 128
  /// Bytes of a full window.
  static let byteCountMax = wordCountMax * 64

  /// Delimiters outside quotes. One word more than the window, zero, so that 64 bits can be read from
  /// any position.
  private(set) var delimiters = InlineArray<129, UInt64>(repeating: 0)
  /// The last byte of each row terminator outside quotes: LF, or CR without an LF behind it.
  private(set) var rowEnds = InlineArray<129, UInt64>(repeating: 0)
  /// All quotes, whatever their role. One word more, as in `delimiters`.
  private(set) var quotes = InlineArray<129, UInt64>(repeating: 0)
  /// Words filled; the one behind them is zero.
  private(set) var wordCount = 0
  /// What the first quote behind the window means.
  private var state = nodial_text_state(quoted: 0, opens: 1)

  /// Whether the byte behind the window is inside quotes.
  var endsInQuotes: Bool { state.quoted != 0 }

  /// The delimiters outside quotes among the 64 bytes at `position`, which lies in the window.
  @inline(__always)
  func delimiters(at position: Int) -> UInt64 {
    Self.bits(of: delimiters, at: position)
  }

  /// The position of the first quote in `position..<limit`, or `limit`.
  @inline(__always)
  func quote(from position: Int, to limit: Int) -> Int {
    var position = position
    while position < limit {
      let bits = Self.bits(of: quotes, at: position)
      if bits != 0 { return min(position + bits.trailingZeroBitCount, limit) }
      position += 64
    }
    return limit
  }

  @inline(__always)
  private static func bits(of words: borrowing InlineArray<129, UInt64>, at position: Int) -> UInt64
  {
    let word = position >> 6
    let low = words[word] &>> UInt64(position & 63)
    // Shifted in two steps, since by 64 is not at all.
    let high = (words[word + 1] &<< UInt64(63 - position & 63)) &<< 1
    return low | high
  }

  /// Masks the window at `base`, which starts a row.
  mutating func fill(from block: Span<UInt8>, at base: Int, end: Int, delimiter: UInt8) {
    state = nodial_text_state(quoted: 0, opens: 1)
    fillNext(from: block, at: base, end: end, delimiter: delimiter)
  }

  /// Masks the window at `base`, which is right behind the window before.
  mutating func fillNext(from block: Span<UInt8>, at base: Int, end: Int, delimiter: UInt8) {
    let window = block.extracting(base..<end)
    let capacity = Self.wordCountMax
    var delimiterWords = delimiters.mutableSpan
    var rowEndWords = rowEnds.mutableSpan
    var quoteWords = quotes.mutableSpan
    var windowState = state
    // SAFETY: `nodial_text_masks` reads the bytes of `window` only, and writes at most `capacity`
    // words to each array, which holds one more. No pointer leaves the closures.
    let filled = unsafe window.withUnsafeBufferPointer { bytes in
      unsafe delimiterWords.withUnsafeMutableBufferPointer { delimiters in
        unsafe rowEndWords.withUnsafeMutableBufferPointer { rowEnds in
          unsafe quoteWords.withUnsafeMutableBufferPointer { quotes in
            unsafe nodial_text_masks(
              bytes.baseAddress, bytes.count, capacity, delimiter, delimiters.baseAddress,
              rowEnds.baseAddress, quotes.baseAddress, &windowState)
          }
        }
      }
    }
    state = windowState
    wordCount = filled
    delimiters[filled] = 0
    quotes[filled] = 0
  }
}

extension Span<UInt8> {
  /// The offset of the last byte equal to `byte`, or nil.
  ///
  /// - Complexity: O(*n*), at the speed of the C library's `memrchr`.
  func lastOffset(of byte: UInt8) -> Int? {
    // SAFETY: `nodial_last_byte` reads the bytes of the span only.
    let offset = unsafe withUnsafeBufferPointer { bytes in
      unsafe nodial_last_byte(bytes.baseAddress, bytes.count, byte)
    }
    return offset < 0 ? nil : offset
  }
}
