import Glibc
import Keys
import SuppressionLists

/// `look-up [--memory COUNT] [--key FILE] INDEX… PROBES`: asks an index for keys at random and prints what a look-up
/// takes; several indexes as if they were one, and as many further numbers in memory beside them.
///
/// PROBES holds keys as little-endian 64-bit integers, as `Peers/lookup.cpp` writes them. One thread;
/// a first pass brings the indexes into the page tables, a second one is timed. Prints a line as
/// `lookup.cpp` does: name, nanoseconds a look-up, bytes a number, hits. With `--memory` another line
/// before it: `memory`, the seconds that its table took to make, and its numbers.
@main struct LookUp {
  static func main() throws {
    var arguments = Array(CommandLine.arguments.dropFirst())
    var overlay: Overlay?
    if arguments.count > 2, arguments[0] == "--memory", let count = UInt64(arguments[1]) {
      overlay = try makeOverlay(count)
      arguments.removeFirst(2)
    }
    var keys = KeyRing.empty
    if arguments.count > 2, arguments[0] == "--key" {
      keys = try KeyRing(paths: [arguments[1]])
      arguments.removeFirst(2)
    }
    guard arguments.count >= 2 else {
      print("usage: look-up [--memory COUNT] [--key FILE] INDEX... PROBES")
      exit(64)
    }
    let files = try arguments.dropLast().map { try SuppressionIndex(path: $0, keys: keys) }
    let indexes = try SuppressionIndexes(files, overlay: overlay)
    let probes = readProbes(arguments.last!)
    indexes.prepare(forLookUpCount: probes.count)
    var lookUp = IndexesLookUp(indexes)
    _ = hitCount(of: probes, by: &lookUp)
    let clock = ContinuousClock()
    var hits = 0
    let duration = clock.measure { hits = hitCount(of: probes, by: &lookUp) }
    let nanoseconds = duration / .nanoseconds(1) / Double(probes.count)
    let bytes =
      Double(files.map(\.byteCount).reduce(0, +)) / Double(files.map(\.numberCount).reduce(0, +))
    print("nodial\t\(nanoseconds)\t\(bytes)\t\(hits)")
  }

  /// As many keys are asked for together as a scrub finds in a block or so.
  private static let batchCount = 4096

  private static func hitCount(of probes: [UInt64], by lookUp: inout IndexesLookUp) -> Int {
    var hits = 0
    var found: [UInt16] = []
    found.reserveCapacity(batchCount)
    var start = 0
    while start < probes.count {
      let end = min(start + batchCount, probes.count)
      found.removeAll(keepingCapacity: true)
      found.append(addingCapacity: end - start) { output in
        lookUp.find(probes.span.extracting(start..<end), into: &output)
      }
      // Without a branch, which a third of hits would mislead.
      for value in found { hits &+= Int(min(value, 1)) }
      start = end
    }
    return hits
  }

  /// Numbers of +1 all over the plan, in no order, half of them on a second list too.
  private static func makeOverlay(_ count: UInt64) throws -> Overlay {
    let keys = (0..<count).map { 12_000_000_000 + $0 &* 0x9E37_79B9_7F4A_7C15 % 8_000_000_000 }
    let half = Array(keys.prefix(keys.count / 2))
    var made: Overlay?
    let duration = try ContinuousClock().measure {
      var numbers = NumberMap(listCount: 2, name: "memory")
      try numbers.add(keys.span, list: 0)
      try numbers.add(half.span, list: 1)
      let lists = ["memory-0", "memory-1"].map { SuppressionList(id: $0, kind: .objection) }
      made = Overlay(lists: lists, numbers: numbers)
    }
    print("memory\t\(duration / .seconds(1))\t\(made!.numberCount)")
    return made!
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
