import CKernels
import TestSupport
import Testing

/// The masks of all kernels against a state machine that goes byte by byte.
@Suite struct TextKernelsTests {
  struct Dialect: Sendable {
    var delimiter: UInt8
    var quote: UInt8 = 0x22
  }

  /// An LF stands for none.
  private static let dialects = [
    Dialect(delimiter: 0x2C), Dialect(delimiter: 0x09), Dialect(delimiter: 0x00),
    Dialect(delimiter: 0x2C, quote: 0x27), Dialect(delimiter: 0x0A),
    Dialect(delimiter: 0x2C, quote: 0x0A), Dialect(delimiter: 0x0A, quote: 0x0A),
  ]

  private struct Word: Equatable {
    var fieldEnds: UInt64 = 0
    var rowEnds: UInt64 = 0
    var quotes: UInt64 = 0
  }

  @Test(arguments: dialects) func generatedText(dialect: Dialect) {
    var generator = SeededGenerator(
      stream: 5_000 + UInt64(dialect.delimiter) << 8 + UInt64(dialect.quote))
    for _ in 0..<300 {
      let byteCount = Int.random(in: 0...400, using: &generator)
      let bytes = DelimitedTextSample.bytes(
        byteCount: byteCount, delimiter: dialect.delimiter, using: &generator)
      check(bytes, dialect, using: &generator)
    }
  }

  /// Only bytes that matter, so that every pattern of a few bytes comes up at every place.
  @Test(arguments: dialects) func structureOnly(dialect: Dialect) {
    var generator = SeededGenerator(
      stream: 6_000 + UInt64(dialect.delimiter) << 8 + UInt64(dialect.quote))
    for _ in 0..<300 {
      let bytes = (0..<Int.random(in: 0...300, using: &generator)).map { _ in
        [0x22, 0x22, dialect.quote, dialect.delimiter, 0x2C, 0x0A, 0x0D, 0x61].randomElement(
          using: &generator)!
      }
      check(bytes, dialect, using: &generator)
    }
  }

  /// Masks the text in windows of random size, the state handed on, with each of the kernels.
  private func check(
    _ bytes: [UInt8], _ dialect: Dialect, using generator: inout SeededGenerator
  ) {
    let (delimiter, quote) = (dialect.delimiter, dialect.quote)
    let expected = twin(bytes, dialect)
    for kernel in 0..<4 {
      var words: [Word] = []
      var state = nodial_text_state(quoted: 0, opens: 1)
      while words.count * 64 < bytes.count {
        let capacity = Int.random(in: 1...4, using: &generator)
        var window = [nodial_text_word](repeating: nodial_text_word(), count: capacity)
        let start = words.count * 64
        // SAFETY: the kernels read `bytes.count - start` bytes and write `capacity` words.
        let filled = unsafe bytes.withUnsafeBufferPointer { text in
          let here = unsafe text.baseAddress! + start
          let count = text.count - start
          return switch kernel {
          case 0: unsafe nodial_text_masks(here, count, delimiter, quote, &window, capacity, &state)
          case 1:
            unsafe nodial_text_masks_avx2(
              here, count, delimiter, quote, &window, capacity, &state)
          case 2:
            unsafe nodial_text_masks_baseline(
              here, count, delimiter, quote, &window, capacity, &state)
          default:
            unsafe nodial_text_masks_portable(
              here, count, delimiter, quote, &window, capacity, &state)
          }
        }
        #expect(filled == min(capacity, (bytes.count - start + 63) / 64))
        words += window.prefix(filled).map {
          Word(fieldEnds: $0.field_ends, rowEnds: $0.row_ends, quotes: $0.quotes)
        }
      }
      #expect(words == expected.words, "kernel \(kernel), \(dialect): \(bytes)")
      #expect(
        (state.quoted != 0) == expected.endsInQuotes, "kernel \(kernel), \(dialect): \(bytes)")
    }
  }

  /// The rows of a window, with and without the instructions that not every processor has.
  /// `RowScannerTests` compares the former with the twin of Python's reader.
  @Test func rowsWithoutSpecialInstructions() {
    var generator = SeededGenerator(stream: 7_000)
    for _ in 0..<500 {
      let bytes = DelimitedTextSample.bytes(
        byteCount: Int.random(in: 0...400, using: &generator), delimiter: 0x2C, using: &generator)
      let skipped = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        Int.random(in: 0...3, using: &generator)
      }
      let rowCapacity = Int.random(in: 1...9, using: &generator)
      let rows = [false, true].map { isBaseline in
        self.rows(of: bytes, skipped: skipped, rowCapacity: rowCapacity, isBaseline: isBaseline)
      }
      #expect(rows[0] == rows[1], "\(skipped), \(rowCapacity): \(bytes)")
    }
  }

  /// Row ends, field starts, field ends, escaped fields.
  private func rows(
    of bytes: [UInt8], skipped: [Int], rowCapacity: Int, isBaseline: Bool
  ) -> [[UInt32]] {
    var words = [nodial_text_word](repeating: nodial_text_word(), count: bytes.count / 64 + 2)
    var state = nodial_text_state(quoted: 0, opens: 1)
    let wordCount = words.count - 1
    let fieldCount = rowCapacity * skipped.count
    let storage = UnsafeMutablePointer<UInt32>.allocate(capacity: rowCapacity + 3 * fieldCount)
    defer { unsafe storage.deallocate() }
    unsafe storage.initialize(repeating: 0, count: rowCapacity + 3 * fieldCount)
    // SAFETY: a word of zeros follows the masks, and the storage has room for all rows that fit.
    var rows = unsafe nodial_text_rows(
      row_ends: storage, field_starts: storage + rowCapacity,
      field_ends: storage + rowCapacity + fieldCount,
      escaped_fields: storage + rowCapacity + 2 * fieldCount, row_capacity: rowCapacity,
      row_count: 0, escaped_field_count: 0)
    unsafe bytes.withUnsafeBufferPointer { text in
      let filled = unsafe nodial_text_masks(
        text.baseAddress, text.count, 0x2C, 0x22, &words, wordCount, &state)
      unsafe words.withUnsafeBufferPointer { words in
        unsafe skipped.withUnsafeBufferPointer { skipped in
          var window = unsafe nodial_text_window(
            text: text.baseAddress, words: words.baseAddress, word_count: filled, base: 1000,
            quote: 0x22, skipped_field_counts: skipped.baseAddress, column_count: skipped.count)
          if isBaseline {
            unsafe nodial_text_append_rows_baseline(&window, &rows)
          } else {
            unsafe nodial_text_append_rows(&window, &rows)
          }
        }
      }
    }
    let all = unsafe Array(UnsafeBufferPointer(start: storage, count: rowCapacity + 3 * fieldCount))
    return unsafe [all, [UInt32(rows.row_count), UInt32(rows.escaped_field_count)]]
  }

  private func twin(_ bytes: [UInt8], _ dialect: Dialect) -> (words: [Word], endsInQuotes: Bool) {
    let delimiter = dialect.delimiter == 0x0A ? nil : dialect.delimiter
    let quote = dialect.quote == 0x0A ? nil : dialect.quote
    var words = [Word](repeating: Word(), count: (bytes.count + 63) / 64)
    var isQuoted = false
    var opens = true
    for (offset, byte) in bytes.enumerated() {
      let bit: UInt64 = 1 << (offset % 64)
      if byte == quote { words[offset / 64].quotes |= bit }
      if isQuoted {
        if byte == quote {
          isQuoted = false
          opens = true
        }
      } else if byte == delimiter || byte == 0x0A || byte == 0x0D {
        opens = true
        let isHalf = byte == 0x0D && offset + 1 < bytes.count && bytes[offset + 1] == 0x0A
        if !isHalf { words[offset / 64].fieldEnds |= bit }
        if byte != delimiter && !isHalf { words[offset / 64].rowEnds |= bit }
      } else {
        isQuoted = byte == quote && opens
        opens = false
      }
    }
    return (words, isQuoted)
  }
}
