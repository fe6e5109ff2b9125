import CKernels
import SuppressionLists
import TestSupport
import Testing

struct NumberCodeTests {
  /// A permutation: the inverse finds every key again, so no two keys share a code.
  @Test func theCodeCanBeUndone() {
    var generator = SeededGenerator(stream: 15)
    for _ in 0..<200_000 {
      let key = UInt64.random(in: 0..<NumberCode.domainEnd, using: &generator)
      let code = NumberCode.code(of: key)
      #expect(code < NumberCode.domainEnd)
      guard NumberCode.key(of: code) == key else {
        Issue.record("key \(key) becomes code \(code), which is not undone")
        return
      }
    }
    let ends: [UInt64] = [0, 1, 12_025_550_123, NumberCode.domainEnd - 1]
    for key in ends { #expect(NumberCode.key(of: NumberCode.code(of: key)) == key) }
  }

  @Test func longKeysAreTheirOwnCodes() {
    for key in [NumberCode.domainEnd, NumberCode.domainEnd + 1, UInt64.max] {
      #expect(NumberCode.code(of: key) == key)
      #expect(NumberCode.key(of: key) == key)
    }
  }

  /// Vectors computed with the reference XXH3 of another language: every reader must agree.
  @Test(
    arguments: [
      (0, 357_459_104_166_053),
      (1, 621_820_115_947_874),
      (12_025_550_123, 1_087_099_307_944_493),
      (442_079_460_000, 206_180_754_608_631),
      ((1 << 50) - 1, 985_001_645_920_043),
    ] as [(UInt64, UInt64)])
  func vectors(key: UInt64, code: UInt64) {
    #expect(NumberCode.code(of: key) == code)
  }

  /// Many at once, with vectors of every width that this processor has, are libxxhash's one by one.
  @Test(arguments: 0...2)
  func manyCodesAtOnce(width: Int32) {
    var generator = SeededGenerator(stream: 17)
    for count in [0, 1, 15, 16, 17, 64, 1000] {
      var keys = (0..<count).map { _ in UInt64.random(in: 0..<1 << 51, using: &generator) }
      for (index, key) in [0, NumberCode.domainEnd - 1, NumberCode.domainEnd, .max].enumerated()
      where index < count { keys[count - 1 - index] = key }
      let expected = keys.map(NumberCode.code(of:))
      var codes = [UInt64](repeating: 0, count: count)
      // SAFETY: both arrays hold `count` integers.
      guard unsafe nodial_codes_by_width(width, keys, count, &codes) != 0 else { return }
      #expect(codes == expected)
      var encoded = keys
      var span = encoded.mutableSpan
      NumberCode.encode(&span)
      #expect(encoded == expected)
    }
  }

  @Test func homesKeepWhatTheRemainderDrops() {
    var generator = SeededGenerator(stream: 16)
    for lineCount in [32, 33, 1000, 8191, 8192, 2_097_152, 10_416_667, 4_000_000_000] {
      let homes = HomeMap(lineCount: lineCount)
      for _ in 0..<2000 {
        let code = UInt64.random(in: 0..<NumberCode.domainEnd, using: &generator)
        let (home, remainder) = homes.locate(code)
        #expect(home >= 0 && home < lineCount)
        #expect(homes.code(home: home, remainder: remainder) == code)
      }
      for code in [0, 1, NumberCode.domainEnd - 1] as [UInt64] {
        let (home, remainder) = homes.locate(code)
        #expect(homes.code(home: home, remainder: remainder) == code)
      }
    }
  }
}
