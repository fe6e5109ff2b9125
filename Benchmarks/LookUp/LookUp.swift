import Glibc
import SuppressionLists

/// `look-up INDEX PROBES`: asks an index for keys at random and prints what a look-up takes.
///
/// PROBES holds keys as little-endian 64-bit integers, as `Peers/lookup.cpp` writes them. One thread;
/// a first pass brings the index into the page tables, a second one is timed. Prints a line as
/// `lookup.cpp` does: name, nanoseconds a look-up, bytes a number, hits.
@main struct LookUp {
  static func main() throws {
    guard CommandLine.arguments.count == 3 else {
      print("usage: look-up INDEX PROBES")
      exit(64)
    }
    let index = try SuppressionIndex(path: CommandLine.arguments[1])
    let probes = readProbes(CommandLine.arguments[2])
    index.prepare(forLookUpCount: probes.count)
    _ = hitCount(of: probes, in: index)
    let clock = ContinuousClock()
    var hits = 0
    let duration = clock.measure { hits = hitCount(of: probes, in: index) }
    let nanoseconds = duration / .nanoseconds(1) / Double(probes.count)
    let bytes = Double(index.byteCount) / Double(index.numberCount)
    print("nodial\t\(nanoseconds)\t\(bytes)\t\(hits)")
  }

  /// As many keys are asked for together as a scrub finds in a block or so.
  private static let batchCount = 4096

  private static func hitCount(of probes: [UInt64], in index: SuppressionIndex) -> Int {
    var hits = 0
    var found: [UInt16] = []
    found.reserveCapacity(batchCount)
    var start = 0
    while start < probes.count {
      let end = min(start + batchCount, probes.count)
      found.removeAll(keepingCapacity: true)
      found.append(addingCapacity: end - start) { output in
        index.find(probes.span.extracting(start..<end), into: &output)
      }
      // Without a branch, which a third of hits would mislead.
      for value in found { hits &+= Int(min(value, 1)) }
      start = end
    }
    return hits
  }

  private static func readProbes(_ path: String) -> [UInt64] {
    guard let file = fopen(path, "r") else { fatalError("cannot read \(path)") }
    defer { fclose(file) }
    fseek(file, 0, SEEK_END)
    let count = ftell(file) / MemoryLayout<UInt64>.size
    rewind(file)
    return [UInt64](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      initializedCount = fread(buffer.baseAddress, MemoryLayout<UInt64>.size, count, file)
    }
  }
}
