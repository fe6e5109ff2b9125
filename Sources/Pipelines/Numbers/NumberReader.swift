import DelimitedText
import Files
import PhoneNumbers
import SuppressionLists

/// Where the numbers of a file stand, and how they are to be read.
public struct NumberColumns: Sendable {
  /// What a row's phone columns hold.
  public enum Form: Sendable {
    /// A number each.
    case numbers
    /// One number a line; delimiters and quotes mean nothing.
    case lines
    /// Two columns that make one number: `AAA,NNNNNNN`, as the FTC and Canada publish theirs.
    case areaCodeAndNumber
  }

  public var delimiter: UInt8
  /// Zero-based, ascending.
  public var phoneColumns: [Int]
  /// The column that names each row's region, if there is one.
  public var regionColumn: Int?
  /// The default region; nil if numbers must be international.
  public var region: Region?
  public var form = Form.numbers
  public var options = Normalizer.Options.standard
  /// The fields of the header, or of the first row; 0 if they are not known.
  public var fieldCount = 0
  /// False if quotes are ordinary bytes.
  public var hasQuotes = true
  /// True if fields in quotes may hold whatever reads as rows of the file.
  public var trustsQuotes = false
  /// Counts what the region column names and is not known.
  public let regionTally = RegionTally()

  public init(
    delimiter: UInt8, phoneColumns: [Int], regionColumn: Int? = nil, region: Region? = nil
  ) {
    self.delimiter = delimiter
    self.phoneColumns = Array(Set(phoneColumns)).sorted()
    self.regionColumn = regionColumn
    self.region = region
  }

  /// Columns of a file with this layout.
  public init(_ layout: RowFile.Layout, phoneColumns: [Int], region: Region?) {
    self.init(delimiter: layout.delimiter, phoneColumns: phoneColumns, region: region)
    fieldCount = layout.firstRow.count
    hasQuotes = layout.form.hasQuotes
    trustsQuotes = layout.form.trustsQuotes
  }

  /// The most columns that can be read at once, the region's included.
  public static let columnCountMax = RowScanner.columnCountMax

  /// All columns the scanner must find, ascending.
  var scannedColumns: [Int] {
    Array(Set(phoneColumns + (regionColumn.map { [$0] } ?? []))).sorted()
  }

  /// The scanner for some of the columns; for none, it finds rows only.
  package func scanner(_ columns: [Int] = []) -> RowScanner {
    form == .lines
      ? .lines(columns: columns)
      : RowScanner(delimiter: delimiter, columns: columns, hasQuotes: hasQuotes)
  }
}

/// Reads the rows of a block with the numbers of their phone columns, a batch at a time.
package struct NumberReader: ~Copyable {
  /// Rows a batch: their offsets, keys and classes stay in the first-level cache.
  private static let rowCapacityMax = 1024
  /// Cells a batch, of files with more columns than usual: they stay in the second-level cache.
  private static let cellCapacityMax = 16 * rowCapacityMax

  /// Rows a batch, if each has so many fields that are wanted.
  package static func rowCapacity(columnCount: Int) -> Int {
    min(rowCapacityMax, max(1, cellCapacityMax / max(1, columnCount)))
  }

  /// The rows of the last batch.
  package private(set) var rows: RowBatch
  /// Their numbers: `cellCount` a row, row-major.
  package private(set) var numbers: NumberBatch
  /// The cells of a row.
  package let cellCount: Int

  private var joined: JoinedCells
  /// Where the numbers are looked up; nil if they only are to be read.
  private var lookUp: IndexesLookUp?
  private let columns: NumberColumns
  private let scanner: RowScanner
  private let normalizer: Normalizer
  private var regionNormalizers: [UInt16: Normalizer] = [:]
  private var regionCells: RegionCells
  /// Those of the rows of the batch, if they differ.
  private var rowNormalizers: [Normalizer] = []
  private let phonePositions: [Int]
  private let regionPosition: Int?
  private var quoteWatch: QuoteWatch

  /// - Parameters:
  ///   - indexes: For ``findClasses(_:extra:)``.
  ///   - fieldCount: The fields that others want of each row of a batch.
  package init(_ columns: NumberColumns, indexes: SuppressionIndexes? = nil, fieldCount: Int = 0) {
    let scanned = columns.scannedColumns
    self.columns = columns
    scanner = columns.scanner(scanned)
    let rowCapacity = Self.rowCapacity(columnCount: max(scanned.count, fieldCount))
    rows = RowBatch(rowCapacity: rowCapacity, columnCount: scanned.count)
    cellCount = columns.form == .areaCodeAndNumber ? 1 : columns.phoneColumns.count
    numbers = NumberBatch(capacity: rowCapacity * cellCount)
    lookUp = indexes.map { IndexesLookUp($0) }
    joined = JoinedCells(capacity: columns.form == .areaCodeAndNumber ? rowCapacity : 0)
    normalizer = Normalizer(region: columns.region, options: columns.options)
    regionCells = RegionCells(options: columns.options)
    phonePositions = columns.phoneColumns.map { scanned.firstIndex(of: $0)! }
    regionPosition = columns.regionColumn.map { scanned.firstIndex(of: $0)! }
    quoteWatch = QuoteWatch(columns)
  }

  /// What is wrong with the quotes of the last block.
  package var quoteFinding: QuoteFinding? { quoteWatch.finding }

  /// Reads the next rows of `block`; a block is read from offset 0 on.
  ///
  /// - Returns: The offset of the first byte not read.
  package mutating func read(_ block: Span<UInt8>, from offset: Int, isFinal: Bool) -> Int {
    let end = scanner.scan(block, from: offset, isFinal: isFinal, into: &rows)
    quoteWatch.look(at: rows, of: block, from: offset)
    numbers.removeAll()
    if columns.form == .areaCodeAndNumber {
      readAreaCodesAndNumbers(block)
    } else if regionPosition == nil {
      readFields(block)
    } else {
      readFieldsWithRegions(block)
    }
    return end
  }

  /// Forgets what an earlier reading of a block found in the region column.
  mutating func beginBlock() {
    if regionPosition != nil { regionCells.beginBlock() }
  }

  /// Counts what was found in the region column since ``beginBlock()``.
  func commitBlock() {
    if regionPosition != nil { columns.regionTally.add(regionCells.unknown) }
  }

  /// Whether the rows may have different regions.
  var hasRegions: Bool { regionPosition != nil }

  /// What reads the numbers of a row of the last batch.
  func normalizer(ofRow row: Int) -> Normalizer {
    hasRegions ? rowNormalizers[row] : normalizer
  }

  /// The content of a cell of the last batch.
  ///
  /// - Precondition: Every scanned field is a number.
  package func decode(_ block: Span<UInt8>, cell index: Int, into cell: inout [UInt8]) {
    precondition(columns.form != .areaCodeAndNumber && regionPosition == nil)
    cell.removeAll(keepingCapacity: true)
    let bytes = block.extracting(range(ofField: index))
    let escaped = rows.escapedFields
    var isEscaped = false
    if escaped.count > 0 {
      for place in escaped.indices where escaped[place] == UInt32(index) { isEscaped = true }
    }
    if isEscaped {
      FieldDecoder.decode(bytes, into: &cell)
    } else {
      for position in bytes.indices { cell.append(bytes[position]) }
    }
  }

  /// The content of a cell of the last batch, whatever the form and wherever the region stands: an area
  /// code and its number are joined.
  func decodeAny(_ block: Span<UInt8>, cell index: Int, into cell: inout [UInt8]) {
    cell.removeAll(keepingCapacity: true)
    let row = index / cellCount
    let positions =
      columns.form == .areaCodeAndNumber ? phonePositions : [phonePositions[index % cellCount]]
    for position in positions {
      let bytes = block.extracting(range(ofField: row * rows.columnCount + position))
      if columns.form == .lines {
        for place in bytes.indices { cell.append(bytes[place]) }
      } else {
        FieldDecoder.decode(bytes, into: &cell)
      }
    }
  }

  /// True if every cell of the last batch is a valid number as it stands.
  package var hasOnlyValidNumbers: Bool {
    let statuses = numbers.statuses
    var others: UInt8 = 0
    for index in statuses.indices { others |= statuses[index] ^ Grade.valid.rawValue }
    return others == 0 && numbers.mendedCells.count == 0
  }

  /// Finds the cells of the last batch that may be ranges: long ones in which there is no valid number
  /// or something was mended, and those that hold a sign of one.
  ///
  /// - Parameter hasMarks: False if no cell of the block holds a sign.
  package func findRangeCandidates(
    _ block: Span<UInt8>, hasMarks: Bool, into candidates: inout [Int]
  ) {
    candidates.removeAll(keepingCapacity: true)
    let starts = rows.fieldStarts
    let ends = rows.fieldEnds
    let statuses = numbers.statuses
    let mended = numbers.mendedCells
    var place = 0
    for index in statuses.indices {
      while place < mended.count, Int(mended[place]) < index { place += 1 }
      let start = Int(starts[index])
      let end = Int(ends[index])
      var isCandidate =
        end - start >= NumberRangeReader.fromToByteCountMin
        && (statuses[index] != Grade.valid.rawValue
          || place < mended.count && Int(mended[place]) == index)
      if hasMarks && !isCandidate {
        var position = start
        while position < end, !NumberRangeReader.isMark(block[position]) { position += 1 }
        isCandidate = position < end
      }
      if isCandidate { candidates.append(index) }
    }
  }

  /// Notes that a cell is a range of numbers, which has no key.
  package mutating func setRange(at index: Int) {
    numbers.replace(at: index, with: Normalization(rejection: .none))
  }

  /// What the status of a range is: refused, for no reason.
  package static let rangeStatus = Normalization(rejection: .none).status

  /// Looks the numbers of the last batch up.
  ///
  /// - Parameters:
  ///   - classes: Receives the class of every cell.
  ///   - extraClasses: Receives the class of every further key.
  /// - Precondition: The reader was made with indexes.
  mutating func findClasses(_ classes: inout [UInt16], extra extraClasses: inout [UInt16]) {
    Self.find(numbers, by: &lookUp, &classes, extra: &extraClasses)
  }

  /// Looks up the numbers of a batch, and their further keys.
  static func find(
    _ numbers: borrowing NumberBatch, by lookUp: inout IndexesLookUp?, _ classes: inout [UInt16],
    extra extraClasses: inout [UInt16]
  ) {
    find(numbers.keys, by: &lookUp, &classes)
    find(numbers.extraKeys, by: &lookUp, &extraClasses)
  }

  private static func find(
    _ keys: Span<UInt64>, by lookUp: inout IndexesLookUp?, _ classes: inout [UInt16]
  ) {
    precondition(lookUp != nil, "a reader without an index finds nothing")
    classes.removeAll(keepingCapacity: true)
    guard keys.count > 0 else { return }
    classes.append(addingCapacity: keys.count) { lookUp!.find(keys, into: &$0) }
  }

  /// Appends the further keys of the last batch.
  package func appendExtraKeys(to keys: inout [UInt64]) {
    let extraKeys = numbers.extraKeys
    for index in extraKeys.indices { keys.append(extraKeys[index]) }
  }

  /// The bytes of a field as the file has them, its quotes removed unless it is escaped.
  func range(ofField index: Int) -> Range<Int> {
    Int(rows.fieldStarts[index])..<Int(rows.fieldEnds[index])
  }

  /// Every scanned field is a number: whole stretches between escaped fields in one call.
  private mutating func readFields(_ block: Span<UInt8>) {
    let fieldCount = rows.rowCount * cellCount
    var cell: [UInt8] = []
    var start = 0
    for place in rows.escapedFields.indices {
      let escaped = Int(rows.escapedFields[place])
      readStretch(block, start..<escaped)
      decode(block, field: escaped, into: &cell)
      normalizer.normalize(cell.span, into: &numbers)
      start = escaped + 1
    }
    readStretch(block, start..<fieldCount)
  }

  private mutating func readStretch(_ block: Span<UInt8>, _ fields: Range<Int>) {
    normalizer.normalize(
      block, starts: rows.fieldStarts.extracting(fields), ends: rows.fieldEnds.extracting(fields),
      into: &numbers)
  }

  /// The region differs by row: one cell a call.
  private mutating func readFieldsWithRegions(_ block: Span<UInt8>) {
    var escapedPlace = 0
    var regionPlace = 0
    var cell: [UInt8] = []
    let scannedCount = rows.columnCount
    rowNormalizers.removeAll(keepingCapacity: true)
    for row in 0..<rows.rowCount {
      let regionNormalizer = normalizerForRow(row, block, &regionPlace)
      rowNormalizers.append(regionNormalizer)
      for position in phonePositions {
        let field = row * scannedCount + position
        if isEscaped(field, &escapedPlace) {
          decode(block, field: field, into: &cell)
          regionNormalizer.normalize(cell.span, into: &numbers)
        } else {
          regionNormalizer.normalize(block.extracting(range(ofField: field)), into: &numbers)
        }
      }
    }
  }

  /// The normaliser for the region that a row names; one for no region if it names none.
  private mutating func normalizerForRow(
    _ row: Int, _ block: Span<UInt8>, _ place: inout Int
  ) -> Normalizer {
    let field = row * rows.columnCount + regionPosition!
    let isEscaped = isEscaped(field, &place)
    let bytes = block.extracting(range(ofField: field))
    // Two letters without blanks, as nearly always.
    if !isEscaped, bytes.count == 2 {
      let key = UInt16(bytes[0] & 0xDF) << 8 | UInt16(bytes[1] & 0xDF)
      if let known = regionNormalizers[key] { return known }
    }
    var cell: [UInt8] = []
    if isEscaped {
      decode(block, field: field, into: &cell)
    } else {
      for index in bytes.indices { cell.append(bytes[index]) }
    }
    while let last = cell.last, last == 0x20 || last == 0x09 { cell.removeLast() }
    while let first = cell.first, first == 0x20 || first == 0x09 { cell.removeFirst() }
    if cell.isEmpty { return normalizer }
    let made = regionCells.normalizer(for: cell)
    if cell.count == 2, cell.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) }),
      Region(String(decoding: cell.map { $0 & 0xDF }, as: UTF8.self)) != nil
    {
      regionNormalizers[UInt16(cell[0] & 0xDF) << 8 | UInt16(cell[1] & 0xDF)] = made
    }
    return made
  }

  /// True if `field` is in the ascending list of escaped fields; `place` remembers where to look.
  private func isEscaped(_ field: Int, _ place: inout Int) -> Bool {
    while place < rows.escapedFields.count, Int(rows.escapedFields[place]) < field { place += 1 }
    return place < rows.escapedFields.count && Int(rows.escapedFields[place]) == field
  }

  private func decode(_ block: Span<UInt8>, field: Int, into cell: inout [UInt8]) {
    cell.removeAll(keepingCapacity: true)
    FieldDecoder.decode(block.extracting(range(ofField: field)), into: &cell)
  }

  /// Joins the two fields of each row to one cell.
  private mutating func readAreaCodesAndNumbers(_ block: Span<UInt8>) {
    joined.bytes.removeAll()
    for row in 0..<rows.rowCount {
      joined.starts[row] = UInt32(truncatingIfNeeded: joined.bytes.count)
      joined.bytes.append(block.extracting(range(ofField: row * 2)))
      joined.bytes.append(block.extracting(range(ofField: row * 2 + 1)))
      joined.ends[row] = UInt32(truncatingIfNeeded: joined.bytes.count)
    }
    Self.read(joined, count: rows.rowCount, by: normalizer, into: &numbers)
  }

  private static func read(
    _ cells: borrowing JoinedCells, count: Int, by normalizer: Normalizer,
    into numbers: inout NumberBatch
  ) {
    normalizer.normalize(
      cells.bytes.span, starts: cells.starts.span.extracting(..<count),
      ends: cells.ends.span.extracting(..<count), into: &numbers)
  }
}

/// Cells that are made of several fields each, one behind the other.
private struct JoinedCells: ~Copyable {
  var bytes = ByteBuffer(capacity: 0)
  var starts: [UInt32]
  var ends: [UInt32]

  init(capacity: Int) {
    starts = Array(repeating: 0, count: capacity)
    ends = starts
  }
}
