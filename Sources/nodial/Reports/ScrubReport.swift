import ConsentLedger
import Files
import FoundationEssentials
import Keys
import PhoneNumbers
import Pipelines
import SettingsReading
import SuppressionLists
import Verdicts

/// The record of a scrub: which list of which date cleared and blocked how many rows of which bytes.
///
/// It holds no numbers. Keys are written in alphabetical order.
struct ScrubReport: Codable {
  struct File: Codable {
    var path: String
    var byteCount: Int
    var xxh3: String?
    /// Of a scrub with a certificate.
    var sha256: String?

    init(_ file: FileResult) {
      path = file.path
      byteCount = file.byteCount
      xxh3 = file.digests?.xxh3.description
      sha256 = file.digests?.sha256?.description
    }
  }

  struct List: Codable {
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
    /// Left out if the index has a key: who has the digest could try short lists against it.
    var sourceXXH3: String?
    var blockedRowCount: Int

    init(_ list: SuppressionList, isKeyed: Bool, policy: VerdictPolicy, blockedRowCount: Int) {
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
      sourceXXH3 = isKeyed ? nil : list.sourceDigest.description
      self.blockedRowCount = blockedRowCount
    }
  }

  struct Index: Codable {
    var path: String
    var byteCount: Int
    var headerXXH3: String
    /// Of a scrub with a certificate: of the whole file.
    var sha256: String?
    var numberCount: Int
    var numberingPlan: String
    var lists: [List]
  }

  /// The ledger that was asked.
  struct Ledger: Codable {
    struct List: Codable {
      var id: String
      var kind: String
      var versionDate: String?
      /// Those of the compiled index and of what is newer: people of whom something was recorded since are in both.
      var numberCount: Int
      var blockedRowCount: Int
    }

    var path: String
    /// The index of an earlier state that was asked too; nil if all people were read.
    var compiledPath: String?
    var id: String
    /// Its last seal: every report is a witness of it.
    var size: Int64
    var head: String
    /// The event that says of this scrub what the report says; nil if it could not be recorded.
    var event: Int64?
    var subjectCount: Int
    var brand: String
    /// The batch that the campaign came with; nil if nobody said one.
    var source: String?
    var audience: String
    var policyDigest: String
    var lists: [List] = []

    init(_ snapshot: LedgerSnapshot, _ question: LedgerQuestion) {
      path = question.ledger.path
      compiledPath = snapshot.index?.path
      id = Hexadecimal.text(question.ledger.id)
      size = snapshot.head.size
      head = snapshot.head.hash.description
      subjectCount = snapshot.subjectCount
      brand = question.brand
      audience = question.audience.rawValue
      policyDigest = question.policy.digest
    }

    /// Sums its lists up: those that block by their names, the others, which may be of any day, by their kinds.
    mutating func add(_ all: ArraySlice<SuppressionList>, _ counts: ArraySlice<Int>) {
      var places: [String: Int] = [:]
      for (list, count) in zip(all, counts) {
        let id = list.kind.blocks ? list.id : "ledger-\(list.kind.name)"
        guard let place = places[id] else {
          places[id] = lists.count
          let date = list.kind.blocks ? list.versionDate?.description : nil
          lists.append(
            List(
              id: id, kind: list.kind.name, versionDate: date, numberCount: list.numberCount,
              blockedRowCount: count))
          continue
        }
        lists[place].numberCount += list.numberCount
        lists[place].blockedRowCount += count
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

  /// - Parameter indexHashes: Of the indexes, in order, for a certificate; nil without one.
  init(
    _ summary: Scrub.Summary, indexes: [SuppressionIndex], indexHashes: [Hash]?,
    policy: VerdictPolicy,
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
    let asked = indexes.enumerated().map { place, index in
      defer { counts = counts.dropFirst(index.lists.count) }
      return Index(
        path: index.path, byteCount: index.byteCount, headerXXH3: index.digest.description,
        sha256: indexHashes?[place].description,
        numberCount: index.numberCount, numberingPlan: index.metadataVersion,
        lists: zip(index.lists, counts).map { list, count in
          List(
            list, isKeyed: index.keyID != nil, policy: policy, blockedRowCount: count)
        })
    }
    index = asked.count == 1 ? asked[0] : nil
    self.indexes = asked.count == 1 ? nil : asked
  }

  /// The report of a line of JSON; nil if it is none.
  init?(line: String) {
    guard let report = try? JSONDecoder().decode(ScrubReport.self, from: Data(line.utf8)) else {
      return nil
    }
    self = report
  }

  /// What was asked, in order, whether one or several.
  var askedIndexes: [Index] { index.map { [$0] } ?? indexes ?? [] }

  /// Says what the ledger had to do with it.
  ///
  /// - Parameter fileCount: The indexes that are no ledger's.
  mutating func add(
    _ ledger: Ledger?, isWithoutLedger: Bool, _ indexes: SuppressionIndexes, fileCount: Int,
    _ counts: ScrubCounts
  ) {
    if isWithoutLedger { self.isWithoutLedger = true }
    guard var ledger else { return }
    let first = indexes.indexes.prefix(fileCount).map(\.lists.count).reduce(0, +)
    ledger.add(indexes.lists[first...], counts.lists[first...])
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
