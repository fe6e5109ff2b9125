import PhoneNumbers
import Pipelines
import SuppressionLists
import Verdicts

/// What `check --json` says of a number, a line each.
struct CheckAnswer: Encodable {
  struct List: Encodable {
    var id: String
    var kind: String
    var versionDate: String?
    /// Why the number is on it under another writing, as in `nodial_lists`.
    var alias: String?
    var isStale: Bool
  }

  /// As it was given; bytes that are no UTF-8 are replaced.
  var number: String
  /// Left out if it is none.
  var e164: String?
  var outcome: String
  var code: String
  var lists: [List]

  /// - Parameter normalizer: That by which the verdict was found.
  init(
    _ text: [UInt8], _ verdict: VerdictTable.Verdict, lists all: [SuppressionList],
    normalizer: Normalizer
  ) {
    number = String(decoding: text, as: UTF8.self)
    var batch = NumberBatch(capacity: 1)
    normalizer.normalize(text.span, into: &batch)
    e164 = batch.keys[0] == 0 ? nil : PhoneNumber(key: batch.keys[0]).e164
    outcome = verdict.outcome.name
    code = String(UnicodeScalar(verdict.code))
    // The text has a part for every list, in their order: ID@DATE, and in brackets what is to be said.
    lists = zip(verdict.lists, verdict.listsText.split(separator: ";")).map { index, text in
      let list = all[index]
      let note = text.firstIndex(of: "(").map { String(text[$0...].dropFirst().dropLast()) }
      let isStale = verdict.outcome == .stale
      return List(
        id: list.id, kind: list.kind.name, versionDate: list.versionDate?.description,
        alias: isStale ? nil : note, isStale: isStale)
    }
  }
}
