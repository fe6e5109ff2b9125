/// A bijection between `0..<region.numberCount` and the region's numbers, shuffled by a seed.
///
/// The list of *n* numbers is the images of `0..<n`: distinct without a memory of what was written,
/// and a number is listed exactly if its index is below *n*.
///
/// A Feistel network over the two coordinates of a number, neither of which is a power of two:
///
///     index = prefix * 10,000 + line        prefix < prefixCount, line < 10,000
///     even rounds:  prefix = (prefix + f(line))   mod prefixCount
///     odd rounds:   line   = (line   + f(prefix)) mod 10,000
///
/// Each round only adds to one coordinate what depends on the other, so it can be undone, whatever
/// `f` is; unlike a power-of-two network it needs no walk back into the domain.
struct NumberPermutation {
  private let prefixes: NumberingPrefixes
  private let roundKeys: [UInt64]

  /// Four rounds look random already (Luby and Rackoff, 1988); six, as a line has only 13 bits.
  private static let roundCount = 6

  init(region: NumberingRegion, seed: UInt64) {
    prefixes = NumberingPrefixes(region: region)
    var random = SplitMix64(seed: seed)
    roundKeys = (0..<Self.roundCount).map { _ in random.next() }
  }

  /// The number at `index`.
  ///
  /// - Precondition: `index < region.numberCount`.
  func number(at index: UInt64) -> NationalNumber {
    let prefixCount = UInt64(prefixes.count)
    let lineCount = UInt64(NationalNumber.lineCount)
    var (prefix, line) = index.quotientAndRemainder(dividingBy: lineCount)
    precondition(prefix < prefixCount, "index \(index) is outside of the region's numbers")
    for round in stride(from: 0, to: Self.roundCount, by: 2) {
      prefix += scramble(line, roundKeys[round], below: prefixCount)
      if prefix >= prefixCount { prefix -= prefixCount }
      line += scramble(prefix, roundKeys[round + 1], below: lineCount)
      if line >= lineCount { line -= lineCount }
    }
    return prefixes.number(prefixIndex: Int(prefix), line: Int(line))
  }

  /// A value below `bound` that depends on all bits of `value` and `key`: the finaliser of
  /// MurmurHash3, then the multiply-shift reduction, which takes the well-mixed upper bits.
  private func scramble(_ value: UInt64, _ key: UInt64, below bound: UInt64) -> UInt64 {
    var mixed = (value ^ key) &* 0xff51_afd7_ed55_8ccd
    mixed ^= mixed >> 33
    mixed = mixed &* 0xc4ce_b9fe_1a85_ec53
    return mixed.multipliedFullWidth(by: bound).high
  }
}
