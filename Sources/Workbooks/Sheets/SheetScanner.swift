import Files

/// Makes rows of comma-separated text of the events of a sheet.
///
///     worksheet ─► sheetData ─► row r ─► c r s t ─► v           a number, or what it stands for
///                                              └──► is ─► t …   a text of its own
///
/// Rows and cells that the sheet leaves out are there as empty ones, so that rows keep their distances;
/// but not before the first row with something in it, nor after the last. The rows are as wide as the
/// widest of the first hundred.
struct SheetScanner: ~Copyable {
  /// Why a sheet cannot be read on.
  enum Fault: Error {
    case damaged(String)
    /// A formula without its result.
    case uncalculated(CellReference)
  }

  private enum Place {
    case outside, worksheet, sheetData, row, cell, value, formula, inline, behind
  }

  private enum CellType {
    case number, shared, text, inline, boolean, verbatim
  }

  private struct Cell {
    var column: Int
    var type = CellType.number
    var style = 0
    var hasValue = false
    var hasFormula = false
    var hasInline = false
  }

  private let strings: SharedStrings
  private let styles: CellStyles
  private let countsFrom1904: Bool

  private var place = Place.outside
  /// The elements that are open within one that is passed over.
  private var skippedDepth = 0

  private var rowNumber = 0
  private var cell = Cell(column: 0)
  /// What stands in `v`.
  private var value = ByteBuffer(capacity: 256)
  private var decoded = ByteBuffer(capacity: 256)
  private var inline = RichText()

  /// The row's fields so far, and how many there are.
  private var row = ByteBuffer(capacity: 1024)
  private var fieldCount = 0
  /// The column behind the last cell.
  private var nextColumn = 0
  private var emittedRowCount = 0
  private var width = 0
  /// The rows without anything since the last with something.
  private var emptyRowCount = 0

  /// The rows whose widths count for all, and the most that counts: a cell by mistake may lie far out.
  private static let widthRowCount = 100
  private static let widthMax = 1024
  /// Longer rows are refused as rows of text later; this keeps them out of memory.
  private static let rowByteCountMax = 64 << 20

  init(strings: consuming SharedStrings, styles: CellStyles, countsFrom1904: Bool) {
    self.strings = strings
    self.styles = styles
    self.countsFrom1904 = countsFrom1904
  }

  mutating func scan(
    _ batch: borrowing XMLBatch, into output: inout ByteBuffer
  ) throws(Fault) {
    for index in 0..<batch.count {
      let event = batch.events[index]
      switch event.kind {
      case .start: try start(event.name)
      case .attribute:
        if skippedDepth == 0 { try attribute(event.name, batch.content(of: event)) }
      case .text:
        guard skippedDepth == 0 else { continue }
        if place == .value { value.append(batch.content(of: event)) }
        if place == .inline { inline.add(batch.content(of: event)) }
        if value.count > RichText.byteCountMax || inline.isTooLong {
          throw .damaged("cell \(reference) is absurdly long")
        }
      case .end: try end(event.name, into: &output)
      }
    }
  }

  /// Ends the sheet, whose XML was whole.
  func finish() throws(Fault) {
    guard place == .behind else { throw .damaged("it is no worksheet") }
  }

  // MARK: Elements

  private mutating func start(_ name: XMLName) throws(Fault) {
    if skippedDepth > 0 {
      skippedDepth += 1
      return
    }
    switch (place, name) {
    case (.outside, .worksheet): place = .worksheet
    case (.outside, _): throw .damaged("it is no worksheet")
    case (.worksheet, .sheetData): place = .sheetData
    case (.sheetData, .row): beginRow()
    case (.row, .c): beginCell()
    case (.cell, .v):
      place = .value
      cell.hasValue = true
    case (.cell, .f):
      place = .formula
      cell.hasFormula = true
    case (.cell, .inline):
      place = .inline
      cell.hasInline = true
      inline.begin()
    case (.inline, _): inline.start(name)
    default: skippedDepth = 1
    }
  }

  private mutating func attribute(_ name: XMLName, _ value: Span<UInt8>) throws(Fault) {
    switch (place, name) {
    case (.row, .r):
      guard let number = XMLValue.number(value), number <= CellReference.rowMax else {
        throw .damaged("a row has no number that can be")
      }
      guard number > rowNumber - 1 else {
        throw .damaged("row \(number) follows row \(rowNumber - 1)")
      }
      emptyRowCount += number - rowNumber
      rowNumber = number
    case (.cell, .r):
      guard let reference = CellReference(value), reference.row == rowNumber else {
        throw .damaged("a cell of row \(rowNumber) is not named as one")
      }
      guard reference.column >= nextColumn else {
        throw .damaged("cell \(reference.text) follows one that is right of it")
      }
      cell.column = reference.column
    case (.cell, .s):
      guard let style = XMLValue.number(value) else {
        throw .damaged("cell \(reference) has no style that can be")
      }
      cell.style = style
    case (.cell, .t): cell.type = try type(value)
    default: break
    }
  }

  private func type(_ value: Span<UInt8>) throws(Fault) -> CellType {
    switch XMLValue.text(value) {
    case "n": return .number
    case "s": return .shared
    case "str": return .text
    case "inlineStr": return .inline
    case "b": return .boolean
    case "e", "d": return .verbatim
    default: throw .damaged("cell \(reference) is of an unknown kind")
    }
  }

  private mutating func end(_ name: XMLName, into output: inout ByteBuffer) throws(Fault) {
    if skippedDepth > 0 {
      skippedDepth -= 1
      return
    }
    switch place {
    case .value, .formula: place = .cell
    case .inline:
      if inline.depth == 0 {
        inline.end()
        place = .cell
      } else {
        inline.end(name)
      }
    case .cell:
      try endCell()
      place = .row
    case .row:
      endRow(into: &output)
      place = .sheetData
    case .sheetData: place = .worksheet
    case .worksheet: place = .behind
    case .outside, .behind: break
    }
  }

  // MARK: Cells

  private var reference: String { CellReference(column: cell.column, row: rowNumber).text }

  private mutating func beginCell() {
    place = .cell
    cell = Cell(column: nextColumn)
    value.removeAll()
  }

  private mutating func endCell() throws(Fault) {
    guard cell.column <= CellReference.columnMax else {
      throw .damaged("row \(rowNumber) has more than \(CellReference.columnMax + 1) cells")
    }
    nextColumn = cell.column + 1
    decoded.removeAll()
    if cell.hasInline {
      inline.appendText(to: &decoded)
    } else if cell.hasFormula && value.count == 0 && !(cell.hasValue && cell.type == .text) {
      // The result may be an empty text; an empty number is none.
      throw .uncalculated(CellReference(column: cell.column, row: rowNumber))
    } else if cell.hasValue {
      try decode()
    }
    guard decoded.count > 0 else { return }
    guard row.count + decoded.count <= Self.rowByteCountMax else {
      throw .damaged("row \(rowNumber) is absurdly long")
    }
    while fieldCount <= cell.column {
      if fieldCount > 0 { row.append(CommaSeparated.delimiter) }
      fieldCount += 1
    }
    CommaSeparated.append(decoded, to: &row)
  }

  /// Makes of a value what it shows.
  private mutating func decode() throws(Fault) {
    switch cell.type {
    case .text, .inline: CellEscape.decode(value, into: &decoded)
    case .verbatim: decoded.append(value)
    case .boolean:
      let text = XMLValue.text(value.span)
      guard ["0", "1", "false", "true"].contains(text) else {
        throw .damaged("cell \(reference) is neither true nor false")
      }
      for byte in (text == "1" || text == "true" ? "TRUE" : "FALSE").utf8 { decoded.append(byte) }
    case .shared:
      guard let index = XMLValue.number(value.span), index < strings.count else {
        throw .damaged("cell \(reference) names a text that is not there")
      }
      strings.append(index, to: &decoded)
    case .number: try decodeNumber()
    }
  }

  private mutating func decodeNumber() throws(Fault) {
    guard value.count > 0 else { return }
    guard let style = styles.style(cell.style) else {
      throw .damaged("cell \(reference) has a style that is not there")
    }
    // Most numbers are digits alone.
    if style.isPlain && Self.isDigits(value.span) { return decoded.append(value) }
    let isNumber = CellNumber.write(
      value, format: style.format, countsFrom1904: countsFrom1904, to: &decoded)
    guard isNumber else { throw .damaged("cell \(reference) is no number") }
  }

  private static func isDigits(_ text: Span<UInt8>) -> Bool {
    for index in text.indices where !(0x30...0x39).contains(text[index]) { return false }
    return true
  }

  // MARK: Rows

  private mutating func beginRow() {
    place = .row
    rowNumber += 1
    nextColumn = 0
    fieldCount = 0
    row.removeAll()
  }

  private mutating func endRow(into output: inout ByteBuffer) {
    guard fieldCount > 0 else {
      emptyRowCount += 1
      return
    }
    if emittedRowCount > 0 {
      for _ in 0..<emptyRowCount { output.append(0x0A) }
    }
    emptyRowCount = 0
    if emittedRowCount < Self.widthRowCount { width = min(max(width, fieldCount), Self.widthMax) }
    emittedRowCount += 1
    output.append(row)
    while fieldCount < width {
      output.append(CommaSeparated.delimiter)
      fieldCount += 1
    }
    output.append(0x0A)
  }
}
