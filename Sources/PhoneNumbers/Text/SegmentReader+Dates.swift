/// Dates, which stand beside numbers in remarks.
extension SegmentReader {
  /// Whether the groups are a date, with nothing but a time behind it.
  func isDate(_ text: borrowing CellText, _ range: Range<Int>) -> Bool {
    guard range.count >= 3, startsWithDate(text, range.lowerBound) else { return false }
    return range.count == 3
      || (segments[range.lowerBound + 3].gap >= .space && digits(text, range).count <= 12)
  }

  /// `2024-05-01`, `1/5/2024`: three groups, with one sign between them.
  func startsWithDate(_ text: borrowing CellText, _ first: Int) -> Bool {
    let (a, b, c) = (
      segments[first], segments[first + 1], segments[first + 2]
    )
    guard b.gap == c.gap, b.gap == .hyphen || b.gap == .point || b.gap == .slash,
      b.count <= 2, min(a.count, c.count) <= 2, max(a.count, c.count) == 4
    else { return false }
    let values = (value(text, first), value(text, first + 1), value(text, first + 2))
    let (year, day) = a.count == 4 ? (values.0, values.2) : (values.2, values.0)
    let isMonthFirst = values.1 <= 12 && day <= 31
    let isDayFirst = values.1 <= 31 && day <= 12
    return (1900..<2100).contains(year) && values.1 > 0 && day > 0 && (isMonthFirst || isDayFirst)
  }

  func value(_ text: borrowing CellText, _ index: Int) -> UInt64 {
    digits(text, index..<index + 1).wordValue
  }
}
