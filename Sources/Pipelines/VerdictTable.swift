import PhoneNumbers
import SuppressionLists

/// The verdict for every class of an index, worked out once.
public struct VerdictTable: Sendable {
  /// A verdict as it is written: outcome, the dialers' letter, the lists as evidence.
  public struct Verdict: Sendable, Equatable {
    public var outcome: Outcome
    /// C clear, D registry, P own objection, I invalid.
    public var code: UInt8
    /// Indexes into the index's lists, ascending.
    public var lists: [Int]
    /// `us-ftc@2026-11-20;withdrawn@undated`.
    public var listsText: String
  }

  public static let clear = Verdict(
    outcome: .clear, code: UInt8(ascii: "C"), lists: [], listsText: "")
  public static let invalid = Verdict(
    outcome: .invalid, code: UInt8(ascii: "I"), lists: [], listsText: "")

  /// The verdicts of the classes; that of class 0 is ``clear``.
  public let verdicts: [Verdict]
  private let lists: [SuppressionList]

  public init(_ index: SuppressionIndex) {
    lists = index.lists
    verdicts = index.classes.map { [lists] in Self.verdict(forLists: $0, of: lists) }
  }

  /// A class that one of a row's keys was found to have, and why the row has that key.
  public struct Hit: Sendable, Equatable {
    public var classNumber: Int
    /// Nil for a number as it was written.
    public var reason: AliasReason?

    public init(classNumber: Int, reason: AliasReason? = nil) {
      self.classNumber = classNumber
      self.reason = reason
    }
  }

  /// The verdict for a row whose keys have these classes.
  ///
  /// A list that only a further key is on is followed by the reason for that key:
  /// `us-ftc@2026-11-20(alias:ar-mobile-9)`.
  ///
  /// - Parameters:
  ///   - hits: Class 0 is no hit.
  ///   - isNumber: False if there is no number that could be dialled.
  public func verdict(for hits: [Hit], isNumber: Bool) -> Verdict {
    var reasons: [Int: AliasReason] = [:]
    var listed: Set<Int> = []
    // Numbers as written first, so that no reason stands where none is needed.
    for hit in hits.filter({ $0.reason == nil }) + hits.filter({ $0.reason != nil }) {
      for list in verdicts[hit.classNumber].lists where listed.insert(list).inserted {
        reasons[list] = hit.reason
      }
    }
    guard !listed.isEmpty else { return isNumber ? Self.clear : Self.invalid }
    return Self.verdict(forLists: listed.sorted(), of: lists, reasons: reasons)
  }

  private static func verdict(
    forLists indexes: [Int], of lists: [SuppressionList], reasons: [Int: AliasReason] = [:]
  ) -> Verdict {
    guard !indexes.isEmpty else { return clear }
    // An objection outranks a register: it may never be overridden.
    let isObjection = indexes.contains { lists[$0].kind == .objection }
    return Verdict(
      outcome: .listed, code: (isObjection ? ListKind.objection : .registry).code, lists: indexes,
      listsText: indexes.map { list in
        lists[list].versionedID + (reasons[list].map { "(\($0.name))" } ?? "")
      }.joined(separator: ";"))
  }
}
