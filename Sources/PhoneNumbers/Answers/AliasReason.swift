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
  /// What stands before a word, a letter or a `(1)` that libphonenumber turns into digits or leaves
  /// out: `+503 900 1234 cell`, `+43 664 123456 p66`.
  case beforeWord
  /// Gabon before 2019, seven digits.
  case gabonOldLength
  /// A number that its plan has renumbered, or a calling code that its lines share (`Renumbering`).
  case renumbered
  /// `00` or `011` before a calling code, where the region dials abroad in another way.
  case internationalPrefix
  /// A calling code without its plus: `22 507 123 456` is as good a number of Côte d'Ivoire.
  case missingPlus
  /// Without digits that were dialled or put before the number: `9`, `*67`, an old trunk prefix.
  case dialled
  /// A zero in front that was lost, although the rest is valid too.
  case lostZero
  /// What another way of mending finds.
  case mended
  /// A number of which the cell gives the last digits alone: `9876543210/11`.
  case lastDigits

  /// True if the key is a number of its own, and not another way to write the cell's number.
  public var isAnotherNumber: Bool { self == .secondNumber || self == .lastDigits }

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
    case .gabonOldLength: "alias:ga-old-length"
    case .renumbered: "alias:renumbered"
    case .internationalPrefix: "alias:international-prefix"
    case .missingPlus: "alias:missing-plus"
    case .dialled: "alias:dialled"
    case .lostZero: "alias:lost-zero"
    case .mended: "alias:mended"
    case .lastDigits: "last-digits"
    }
  }
}
