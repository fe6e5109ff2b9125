import Benchmark
import DelimitedText

/// Finding the rows and the phone cell of each, in memory, on one core.
func registerDelimitedText() {
  Benchmark(
    "DelimitedText: scan",
    closure: { benchmark, bytes in
      let scanner = RowScanner(delimiter: comma, columns: [SampleFiles.phoneColumn])
      var batch = RowBatch(rowCapacity: 16_384, columnCount: 1)
      var cellByteCount = 0
      benchmark.measureRows(rowCount(of: bytes)) {
        var offset = 0
        while offset < bytes.count {
          offset = scanner.scan(bytes.span, from: offset, isFinal: true, into: &batch)
          for row in 0..<batch.rowCount {
            cellByteCount += Int(batch.fieldEnds[row] - batch.fieldStarts[row])
          }
        }
      }
      blackHole(cellByteCount)
    },
    setup: { try SampleFiles.campaign() })

  Benchmark(
    "DelimitedText: naive, one byte at a time",
    closure: { benchmark, bytes in
      var cellByteCount = 0
      benchmark.measureRows(rowCount(of: bytes)) {
        var column = 0
        var isQuoted = false
        for byte in bytes {
          switch byte {
          case UInt8(ascii: "\""): isQuoted.toggle()
          case comma where !isQuoted: column += 1
          case UInt8(ascii: "\n") where !isQuoted: column = 0
          default: if column == SampleFiles.phoneColumn { cellByteCount += 1 }
          }
        }
      }
      blackHole(cellByteCount)
    },
    setup: { try SampleFiles.campaign() })
}

private let comma = UInt8(ascii: ",")

/// Exact for campaigns without line breaks in fields, which is what the benchmark makes.
private func rowCount(of bytes: [UInt8]) -> Int {
  bytes.count { $0 == UInt8(ascii: "\n") }
}
