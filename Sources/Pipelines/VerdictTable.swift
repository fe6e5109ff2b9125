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

  /// The verdict for a number whose keys have these classes.
  ///
  /// - Parameter isNumber: False if the cell held no number that could be dialled.
  public func verdict(forClasses classes: [Int], isNumber: Bool) -> Verdict {
    let listed = Set(classes.flatMap { verdicts[$0].lists })
    if !listed.isEmpty { return Self.verdict(forLists: listed.sorted(), of: lists) }
    return isNumber ? Self.clear : Self.invalid
  }

  private static func verdict(forLists indexes: [Int], of lists: [SuppressionList]) -> Verdict {
    guard !indexes.isEmpty else { return clear }
    // An objection outranks a register: it may never be overridden.
    let isObjection = indexes.contains { lists[$0].kind == .objection }
    return Verdict(
      outcome: .listed, code: (isObjection ? ListKind.objection : .registry).code, lists: indexes,
      listsText: indexes.map { lists[$0].versionedID }.joined(separator: ";"))
  }
}

extension Normalization {
  /// True if the number could be dialled. Numbers of impossible length are looked up all the same,
  /// but never cleared.
  public var isDialable: Bool { grade.rawValue >= Grade.local.rawValue }
}
