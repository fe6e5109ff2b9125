import SuppressionLists

extension Ledger {
  private static let requestColumns =
    "id, right, received, due, extended, state, answered, seq FROM request"

  /// All requests, those first that are due first.
  public func requests() throws(LedgerError) -> [SubjectRequest] {
    try requests("ORDER BY due, id")
  }

  /// A request by its number; nil if there is none.
  public func request(_ id: Int64) throws(LedgerError) -> SubjectRequest? {
    try requests("WHERE id = \(id)").first
  }

  private func requests(_ condition: String) throws(LedgerError) -> [SubjectRequest] {
    let rows = try database.prepare("SELECT \(Self.requestColumns) \(condition)")
    var requests: [SubjectRequest] = []
    while try rows.step() {
      guard let right = SubjectRequest.Right(rawValue: rows.integer(1)),
        let state = SubjectRequest.State(rawValue: rows.integer(5)),
        let received = Int32(exactly: rows.integer(2)), let due = Int32(exactly: rows.integer(3)),
        // What its first event says does not change: who edits the row would hide a deadline.
        var request = try openedRequest(rows.integer(0))
      else { throw LedgerError(.notDerived("a request is not what its events say"), path: path) }
      let isAsReceived = request.right == right && request.received.day == received
      request.due = CalendarDate(day: due)
      request.extended = rows.integerIfAny(4).map { Moment(microseconds: $0) }
      request.state = state
      request.ended = rows.integerIfAny(6).map { Moment(microseconds: $0) }
      request.seq = rows.integer(7)
      guard isAsReceived else {
        throw LedgerError(.notDerived("a request is not what its events say"), path: path)
      }
      requests.append(request)
    }
    return requests
  }

  private func openedRequest(_ id: Int64) throws(LedgerError) -> SubjectRequest? {
    guard let event = try event(id), let body = event.body else { return nil }
    return SubjectRequest(opening: event.record, body)
  }

  /// What the event says that opened a request: the number, and what was told with it.
  public func opening(of request: SubjectRequest) throws(LedgerError) -> (
    number: UInt64, fields: [(name: String, text: String)]
  )? {
    guard let body = try event(request.id)?.body, let number = body.number else { return nil }
    return (number, body.fields)
  }

  /// The open requests of a person.
  ///
  /// - Complexity: O(*n*) in the open requests.
  public func openRequests(of number: UInt64) throws(LedgerError) -> [SubjectRequest] {
    try own(try requests("WHERE state = 0 ORDER BY due, id"), of: number)
  }

  /// All requests of a person, in the order in which they were opened.
  ///
  /// - Complexity: O(*n*) in the requests.
  public func requests(of number: UInt64) throws(LedgerError) -> [SubjectRequest] {
    try own(try requests("ORDER BY id"), of: number)
  }

  private func own(
    _ requests: [SubjectRequest], of number: UInt64
  ) throws(LedgerError) -> [SubjectRequest] {
    var own: [SubjectRequest] = []
    for request in requests
    where try opening(of: request)?.number == number {
      own.append(request)
    }
    return own
  }

  /// What is derived of requests, as it stands in the file.
  func derivedRequests() throws(LedgerError) -> [Int64: SubjectRequest] {
    Dictionary(try requests("").map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension LedgerWriter {
  /// Opens a request; what it asks for at once is recorded with it.
  ///
  /// - Parameter texts: Of ``ConsentAct/evidenceNames``: how it came, who took it, why.
  /// - Returns: The request, which counts once the commit is done.
  public func openRequest(
    _ right: SubjectRequest.Right, of number: UInt64, received: CalendarDate,
    texts: [(name: String, text: String)] = []
  ) throws -> SubjectRequest {
    // It may be tomorrow where it came.
    guard received.day <= now.date.day + 1 else { throw SubjectRequest.Refusal.receivedInFuture }
    guard Moment(received) >= Moment.earliest else {
      throw SubjectRequest.Refusal.receivedTooLongAgo
    }
    let body = EventBody(
      texts + [
        ("number", "+\(number)"), ("right", right.name), ("received", received.description),
      ])
    let request = try takeRequestEvent(.request, body)
    if let kind = right.immediateAct {
      var act = ConsentAct(kind: kind, number: number)
      act.evidence =
        texts.filter { $0.name != "reason" } + [("reason", "request \(request.id)")]
      _ = try record(act)
    }
    return request
  }

  /// Extends, answers or closes a request.
  ///
  /// - Throws: `SubjectRequest.Refusal` if it cannot be moved on so.
  public func moveRequest(
    _ id: Int64, by kind: EventKind, texts: [(name: String, text: String)] = []
  ) throws -> SubjectRequest {
    precondition([.extend, .answer, .close].contains(kind))
    guard let request = try ledger.request(id) else { throw SubjectRequest.Refusal.unknown }
    try request.check(kind, at: now)
    return try takeRequestEvent(kind, EventBody(texts + [("request", "\(id)")]))
  }

  private func takeRequestEvent(
    _ kind: EventKind, _ body: EventBody
  ) throws(LedgerError) -> SubjectRequest {
    let seq = try append(kind, body)
    var book = RequestBook()
    if let id = body["request"].flatMap({ Int64($0) }), let opening = try ledger.event(id) {
      book.take(opening.record, opening.body)
      book.replace(try ledger.request(id))
    }
    guard let event = try ledger.event(seq) else {
      throw LedgerError(.damaged("event \(seq) is missing"), path: ledger.path)
    }
    book.take(event.record, event.body)
    guard let request = book.requests.values.first else {
      throw LedgerError(.damaged("event \(seq) is of no request"), path: ledger.path)
    }
    try derive(request)
    return request
  }

  /// Writes what is derived of a request.
  func derive(_ request: SubjectRequest) throws(LedgerError) {
    let row = try ledger.database.prepare(
      "INSERT OR REPLACE INTO request VALUES (?, NULL, ?, ?, ?, ?, ?, ?, ?)")
    func value(_ moment: Moment?) -> DatabaseValue {
      moment.map { .integer($0.microseconds) } ?? .null
    }
    try row.bind(
      .integer(request.id), .integer(request.right.rawValue),
      .integer(Int64(request.received.day)), .integer(Int64(request.due.day)),
      value(request.extended), .integer(request.state.rawValue), value(request.ended),
      .integer(request.seq))
    try row.run()
  }
}
