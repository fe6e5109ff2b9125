import TestSupport
import Testing

/// The twin must be right, since everything else is compared with it.
@Suite struct CSVReaderTwinTests {
  @Test(arguments: [0x2C, 0x3B, 0x09, 0x7C, 0x20] as [UInt8])
  func sameAsPython(delimiter: UInt8) throws {
    var generator = SeededGenerator(stream: 1_000 + UInt64(delimiter))
    var texts: [[UInt8]] = [[], [0x22], [0x0D], [0x0D, 0x0D, 0x0A], [delimiter], [0x61]]
    for _ in 0..<300 {
      let byteCount = Int.random(in: 0...300, using: &generator)
      texts.append(
        DelimitedTextSample.bytes(byteCount: byteCount, delimiter: delimiter, using: &generator))
    }
    // Longer than the chunks in which Python reads a file.
    texts.append(
      DelimitedTextSample.bytes(byteCount: 60_000, delimiter: delimiter, using: &generator))
    let expected = try PythonCSV.rows(of: texts, delimiter: delimiter)
    #expect(expected.count == texts.count)
    for (text, rows) in zip(texts, expected) {
      let twin = CSVReaderTwin.rows(of: text, delimiter: delimiter).map { $0.fields.map(\.content) }
      if twin != rows {
        Issue.record(
          "delimiter \(delimiter), text \(text.prefix(1000)): \(rows) expected, not \(twin)")
      }
    }
  }
}
