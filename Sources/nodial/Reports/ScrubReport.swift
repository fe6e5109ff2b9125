import ConsentLedger
import Files
import Keys
import PhoneNumbers
import Pipelines
import SuppressionLists
import Verdicts

/// The record of a scrub: which list of which date cleared and blocked how many rows of which bytes.
///
/// It holds no numbers. Keys are written in alphabetical order.
struct ScrubReport: Encodable {
  struct File: Encodable {
    var path: String
    var byteCount: Int
    var xxh3: String?

    init(_ file: FileResult) {
      path = file.path
      byteCount = file.byteCount
      xxh3 = file.digest?.description
    }
  }

  struct List: Encodable {
    var id: String
    var kind: String
    var versionDate: String?
    /// On the call date; negative if the list is dated later.
    var ageDays: Int?
    var maxAgeDays: Int?
    var isStale: Bool
    /// False if the list is about other channels or purposes.
    var applies: Bool
    /// The prefixes it speaks for; 0 if it declares none.
    var coverageCount: Int
    /// All, if there are none.
    var channels: [String]
    var purposes: [String]
    var numberCount: Int
    var sourceByteCount: Int
    var sourceXXH3: String
    var blockedRowCount: Int

    init(_ list: SuppressionList, policy: VerdictPolicy, blockedRowCount: Int) {
      id = list.id
      kind = list.kind.name
      versionDate = list.versionDate?.description
      ageDays = list.age(on: policy.callDate)
      maxAgeDays = list.ageDayCountMax
      isStale = list.isStale(on: policy.callDate)
      applies = policy.applies(list)
      coverageCount = list.coverage.count
      channels = list.channels.names
      purposes = list.purposes
      numberCount = list.numberCount
      sourceByteCount = list.sourceByteCount
      sourceXXH3 = list.sourceDigest.description
      self.blockedRowCount = blockedRowCount
    }
  }

  struct Index: Encodable {
    var path: String
    var byteCount: Int
    var headerXXH3: String
    var numberCount: Int
    var numberingPlan: String
    var lists: [List]
  }

  /// The ledger that was asked.
  struct Ledger: Encodable {
    struct List: Encodable {
      var id: String
      var kind: String
      var versionDate: String?
      var numberCount: Int
      var blockedRowCount = 0
    }

    var path: String
    var id: String
    /// Its last seal: every report is a witness of it.
    var size: Int64
    var head: String
    var subjectCount: Int
    var brand: String
    var audience: String
    var policyDigest: String
    var lists: [List]

    init(_ snapshot: LedgerSnapshot, _ question: LedgerQuestion) {
      path = question.ledger.path
      id = Hexadecimal.text(question.ledger.id)
      size = snapshot.head.size
      head = snapshot.head.hash.description
      subjectCount = snapshot.subjectCount
      brand = question.brand
      audience = question.audience.rawValue
      policyDigest = question.policy.digest
      lists = snapshot.overlay.lists.map { list in
        List(
          id: list.id, kind: list.kind.name, versionDate: list.versionDate?.description,
          numberCount: list.numberCount)
      }
    }
  }

  var nodial = programVersion
  var numberingPlan = NumberingPlan.version
  var started: String
  var durationSeconds: Double
  var rowCount: Int
  var outcomes: [String: Int]
  var callDate: String
  var channel: String?
  var purpose: String?
  /// True if no number may be repeated.
  var isUnique = false
  /// True if a listed number in any cell counts.
  var readsEveryColumn = false
  var phoneColumns: [Int]
  var region: String?
  var input: File
  var output: File
  var rejected: File?
  /// What was asked; nil if there are several.
  var index: Index?
  /// What was asked, in order; nil if there is one.
  var indexes: [Index]?
  /// Nil if none was asked.
  var ledger: Ledger?
  /// True if the settings name a ledger, and --without-ledger was typed.
  var isWithoutLedger: Bool?

  init(
    _ summary: Scrub.Summary, indexes: [SuppressionIndex], policy: VerdictPolicy,
    columns: NumberColumns, started: Clock
  ) {
    self.started = started.text
    durationSeconds = (started.secondsSince * 1000).rounded() / 1000
    rowCount = summary.counts.rowCount
    outcomes = Dictionary(
      uniqueKeysWithValues: Outcome.allCases.map { ($0.name, summary.counts.count($0)) })
    callDate = policy.callDate.description
    channel = policy.channel?.names.first
    purpose = policy.purpose
    phoneColumns = columns.phoneColumns.map { $0 + 1 }
    region = columns.region?.code
    input = File(summary.input)
    output = File(summary.output)
    rejected = summary.rejected.map(File.init)
    var counts = summary.counts.lists[...]
    let asked = indexes.map { index in
      defer { counts = counts.dropFirst(index.lists.count) }
      return Index(
        path: index.path, byteCount: index.byteCount, headerXXH3: index.digest.description,
        numberCount: index.numberCount, numberingPlan: index.metadataVersion,
        lists: zip(index.lists, counts).map { list, count in
          List(list, policy: policy, blockedRowCount: count)
        })
    }
    index = asked.count == 1 ? asked[0] : nil
    self.indexes = asked.count == 1 ? nil : asked
  }

  /// Says what the ledger had to do with it.
  mutating func add(_ ledger: Ledger?, isWithoutLedger: Bool, _ counts: ScrubCounts) {
    if isWithoutLedger { self.isWithoutLedger = true }
    guard var ledger else { return }
    // Its lists are behind those of the indexes.
    let first = counts.lists.count - ledger.lists.count
    for place in ledger.lists.indices where first >= 0 {
      ledger.lists[place].blockedRowCount = counts.lists[first + place]
    }
    self.ledger = ledger
  }

  /// Writes the report to `file` and publishes it.
  func write(to file: OutputFile, isSynced: Bool) throws(PipelineError) {
    let bytes = Array((JSONText.indented(self) + "\n").utf8)
    do throws(FileError) {
      try file.write(bytes.span)
      try file.publish(isSynced: isSynced)
    } catch {
      throw PipelineError(.file(error), path: file.path)
    }
  }
}
