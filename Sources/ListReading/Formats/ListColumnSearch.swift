import DelimitedText
import PhoneNumbers
import Pipelines
import SuppressionLists

/// Finds the columns of a delimited list, by what the user says, by the format, by the header, by
/// what is in them.
struct ListColumnSearch {
  let format: ListFormat
  /// The first rows, the header among them if there is one.
  let rows: [[[UInt8]]]
  let layout: RowFile.Layout
  let request: ListRequest
  /// Rows from all of the file, the first one among them.
  let sample: ColumnSample

  typealias Found = Result<ListRecognition, ListFailure>

  func result() -> Found {
    if Self.isFixed(format, request),
      let fixed = format.layouts.filter({ !$0.patterns.isEmpty }).mostFitting(rows)
    {
      return .success(fixedResult(fixed))
    }
    do throws(ListFailure) {
      return .success(try headedResult())
    } catch {
      return .failure(error)
    }
  }

  /// True if the format alone says where everything stands.
  static func isFixed(_ format: ListFormat, _ request: ListRequest) -> Bool {
    request.mapping.isEmpty && request.columns.isEmpty
      && format.layouts.contains { !$0.patterns.isEmpty }
  }

  private var region: Region? { request.region(for: format) }

  // MARK: Cells in a fixed order

  private func fixedResult(_ fixed: ListLayout) -> ListRecognition {
    let position = Dictionary(
      uniqueKeysWithValues: fixed.columns.map { ($0.field, $0.position!) })
    var columns = ListColumns(numbers: numbers(at: [position[.number]!]))
    columns.numbers.delimiter = format.encoding == .tags ? UInt8(ascii: ",") : layout.delimiter
    let isTagged = format.encoding == .tags
    if Set(position.keys) == [.area, .number], position[.area] == 0, position[.number] == 1 {
      columns.numbers = numbers(at: [0, 1])
      columns.numbers.form = .areaCodeAndNumber
    } else {
      columns.others = position.filter { $0.key != .number }
    }
    columns.statuses = format.statuses.replacing(request.words)
    columns.actions = ListWords.actions.replacing(request.words)
    let hasHeader =
      !isTagged && (request.hasHeader ?? (rows.first.map(Self.isHeader) ?? false))
    var recognition = ListRecognition(
      format, columns, role: fixed.role, hasHeader: hasHeader, layout: layout)
    recognition.listLayout = fixed
    setTimes(&recognition)
    recognition.areaCodes = areaCodes()
    if isTagged, let action = position[.action],
      rows.contains(where: { $0.count > action && !$0[action].isEmpty })
    {
      recognition.role = .change
    }
    return recognition
  }

  /// The area codes of the rows that are a register's: three digits by themselves, or at the beginning
  /// of ten.
  private func areaCodes() -> Set<String> {
    let cells = rows.compactMap(\.first).filter { cell in
      [3, 10].contains(cell.count) && cell.allSatisfy { (0x30...0x39).contains($0) }
    }
    return Set(cells.map { String(decoding: $0.prefix(3), as: UTF8.self) })
  }

  /// Words without a digit: what a damaged row of a register is not.
  static func isHeader(_ row: [[UInt8]]) -> Bool {
    row.contains { !$0.isEmpty }
      && row.allSatisfy { cell in cell.allSatisfy { !(0x30...0x39).contains($0) } }
  }

  private func setTimes(_ recognition: inout ListRecognition) {
    guard recognition.role == .change, let date = recognition.listColumns.others[.date] else {
      return
    }
    recognition.firstTimestamp =
      rows.compactMap { $0.count > date ? Timestamp($0[date], in: request.zone) : nil }.min()
  }

  // MARK: Columns with headers

  private func headedResult() throws(ListFailure) -> ListRecognition {
    let names = layout.firstRow
    let isData =
      PhoneColumns.firstNumberColumn(
        in: names, region: region, names: request.columns + request.mapping.values.joined()) != nil
    let hasHeader = request.hasHeader ?? !isData
    let header = hasHeader ? names : []
    let profiles = ColumnProfiles(sample, region: region, hasHeader: hasHeader)
    var others: [ListField: Int] = [:]
    for field in ListField.allCases where field != .number {
      if let name = request.mapping[field]?.first {
        others[field] = try index(of: name, in: header)
      }
    }
    let headed = format.layouts.first { $0.patterns.isEmpty }
    for column in headed?.columns ?? [] where others[column.field] == nil {
      guard column.field != .number else { continue }
      others[column.field] = header.firstIndex { column.names.contains(Self.folded($0)) }
      if column.field == .status, others[.status] == nil {
        // Two columns without a header: what is not the number is what was found of it.
        others[.status] = hasHeader ? nil : soleOtherColumn(profiles)
        guard others[.status] != nil else {
          throw .noField(ListField.status.rawValue, names: names)
        }
      }
    }
    let choice = try choice(header, profiles, headed: headed, others: others)
    let found = choice.phoneColumns
    guard found.count <= NumberColumns.columnCountMax - others.count else {
      throw .column(
        .tooMany(count: found.count, max: NumberColumns.columnCountMax - others.count))
    }
    var columns = ListColumns(numbers: numbers(at: found), others: others)
    columns.statuses = format.statuses.replacing(request.words)
    columns.actions = ListWords.actions.replacing(request.words)
    let role: ListSource.Role = others[.action] == nil ? .full : .change
    var recognition = ListRecognition(
      format, columns, role: role, hasHeader: hasHeader, layout: layout)
    recognition.columnNames = found.map { index in
      index < header.count ? header[index] : String(index + 1)
    }
    recognition.findings = choice.findings
    recognition.ignoredColumns = ignoredColumns(in: header)
    recognition.columnHandles = found.map { ColumnFinding.handle(of: $0, in: header) }
    setTimes(&recognition)
    if format == .csv && request.mapping.isEmpty {
      recognition.unmappedActions = unmappedActions(header, hasHeader: hasHeader)
    }
    return recognition
  }

  /// The first column in which there is nothing but words for adding and deleting, both of them.
  private func unmappedActions(_ header: [String], hasHeader: Bool) -> String? {
    let data = rows.dropFirst(hasHeader ? 1 : 0).filter { !$0.isEmpty }
    let columnCount = data.map(\.count).min() ?? 0
    for column in 0..<columnCount {
      let meanings = data.map { ListWords.actions.meaning(of: $0[column]) }
      if !meanings.contains(nil), Set(meanings).count == 2 {
        return column < header.count ? header[column] : String(column + 1)
      }
    }
    return nil
  }

  /// The phone columns: as the user says, as the format does, by header and cells, by cells alone.
  private func choice(
    _ header: [String], _ profiles: ColumnProfiles, headed: ListLayout?,
    others: [ListField: Int]
  ) throws(ListFailure) -> ColumnChoice {
    var wanted = ColumnChoice.Request()
    wanted.columnNames = request.mapping[.number] ?? request.columns
    wanted.ignoredNames = request.ignoredColumns
    wanted.otherColumns = Set(others.values)
    wanted.isList = true
    wanted.hasStatus = [.status, .action, .preferences].contains { others[$0] != nil }
    if wanted.columnNames.isEmpty,
      let column = headed?.columns.first(where: { $0.field == .number }), !column.names.isEmpty,
      let index = header.firstIndex(where: { column.names.contains(Self.folded($0)) })
    {
      wanted.fixedColumns = [index]
    }
    var choice = try choice(header, profiles, wanted)
    if choice.phoneColumns.isEmpty,
      let index = soleNumberColumn(header, profiles, Set(others.values))
    {
      wanted.fixedColumns = [index]
      choice = try self.choice(header, profiles, wanted)
    }
    guard !choice.phoneColumns.isEmpty else {
      throw .noPhoneColumn(names: header.isEmpty ? layout.firstRow : header)
    }
    if wanted.columnNames.isEmpty {
      let unread = choice.findings.filter { $0.kind == .numbers }
      let read = choice.phoneColumns.map { ColumnFinding.handle(of: $0, in: header) }
      if !unread.isEmpty { throw .unread(unread, read: read) }
    }
    return choice
  }

  private func choice(
    _ header: [String], _ profiles: ColumnProfiles, _ wanted: ColumnChoice.Request
  ) throws(ListFailure) -> ColumnChoice {
    do throws(ColumnError) {
      return try ColumnChoice(header: header, profiles: profiles, request: wanted)
    } catch {
      throw .column(error)
    }
  }

  private func index(
    of name: String, in header: [String]
  ) throws(ListFailure) -> Int {
    do throws(ColumnError) {
      return try PhoneColumns.index(of: name, in: header)
    } catch {
      throw .column(error)
    }
  }

  private func numbers(at columns: [Int]) -> NumberColumns {
    NumberColumns(layout, phoneColumns: columns, region: region)
  }

  private func ignoredColumns(in header: [String]) -> Set<Int> {
    Set(request.ignoredColumns.compactMap { name in try? PhoneColumns.index(of: name, in: header) })
  }

  /// The only column whose cells are numbers, and not ids that might be some. Where one cell in five of another
  /// one is a number, the file is not understood.
  private func soleNumberColumn(
    _ header: [String], _ profiles: ColumnProfiles, _ others: Set<Int> = []
  ) -> Int? {
    let ignored = ignoredColumns(in: header)
    let shares = profiles.columns.indices.map { column in
      let meaning = column < header.count ? HeaderMeaning(header[column]) : nil
      return others.contains(column) || ignored.contains(column)
        ? .none : profiles.share(of: column, meaning)
    }
    let columns = shares.indices.filter { shares[$0] >= .perhaps }
    let isMixed = shares.indices.contains {
      shares[$0] == .some
        && profiles.columns[$0].numberCount * 5 >= profiles.columns[$0].filledCount
    }
    guard columns.count == 1, !isMixed, profiles.columns[columns[0]].isCertain(profiles.shape)
    else {
      return nil
    }
    let isIdentifier = columns[0] < header.count && HeaderMeaning(header[columns[0]]).isIdentifier
    return isIdentifier ? nil : columns[0]
  }

  /// The other of two columns, one of which holds the numbers.
  private func soleOtherColumn(_ profiles: ColumnProfiles) -> Int? {
    let counts = Set(rows.filter { !$0.isEmpty }.map(\.count))
    guard counts == [2], let number = soleNumberColumn([], profiles) else { return nil }
    return 1 - number
  }

  /// Lower case, letters and digits only.
  static func folded(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}

extension ListLayout {
  /// True if nearly all of some rows are of this layout, or the first names its columns.
  func fits(_ rows: [[[UInt8]]], header: [String]) -> Bool {
    if !patterns.isEmpty {
      let data = rows.first.map(ListColumnSearch.isHeader) == true ? rows.dropFirst() : rows[...]
      return !data.isEmpty && data.count(where: matches) * 10 >= data.count * 9
    }
    let names = header.map(ListColumnSearch.folded)
    return !columns.isEmpty
      && columns.allSatisfy { column in column.names.contains { names.contains($0) } }
  }

}

extension [ListLayout] {
  /// The layout that most of some rows are of: the first, if it makes no difference.
  fileprivate func mostFitting(_ rows: [[[UInt8]]]) -> ListLayout? {
    var best = first
    var count = rows.count { best?.matches($0) ?? false }
    for layout in dropFirst() {
      let others = rows.count(where: layout.matches)
      if others > count { (best, count) = (layout, others) }
    }
    return best
  }
}
