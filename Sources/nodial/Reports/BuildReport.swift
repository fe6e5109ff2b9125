import PhoneNumbers
import SuppressionLists

/// What `build --json` says of the lists it read and the index it wrote.
struct BuildReport: Encodable {
  struct List: Encodable {
    var id: String
    var kind: String
    var versionDate: String?
    var rowCount: Int
    var unreadableRowCount: Int
    var expiredRowCount: Int
    var numberCount: Int
    var rangeCount: Int
    var sources: [RebuildReport.Record.Source]
  }

  struct Index: Encodable {
    var path: String
    var byteCount: Int
    /// The distinct numbers.
    var numberCount: Int
  }

  var nodial = programVersion
  var numberingPlan = NumberingPlan.version
  var durationSeconds: Double
  var index: Index
  var lists: [List]

  init(_ summary: IndexBuilder.Summary, path: String, seconds: Double) {
    durationSeconds = (seconds * 1000).rounded() / 1000
    index = Index(path: path, byteCount: summary.byteCount, numberCount: summary.numberCount)
    lists = summary.lists.map { list in
      List(
        id: list.id, kind: list.kind.name, versionDate: list.versionDate?.description,
        rowCount: list.rowCount, unreadableRowCount: list.unreadableRowCount,
        expiredRowCount: list.expiredRowCount, numberCount: list.numberCount,
        rangeCount: list.rangeCount,
        sources: list.sources.map { RebuildReport.Record.Source($0, isKeyed: false) })
    }
  }
}
