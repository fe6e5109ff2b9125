import TestSupport
import Testing

/// Histories against the twin of the rules; `Scripts/fuzz-consent` plays more of them.
struct ConsentTwinTests {
  @Test func verdictsAreThoseOfTheTwin() throws {
    let script = Repository.url.path + "/Tests/Fuzz/fuzz_consent.py"
    let place = try Workplace(withIndex: false)
    let seed = SeededGenerator.runSeed
    let run = try place.run(
      "PYTHONDONTWRITEBYTECODE=1 python3 '\(script)' --program $nodial --seed \(seed) --rounds 2 --people 30 --acts 150"
    )
    #expect(run.status == 0, "\(run.output)\(run.messages)")
  }
}
