import Files
import PhoneNumbers
import Pipelines
import SuppressionLists

/// One worker of a build: collects the keys of a list's rows, where there is nothing but numbers.
///
/// Other lists take a `FieldedListProcessor`.
struct ListProcessor: RowProcessor, ~Copyable {
  private(set) var rowCount = 0

  private let list: Int
  private let tally: ListTally
  private let rangeReader: NumberRangeReader
  /// Whether a cell may be a range; the area codes and numbers of a register are none.
  private let mayHoldRanges: Bool
  private let notesAreaCodes: Bool
  private let otherLayouts: OtherLayouts
  private let delimiterChange: DelimiterChange
  private var reader: NumberReader
  private var collector: EntryCollector
  private var entries = ListEntries()
  private var cell: [UInt8] = []
  /// The cells of the last batch that may be ranges.
  private var candidates: [Int] = []
  /// The cells of the last batch that look like ranges and are none; empty nearly always.
  private var misreadCells: Set<Int> = []

  /// - Parameters:
  ///   - notesAreaCodes: True if the area codes of the numbers are to be counted.
  ///   - otherLayouts: The other forms that rows of the format may have.
  init(
    list: Int, columns: NumberColumns, notesAreaCodes: Bool = false,
    otherLayouts: OtherLayouts = OtherLayouts(), tally: ListTally,
    collector: consuming EntryCollector
  ) {
    self.list = list
    self.notesAreaCodes = notesAreaCodes
    self.otherLayouts = otherLayouts
    self.tally = tally
    self.collector = collector
    rangeReader = NumberRangeReader(region: columns.region)
    mayHoldRanges = columns.form != .areaCodeAndNumber
    delimiterChange = DelimiterChange(columns)
    reader = NumberReader(columns)
  }

  var quoteFinding: QuoteFinding? { reader.quoteFinding }

  mutating func process(_ block: Span<UInt8>, isFinal: Bool) throws(PipelineError) -> Int {
    entries.removeAll()
    rowCount = 0
    let hasMarks = mayHoldRanges && NumberRangeReader.mayHoldRange(block)
    var offset = 0
    while offset < block.count {
      let end = reader.read(block, from: offset, isFinal: isFinal)
      if end == offset { break }
      if mayHoldRanges { takeRanges(block, hasMarks: hasMarks) }
      take(block, from: offset)
      rowCount += reader.rows.rowCount
      offset = end
    }
    return offset
  }

  mutating func commit(rowNumber: Int) throws(PipelineError) {
    tally.add(entries.counts, firstRowNumber: rowNumber)
  }

  mutating func complete() throws(PipelineError) { try entries.add(to: &collector, list: list) }

  /// Hands the collected keys over. To be called once, at the end.
  mutating func finish() throws(PipelineError) {
    do throws(IndexError) {
      try collector.flush()
    } catch {
      throw PipelineError(error)
    }
  }

  /// Takes the ranges out of the last batch: out of the long cells in which the normaliser finds no
  /// valid number or had to mend something, and of those that hold a sign of one.
  private mutating func takeRanges(_ block: Span<UInt8>, hasMarks: Bool) {
    if !misreadCells.isEmpty { misreadCells.removeAll() }
    if !hasMarks && reader.hasOnlyValidNumbers { return }
    reader.findRangeCandidates(block, hasMarks: hasMarks, into: &candidates)
    for place in candidates.indices { takeRange(block, candidates[place]) }
  }

  private mutating func takeRange(_ block: Span<UInt8>, _ index: Int) {
    reader.decode(block, cell: index, into: &cell)
    switch rangeReader.read(cell) {
    case .noRange: return
    case .ranges(let ranges):
      if ranges.contains(where: { collector.isTooLong($0) }) {
        entries.counts.noteTooLongRange(row: rowCount + index / reader.cellCount)
      } else {
        entries.ranges += ranges
      }
      entries.counts.rangeCount += 1
      reader.setRange(at: index)
    case .unreadable: misreadCells.insert(index)
    }
  }

  private mutating func take(_ block: Span<UInt8>, from offset: Int) {
    let cellCount = reader.cellCount
    let hasMisread = !misreadCells.isEmpty
    for row in 0..<reader.rows.rowCount {
      var isEmpty = true
      var isUnreadable = false
      for cell in row * cellCount..<(row + 1) * cellCount {
        let key = reader.numbers.keys[cell]
        if key != 0 {
          entries.keys.append(key)
          if notesAreaCodes { entries.counts.areaCodes.insert(areaCodeOf: key) }
          isEmpty = false
          if hasMisread && misreadCells.contains(cell) { isUnreadable = true }
          if reader.numbers.statuses[cell] == Grade.doubtful.rawValue,
            !reader.numbers.isReadable(at: cell)
          {
            isUnreadable = true
          }
        } else if reader.numbers.statuses[cell] == NumberReader.rangeStatus {
          isEmpty = false
        } else if reader.numbers.statuses[cell] >> 4 != Rejection.empty.rawValue {
          isEmpty = false
          if !reader.numbers.isReadable(at: cell) { isUnreadable = true }
        }
      }
      if !isEmpty && !isUnreadable {
        entries.counts.rowCount += 1
        continue
      }
      let bytes = block.extracting(reader.rows.range(ofRow: row, from: offset))
      if isEmpty && !delimiterChange.isSeen(in: bytes) {
        entries.counts.emptyRowCount += 1
      } else {
        entries.addUnreadable(row: rowCount + row, bytes: bytes)
        if otherLayouts.match(bytes) { entries.counts.noteOtherLayout(row: rowCount + row) }
      }
    }
    reader.appendExtraKeys(to: &entries.keys)
  }
}
