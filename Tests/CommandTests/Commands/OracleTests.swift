import Foundation
import TestSupport
import Testing

/// Scrubs against an oracle in another language: a script that reads the same lists and campaign
/// with Python's `csv` and decides every row's fate by itself.
struct OracleTests {
  private static let script = Repository.url
    .appendingPathComponent("Tests/Fixtures/Oracle/scrub_oracle.py").path

  @Test(arguments: 0..<6)
  func everyRowHasTheFateThatTheOracleSays(round: Int) throws {
    let place = try Workplace(withIndex: false)
    let seed = SeededGenerator.runSeed &+ UInt64(round)
    let run = try place.run(
      "python3 '\(Self.script)' \"$nodial\" \(seed) \(round % 2 == 0 ? "file" : "pipe")")
    #expect(run.status == 0, "seed \(seed): \(run.messages)")
    #expect(run.output.hasPrefix("rows "), "seed \(seed): \(run.output)")
  }
}
