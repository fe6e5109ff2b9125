import SuppressionLists

/// What a person asks for, and until when it is to be answered (GDPR 12(3)).
///
/// ```
///   open ──extend──► open, two months more      answer ──► answered      close ──► closed
/// ```
///
/// It is derived from its events: what its first one says does not change, and each later one moves it on.
public struct SubjectRequest: Equatable, Sendable {
  /// The rights of GDPR 15 to 21. The numbers are part of the file format.
  public enum Right: Int64, CaseIterable, Sendable {
    case access = 1
    case rectification = 2
    case erasure = 3
    case restriction = 4
    case objection = 5
    case portability = 6

    public var name: String { "\(self)" }

    public init?(name: String) {
      guard let right = Self.allCases.first(where: { $0.name == name }) else { return nil }
      self = right
    }

    /// The article of the GDPR.
    public var article: Int {
      switch self {
      case .access: 15
      case .rectification: 16
      case .erasure: 17
      case .restriction: 18
      case .objection: 21
      case .portability: 20
      }
    }

    /// What is recorded at once, since nobody wants to be called until the answer; nil if nothing is.
    var immediateAct: EventKind? {
      switch self {
      case .objection: .object
      case .erasure, .restriction: .restrict
      case .access, .rectification, .portability: nil
      }
    }
  }

  public enum State: Int64, Sendable {
    case open = 0
    case answered = 1
    /// Ended without what was asked for, for a reason.
    case closed = 2

    public var name: String { "\(self)" }
  }

  /// That of its first event.
  public var id: Int64
  public var right: Right
  public var received: CalendarDate
  /// The last day on which it may be answered.
  public var due: CalendarDate
  /// When two months more were taken; nil if they were not.
  public var extended: Moment?
  public var state = State.open
  /// When it was answered or closed.
  public var ended: Moment?
  /// The event that moved it on last.
  public var seq: Int64

  /// Months for an answer, and those that an extension adds.
  static let monthCount = 1
  static let extensionMonthCount = 2

  /// The request that an event opens; nil if it opens none.
  init?(opening record: EventRecord, _ body: EventBody) {
    guard record.kind == EventKind.request.rawValue,
      let right = body["right"].flatMap(Right.init(name:)),
      let received = body["received"].flatMap({ CalendarDate($0) })
    else { return nil }
    id = record.seq
    self.right = right
    self.received = received
    due = received.adding(months: Self.monthCount)
    seq = record.seq
  }

  /// Days until it is late; negative if it is.
  public func dayCountLeft(on day: CalendarDate) -> Int { Int(due.day) - Int(day.day) }

  /// True if it waits for an answer that is overdue.
  public func isLate(on day: CalendarDate) -> Bool { state == .open && day > due }

  /// Moves on by an event that names it.
  mutating func take(_ kind: EventKind, at: Moment, seq: Int64) {
    switch kind {
    case .extend:
      extended = at
      due = received.adding(months: Self.monthCount + Self.extensionMonthCount)
    case .answer: (state, ended) = (.answered, at)
    case .close: (state, ended) = (.closed, at)
    default: return
    }
    self.seq = seq
  }

  /// Why a request cannot be moved on.
  public enum Refusal: Error, Equatable, Sendable {
    case unknown
    case ended(State)
    case extendedBefore
    /// An extension has to be told within the first month.
    case tooLateToExtend(due: CalendarDate)
    case receivedInFuture
    case receivedTooLongAgo
  }

  /// Whether an event may move it on.
  func check(_ kind: EventKind, at: Moment) throws(Refusal) {
    guard state == .open else { throw .ended(state) }
    if kind == .extend {
      guard extended == nil else { throw .extendedBefore }
      guard at.date <= due else { throw .tooLateToExtend(due: due) }
    }
  }
}

extension SubjectRequest.Refusal: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknown: "there is no such request; nodial request list --all names them"
    case .ended(let state): "the request is \(state.name) already"
    case .extendedBefore: "the request was extended before, and can be so once (GDPR 12(3))"
    case .tooLateToExtend(let due):
      "the first month ended on \(due), and an extension has to be told within it (GDPR 12(3)); answer the request"
    case .receivedInFuture: "a request cannot have been received later than today"
    case .receivedTooLongAgo: "a request cannot have been received before 1990"
    }
  }
}

extension CalendarDate {
  /// The same day of a later month, or the last one of that month, if it has none such (Regulation 1182/71, 3(2)).
  public func adding(months count: Int) -> CalendarDate {
    let (year, month, day) = components
    let months = year * 12 + month - 1 + count
    for day in stride(from: day, through: 28, by: -1) {
      if let date = CalendarDate(year: months / 12, month: months % 12 + 1, day: day) {
        return date
      }
    }
    return CalendarDate(year: months / 12, month: months % 12 + 1, day: day) ?? self
  }
}

/// The requests that events open and move on.
struct RequestBook: Equatable {
  private(set) var requests: [Int64: SubjectRequest] = [:]

  /// Puts a request as it stands in the place of what is known of it.
  mutating func replace(_ request: SubjectRequest?) {
    if let request { requests[request.id] = request }
  }

  /// Takes the next event; others than those of requests change nothing.
  mutating func take(_ record: EventRecord, _ body: EventBody?) {
    guard let kind = EventKind(rawValue: record.kind), kind.isOfRequest, let body else { return }
    if let opened = SubjectRequest(opening: record, body) {
      requests[opened.id] = opened
    } else if let id = body["request"].flatMap({ Int64($0) }) {
      requests[id]?.take(kind, at: Moment(microseconds: record.at), seq: record.seq)
    }
  }
}
