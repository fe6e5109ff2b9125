import DelimitedText
import TestSupport
import Testing

@Suite struct RowReaderTests {
  @Test(arguments: [0x2C, 0x3B, 0x09, 0x7C, 0x00] as [UInt8])
  func generatedText(delimiter: UInt8) {
    var generator = SeededGenerator(stream: 2_000 + UInt64(delimiter))
    for _ in 0..<200 {
      let byteCount = Int.random(in: 0...200, using: &generator)
      let bytes = DelimitedTextSample.bytes(
        byteCount: byteCount, delimiter: delimiter, using: &generator)
      var offset = 0
      for row in CSVReaderTwin.rows(of: bytes, delimiter: delimiter) {
        let read = RowReader.row(in: bytes.span, at: offset, delimiter: delimiter, isFinal: true)
        #expect(read?.fields == row.fields.map(\.content), "\(bytes) at \(offset)")
        #expect(read?.end == row.end, "\(bytes) at \(offset)")
        let early = RowReader.row(in: bytes.span, at: offset, delimiter: delimiter, isFinal: false)
        let mayGoOn =
          row.end == bytes.count && (!row.isTerminated || bytes[bytes.count - 1] == 0x0D)
        #expect(early?.end == (mayGoOn ? nil : row.end), "\(bytes) at \(offset)")
        offset = row.end
      }
      let behind = RowReader.row(
        in: bytes.span, at: bytes.count, delimiter: delimiter, isFinal: true)
      #expect(offset == bytes.count && behind == nil)
    }
  }

  @Test func headerAcrossLines() throws {
    let bytes = Array("id,\"mobile\r\nphone\",\"the \"\"best\"\"\"\r\n1".utf8)
    let read = RowReader.row(in: bytes.span, at: 0, delimiter: 0x2C, isFinal: false)
    let row = try #require(read)
    #expect(
      row.fields.map { String(decoding: $0, as: UTF8.self) }
        == ["id", "mobile\r\nphone", "the \"best\""])
    #expect(row.end == bytes.count - 1)
  }
}
