import SuppressionLists

/// A prefix of international numbers for which a list speaks.
struct CoveragePrefix: Sendable {
  /// The digits as a number, and how many they are, for a prefix may be empty.
  let value: UInt64
  let digitCount: Int
  /// The index of the list.
  let list: Int
  /// The day of the list for these numbers; nil if it is not known.
  let versionDate: CalendarDate?
  /// True if the list is stale for them.
  let isStale: Bool
  /// True if the list's word counts: that what it does not name is free to call.
  let covers: Bool
  /// What its numbers need to be contacted, a group of ``ConsentRequirements``; nil of a list's prefix.
  let consentGroup: UInt8?
  /// Where the numbers that begin with it lie on the line; the end is at most ``NumberLine/end``.
  let positions: Range<UInt64>

  /// - Returns: Nil if the prefix can begin no number: other characters, or too many digits.
  init?(
    _ area: ListArea, list: Int, isStale: Bool, covers: Bool, consentGroup: UInt8? = nil,
    on line: NumberLine
  ) {
    let digits = area.prefix
    guard digits.utf8.count <= NumberLine.digitCount else { return nil }
    var value: UInt64 = 0
    for byte in digits.utf8 {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      value = value * 10 + UInt64(byte - UInt8(ascii: "0"))
    }
    self.value = value
    digitCount = digits.utf8.count
    self.list = list
    versionDate = area.versionDate
    self.isStale = isStale
    self.covers = covers
    self.consentGroup = consentGroup
    let power = line.power(NumberLine.digitCount - digitCount)
    positions = value * power..<(value + 1) * power
  }

  func isPrefix(of key: UInt64, on line: NumberLine) -> Bool {
    if digitCount == 0 { return true }
    let keyDigitCount = line.digitCount(of: key)
    return digitCount <= keyDigitCount && key / line.power(keyDigitCount - digitCount) == value
  }
}
