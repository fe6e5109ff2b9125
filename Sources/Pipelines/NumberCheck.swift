import PhoneNumbers
import SuppressionLists

/// Decides on single numbers, exactly as a scrub decides on a row.
public struct NumberCheck: Sendable {
  private let index: SuppressionIndex
  private let verdicts: VerdictTable
  private let normalizer: Normalizer

  /// - Parameter region: The default region of national numbers, or nil.
  public init(index: SuppressionIndex, region: Region?, policy: VerdictPolicy) {
    self.index = index
    verdicts = VerdictTable(index, policy: policy)
    normalizer = Normalizer(region: region)
  }

  /// The verdict on a number as somebody wrote it.
  public func verdict(for text: [UInt8]) throws(PipelineError) -> VerdictTable.Verdict {
    var batch = NumberBatch(capacity: 1)
    normalizer.normalize(text.span, into: &batch)
    var hits = [VerdictTable.Hit(classNumber: index.find(batch.keys[0]))]
    var numbers = [batch.keys[0]]
    for extra in 0..<batch.extraKeys.count {
      let reason = AliasReason(rawValue: batch.extraReasons[extra])
      hits.append(.init(classNumber: index.find(batch.extraKeys[extra]), reason: reason))
      if reason?.isAnotherNumber == true { numbers.append(batch.extraKeys[extra]) }
    }
    try index.checkAnswers()
    guard hits.allSatisfy({ $0.classNumber < verdicts.verdicts.count }) else {
      throw PipelineError(.damagedIndex(path: index.path), path: index.path)
    }
    // A number of impossible length is looked up all the same, but never cleared.
    return verdicts.verdict(for: hits, isNumber: batch.grade(at: 0) >= .local, numbers: numbers)
  }
}
