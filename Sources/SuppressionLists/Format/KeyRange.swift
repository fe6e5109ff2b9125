/// A closed range of keys of one length: a block of numbers that stands on a list as a whole.
public struct KeyRange: Hashable, Sendable {
  public var low: UInt64
  public var high: UInt64

  /// The range, or nil if `low` is 0 or above `high`, or the two differ in their count of digits.
  public init?(low: UInt64, high: UInt64) {
    guard low > 0, low <= high, Self.digitCount(low) == Self.digitCount(high) else { return nil }
    self.low = low
    self.high = high
  }

  /// A range of keys, whatever their digits.
  init(segment: RangeTable.Segment) {
    low = segment.low
    high = segment.high
  }

  /// The most digits a key has.
  static let digitCountMax = 19

  /// The ranges of all numbers that begin with `prefix`, of any length, itself included.
  ///
  /// - Parameter prefix: An international number without its plus, or the beginning of one.
  /// - Returns: A range for each length; none if `prefix` is 0 or too long.
  public static func ranges(prefix: UInt64) -> [KeyRange] {
    var ranges: [KeyRange] = []
    guard prefix > 0 else { return ranges }
    var power: UInt64 = 1
    for digitCount in digitCount(prefix)...digitCountMax {
      ranges.append(KeyRange(low: prefix * power, high: prefix * power + (power - 1))!)
      if digitCount < digitCountMax { power *= 10 }
    }
    return ranges
  }

  static func digitCount(_ key: UInt64) -> Int {
    var count = 1
    var rest = key / 10
    while rest > 0 {
      rest /= 10
      count += 1
    }
    return count
  }
}
