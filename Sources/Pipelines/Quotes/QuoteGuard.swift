import DelimitedText
import PhoneNumbers

/// Tells quotes that swallow rows or cells of a file from those that enclose what somebody wrote.
///
/// A stray quote at the beginning of a cell, such as inches or a nickname, encloses all up to the next
/// quote, for Python's `csv` as for any other reader: rows vanish in a cell. Addresses, notes and JSON
/// with line breaks are no less lawful. What tells them apart is whether the lines within the quotes
/// read as rows of this very file; quotes within them mean nothing then.
///
/// A line reads as a row if
/// - it has as many fields as the header, and something like a phone number in a phone column;
/// - or, with fewer or more fields, it has a phone number in a phone column: in the first one only if
///   nothing else stands in the cell, since remarks begin with all sorts of things;
/// - or it has as many fields as the header, three delimiters or more of them within the quotes, and
///   none of these is followed by a blank, as in prose.
///
/// Of the line in which the quote opens, the cells before it count as fields; of the one in which it
/// closes, those behind it; where text follows the closing quote, as it does where a quote was meant to
/// open there, the rest of the line is read anew, with and without quotes. In a phone cell, two or three numbers may stand below
/// each other.
public struct QuoteGuard: Sendable {
  let delimiter: UInt8
  /// The fields of the header, or of the first row; 0 if they are not known.
  let fieldCount: Int
  /// Ascending.
  let phoneColumns: [Int]
  let normalizer: Normalizer
  private let rowScanner: RowScanner

  public init(_ columns: NumberColumns) {
    delimiter = columns.delimiter
    fieldCount = columns.fieldCount
    phoneColumns = columns.phoneColumns
    normalizer = Normalizer(region: columns.region)
    rowScanner = RowScanner(delimiter: columns.delimiter, columns: [])
  }

  /// What is wrong with the quotes of `row`, which begins at `offset` of its file; nil if nothing is.
  ///
  /// - Parameters:
  ///   - number: The number of the row, from 0.
  ///   - trustsQuotes: True if somebody says that all closed quotes are right.
  public func finding(
    in row: Span<UInt8>, number: Int, at offset: Int, trustsQuotes: Bool
  ) -> QuoteFinding? {
    guard RawField.holdsQuote(row) else { return nil }
    func finding(_ cause: QuoteFinding.Cause, _ quote: Int) -> QuoteFinding {
      QuoteFinding(cause: cause, row: number, offset: offset + quote)
    }
    if let open = RawField.all(of: row, delimiter: delimiter).last(where: \.isOpen) {
      return finding(.open, open.start)
    }
    guard !trustsQuotes else { return nil }
    return swallowedRows(in: row).map { finding(.rows, $0) }
      ?? swallowedCells(in: row).map { finding(.cells, $0) }
      ?? shiftingQuote(in: row).map { finding(.shifted, $0) }
  }

  /// What is wrong with the quotes of the header, which begins at `offset` of its file.
  public static func finding(
    inHeader row: Span<UInt8>, at offset: Int, delimiter: UInt8
  ) -> QuoteFinding? {
    guard RawField.holdsQuote(row) else { return nil }
    if let open = RawField.all(of: row, delimiter: delimiter).last(where: \.isOpen) {
      return QuoteFinding(cause: .open, row: 0, offset: offset + open.start)
    }
    return swallowedRows(inHeader: row, delimiter: delimiter).map {
      QuoteFinding(cause: .rows, row: 0, offset: offset + $0)
    }
  }

  /// Fewer digits in a line are nothing like a phone number.
  private static let enclosedDigitCountMin = 5
  private static let enclosedDelimiterCountMin = 3

  /// Where the first quote opens in `row` that encloses what reads as rows; nil if none does.
  func swallowedRows(in row: Span<UInt8>) -> Int? {
    guard
      rowScanner.mayEncloseCells(
        row, digitCountMin: Self.enclosedDigitCountMin,
        delimiterCountMin: Self.enclosedDelimiterCountMin)
    else { return nil }
    let fields = RawField.all(of: row, delimiter: delimiter)
    for (column, field) in fields.enumerated() {
      guard let closing = field.closing else { continue }
      let lines = Self.lines(of: row, in: field.start + 1..<closing)
      if lines.count > 1, readsAsRow(lines, of: field, column, among: fields.count, in: row) {
        return field.start
      }
    }
    return nil
  }

  private func readsAsRow(
    _ lines: [Range<Int>], of field: RawField, _ column: Int, among count: Int,
    in row: Span<UInt8>
  ) -> Bool {
    let isPhoneCell = phoneColumns.contains(column)
    if isPhoneCell, fieldCount > 1, field.isWellClosed, lines.count <= Self.numbersInCellMax,
      lines.allSatisfy({ cells(of: row, in: $0).count == 1 })
    {
      return false
    }
    for (index, line) in lines.enumerated() {
      let cells = cells(of: row, in: line)
      switch index {
      case 0:
        // Without a delimiter it is what the cell begins with.
        if !(isPhoneCell && cells.count == 1), isRow(cells, of: row, before: column) {
          return true
        }
      case lines.count - 1 where field.isWellClosed || field.isOpen:
        if isRow(cells, of: row, behind: count - column - 1) { return true }
      case lines.count - 1:
        let start = line.lowerBound
        let rest = start..<Self.endOfLine(of: row, from: start)
        if isRow(cellsOfRest(of: row, from: start), of: row)
          || isRow(self.cells(of: row, in: rest), of: row)
        {
          return true
        }
      default:
        if isRow(cells, of: row) { return true }
      }
    }
    return false
  }

  private static let numbersInCellMax = 3

  /// Where the first quote opens in `row` that encloses cells of it, so that it has fewer than the
  /// header: one is a phone number in its place, or text behind the closing quote shows that it was
  /// not meant as one.
  func swallowedCells(in row: Span<UInt8>) -> Int? {
    guard RawField.holdsQuote(row) else { return nil }
    let fields = RawField.all(of: row, delimiter: delimiter)
    guard fields.count < fieldCount else { return nil }
    for (column, field) in fields.enumerated() where field.closing != nil {
      let cells = cells(of: row, in: field.start + 1..<field.end)
      guard cells.count > 1 else { continue }
      let isSwallowed =
        field.isWellClosed
        ? phoneColumns.contains { phone in
          cells.indices.contains(phone - column)
            && isLikeNumber(row.extracting(cells[phone - column]))
        } : cells.contains { isLikeNumber(row.extracting($0)) }
      if isSwallowed { return field.start }
    }
    return nil
  }

  /// Where the first quote stands in `row` that is an ordinary byte or encloses a line's end, if the row
  /// has another count of fields than the header, and a better phone number in another column than in one
  /// of the phone columns: a quote too many or too few has torn or joined rows.
  func shiftingQuote(in row: Span<UInt8>) -> Int? {
    let content = row.extracting(..<RowExtension.contentEnd(of: row))
    guard fieldCount > 0, rowScanner.fieldCount(of: content) != fieldCount,
      RawField.holdsQuote(row)
    else { return nil }
    let fields = RawField.all(of: row, delimiter: delimiter)
    let quotes = fields.compactMap { oddQuote(in: row, $0) }
    guard let quote = quotes.first else { return nil }
    let worst = phoneColumns.map { fields.indices.contains($0) ? grade(row, fields[$0]) : .refused }
    let others = fields.indices.filter { !phoneColumns.contains($0) }.map { grade(row, fields[$0]) }
    guard let best = others.max(), let least = worst.min(), best > least else { return nil }
    return quote
  }

  /// How good a number a field is; none if it is no more than nearly one, or a date.
  private func grade(_ row: Span<UInt8>, _ field: RawField) -> Grade {
    let cell = row.extracting(field.start..<field.end)
    let grade = numberGrade(cell)
    return grade >= .possible && !Self.isDate(cell) ? grade : .refused
  }

  /// Where a quote of a field stands that is an ordinary byte, or the field begins if its quotes enclose
  /// a line's end.
  private func oddQuote(in row: Span<UInt8>, _ field: RawField) -> Int? {
    let tail = field.closing.map { min($0 + 1, field.end) } ?? field.start
    if let quote = (tail..<field.end).first(where: { row[$0] == 0x22 }) { return quote }
    guard let closing = field.closing else { return nil }
    return (field.start..<closing).contains { row[$0] == 0x0A || row[$0] == 0x0D }
      ? field.start : nil
  }

  /// Where the quote opens that `row` ends in.
  func openQuote(in row: Span<UInt8>) -> Int {
    RawField.all(of: row, delimiter: delimiter).last { $0.isOpen }?.start ?? 0
  }

  /// Where the first quote opens in a header that encloses what is none: a line with something like a
  /// number, or text behind it.
  static func swallowedRows(inHeader row: Span<UInt8>, delimiter: UInt8) -> Int? {
    RawField.all(of: row, delimiter: delimiter).first { field in
      guard let closing = field.closing else { return false }
      let lines = lines(of: row, in: field.start + 1..<closing)
      guard lines.count > 1 else { return false }
      return !field.isWellClosed
        || cells(of: row, in: field.start + 1..<closing, delimiter: delimiter).contains { cell in
          Self.lines(of: row, in: cell).contains {
            hasDigitsOfNumber(row.extracting($0), min: numberDigitCountMin)
          }
        }
    }?.start
  }

  // MARK: Lines and cells

  private static func lines(of row: Span<UInt8>, in range: Range<Int>) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = range.lowerBound
    var index = start
    while index < range.upperBound {
      let byte = row[index]
      index += 1
      guard byte == 0x0A || byte == 0x0D else { continue }
      lines.append(start..<index - 1)
      if byte == 0x0D, index < range.upperBound, row[index] == 0x0A { index += 1 }
      start = index
    }
    return lines + [start..<max(start, range.upperBound)]
  }

  private static func endOfLine(of row: Span<UInt8>, from start: Int) -> Int {
    (start..<row.count).first { row[$0] == 0x0A || row[$0] == 0x0D } ?? row.count
  }

  /// The parts of a range between delimiters, quotes or not.
  private static func cells(
    of row: Span<UInt8>, in range: Range<Int>, delimiter: UInt8
  ) -> [Range<Int>] {
    var cells: [Range<Int>] = []
    var start = range.lowerBound
    for index in range where row[index] == delimiter {
      cells.append(start..<index)
      start = index + 1
    }
    return cells + [start..<range.upperBound]
  }

  private func cells(of row: Span<UInt8>, in range: Range<Int>) -> [Range<Int>] {
    Self.cells(of: row, in: range, delimiter: delimiter)
  }

  /// The fields of what is left of a row, if a new one began at `start`.
  private func cellsOfRest(of row: Span<UInt8>, from start: Int) -> [Range<Int>] {
    RawField.all(of: row.extracting(start...), delimiter: delimiter).map {
      start + $0.start..<start + $0.end
    }
  }

  /// True if cells read as a row of the file.
  ///
  /// - Parameters:
  ///   - before: The fields of the row before them.
  ///   - behind: Those behind them.
  private func isRow(
    _ cells: [Range<Int>], of row: Span<UInt8>, before: Int = 0, behind: Int = 0
  ) -> Bool {
    let isWhole = before + cells.count + behind == fieldCount
    for column in phoneColumns where cells.indices.contains(column - before) {
      let cell = row.extracting(cells[column - before])
      if isWhole ? isLikeNumber(cell) : isNumber(cell) && (column > 0 || Self.isBare(cell)) {
        return true
      }
    }
    return isWhole && cells.count > Self.delimiterCountMin
      && cells.dropFirst().allSatisfy { $0.isEmpty || row[$0.lowerBound] != 0x20 }
  }

  private static let delimiterCountMin = 3

  // MARK: Numbers

  /// True if a cell is a number, or has as many digits as one and little else, and is no date.
  private func isLikeNumber(_ cell: Span<UInt8>) -> Bool {
    Self.hasDigitsOfNumber(cell, min: Self.localDigitCountMin) || isNumber(cell)
  }

  private func isNumber(_ cell: Span<UInt8>) -> Bool { numberGrade(cell) >= .possible }

  private func numberGrade(_ cell: Span<UInt8>) -> Grade {
    let cell = cell.extracting(Self.trimmed(cell))
    guard cell.count <= Self.numberByteCountMax,
      cell.count(where: Self.isDigit) >= Self.numberDigitCountMin
    else { return .refused }
    return normalizer.normalize(cell).grade
  }

  private static func hasDigitsOfNumber(_ cell: Span<UInt8>, min: Int) -> Bool {
    let digitCount = cell.count(where: isDigit)
    let otherCount = cell.count { $0 > 0x20 } - digitCount
    return digitCount >= min && cell.count <= numberByteCountMax && otherCount <= digitCount / 2 + 1
      && !isDate(cell)
  }

  /// True if there are two marks among digits, as in 2026-11-20 and 20.11.2026.
  private static func isDate(_ cell: Span<UInt8>) -> Bool {
    var digitCounts = [0]
    for index in trimmed(cell) {
      if isDigit(cell[index]) {
        digitCounts[digitCounts.count - 1] += 1
      } else if "-./".utf8.contains(cell[index]) {
        digitCounts.append(0)
      } else {
        return false
      }
    }
    guard digitCounts.count == 3, let year = digitCounts.firstIndex(of: 4), year != 1 else {
      return false
    }
    return digitCounts.enumerated().allSatisfy { $0 == year || (1...2).contains($1) }
  }

  /// True if there are only digits and what is written between them.
  private static func isBare(_ cell: Span<UInt8>) -> Bool {
    let marks = Array(" \t+-().\u{22}'".utf8)
    return cell.count { !isDigit($0) && !marks.contains($0) } == 0
  }

  /// Where a cell is that has blanks and quotes around it.
  private static func trimmed(_ cell: Span<UInt8>) -> Range<Int> {
    func isAround(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x22 }
    var start = 0
    var end = cell.count
    while start < end, isAround(cell[start]) { start += 1 }
    while end > start, isAround(cell[end - 1]) { end -= 1 }
    return start..<end
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// The shortest numbers without an area code that are in use; those with one have a digit more.
  private static let localDigitCountMin = 6
  private static let numberDigitCountMin = 7
  /// A cell that is longer is prose.
  private static let numberByteCountMax = 100
}

extension Span<UInt8> {
  fileprivate func count(where isWanted: (UInt8) -> Bool) -> Int {
    var count = 0
    for index in indices where isWanted(self[index]) { count += 1 }
    return count
  }
}
