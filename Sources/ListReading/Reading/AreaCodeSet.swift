/// The area codes of North American numbers that were seen, a bit each.
struct AreaCodeSet: Sendable, Hashable {
  /// Bits by area code, 64 a word; empty until the first is seen.
  private var words: [UInt64] = []

  /// Area codes have three digits.
  private static let codeCount = 1000
  /// The numbers of an area code: seven digits behind it.
  private static let numberCount: UInt64 = 10_000_000

  var isEmpty: Bool { words.isEmpty }
  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// The area codes, ascending.
  var codes: [Int] {
    (0..<words.count * 64).filter { words[$0 / 64] >> ($0 % 64) & 1 != 0 }
  }

  /// Adds the area code of a key, if it is a number of +1.
  mutating func insert(areaCodeOf key: UInt64) {
    let area = Int(truncatingIfNeeded: key / Self.numberCount) - Self.codeCount
    guard area >= 0, area < Self.codeCount else { return }
    if words.isEmpty { words = Array(repeating: 0, count: (Self.codeCount + 63) / 64) }
    words[area / 64] |= 1 << (area % 64)
  }

  mutating func formUnion(_ other: AreaCodeSet) {
    if words.isEmpty { words = other.words }
    for index in other.words.indices { words[index] |= other.words[index] }
  }
}
