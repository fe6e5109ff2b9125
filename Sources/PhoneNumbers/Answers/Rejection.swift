/// Why a cell holds no number.
///
/// The five reasons of libphonenumber, and three refinements of "not a number": a cell with nothing
/// in it, a number that a spreadsheet has rounded for good, and more numbers than are read of a cell.
public enum Rejection: UInt8, Sendable, CaseIterable {
  /// Not refused.
  case none = 0
  /// Nothing but spaces and tabs, or no byte at all.
  case empty
  /// No calling code of the plan, or a national number without a known region.
  case invalidCountryCode
  /// Too few digits, or characters that no number has inside.
  case notANumber
  /// Fewer than three digits after a plus or an international prefix.
  case tooShortAfterIDD
  /// Fewer than two digits in the national number.
  case tooShortNSN
  /// More than 17 digits in the national number, or more than 250 characters.
  case tooLong
  /// `2.02555E+09`: the spreadsheet has dropped digits that nothing brings back.
  case lossySpreadsheetNumber
  /// More numbers, or groups of digits, than are read of one cell.
  case tooManyNumbers

  /// The name in reports and in added columns; empty for `none`.
  public var code: String {
    switch self {
    case .none: ""
    case .empty: "EMPTY"
    case .invalidCountryCode: "INVALID_COUNTRY_CODE"
    case .notANumber: "NOT_A_NUMBER"
    case .tooShortAfterIDD: "TOO_SHORT_AFTER_IDD"
    case .tooShortNSN: "TOO_SHORT_NSN"
    case .tooLong: "TOO_LONG"
    case .lossySpreadsheetNumber: "LOSSY_SPREADSHEET_NUMBER"
    case .tooManyNumbers: "TOO_MANY_NUMBERS"
    }
  }
}
