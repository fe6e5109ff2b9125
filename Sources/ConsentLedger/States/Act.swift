import SuppressionLists

/// What the rules of state need of an event about a person: derived from its body, and kept open.
///
/// It tells neither the number nor any evidence, but who has the file sees the acts of each subject: kinds,
/// scopes and moments.
public struct Act: Equatable, Sendable {
  public struct Flags: OptionSet, Sendable {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }

    /// Of the person, by a way of contact, with something that shows it.
    public static let hasEvidence = Flags(rawValue: 1)
    /// Meant to lift an objection.
    public static let lifts = Flags(rawValue: 2)
    /// Not of the person at the time, but from a file.
    public static let isImported = Flags(rawValue: 4)
    /// Confirmed by a second step already.
    public static let isConfirmed = Flags(rawValue: 8)
    /// Given on a web page or in an app, where anybody may type any number.
    public static let isOnline = Flags(rawValue: 16)
    /// A relationship that is no more than a question asked.
    public static let isInquiry = Flags(rawValue: 32)
    /// Ends the wait for a review, not a restriction.
    public static let endsReview = Flags(rawValue: 64)
    /// Taken for an opt-out, and to be looked at.
    public static let awaitsReview = Flags(rawValue: 128)
    /// Something shows it.
    public static let isShown = Flags(rawValue: 256)
    /// A restriction in the place of an erasure, until what must be kept may go.
    public static let awaitsErasure = Flags(rawValue: 512)
  }

  public var seq: Int64
  public var kind: EventKind
  /// 0 for all brands.
  public var brand: Int64
  /// 0 for all purposes.
  public var purpose: Int64
  /// Empty for all channels.
  public var channels: ListChannels
  /// When it happened; nil of a grant of which nobody knows.
  public var occurred: Moment?
  public var until: Moment?
  public var flags: Flags
  /// 0 for none.
  public var batch: Int64
}

extension Act {
  /// Of acts of one moment, the later one wins: what permits comes first, what forbids last.
  private var rank: Int {
    switch kind {
    case .grant, .relationship, .release: 0
    case .confirm: 1
    case .reassign: 2
    default: 3
    }
  }

  /// The order in which acts count, whenever they were recorded.
  ///
  /// A grant of unknown time is before all others, so that whatever forbids is later.
  static func counts(_ first: Act, before second: Act) -> Bool {
    let (a, b) = (first.occurred?.microseconds ?? .min, second.occurred?.microseconds ?? .min)
    return (a, first.rank, first.seq) < (b, second.rank, second.seq)
  }

  /// True of a consent that needs no second step anywhere: one is asked of what anybody may have typed for somebody else, and
  /// before messages.
  func isCertain(on channel: ListChannels) -> Bool {
    channel == .voice && !flags.contains(.isOnline)
  }

  /// True if it happened before a moment, or nobody knows when it did.
  func isBefore(_ start: Moment?) -> Bool {
    guard let start else { return false }
    return occurred.map { $0 < start } ?? true
  }

  /// What counts at a moment: what permits only if it was given by then, what forbids always.
  static func counting(_ acts: [Act], upTo last: Moment?) -> [Act] {
    guard let last else { return acts }
    return acts.filter { $0.kind.isForbidding || ($0.occurred ?? last) <= last }
  }

  /// True if it is about a scope: of what forbids, also if it is about more than that.
  func covers(_ scope: Scope, in purposes: PurposeTree) -> Bool {
    (brand == 0 || brand == scope.brand)
      && (channels.isEmpty || !channels.isDisjoint(with: scope.channel))
      && (purpose == 0 || purposes.contains(scope.purpose, under: purpose))
  }

  /// True if it permits a scope, which it must name in every part.
  func names(_ scope: Scope) -> Bool {
    brand == scope.brand && purpose == scope.purpose && !channels.isDisjoint(with: scope.channel)
  }
}

/// What a person may be contacted for: a brand, a purpose and one channel.
public struct Scope: Hashable, Sendable {
  public var brand: Int64
  public var purpose: Int64
  /// One.
  public var channel: ListChannels

  public init(brand: Int64, purpose: Int64, channel: ListChannels) {
    self.brand = brand
    self.purpose = purpose
    self.channel = channel
  }
}

/// Which purpose is a part of which.
public struct PurposeTree: Equatable, Sendable {
  private(set) var parents: [Int64: Int64] = [:]

  public init(parents: [Int64: Int64] = [:]) { self.parents = parents }

  /// True if `purpose` is `ancestor`, or a part of it.
  ///
  /// - Complexity: O(*d*) in the depth; a circle ends after all purposes were seen.
  func contains(_ purpose: Int64, under ancestor: Int64) -> Bool {
    var (purpose, steps) = (purpose, 0)
    while purpose != ancestor {
      guard let parent = parents[purpose], parent != 0, steps <= parents.count else { return false }
      (purpose, steps) = (parent, steps + 1)
    }
    return true
  }

  /// A purpose and all that are parts of it.
  func all(under ancestor: Int64) -> [Int64] {
    ([ancestor] + parents.keys.filter { $0 != ancestor && contains($0, under: ancestor) }).sorted()
  }
}
