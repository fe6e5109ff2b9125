import ArgumentParser
import Files
import ListReading
import PhoneNumbers
import Pipelines
import SuppressionLists
import Texts

struct BuildCommand: ParsableCommand {
  private static let formatTable = ListFormat.all.map { format in
    "  " + format.name + String(repeating: " ", count: 12 - format.name.count) + format.summary
  }.joined(separator: "\n")

  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Build an index from suppression lists.",
    discussion: """
      EXAMPLES
        nodial build --output dnc.ndx --region US us-ftc=2026-11-20_full.txt
        nodial build --output dnc.ndx us-ftc=ftc.txt --date us-ftc=2026-11-20 \\
          withdrawn=optouts.csv
        nodial build --output dnc.ndx us-ftc=2026-11-20_full.txt.zip \\
          us-ftc=2026-11-21_changes.txt.zip us-ftc=2026-11-22_changes.txt.zip
        nodial build --output dnc.ndx own=crm.csv \\
          --map own=number:Phone,action:Op,date:When,expiry:Until

      Each list is recognised by its first rows. An id may be given several times: its files make \
      one list, full files and changes in any order. Files may be zip, gz, zst, xz, bz2 or tar, \
      with several lists in them, or workbooks (xlsx). The index appears whole or not at all, and replaces an older \
      one at once.

      FORMATS
      \(formatTable)

      MAPS
        --map names columns by header or by number from 1, and the words in them:
          number:COLUMN|…   area:COLUMN     an area code before a number without one
          action:COLUMN     add:WORD|…  delete:WORD|…         (A, D, add, delete, …)
          date:COLUMN       the moment of a change: ISO 8601, YYYYMMDD, Unix time
          expiry:COLUMN     the last day on which a row counts
          status:COLUMN     listed:WORD|…  clear:WORD|…  rejected:WORD|…
          preferences:COLUMN  category:N  preferences-are:blocked|allowed
        Only a word that clears keeps a number off the list; of an unknown status it is listed. \
      Preferences (India) are passed over unless category names that of your calls.

      RANGES
        A cell of a plain list or a csv may stand for many numbers: +33162*, 202-555-1XXX, \
      2025550000-2025559999.

      MEMORY
        At most --memory, plus some 10 MB for the program; what does not fit is spilled to \
      unnamed files in the folder of --output (or --scratch).
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("The index to write.", valueName: "file"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "The region of national numbers, US, GB, …, of campaigns and of all lists whose format is of no "
        + "country; or of one list; may be repeated.",
      valueName: "code|id=code"))
  var region: [String] = []

  @Option(
    help: ArgumentHelp(
      "What a list is: registry, objection, litigator, reassigned, disconnected, invalid, blocked, "
        + "wireless or voip; may be repeated. (default: registry, but objection for the ids "
        + "withdrawn, objection(s), internal, optout(s))",
      valueName: "id=kind"))
  var kind: [String] = []

  @Option(
    help: ArgumentHelp(
      "The day a list speaks for, YYYY-MM-DD; may be repeated. (default: the date in the names of "
        + "its files, as in 2026-9-9_818_abc.txt.zip, else undated)",
      valueName: "id=date"))
  var date: [String] = []

  @OptionGroup var catalogue: CatalogueArguments

  @Option(
    help: ArgumentHelp(
      "The key without which the index shall tell nothing; see nodial key. (default: NODIAL_KEY_FILE)",
      valueName: "file"))
  var key: String?

  @Option(
    help: ArgumentHelp(
      "The format of all lists, or of one; see FORMATS. (default: recognised)",
      valueName: "format|id=format"))
  var format: [String] = []

  @Option(
    help: ArgumentHelp(
      "A phone column of all csv lists, or of one: a header or a number from 1; may be repeated. "
        + "(default: found)",
      valueName: "name|n|id=name|id=n"))
  var column: [String] = []

  @Option(
    help: ArgumentHelp(
      "A column of all csv lists, or of one, that is not to be read though it holds numbers; may be "
        + "repeated.",
      valueName: "name|n|id=name|id=n"))
  var ignoreColumn: [String] = []

  @Option(
    help: ArgumentHelp(
      "A list that may be empty; may be repeated. (default: a file without rows is an error)",
      valueName: "id"))
  var allowEmpty: [String] = []

  @Option(
    help: ArgumentHelp(
      "What the columns of all lists, or of one, mean; see MAPS. May be repeated.",
      valueName: "map|id=map"))
  var map: [String] = []

  @Option(
    help: ArgumentHelp(
      "The day by which rows have expired, YYYY-MM-DD. (default: today, UTC)", valueName: "date"))
  var asOf: String?

  @Option(
    help: ArgumentHelp(
      "The most that an archive may unpack to. (default: 64G, and 1000 times its own size)",
      valueName: "size"))
  var expandMax: String?

  @Option(
    help: ArgumentHelp(
      "The sheet of all workbooks, or of one list's: its name or its number from 1. (default: the first "
        + "that is shown)",
      valueName: "name|n|id=name|id=n"))
  var sheet: [String] = []

  @Option(
    help: ArgumentHelp("The delimiter of csv lists. (default: found)", valueName: "character"))
  var delimiter: String?

  @OptionGroup var rows: RowArguments

  @Flag(
    inversion: .prefixedNo, help: "Whether the lists have a header. (default: found, list by list)")
  var header: Bool?

  @Option(
    help: ArgumentHelp(
      "The share of a list's rows that may hold no readable number, in percent.",
      valueName: "percent"))
  var tolerance: String = "1"

  @Option(help: ArgumentHelp("The memory to stay within, at least 64M.", valueName: "size"))
  var memory: String = "1G"

  @Option(
    help: ArgumentHelp(
      "The folder for what does not fit in memory. (default: that of --output)",
      valueName: "folder"))
  var scratch: String?

  @Option(help: ArgumentHelp("Worker threads. (default: one a processor)", valueName: "count"))
  var threads: Int?

  @Flag(help: "Print what was read and written, in JSON.")
  var json = false

  @Flag(name: .shortAndLong, help: "Say nothing but warnings and errors.")
  var quiet = false

  @Argument(
    help: ArgumentHelp("A list: its id and its file; - is standard input.", valueName: "id=file"))
  var lists: [String]

  func validate() throws {
    _ = try sources()
    _ = try options()
  }

  func run() throws {
    let messages = Messages(isQuiet: quiet)
    let sources = try sources()
    try refuseOverwriting(sources)
    for source in sources { announce(source, messages) }
    var options = try options()
    options.index.key = try KeyArguments.one(key)
    if options.index.key == nil { try refuseOpening(output) }
    let build = ListBuild(sources: sources, options: options)
    let start = ContinuousClock.now
    let meter = ProgressMeter(byteCount: totalByteCount(sources), isQuiet: quiet)
    let result = Result { () throws(PipelineError) in
      try build.run(outputPath: output, progress: meter.progress) { tell($0, messages) }
    }
    meter.end()
    let summary: IndexBuilder.Summary
    do throws(PipelineError) {
      summary = try result.get()
    } catch {
      throw error.worded(isSettings: false)
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    for list in summary.lists {
      messages.note(
        "\(list.versionedID) (\(list.kind.name)): \(list.rowCount) rows, "
          + "\(list.unreadableRowCount) unreadable, \(list.numberCount) numbers"
          + (list.rangeCount > 0 ? ", \(list.rangeCount) ranges" : ""))
    }
    messages.note(
      "\(output): \(summary.numberCount) numbers, \(summary.byteCount) bytes, "
        + "\(Text.decimal(seconds)) s")
    guard json else { return }
    var report = try StandardOutput()
    try report.print(JSONText.indented(BuildReport(summary, path: output, seconds: seconds)))
    try report.flush()
  }

  // MARK: Arguments

  private func options() throws -> ListBuild.Options {
    var options = ListBuild.Options()
    options.index.memoryByteCount = try Values.byteCount(memory)
    guard options.index.memoryByteCount >= IndexBuilder.memoryByteCountMin else {
      throw ValidationError("--memory must be at least 64M")
    }
    options.index.scratchFolder = scratch
    options.index.threadCount = try Values.threadCount(threads)
    let percent = tolerance.hasSuffix("%") ? String(tolerance.dropLast()) : tolerance
    guard let value = Double(percent), (0...100).contains(value) else {
      throw ValidationError("--tolerance takes a percentage from 0 to 100, not \"\(tolerance)\"")
    }
    options.tolerancePercent = value
    return options
  }

  private func sources() throws -> [ListBuild.Source] {
    guard !lists.isEmpty else { throw ValidationError("name at least one list as ID=FILE") }
    var sources: [ListBuild.Source] = []
    for (id, path) in try Values.pairs(lists, option: "a list") {
      guard SuppressionList.isValid(id: id) else {
        throw ValidationError(
          "\"\(id)\" is no list id; use letters, digits, -, _ and . , at most "
            + "\(SuppressionList.idByteCountMax)")
      }
      guard !path.isEmpty else { throw ValidationError("list \(id) names no file") }
      if let index = sources.firstIndex(where: { $0.list.id == id }) {
        sources[index].paths.append(path)
      } else {
        let kind = ListKind.usual(forID: id)
        sources.append(.init(list: SuppressionList(id: id, kind: kind), paths: [path]))
      }
    }
    guard lists.count(where: { $0.hasSuffix("=-") }) <= 1 else {
      throw ValidationError("only one list can come from standard input")
    }
    guard sources.count <= SuppressionIndex.listCountMax else {
      throw ValidationError("at most \(SuppressionIndex.listCountMax) lists fit one index")
    }
    try setKinds(&sources)
    try setDates(&sources)
    try catalogue.apply(to: &sources)
    try setRequests(&sources)
    return sources
  }

  private func setKinds(_ sources: inout [ListBuild.Source]) throws {
    for (id, value) in try Values.pairs(kind, option: "--kind") {
      guard let kind = ListKind(name: value) else {
        let names = ListKind.ofFiles.map(\.name).joined(separator: ", ")
        throw ValidationError("unknown kind \"\(value)\"; the kinds are \(names)")
      }
      sources[try Self.index(of: id, in: sources, option: "--kind")].list.kind = kind
    }
  }

  private func setDates(_ sources: inout [ListBuild.Source]) throws {
    for (id, value) in try Values.pairs(date, option: "--date") {
      guard let date = CalendarDate(value) else {
        throw ValidationError("\"\(value)\" is no date; write YYYY-MM-DD")
      }
      sources[try Self.index(of: id, in: sources, option: "--date")].list.versionDate = date
    }
  }

  private func setRequests(_ sources: inout [ListBuild.Source]) throws {
    for index in sources.indices {
      sources[index].request.form = try rows.form(delimiter: delimiter)
      sources[index].request.hasHeader = header
      sources[index].request.asOf = try asOfDate()
      sources[index].request.expandedByteCountMax = try expandMax.map(Values.byteCount)
    }
    for text in region {
      let (ids, value) = target(text, sources)
      let region = try Values.region(value)
      let isGeneral = value == text
      for index in ids {
        if isGeneral {
          sources[index].request.defaultRegion = region
        } else {
          sources[index].request.region = region
        }
      }
    }
    for text in map {
      let (ids, value) = target(text, sources)
      for index in ids { try ListMap.apply(value, to: &sources[index].request) }
    }
    for text in format {
      let (ids, value) = target(text, sources)
      guard let format = ListFormat(name: value) else {
        let names = ListFormat.all.map(\.name).joined(separator: ", ")
        throw ValidationError("unknown format \"\(value)\"; the formats are \(names)")
      }
      for index in ids { sources[index].request.format = format }
    }
    for text in sheet {
      let (ids, value) = target(text, sources)
      for index in ids { sources[index].request.sheet = value }
    }
    // What is said of one list takes the place of what is said of all.
    var named: Set<Int> = []
    for text in column {
      let (indexes, value) = target(text, sources)
      let isGeneral = value == text
      for index in indexes {
        if isGeneral && named.contains(index) { continue }
        if !isGeneral && named.insert(index).inserted { sources[index].request.columns = [] }
        sources[index].request.columns.append(value)
      }
    }
    for text in ignoreColumn {
      let (indexes, value) = target(text, sources)
      for index in indexes { sources[index].request.ignoredColumns.append(value) }
    }
    for id in allowEmpty {
      let index = try Self.index(of: id, in: sources, option: "--allow-empty")
      sources[index].request.mayBeEmpty = true
    }
  }

  private func asOfDate() throws -> CalendarDate {
    guard let asOf else { return Clock.now.day }
    guard let date = CalendarDate(asOf) else {
      throw ValidationError("--as-of takes YYYY-MM-DD, not \"\(asOf)\"")
    }
    return date
  }

  /// Splits `ID=VALUE` if ID is a list, else takes the text for all lists.
  private func target(
    _ text: String, _ sources: [ListBuild.Source]
  ) -> (indexes: [Int], value: String) {
    if let equals = text.firstIndex(of: "="),
      let index = sources.firstIndex(where: { $0.list.id == text[..<equals] })
    {
      return ([index], String(text[text.index(after: equals)...]))
    }
    return (Array(sources.indices), text)
  }

  static func index(
    of id: String, in sources: [ListBuild.Source], option: String
  ) throws -> Int {
    if let index = sources.firstIndex(where: { $0.list.id == id }) { return index }
    let guess = Spelling.nearest(to: id, in: sources.map(\.list.id))
    throw ValidationError(
      "\(option) names list \"\(id)\", which is not given"
        + (guess.map { "; did you mean \"\($0)\"?" } ?? ""))
  }

  // MARK: Messages

  private func refuseOverwriting(_ sources: [ListBuild.Source]) throws {
    var names = OutputNames()
    for path in sources.flatMap(\.paths) {
      names.read(
        path, identity: path == "-" ? FileIdentity.standardInput : nil, role: "a list to read")
    }
    for path in key.map({ [$0] }) ?? KeyArguments.usualPaths {
      names.read(path, role: "the key of the index")
    }
    try names.write(output)
  }

  /// Refuses to put an index that anybody can read in the place of one with a key.
  private func refuseOpening(_ path: String) throws {
    guard let id = SuppressionIndex.keyName(path: path) else { return }
    throw Failure(
      "\(path): has the key \(id), and none is given, so that anybody could read the new one; say --key "
        + "FILE, set NODIAL_KEY_FILE, or remove the file first if that is what you want")
  }

  private func totalByteCount(_ sources: [ListBuild.Source]) -> Int? {
    var total = 0
    for path in sources.flatMap(\.paths) {
      // What an archive unpacks to is not known before.
      guard path != "-", let file = try? InputFile(path: path), let byteCount = file.byteCount,
        (try? ListFile.isArchive(path)) == false
      else { return nil }
      total += byteCount
    }
    return total
  }

  private func announce(_ source: ListBuild.Source, _ messages: Messages) {
    let list = source.list
    if list.kind == .objection && !kind.contains(where: { $0.hasPrefix("\(list.id)=") }) {
      messages.note("list \(list.id) is taken for objections (own opt-outs), by its name")
    }
  }

  private func tell(_ event: ListBuild.Event, _ messages: Messages) {
    func name(_ path: String) -> String { path == "-" ? "standard input" : path }
    switch event {
    case .undated(let list):
      messages.note("list \(list) is undated; say --date \(list)=YYYY-MM-DD")
    case .read(let list, let path, let role, let counts):
      messages.tell(counts, of: role, about: "\(name(path)): list \(list)")
    case .recognized(let list, let path, let recognition):
      var text = "\(name(path)): list \(list), format \(recognition.format.name)"
      if recognition.format == .csv {
        text += ", delimiter \(Values.name(ofDelimiter: recognition.columns.delimiter))"
        text += ", column \(HeaderNames.shown(recognition.columnNames))"
        text += recognition.hasHeader ? "" : ", no header"
        if recognition.layout.encoding != .utf8 {
          text += " (read as \(recognition.layout.encoding.rawValue))"
        }
      }
      text += recognition.columns.region.map { ", region \($0.code)" } ?? ", no region"
      messages.note(text)
      if let column = recognition.unmappedActions {
        messages.warn(
          "\(name(path)): column \(HeaderNames.shown(column)) seems to say what is added and what is "
            + "deleted; all rows are read as additions unless you say --map \(list)=action:COLUMN")
      }
    case .areasOfRows(let list, let path, let count):
      messages.warn(
        aboutAreasOfRows: count, of: list, file: name(path), remedy: "--covers \(list)=1")
    case .foreignArea(let list, let path, let areaCode):
      messages.warn(aboutAreaCode: areaCode, of: list, file: name(path))
    case .regionChecked(_, let path, let check, let region):
      messages.warn(about: check, file: path, region: region)
    case .unreadable(let list, let path, let count, let rowCount, let firstRows):
      messages.warn(
        aboutUnreadable: firstRows, count: count, rowCount: rowCount, of: list, file: name(path))
    case .workbook(let list, let path, let sheet, let unread):
      messages.tell(
        sheet: sheet, unread: unread, of: name(path), remedy: "--sheet \(list)=NAME")
    case .passedOver(let list, let path):
      messages.warn(aboutPassedOver: path, of: list)
    case .empty(let list, let path, _):
      messages.warn("\(name(path)): list \(list) is empty")
    case .columnFindings(let list, let path, let findings, let read):
      let remedies = ColumnRemedies(form: .list(id: list))
      for finding in findings {
        messages.warn(remedies.warning(finding, read: read, file: name(path)))
      }
    }
  }
}

extension ListKind {
  /// The kind that an id stands for by custom.
  static func usual(forID id: String) -> ListKind {
    let objections: Set<String> = [
      "withdrawn", "objection", "objections", "internal", "optout", "optouts", "opt-out",
      "opt-outs",
    ]
    return objections.contains(id.lowercased()) ? .objection : .registry
  }
}
