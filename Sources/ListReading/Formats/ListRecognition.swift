import DelimitedText
import PhoneNumbers
import Pipelines
import SuppressionLists

/// Recognises the format of a list by its first rows.
public struct ListRecognition: Sendable {
  public typealias Request = ListRequest

  public var format: ListFormat
  /// A list, or changes of one.
  public var role: ListSource.Role
  public var hasHeader: Bool
  public var layout: RowFile.Layout
  /// The columns as messages name them, the phone columns first.
  public var columnNames: [String]
  /// The phone columns as an option takes them.
  var columnHandles: [String] = []
  var listColumns: ListColumns
  /// The layout that the rows are of, if they are of a fixed one.
  var listLayout: ListLayout?
  /// The first moment among the sampled rows of changes.
  var firstTimestamp: Timestamp?
  /// The area codes of the sampled rows of a register; nil of any other list.
  var areaCodes: Set<String>?
  /// A column of a csv that seems to hold actions, while nobody has said so: its rows are all read as
  /// additions.
  public internal(set) var unmappedActions: String?
  /// The columns that are said to be passed over.
  var ignoredColumns: Set<Int> = []
  /// What is to be said of columns that are not read as numbers.
  public internal(set) var findings: [ColumnFinding] = []

  public var columns: NumberColumns { listColumns.numbers }

  /// The bytes before the first row of data.
  var headByteCount: Int { layout.headByteCount(hasHeader: hasHeader) }

  static let sampleRowCount = 200

  /// Recognises `file`: a row's cells that are those of a register are its format; a header that
  /// names a register's columns, or a phone column; several columns of which one alone holds numbers
  /// are `csv` without a header; one column is `plain`.
  ///
  /// - Precondition: A file of tags was turned into rows, and the request names its format.
  public init(_ file: RowFile, _ request: ListRequest) throws(PipelineError) {
    if request.format?.encoding == .lines {
      self = Self.lines(request.format!, try file.lineLayout(request.form), request)
      return
    }
    let layout: RowFile.Layout
    do throws(PipelineError) {
      layout = try Self.layout(of: file, request)
    } catch {
      // An error in delimited text, but lines may begin with anything.
      guard error.isAboutFirstRow, request.format == nil, try file.holdsLines() else { throw error }
      self = Self.lines(.plain, try file.lineLayout(request.form), request)
      return
    }
    let rows = try file.withPrefix { prefix, isAll in
      Self.rows(
        prefix.extracting(layout.firstRowOffset...), layout, isAll: isAll)
    }
    let format = request.format ?? Self.format(of: rows, request: request)
    if format.encoding == .lines {
      let recognition = Self.lines(format, try file.lineLayout(request.form), request)
      if request.format == nil {
        let profiles = ColumnProfiles(ColumnSample(rows: rows), region: request.region(for: format))
        // Numbers of another region seem ids in this one: that is told when the region is looked at.
        if let column = profiles.columns.first, column.seemsIdentifiers(profiles.shape),
          try RegionCheck(
            file, columns: recognition.columns, headByteCount: recognition.headByteCount)?.likelier
            == nil
        {
          throw PipelineError(.list(.noPhoneColumn(names: layout.firstRow)), path: file.path)
        }
      }
      self = recognition
      return
    }
    let sample =
      ListColumnSearch.isFixed(format, request)
      ? ColumnSample()
      : try ColumnSample(file, layout, headByteCount: layout.firstRowOffset)
    let columns = ListColumnSearch(
      format: format, rows: rows, layout: layout, request: request, sample: sample)
    switch columns.result() {
    case .success(let recognition): self = recognition
    case .failure(let failure): throw PipelineError(.list(failure), path: file.path)
    }
  }

  init(
    _ format: ListFormat, _ listColumns: ListColumns, role: ListSource.Role = .full,
    hasHeader: Bool, layout: RowFile.Layout, columnNames: [String] = []
  ) {
    self.format = format
    self.listColumns = listColumns
    self.role = role
    self.hasHeader = hasHeader
    self.layout = layout
    self.columnNames = columnNames
  }

  private static func layout(
    of file: RowFile, _ request: ListRequest
  ) throws(PipelineError) -> RowFile.Layout {
    // Rows that were made of tags are as this program writes them.
    if request.format?.encoding == .tags {
      return try file.layout(RowForm(delimiter: UInt8(ascii: ",")))
    }
    let mayHaveHeader = request.format?.layouts.allSatisfy(\.patterns.isEmpty) ?? true
    guard request.hasHeader == nil && mayHaveHeader else { return try file.layout(request.form) }
    let names = request.mapping[.number] ?? request.columns
    let region = request.region ?? request.defaultRegion
    return try file.layout(
      request.form, findingHeader: HeaderSearch(columnNames: names, region: region))
  }

  private static func lines(
    _ format: ListFormat, _ layout: RowFile.Layout, _ request: ListRequest
  ) -> ListRecognition {
    var columns = NumberColumns(
      delimiter: layout.delimiter, phoneColumns: [0], region: request.region(for: format))
    columns.form = .lines
    return ListRecognition(
      format, ListColumns(numbers: columns), hasHeader: request.hasHeader ?? false,
      layout: layout)
  }

  private static func format(of rows: [[[UInt8]]], request: ListRequest) -> ListFormat {
    if !request.columns.isEmpty || !request.ignoredColumns.isEmpty || request.delimiter != nil
      || !request.mapping.isEmpty
    {
      return .csv
    }
    let filled = rows.filter { row in row.contains { !$0.isEmpty } }
    guard let first = filled.first else { return .plain }
    let names = first.map { String(decoding: $0, as: UTF8.self) }
    for format in ListFormat.all where format.isRecognized {
      for layout in format.layouts where layout.fits(filled, header: names) { return format }
    }
    // A word alone heads a column; that of an id must not be passed over as one bad row.
    let isHeader = ListColumnSearch.isHeader(first)
    for meaning in names.map({ HeaderMeaning($0) }) {
      switch meaning.claim {
      case .phone: return .csv
      case .place, .aspect: if isHeader { return .csv }
      case .none: if isHeader && meaning.isIdentifier { return .csv }
      }
    }
    // A comma may also stand in a number's extension; a real second column stands in every row.
    return filled.allSatisfy({ $0.count > 1 }) ? .csv : .plain
  }

  private static func rows(
    _ body: Span<UInt8>, _ layout: RowFile.Layout, isAll: Bool
  ) -> [[[UInt8]]] {
    var rows: [[[UInt8]]] = []
    var offset = 0
    while rows.count < sampleRowCount,
      let row = RowReader.row(
        in: body, at: offset, delimiter: layout.delimiter, isFinal: isAll,
        hasQuotes: layout.form.hasQuotes),
      row.end > offset
    {
      rows.append(row.fields)
      offset = row.end
    }
    return rows
  }
}

extension ListRequest {
  /// The region that national numbers are of: as was said of the list, else that of the register whose
  /// format it is, else the general one.
  func region(for format: ListFormat) -> Region? {
    region ?? format.regionCode.flatMap { Region($0) } ?? defaultRegion
  }
}

extension PipelineError {
  /// True if it says that the first row cannot be told.
  fileprivate var isAboutFirstRow: Bool {
    switch kind {
    case .rowByteCount, .quotes: true
    default: false
    }
  }
}

extension RowFile {
  /// True if there are several lines and nothing that separates fields in the first of them.
  fileprivate func holdsLines() throws(PipelineError) -> Bool {
    let delimiters = Array(",;\t|".utf8)
    return try withPrefix { prefix, _ in
      let sample = prefix.extracting(..<min(prefix.count, Self.sampleByteCount))
      return sample.indices.contains { sample[$0] == 0x0A || sample[$0] == 0x0D }
        && !sample.indices.contains { delimiters.contains(sample[$0]) }
    }
  }

  private static let sampleByteCount = 1 << 14
}
