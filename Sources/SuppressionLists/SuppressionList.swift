/// What a list means for the numbers on it.
public enum ListKind: UInt8, Sendable, CaseIterable {
  /// An official do-not-call register.
  case registry = 0
  /// The company's own do-not-call list or withdrawn consents: nothing overrides it.
  case objection = 1

  public var name: String {
    switch self {
    case .registry: "registry"
    case .objection: "objection"
    }
  }

  public init?(name: some StringProtocol) {
    guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = kind
  }

  /// The letter that dialers know the outcome by: D is a do-not-call database, P the company's own
  /// list, the code set that the US scrubbing services share.
  public var code: UInt8 {
    switch self {
    case .registry: UInt8(ascii: "D")
    case .objection: UInt8(ascii: "P")
    }
  }
}

/// One list of an index's catalogue: what was read, from which bytes, of which date.
public struct SuppressionList: Hashable, Sendable {
  /// A short name, unique in the index: letters, digits, `-`, `_` and `.`.
  public var id: String
  public var kind: ListKind
  /// The day the list speaks for, or nil if nobody said.
  public var versionDate: CalendarDate?
  /// The distinct numbers of the list in the index.
  public var numberCount = 0
  /// The rows read, the header not counted.
  public var rowCount = 0
  /// The rows that held no readable number.
  public var unreadableRowCount = 0
  /// The digest of the source's bytes, in the order of its files.
  public var sourceDigest = ContentDigest(high: 0, low: 0)
  public var sourceByteCount = 0

  public init(id: String, kind: ListKind, versionDate: CalendarDate? = nil) {
    self.id = id
    self.kind = kind
    self.versionDate = versionDate
  }

  /// The list and its version as evidence names it: `us-ftc@2026-11-20`.
  public var versionedID: String { "\(id)@\(versionDate?.description ?? "undated")" }

  /// True if `id` may name a list.
  public static func isValid(id: String) -> Bool {
    !id.isEmpty && id.utf8.count <= idByteCountMax
      && id.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
          UInt8(ascii: "."):
          true
        default: false
        }
      }
  }

  /// The longest id, in bytes: it stands in every rejected row.
  public static let idByteCountMax = 64
}
