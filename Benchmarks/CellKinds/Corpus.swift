import Glibc
import PhoneNumbers

/// The cells of a corpus, each measured on its own.
struct Corpus {
  private var cells: [(region: String, text: [UInt8])] = []

  init(path: String) {
    guard let file = fopen(path, "r") else { fatalError("cannot read \(path)") }
    defer { fclose(file) }
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while true {
      let count = getline(&line, &capacity, file)
      guard count > 0, let line else { return }
      let bytes = [UInt8](UnsafeRawBufferPointer(start: line, count: count - 1))
      let fields = bytes.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      guard fields.count >= 2 else { continue }
      cells.append((String(decoding: fields[1], as: UTF8.self), Self.unescaped(fields[0])))
    }
  }

  /// Without the escapes `\\`, `\t`, `\n` and `\r`.
  private static func unescaped(_ field: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var isEscaped = false
    for byte in field {
      if isEscaped {
        result.append(byte == 116 ? 9 : byte == 110 ? 10 : byte == 114 ? 13 : byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        result.append(byte)
      }
    }
    return result
  }

  /// Prints how the times are spread, and the slowest cells.
  func printSlowest(_ count: Int) {
    var batch = NumberBatch(capacity: 1)
    let passCount = 20
    let times = cells.map { cell in
      let normalizer = Normalizer(region: Region(cell.region))
      var best = Double.infinity
      for _ in 0..<5 {
        let begin = CellKinds.processorNanoseconds()
        for _ in 0..<passCount {
          batch.removeAll()
          normalizer.normalize(cell.text.span, into: &batch)
        }
        best = min(best, (CellKinds.processorNanoseconds() - begin) / Double(passCount))
      }
      return best
    }
    let sorted = times.sorted()
    let mean = times.reduce(0, +) / Double(times.count)
    print("\(times.count) cells; mean" + CellKinds.aligned(mean, 8) + " ns")
    for share in [50, 90, 99, 999] {
      let place = min(times.count - 1, times.count * share / (share > 100 ? 1000 : 100))
      print(
        "\(share > 100 ? "99.9" : "\(share)") in 100 take at most"
          + CellKinds.aligned(sorted[place], 9) + " ns")
    }
    for index in times.indices.sorted(by: { times[$0] > times[$1] }).prefix(count) {
      print(
        CellKinds.aligned(times[index], 9) + " ns  " + cells[index].region + "  "
          + String(decoding: cells[index].text, as: UTF8.self).debugDescription)
    }
  }
}
