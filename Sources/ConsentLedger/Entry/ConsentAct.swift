import SuppressionLists
import Texts

/// Something that a person did, or that was learnt of one, as it is entered.
public struct ConsentAct: Sendable {
  public var kind: EventKind
  /// The E.164 digits.
  public var number: UInt64
  /// Nil for all brands.
  public var brand: String?
  /// Nil for all purposes.
  public var purpose: String?
  /// Empty for all channels.
  public var channels: ListChannels = []
  public var occurred: Moment?
  public var until: Moment?
  public var batch: String?
  /// The consent is from a file, not of the person at the time.
  public var isImported = false
  /// The person knew of the objection, and takes it back.
  public var liftsObjection = false
  /// What shows it, by the names of ``evidenceNames``.
  public var evidence: [(name: String, text: String)] = []

  public init(kind: EventKind, number: UInt64) {
    self.kind = kind
    self.number = number
  }

  /// What may be said of an act besides, in the order of exports.
  public static let evidenceNames = [
    "basis", "via", "act", "notice", "wording", "language", "certificate", "request_id", "ip",
    "agent",
    "url", "confirmed_at", "evidence_file", "supplier", "source", "relationship_kind", "campaign",
    "reason",
    "actor",
  ]
  /// The reason of a withdrawal by a message that is not certain to be one.
  public static let nearReason = "reply: near"
  /// The reason of a restriction in the place of an erasure.
  public static let erasureReason = "to be erased"
  /// Of these, what shows that a person did it: a way of contact alone does not.
  static let proofNames = [
    "act", "wording", "certificate", "request_id", "ip", "url", "evidence_file",
  ]
  /// The ways by which a person acts.
  public static let ways = [
    "web", "app", "paper", "call", "sms", "whatsapp", "email", "in-person", "import",
  ]

  func text(_ name: String) -> String? { evidence.first { $0.name == name }?.text }
}

/// Why an act is not taken.
public enum ActRefusal: Error, Equatable, Sendable {
  /// A consent must name a brand, a purpose and its channels.
  case incompleteScope(missing: String)
  /// A consent for something that was never declared.
  case unknown(kind: Register.Kind, name: String)
  case unknownWay(String)
  /// A consent that is said to have been given later than now.
  case inFuture
  /// A consent that ends before it begins.
  case endsBeforeItBegins
  /// It is to lift an objection, and nothing shows that the person said so.
  case liftsWithoutEvidence
  /// A restriction that is to end later.
  case releaseInFuture
  /// A restriction is of everything.
  case restrictionHasNoScope
  /// The person was erased, and it does not say that they take that back.
  case erased
  /// The same name of evidence, twice.
  case evidenceTwice(name: String)
  /// The second step is said to be of a moment that cannot be read.
  case confirmationUnreadable
  /// The second step is said to be before the first, or later than now.
  case confirmationOutOfOrder
  /// Nobody can have consented so long ago.
  case tooLongAgo
  /// What it rests on is something else than a consent.
  case otherBasis
}

extension ActRefusal: CustomStringConvertible {
  public var description: String {
    switch self {
    case .incompleteScope(let missing): "a consent is for one \(missing), which is not named"
    case .unknown(let kind, let name): "the \(kind.name) \"\(name)\" is not declared"
    case .unknownWay(let way):
      "there is no way of contact \"\(way)\"; they are \(ConsentAct.ways.joined(separator: ", "))"
    case .inFuture: "a consent cannot have been given later than now"
    case .endsBeforeItBegins: "the consent ends before it begins"
    case .liftsWithoutEvidence:
      "an objection is lifted only by the person: say via, and what shows it (act, wording, request_id, …)"
    case .releaseInFuture: "a restriction cannot have ended later than now"
    case .restrictionHasNoScope:
      "a restriction is of everything; name no brand, purpose or channel"
    case .erased:
      "the person was erased, and is not recorded anew but by a consent of their own with --lifts-objection and evidence"
    case .evidenceTwice(let name): "\(name) is said twice; say it once"
    case .confirmationUnreadable:
      "confirmed_at cannot be read; write it as 2026-11-20T10:11:12Z"
    case .confirmationOutOfOrder:
      "confirmed_at is before the consent, or later than now"
    case .otherBasis:
      "what rests on another basis is no consent; leave basis out, or enter a relationship"
    case .tooLongAgo: "a consent cannot have been given before 1990"
    }
  }
}

extension ConsentAct {
  /// Clocks differ by minutes.
  static let clockDifference = 300 * Moment.secondMicroseconds

  /// Refuses what a consent must not be. Whatever forbids is always taken, unless it says one thing twice, which no event can
  /// hold.
  public func check(_ register: Register, now: Moment) throws(ActRefusal) {
    for (place, item) in evidence.enumerated()
    where evidence[..<place].contains(where: { $0.name == item.name }) {
      throw .evidenceTwice(name: item.name)
    }
    if kind == .release, let occurred,
      occurred > Moment(microseconds: now.microseconds + Self.clockDifference)
    {
      throw .releaseInFuture
    }
    if [.restrict, .release].contains(kind), brand != nil || purpose != nil || !channels.isEmpty {
      throw .restrictionHasNoScope
    }
    guard kind.isPermitting else { return }
    guard let brand else { throw .incompleteScope(missing: "brand") }
    guard let purpose else { throw .incompleteScope(missing: "purpose") }
    guard !channels.isEmpty else { throw .incompleteScope(missing: "channel") }
    if register.item(.brand, brand) == nil { throw .unknown(kind: .brand, name: brand) }
    if register.item(.purpose, purpose) == nil { throw .unknown(kind: .purpose, name: purpose) }
    if let batch, register.item(.batch, batch) == nil { throw .unknown(kind: .batch, name: batch) }
    if let way = text("via"), !Self.ways.contains(way) { throw .unknownWay(way) }
    if let basis = text("basis"), !Self.isConsent(basis) { throw .otherBasis }
    let latest = Moment(microseconds: now.microseconds + Self.clockDifference)
    if let occurred, occurred > latest { throw .inFuture }
    if let occurred, occurred < Moment.earliest { throw .tooLongAgo }
    if let text = text("confirmed_at") {
      guard let confirmed = Moment(text) else { throw .confirmationUnreadable }
      guard isConfirmed, confirmed <= latest else { throw .confirmationOutOfOrder }
    }
    if let until, until <= occurred ?? now { throw .endsBeforeItBegins }
    if liftsObjection, !hasEvidence { throw .liftsWithoutEvidence }
  }

  /// True if a basis is consent, as GDPR 6(1)(a) is named.
  private static func isConsent(_ basis: String) -> Bool {
    let word = basis.lowercased().filter { $0.isLetter || $0.isNumber }
    return word.holds("consent") || word.holds("einwilligung") || word.holds("optin")
      || word.hasSuffix("a61a") || word.hasSuffix("61a")
  }

  /// True if it is of the person, and something shows it.
  var hasEvidence: Bool {
    guard !isImported, let way = text("via"), way != "import" else { return false }
    return isShown
  }

  /// True if something shows it. A consent that nothing shows permits nothing, unless it is of a complete batch.
  public var isShown: Bool { Self.proofNames.contains { text($0) != nil } }

  /// True if it says itself when the second step was taken, and not before the first.
  private var isConfirmed: Bool {
    guard let text = text("confirmed_at"), let confirmed = Moment(forbidding: text) else {
      return false
    }
    return occurred.map { $0 <= confirmed } ?? true
  }

  // MARK: The body

  var body: EventBody {
    var fields: [(name: String, text: String)] = evidence
    fields.append(("number", "+\(number)"))
    if let brand { fields.append(("brand", brand)) }
    if let purpose { fields.append(("purpose", purpose)) }
    if !channels.isEmpty { fields.append(("channel", channels.names.joined(separator: ","))) }
    if let occurred { fields.append(("occurred", occurred.description)) }
    if let until { fields.append(("until", until.description)) }
    if let batch { fields.append(("batch", batch)) }
    if isImported { fields.append(("imported", "yes")) }
    if liftsObjection { fields.append(("lifts_objection", "yes")) }
    return EventBody(fields)
  }

  /// The act of a body that was written so.
  init?(kind: EventKind, body: EventBody) {
    guard let digits = body["number"]?.dropFirst(), let number = UInt64(digits) else { return nil }
    self.init(kind: kind, number: number)
    brand = body["brand"]
    purpose = body["purpose"]
    for name in (body["channel"] ?? "").split(separator: ",") {
      guard let channel = ListChannels(name: name) else { return nil }
      channels.insert(channel)
    }
    occurred = body["occurred"].flatMap { Moment($0) }
    until = body["until"].flatMap { Moment($0) }
    batch = body["batch"]
    isImported = body["imported"] != nil
    liftsObjection = body["lifts_objection"] != nil
    evidence = Self.evidenceNames.compactMap { name in body[name].map { (name, $0) } }
  }

  /// What the rules of state need of it.
  ///
  /// - Parameter at: When it was recorded.
  func act(seq: Int64, at: Moment, register: Register) -> Act {
    var act = Act(
      seq: seq, kind: kind, brand: 0, purpose: 0, channels: channels, occurred: occurred,
      until: until,
      flags: [], batch: 0)
    // Of what forbids, a name that nobody declared stands for all.
    act.brand = brand.flatMap { register.item(.brand, $0, before: seq)?.id } ?? 0
    act.purpose = purpose.flatMap { register.item(.purpose, $0, before: seq)?.id } ?? 0
    act.batch = batch.flatMap { register.item(.batch, $0, before: seq)?.id } ?? 0
    // What is to come counts as now, and so does what forbids at a time that nobody knows. The end of the day is not
    // to come: it stands for some time of it.
    var latest = at
    if let occurred, !kind.isPermitting, occurred.date == at.date,
      occurred == Moment(endOf: at.date)
    {
      latest = occurred
    }
    if act.kind != .grant { act.occurred = min(occurred ?? at, latest) }
    // A restriction holds from its recording on, whatever was released before.
    if kind == .restrict { act.occurred = at }
    if let occurred, act.kind == .grant { act.occurred = min(occurred, at) }
    if hasEvidence { act.flags.insert(.hasEvidence) }
    if liftsObjection { act.flags.insert(.lifts) }
    // What is of a batch is of a file, whatever is said of the way.
    if isImported || kind == .grant && (batch != nil || text("via") == "import") {
      act.flags.insert(.isImported)
    }
    if isShown { act.flags.insert(.isShown) }
    if isConfirmed { act.flags.insert(.isConfirmed) }
    if ["web", "app"].contains(text("via")) { act.flags.insert(.isOnline) }
    if text("relationship_kind") == "inquiry" { act.flags.insert(.isInquiry) }
    if kind == .release, text("reason") == "reviewed" { act.flags.insert(.endsReview) }
    if kind == .restrict, text("reason") == Self.erasureReason { act.flags.insert(.awaitsErasure) }
    if kind == .review || text("reason") == Self.nearReason { act.flags.insert(.awaitsReview) }
    return act
  }
}
