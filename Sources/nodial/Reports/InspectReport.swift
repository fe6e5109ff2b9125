import SuppressionLists

/// What `inspect --json` says of an index.
struct InspectReport: Encodable {
  struct Table: Encodable {
    /// `+1` or `other`: the numbers it is for.
    var numbers: String
    var numberCount: Int
    var lineCount: Int
    var slotCount: Int
    var sideNumberCount: Int
  }

  struct List: Encodable {
    var id: String
    var kind: String
    var versionDate: String?
    var ageDays: Int?
    var maxAgeDays: Int?
    /// Negative if it is stale.
    var daysLeft: Int?
    var isStale: Bool
    var isEmpty: Bool
    var numberCount: Int
    var rangeCount: Int
    /// The prefixes it speaks for; none if it declares none.
    var coverage: [String]
    /// All, if there are none.
    var channels: [String]
    var purposes: [String]
    var rowCount: Int
    var unreadableRowCount: Int
    var sourceByteCount: Int
    var sourceXXH3: String
  }

  var nodial = programVersion
  var path: String
  var numberCount: Int
  var byteCount: Int
  var region: String?
  var numberingPlan: String
  var headerXXH3: String
  /// How many rebuilds changed it; nil if none made it.
  var generation: UInt64?
  /// The digest of the index that it replaced.
  var parentXXH3: String?
  /// The sets of lists that numbers are on.
  var setCount: Int
  var callDate: String
  var tables: [Table]
  var lists: [List]

  init(_ index: SuppressionIndex, callDate: CalendarDate) {
    path = index.path
    numberCount = index.numberCount
    byteCount = index.byteCount
    region = index.region.isEmpty ? nil : index.region
    numberingPlan = index.metadataVersion
    headerXXH3 = index.digest.description
    generation = index.lineage.knownGeneration
    parentXXH3 = index.lineage.parent?.description
    setCount = index.classes.count - 1
    self.callDate = callDate.description
    tables = index.tables.map { table in
      Table(
        numbers: table.domain.name, numberCount: table.numberCount,
        lineCount: table.lineCount, slotCount: table.layout.slotCount,
        sideNumberCount: table.sideEntryCount)
    }
    lists = index.lists.map { list in
      List(
        id: list.id, kind: list.kind.name, versionDate: list.versionDate?.description,
        ageDays: list.age(on: callDate), maxAgeDays: list.ageDayCountMax,
        daysLeft: list.daysLeft(on: callDate), isStale: list.isStale(on: callDate),
        isEmpty: list.isEmpty, numberCount: list.numberCount, rangeCount: list.rangeCount,
        coverage: list.coverage, channels: list.channels.names, purposes: list.purposes,
        rowCount: list.rowCount, unreadableRowCount: list.unreadableRowCount,
        sourceByteCount: list.sourceByteCount, sourceXXH3: list.sourceDigest.description)
    }
  }
}

extension CodeDomain {
  /// The short name in reports.
  var name: String {
    switch self {
    case .northAmerican: "+1"
    case .international: "other"
    case .keyed: "keyed"
    }
  }
}
