/// Finds out whether some of the classes stand in the lines of a table, several slots at once.
struct ClassFilter: Sendable {
  /// Each class as often as it fits a word.
  private let patterns: [UInt64]
  /// The lowest and the highest bit of every class in a word.
  private let lowBits: UInt64
  private let highBits: UInt64
  /// True if class 1 is among them, which is that of all entries where classes take no bits.
  let holdsFirst: Bool

  /// - Parameter classes: Classes that a table of this layout may name; others stand in no line.
  init(_ classes: some Sequence<Int>, in layout: SlotLayout) {
    let bitCount = UInt64(layout.classBitCount)
    let classes = classes.filter { bitCount == 0 ? $0 == 1 : $0 < 1 << bitCount }
    holdsFirst = classes.contains(1)
    // All ones, divided by those of one class, is a one in every class.
    lowBits = bitCount == 0 ? 0 : UInt64.max / ((1 << bitCount) - 1)
    highBits = bitCount == 0 ? 0 : lowBits << (bitCount - 1)
    patterns = classes.map { [lowBits] in UInt64($0) &* lowBits }
  }

  var isEmpty: Bool { patterns.isEmpty }

  /// True if one of the classes may be in the word; false only if none is.
  ///
  /// - Source: Hacker's Delight, 6-1: a borrow tells a zero; above a true one it may tell a false one.
  @inline(__always)
  func mayHold(_ word: UInt64) -> Bool {
    for pattern in patterns {
      let difference = word ^ pattern
      if (difference &- lowBits) & ~difference & highBits != 0 { return true }
    }
    return false
  }
}
