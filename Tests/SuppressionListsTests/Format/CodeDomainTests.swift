import CKernels
import SuppressionLists
import TestSupport
import Testing

struct CodeDomainTests {
  private static let northAmericanStart: UInt64 = 12_000_000_000
  private static let northAmericanEnd = northAmericanStart + 1 << 33

  /// A key of a domain.
  private static func key(
    of domain: CodeDomain, using generator: inout SeededGenerator
  ) -> UInt64 {
    guard domain == .international else {
      return .random(in: northAmericanStart..<northAmericanEnd, using: &generator)
    }
    while true {
      let key = UInt64.random(in: 0..<domain.end, using: &generator)
      if CodeDomain(of: key) == domain { return key }
    }
  }

  @Test func everyKeyHasItsDomain() {
    for key in [0, 1, 11_999_999_999, Self.northAmericanEnd, 442_079_460_000, 1 << 50, .max] {
      #expect(CodeDomain(of: key) == .international)
    }
    for key in [12_000_000_000, 12_025_550_123, 19_999_999_999, Self.northAmericanEnd - 1] {
      #expect(CodeDomain(of: key) == .northAmerican)
    }
  }

  /// A permutation: the inverse finds every key again, so no two keys share a code.
  @Test(arguments: CodeDomain.all(isKeyed: false))
  func theCodeCanBeUndone(domain: CodeDomain) {
    var generator = SeededGenerator(stream: 15)
    let ends: [UInt64] =
      domain == .international
      ? [0, 1, Self.northAmericanStart - 1, Self.northAmericanEnd, domain.end - 1]
      : [Self.northAmericanStart, 12_025_550_123, Self.northAmericanEnd - 1]
    for key in ends + (0..<200_000).map({ _ in Self.key(of: domain, using: &generator) }) {
      let code = domain.code(of: key)
      guard code < domain.end, domain.key(of: code) == key else {
        Issue.record("key \(key) becomes code \(code), which is not undone")
        return
      }
    }
  }

  @Test func longKeysAreTheirOwnCodes() {
    for key in [CodeDomain.international.end, CodeDomain.international.end + 1, UInt64.max] {
      #expect(CodeDomain.international.code(of: key) == key)
      #expect(CodeDomain.international.key(of: key) == key)
    }
  }

  /// Vectors computed with the reference XXH3 of another language: every reader must agree.
  @Test(
    arguments: [
      (0, 357_459_104_166_053),
      (1, 621_820_115_947_874),
      (12_000_000_000, 8_293_403_999),
      (12_025_550_123, 5_331_251_960),
      (19_999_999_999, 1_456_263_447),
      (442_079_460_000, 206_180_754_608_631),
      ((1 << 50) - 1, 985_001_645_920_043),
    ] as [(UInt64, UInt64)])
  func vectors(key: UInt64, code: UInt64) {
    #expect(CodeDomain(of: key).code(of: key) == code)
  }

  /// Many at once, with vectors of every width that this processor has, are libxxhash's one by one.
  @Test(arguments: 0...2, CodeDomain.all(isKeyed: false))
  func manyCodesAtOnce(width: Int32, domain: CodeDomain) {
    var generator = SeededGenerator(stream: 17)
    for count in [0, 1, 15, 16, 17, 64, 1000] {
      var keys = (0..<count).map { _ in Self.key(of: domain, using: &generator) }
      let long = domain == .international ? [domain.end, .max, domain.end - 1] : []
      for (index, key) in long.enumerated() where index < count { keys[count - 1 - index] = key }
      let expected = keys.map(domain.code(of:))
      var codes = [UInt64](repeating: 0, count: count)
      let number = domain == .northAmerican ? NODIAL_NORTH_AMERICAN : NODIAL_INTERNATIONAL
      // SAFETY: both arrays hold `count` integers.
      guard unsafe nodial_codes_by_width(width, number, keys, count, &codes) != 0 else { return }
      #expect(codes == expected)
      var encoded = keys
      var span = encoded.mutableSpan
      domain.encode(&span)
      #expect(encoded == expected)
    }
  }

  @Test(arguments: CodeDomain.all(isKeyed: false))
  func homesKeepWhatTheRemainderDrops(domain: CodeDomain) {
    var generator = SeededGenerator(stream: 16)
    for lineCount in [32, 33, 1000, 8191, 8192, 2_097_152, 10_416_667, 2_000_000_000] {
      let homes = HomeMap(lineCount: lineCount, domain)
      for _ in 0..<2000 {
        let code = UInt64.random(in: 0..<domain.end, using: &generator)
        let (home, remainder) = homes.locate(code)
        #expect(home >= 0 && home < lineCount)
        #expect(homes.code(home: home, remainder: remainder) == code)
      }
      for code in [0, 1, domain.end - 1] as [UInt64] {
        let (home, remainder) = homes.locate(code)
        #expect(homes.code(home: home, remainder: remainder) == code)
      }
    }
  }

  /// The numbers of one exchange, which lists often hold whole, spread like any others: a code that
  /// followed them would fill some lines and leave others empty.
  @Test(arguments: [
    (12_025_550_000, 10_000), (12_020_000_000, 1_000_000), (442_079_460_000, 10_000),
  ])
  func neighboursSpread(start: UInt64, count: Int) {
    let domain = CodeDomain(of: start)
    let lineCount = count / 25
    let homes = HomeMap(lineCount: lineCount, domain)
    var counts = [Int](repeating: 0, count: lineCount)
    for key in start..<start + UInt64(count) {
      counts[homes.locate(domain.code(of: key)).home] += 1
    }
    let variance =
      counts.reduce(0.0) { $0 + (Double($1) - 25) * (Double($1) - 25) } / Double(lineCount)
    // Of chance it is 25, give or take 25 · √(2 / lineCount).
    #expect(abs(variance - 25) < 6 * 25 * (2 / Double(lineCount)).squareRoot())
  }
}
