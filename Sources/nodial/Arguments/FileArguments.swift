import ArgumentParser
import Files
import PhoneNumbers
import Pipelines
import SuppressionLists

/// How a delimited file is to be read: shared by `scrub` and `normalize`.
struct FileArguments: ParsableArguments {
  @Option(
    name: .customLong("column"),
    help: ArgumentHelp(
      "A phone column, by its header or its number from 1; may be repeated. (default: all columns "
        + "whose header says so, in some forty languages: phone, mobile, fax, …; and home, work and the "
        + "like where the cells are numbers)",
      valueName: "name|n"))
  var columnNames: [String] = []

  @Option(
    name: .customLong("ignore-column"),
    help: ArgumentHelp(
      "A column that is not to be read though it holds numbers; may be repeated.",
      valueName: "name|n"))
  var ignoredColumnNames: [String] = []

  @Option(
    help: ArgumentHelp(
      "What separates fields: comma, semicolon, tab, pipe or one character. (default: found)",
      valueName: "character"))
  var delimiter: String?

  @OptionGroup var rows: RowArguments

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      "Whether the first row is a header, or data; data needs --column with numbers. (default: a "
        + "header, refused if it holds a number)"))
  var header: Bool?

  /// True if somebody says that the first row is data.
  var noHeader: Bool { header == false }

  @Option(
    help: ArgumentHelp("The default region of national numbers: US, GB, …", valueName: "code"))
  var region: String?

  @Option(
    help: ArgumentHelp(
      "A column that names each row's region: US, USA, United States, +1.", valueName: "name|n"))
  var regionColumn: String?

  @Option(
    help: ArgumentHelp(
      "Worker threads. (default: one a processor; to scrub from pipe to pipe one less)",
      valueName: "count"))
  var threads: Int?

  func validate() throws {
    if noHeader && columnNames.isEmpty {
      throw ValidationError("--no-header needs --column with the number of the phone column")
    }
    _ = try form()
    _ = try Values.region(region)
    _ = try Values.threadCount(threads)
  }

  /// How the file is to be read.
  func form() throws -> RowForm { try rows.form(delimiter: delimiter) }

  /// Finds the first row, and reads what it tells.
  ///
  /// - Parameter usualRegion: The region to use if none was given.
  func layout(of file: RowFile, usualRegion: UsualRegion) throws -> RowFile.Layout {
    // Who says that the first row is a header, or none, means the first.
    guard header == nil else { return try file.layout(form()) }
    let region = try Values.region(region) ?? usualRegion.region
    return try file.layout(
      form(), findingHeader: HeaderSearch(columnNames: columnNames, region: region))
  }

  /// Finds the columns, and says on standard error which.
  ///
  /// - Parameters:
  ///   - usualRegion: The region to use if none was given.
  ///   - readsEveryColumn: True if all cells are read, so that there need be no phone column.
  ///   - refusesLocalNumbers: True if numbers without their area codes are of no use.
  func columns(
    of file: RowFile, layout: RowFile.Layout, usualRegion: UsualRegion,
    readsEveryColumn: Bool = false, refusesLocalNumbers: Bool = false, messages: Messages
  ) throws -> NumberColumns {
    let given = try Values.region(region)
    let region = given ?? usualRegion.region
    let header = noHeader ? [] : layout.firstRow
    // A header that somebody names is one, whatever else stands in the row.
    if self.header == nil,
      let data = PhoneColumns.firstNumberColumn(in: header, region: region, names: columnNames)
    {
      throw Failure(
        "\(file.path): row \(layout.firstRowNumber), column \(data + 1) holds a phone number, so it is "
          + "no header, and would not be checked; say --no-header --column \(data + 1), or --header "
          + "if it is one")
    }
    let choice = try choice(of: file, layout: layout, header: header, region: region)
    let phoneColumns = choice.phoneColumns
    guard !header.isEmpty || noHeader || layout.firstRowByteCount == 0 else {
      throw Failure(try emptyRowRefusal(of: file, layout))
    }
    guard !phoneColumns.isEmpty || layout.firstRowByteCount == 0 || readsEveryColumn else {
      throw Failure(
        "\(file.path): no header names a phone column (\(HeaderNames.shown(header))); name it "
          + "with --column")
    }
    var columns = NumberColumns(
      layout,
      // Any column of a file without rows.
      phoneColumns: layout.firstRowByteCount == 0 && phoneColumns.isEmpty ? [0] : phoneColumns,
      region: region)
    if let regionColumn {
      do throws(ColumnError) {
        columns.regionColumn = try PhoneColumns.index(of: regionColumn, in: header)
      } catch {
        throw Failure("\(file.path): \(error)")
      }
    }
    let countMax = NumberColumns.columnCountMax - (columns.regionColumn == nil ? 0 : 1)
    guard columns.phoneColumns.count <= countMax else {
      let error = ColumnError.tooMany(count: columns.phoneColumns.count, max: countMax)
      throw Failure("\(file.path): \(error)")
    }
    let name = file.path == "-" ? "standard input" : file.path
    let names = columns.phoneColumns.map { $0 < header.count ? header[$0] : String($0 + 1) }
    let regionText =
      region.map { "region \($0.code)\(given == nil ? " (\(usualRegion.source))" : "")" }
      ?? "no region: numbers must be international"
    let columnsText =
      names.isEmpty
      ? "no phone column; every cell is read"
      : "phone column\(names.count == 1 ? "" : "s") \(HeaderNames.shown(names))"
    messages.note(
      "\(name): \(columnsText); "
        + "delimiter \(Values.name(ofDelimiter: layout.delimiter)); \(regionText)")
    if layout.encoding != .utf8 && !noHeader {
      messages.note("\(name): the header is not UTF-8; it was read as \(layout.encoding.rawValue)")
    }
    try tell(
      choice, of: file, header: header, readsEveryColumn: readsEveryColumn, messages)
    let headByteCount = layout.headByteCount(hasHeader: !noHeader)
    if let check = try RegionCheck(file, columns: columns, headByteCount: headByteCount) {
      if refusesLocalNumbers, let area = check.areaColumn {
        throw Failure(
          "\(name): most numbers of \(columnsText) lack their area codes, which stand in column "
            + "\"\(HeaderNames.shown(area < header.count ? header[area] : String(area + 1)))\"; write area "
            + "code and number into one column")
      }
      if refusesLocalNumbers, check.lacksAreaCodes, check.likelier == nil || given != nil {
        messages.warn(
          "\(name): most numbers of \(columnsText) lack their area codes, so that only lists of such "
            + "numbers can hold them; write them with area codes")
      }
      if given == nil, let region, let likelier = check.likelier, regionColumn == nil {
        throw Failure(
          "\(name): \(check.sentence(in: region)) (\(usualRegion.source)); say --region "
            + "\(likelier.region.code), or --region \(region.code) if that is right all the same")
      }
      messages.warn(about: check, file: file.path, region: region)
    }
    return columns
  }

  /// Says that no region comes from the indexes, unless one was given, or a column of them.
  func warn(
    aboutRegionsOf indexes: SuppressionIndexes, _ usualRegion: UsualRegion, _ messages: Messages
  ) {
    if region == nil && regionColumn == nil { usualRegion.warn(about: indexes, messages) }
  }

  /// Says how many rows name regions that are not known, once all rows were read.
  func warn(aboutRegionsOf columns: NumberColumns, file path: String, _ messages: Messages) {
    let (rowCount, textCount) = columns.regionTally.unknownCounts
    guard rowCount > 0 else { return }
    messages.warn(
      "\(path == "-" ? "standard input" : path): \(rowCount) row\(rowCount == 1 ? " names" : "s name") "
        + "\(textCount) region\(textCount == 1 ? " that is" : "s that are") not known, so that their "
        + "national numbers are invalid; write codes (US), names or calling codes (+1) in "
        + "column \(HeaderNames.shown(regionColumn ?? ""))")
  }

  /// Why a file whose first row is empty is refused, and the two ways out.
  private func emptyRowRefusal(of file: RowFile, _ layout: RowFile.Layout) throws -> String {
    let count = try file.emptyLineCount(from: layout)
    let skippedCount = (layout.form.skippedLineCount ?? 0) + count
    return
      "\(file.path): row \(layout.firstRowNumber) is empty, so there is no header; say --skip-rows "
      + "\(skippedCount) if it stands below, or --no-header with --column if there is none"
  }

  /// Chooses the phone columns; refuses a file in which others hold numbers that would not be read.
  private func choice(
    of file: RowFile, layout: RowFile.Layout, header: [String], region: Region?
  ) throws -> ColumnChoice {
    var request = ColumnChoice.Request()
    request.columnNames = columnNames
    request.ignoredNames = ignoredColumnNames
    if let regionColumn, let index = try? PhoneColumns.index(of: regionColumn, in: header) {
      request.otherColumns = [index]
      request.regionColumn = index
    }
    return try ColumnChoice(
      of: file, layout: layout, header: header,
      headByteCount: layout.headByteCount(hasHeader: !noHeader), region: region, request: request)
  }

  /// Says which columns are passed over, and refuses if one of them must not be. Where all cells are
  /// read, listed numbers in them count all the same.
  private func tell(
    _ choice: ColumnChoice, of file: RowFile, header: [String], readsEveryColumn: Bool,
    _ messages: Messages
  ) throws {
    let name = file.path == "-" ? "standard input" : file.path
    let remedies = ColumnRemedies(form: .campaign)
    let read = choice.phoneColumns.map { ColumnFinding.handle(of: $0, in: header) }
    let unread = choice.findings.filter { $0.kind == .numbers }
    if columnNames.isEmpty && !unread.isEmpty && !readsEveryColumn {
      throw Failure(remedies.refusal(unread, read: read, file: name))
    }
    for finding in choice.findings {
      messages.warn(remedies.warning(finding, read: read, file: name))
    }
  }
}
