import PhoneNumbers

/// How much of a list is gone since the index before, though no file said that it goes.
///
/// A number that a change file deletes, or whose row has expired, is no loss.
public struct ListLoss: Hashable, Sendable {
  /// The numbers of an area code of +1, or of a calling code.
  public struct Area: Hashable, Sendable {
    /// The digits that international numbers of the area begin with: `1212`, `44`.
    public var prefix: String
    /// The distinct numbers of the list before.
    public var formerCount: Int
    /// Those of them that are gone.
    public var lostCount: Int

    public init(prefix: String, formerCount: Int, lostCount: Int) {
      self.prefix = prefix
      self.formerCount = formerCount
      self.lostCount = lostCount
    }
  }

  /// The distinct numbers of the list before, as ``SuppressionList/numberCount`` has them.
  public var formerNumberCount = 0
  /// Those of them that are gone.
  public var lostNumberCount = 0
  /// The ranges of the list before, cut so that they do not overlap.
  public var formerRangeCount = 0
  /// Those of them of which at least one number is not on the list any more.
  public var lostRangeCount = 0
  /// All areas in which the list had numbers, by prefix.
  public var areas: [Area] = []

  public init() {}

  /// The areas with losses: those with the most first, and of as many in the order of their digits.
  public var lostAreas: [Area] {
    areas.filter { $0.lostCount > 0 }.sorted {
      ($1.lostCount, $0.prefix) < ($0.lostCount, $1.prefix)
    }
  }
}

/// The areas that losses are counted by, as numbers from 0: an area code of +1 each, and a calling
/// code each.
enum NumberArea {
  /// Area codes in their order, then calling codes, the digits of which number them.
  static let count = 2 * areaCodeCount
  private static let areaCodeCount = 1000
  /// The numbers of +1 that have an area code: eleven digits.
  private static let northAmerican: Range<UInt64> = 10_000_000_000..<20_000_000_000
  private static let areaCodeDivisor: UInt64 = 10_000_000

  /// The area of a key. Complexity: O(1).
  static func number(of key: UInt64) -> Int {
    if northAmerican.contains(key) { return Int(key / areaCodeDivisor) - areaCodeCount }
    var digits = key
    while digits >= 100_000 { digits /= 100 }
    while digits >= 1000 { digits /= 10 }
    return areaCodeCount + Int(callingCodes[Int(digits)])
  }

  /// The digits that its numbers begin with.
  static func prefix(of number: Int) -> String {
    number < areaCodeCount ? String(areaCodeCount + number) : String(number - areaCodeCount)
  }

  /// The calling code that each three digits begin with; of fewer digits, they themselves.
  private static let callingCodes: [UInt16] = {
    let isCode = (0..<100).map { Region(callingCode: "\($0)") != nil }
    return (0..<1000).map { digits in
      let shorter = [digits / 100, digits / 10].first { isCode[$0] }
      return UInt16(digits < 100 ? digits : shorter ?? digits)
    }
  }()
}
