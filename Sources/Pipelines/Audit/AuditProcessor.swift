import DelimitedText
import Files
import PhoneNumbers
import SuppressionLists
import Verdicts

/// One worker of an audit: counts what the rows of a block hold, and writes nothing.
struct AuditProcessor: RowProcessor, ~Copyable {
  private(set) var rowCount = 0
  /// What this worker has committed so far.
  private(set) var counts: AuditCounts

  private var reader: NumberReader
  private let indexes: SuppressionIndexes?
  private var verdicts: VerdictTable?
  private var blockCounts: AuditCounts
  private var classes: [UInt16] = []
  private var extraClasses: [UInt16] = []
  /// The next further key and the next mended cell of the batch.
  private var extra = 0
  private var mended = 0

  /// - Parameter verdicts: Those of `indexes`.
  init(columns: NumberColumns, indexes: SuppressionIndexes?, verdicts: VerdictTable?) {
    self.indexes = indexes
    self.verdicts = verdicts
    reader = NumberReader(columns, indexes: indexes)
    counts = AuditCounts(listCount: indexes?.lists.count)
    blockCounts = counts
  }

  var quoteFinding: QuoteFinding? { reader.quoteFinding }

  mutating func process(_ block: Span<UInt8>, isFinal: Bool) throws(PipelineError) -> Int {
    blockCounts.removeAll()
    rowCount = 0
    reader.beginBlock()
    var offset = 0
    while offset < block.count {
      let end = reader.read(block, from: offset, isFinal: isFinal)
      if end == offset { break }
      if let indexes {
        reader.findClasses(&classes, extra: &extraClasses)
        verdicts?.learnClasses(of: indexes)
      }
      extra = 0
      mended = 0
      for row in 0..<reader.rows.rowCount { try count(row: row) }
      rowCount += reader.rows.rowCount
      offset = end
    }
    blockCounts.rowCount = rowCount
    return offset
  }

  mutating func commit(rowNumber: Int) throws(PipelineError) {
    reader.commitBlock()
    counts.add(blockCounts)
  }

  mutating func complete() throws(PipelineError) {}

  mutating func finish() throws(PipelineError) {}

  private mutating func count(row: Int) throws(PipelineError) {
    let cells = row * reader.cellCount..<(row + 1) * reader.cellCount
    let firstExtra = extra
    for cell in cells { count(cell: cell) }
    if let verdicts { try count(verdicts, cells: cells, extras: firstExtra..<extra) }
  }

  private mutating func count(cell: Int) {
    let status = reader.numbers.statuses[cell]
    blockCounts.addCell(status: status)
    let key = reader.numbers.keys[cell]
    if key != 0 { blockCounts.addNumber(key) }
    var others = 0
    while extra < reader.numbers.extraOwners.count,
      Int(reader.numbers.extraOwners[extra]) <= cell
    {
      if AliasReason(rawValue: reader.numbers.extraReasons[extra])?.isAnotherNumber == true {
        let key = reader.numbers.extraKeys[extra]
        blockCounts.addNumber(key)
        others += 1
      }
      extra += 1
    }
    if others > 0 { blockCounts.severalNumberCellCount += 1 }
    while mended < reader.numbers.mendedCells.count,
      Int(reader.numbers.mendedCells[mended]) <= cell
    {
      let mending = Mending(rawValue: reader.numbers.mendings[mended])
      if mending.contains(.cleaned) { blockCounts.cleanedCellCount += 1 }
      if mending.contains(.rescued) { blockCounts.rescuedCellCount += 1 }
      mended += 1
    }
  }

  /// Counts what a scrub would make of a row.
  private mutating func count(
    _ verdicts: VerdictTable, cells: Range<Int>, extras: Range<Int>
  ) throws(PipelineError) {
    var isInvalid = false
    var isNumber = false
    var isListed = false
    for cell in cells {
      let status = reader.numbers.statuses[cell]
      if status & 15 >= Grade.local.rawValue {
        isNumber = true
      } else if status >> 4 != Rejection.empty.rawValue {
        isInvalid = true
      }
      if classes[cell] != 0 { isListed = true }
    }
    for extra in extras where extraClasses[extra] != 0 { isListed = true }
    isNumber = isNumber && !isInvalid
    // As nearly always.
    if !isListed && (!isNumber || verdicts.coverage.isTrivial) {
      blockCounts.verdicts?.add(isNumber ? VerdictTable.clear : VerdictTable.invalid)
      return
    }
    var hits = cells.map { VerdictTable.Hit(classNumber: Int(classes[$0])) }
    guard
      cells.allSatisfy({ Int(classes[$0]) < verdicts.verdicts.count }),
      extras.allSatisfy({ Int(extraClasses[$0]) < verdicts.verdicts.count })
    else { throw PipelineError(indexes!.unknownClass) }
    var numbers = cells.filter { reader.numbers.statuses[$0] & 15 >= Grade.local.rawValue }
      .map { verdicts.unlisted(reader.numbers.keys[$0], classNumber: Int(classes[$0])) }
    for extra in extras {
      let reason = AliasReason(rawValue: reader.numbers.extraReasons[extra])
      hits.append(.init(classNumber: Int(extraClasses[extra]), reason: reason))
      if reason?.isAnotherNumber == true {
        numbers.append(
          verdicts.unlisted(
            reader.numbers.extraKeys[extra], classNumber: Int(extraClasses[extra])))
      }
    }
    let verdict = verdicts.verdict(for: hits, isNumber: isNumber, numbers: numbers)
    blockCounts.verdicts?.add(verdict)
  }
}

extension ScrubCounts {
  /// Counts a row.
  fileprivate mutating func add(_ verdict: VerdictTable.Verdict) {
    outcomes[Int(verdict.outcome.rawValue)] += 1
    guard verdict.outcome == .listed else { return }
    for list in verdict.lists { lists[list] += 1 }
  }
}
