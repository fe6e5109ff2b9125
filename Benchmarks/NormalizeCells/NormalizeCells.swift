import Glibc
import PhoneNumbers

/// `normalize-cells CELLS PASSES`: reads phone cells of many regions and prints what a cell takes.
///
/// CELLS has lines `region<TAB>cell`. The cells of a region are normalised together, as a scrub does;
/// on one thread, `PASSES` times, with the steps of libphonenumber alone and with all steps. Prints
/// lines as `Peers/phonenumber.cpp` does: name, nanoseconds a cell, cells with a number, and a digest
/// of the numbers.
@main struct NormalizeCells {
  static func main() {
    guard CommandLine.arguments.count == 3, let passCount = Int(CommandLine.arguments[2]) else {
      print("usage: normalize-cells CELLS PASSES")
      exit(64)
    }
    let groups = readGroups(CommandLine.arguments[1])
    for (name, options) in [("core", Normalizer.Options.coreOnly), ("standard", .standard)] {
      measure(groups, passCount: passCount, name: name, options: options)
    }
  }

  private static func measure(
    _ groups: [CellGroup], passCount: Int, name: String, options: Normalizer.Options
  ) {
    let cellCount = groups.reduce(0) { $0 + $1.starts.count }
    var batch = NumberBatch(capacity: groups.map(\.starts.count).max() ?? 0)
    var found = 0
    var sum: UInt64 = 0
    let duration = ContinuousClock().measure {
      for _ in 0..<passCount {
        found = 0
        sum = 0
        for group in groups {
          let normalizer = Normalizer(region: Region(group.region), options: options)
          batch.removeAll()
          normalizer.normalize(
            group.bytes.span, starts: group.starts.span, ends: group.ends.span, into: &batch)
          for index in 0..<batch.count where batch.keys[index] != 0 {
            found += 1
            sum &+= batch.keys[index]
          }
        }
      }
    }
    let nanoseconds = duration / .nanoseconds(1) / Double(cellCount * passCount)
    print("\(name)\t\(nanoseconds)\t\(found)\t\(sum)")
  }

  /// The cells of one region in one run of bytes, as a scan leaves them.
  private struct CellGroup {
    var region: String
    var bytes: [UInt8] = []
    var starts: [UInt32] = []
    var ends: [UInt32] = []
  }

  private static func readGroups(_ path: String) -> [CellGroup] {
    guard let file = fopen(path, "r") else { fatalError("cannot read \(path)") }
    defer { fclose(file) }
    var groups: [CellGroup] = []
    var positions: [String: Int] = [:]
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while true {
      let count = getline(&line, &capacity, file)
      guard count > 0, let line else { return groups }
      let bytes = UnsafeRawBufferPointer(start: line, count: count - 1)
      guard let tab = bytes.firstIndex(of: UInt8(ascii: "\t")) else { continue }
      let region = String(decoding: bytes[..<tab], as: UTF8.self)
      let position = positions[region] ?? groups.count
      if position == groups.count {
        positions[region] = position
        groups.append(CellGroup(region: region))
      }
      groups[position].starts.append(UInt32(groups[position].bytes.count))
      groups[position].bytes.append(contentsOf: bytes[(tab + 1)...])
      groups[position].ends.append(UInt32(groups[position].bytes.count))
    }
  }
}
