import CKernels
import TestSupport
import Testing

/// The masks and row ends of all kernels against a state machine that goes byte by byte.
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
    /// Row ends but for the quotes around them.
    var enclosedEnds: UInt64 = 0
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

  /// What may stand in quotes, against a loop over every byte.
  @Test(arguments: [UInt8(0x2C), 0x09, 0x3B]) func enclosedCells(delimiter: UInt8) {
    var generator = SeededGenerator(stream: 9_000 + UInt64(delimiter))
    var counts = [false: 0, true: 0]
    for _ in 0..<4_000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...12, using: &generator) {
        switch Int.random(in: 0..<7, using: &generator) {
        case 0: bytes.append(delimiter)
        case 1: bytes += [0x22, 0x61, 0x0A, 0x62, 0x22]
        case 2: bytes += [0x22, 0x22]
        case 3: bytes += (0..<Int.random(in: 1...4, using: &generator)).map { _ in 0x31 }
        case 4: bytes += [delimiter, 0x22]
        case 5: bytes += [0x22, delimiter]
        default: bytes.append([0x22, 0x0D, 0x0A, 0x61].randomElement(using: &generator)!)
        }
      }
      let found = unsafe bytes.withUnsafeBufferPointer {
        unsafe nodial_text_may_enclose_cells($0.baseAddress, $0.count, delimiter, 5, 3) != 0
      }
      #expect(found == Self.mayEncloseCells(bytes, delimiter), "\(bytes)")
      counts[found]! += 1
    }
    #expect(counts.values.allSatisfy { $0 > 400 })
  }

  private static func mayEncloseCells(_ row: [UInt8], _ delimiter: UInt8) -> Bool {
    var isInside = false
    var digitCount = 0
    var delimiterCount = 0
    for (index, byte) in row.enumerated() {
      if byte == 0x22 {
        let next = index + 1 < row.count ? row[index + 1] : 0x0A
        let last = index > 0 ? row[index - 1] : delimiter
        if isInside && ![delimiter, 0x22, 0x0A, 0x0D].contains(next) { return true }
        if !isInside && ![delimiter, 0x22].contains(last) { return true }
        isInside.toggle()
      } else if isInside {
        if byte == 0x0A || byte == 0x0D { digitCount = 0 }
        if byte >= 0x30 && byte <= 0x39 { digitCount += 1 }
        if byte == delimiter { delimiterCount += 1 }
        if digitCount >= 5 || delimiterCount >= 3 { return true }
      }
    }
    return isInside
  }

  /// Long stretches without quotes and CRs between some with them, few and many.
  @Test(arguments: dialects) func quotesHereAndThere(dialect: Dialect) {
    var generator = SeededGenerator(
      stream: 8_000 + UInt64(dialect.delimiter) << 8 + UInt64(dialect.quote))
    for _ in 0..<40 {
      var bytes: [UInt8] = []
      while bytes.count < 6_000 {
        for _ in 0..<Int.random(in: 0...900, using: &generator) {
          bytes.append([0x61, 0x61, 0x61, 0x2C, 0x0A].randomElement(using: &generator)!)
        }
        bytes += DelimitedTextSample.bytes(
          byteCount: Int.random(in: 0...200, using: &generator), delimiter: dialect.delimiter,
          using: &generator)
      }
      check(bytes, dialect, using: &generator)
    }
  }

  /// Every place of a row's start and of its field in the words, and all that may follow the field.
  @Test func fieldsAtEveryPlace() {
    let endings = [",x\n", ",x\r\n", ",\r", "\n", "\r\n", "\r", ",\"x\ny\"\n", ""]
    for start in 0..<70 {
      for width in 0..<70 {
        let ending = endings[(start + width) % endings.count]
        for (field, isQuoted) in [("2025550123", false), ("(202) 555", true), ("", false)] {
          var bytes = Array(repeating: UInt8(ascii: "a"), count: max(0, start - 1))
          if start > 0 { bytes.append(0x0A) }
          bytes += Array(repeating: UInt8(ascii: "b"), count: width) + [0x2C]
          let fieldStart = bytes.count + (isQuoted ? 1 : 0)
          bytes += Array((isQuoted ? "\"\(field)\"" : field).utf8)
          bytes += Array(ending.utf8)
          let rowCount = (start > 0 ? 1 : 0) + (ending.isEmpty ? 0 : 1)
          for isBaseline in [false, true] {
            let rows = rows(of: bytes, skipped: [1], rowCapacity: 4, isBaseline: isBaseline)
            #expect(rows[1] == [UInt32(rowCount), 0])
            guard !ending.isEmpty else { continue }
            let row = rowCount - 1
            #expect(
              [rows[0][row], rows[0][4 + row], rows[0][8 + row]]
                == [bytes.count, fieldStart, fieldStart + field.utf8.count].map {
                  UInt32(1000 + $0)
                }, "\(bytes)")
          }
        }
      }
    }
  }

  /// Masks the text in windows of random size, the state handed on, with each of the kernels.
  private func check(
    _ bytes: [UInt8], _ dialect: Dialect, using generator: inout SeededGenerator
  ) {
    let expected = twin(bytes, dialect)
    let ends: [Int] = (0..<expected.words.count * 64).compactMap { offset in
      expected.words[offset / 64].rowEnds >> (offset % 64) & 1 != 0 ? offset + 1 : nil
    }
    for kernel in 0..<4 {
      let wordCounts = (0..<8).map { _ in
        [1, 2, 3, 4, 40].randomElement(using: &generator)!
      }
      let all = find(bytes, dialect, kernel, wordCounts: wordCounts, rowCapacity: bytes.count + 2)
      #expect(all.words == expected.words, "kernel \(kernel), \(dialect): \(bytes)")
      #expect(all.ends == ends, "kernel \(kernel), \(dialect): \(bytes)")
      #expect(
        all.endsInQuotes == expected.endsInQuotes, "kernel \(kernel), \(dialect): \(bytes)")
      let capacity = Int.random(in: 0...ends.count, using: &generator)
      let some = find(bytes, dialect, kernel, wordCounts: [8], rowCapacity: capacity)
      #expect(
        some.words == Array(expected.words.prefix(some.words.count)),
        "kernel \(kernel), \(dialect): \(bytes)")
      let place = some.words.count * 64
      #expect(
        some.ends == Array(ends.filter { $0 <= place }.prefix(capacity)),
        "kernel \(kernel), \(dialect), room for \(capacity): \(bytes)")
      #expect(some.words.count == expected.words.count || some.ends.count == capacity)
    }
  }

  /// The words and row ends that a kernel finds, in windows of so many words.
  private func find(
    _ bytes: [UInt8], _ dialect: Dialect, _ kernel: Int, wordCounts: [Int], rowCapacity: Int
  ) -> (words: [Word], ends: [Int], endsInQuotes: Bool) {
    var words: [Word] = []
    var state = nodial_text_state(quoted: 0, opens: 1, enclosed_delimiters: 0, literal_quotes: 0)
    var rowEnds = [UInt32](repeating: 0, count: rowCapacity)
    var rowEndCount = 0
    for wordCapacity in wordCounts + Array(repeating: 1, count: bytes.count / 64 + 1) {
      let start = words.count * 64
      if start >= bytes.count { break }
      var fieldEndWords = [UInt64](repeating: .max, count: wordCapacity + 1)
      var rowEndWords = fieldEndWords
      var enclosedWords = [UInt32](repeating: .max, count: wordCapacity)
      var enclosedEndWords = [UInt64](repeating: .max, count: wordCapacity)
      var enclosedCount = 0
      // SAFETY: the kernels read `bytes.count - start` bytes, and write `wordCapacity` words of each
      // kind, one behind those of fields and rows, and `rowCapacity` row ends.
      let filled = unsafe bytes.withUnsafeBufferPointer { text in
        unsafe fieldEndWords.withUnsafeMutableBufferPointer { fieldEndWords in
          unsafe rowEndWords.withUnsafeMutableBufferPointer { rowEndWords in
            unsafe enclosedWords.withUnsafeMutableBufferPointer { enclosedWords in
              unsafe enclosedEndWords.withUnsafeMutableBufferPointer { enclosedEndWords in
                unsafe rowEnds.withUnsafeMutableBufferPointer { rowEnds in
                  var window = unsafe nodial_text_window(
                    text: text.baseAddress! + start, byte_count: text.count - start,
                    base: UInt32(start), delimiter: dialect.delimiter, quote: dialect.quote,
                    field_end_words: fieldEndWords.baseAddress,
                    row_end_words: rowEndWords.baseAddress, word_count: 0,
                    word_capacity: wordCapacity, skipped_field_counts: nil, column_count: 0,
                    enclosed_words: enclosedWords.baseAddress,
                    enclosed_end_words: enclosedEndWords.baseAddress, enclosed_word_count: 9)
                  var rows = unsafe nodial_text_rows()
                  unsafe rows.row_ends = rowEnds.baseAddress
                  unsafe rows.row_capacity = rowCapacity
                  unsafe rows.row_end_count = rowEndCount
                  switch kernel {
                  case 0: unsafe nodial_text_find_row_ends(&window, &state, &rows)
                  case 1: unsafe nodial_text_find_row_ends_avx2(&window, &state, &rows)
                  case 2: unsafe nodial_text_find_row_ends_baseline(&window, &state, &rows)
                  default: unsafe nodial_text_find_row_ends_portable(&window, &state, &rows)
                  }
                  rowEndCount = unsafe rows.row_end_count
                  enclosedCount = unsafe window.enclosed_word_count
                  return unsafe window.word_count
                }
              }
            }
          }
        }
      }
      #expect(fieldEndWords[filled] == 0 && rowEndWords[filled] == 0)
      var found = (0..<filled).map {
        Word(fieldEnds: fieldEndWords[$0], rowEnds: rowEndWords[$0])
      }
      for place in 0..<enclosedCount {
        found[Int(enclosedWords[place])].enclosedEnds = enclosedEndWords[place]
      }
      words += found
      if filled < min(wordCapacity, (bytes.count - start + 63) / 64) { break }
    }
    return (words, rowEnds.prefix(rowEndCount).map(Int.init), state.quoted != 0)
  }

  /// The rows of a window, with and without the instructions that not every processor has.
  /// `RowScannerTests` compares the former with the twin of Python's reader.
  @Test func rowsWithoutSpecialInstructions() {
    var generator = SeededGenerator(stream: 7_000)
    for _ in 0..<500 {
      let bytes = DelimitedTextSample.bytes(
        byteCount: Int.random(in: 0...400, using: &generator), delimiter: 0x2C, using: &generator)
      let skipped = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        [0, 1, 2, 3, 70].randomElement(using: &generator)!
      }
      let rowCapacity = Int.random(in: 1...9, using: &generator)
      let rows = [false, true].map { isBaseline in
        self.rows(of: bytes, skipped: skipped, rowCapacity: rowCapacity, isBaseline: isBaseline)
      }
      #expect(rows[0] == rows[1], "\(skipped), \(rowCapacity): \(bytes)")
    }
  }

  /// Row ends, field starts, field ends and escaped fields in one array; and their counts.
  private func rows(
    of bytes: [UInt8], skipped: [Int], rowCapacity: Int, isBaseline: Bool
  ) -> [[UInt32]] {
    let wordCapacity = bytes.count / 64 + 1
    var fieldEndWords = [UInt64](repeating: 0, count: wordCapacity + 1)
    var rowEndWords = fieldEndWords
    var state = nodial_text_state(quoted: 0, opens: 1, enclosed_delimiters: 0, literal_quotes: 0)
    let fieldCount = rowCapacity * skipped.count
    var storage = [UInt32](repeating: 0, count: rowCapacity + 3 * fieldCount)
    var counts: [UInt32] = []
    // SAFETY: there is a word more than the window has, and the storage has room for all rows that
    // fit.
    unsafe bytes.withUnsafeBufferPointer { text in
      unsafe skipped.withUnsafeBufferPointer { skipped in
        unsafe fieldEndWords.withUnsafeMutableBufferPointer { fieldEndWords in
          unsafe rowEndWords.withUnsafeMutableBufferPointer { rowEndWords in
            unsafe withEnclosed(capacity: wordCapacity) { enclosedWords, enclosedEndWords in
              unsafe storage.withUnsafeMutableBufferPointer { storage in
                let start = storage.baseAddress!
                var window = unsafe nodial_text_window(
                  text: text.baseAddress, byte_count: text.count, base: 1000, delimiter: 0x2C,
                  quote: 0x22, field_end_words: fieldEndWords.baseAddress,
                  row_end_words: rowEndWords.baseAddress, word_count: 0,
                  word_capacity: wordCapacity, skipped_field_counts: skipped.baseAddress,
                  column_count: skipped.count, enclosed_words: enclosedWords.baseAddress,
                  enclosed_end_words: enclosedEndWords.baseAddress, enclosed_word_count: 0)
                var rows = unsafe nodial_text_rows(
                  row_ends: start, field_starts: start + rowCapacity,
                  field_ends: start + rowCapacity + fieldCount,
                  escaped_fields: start + rowCapacity + 2 * fieldCount, row_capacity: rowCapacity,
                  row_end_count: 0, row_count: 0, escaped_field_count: 0)
                unsafe nodial_text_find_row_ends(&window, &state, &rows)
                // What is written behind the last row means nothing.
                for row in unsafe rows.row_end_count..<rowCapacity { unsafe start[row] = 0 }
                if isBaseline {
                  unsafe nodial_text_find_fields_baseline(&window, &rows)
                } else {
                  unsafe nodial_text_find_fields(&window, &rows)
                }
                counts = unsafe [UInt32(rows.row_count), UInt32(rows.escaped_field_count)]
              }
            }
          }
        }
      }
    }
    return [storage, counts]
  }

  /// Memory for what quotes enclose.
  private func withEnclosed(
    capacity: Int,
    _ body: (UnsafeMutableBufferPointer<UInt32>, UnsafeMutableBufferPointer<UInt64>) -> Void
  ) {
    var words = [UInt32](repeating: 0, count: capacity)
    var endWords = [UInt64](repeating: 0, count: capacity)
    // SAFETY: the pointers are used within the closures.
    unsafe words.withUnsafeMutableBufferPointer { words in
      unsafe endWords.withUnsafeMutableBufferPointer { unsafe body(words, $0) }
    }
  }

  private func twin(_ bytes: [UInt8], _ dialect: Dialect) -> (words: [Word], endsInQuotes: Bool) {
    let delimiter = dialect.delimiter == 0x0A ? nil : dialect.delimiter
    let quote = dialect.quote == 0x0A ? nil : dialect.quote
    var words = [Word](repeating: Word(), count: (bytes.count + 63) / 64)
    var isQuoted = false
    var opens = true
    for (offset, byte) in bytes.enumerated() {
      let bit: UInt64 = 1 << (offset % 64)
      if isQuoted {
        if byte == quote {
          isQuoted = false
          opens = true
        } else if byte == 0x0A
          || byte == 0x0D && !(offset + 1 < bytes.count && bytes[offset + 1] == 0x0A)
        {
          words[offset / 64].enclosedEnds |= bit
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
