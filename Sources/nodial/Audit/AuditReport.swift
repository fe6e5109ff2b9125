import PhoneNumbers
import Pipelines
import SuppressionLists
import Verdicts

/// What an audit found: printed as text, as JSON, and as a page.
///
/// It holds no numbers.
struct AuditReport: Encodable {
  struct Column: Encodable {
    /// From 1.
    var position: Int
    /// Its header, unless that holds a number.
    var name: String?
    /// Why it is read: `header` or `option`.
    var reason: String
  }

  struct RegionCount: Encodable {
    /// Nil for numbers of no region, such as +800.
    var region: String?
    var count: Int
  }

  /// Numbers that are dialled by mistake only.
  struct Finding: Encodable {
    var kind: String
    var count: Int
    var description: String
  }

  struct List: Encodable {
    var id: String
    var kind: String
    var versionDate: String?
    var isStale: Bool
    var blockedRowCount: Int
  }

  /// One of several indexes.
  struct File: Encodable {
    var path: String
    var numberCount: Int
    /// How many of the lists are its own: the first so many behind those of the files before it.
    var listCount: Int
  }

  struct Index: Encodable {
    /// Nil if there are several.
    var path: String?
    var numberCount: Int?
    /// The indexes, in order; nil if there is one.
    var files: [File]?
    var callDate: String
    var channel: String?
    var purpose: String?
    /// Rows by outcome, as of a scrub.
    var outcomes: [String: Int]
    var lists: [List]
  }

  var nodial = programVersion
  var numberingPlan = NumberingPlan.version
  var started: String
  var durationSeconds: Double
  var path: String
  var columns: [Column]
  var region: String?
  /// `option` or `index`.
  var regionReason: String?
  var rowCount: Int
  var cellCount: Int
  var emptyCellCount: Int
  var severalNumberCellCount: Int
  var numberCount: Int
  var distinctNumberCount: Int
  /// The numbers that stood in an earlier cell already.
  var repeatedNumberCount: Int
  /// Cells by the grade of their first number.
  var grades: [String: Int]
  /// Numbers by region, the most frequent first.
  var regions: [RegionCount]
  /// Numbers by kind of line.
  var kinds: [String: Int]
  /// Cells without a number, by reason.
  var rejections: [String: Int]
  /// Cells by what was done to find their number.
  var mended: [String: Int]
  var neverDial: [Finding]
  var index: Index?

  init(
    _ counts: inout AuditCounts, path: String, columns: [Column], region: Region?,
    regionReason: String, indexes: SuppressionIndexes?, policy: VerdictPolicy, started: Clock
  ) {
    self.path = path
    self.columns = columns
    self.region = region?.code
    self.regionReason = region == nil ? nil : regionReason
    rowCount = counts.rowCount
    cellCount = counts.cellCount
    emptyCellCount = counts.emptyCellCount
    severalNumberCellCount = counts.severalNumberCellCount
    numberCount = counts.numberCount
    distinctNumberCount = counts.distinctNumberCount()
    repeatedNumberCount = numberCount - distinctNumberCount
    let counts = counts
    func table<Key>(_ keys: [Key], _ name: (Key) -> String, _ count: (Key) -> Int) -> [String: Int]
    {
      Dictionary(uniqueKeysWithValues: keys.map { (name($0), count($0)) })
    }
    grades = table(Grade.allCases, \.name, counts.count)
    kinds = table(LineKind.allCases, \.name, counts.count)
    rejections = table(Rejection.allCases.filter { $0 != .none }, \.code, counts.count)
    mended = ["cleaned": counts.cleanedCellCount, "rescued": counts.rescuedCellCount]
    regions = counts.regionCounts.map { RegionCount(region: $0.region?.code, count: $0.count) }
    let findings = [
      Finding(
        kind: LineKind.premiumRate.name, count: counts.count(LineKind.premiumRate),
        description: "premium-rate numbers"),
      Finding(
        kind: LineKind.sharedCost.name, count: counts.count(LineKind.sharedCost),
        description: "shared-cost numbers"),
      Finding(
        kind: ShortNumberKind.emergency.name, count: counts.count(ShortNumberKind.emergency),
        description: "emergency numbers"),
      Finding(
        kind: ShortNumberKind.premiumRate.name,
        count: counts.count(ShortNumberKind.premiumRate), description: "premium-rate short codes"),
      Finding(
        kind: ShortNumberKind.other.name, count: counts.count(ShortNumberKind.other),
        description: "short codes"),
    ]
    neverDial = findings.filter { $0.count > 0 }
    index = zip(indexes, counts.verdicts).map { indexes, verdicts in
      let files = indexes.indexes.map {
        File(path: $0.path, numberCount: $0.numberCount, listCount: $0.lists.count)
      }
      let single = files.count == 1 ? files[0] : nil
      return Index(
        path: single?.path, numberCount: single?.numberCount, files: single == nil ? files : nil,
        callDate: policy.callDate.description, channel: policy.channel?.names.first,
        purpose: policy.purpose,
        outcomes: table(Outcome.allCases, \.name, verdicts.count),
        lists: zip(indexes.lists, verdicts.lists).map { list, count in
          List(
            id: list.id, kind: list.kind.name, versionDate: list.versionDate?.description,
            isStale: list.isStale(on: policy.callDate), blockedRowCount: count)
        })
    }
    self.started = started.text
    durationSeconds = (started.secondsSince * 1000).rounded() / 1000
  }
}

/// Both, or nil if one is missing.
private func zip<First, Second>(_ first: First?, _ second: Second?) -> (First, Second)? {
  if let first, let second { return (first, second) }
  return nil
}

/// The counts of a report in the order in which people want to read them.
struct AuditSection {
  var title: String
  /// What is counted: `numbers`, `cells`, `rows`.
  var unit: String
  /// What a share is of.
  var total: Int
  var counts: [(name: String, count: Int)]

  /// The sections of a report; those that hold nothing are left out.
  static func all(of report: AuditReport) -> [AuditSection] {
    func counts<Key>(_ keys: [Key], _ name: (Key) -> String, in table: [String: Int])
      -> [(name: String, count: Int)]
    {
      keys.map { (name: name($0), count: table[name($0)] ?? 0) }
    }
    let mended = ["cleaned", "rescued"].map { (name: $0, count: report.mended[$0] ?? 0) }
    let rejections = counts(
      Rejection.allCases.filter { ![.none, .empty].contains($0) }, \.code, in: report.rejections)
    var sections = [
      AuditSection(
        title: "grade", unit: "cells", total: report.cellCount,
        counts: counts(Grade.allCases.reversed(), \.name, in: report.grades)),
      AuditSection(
        title: "region", unit: "numbers", total: report.numberCount,
        counts: report.regions.map { (name: $0.region ?? "none", count: $0.count) }),
      AuditSection(
        title: "kind of line", unit: "numbers", total: report.numberCount,
        counts: counts(LineKind.allCases.reversed(), \.name, in: report.kinds)),
      AuditSection(
        title: "damage", unit: "cells", total: report.cellCount, counts: mended + rejections),
    ]
    if let index = report.index {
      sections.append(
        AuditSection(
          title: "outcome", unit: "rows", total: report.rowCount,
          counts: counts(Outcome.allCases, \.name, in: index.outcomes)))
      sections.append(
        AuditSection(
          title: "list", unit: "rows", total: report.rowCount,
          counts: index.lists.map { list in
            let note = list.isStale ? ", stale" : ""
            return (
              name: "\(list.id)@\(list.versionDate ?? "undated") (\(list.kind)\(note))",
              count: list.blockedRowCount
            )
          }))
    }
    for place in sections.indices where sections[place].title != "list" {
      sections[place].counts.removeAll { $0.count == 0 }
    }
    return sections.filter { !$0.counts.isEmpty }
  }

  /// `12.34 %` of the total.
  func share(_ count: Int) -> String {
    total == 0 ? "-" : "\(Text.decimal(Double(count) * 100 / Double(total))) %"
  }
}
