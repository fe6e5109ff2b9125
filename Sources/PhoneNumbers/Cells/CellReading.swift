/// The core's answer for a cell, with the digits it was made from.
struct CellReading {
  var digits = PackedDigits()
  /// Whether there was a plus before the digits.
  var isInternational = false
  /// Whether there may be a `(0)` in the cell.
  var hasBracket = false
  /// The digits of the first group, if a separator sets up to three apart: `7 (913) 123-45-67`.
  var digitCountApart = 0
  var number: ParsedNumber

  /// A cell refused before its digits were looked at.
  init(rejection: Rejection) { number = ParsedNumber(rejection: rejection) }

  @inline(always)
  init(digits: PackedDigits, isInternational: Bool, region: UInt8) {
    self.digits = digits
    self.isInternational = isInternational
    number = ParsedNumber(digits: digits, isInternational: isInternational, region: region)
  }
}
