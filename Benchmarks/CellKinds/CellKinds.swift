import Glibc
import PhoneNumbers
import SuppressionLists
import Verdicts

/// `cell-kinds [NAME]`: what a cell takes by its kind and grade, and what one number takes through
/// `NumberCheck`; only kinds whose region or name holds NAME.
///
/// `cell-kinds --corpus FILE [COUNT]`: the slowest cells of a file with lines `cell<TAB>region`.
///
/// Nanoseconds of processor time on one thread, the median of some rounds; kinds take turns, so that
/// what disturbs one disturbs all.
@main struct CellKinds {
  private static let cellCount = 1000
  private static let roundCount = 9

  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == "--corpus", arguments.count >= 2 {
      Corpus(path: arguments[1]).printSlowest(arguments.count > 2 ? Int(arguments[2])! : 20)
      return
    }
    let kinds = CellKind.all.filter { kind in
      arguments.isEmpty || "\(kind.region) \(kind.name)".contains(arguments[0])
    }
    measureBatches(kinds)
    if arguments.isEmpty { try measureChecks() }
  }

  private static func measureBatches(_ kinds: [CellKind]) {
    let runs = kinds.map { $0.cells(count: cellCount) }
    var batch = NumberBatch(capacity: cellCount)
    var times = kinds.map { _ in [Double]() }
    for round in 0...roundCount {
      for (index, kind) in kinds.enumerated() {
        let run = runs[index]
        let normalizer = Normalizer(region: Region(kind.region))
        // About a millisecond each.
        let passCount = round == 0 ? 1 : max(1, Int(1e6 / (times[index][0] * Double(cellCount))))
        let begin = processorNanoseconds()
        for _ in 0..<passCount {
          batch.removeAll()
          normalizer.normalize(
            run.bytes.span, starts: run.starts.span, ends: run.ends.span,
            into: &batch)
        }
        times[index].append((processorNanoseconds() - begin) / Double(passCount * cellCount))
      }
    }
    var yardsticks: [String: Double] = [:]
    print("region  kind                   ns a cell  × valid  grades           keys a cell")
    for (index, kind) in kinds.enumerated() {
      let time = median(times[index].dropFirst())
      let yardstick = yardsticks[kind.region] ?? time
      yardsticks[kind.region] = yardstick
      let run = runs[index]
      batch.removeAll()
      Normalizer(region: Region(kind.region)).normalize(
        run.bytes.span, starts: run.starts.span, ends: run.ends.span,
        into: &batch)
      print(
        padded(kind.region, 8) + padded(kind.name, 22) + aligned(time, 10)
          + aligned(time / yardstick, 9) + "  " + padded(grades(of: batch), 17)
          + aligned(Double(batch.count + batch.extraKeys.count) / Double(batch.count), 5))
    }
  }

  /// Shares of the grades, in percent: `V 57 P 43`.
  private static func grades(of batch: borrowing NumberBatch) -> String {
    var counts = [Int](repeating: 0, count: 5)
    for index in 0..<batch.count { counts[Int(batch.grade(at: index).rawValue)] += 1 }
    return zip(["R", "D", "L", "P", "V"], counts).filter { $1 > 0 }
      .map { "\($0) \(100 * $1 / batch.count)" }.reversed().joined(separator: " ")
  }

  private static func measureChecks() throws {
    let path = "/tmp/cell-kinds-\(getpid()).ndx"
    defer { unlink(path) }
    let builder = try IndexBuilder(path: path, listCount: 1, options: IndexBuilder.Options())
    var collector = builder.makeCollector()
    let listed = (0..<UInt64(10_000)).map { 14_155_550_000 + $0 }
    try collector.add(listed.span, list: 0)
    try collector.flush()
    _ = try builder.finish(lists: [SuppressionList(id: "list", kind: .objection)], region: "US")
    let check = NumberCheck(
      index: try SuppressionIndex(path: path), region: Region("US"),
      policy: VerdictPolicy(callDate: CalendarDate("2026-01-01")!))
    print("\none number through NumberCheck             ns")
    for (name, text) in [
      ("listed", "4155550123"), ("clear, written out", "(415) 666-0123"),
      ("possible", "8116660123"),
      ("invalid", "415666"), ("label before", "Tel: 415-666-0123"),
    ] {
      let bytes = Array(text.utf8)
      var keys = CellKeys()
      var times: [Double] = []
      var outcome = Outcome.clear
      for _ in 0...roundCount {
        let begin = processorNanoseconds()
        for _ in 0..<cellCount {
          outcome = try check.verdict(for: bytes.span, using: &keys).outcome
        }
        times.append((processorNanoseconds() - begin) / Double(cellCount))
      }
      print(padded("\(name): \(outcome)", 36) + aligned(median(times.dropFirst()), 10))
    }
    try check.checkAnswers()
  }

  static func median(_ values: ArraySlice<Double>) -> Double { values.sorted()[values.count / 2] }

  static func padded(_ text: String, _ count: Int) -> String {
    text + String(repeating: " ", count: max(0, count - text.count))
  }

  /// With one decimal, at the right of `count` columns.
  static func aligned(_ value: Double, _ count: Int) -> String {
    let tenths = Int((value * 10).rounded())
    let text = "\(tenths / 10).\(tenths % 10)"
    return String(repeating: " ", count: max(0, count - text.count)) + text
  }

  static func processorNanoseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }
}
