import ConsentLedger
import Files
import FoundationEssentials
import Keys
import SuppressionLists

/// What is held of a person, as GDPR 15 and 20 ask for it: for the person, so that nothing of others is in it.
///
/// Who entered an act, and who looked at it, are others; what they did is in it.
struct AccessPackage: Encodable {
  struct Purpose: Encodable {
    var id: String
    var facts: [String: String]
  }

  struct Notice: Encodable {
    var id: String
    /// The act that names it.
    var event: Int64
    /// The version that was in force then.
    var facts: [String: String]
  }

  struct Request: Encodable {
    var id: Int64
    var right: String
    var received: String
    var due: String
    var state: String
    var ended: String?
  }

  struct Source: Encodable {
    var batch: String
    var facts: [String: String]
  }

  var request: Int64
  var right: String
  var received: String
  var made: String
  var number: String
  /// The day on which the person was erased, since which a code of the number keeps them from being contacted.
  var erased: String?
  /// When the number went to the person who has it now: what happened before is another's, and left out.
  var holderSince: String?
  var controller: [String: String]
  var purposes: [Purpose]
  /// What the person has asked for until now.
  var requests: [Request]
  var states: [ConsentHistory.State]
  var events: [ConsentHistory.Event]
  var notices: [Notice]
  var sources: [Source]
  var rights: [String]
  /// What the article asks for and nobody has declared: for whoever answers, so it is in no file.
  var missing: [String]

  /// Since when the person has the number; nil if nobody else is known to have had it.
  var start: Moment?

  private enum CodingKeys: CodingKey {
    case request, right, received, made, number, erased, holderSince, controller, purposes,
      requests, states, events
    case notices, sources, rights
  }

  /// What is of others, or of no use to the person.
  private static let hiddenFields: Set<String> = [
    "actor", "number", "item", "id", "complete", "notes",
  ]

  static let rights = [
    "to have what is wrong corrected (Art. 16 GDPR)", "to have it erased (Art. 17)",
    "to have its use restricted (Art. 18)", "to be handed what you provided (Art. 20)",
    "to object, at any time and without a reason against direct marketing (Art. 21)",
    "to withdraw a consent at any time, as easily as it was given (Art. 7(3))",
    "to complain to a supervisory authority (Art. 77)",
  ]

  init(_ request: SubjectRequest, of number: UInt64, in ledger: Ledger, now: Moment) throws {
    self.request = request.id
    right = request.right.name
    received = request.received.description
    made = now.description
    self.number = "+\(number)"
    let own = try ledger.history(of: number, isOfHolder: true)
    let history = ConsentHistory(own, ledger: ledger, on: now.date)
    erased = try ledger.erasureDay(of: number)?.description
    start = own.reassigned
    holderSince = start?.description
    requests = try ledger.requests(of: number).map {
      Request(
        id: $0.id, right: $0.right.name, received: $0.received.description,
        due: $0.due.description, state: $0.state.name, ended: $0.ended?.description)
    }
    states = history.states
    events = history.events.map { event in
      var event = event
      event.fields = event.fields.filter { !Self.hiddenFields.contains($0.key) }
      return event
    }
    func facts(_ kind: Register.Kind, _ name: String, at seq: Int64? = nil) throws -> [String:
      String]?
    {
      try ledger.version(of: kind, name, at: seq)?.filter { !Self.hiddenFields.contains($0.key) }
    }
    var controller = ["name": ledger.controller]
    for item in ledger.register.items(.controller) {
      controller.merge(try facts(.controller, item.name) ?? [:]) { _, declared in declared }
    }
    self.controller = controller
    // Those that acts name, and all of them where one names none: that is about everything.
    let named = Set(states.map(\.purpose))
    purposes = try ledger.register.items(.purpose).filter { named.contains($0.name) }.map {
      Purpose(id: $0.name, facts: try facts(.purpose, $0.name) ?? [:])
    }
    var notices: [Notice] = []
    var sources: [Source] = []
    for event in events {
      if let id = event.fields["notice"],
        let facts = try facts(.notice, id, at: event.event)
      {
        notices.append(Notice(id: id, event: event.event, facts: facts))
      }
      if let id = event.fields["batch"], !sources.contains(where: { $0.batch == id }) {
        sources.append(Source(batch: id, facts: try facts(.batch, id, at: event.event) ?? [:]))
      }
    }
    self.notices = notices
    self.sources = sources
    rights = Self.rights
    missing = Self.missing(controller, purposes, events, notices)
  }

  private static func missing(
    _ controller: [String: String], _ purposes: [Purpose], _ events: [ConsentHistory.Event],
    _ notices: [Notice]
  ) -> [String] {
    var missing = ["contact", "dpo", "authority", "automated"].filter { controller[$0] == nil }
      .map { "controller: \($0)" }
    for purpose in purposes {
      missing += ["basis", "categories", "recipients", "retention"]
        .filter { purpose.facts[$0] == nil }.map { "purpose \(purpose.id): \($0)" }
    }
    for event in events where event.kind == EventKind.grant.name {
      let hasText = notices.contains { $0.event == event.event && $0.facts["text"] != nil }
      if event.fields["wording"] == nil, !hasText {
        missing.append(
          "event \(event.event): the wording that was shown (wording, or the text of its notice)")
      }
    }
    return missing
  }

  // MARK: Files

  /// The page for the person.
  var page: String {
    var page = HTMLPage(title: "What \(controller["name"] ?? "") holds of \(number)")
    page.add(
      paragraph:
        "Answer to your request of \(received) (Art. \(right == "portability" ? 20 : 15) GDPR).")
    page.add(heading: "Who answers for it")
    page.add(facts: Self.facts(controller, first: ["name", "address", "contact", "dpo"]))
    page.add(heading: "How you stand")
    if let erased {
      page.add(
        paragraph:
          "You were erased on \(erased). Since then a code of your number, from which nobody can read it without a key, "
          + "is kept for one purpose: that you are not contacted.")
    }
    if let holderSince {
      page.add(
        paragraph:
          "Somebody else had the number before \(Text.minute(holderSince)). What they did is not shown; whatever they "
          + "forbade stays forbidden.")
    }
    if states.isEmpty, erased == nil { page.add(paragraph: "Nothing is recorded.") }
    page.add(
      table: ["brand", "purpose", "channel", "answer"],
      rows: states.map { state in
        [
          state.brand, state.purpose, state.channel,
          state.answer + (state.isRestricted ? ", restricted" : "")
            + (state.since.map { ", since \(Text.minute($0))" } ?? "")
            + (state.until.map { ", until \(Text.minute($0))" } ?? ""),
        ]
      })
    for purpose in purposes where !purpose.facts.isEmpty {
      page.add(heading: "Purpose: \(purpose.facts["name"] ?? purpose.id)")
      page.add(
        facts: Self.facts(
          purpose.facts,
          first: ["description", "basis", "interests", "categories", "recipients", "retention"]))
    }
    page.add(heading: "What was recorded")
    page.add(
      table: ["no.", "recorded", "what", "details"],
      rows: events.map { event in
        [
          "\(event.event)", Text.minute(event.recorded), event.kind,
          event.fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
            .joined(separator: "; "),
        ]
      })
    page.add(heading: "What you have asked for")
    page.add(
      table: ["no.", "right", "received", "state"],
      rows: requests.map { request in
        [
          "\(request.id)", request.right, request.received,
          request.ended.map { "\(request.state), \(Text.minute($0))" }
            ?? "\(request.state), due \(request.due)",
        ]
      })
    for notice in notices {
      page.add(heading: "What you were shown: \(notice.id), of record \(notice.event)")
      page.add(facts: Self.facts(notice.facts.filter { $0.key != "text" }, first: ["title"]))
      if let text = notice.facts["text"] { page.add(quotation: text) }
    }
    for source in sources {
      page.add(heading: "Where your number came from: \(source.batch)")
      page.add(facts: Self.facts(source.facts, first: ["supplier", "source_kind", "recipients"]))
    }
    page.add(heading: "You have the right")
    page.add(points: rights)
    return page.text(footer: "Made \(made) by nodial \(programVersion), request \(request).")
  }

  /// Facts in an order: those that are named first, the others by name.
  private static func facts(
    _ facts: [String: String], first: [String]
  ) -> [(name: String, text: String)] {
    let rest = facts.keys.filter { !first.contains($0) }.sorted()
    return (first + rest).compactMap { name in
      facts[name].map { (name.replacing("_", with: " "), $0) }
    }
  }

  /// Writes it for its owner alone: `access.json`, `access.html`, and the person's own acts as `portable.csv`.
  ///
  /// - Returns: The digest of `access.json`.
  func write(to folder: String, acts: [ConsentAct]) throws -> Hash {
    try Self.make(folder)
    try refuseAnother(folder)
    let json = Array((JSONText.indented(self) + "\n").utf8)
    var csv = ByteBuffer(capacity: 1 << 12)
    let form = ResultRows(delimiter: 0x2C)
    let columns = ConsentColumns.all.filter {
      !Self.hiddenFields.subtracting(["number"]).contains($0)
    }
    form.append([], columns, to: &csv)
    for act in acts { form.append([], columns.map { act.column($0) }, to: &csv) }
    try Self.write(json.span, to: "\(folder)/access.json")
    try Self.write(Array(page.utf8).span, to: "\(folder)/access.html")
    try Self.write(csv.span, to: "\(folder)/portable.csv")
    return Hasher256().hash(json)
  }

  /// A folder has the answer to one request, whoever mistypes its name.
  private func refuseAnother(_ folder: String) throws {
    let path = "\(folder)/access.json"
    guard FileIdentity(path: path) != nil else { return }
    let answered = (try? Data(contentsOf: URL(filePath: path))).flatMap { JSONTree($0)?["request"] }
    if case .integer(request) = answered { return }
    throw Failure(
      "\(folder): has the answer to another request; name a folder that is empty or new")
  }

  private static func make(_ folder: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Failure("\(folder): cannot be made; is its parent a folder that may be written?")
    }
  }

  private static func write(_ bytes: Span<UInt8>, to path: String) throws {
    let file = try OutputFile(path: path, access: .owner)
    try file.write(bytes)
    try file.publish(isSynced: true)
  }
}
