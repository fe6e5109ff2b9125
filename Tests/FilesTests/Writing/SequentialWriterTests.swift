import Files
import TestSupport
import Testing

struct SequentialWriterTests {
  private let folder = TemporaryFolder()

  /// Appends of any size, some longer than several pieces, give the bytes in a row.
  @Test func writesWhatIsAppended() throws {
    var generator = SeededGenerator(stream: 0xF17E_0005)
    let piece = SequentialWriter.pieceByteCount
    for sizes in [
      [0, 1], [piece], [piece - 1, 1, 1], [piece * 2 + 3, 5], [7, piece, piece - 7],
    ] {
      // Of a length that is no divisor of a piece, so that every piece differs.
      let pattern = (0..<9973).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      let bytes = sizes.map { size in
        var some: [UInt8] = []
        while some.count < size { some += pattern }
        return Array(some.prefix(size))
      }
      let file = try OutputFile(path: folder.path("written"))
      var writer = SequentialWriter(file)
      for some in bytes { try writer.append(some.span) }
      #expect(writer.byteCount == sizes.reduce(0, +))
      try writer.flush()
      try file.publish(isSynced: false)
      #expect(try folder.read("written") == Array(bytes.joined()))
    }
  }
}
