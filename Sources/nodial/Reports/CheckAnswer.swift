import ConsentLedger
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
  /// Why, by the ledger; nil if none was asked.
  var consent: Consent?

  /// What decides on the contact of a number besides lists.
  struct Consent: Encodable {
    /// granted, refused, objected, withdrawn, waiting, quarantined or none
    var answer: String
    /// The event that says so; nil if there is none.
    var event: Int64?
    var since: String?
    var until: String?
    var isConfirmed: Bool
    /// The country of the number, two letters; nil if it is of none.
    var region: String?
    /// Whether the law there asks for a consent, of this channel and audience.
    var isNeeded: Bool
    /// Where it says so.
    var source: String
    var brand: String
    var audience: String
    var policyDigest: String
  }

  /// Adds how the person of the number stands in the ledger, and what the law of the country asks for.
  mutating func add(
    _ question: LedgerQuestion, _ policy: VerdictPolicy, normalizer: Normalizer, _ text: [UInt8]
  ) throws {
    var keys = CellKeys()
    normalizer.normalize(text.span, into: &keys)
    let standing = try question.ledger.standing(of: keys.key, in: question.scope)
    let act = standing.block ?? standing.grant ?? standing.quarantined
    let region = LineFacts(key: keys.key).region
    let state = CoverageMap(lists: [], policy: policy).state(of: keys.key)
    consent = Consent(
      answer: ConsentHistory.answer(standing), event: act?.seq, since: act?.occurred?.description,
      until: standing.grant?.until?.description, isConfirmed: standing.isConfirmed,
      region: region?.code, isNeeded: state.consentGroup != 0,
      source: region.flatMap { question.policy.country($0.code)?.source }
        ?? "not verified, so a consent is asked for",
      brand: question.brand, audience: question.audience.rawValue,
      policyDigest: question.policy.digest)
  }

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
