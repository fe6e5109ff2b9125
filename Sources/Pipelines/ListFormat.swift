import DelimitedText
import PhoneNumbers

/// How a list is written.
public enum ListFormat: String, Sendable, CaseIterable {
  /// One number a line, in any writing; commas and quotes mean nothing.
  case plain
  /// Delimited text with a column of numbers.
  case csv
  /// `AAA,NNNNNNN`: the FTC's and Canada's full lists.
  case ftc
}

/// Recognises the format of a list by its first rows.
public struct ListRecognition: Sendable {
  public var format: ListFormat
  public var columns: NumberColumns
  public var hasHeader: Bool
  public var layout: RowFile.Layout
  /// The phone columns as messages name them.
  public var columnNames: [String]

  /// The bytes before the first row of data.
  var headByteCount: Int { layout.headByteCount(hasHeader: hasHeader) }

  /// What a forced or recognised format may be told besides.
  public struct Request: Sendable {
    public var format: ListFormat?
    /// A header name, or a column number from 1.
    public var column: String?
    public var delimiter: UInt8?
    public var hasHeader: Bool?
    public var region: Region?

    public init() {}
  }

  /// Why a list was not recognised.
  public enum Failure: Error, Equatable, Sendable {
    case column(ColumnError)
    /// Several columns and no header among the known names.
    case noPhoneColumn(names: [String])
  }

  private static let sampleRowCount = 200

  /// Recognises `file`: AAA,NNNNNNN in nearly every row is `ftc`; a header that names a phone column
  /// is `csv`; several columns of which one alone holds numbers is `csv` without a header; one column
  /// is `plain`.
  public init(_ file: RowFile, _ request: Request) throws(PipelineError) {
    if request.format == .plain {
      self = Self.plain(try file.lineLayout(), request)
      return
    }
    let layout: RowFile.Layout
    do throws(PipelineError) {
      layout = try file.layout(delimiter: request.delimiter)
    } catch {
      // A quote that is not closed in the first mebibyte: an error in delimited text, but lines may
      // begin with anything.
      guard case .rowByteCount = error.kind, request.format == nil else { throw error }
      self = Self.plain(try file.lineLayout(), request)
      return
    }
    let rows = try file.withPrefix { prefix, isAll in
      Self.rows(
        prefix.extracting(layout.markByteCount...), delimiter: layout.delimiter, isAll: isAll)
    }
    let format = request.format ?? Self.format(of: rows, request: request)
    if format == .plain {
      self = Self.plain(try file.lineLayout(), request)
      return
    }
    let recognized = Self.recognize(format, rows: rows, layout: layout, request: request)
    switch recognized {
    case .success(let recognition): self = recognition
    case .failure(let failure):
      throw PipelineError(.list(failure), path: file.path)
    }
  }

  private init(
    _ format: ListFormat, _ columns: NumberColumns, hasHeader: Bool, layout: RowFile.Layout,
    columnNames: [String] = []
  ) {
    self.format = format
    self.columns = columns
    self.hasHeader = hasHeader
    self.layout = layout
    self.columnNames = columnNames
  }

  private static func plain(_ layout: RowFile.Layout, _ request: Request) -> ListRecognition {
    var columns = NumberColumns(
      delimiter: layout.delimiter, phoneColumns: [0], region: request.region)
    columns.form = .lines
    return ListRecognition(
      .plain, columns, hasHeader: request.hasHeader ?? false, layout: layout)
  }

  private static func recognize(
    _ format: ListFormat, rows: [[[UInt8]]], layout: RowFile.Layout, request: Request
  ) -> Result<ListRecognition, Failure> {
    switch format {
    case .plain: return .success(plain(layout, request))
    case .ftc:
      // The form has no other use than in the North American plan.
      var columns = NumberColumns(
        delimiter: UInt8(ascii: ","), phoneColumns: [0, 1], region: request.region ?? Region("US"))
      columns.form = .areaCodeAndNumber
      return .success(
        ListRecognition(.ftc, columns, hasHeader: request.hasHeader ?? false, layout: layout))
    case .csv:
      return csv(rows: rows, layout: layout, request: request)
    }
  }

  private static func csv(
    rows: [[[UInt8]]], layout: RowFile.Layout, request: Request
  ) -> Result<ListRecognition, Failure> {
    let names = layout.firstRow
    func success(_ columnIndexes: [Int], hasHeader: Bool) -> Result<ListRecognition, Failure> {
      guard columnIndexes.count <= NumberColumns.columnCountMax else {
        let error = ColumnError.tooMany(
          count: columnIndexes.count, max: NumberColumns.columnCountMax)
        return .failure(.column(error))
      }
      let columns = NumberColumns(
        delimiter: layout.delimiter, phoneColumns: columnIndexes, region: request.region)
      let columnNames = columnIndexes.map { index in
        hasHeader && index < names.count ? names[index] : String(index + 1)
      }
      return .success(
        ListRecognition(
          .csv, columns, hasHeader: hasHeader, layout: layout, columnNames: columnNames))
    }
    let isData = PhoneColumns.firstNumberColumn(in: names, region: request.region) != nil
    let hasHeader = request.hasHeader ?? !isData
    if let column = request.column {
      do throws(ColumnError) {
        let index = try PhoneColumns.index(of: column, in: hasHeader ? names : [])
        return success([index], hasHeader: hasHeader)
      } catch {
        return .failure(.column(error))
      }
    }
    if hasHeader {
      let found = PhoneColumns.indexes(in: names)
      if !found.isEmpty { return success(found, hasHeader: true) }
    }
    if let index = soleNumberColumn(
      hasHeader ? Array(rows.dropFirst()) : rows, region: request.region)
    {
      return success([index], hasHeader: hasHeader)
    }
    return .failure(.noPhoneColumn(names: names))
  }

  private static func format(of rows: [[[UInt8]]], request: Request) -> ListFormat {
    if request.column != nil || request.delimiter != nil { return .csv }
    let filled = rows.filter { !$0.isEmpty }
    guard let first = filled.first else { return .plain }
    let split = filled.filter(isAreaCodeAndNumber)
    if split.count * 10 >= filled.count * 9 { return .ftc }
    let names = first.map { String(decoding: $0, as: UTF8.self) }
    if !PhoneColumns.indexes(in: names).isEmpty { return .csv }
    // A comma may also stand in a number's extension; a real second column stands in every row.
    return filled.allSatisfy({ $0.count > 1 }) ? .csv : .plain
  }

  private static func isAreaCodeAndNumber(_ row: [[UInt8]]) -> Bool {
    row.count == 2 && row[0].count == 3 && row[1].count == 7
      && row.allSatisfy { $0.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
  }

  /// The only column whose cells are, nine times in ten, numbers.
  private static func soleNumberColumn(_ rows: [[[UInt8]]], region: Region?) -> Int? {
    let normalizer = Normalizer(region: region)
    let filled = rows.filter { !$0.isEmpty }
    let columnCount = filled.map(\.count).max() ?? 0
    let columns = (0..<columnCount).filter { column in
      let numbers = filled.filter { row in
        guard column < row.count else { return false }
        let cell = row[column]
        return normalizer.normalize(cell.span).grade.rawValue >= Grade.possible.rawValue
      }
      return !filled.isEmpty && numbers.count * 10 >= filled.count * 9
    }
    return columns.count == 1 ? columns[0] : nil
  }

  private static func rows(
    _ body: Span<UInt8>, delimiter: UInt8, isAll: Bool
  ) -> [[[UInt8]]] {
    var rows: [[[UInt8]]] = []
    var offset = 0
    while rows.count < sampleRowCount,
      let row = RowReader.row(in: body, at: offset, delimiter: delimiter, isFinal: isAll),
      row.end > offset
    {
      rows.append(row.fields)
      offset = row.end
    }
    return rows
  }
}
