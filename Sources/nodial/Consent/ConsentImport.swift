import ArgumentParser
import ConsentLedger
import Files
import PhoneNumbers
import Pipelines
import SuppressionLists
import Texts

extension ConsentCommand {
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take consents and objections from a file.",
      discussion: """
        EXAMPLES
          nodial consent import leads.csv --batch B-2026-11 --output result.csv
          nodial consent import optouts.csv --decision object --dry-run --output r.csv
          nodial consent import crm.csv --map number:Phone,decision:Status --output r.csv

        A header names the columns: \(ConsentColumns.all.prefix(9).joined(separator: ", ")), and what shows it \
        (via, act, notice, …). All but number and decision may be missing; --brand, --purpose, --channel and \
        --decision say what no column does.

        What forbids always counts; an unreadable moment of it is now, and its unknown scope everything. A \
        consent fills a gap or does nothing; one that cannot be read for certain is refused. A decision that \
        no word tells suppresses the number until somebody has looked at it.

        The result has the rows as they came, with nodial_result (accepted, unchanged, review, refused), \
        nodial_seq and nodial_reason.

        EXIT STATUS
          0   every row was accepted or changes nothing
          1   failed; rows before it are recorded
          3   done, but rows were refused, or wait for a review
        """)

    @OptionGroup var ledger: LedgerArguments

    @Option(help: ArgumentHelp("The batch of the file, as it was declared.", valueName: "id"))
    var batch: String?

    @Option(help: ArgumentHelp("What all rows are: grant, withdraw, object, …", valueName: "word"))
    var decision: String?

    @Option(help: ArgumentHelp("The brand of rows that name none.", valueName: "id"))
    var brand: String?

    @Option(help: ArgumentHelp("The purpose of rows that name none.", valueName: "id"))
    var purpose: String?

    @Option(help: ArgumentHelp("The channels of rows that name none.", valueName: "names"))
    var channel: String?

    @Option(help: ArgumentHelp("The region of national numbers: US, GB, …", valueName: "code"))
    var region: String?

    @Option(
      help: ArgumentHelp("What the columns mean: number:Phone,decision:Status,…", valueName: "map"))
    var map: String?

    @Option(
      help: ArgumentHelp(
        "What yes means in the column of decisions: grant (no is refuse then), withdraw or object (no says nothing).",
        valueName: "word"))
    var yes: String?

    @Option(
      help: ArgumentHelp(
        "What 11/12/2026 is: dmy, the 11th of December, or mdy. (default: refused)",
        valueName: "order"))
    var dates: String?

    @Option(help: ArgumentHelp("Where the rows go with what became of them.", valueName: "file"))
    var output: String

    @Flag(help: "Record nothing; tell what would become of the rows.")
    var dryRun = false

    @Flag(
      help: ArgumentHelp(
        "The file is an export of a ledger of yours: what people did themselves stays that."))
    var exported = false

    @Option(
      name: .customLong("ignore-column"),
      help: ArgumentHelp("A column that means nothing here; repeatable.", valueName: "header"))
    var ignoredColumns: [String] = []

    @Flag(help: "Fields in quotes may hold what reads as rows of the file.")
    var multilineFields = false

    @Argument(help: ArgumentHelp("The file; - is standard input.", valueName: "file"))
    var file: String

    func run() throws {
      var table = try ConsentTable(path: file)
      var names = OutputNames()
      names.read(file, role: "the file to read")
      try names.write(output)
      let source = try ledger.source()
      let writer = try source.writer()
      var rows = try ConsentRows(
        header: table.header, map: try maps(), path: file,
        defaults: .init(
          kind: try decisionKind(), brand: brand ?? source.settings.brand, purpose: purpose,
          channels: try channel.map(channels) ?? [], batch: batch,
          order: try dateOrder(), yes: try yesKind()),
        region: try Values.region(region), ignoredColumns: ignoredColumns, isExport: exported)
      try table.checkQuotes(
        numberColumn: rows.numberColumn, region: try Values.region(region),
        trustsQuotes: multilineFields || exported)
      if let batch, writer.ledger.register.item(.batch, batch) == nil {
        throw Failure(
          "\(source.path): knows no batch \"\(batch)\"; declare it with nodial ledger apply")
      }
      // It holds what the ledger enciphers.
      let result = try OutputFile(path: output, access: .owner)
      var importer = ConsentImporter(writer: writer, isTrial: dryRun)
      var text = ByteBuffer(capacity: 1 << 16)
      let form = ResultRows(delimiter: table.delimiter)
      form.append(
        table.header.map { Array($0.utf8) }, ["nodial_result", "nodial_seq", "nodial_reason"],
        to: &text)
      while let fields = try table.next() {
        importer.add(fields, rows.act(fields))
        if importer.isFull { try write(importer.commit(), form, table.header.count, &text, result) }
      }
      try write(importer.commit(), form, table.header.count, &text, result)
      try result.write(text.span)
      try result.publish(isSynced: true)
      tell(importer, rows.unreadHeaders, source.path)
      if importer.counts[.refused] ?? 0 > 0 || importer.counts[.review] ?? 0 > 0 {
        throw ExitCode(3)
      }
    }

    private func write(
      _ answers: [ConsentImporter.Answer], _ form: ResultRows, _ columnCount: Int,
      _ text: inout ByteBuffer, _ result: OutputFile
    ) throws {
      for answer in answers {
        let missing = [[UInt8]](repeating: [], count: columnCount - answer.fields.count)
        form.append(
          answer.fields + missing,
          [
            answer.result.rawValue, answer.seqs.map { "\($0)" }.joined(separator: ","),
            answer.reason,
          ],
          to: &text)
      }
      try result.write(text.span)
      text.removeAll()
    }

    private func tell(_ importer: ConsentImporter, _ unread: [String], _ path: String) {
      let counts = ConsentImporter.Result.allCases.map {
        "\(importer.counts[$0] ?? 0) \($0.rawValue)"
      }
      let total = importer.counts.values.reduce(0, +)
      let messages = Messages(isQuiet: false)
      if !unread.isEmpty {
        messages.warn("\(file): nothing is taken from the columns \(HeaderNames.shown(unread))")
      }
      if importer.unshownCount > 0 {
        messages.warn(
          "\(file): \(importer.unshownCount) consents permit nothing, since nothing shows them; say --batch, or add "
            + "columns like act, wording or url")
      }
      messages.note(
        "\(file): \(total) rows: \(counts.joined(separator: ", "))"
          + (dryRun ? "; nothing was recorded" : "; recorded in \(path)"))
    }

    private func decisionKind() throws -> EventKind? {
      guard let decision else { return nil }
      guard let kind = ConsentColumns.kind(decision) else {
        throw ValidationError(
          "--decision cannot be \"\(decision)\"; it is grant, confirm, withdraw, object, refuse or relationship"
        )
      }
      return kind
    }

    private func yesKind() throws -> EventKind? {
      guard let yes else { return nil }
      guard let kind = ConsentColumns.kind(yes), [.grant, .withdraw, .object].contains(kind) else {
        throw ValidationError("--yes cannot be \"\(yes)\"; it is grant, withdraw or object")
      }
      return kind
    }

    private func dateOrder() throws -> MomentText.Order? {
      guard let dates else { return nil }
      guard let order = MomentText.Order(rawValue: dates) else {
        throw ValidationError("--dates cannot be \"\(dates)\"; it is dmy or mdy")
      }
      return order
    }

    private func channels(_ text: String) throws -> ListChannels {
      guard let channels = ConsentColumns.channels(text) else {
        throw ValidationError(
          "--channel cannot be \"\(text)\"; name voice, sms, whatsapp or fax, separated by commas")
      }
      return channels
    }

    private func maps() throws -> [String: String] {
      var maps: [String: String] = [:]
      for pair in (map ?? "").split(separator: ",") {
        let parts = pair.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, ConsentColumns.all.contains(String(parts[0])) else {
          throw ValidationError(
            "--map takes COLUMN:HEADER, not \"\(pair)\"; the columns are "
              + ConsentColumns.all.joined(separator: ", "))
        }
        maps[String(parts[0])] = String(parts[1])
      }
      return maps
    }
  }
}

/// Writes rows as they were read, with fields behind them.
struct ResultRows {
  let delimiter: UInt8

  func append(_ fields: [[UInt8]], _ further: [String], to text: inout ByteBuffer) {
    for (place, field) in (fields + further.map { Array($0.utf8) }).enumerated() {
      if place > 0 { text.append(delimiter) }
      let isQuoted = field.contains {
        $0 == delimiter || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D
      }
      guard isQuoted else {
        text.append(field.span)
        continue
      }
      text.append(0x22)
      for byte in field {
        if byte == 0x22 { text.append(0x22) }
        text.append(byte)
      }
      text.append(0x22)
    }
    text.append(0x0A)
  }
}

/// Makes acts of rows.
struct ConsentRows {
  struct Defaults {
    var kind: EventKind?
    var brand: String?
    var purpose: String?
    var channels: ListChannels
    var batch: String?
    /// Of dates with slashes.
    var order: MomentText.Order?
    /// What yes means.
    var yes: EventKind?
  }

  /// What a row says.
  enum Reading {
    case acts([ConsentAct], remark: ConsentEntry.Remark?)
    /// The decision is not known for certain: suppressed until somebody has looked.
    case doubtful([ConsentAct], reason: String)
    case refused(String)
    /// Nothing that has to be recorded.
    case nothing(reason: String)
  }

  private let columns: [String: Int]
  /// The columns that say nothing here, as the header names them.
  let unreadHeaders: [String]
  private let defaults: Defaults
  private let region: Region?
  private let isExport: Bool
  private var keys = CellKeys()

  private struct Decision {
    var kind: EventKind?
    var flag: Bool?
  }

  private var decisions: [String: Decision] = [:]
  /// Of a column that is no column of decisions, not every cell is remembered.
  private static let decisionCountMax = 1_000

  init(
    header: [String], map: [String: String], path: String, defaults: Defaults, region: Region?,
    ignoredColumns: [String], isExport: Bool
  ) throws {
    self.defaults = defaults
    self.region = region
    self.isExport = isExport
    func name(_ text: String) -> String {
      text.lowercased().filter { $0.isLetter || $0.isNumber }
    }
    var columns: [String: Int] = [:]
    for column in ConsentColumns.all {
      let wanted = map[column] ?? column
      let found = header.indices.filter { name(header[$0]) == name(wanted) }
      if map[column] != nil, found.isEmpty {
        throw Failure(
          "\(path): has no column \"\(wanted)\"; its header is \(HeaderNames.shown(header))")
      }
      guard found.count <= 1 else {
        throw Failure("\(path): has several columns \"\(wanted)\"; rename all but one")
      }
      columns[column] = found.first
    }
    if columns["number"] == nil {
      let usual = ["phone", "phonenumber", "mobile", "msisdn", "telephone", "tel", "e164"]
      let found = header.indices.filter { usual.contains(name(header[$0])) }
      guard found.count == 1 else {
        throw Failure(
          "\(path): nothing says which column has the numbers; say --map number:HEADER; its header is "
            + HeaderNames.shown(header))
      }
      columns["number"] = found[0]
    }
    guard columns["decision"] != nil || defaults.kind != nil else {
      throw Failure(
        "\(path): nothing says what people decided; say --decision grant or object, or --map decision:HEADER"
      )
    }
    self.columns = columns
    for column in ignoredColumns where !header.contains(where: { name($0) == name(column) }) {
      throw Failure(
        "\(path): has no column \"\(column)\" to ignore; its header is \(HeaderNames.shown(header))"
      )
    }
    let ignored = Set(ignoredColumns.map(name))
    let unread = header.indices.filter {
      !columns.values.contains($0) && !ignored.contains(name(header[$0]))
        && !name(header[$0]).isEmpty
    }
    for place in unread {
      guard let meant = Self.column(meantBy: name(header[place])), columns[meant] == nil else {
        continue
      }
      throw Failure(
        "\(path): the column \"\(header[place])\" may mean \(meant), and would not be read; say --map "
          + "\(meant):\(header[place]), or --ignore-column \(header[place])")
    }
    unreadHeaders = unread.map { header[$0] }.filter { !ConsentColumns.isOfResult($0) }
  }

  /// Where the numbers are, from 0.
  var numberColumn: Int { columns["number"]! }

  /// The column that a header without signs may mean: one that is nearly spelled so, or a word for when a
  /// consent ends, without which it would never end.
  private static func column(meantBy name: String) -> String? {
    if ConsentColumns.endNames.contains(where: name.hasPrefix) { return "until" }
    let folded = Dictionary(
      ConsentColumns.all.map { ($0.filter { $0 != "_" }, $0) },
      uniquingKeysWith: { first, _ in first })
    // Of short names, an error more is another word.
    guard name.count >= 5 else { return nil }
    return Spelling.nearest(to: name, in: folded.keys.filter { $0.count >= 5 }.sorted())
      .flatMap { folded[$0] }
  }

  /// What a row says; several numbers of what forbids are several acts.
  mutating func act(_ fields: [[UInt8]]) -> Reading {
    func bytes(_ column: String) -> [UInt8] {
      columns[column].flatMap { $0 < fields.count ? fields[$0] : nil } ?? []
    }
    func text(_ column: String) -> String {
      bytes(column).trimmedText
    }
    let word = text("decision")
    let decision = decision(of: word)
    var known = word.isEmpty ? defaults.kind : decision.kind
    let flag = known == nil ? decision.flag : nil
    if let flag, let yes = defaults.yes {
      guard flag || yes == .grant else { return .nothing(reason: "it says no") }
      known = flag ? yes : .refuse
    }
    if known == .release, !isExport {
      return .refused("nobody is released by a file; use nodial consent release")
    }
    let kind = known ?? .review
    let isPermitting = kind.isPermitting
    var act = ConsentAct(kind: kind, number: 0)
    act.brand =
      Self.value(text("brand"))
      ?? (isPermitting || columns["brand"] == nil && !isExport ? defaults.brand : nil)
    act.purpose = Self.value(text("purpose")) ?? defaults.purpose
    act.batch = Self.value(text("batch")) ?? defaults.batch
    act.channels = defaults.channels
    if let channels = ConsentColumns.channels(text("channel")) {
      if !text("channel").isEmpty { act.channels = channels }
    } else if isPermitting {
      return .refused("the channel cannot be read")
    } else {
      act.channels = []
    }
    for (column, isEnd) in [("occurred", false), ("until", true), ("relationship_until", true)] {
      let cell = text(column)
      if cell.isEmpty { continue }
      let reader = MomentText(order: defaults.order)
      switch reader.moment(cell, isForbidding: kind.isForbidding && !isEnd && !isExport) {
      case .success(let moment): if isEnd { act.until = moment } else { act.occurred = moment }
      case .failure(let failure):
        if isPermitting || kind == .relationship {
          return .refused(
            failure == .ambiguous
              ? "\(column) may be either of two days; say --dates dmy or mdy"
              : "\(column) cannot be read; write it as 2026-11-20")
        }
      }
    }
    act.evidence = ConsentAct.evidenceNames.compactMap { name in
      let cell = text(name)
      return cell.isEmpty ? nil : (name, cell)
    }
    if isExport {
      act.isImported = !text("imported").isEmpty
      act.liftsObjection = !text("lifts_objection").isEmpty
    } else {
      act.isImported = true
    }
    let rowRegion = text("region").isEmpty ? region : Region(text("region").uppercased())
    let normalizer = Normalizer(region: rowRegion)
    let cell = bytes("number")
    normalizer.normalize(cell.span, into: &keys)
    guard keys.key != 0 else { return .refused("holds no number that can be read") }
    if isPermitting || kind == .relationship {
      guard keys.grade >= .possible else { return .refused("holds no number that could be called") }
      guard !keys.extraReasons.contains(where: \.isAnotherNumber) else {
        return .refused("holds several numbers; give each a row of its own")
      }
    }
    // Who does not understand the decision does not understand what it is about either.
    if known == nil { (act.brand, act.purpose, act.channels) = (nil, nil, []) }
    let numbers =
      isPermitting || kind == .relationship ? [keys.key] : [keys.key] + keys.extraKeys
    let acts = numbers.map { number in
      var one = act
      one.number = number
      return one
    }
    return known == nil
      ? .doubtful(
        acts,
        reason: flag != nil
          ? "the decision is yes or no; say --yes grant or --yes object"
          : word.isEmpty ? "no decision" : "the decision is not understood")
      : .acts(acts, remark: .init(of: act, keys))
  }

  /// What a word of a decision means, looked up once for all rows that have it.
  private mutating func decision(of word: String) -> Decision {
    if let known = decisions[word] { return known }
    let decision = Decision(kind: ConsentColumns.kind(word), flag: ConsentColumns.flag(word))
    if decisions.count < Self.decisionCountMax { decisions[word] = decision }
    return decision
  }

  private static func value(_ text: String) -> String? { text.isEmpty ? nil : text }
}

extension [UInt8] {
  /// As a text without blanks at its ends.
  var trimmedText: String {
    var rest = self[...]
    while let first = rest.first, first == 0x20 || first == 0x09 { rest.removeFirst() }
    while let last = rest.last, last == 0x20 || last == 0x09 { rest.removeLast() }
    return String(decoding: rest, as: UTF8.self)
  }
}

/// Records rows, many in a commit.
struct ConsentImporter {
  enum Result: String, CaseIterable {
    case accepted
    case unchanged
    case review
    case refused
  }

  struct Answer {
    var fields: [[UInt8]]
    var result: Result
    var seqs: [Int64] = []
    var reason = ""
  }

  /// Rows that share a commit: a sync is a thousandth of them.
  private static let rowCountMax = 2_000

  let writer: LedgerWriter
  let isTrial: Bool
  private(set) var counts: [Result: Int] = [:]
  /// Consents that nothing shows.
  private(set) var unshownCount = 0
  private var clock = ClockWatch()
  private var rows: [(fields: [[UInt8]], reading: ConsentRows.Reading)] = []

  init(writer: LedgerWriter, isTrial: Bool) {
    self.writer = writer
    self.isTrial = isTrial
  }

  var isFull: Bool { rows.count >= Self.rowCountMax }

  mutating func add(_ fields: [[UInt8]], _ reading: ConsentRows.Reading) {
    rows.append((fields, reading))
  }

  /// Records the rows; what they became is on the disk.
  mutating func commit() throws -> [Answer] {
    do {
      return try commitRows()
    } catch let error as LedgerError {
      let count = counts.values.reduce(0, +)
      guard count > 0, !isTrial else { throw error }
      throw Failure(
        "\(error.sentence); the \(count) rows before are recorded, and to import the file again does no harm"
      )
    }
  }

  private mutating func commitRows() throws -> [Answer] {
    guard !rows.isEmpty else { return [] }
    let now = Clock.now.moment
    try writer.begin(now: now)
    clock.look(at: writer, now: now)
    var answers: [Answer] = []
    do {
      for row in rows { answers.append(try record(row.fields, row.reading, now: now)) }
    } catch {
      writer.rollBack()
      throw error
    }
    if isTrial {
      writer.rollBack()
      for place in answers.indices { answers[place].seqs = [] }
    } else {
      try writer.commit()
    }
    for answer in answers { counts[answer.result, default: 0] += 1 }
    rows.removeAll(keepingCapacity: true)
    return answers
  }

  private mutating func record(
    _ fields: [[UInt8]], _ reading: ConsentRows.Reading, now: Moment
  ) throws -> Answer {
    var answer = Answer(fields: fields, result: .accepted)
    let acts: [ConsentAct]
    switch reading {
    case .refused(let reason):
      return Answer(fields: fields, result: .refused, reason: reason)
    case .nothing(let reason):
      return Answer(fields: fields, result: .unchanged, reason: reason)
    case .doubtful(let doubtful, let reason):
      acts = doubtful
      answer.result = .review
      answer.reason = reason
    case .acts(let certain, let remark):
      acts = certain
      if let remark {
        if remark == .unshown { unshownCount += 1 }
        answer.reason = remark.rawValue
        if remark == .truncated { answer.result = .review }
      }
    }
    for act in acts {
      do throws(ActRefusal) {
        try act.check(writer.ledger.register, now: now)
      } catch {
        return Answer(
          fields: fields, result: .refused, reason: error.sentence(writer.ledger.register))
      }
      if try writer.changesNothing(act) {
        if answer.result == .accepted && answer.seqs.isEmpty {
          answer.result = .unchanged
          answer.reason =
            try writer.isKeptOut(act)
            ? "the person was erased"
            : act.kind == .grant
              ? "it is recorded, or the person has answered" : "it is recorded"
        }
        continue
      }
      if answer.result == .unchanged { (answer.result, answer.reason) = (.accepted, "") }
      answer.seqs.append(try writer.record(act))
    }
    return answer
  }
}
