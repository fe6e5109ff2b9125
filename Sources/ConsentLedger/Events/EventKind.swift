/// What an event is. The numbers are part of the file format.
public enum EventKind: Int64, CaseIterable, Sendable {
  /// The ledger began.
  case open = 1
  /// A brand, a purpose, a notice, a batch or the like was declared.
  case register = 2
  /// A person consented.
  case grant = 10
  /// A person confirmed a consent, as the second step of a double opt-in.
  case confirm = 11
  /// A person was asked and declined.
  case refuse = 12
  /// A person withdrew a consent.
  case withdraw = 13
  /// A person objected.
  case object = 14
  /// The controller ended a consent.
  case revoke = 15
  /// A consent was none.
  case invalidate = 16
  /// A person is, or was, a customer.
  case relationship = 17
  /// The number belongs to somebody else now.
  case reassign = 18
  /// Processing is restricted (GDPR 18), and no longer.
  case restrict = 19
  case release = 20
  /// A number was called, or a message sent, on the ground of a consent.
  case use = 21
  /// A message came that may be an objection: suppressed until somebody has read it.
  case review = 22
  /// A state was shown to somebody.
  case access = 30
  /// A person made a request of their rights, and what became of it.
  case request = 31
  case extend = 32
  case answer = 33
  case close = 34
  /// Bodies were erased; `covers` names them.
  case erase = 40
  /// The ledger was compiled into an index.
  case compile = 50
  /// A campaign was scrubbed by what the ledger says: counts, digests, lists.
  case scrub = 51
  /// From this commit on, seals are signed by another key, or by a first one.
  case key = 52
  /// A backup was made, and the ledger was restored from one.
  case backup = 53
  case restore = 54
  /// The ledger was verified.
  case verify = 55

  public var name: String { "\(self)" }

  public init?(name: String) {
    guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = kind
  }

  /// True if it permits something.
  public var isPermitting: Bool { self == .grant || self == .confirm }

  /// True if it takes the ground from under a consent.
  var isBlocking: Bool {
    switch self {
    case .refuse, .withdraw, .object, .revoke, .invalidate, .review: true
    default: false
    }
  }

  /// True if it takes the ground from under a consent, or ends it.
  public var isForbidding: Bool { isBlocking || self == .restrict || self == .reassign }

  /// True if it opens a request or moves one on.
  var isOfRequest: Bool {
    rawValue >= Self.request.rawValue && rawValue <= Self.close.rawValue
  }

  /// True if it is about a person, and a rule of state asks it.
  public var isOfSubject: Bool {
    rawValue >= Self.grant.rawValue && rawValue < Self.access.rawValue
  }
}
