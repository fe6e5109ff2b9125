import PhoneNumbers
import TestSupport
import Testing

struct NumberBatchTests {
  /// A block of cells with other bytes around them, and its offsets.
  struct Block {
    var bytes: [UInt8] = []
    var starts: [UInt32] = []
    var ends: [UInt32] = []

    init(_ cells: [[UInt8]], separator: [UInt8]) {
      for cell in cells {
        bytes += separator
        starts.append(UInt32(bytes.count))
        bytes += cell
        ends.append(UInt32(bytes.count))
      }
    }
  }

  // Digits around a cell must not leak into it, whatever is loaded at once.
  @Test(arguments: [Normalizer.Options.coreOnly, .standard], [[], [55], [55, 56, 43], [44, 10]])
  func batchAnswersAsSingleCells(options: Normalizer.Options, separator: [UInt8]) throws {
    let rows = try CorpusRow.rows(of: "phones-real-world")
    let cells = rows.map(\.cell)
    let block = Block(cells, separator: separator)
    let normalizer = Normalizer(region: Region("US"), options: options)
    var batch = NumberBatch(capacity: 10)
    normalizer.normalize(
      block.bytes.span, starts: block.starts.span, ends: block.ends.span, into: &batch)
    #expect(batch.count == cells.count)
    for index in cells.indices {
      let single = normalizer.normalize(cells[index])
      #expect(batch.keys[index] == single.number?.key ?? 0)
      #expect(batch.grade(at: index) == single.grade)
      #expect(batch.rejection(at: index) == single.rejection)
    }
  }

  @Test func batchIsReusedAndMixed() {
    let american = Normalizer(region: Region("US"), options: .coreOnly)
    let british = Normalizer(region: Region("GB"), options: .coreOnly)
    var batch = NumberBatch(capacity: 1)
    for _ in 0..<3 {
      batch.removeAll()
      #expect(batch.count == 0)
      american.normalize(Array("202-555-0123".utf8).span, into: &batch)
      british.normalize(Array("020 7946 0000".utf8).span, into: &batch)
      american.normalize(Array("".utf8).span, into: &batch)
      #expect(batch.count == 3)
      #expect(batch.keys[0] == 12_025_550_123)
      #expect(batch.keys[1] == 442_079_460_000)
      #expect(batch.keys[2] == 0)
      #expect(batch.rejection(at: 2) == .empty)
    }
    batch.replace(at: 2, with: british.normalize("07911 123456"))
    #expect(batch.keys[2] == 447_911_123_456)
    #expect(batch.grade(at: 2) == .valid)
  }

  // 20 digits do not fit a key, and must not pass for another number.
  @Test func numbersOfTwentyDigitsHaveNoKey() {
    let normalizer = Normalizer(region: nil, options: .coreOnly)
    let answer = normalizer.normalize("+212 12345 67890 12345 67")
    #expect(answer.number?.e164 == "+21212345678901234567")
    #expect(answer.number?.key == 0)
    #expect(answer.grade == .doubtful)
    let nineteen = normalizer.normalize("+44 12345 67890 12345 67")
    #expect(nineteen.number?.key == 4_412_345_678_901_234_567)
  }
}
