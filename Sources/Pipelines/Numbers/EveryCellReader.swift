import DelimitedText
import PhoneNumbers
import SuppressionLists
import Verdicts

/// Reads all cells of the rows of a batch, and finds the listed numbers in them, whatever the columns.
///
/// Of every cell two things are looked up: the number that it is as a whole, with all further keys, as
/// a phone column's; and what may be numbers within it (``TextNumbers``). Cells with fewer than seven
/// digits are passed over.
struct EveryCellReader: ~Copyable {
  /// A listed number in a row of the batch.
  struct Hit {
    var row: Int
    var classNumber: Int
  }

  /// The listed numbers of the batch, ascending by row.
  private(set) var hits: [Hit] = []
  /// The numbers of the batch for which no fresh list speaks, ascending by row, if nothing but all cells
  /// tells the numbers of a row.
  private(set) var unclearNumbers: [(row: Int, number: VerdictTable.Unlisted)] = []
  /// Whether each row of the batch has a valid number, likewise.
  private(set) var hasNumber: [Bool] = []

  private let indexes: SuppressionIndexes
  private var lookUp: IndexesLookUp?
  private var verdicts: VerdictTable
  /// True if no column is known to be a phone column, so that all cells count.
  private let judgesNumbers: Bool
  private let delimiter: UInt8
  /// A line feed, which no field begins with, if quotes mean nothing.
  private let quote: UInt8
  private let scanner: RowScanner
  private var rows: RowBatch
  private var textNumbers = TextNumbers()
  /// The cells and windows that are not read yet, and the rows they are of.
  private var starts: [UInt32] = []
  private var ends: [UInt32] = []
  /// The row of each cell or window that is read or will be.
  private var owners: [Int] = []
  private var numbers: NumberBatch
  private var classes: [UInt16] = []
  private var extraClasses: [UInt16] = []
  /// The classes as they were found, if what permits counts.
  private var foundClasses: [UInt16] = []
  private var answers: [UInt8] = []
  private var cell: [UInt8] = []

  /// Fewer digits are no phone number, but a price, a year or a postal code.
  static let digitCountMin = 7
  /// The numbers that are looked up together.
  private static let numberCountMax = 4096

  /// - Parameters:
  ///   - columnCount: The fields that most rows have; others are read as well, but slower.
  ///   - rowCapacity: That of the batches.
  init(
    _ columns: NumberColumns, columnCount: Int, rowCapacity: Int, indexes: SuppressionIndexes,
    verdicts: VerdictTable
  ) {
    self.indexes = indexes
    lookUp = IndexesLookUp(indexes)
    self.verdicts = verdicts
    judgesNumbers = columns.phoneColumns.isEmpty
    delimiter = columns.delimiter
    quote = columns.hasQuotes ? UInt8(ascii: "\"") : 0x0A
    // Rows without a field have one to begin with.
    let columnCount = min(max(1, columnCount), NumberColumns.columnCountMax)
    scanner = columns.scanner(Array(0..<columnCount))
    rows = RowBatch(rowCapacity: rowCapacity, columnCount: columnCount)
    numbers = NumberBatch(capacity: 0)
  }

  /// Reads the rows of a batch.
  ///
  /// - Parameters:
  ///   - reader: Has read the same rows.
  ///   - offset: Where the batch begins in its block.
  mutating func read(
    _ block: Span<UInt8>, from offset: Int, isFinal: Bool, with reader: borrowing NumberReader
  ) {
    hits.removeAll(keepingCapacity: true)
    unclearNumbers.removeAll(keepingCapacity: true)
    hasNumber.removeAll(keepingCapacity: true)
    let rowCount = reader.rows.rowCount
    if judgesNumbers { hasNumber.append(contentsOf: repeatElement(false, count: rowCount)) }
    _ = scanner.scan(block, from: offset, isFinal: isFinal, into: &rows)
    precondition(rows.rowCount == rowCount, "the same rows")
    var escapedPlace = 0
    for row in 0..<rowCount {
      let normalizer = reader.normalizer(ofRow: row)
      if reader.hasRegions { readPending(block, by: reader.normalizer(ofRow: max(0, row - 1))) }
      let endsInQuotes = rows.endsInQuotes && row == rowCount - 1
      readFields(
        ofRow: row, block, from: offset, endsInQuotes: endsInQuotes, &escapedPlace, normalizer)
      if owners.count >= Self.numberCountMax {
        readPending(block, by: normalizer)
        lookUpNumbers()
      }
    }
    if rowCount > 0 { readPending(block, by: reader.normalizer(ofRow: rowCount - 1)) }
    lookUpNumbers()
    hits.sort { $0.row < $1.row }
    unclearNumbers.sort { $0.row < $1.row }
  }

  /// The first hit behind those of a row, which begin at `place`.
  func hitsEnd(ofRow row: Int, from place: Int) -> Int {
    var end = place
    while end < hits.count, hits[end].row == row { end += 1 }
    return end
  }

  /// The first unclear number behind those of a row, which begin at `place`.
  func unclearEnd(ofRow row: Int, from place: Int) -> Int {
    var end = place
    while end < unclearNumbers.count, unclearNumbers[end].row == row { end += 1 }
    return end
  }

  // MARK: Fields

  private mutating func readFields(
    ofRow row: Int, _ block: Span<UInt8>, from offset: Int, endsInQuotes: Bool,
    _ escapedPlace: inout Int, _ normalizer: Normalizer
  ) {
    let bytes = rows.range(ofRow: row, from: offset)
    let rowBytes = block.extracting(bytes)
    let contentEnd =
      bytes.lowerBound + (endsInQuotes ? rowBytes.count : RowExtension.contentEnd(of: rowBytes))
    var last = bytes.lowerBound
    for field in row * rows.columnCount..<(row + 1) * rows.columnCount {
      let range = Int(rows.fieldStarts[field])..<Int(rows.fieldEnds[field])
      if isEscaped(field, &escapedPlace) {
        readEscaped(block, range, row: row, normalizer)
      } else {
        take(block, range, row: row)
      }
      last = range.upperBound
    }
    // Behind a closing quote; what is left begins with a delimiter.
    if last < contentEnd, block[last] == quote { last += 1 }
    if last < contentEnd, block[last] == delimiter {
      readRest(block, last + 1..<contentEnd, row: row, normalizer)
    }
  }

  /// True if `field` is in the ascending list of escaped fields; `place` remembers where to look.
  private func isEscaped(_ field: Int, _ place: inout Int) -> Bool {
    let escaped = rows.escapedFields
    while place < escaped.count, Int(escaped[place]) < field { place += 1 }
    return place < escaped.count && Int(escaped[place]) == field
  }

  /// Reads the fields that a row has beyond the columns of the scanner.
  private mutating func readRest(
    _ block: Span<UInt8>, _ rest: Range<Int>, row: Int, _ normalizer: Normalizer
  ) {
    var start = rest.lowerBound
    var isQuoted = false
    // Whether a quote here opens.
    var opens = true
    for index in rest {
      let byte = block[index]
      if isQuoted {
        if byte == quote { (isQuoted, opens) = (false, true) }
      } else if byte == delimiter {
        readRaw(block, start..<index, row: row, normalizer)
        start = index + 1
        opens = true
      } else {
        isQuoted = byte == quote && opens
        opens = false
      }
    }
    readRaw(block, start..<rest.upperBound, row: row, normalizer)
  }

  /// Reads a field with its quotes.
  private mutating func readRaw(
    _ block: Span<UInt8>, _ field: Range<Int>, row: Int, _ normalizer: Normalizer
  ) {
    if !field.isEmpty, block[field.lowerBound] == quote {
      readEscaped(block, field, row: row, normalizer)
    } else {
      take(block, field, row: row)
    }
  }

  private mutating func readEscaped(
    _ block: Span<UInt8>, _ field: Range<Int>, row: Int, _ normalizer: Normalizer
  ) {
    readPending(block, by: normalizer)
    var content: [UInt8] = []
    swap(&content, &cell)
    content.removeAll(keepingCapacity: true)
    FieldDecoder.decode(block.extracting(field), into: &content)
    take(content.span, 0..<content.count, row: row)
    readPending(content.span, by: normalizer)
    swap(&content, &cell)
  }

  // MARK: Numbers

  /// Takes a cell in, and what may be numbers within it.
  private mutating func take(_ bytes: Span<UInt8>, _ range: Range<Int>, row: Int) {
    guard Self.mayHoldNumber(bytes.extracting(range)) else { return }
    let firstWindow = starts.count
    textNumbers.find(in: bytes, range, starts: &starts, ends: &ends)
    // The last window is the longest of those that end with the cell.
    let isWindow =
      starts.count > firstWindow && Int(starts[starts.count - 1]) == range.lowerBound
      && Int(ends[ends.count - 1]) == range.upperBound
    if !isWindow && range.count <= Self.cellByteCountMax {
      starts.append(UInt32(truncatingIfNeeded: range.lowerBound))
      ends.append(UInt32(truncatingIfNeeded: range.upperBound))
    }
    for _ in firstWindow..<starts.count { owners.append(row) }
  }

  /// Longer cells are refused as numbers: they have more than 250 characters.
  private static let cellByteCountMax = 1000

  /// Whether a cell has digits enough; those of other scripts take two bytes or more.
  private static func mayHoldNumber(_ cell: Span<UInt8>) -> Bool {
    var digitCount = 0
    var otherCount = 0
    for index in cell.indices {
      digitCount += cell[index] &- 0x30 < 10 ? 1 : 0
      otherCount += cell[index] >= 0x80 ? 1 : 0
    }
    return digitCount + otherCount / 2 >= digitCountMin
  }

  /// Reads the cells and windows that were taken in of `bytes`.
  private mutating func readPending(_ bytes: Span<UInt8>, by normalizer: Normalizer) {
    if starts.isEmpty { return }
    Self.read(bytes, starts, ends, by: normalizer, into: &numbers)
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  private static func read(
    _ bytes: Span<UInt8>, _ starts: [UInt32], _ ends: [UInt32], by normalizer: Normalizer,
    into numbers: inout NumberBatch
  ) {
    normalizer.normalize(bytes, starts: starts.span, ends: ends.span, into: &numbers)
  }

  private static func judge(
    _ numbers: borrowing NumberBatch, by coverage: CoverageMap, _ answers: inout [UInt8]
  ) {
    NumberReader.judge(numbers.keys, by: coverage, &answers)
  }

  /// Looks up all numbers that were read.
  private mutating func lookUpNumbers() {
    guard numbers.count > 0 else { return }
    NumberReader.find(numbers, by: &lookUp, &classes, extra: &extraClasses)
    verdicts.learnClasses(of: indexes)
    foundClasses.removeAll(keepingCapacity: true)
    if judgesNumbers && !verdicts.permits.isEmpty { foundClasses.append(contentsOf: classes) }
    ScrubProcessor.dropUnapplied(&classes, verdicts.isUnapplied)
    ScrubProcessor.dropUnapplied(&extraClasses, verdicts.isUnapplied)
    for place in classes.indices where classes[place] != 0 {
      hits.append(Hit(row: owners[place], classNumber: Int(classes[place])))
    }
    for extra in extraClasses.indices where extraClasses[extra] != 0 {
      let owner = owners[Int(numbers.extraOwners[extra])]
      hits.append(Hit(row: owner, classNumber: Int(extraClasses[extra])))
    }
    if judgesNumbers { judge() }
    numbers.removeAll()
    owners.removeAll(keepingCapacity: true)
  }

  /// Asks whether fresh lists speak for the valid numbers.
  private mutating func judge() {
    Self.judge(numbers, by: verdicts.coverage, &answers)
    // A class that no index has is told by the look-up of the row.
    _ = ScrubProcessor.apply(verdicts, of: foundClasses, to: &answers)
    for place in 0..<numbers.count where numbers.grade(at: place) == .valid {
      hasNumber[owners[place]] = true
      if answers[place] != CoverageMap.clear {
        let found = foundClasses.isEmpty ? 0 : Int(foundClasses[place])
        let classNumber = found < verdicts.verdicts.count ? found : 0
        unclearNumbers.append(
          (owners[place], verdicts.unlisted(numbers.keys[place], classNumber: classNumber)))
      }
    }
  }
}
