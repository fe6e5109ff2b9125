import ArgumentParser
import Files
import PhoneNumbers
import Pipelines

/// How a delimited file is to be read: shared by `scrub` and `normalize`.
struct FileArguments: ParsableArguments {
  @Option(
    name: .customLong("column"),
    help: ArgumentHelp(
      "A phone column, by its header or its number from 1; may be repeated. (default: all columns "
        + "whose header says so: phone, mobile, tel, msisdn, …)",
      valueName: "name|n"))
  var columnNames: [String] = []

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
    help: ArgumentHelp("A column that names each row's region.", valueName: "name|n"))
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
  /// - Parameter fallbackRegion: The region to use if none was given.
  func layout(of file: RowFile, fallbackRegion: Region?) throws -> RowFile.Layout {
    // Who says that the first row is a header, or none, means the first.
    guard header == nil else { return try file.layout(form()) }
    let region = try Values.region(region) ?? fallbackRegion
    return try file.layout(
      form(), findingHeader: HeaderSearch(columnNames: columnNames, region: region))
  }

  /// Finds the columns, and says on standard error which.
  ///
  /// - Parameter fallbackRegion: The region to use if none was given.
  func columns(
    of file: RowFile, layout: RowFile.Layout, fallbackRegion: Region?, fallbackSource: String,
    messages: Messages
  ) throws -> NumberColumns {
    let given = try Values.region(region)
    let region = given ?? fallbackRegion
    let header = noHeader ? [] : layout.firstRow
    // A header that somebody names is one, whatever else stands in the row.
    if self.header == nil, !columnNames.contains(where: header.contains),
      let data = PhoneColumns.firstNumberColumn(in: header, region: region)
    {
      throw Failure(
        "\(file.path): row \(layout.firstRowNumber), column \(data + 1) holds a phone number, so it is "
          + "no header, and would not be checked; say --no-header --column \(data + 1), or --header "
          + "if it is one")
    }
    let phoneColumns: [Int]
    do throws(ColumnError) {
      phoneColumns = try phoneIndexes(header)
    } catch {
      throw Failure("\(file.path): \(error)")
    }
    guard !phoneColumns.isEmpty || layout.firstRowByteCount == 0 else {
      throw Failure(
        header.isEmpty
          ? "\(file.path): row 1 is empty, so there is no header; remove it, or say --no-header"
          : "\(file.path): no header names a phone column (\(HeaderNames.shown(header))); name it "
            + "with --column")
    }
    var columns = NumberColumns(
      layout, phoneColumns: phoneColumns.isEmpty ? [0] : phoneColumns, region: region)
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
    let names = columns.phoneColumns.map { $0 < header.count ? header[$0] : String($0 + 1) }
    let regionText =
      region.map { "region \($0.code)\(given == nil ? " (\(fallbackSource))" : "")" }
      ?? "no region: numbers must be international"
    messages.note(
      "\(file.path == "-" ? "standard input" : file.path): phone column"
        + "\(names.count == 1 ? "" : "s") \(HeaderNames.shown(names)); "
        + "delimiter \(Values.name(ofDelimiter: layout.delimiter)); \(regionText)")
    let headByteCount = layout.headByteCount(hasHeader: !noHeader)
    if let check = try RegionCheck(file, columns: columns, headByteCount: headByteCount) {
      messages.warn(about: check, file: file.path, region: region)
    }
    return columns
  }

  private func phoneIndexes(_ header: [String]) throws(ColumnError) -> [Int] {
    if columnNames.isEmpty { return PhoneColumns.indexes(in: header) }
    var indexes: [Int] = []
    for name in columnNames { indexes.append(try PhoneColumns.index(of: name, in: header)) }
    return indexes
  }
}
