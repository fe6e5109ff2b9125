import DelimitedText
import PhoneNumbers

/// Finds the header of a file below lines that are no rows of it, such as a report's titles.
///
///     Lead report for ACME
///     Generated 2026-11-20
///
///     Name,City,Phone            ◄─ the only row that can be the header
///     Ann,Rome,2025550123
///
/// A row can be the header if it names what a header must and holds no number, if most of the next rows
/// have as many fields as it has, and none above has content in more than half as many. Nothing is
/// looked for if the first row names what it must; if several others can be the header, somebody must
/// say which.
public struct HeaderSearch: Sendable {
  /// The columns that somebody named, by headers or numbers from 1; if none, a header must name a phone
  /// column.
  private let columnNames: [String]
  private let region: Region?

  public init(columnNames: [String], region: Region?) {
    self.columnNames = columnNames
    self.region = region
  }

  /// The lines among which the header is looked for.
  private static let lineCountMax = 20
  /// The rows below a header that are looked at.
  private static let rowCountBelow = 5
  /// Enough of a text to tell its delimiter.
  private static let sampleByteCount = 2048

  /// The numbers of lines above the first row of `layout` that may have to be skipped: of each row
  /// further down that can be the header.
  func skippedLineCounts(
    in prefix: Span<UInt8>, isAll: Bool, _ layout: RowFile.Layout
  ) -> [Int] {
    let first = rows(of: prefix, isAll, at: layout.firstRowOffset, layout.delimiter, layout)
    if namesColumns(first) { return [] }
    var counts: [Int] = []
    var starts = [layout.firstRowOffset]
    var batch = RowBatch(rowCapacity: 1, columnCount: 0)
    while starts.count <= Self.lineCountMax {
      let start = RowScanner.lines(columns: []).scan(
        prefix, from: starts[starts.count - 1], isFinal: isAll, into: &batch)
      guard start > starts[starts.count - 1], start < prefix.count else { break }
      if canBeHeader(prefix, isAll, at: start, above: starts, layout) {
        counts.append(starts.count)
      }
      starts.append(start)
    }
    return counts
  }

  private func canBeHeader(
    _ prefix: Span<UInt8>, _ isAll: Bool, at start: Int, above: [Int], _ layout: RowFile.Layout
  ) -> Bool {
    guard Self.holdsLetter(prefix, at: start) else { return false }
    let sample = prefix.extracting(start..<min(prefix.count, start + Self.sampleByteCount))
    let isGiven = layout.form.delimiter != nil || layout.separatorByteCount > 0
    let delimiter =
      isGiven
      ? layout.delimiter : Delimiter.detect(in: sample, hasQuotes: layout.form.hasQuotes)
    let rows = rows(of: prefix, isAll, at: start, delimiter, layout)
    guard let header = rows.first, !header.isEmpty, namesColumns(rows), !holdsNumber(header),
      // A row of data that is all one cell may say `mobile` behind its number.
      !header.contains(where: HeaderNames.holdsNumber)
    else { return false }
    let below = rows.dropFirst().filter { !$0.isEmpty }
    let fitting = below.count { row in
      row.count == header.count && (header.count > 1 || holdsNumber(row))
    }
    return fitting * 2 >= below.count
      && above.allSatisfy { start in
        let row = self.rows(of: prefix, isAll, at: start, delimiter, layout, max: 1).first ?? []
        return row.count { !$0.isEmpty } <= max(1, header.count / 2)
          && (header.count > 1 || !holdsNumber(row))
      }
  }

  /// True if the line at `start` holds a letter, without which nothing is named.
  private static func holdsLetter(_ prefix: Span<UInt8>, at start: Int) -> Bool {
    for index in start..<prefix.count {
      let byte = prefix[index]
      if byte == 0x0A || byte == 0x0D { return false }
      if byte >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) {
        return true
      }
    }
    return false
  }

  private func holdsNumber(_ row: [String]) -> Bool {
    PhoneColumns.firstNumberColumn(in: row, region: region) != nil
  }

  /// True if the first of some rows names the columns that a header must, or has those whose numbers
  /// are given.
  private func namesColumns(_ rows: [[String]]) -> Bool {
    guard let header = rows.first else { return false }
    if columnNames.isEmpty { return !PhoneColumns.indexes(in: header).isEmpty }
    return columnNames.allSatisfy { name in
      guard let number = Int(name) else {
        return (try? PhoneColumns.index(of: name, in: header)) != nil
      }
      return header.indices.contains(number - 1) && !header[number - 1].isEmpty
        && rows.dropFirst().contains { row in
          row.indices.contains(number - 1) && holdsNumber([row[number - 1]])
        }
    }
  }

  private func rows(
    of prefix: Span<UInt8>, _ isAll: Bool, at start: Int, _ delimiter: UInt8,
    _ layout: RowFile.Layout, max: Int = 1 + rowCountBelow
  ) -> [[String]] {
    var rows: [[String]] = []
    var offset = start
    while rows.count < max,
      let row = RowReader.row(
        in: prefix, at: offset, delimiter: delimiter, isFinal: isAll,
        hasQuotes: layout.form.hasQuotes)
    {
      rows.append(row.fields.map { String(decoding: $0, as: UTF8.self) })
      offset = row.end
    }
    return rows
  }
}

extension RowFile {
  /// How many lines are empty from the first row on.
  public func emptyLineCount(from layout: Layout) throws(PipelineError) -> Int {
    try withPrefix { prefix, isAll in
      var count = 0
      var start = layout.firstRowOffset
      var batch = RowBatch(rowCapacity: 1, columnCount: 0)
      while start < prefix.count, prefix[start] == 0x0A || prefix[start] == 0x0D {
        start = RowScanner.lines(columns: []).scan(
          prefix, from: start, isFinal: isAll, into: &batch)
        count += 1
      }
      return count
    }
  }

  /// The layout of a file of this form, its header found below other lines if the form does not say how
  /// many there are.
  ///
  /// - Throws: `.severalHeaders` if several rows can be the header, besides what ``layout(_:)`` throws.
  public func layout(
    _ form: RowForm, findingHeader search: HeaderSearch
  ) throws(PipelineError) -> Layout {
    let layout = try layout(form)
    guard form.skippedLineCount == nil else { return layout }
    let counts = try withPrefix { prefix, isAll in
      search.skippedLineCounts(in: prefix, isAll: isAll, layout)
    }
    guard let count = counts.first else { return layout }
    guard counts.count == 1 else {
      let rows = counts.map { layout.firstRowNumber + $0 }
      throw PipelineError(.severalHeaders(rows: rows), path: path)
    }
    var form = form
    form.skippedLineCount = count
    return try self.layout(form)
  }
}
