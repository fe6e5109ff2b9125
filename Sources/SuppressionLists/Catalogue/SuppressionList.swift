/// One list of an index's catalogue: what was read, from which bytes, of which date.
public struct SuppressionList: Hashable, Sendable {
  /// A short name, unique in the index: letters, digits, `-`, `_` and `.`.
  public var id: String
  public var kind: ListKind
  /// The day the list speaks for, that of its oldest area; nil if nobody said.
  public var versionDate: CalendarDate?
  /// The age in days up to which the list may be called on, or nil if it does not grow stale.
  public var ageDayCountMax: Int?
  /// The prefixes of international numbers, digits only, for which the list speaks; empty if nobody
  /// said.
  public var coverage: [String] = []
  /// Prefixes of ``coverage`` for which the list speaks of another day than ``versionDate``.
  public var datedAreas: [ListArea] = []
  /// The channels the list is about; empty means all.
  public var channels: ListChannels = []
  /// The purposes the list is about, by names of the user's; empty means all.
  public var purposes: [String] = []
  /// The distinct numbers of the list in the index.
  public var numberCount = 0
  /// The ranges of numbers on the list, as they were read.
  public var rangeCount = 0
  /// The rows read, the header not counted.
  public var rowCount = 0
  /// The rows that held no readable number.
  public var unreadableRowCount = 0
  /// The digest of the source's bytes, in the order of its files.
  public var sourceDigest = ContentDigest(high: 0, low: 0)
  public var sourceByteCount = 0
  /// The rows that had expired when they were read.
  public var expiredRowCount = 0
  /// The first day on which another row will have expired, or nil if none will.
  public var nextExpiry: CalendarDate?
  /// The files the list was read from, in the order in which they were applied.
  public var sources: [ListSource] = []
  /// What says how the files were read: another reading of the same files is another list.
  public var settingsDigest = ContentDigest(high: 0, low: 0)
  /// The checks that somebody chose to pass over when the list was taken in.
  public var acceptedGates: [String] = []

  public init(id: String, kind: ListKind, versionDate: CalendarDate? = nil) {
    self.id = id
    self.kind = kind
    self.versionDate = versionDate
  }

  /// The list and its version as evidence names it: `us-ftc@2026-11-20`.
  public var versionedID: String { Self.versionedID(id, versionDate) }

  /// The same for one of its areas, which may be of another day.
  public static func versionedID(_ id: String, _ versionDate: CalendarDate?) -> String {
    "\(id)@\(versionDate?.description ?? "undated")"
  }

  /// What the list speaks for, with the day of each prefix; empty if it declares no coverage.
  public var areas: [ListArea] {
    let dates = Dictionary(
      datedAreas.map { ($0.prefix, $0.versionDate) }, uniquingKeysWith: { first, _ in first })
    return coverage.map { ListArea(prefix: $0, versionDate: dates[$0] ?? versionDate) }
  }

  /// Sets what the list speaks for; its own day becomes that of the oldest area, nil if the day of
  /// any is not known.
  public mutating func setAreas(_ areas: [ListArea]) {
    coverage = areas.map(\.prefix)
    let dates = areas.compactMap(\.versionDate)
    let oldest = dates.count == areas.count ? dates.min() : nil
    versionDate = oldest
    datedAreas = areas.filter { $0.versionDate != oldest }
  }

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

  /// True if `prefix` may begin an international number: digits, the first of which is not 0.
  public static func isValid(prefix: String) -> Bool {
    (1...KeyRange.digitCountMax).contains(prefix.utf8.count) && prefix.utf8.first != 0x30
      && prefix.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }

  /// The longest id, in bytes: it stands in every rejected row.
  public static let idByteCountMax = 64
}
