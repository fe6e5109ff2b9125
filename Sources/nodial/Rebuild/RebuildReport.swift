import Files
import ListReading
import PhoneNumbers
import Pipelines
import Rebuilding
import SuppressionLists

/// What a run did, for the records and the metrics.
struct RebuildReport {
  let settingsPath: String
  let clock: Clock
  /// Whether the index has a key.
  var isKeyed = false
  /// The day that the run went by, in the zone of the settings.
  var today: CalendarDate
  /// The name of that zone.
  var zoneName = DayZone.utc.name
  /// The zones of lists that have another one, by their ids.
  var zonesOfLists: [String: String] = [:]
  var outcome: Rebuild.Summary?
  private(set) var error: String?
  /// True if something failed when the index was in force already, so that the run ends with 1.
  var hasFaultBehind = false

  init(settingsPath: String, clock: Clock, today: CalendarDate) {
    self.settingsPath = settingsPath
    self.clock = clock
    self.today = today
  }

  /// Takes note of the zones of the settings.
  ///
  /// - Parameter now: In seconds since 1970; nil if the run goes by another day than today.
  mutating func note(_ settings: RebuildSettings, now: Int?) {
    zoneName = settings.zone.name
    if let now { today = settings.zone.day(of: Int64(now)) }
    for list in settings.lists where list.request.zone != settings.zone {
      zonesOfLists[list.id] = list.request.zone.name
    }
  }

  mutating func fail(_ error: any Error) { self.error = "\(error)" }

  var refusedCount: Int { outcome?.findings.count { !$0.isAccepted } ?? 0 }

  /// True if the index in force holds all that is declared.
  var isSuccess: Bool {
    error == nil && outcome.map { $0.ending == .unchanged || $0.ending == .switched } ?? false
  }

  var ending: String { error == nil ? outcome?.ending.rawValue ?? "failed" : "failed" }

  /// Appends the record of the run, a line of JSON, and waits until it is on the disk.
  ///
  /// - Parameter access: Who may read the records.
  func append(
    to path: String, access: FileAccess, inForce: IndexState?, isTrial: Bool
  ) throws {
    // A trial changes nothing, so it is nothing to keep a record of.
    guard !isTrial else { return }
    try RecordFile(path: path, access: access).append(line(inForce: inForce))
  }
}

extension RebuildReport {
  /// The record of the run, a line of JSON.
  func line(inForce: IndexState?) -> String { JSONText.line(Record(self, inForce)) }

  /// The line of a run: what was decided on every list and why, of which files the index is.
  ///
  /// It holds no numbers. Keys are written in alphabetical order.
  struct Record: Encodable {
    struct Source: Encodable {
      var name: String
      var role: String
      var versionDate: String?
      var byteCount: Int
      /// Not of an index with a key: of a list of one number, it tells which it is.
      var xxh3: String?
      var rowCount: Int
      var unreadableRowCount: Int

      init(_ source: ListSource, isKeyed: Bool) {
        name = source.name
        role = source.role == .full ? "full" : "change"
        versionDate = source.versionDate?.description
        byteCount = source.byteCount
        xxh3 = isKeyed ? nil : source.digest.description
        rowCount = source.rowCount
        unreadableRowCount = source.unreadableRowCount
      }
    }

    struct List: Encodable {
      var id: String
      var decision: String
      var filesRead: [String]
      var notes: [String]
      var kind: String?
      var versionDate: String?
      var numberCount: Int?
      var formerNumberCount: Int?
      var formerVersionDate: String?
      var lostNumberCount: Int?
      var lostRangeCount: Int?
      var lostAreas: [LostArea]?
      var rowCount: Int?
      var unreadableRowCount: Int?
      var acceptedGates: [String]?
      var timezone: String?
      var sources: [Source]?
    }

    struct LostArea: Encodable {
      var prefix: String
      var lostNumberCount: Int
      var formerNumberCount: Int

      init(_ area: ListLoss.Area) {
        prefix = area.prefix
        lostNumberCount = area.lostCount
        formerNumberCount = area.formerCount
      }
    }

    /// A record is a line; the areas of a list may be more than a thousand.
    private static let lostAreaCountMax = 20

    struct Gate: Encodable {
      var gate: String
      var list: String?
      var isAccepted: Bool
      var message: String
    }

    struct Index: Encodable {
      var path: String
      var byteCount: Int?
      var numberCount: Int?
      var headerXXH3: String?
      var generation: UInt64?
    }

    var time: String
    var nodial = programVersion
    var numberingPlan = NumberingPlan.version
    var settings: String
    var today: String
    var timezone: String
    var durationSeconds: Double
    var ending: String
    var error: String?
    var index: Index?
    var formerIndex: String?
    var removedIndexes: [String]?
    var gates: [Gate]
    var lists: [List]

    init(_ report: RebuildReport, _ inForce: IndexState?) {
      time = report.clock.text
      settings = report.settingsPath
      today = report.today.description
      timezone = report.zoneName
      durationSeconds = (report.clock.secondsSince * 1000).rounded() / 1000
      ending = report.ending
      error = report.error
      index = inForce.map { state in
        Index(
          path: state.path, byteCount: state.byteCount, numberCount: state.numberCount,
          headerXXH3: state.digest?.description,
          generation: state.lineage.knownGeneration)
      }
      formerIndex = report.outcome?.kept
      removedIndexes = report.outcome.flatMap { $0.pruned.isEmpty ? nil : $0.pruned }
      gates = (report.outcome?.findings ?? []).map { finding in
        Gate(
          gate: finding.gate.name, list: finding.list, isAccepted: finding.isAccepted,
          message: finding.description)
      }
      lists =
        report.outcome.map {
          Self.lists($0, zones: report.zonesOfLists, isKeyed: report.isKeyed)
        } ?? []
    }

    private static func lists(
      _ outcome: Rebuild.Summary, zones: [String: String], isKeyed: Bool
    ) -> [List] {
      outcome.plan.lists.map { plan in
        let list = outcome.lists.first { $0.id == plan.id }
        let former = outcome.formerLists.first { $0.id == plan.id }
        let loss = outcome.losses[plan.id]
        return List(
          id: plan.id, decision: plan.decision.rawValue, filesRead: plan.files.map(\.name),
          notes: plan.notes.map(\.text), kind: list?.kind.name,
          versionDate: list?.versionDate?.description, numberCount: list?.numberCount,
          formerNumberCount: former?.numberCount,
          formerVersionDate: former?.versionDate?.description,
          lostNumberCount: loss?.lostNumberCount, lostRangeCount: loss?.lostRangeCount,
          lostAreas: loss.map { $0.lostAreas.prefix(Self.lostAreaCountMax).map(LostArea.init) },
          rowCount: list?.rowCount, unreadableRowCount: list?.unreadableRowCount,
          acceptedGates: list?.acceptedGates, timezone: zones[plan.id],
          sources: list?.sources.map { Source($0, isKeyed: isKeyed) })
      }
    }
  }
}
