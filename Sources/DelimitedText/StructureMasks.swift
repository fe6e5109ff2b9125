import CKernels

/// Bit masks of the field ends, row ends and quotes in a window of a block.
///
/// Bit `i` of word `w` stands for byte `base + 64 * w + i` of the block. This file and
/// `RowBatch+Window` are the module's bridge to C, and its only unsafe code.
struct StructureMasks: ~Copyable {
  /// Words of 64 bytes in a window. 8 KB of text and 3 KB of masks stay in a first-level cache of
  /// 32 KB, and the unfinished row at the end, which is scanned again with the next window, costs
  /// little.
  static let wordCountMax = 128

  /// One word more than the window, so that the kernel can read 64 bits from any position.
  private(set) var words = [nodial_text_word](
    repeating: nodial_text_word(), count: wordCountMax + 1)
  /// Words filled; the one behind them is zero.
  private(set) var wordCount = 0
  /// What the first quote behind the window means.
  private var state = nodial_text_state(quoted: 0, opens: 1)

  /// Whether the byte behind the window is inside quotes.
  var endsInQuotes: Bool { state.quoted != 0 }

  /// Masks the window at `base`, which starts a row.
  mutating func fill(from block: Span<UInt8>, at base: Int, end: Int, dialect: Dialect) {
    state = nodial_text_state(quoted: 0, opens: 1)
    fillNext(from: block, at: base, end: end, dialect: dialect)
  }

  /// Masks the window at `base`, which is right behind the window before.
  mutating func fillNext(from block: Span<UInt8>, at base: Int, end: Int, dialect: Dialect) {
    let text = block.extracting(base..<end)
    var stateBehind = state
    var words = words.mutableSpan
    let capacity = words.count - 1
    // SAFETY: `nodial_text_masks` reads the bytes of `text` only and writes at most `capacity`
    // words, which `words` has. No pointer leaves the closures.
    let filled = unsafe text.withUnsafeBufferPointer { bytes in
      unsafe words.withUnsafeMutableBufferPointer { words in
        unsafe nodial_text_masks(
          bytes.baseAddress, bytes.count, dialect.delimiter, dialect.quote, words.baseAddress,
          capacity, &stateBehind)
      }
    }
    words[filled] = nodial_text_word()
    wordCount = filled
    state = stateBehind
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
