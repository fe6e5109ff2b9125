/// Why a cell has a further key: another number that the same cell, or the same line, may stand for.
public enum AliasReason: UInt8, Sendable, CaseIterable {
  /// What libphonenumber made of a damaged cell that a rescue step has mended.
  case unrescued = 0
  /// Another number in the same cell.
  case secondNumber
  /// The region's own calling code without its plus: `4917622205117` in Germany.
  case ownCallingCode
  /// Argentina's 9 for mobiles, left out.
  case argentinaMobileNine
  /// Brazil's ninth digit of mobiles, put in.
  case brazilNinthDigit
  /// San Marino under +378 and under +39.
  case sanMarino
  /// Benin before 2024, eight digits.
  case beninOldLength
  /// Côte d'Ivoire before 2021, eight digits.
  case ivoryCoastOldLength
  /// Without a `(0)` where the plan has numbers with a leading zero: `+39 (0)800 123456`.
  case bracketedZero
  /// What stands before a word that libphonenumber turns into digits: `+503 900 1234 cell`.
  case beforeWord

  /// True if the key is a number of its own, and not another way to write the cell's number.
  public var isAnotherNumber: Bool { self == .secondNumber }

  /// The short name in reports.
  public var name: String {
    switch self {
    case .unrescued: "unrescued"
    case .secondNumber: "second-number"
    case .ownCallingCode: "alias:own-calling-code"
    case .argentinaMobileNine: "alias:ar-mobile-9"
    case .brazilNinthDigit: "alias:br-ninth-digit"
    case .sanMarino: "alias:sm-under-39"
    case .beninOldLength: "alias:bj-old-length"
    case .ivoryCoastOldLength: "alias:ci-old-length"
    case .bracketedZero: "alias:bracketed-zero"
    case .beforeWord: "alias:before-word"
    }
  }
}
