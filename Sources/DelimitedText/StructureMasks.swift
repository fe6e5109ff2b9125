import CKernels

/// Bit masks of the field ends and row ends in a window of a block.
///
/// Bit `i` of word `w` stands for byte `base + 64 * w + i` of the block. This file and
/// `RowBatch+Window` are the module's bridge to C, and its only unsafe code.
struct StructureMasks: ~Copyable {
  /// Words of 64 bytes in a window. 8 KB of text and 2 KB of masks stay in a first-level cache of
  /// 32 KB, and the unfinished row at the end, which is scanned again with the next window, costs
  /// little.
  static let wordCountMax = 128

  /// Where fields end; one word more than the window, so that the kernel can read 57 bits from any
  /// position.
  private var fieldEndWords = [UInt64](repeating: 0, count: wordCountMax + 1)
  /// Where rows end; as long.
  private var rowEndWords = [UInt64](repeating: 0, count: wordCountMax + 1)
  /// Words filled; the one behind them is zero.
  private(set) var wordCount = 0
  /// The words in which line terminators are inside quotes, and the masks of their last bytes.
  private var enclosedWords = [UInt32](repeating: 0, count: wordCountMax)
  private var enclosedEndWords = [UInt64](repeating: 0, count: wordCountMax)
  /// How many there are.
  private(set) var enclosedWordCount = 0
  /// What the first quote behind the window means.
  private var state = start

  private static let start = nodial_text_state(
    quoted: 0, opens: 1, enclosed_delimiters: 0, literal_quotes: 0)

  /// Whether the byte behind the window is inside quotes. Without meaning if there was no room for
  /// all of its rows.
  var endsInQuotes: Bool { state.quoted != 0 }

  /// Whether quotes enclose delimiters, in the windows since the last one that starts a row.
  var hasEnclosedDelimiters: Bool { state.enclosed_delimiters != 0 }

  /// Whether a quote there is an ordinary byte.
  var hasLiteralQuotes: Bool { state.literal_quotes != 0 }

  /// Where rows would end but for the quotes that enclose their ends: the place of a word and its
  /// mask.
  ///
  /// - Parameter index: In `0..<enclosedWordCount`, ascending by places.
  func enclosedRowEnds(at index: Int) -> (word: Int, mask: UInt64) {
    (Int(enclosedWords[index]), enclosedEndWords[index])
  }

  /// Where fields end in a word: at delimiters and row ends.
  func fieldEnds(inWord word: Int) -> UInt64 { fieldEndWords[word] }

  /// Where rows end in a word: at the last byte of a terminator.
  func rowEnds(inWord word: Int) -> UInt64 { rowEndWords[word] }

  /// Masks the window at `base`, which starts a row, and appends the rows that end in it to `rows`,
  /// as far as there is room for them.
  ///
  /// - Parameters:
  ///   - end: Where the bytes of `block` end that may be scanned.
  ///   - skippedFieldCounts: The fields before each wanted one, since the wanted one before that.
  ///   - rows: Has the memory that its capacity and the count of wanted fields ask for.
  mutating func fill(
    from block: Span<UInt8>, at base: Int, end: Int, dialect: Dialect,
    skippedFieldCounts: Span<Int>, rows: inout nodial_text_rows
  ) {
    state = Self.start
    unsafe find(block.extracting(base..<end), base, dialect, skippedFieldCounts, &rows)
  }

  /// Masks the window at `base`, which is right behind the window before.
  mutating func fillNext(from block: Span<UInt8>, at base: Int, end: Int, dialect: Dialect) {
    // SAFETY: without capacity, no memory is needed.
    var noRows = unsafe nodial_text_rows()
    unsafe find(block.extracting(base..<end), base, dialect, Span(), &noRows)
  }

  private mutating func find(
    _ text: Span<UInt8>, _ base: Int, _ dialect: Dialect, _ skippedFieldCounts: Span<Int>,
    _ rows: inout nodial_text_rows
  ) {
    (wordCount, enclosedWordCount) = unsafe Self.find(
      text, base, dialect, skippedFieldCounts, &fieldEndWords, &rowEndWords, &enclosedWords,
      &enclosedEndWords, &state, &rows)
  }

  /// - Returns: The words filled, and those with line terminators inside quotes.
  private static func find(
    _ text: Span<UInt8>, _ base: Int, _ dialect: Dialect, _ skippedFieldCounts: Span<Int>,
    _ fieldEndWords: inout [UInt64], _ rowEndWords: inout [UInt64],
    _ enclosedWords: inout [UInt32], _ enclosedEndWords: inout [UInt64],
    _ state: inout nodial_text_state, _ rows: inout nodial_text_rows
  ) -> (filled: Int, enclosed: Int) {
    // SAFETY: the kernels read the bytes of `text` only, write at most `wordCountMax` words and one
    // behind them, at most `wordCountMax` enclosed ones, and no more rows than there is room for. No pointer leaves the closures.
    unsafe text.withUnsafeBufferPointer { text in
      unsafe skippedFieldCounts.withUnsafeBufferPointer { skipped in
        unsafe fieldEndWords.withUnsafeMutableBufferPointer { fieldEndWords in
          unsafe rowEndWords.withUnsafeMutableBufferPointer { rowEndWords in
            unsafe enclosedWords.withUnsafeMutableBufferPointer { enclosedWords in
              unsafe enclosedEndWords.withUnsafeMutableBufferPointer { enclosedEndWords in
                var window = unsafe nodial_text_window(
                  text: text.baseAddress, byte_count: text.count, base: UInt32(base),
                  delimiter: dialect.delimiter, quote: dialect.quote,
                  field_end_words: fieldEndWords.baseAddress,
                  row_end_words: rowEndWords.baseAddress, word_count: 0,
                  word_capacity: wordCountMax, skipped_field_counts: skipped.baseAddress,
                  column_count: skipped.count, enclosed_words: enclosedWords.baseAddress,
                  enclosed_end_words: enclosedEndWords.baseAddress, enclosed_word_count: 0)
                unsafe nodial_text_find_row_ends(&window, &state, &rows)
                unsafe nodial_text_find_fields(&window, &rows)
                return unsafe (window.word_count, window.enclosed_word_count)
              }
            }
          }
        }
      }
    }
  }
}

extension RowScanner {
  /// The fields of a row, given its bytes without their terminator; none if there are no bytes.
  ///
  /// - Complexity: O(*n*), by vectors.
  public func fieldCount(of row: Span<UInt8>) -> Int {
    // SAFETY: the kernel reads the bytes of the span only.
    unsafe row.withUnsafeBufferPointer { row in
      unsafe nodial_text_count_fields(row.baseAddress, row.count, dialect.delimiter, dialect.quote)
    }
  }

  /// False if nothing within the quotes of a row can be a cell of another one, and all of them stand where
  /// quotes belong.
  ///
  /// - Parameters:
  ///   - row: The bytes of the row without their terminator.
  ///   - digitCountMin: A line with fewer digits is nothing like a number.
  ///   - delimiterCountMin: Fewer delimiters within quotes are nothing like a row.
  /// - Complexity: O(*n*), one pass over what is in quotes; most rows with line breaks are no more than
  ///   notes and addresses.
  public func mayEncloseCells(
    _ row: Span<UInt8>, digitCountMin: Int, delimiterCountMin: Int
  ) -> Bool {
    // SAFETY: the kernel reads the bytes of the span only.
    unsafe row.withUnsafeBufferPointer { row in
      unsafe nodial_text_may_enclose_cells(
        row.baseAddress, row.count, dialect.delimiter, digitCountMin, delimiterCountMin) != 0
    }
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
