/// What a list means for the numbers on it.
public enum ListKind: UInt8, Sendable, CaseIterable {
  /// An official do-not-call register.
  case registry = 0
  /// The company's own do-not-call list or withdrawn consents: nothing overrides it.
  case objection = 1
  /// People known to sue callers.
  case litigator = 2
  /// Numbers that were given to somebody else since consent was obtained.
  case reassigned = 3
  /// Numbers that are out of service.
  case disconnected = 4
  /// Numbers and ranges that nobody has: reserved or inactive.
  case invalid = 5
  /// Numbers and ranges that the company does not call, such as area codes.
  case blocked = 6
  /// Mobile numbers, where calling them is restricted.
  case wireless = 7
  /// Numbers of internet telephony, likewise.
  case voip = 8

  // What permits, of a consent ledger. None of it blocks, and no list of a file is of these kinds.

  /// People who consented, where asked for by a second step.
  case permission = 9
  /// Customers, on the day of their last purchase.
  case relationship = 10
  /// People who consented, without a second step.
  case unconfirmed = 11
  /// People who asked something, on the day of it.
  case inquiry = 12
  /// Consents that do not count: their batch is incomplete.
  case lapsed = 13
  /// People of whom nothing is to be said, in the place of what an index says.
  case known = 14

  /// The kinds that a list of a file may be of.
  public static let ofFiles = allCases.filter(\.blocks)

  /// True if a number on such a list must not be called; false if the list is about consent.
  public var blocks: Bool { rawValue <= Self.voip.rawValue }

  public var name: String {
    switch self {
    case .registry: "registry"
    case .objection: "objection"
    case .litigator: "litigator"
    case .reassigned: "reassigned"
    case .disconnected: "disconnected"
    case .invalid: "invalid"
    case .blocked: "blocked"
    case .wireless: "wireless"
    case .voip: "voip"
    case .permission: "permission"
    case .relationship: "relationship"
    case .unconfirmed: "unconfirmed"
    case .inquiry: "inquiry"
    case .lapsed: "lapsed"
    case .known: "known"
    }
  }

  /// The kind of a list of a file.
  public init?(name: some StringProtocol) {
    guard let kind = Self.ofFiles.first(where: { $0.name == name }) else { return nil }
    self = kind
  }

  /// The letter that dialers know the outcome by, from the code set that the US scrubbing services
  /// share: D a do-not-call database, P the company's own list, S disconnected, I invalid, B blocked,
  /// W wireless, Y internet telephony; O where a consent, E where a relationship overrides a register.
  public var code: UInt8 {
    switch self {
    case .registry, .litigator: UInt8(ascii: "D")
    case .objection: UInt8(ascii: "P")
    case .reassigned, .disconnected: UInt8(ascii: "S")
    case .invalid: UInt8(ascii: "I")
    case .blocked: UInt8(ascii: "B")
    case .wireless: UInt8(ascii: "W")
    case .voip: UInt8(ascii: "Y")
    case .permission, .unconfirmed: UInt8(ascii: "O")
    case .relationship, .inquiry: UInt8(ascii: "E")
    case .lapsed, .known: UInt8(ascii: "N")
    }
  }

  /// The place in the order of precedence: an objection outranks everything, for nothing may ever
  /// override it; then the registers, and last what is only restricted.
  public var precedence: Int {
    let order: [ListKind] = [
      .objection, .registry, .litigator, .reassigned, .disconnected, .invalid, .blocked, .wireless,
      .voip,
    ]
    return order.firstIndex(of: self) ?? order.count
  }
}
