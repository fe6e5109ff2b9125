import PhoneNumbers

/// The naive twin of the guard against quotes that swallow rows: its definition, word by word, over the
/// rows of the twin of Python's reader.
public struct QuoteTwin {
  public enum Cause: Sendable, Equatable {
    case open, rows, cells, shifted
  }

  public struct Finding: Sendable, Equatable {
    public var cause: Cause
    /// From 1, the header being the first.
    public var row: Int
    /// Where the quote stands.
    public var offset: Int

    public init(cause: Cause, row: Int, offset: Int) {
      (self.cause, self.row, self.offset) = (cause, row, offset)
    }
  }

  private let delimiter: UInt8
  private let phoneColumns: [Int]
  private let normalizer: Normalizer
  private var fieldCount = 0

  public init(delimiter: UInt8, phoneColumns: [Int], region: Region?) {
    self.delimiter = delimiter
    self.phoneColumns = phoneColumns
    normalizer = Normalizer(region: region)
  }

  /// The first finding among the rows behind the header.
  public mutating func finding(in text: [UInt8]) -> Finding? {
    let rows = CSVReaderTwin.rows(of: text, delimiter: delimiter)
    guard let header = rows.first else { return nil }
    fieldCount = header.fields.count
    for (index, row) in rows.enumerated().dropFirst() {
      func finding(_ cause: Cause, _ offset: Int) -> Finding {
        Finding(cause: cause, row: index + 1, offset: offset)
      }
      if row.endsInQuotes { return finding(.open, row.fields.last!.rawRange.lowerBound) }
      if let offset = swallowedRows(row, text) { return finding(.rows, offset) }
      if let offset = swallowedCells(row, text) { return finding(.cells, offset) }
      if let offset = shiftingQuote(row, text) { return finding(.shifted, offset) }
    }
    return nil
  }

  // MARK: Rows

  private func swallowedRows(_ row: CSVReaderTwin.Row, _ text: [UInt8]) -> Int? {
    for (column, field) in row.fields.enumerated() {
      guard let (quoted, tail) = parts(Array(text[field.rawRange])) else { continue }
      let lines = Self.lines(quoted)
      if lines.count == 1 { continue }
      let isPhone = phoneColumns.contains(column)
      let isPlain = lines.allSatisfy { !$0.contains(delimiter) }
      if isPhone && isPlain && tail.isEmpty && fieldCount > 1 && lines.count <= 3 { continue }
      var isRow = false
      for (number, line) in lines.enumerated() {
        let cells = split(line)
        if number == 0 {
          if isPhone && cells.count == 1 { continue }
          isRow = isRow || self.isRow(cells, at: column, of: column + cells.count)
        } else if number < lines.count - 1 {
          isRow = isRow || self.isRow(cells, at: 0, of: cells.count)
        } else if tail.isEmpty {
          let behind = row.fields.count - column - 1
          isRow = isRow || self.isRow(cells, at: 0, of: cells.count + behind)
        } else {
          let start = field.rawRange.upperBound - tail.count - 1 - line.count
          let rest = CSVReaderTwin.rows(
            of: Array(text[start..<row.contentEnd]), delimiter: delimiter)
          let restText = Array(text[start..<row.contentEnd])
          let cells = rest.first.map { $0.fields.map { Array(restText[$0.rawRange]) } } ?? [[]]
          isRow = isRow || self.isRow(cells, at: 0, of: cells.count)
          let plain = split(Self.lines(restText)[0])
          isRow = isRow || self.isRow(plain, at: 0, of: plain.count)
        }
      }
      if isRow { return field.rawRange.lowerBound }
    }
    return nil
  }

  private func isRow(_ cells: [[UInt8]], at first: Int, of count: Int) -> Bool {
    for (column, cell) in zip(first..., cells) where phoneColumns.contains(column) {
      if count == fieldCount && isLikeNumber(cell) { return true }
      if count != fieldCount && isNumber(cell) && (column > 0 || isBare(cell)) { return true }
    }
    return count == fieldCount && cells.count >= 4
      && cells.dropFirst().allSatisfy { $0.first != 0x20 }
  }

  // MARK: Cells

  private func swallowedCells(_ row: CSVReaderTwin.Row, _ text: [UInt8]) -> Int? {
    guard row.fields.count < fieldCount, !row.fields.isEmpty else { return nil }
    // Else the phone cells are read as they are meant to be.
    let isLacking = phoneColumns.contains { column in
      column >= row.fields.count || row.fields[column].content.isEmpty
    }
    guard isLacking else { return nil }
    for (column, field) in row.fields.enumerated() {
      let raw = Array(text[field.rawRange])
      guard let (_, tail) = parts(raw) else { continue }
      let whole = tail.isEmpty ? Array(raw.dropFirst().dropLast()) : Array(raw.dropFirst())
      let cells = split(whole)
      if cells.count == 1 { continue }
      if !tail.isEmpty && cells.contains(where: isLikeNumber) { return field.rawRange.lowerBound }
      for (place, cell) in zip(column..., cells) where phoneColumns.contains(place) {
        if isLikeNumber(cell) { return field.rawRange.lowerBound }
      }
    }
    return nil
  }

  // MARK: Rows that are torn

  private func shiftingQuote(_ row: CSVReaderTwin.Row, _ text: [UInt8]) -> Int? {
    guard row.fields.count != fieldCount, !row.fields.isEmpty else { return nil }
    let cells = row.fields.map { Array(text[$0.rawRange]) }
    func isPlaced(_ column: Int) -> Bool {
      column < cells.count && isNumber(cells[column]) && !isDate(cells[column])
    }
    if phoneColumns.allSatisfy(isPlaced) { return nil }
    let others = cells.indices.filter { !phoneColumns.contains($0) }
    if !others.contains(where: isPlaced) { return nil }
    for (cell, field) in zip(cells, row.fields) {
      guard let (_, tail) = parts(cell) else {
        if let place = cell.firstIndex(of: 0x22) { return field.rawRange.lowerBound + place }
        continue
      }
      if let place = tail.firstIndex(of: 0x22) {
        return field.rawRange.upperBound - tail.count + place
      }
      if cell.contains(where: { $0 == 0x0A || $0 == 0x0D }) { return field.rawRange.lowerBound }
    }
    return nil
  }

  // MARK: Text

  /// What quotes enclose in a raw field, and what is behind them; nil if none opens it.
  private func parts(_ raw: [UInt8]) -> (quoted: [UInt8], tail: [UInt8])? {
    guard raw.first == 0x22 else { return nil }
    var quoted: [UInt8] = []
    var rest = raw.dropFirst()
    while let byte = rest.popFirst() {
      if byte == 0x22 {
        if rest.first != 0x22 { break }
        rest.removeFirst()
        quoted.append(0x22)
      }
      quoted.append(byte)
    }
    return (quoted, Array(rest))
  }

  private func split(_ text: [UInt8]) -> [[UInt8]] {
    text.split(separator: delimiter, omittingEmptySubsequences: false).map(Array.init)
  }

  private static func lines(_ text: [UInt8]) -> [[UInt8]] {
    var lines: [[UInt8]] = [[]]
    var wasCarriageReturn = false
    for byte in text {
      if byte == 0x0D || byte == 0x0A && !wasCarriageReturn {
        lines.append([])
      } else if byte != 0x0A {
        lines[lines.count - 1].append(byte)
      }
      wasCarriageReturn = byte == 0x0D
    }
    return lines
  }

  // MARK: Numbers

  private func digitCount(_ cell: [UInt8]) -> Int { cell.count { (0x30...0x39).contains($0) } }

  private func isLikeNumber(_ cell: [UInt8]) -> Bool {
    let otherCount = cell.count { $0 > 0x20 && !(0x30...0x39).contains($0) }
    let isMostlyDigits = digitCount(cell) >= 6 && otherCount <= digitCount(cell) / 2 + 1
    return cell.count <= 100 && isMostlyDigits && !isDate(cell) || isNumber(cell)
  }

  private func isDate(_ cell: [UInt8]) -> Bool {
    let text = String(decoding: trimmed(cell), as: UTF8.self)
    return text.wholeMatch(of: /[0-9]{4}[-.\/][0-9]{1,2}[-.\/][0-9]{1,2}/) != nil
      || text.wholeMatch(of: /[0-9]{1,2}[-.\/][0-9]{1,2}[-.\/][0-9]{4}/) != nil
  }

  private func trimmed(_ cell: [UInt8]) -> [UInt8] {
    var trimmed = cell[...]
    while let last = trimmed.last, last <= 0x20 || last == 0x22 { trimmed.removeLast() }
    while let first = trimmed.first, first <= 0x20 || first == 0x22 { trimmed.removeFirst() }
    return Array(trimmed)
  }

  private func isNumber(_ cell: [UInt8]) -> Bool {
    let trimmed = trimmed(cell)
    return trimmed.count <= 100 && digitCount(trimmed) >= 7
      && normalizer.normalize(trimmed.span).grade >= .possible
  }

  private func isBare(_ cell: [UInt8]) -> Bool {
    cell.allSatisfy { (0x30...0x39).contains($0) || " \t+-().\"'".utf8.contains($0) }
  }
}
