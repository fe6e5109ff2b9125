import ListReading
import SuppressionLists

/// What a rebuild does with one list.
public struct ListPlan: Hashable, Sendable {
  public enum Decision: String, Hashable, Sendable {
    /// The index in force was made of these very files.
    case unchanged
    /// Files are added to what the index in force holds.
    case extended
    /// The files are read from the beginning.
    case reread = "read"
    /// There are no files, so the numbers of the index in force are kept.
    case carried
    /// There are neither files nor numbers.
    case skipped
  }

  public var id: String
  public var decision: Decision
  /// The files to read, in this order.
  public var files: [DeliveredFile] = []
  /// The files whose numbers are kept, if others are added to them.
  public var former: [DeliveredFile] = []
  /// The files that the list consists of afterwards, in the order in which they were read.
  public var sources: [ListSource] = []
  public var versionDate: CalendarDate?
  public var notes: [ListPlanNote] = []
  public var findings: [GateFinding] = []

  public init(id: String, decision: Decision) {
    self.id = id
    self.decision = decision
  }

  /// True if the numbers of the index in force are kept.
  public var isBased: Bool { decision != .reread && decision != .skipped }
}
