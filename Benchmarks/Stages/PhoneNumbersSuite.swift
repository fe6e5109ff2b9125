import Benchmark
import PhoneNumbers

/// From the bytes of a cell to a key, on one core.
func registerPhoneNumbers() {
  Benchmark(
    "PhoneNumbers: normalize",
    closure: { benchmark, cells in
      let normalizer = Normalizer(region: Region("US"))
      var batch = NumberBatch(capacity: cells.count)
      benchmark.measureRows(cells.count) {
        normalizer.normalize(
          cells.bytes.span, starts: cells.starts.span, ends: cells.ends.span, into: &batch)
      }
      blackHole(batch.keys[cells.count - 1])
    },
    setup: { try SampleFiles.campaignCells() })

  Benchmark(
    "PhoneNumbers: naive, digits of a String",
    closure: { benchmark, cells in
      var sum: UInt64 = 0
      benchmark.measureRows(cells.count) {
        for (start, end) in zip(cells.starts, cells.ends) {
          let cell = String(decoding: cells.bytes[Int(start)..<Int(end)], as: UTF8.self)
          let digits = cell.filter(\.isNumber)
          sum &+= UInt64(digits.count == 10 ? "1" + digits : digits) ?? 0
        }
      }
      blackHole(sum)
    },
    setup: { try SampleFiles.campaignCells() })
}
