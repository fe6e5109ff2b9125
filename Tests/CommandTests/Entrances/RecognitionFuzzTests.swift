import Foundation
import TestSupport
import Testing

/// A few of the files and cells that `Scripts/fuzz-files` and `Scripts/fuzz-cells` make by the
/// thousand, against their oracles in Python.
struct RecognitionFuzzTests {
  /// The same in every run: what chance finds is for the scripts.
  private static let seed = 12

  @Test(arguments: [1, 14])
  func noNumberPassesUnread(first: Int) throws {
    let run = try fuzz("fuzz_files.py", "--first \(first) --count 13 --jobs 1")
    #expect(run.status == 0, "\(run.output)\(run.messages)")
    #expect(run.output.contains("files 13, seed \(Self.seed): violations 0"), "\(run.output)")
  }

  @Test func numbersInCellsAreMatchedBothWays() throws {
    // Of so few cells a percent is three: the limits of the script are tighter.
    let run = try fuzz("fuzz_cells.py", "--count 2 --jobs 1 --regions US,DE,IN --limits 0.5,3,2")
    #expect(run.status == 0, "\(run.output)\(run.messages)")
    #expect(run.output.contains("\nvalid "), "\(run.output)")
  }

  private func fuzz(_ script: String, _ options: String) throws -> BuiltExecutable.Run {
    let path = Repository.url.appendingPathComponent("Tests/Fuzz/\(script)").path
    return try Workplace(withIndex: false).run(
      "timeout 300 python3 '\(path)' --program \"$nodial\" --seed \(Self.seed) \(options)")
  }
}
