/// What the preferences of a register such as India's mean for the calls that are to be made.
///
/// A subscriber is blocked for everything (`0`), or has named categories: `2#3#4`. Whether these are
/// the ones to block or the ones to let through has changed with the regulation, so that it is a
/// setting; without one, every row blocks.
public struct ListPreferences: Sendable, Hashable {
  /// The category of the calls to be made, or nil to let every row block.
  public var category: Int?
  /// True if the categories of a row are those that the subscriber still takes; false if they are
  /// those that are blocked.
  public var areAllowed = false

  public init() {}

  /// Whether a row with these preferences blocks; in doubt it does.
  func blocks(_ cell: Span<UInt8>) -> Bool {
    guard let category else { return true }
    var categories: Set<Int> = []
    var number: Int?
    for index in 0...cell.count {
      let byte = index < cell.count ? cell[index] : UInt8(ascii: "#")
      switch byte {
      case 0x30...0x39:
        number = min((number ?? 0) * 10 + Int(byte - 0x30), 1_000_000)
      case UInt8(ascii: "#"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"), 0x20:
        if let number { categories.insert(number) }
        number = nil
      default: return true
      }
    }
    if categories.isEmpty || categories.contains(0) { return true }
    return categories.contains(category) != areAllowed
  }

  var canonicalText: String { category.map { "\($0)\(areAllowed ? "+" : "-")" } ?? "" }
}
