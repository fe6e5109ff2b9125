import ArgumentParser
import ConsentLedger
import Files
import FoundationEssentials
import PhoneNumbers

extension ConsentCommand {
  struct Reply: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read messages that people sent, and record who opted out.",
      discussion: """
        EXAMPLES
          nodial consent reply inbound.csv
          tail -f inbound.jsonl | nodial consent reply -

        A csv with a header, or an object of JSON a line: the number (from, msisdn, number), the text \
        (body, text, message) and, if there is one, the time (received, date_sent, message-timestamp, …), as \
        Twilio, Vonage and Infobip export them.

        An opt-out word in any of thirty languages, alone or with courtesies, is a withdrawal of everything. A \
        short message with one in it is too, and says review; a longer one suppresses the number until \
        somebody has read it: consent reviews lists them, consent reviewed settles them.

        Prints LINE, withdrawn, review or none, and the event, separated by tabs.

        EXIT STATUS
          0   done
          1   failed, or a message had no number that can be read; the others are recorded
          2   messages wait for a review
        """)

    @OptionGroup var ledger: LedgerArguments

    @Option(help: ArgumentHelp("The brand that people wrote to. (default: all)", valueName: "id"))
    var brand: String?

    @Option(help: ArgumentHelp("How they wrote: sms, whatsapp, email.", valueName: "way"))
    var via: String = "sms"

    @Option(help: ArgumentHelp("The region of national numbers: US, GB, …", valueName: "code"))
    var region: String?

    enum Format: String, CaseIterable, ExpressibleByArgument {
      case csv
      case jsonl
    }

    @Option(
      help: ArgumentHelp(
        "csv or jsonl. (default: jsonl of standard input and of .json, .jsonl, .ndjson, else csv)",
        valueName: "name"))
    var format: Format?

    @Flag(help: "Fields in quotes may hold what reads as rows of the file.")
    var multilineFields = false

    @Argument(help: ArgumentHelp("The messages; - is standard input.", valueName: "file"))
    var file: String

    func validate() throws {
      guard ConsentAct.ways.contains(via) else {
        throw ValidationError(
          "--via cannot be \"\(via)\"; it is one of \(ConsentAct.ways.joined(separator: ", "))")
      }
    }

    func run() throws {
      let writer = try ledger.writer()
      var recorder = ReplyRecorder(
        entry: ConsentEntry(writer: writer, region: try Values.region(region)), brand: brand,
        via: via)
      var output = try StandardOutput()
      if isJSON {
        if file == "-" {
          var lines = LineBatches()
          while let batch = try lines.next() {
            try recorder.record(batch.map(ReplyMessage.init(json:)), to: &output)
          }
        } else {
          let lines = try TextFile.text(file).split(separator: "\n")
          try recorder.record(lines.map { ReplyMessage(json: Array($0.utf8)) }, to: &output)
        }
      } else {
        var table = try ConsentTable(path: file)
        let columns = try ReplyMessage.Columns(header: table.header, path: file)
        try table.checkQuotes(
          numberColumn: columns.number, region: try Values.region(region),
          trustsQuotes: multilineFields)
        var batch: [ReplyMessage] = []
        while let fields = try table.next() {
          batch.append(columns.message(fields))
          if batch.count == LineBatches.lineCountMax {
            try recorder.record(batch, to: &output)
            batch = []
          }
        }
        try recorder.record(batch, to: &output)
      }
      if recorder.count == 0 {
        Messages(isQuiet: false).note("\(file): holds no message")
      }
      if recorder.refusedCount > 0 {
        throw Failure(
          "\(recorder.refusedCount) of \(recorder.count) messages cannot be read, for the reasons in the output; the others are recorded"
        )
      }
      if recorder.truncatedCount > 0 {
        throw Failure(
          "\(recorder.truncatedCount) of \(recorder.count) messages are from no numbers that could be called; they are "
            + "recorded as they stand: ask for the whole numbers")
      }
      if recorder.reviewCount > 0 { throw ExitCode(2) }
    }

    private var isJSON: Bool {
      if let format { return format == .jsonl }
      let name = file.lowercased()
      return file == "-" || [".json", ".jsonl", ".ndjson"].contains { name.hasSuffix($0) }
    }
  }
}

/// A message that somebody sent.
struct ReplyMessage {
  var number: [UInt8]
  /// Nil if there is none that can be read.
  var text: String?
  var received: Moment?
  /// True if its number or its text stands there twice, so that nobody knows which one was sent.
  private(set) var isAmbiguous = false

  /// What the exports of providers call them, in lower case and without signs.
  private static let numberNames = [
    "number", "from", "msisdn", "sender", "phone", "fromnumber", "originator", "source",
  ]
  private static let textNames = [
    "text", "body", "message", "cleantext", "messagebody", "content", "messagetext",
  ]
  private static let timeNames = [
    "received", "receivedat", "time", "timestamp", "messagetimestamp", "datesent", "datecreated",
    "date", "sentat",
    "createdat",
  ]

  private static func folded(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  /// Where a file has them.
  struct Columns {
    let number: Int
    private let text: Int
    private let time: Int?

    init(header: [String], path: String) throws {
      func place(_ names: [String]) throws -> Int? {
        for name in names {
          let places = header.indices.filter { ReplyMessage.folded(header[$0]) == name }
          if places.count > 1 {
            throw Failure("\(path): two columns are called \(header[places[1]]); leave one")
          }
          if let place = places.first { return place }
        }
        return nil
      }
      guard let number = try place(numberNames), let text = try place(textNames) else {
        throw Failure(
          "\(path): its header names no number and text; call them number and text, or from and body"
        )
      }
      self.number = number
      self.text = text
      time = try place(timeNames)
    }

    func message(_ fields: [[UInt8]]) -> ReplyMessage {
      func cell(_ place: Int?) -> [UInt8] {
        place.flatMap { $0 < fields.count ? fields[$0] : nil } ?? []
      }
      return ReplyMessage(
        number: cell(number), text: String(decoding: cell(text), as: UTF8.self),
        received: ReplyMessage.moment(cell(time).trimmedText))
    }
  }

  /// Nil of what cannot be read: the message is of now then.
  private static func moment(_ text: String) -> Moment? {
    try? MomentText().moment(text, isForbidding: true).get()
  }

  private init(number: [UInt8], text: String?, received: Moment?) {
    self.number = number
    self.text = text
    self.received = received
  }

  /// The message of an object of JSON.
  init(json line: [UInt8]) {
    let tree = JSONTree(line)
    let object = tree?.members ?? [:]
    var isAmbiguous = tree?.lacksMembers(of: line) ?? false
    func value(_ names: [String]) -> String? {
      for name in names {
        let found = object.filter { Self.folded($0.key) == name }
        if found.count > 1 { isAmbiguous = true }
        if let value = found.first?.value { return value.text }
      }
      return nil
    }
    self.init(
      number: Array((value(Self.numberNames) ?? "").utf8), text: value(Self.textNames),
      received: value(Self.timeNames).flatMap(Self.moment))
    self.isAmbiguous = isAmbiguous
    if isAmbiguous { text = nil }
  }
}

/// Records what messages mean.
struct ReplyRecorder {
  private var entry: ConsentEntry
  private let brand: String?
  private let via: String
  private(set) var count = 0
  private(set) var refusedCount = 0
  private(set) var truncatedCount = 0
  private(set) var reviewCount = 0

  init(entry: ConsentEntry, brand: String?, via: String) {
    self.entry = entry
    self.brand = brand
    self.via = via
  }

  /// Records messages in one commit, and prints what became of each when it is on the disk.
  mutating func record(_ messages: [ReplyMessage], to output: inout StandardOutput) throws {
    let answers = messages.map { $0.text.map(ReplyClassifier.answer(to:)) ?? .none }
    let places = messages.indices.filter { answers[$0] != .none }
    let recorded = try entry.record(
      places.map { (messages[$0].number, act(messages[$0], answers[$0])) })
    var results = Dictionary(uniqueKeysWithValues: zip(places, recorded))
    for place in messages.indices {
      count += 1
      switch results.removeValue(forKey: place) {
      case nil where messages[place].text == nil:
        refusedCount += 1
        try output.print(
          count, "refused", "-",
          messages[place].isAmbiguous
            ? "says its number or its text twice; send each once"
            : "is no object of JSON with a number and a text")
      case nil: try output.print(count, "none", "-")
      case .refused(let reason):
        refusedCount += 1
        try output.print(count, "refused", "-", reason)
      case .recorded(let seqs, let remark):
        if remark == .truncated { truncatedCount += 1 }
        let answer = answers[place]
        if answer != .exact { reviewCount += 1 }
        try output.print(
          count, answer == .review ? "review" : "withdrawn",
          seqs.map { "\($0)" }.joined(separator: ","),
          remark == .truncated ? ConsentEntry.Remark.truncated.rawValue : answer.rawValue)
      }
    }
    try output.flush()
  }

  private func act(_ message: ReplyMessage, _ answer: ReplyClassifier.Answer) -> ConsentAct {
    var act = ConsentAct(kind: answer == .review ? .review : .withdraw, number: 0)
    act.brand = brand
    act.occurred = message.received
    act.evidence = [
      ("via", via), ("act", "reply"),
      ("reason", answer == .near ? ConsentAct.nearReason : "reply: \(answer.rawValue)"),
      ("wording", message.text ?? ""),
    ]
    return act
  }
}

extension ConsentCommand {
  struct Reviews: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the messages that somebody has to read.",
      discussion: """
        EXAMPLES
          nodial consent reviews --actor agent:7

        Prints event, moment, withdrawn or review, number and text, separated by tabs: who is withdrawn stays so, who \
        waits for a review is suppressed until then. Looking is an event of its own.
        """)

    @OptionGroup var ledger: LedgerArguments

    @Option(help: ArgumentHelp("Who looks: agent:ID. (default: the login)", valueName: "who"))
    var actor: String?

    func run() throws {
      let writer = try ledger.writer()
      try writer.recordAccess(
        to: nil, actor: actor ?? Login.actor, reason: "reviews", now: Clock.now.moment)
      var output = try StandardOutput()
      for review in try writer.ledger.openReviews() {
        let text = CarriedBytes.shown(review.text)
        try output.print(
          review.seq, review.at, review.kind == .review ? "review" : "withdrawn",
          "+\(review.number)", text)
      }
      try output.flush()
    }
  }

  struct Reviewed: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Settle what had to be read: a withdrawal stays, whom nothing else forbids is free.",
      discussion: """
        EXAMPLES
          nodial consent reviewed +493012345678 --actor agent:7

        If the message was an opt-out after all, record that first: nodial consent object.
        """)

    @OptionGroup var ledger: LedgerArguments
    @OptionGroup var act: ActArguments

    @Argument(help: ArgumentHelp("The numbers; - is standard input.", valueName: "number"))
    var numbers: [String] = []

    func run() throws {
      try ActEntry(kind: .release, ledger: ledger, arguments: act, numbers: numbers) { act in
        act.evidence.removeAll { $0.name == "reason" }
        act.evidence.append(("reason", "reviewed"))
      }.run()
    }
  }
}
