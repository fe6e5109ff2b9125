import PhoneNumbers
import SuppressionLists

/// Decides on single numbers, exactly as a scrub decides on a row.
///
/// ```
/// var keys = CellKeys()
/// for number in numbers { answer(try check.verdict(for: number.span, using: &keys)) }
/// try check.checkAnswers()
/// ```
public struct NumberCheck: Sendable {
  private let indexes: SuppressionIndexes
  /// The only index, if there is one.
  private let single: SuppressionIndex?
  private let verdicts: VerdictTable
  private let normalizer: Normalizer

  /// - Parameter region: The default region of national numbers, or nil.
  public init(indexes: SuppressionIndexes, region: Region?, policy: VerdictPolicy) {
    self.init(
      indexes: indexes, normalizer: Normalizer(region: region),
      verdicts: VerdictTable(indexes, policy: policy))
  }

  /// - Parameter verdicts: Those of the indexes.
  init(indexes: SuppressionIndexes, normalizer: Normalizer, verdicts: VerdictTable) {
    self.indexes = indexes
    single = indexes.single
    self.verdicts = verdicts
    self.normalizer = normalizer
  }

  /// - Parameter region: The default region of national numbers, or nil.
  public init(index: SuppressionIndex, region: Region?, policy: VerdictPolicy) {
    self.init(indexes: SuppressionIndexes(index), region: region, policy: policy)
  }

  /// The verdict on a number as somebody wrote it.
  public func verdict(for text: [UInt8]) throws(IndexError) -> VerdictTable.Verdict {
    var keys = CellKeys()
    do {
      let verdict = try verdict(for: text.span, using: &keys)
      try checkAnswers()
      return verdict
    } catch {
      // What looks damaged may be an index that was written to, which says more.
      try checkAnswers()
      throw error
    }
  }

  /// The same, in memory that is used again, and without asking whether the indexes are still those
  /// that were opened: that is a call of the system, which takes ten times as long. Who acts on
  /// verdicts calls ``checkAnswers()`` after the last of them.
  ///
  /// - Complexity: O(1). With one index nothing is allocated for a number in a usual writing, on any list
  ///   or none.
  public func verdict(
    for text: Span<UInt8>, using keys: inout CellKeys
  ) throws(IndexError) -> VerdictTable.Verdict {
    normalizer.normalize(text, into: &keys)
    guard let single else { return try verdict(for: keys) }
    let classNumber = try classNumber(of: keys.key, in: single)
    // A number of impossible length is looked up all the same, but never cleared.
    let isNumber = keys.grade >= .local
    if keys.extraKeys.isEmpty {
      return verdicts.verdict(forClass: classNumber, isNumber: isNumber, number: keys.key)
    }
    var hits = [VerdictTable.Hit(classNumber: classNumber)]
    var numbers = [verdicts.unlisted(keys.key, classNumber: classNumber)]
    for (key, reason) in zip(keys.extraKeys, keys.extraReasons) {
      let classNumber = try self.classNumber(of: key, in: single)
      hits.append(.init(classNumber: classNumber, reason: reason))
      if reason.isAnotherNumber {
        numbers.append(verdicts.unlisted(key, classNumber: classNumber))
      }
    }
    return verdicts.verdict(for: hits, isNumber: isNumber, numbers: numbers)
  }

  /// The same by several indexes, each of which may have a class of each key.
  private func verdict(for keys: borrowing CellKeys) throws(IndexError) -> VerdictTable.Verdict {
    let ground = try ground(of: keys.key)
    var hits: [(blocking: [Int], reason: String?)] = [(ground.blocking, nil)]
    var numbers = [VerdictTable.Unlisted(number: keys.key, ground: ground)]
    for (key, reason) in zip(keys.extraKeys, keys.extraReasons) {
      let ground = try self.ground(of: key)
      hits.append((ground.blocking, reason.name))
      if reason.isAnotherNumber { numbers.append(.init(number: key, ground: ground)) }
    }
    return verdicts.verdict(for: hits, isNumber: keys.grade >= .local, numbers: numbers)
  }

  /// What the lists of a key in all indexes come to.
  private func ground(of key: UInt64) throws(IndexError) -> VerdictTable.Ground {
    var lists: Set<Int> = []
    let classes = indexes.classes
    try indexes.findVerified(key) { lists.formUnion(classes[$0]) }
    return verdicts.ground(of: lists.sorted())
  }

  /// Fails unless all verdicts so far are of the indexes that were opened.
  public func checkAnswers() throws(IndexError) { try indexes.checkUnchanged() }

  private func classNumber(
    of key: UInt64, in index: SuppressionIndex
  ) throws(IndexError) -> Int {
    let classNumber = try index.findVerified(key)
    guard classNumber < verdicts.verdicts.count else {
      throw IndexError(.unknownClass, path: index.path)
    }
    return classNumber
  }
}
