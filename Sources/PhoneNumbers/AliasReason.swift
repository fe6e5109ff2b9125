/// Why a cell has a further key: another number that the same cell, or the same line, may stand for.
public enum AliasReason: UInt8, Sendable, CaseIterable {
  /// What libphonenumber made of a damaged cell that a rescue step has mended.
  case unrescued = 0
  /// Another number in the same cell.
  case secondNumber
  /// The region's own calling code without its plus: `4917622205117` in Germany.
  case ownCallingCode
  /// A leading zero that a spreadsheet has dropped.
  case lostLeadingZero
  /// Mexico's 1, 01, 044 or 045, out of use since 2019.
  case mexicoOldPrefix
  /// A trunk prefix that the plan no longer has.
  case droppedTrunkPrefix
  /// Argentina's 9 for mobiles, put in or left out.
  case argentinaMobileNine
  /// Brazil's ninth digit of mobiles, put in or left out.
  case brazilNinthDigit
  /// San Marino under +378 and under +39.
  case sanMarino
  /// Overseas France under +33 and under its own code.
  case overseasFrance
  /// Benin before 2024, eight digits.
  case beninOldLength
  /// Côte d'Ivoire before 2021, eight digits.
  case ivoryCoastOldLength

  /// The short name in reports.
  public var name: String {
    switch self {
    case .unrescued: "unrescued"
    case .secondNumber: "second-number"
    case .ownCallingCode: "alias:own-calling-code"
    case .lostLeadingZero: "alias:lost-leading-zero"
    case .mexicoOldPrefix: "alias:mx-old-prefix"
    case .droppedTrunkPrefix: "alias:dropped-trunk-prefix"
    case .argentinaMobileNine: "alias:ar-mobile-9"
    case .brazilNinthDigit: "alias:br-ninth-digit"
    case .sanMarino: "alias:sm-under-39"
    case .overseasFrance: "alias:fr-overseas"
    case .beninOldLength: "alias:bj-old-length"
    case .ivoryCoastOldLength: "alias:ci-old-length"
    }
  }
}
