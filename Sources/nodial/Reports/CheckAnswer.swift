import ConsentLedger
import PhoneNumbers
import Pipelines
import SettingsReading
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
    /// granted, expired, refused, objected, withdrawn, waiting, quarantined, unshown or none
    var answer: String
    /// The verdict in a sentence, as a person is told it.
    var reason: String
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
  ///
  /// - Parameter listsText: As `nodial_lists` has it.
  mutating func add(
    _ question: LedgerQuestion, _ policy: VerdictPolicy, normalizer: Normalizer, _ text: [UInt8],
    listsText: String
  ) throws {
    var keys = CellKeys()
    normalizer.normalize(text.span, into: &keys)
    let standing = try question.ledger.standing(
      of: keys.key, in: question.scope, on: policy.callDate)
    let act = standing.restriction ?? standing.decisive
    let region = LineFacts(key: keys.key).region
    let state = CoverageMap(lists: [], policy: policy).state(of: keys.key)
    let hasEnded = listsText.hasPrefix("consent:expired")
    consent = Consent(
      answer: hasEnded ? "expired" : ConsentHistory.answer(standing, on: policy.callDate),
      reason: reason(
        question, act, region: region?.code, isNeeded: state.consentGroup != 0, listsText),
      event: act?.seq, since: act?.occurred?.description,
      until: standing.grant?.until?.description, isConfirmed: standing.isConfirmed,
      region: region?.code, isNeeded: state.consentGroup != 0,
      source: region.flatMap { question.policy.country($0.code)?.source }
        ?? "not verified, so a consent is asked for",
      brand: question.brand, audience: question.audience.rawValue,
      policyDigest: question.policy.digest)
  }

  /// The verdict in a sentence.
  ///
  /// - Parameter listsText: As `nodial_lists` has it.
  private func reason(
    _ question: LedgerQuestion, _ act: Act?, region: String?, isNeeded: Bool, _ listsText: String
  ) -> String {
    let lapse =
      listsText.hasPrefix("consent:") ? listsText.dropFirst("consent:".count) : nil
    let event = act.map { act in
      let day = act.occurred.map { " of \($0.date)" } ?? ""
      return "\(act.kind.name)\(day) (event \(act.seq))"
    }
    let place = region ?? "this country"
    let contact =
      question.scope.channel == .voice ? "calls to a \(question.audience.rawValue)" : "messages"
    switch outcome {
    case "listed" where listsText.hasPrefix("ledger-erased"):
      return "the person was erased, and must not be contacted"
    case "listed" where listsText.hasPrefix("ledger-"):
      return "the person said no: \(event ?? "the ledger")"
    case "listed": return "it is on a list: \(listsText)"
    case "invalid": return "it is no number that could be called"
    case "unconsented":
      let lack =
        switch lapse {
        case "none": "none is recorded"
        case "unconfirmed": "the second step of the one there is was not taken"
        case "unshown": "nothing shows the one that is recorded"
        case let lapse? where lapse.hasPrefix("quarantined:"):
          "the one there is came with the batch \(lapse.dropFirst("quarantined:".count)), which is quarantined"
        case let lapse?: "the one there was has \(lapse.replacing("@", with: " on "))"
        case nil: "none counts"
        }
      let law =
        isNeeded ? "\(contact) in \(place) need a consent, and " : "a consent is needed, and "
      return law + lack + (act.map { ": event \($0.seq)" } ?? "")
    case "stale", "uncovered": return "no list that is recent enough speaks for it"
    default: break
    }
    if code == "O" { return "it is on a register, which a consent overrides: \(event ?? "")" }
    if code == "E" { return "it is on a register, which a relationship overrides" }
    if isNeeded {
      return "\(contact) in \(place) need a consent, and there is one: \(event ?? "a relationship")"
    }
    return "\(contact) in \(place) need no consent, and nothing forbids it"
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
