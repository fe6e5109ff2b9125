import ConsentLedger
import Files
import PhoneNumbers
import SettingsReading
import SuppressionLists
import Verdicts

/// Answers `check` gives: a line a number.
struct NumberAnswers {
  let indexes: SuppressionIndexes
  let region: Region?
  let policy: VerdictPolicy
  /// What the ledger is asked; nil if none is.
  let question: LedgerQuestion?
  let isJSON: Bool
  private let normalizer: Normalizer
  /// Without a ledger, one for all numbers.
  private let check: NumberCheck?

  init(
    indexes: SuppressionIndexes, region: Region?, policy: VerdictPolicy, question: LedgerQuestion?,
    isJSON: Bool
  ) throws {
    self.indexes = indexes
    self.region = region
    self.policy = question?.requirements(policy) ?? policy
    self.question = question
    self.isJSON = isJSON
    normalizer = Normalizer(region: region)
    check =
      question == nil ? NumberCheck(indexes: indexes, region: region, policy: policy) : nil
  }

  /// Prints the answers to numbers as they were given.
  ///
  /// - Returns: Whether all are clear.
  func print(_ texts: [[UInt8]], to output: inout StandardOutput) throws -> Bool {
    let (check, lists) = try check.map { ($0, indexes.lists) } ?? asking(texts)
    var areAllClear = true
    for text in texts {
      var verdict = try check.verdict(for: text)
      // A scrub may know the encoding of its file; here nothing tells what such bytes mean.
      if verdict.outcome != .listed && String(validating: text, as: UTF8.self) == nil {
        verdict = VerdictTable.invalid
      }
      if verdict.outcome != .clear { areAllClear = false }
      if isJSON {
        var answer = CheckAnswer(text, verdict, lists: lists, normalizer: normalizer)
        if let question {
          try answer.add(
            question, policy, normalizer: normalizer, text, listsText: verdict.listsText)
        }
        try output.print(JSONText.line(answer))
        continue
      }
      // The number stands as it was given, but may not break the line.
      let number = String(
        String(decoding: text, as: UTF8.self).map { $0.isNewline || $0 == "\t" ? " " : $0 })
      let code = String(UnicodeScalar(verdict.code))
      try output.print(number, verdict.outcome.name, code, verdict.listsText)
    }
    return areAllClear
  }

  /// Asks the ledger for the people of these numbers, and of all that they may mean, alone.
  private func asking(_ texts: [[UInt8]]) throws -> (NumberCheck, [SuppressionList]) {
    var numbers: Set<UInt64> = []
    var keys = CellKeys()
    for text in texts {
      normalizer.normalize(text.span, into: &keys)
      numbers.insert(keys.key)
      numbers.formUnion(keys.extraKeys)
    }
    numbers.remove(0)
    let snapshot = try LedgerSnapshot(
      question!.ledger, scope: question!.scope, callDate: policy.callDate, numbers: numbers)
    let all = try snapshot.asked(beside: indexes)
    return (NumberCheck(indexes: all, region: region, policy: policy), all.lists)
  }
}
