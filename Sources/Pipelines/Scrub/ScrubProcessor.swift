import DelimitedText
import Files
import PhoneNumbers
import SuppressionLists
import Verdicts

/// One worker of a scrub: decides on the rows of a block and lays out both outputs.
struct ScrubProcessor: RowProcessor, ~Copyable {
  private(set) var rowCount = 0
  /// What this worker has committed so far.
  private(set) var counts: ScrubCounts

  private let indexes: SuppressionIndexes
  private(set) var verdicts: VerdictTable
  let rowExtension: RowExtension
  /// The appended fields of a rejected row, by class; and those of an invalid one.
  private var fieldsByClass: [[UInt8]]
  let invalidFields: [UInt8]
  /// The appended fields of a row on no list, by the state of its number in the coverage map.
  let fieldsByState: [[UInt8]]
  let duplicateFields: [UInt8]

  private(set) var reader: NumberReader
  var classes: [UInt16] = []
  var extraClasses: [UInt16] = []
  /// Rows of the batch.
  var rowsInDoubt: [UInt16] = []
  /// Of each row, whether it is listed or no list speaks for it.
  var doubts: [UInt16] = []
  /// What the coverage map says of the numbers and further keys; unused for single cells if it is
  /// trivial.
  var answers: [UInt8] = []
  var extraAnswers: [UInt8] = []
  /// The classes as they were found, if what permits counts: of numbers that no list blocks, ``classes`` has 0.
  var foundClasses: [UInt16] = []
  var foundExtraClasses: [UInt16] = []
  var kept: OutputShare
  var rejected: OutputShare
  var blockCounts: ScrubCounts
  /// The rows of the block that one number of each class has blocked, and of class 0 those without a
  /// number; their lists are counted in the turn, by the class and not by the row.
  private var classCounts: [Int]
  /// Where the kept rows that are not copied yet begin.
  private var runStart = 0
  /// The numbers of earlier rows, if none may be repeated.
  private let keptNumbers: KeptNumbers?
  private let isUnique: Bool
  /// Reads all cells, if any number in a row counts.
  private var everyCell: EveryCellReader
  private let readsEveryColumn: Bool
  /// The clear rows of the block, if no number may be repeated.
  var clearRows = ClearRows()
  /// Those that repeat one: the first so many.
  var duplicates: [UInt32] = []
  /// For a block that is laid out anew.
  var spareBytes = ByteBuffer(capacity: 0)

  /// - Parameter columnCount: The fields that rows have, if all cells are to be read.
  init(
    indexes: SuppressionIndexes, verdicts: VerdictTable, columns: NumberColumns, columnCount: Int?,
    rowExtension: RowExtension, kept: OrderedOutput, rejected: OrderedOutput?,
    keptNumbers: KeptNumbers?
  ) {
    self.indexes = indexes
    self.verdicts = verdicts
    self.rowExtension = rowExtension
    fieldsByClass = verdicts.verdicts.map { $0.fields(rowExtension) }
    invalidFields = VerdictTable.invalid.fields(rowExtension)
    fieldsByState = verdicts.coverageVerdicts.map { $0.fields(rowExtension) }
    duplicateFields = VerdictTable.duplicate.fields(rowExtension)
    self.keptNumbers = keptNumbers
    isUnique = keptNumbers != nil
    reader = NumberReader(columns, indexes: indexes, fieldCount: columnCount ?? 0)
    readsEveryColumn = columnCount != nil
    everyCell = EveryCellReader(
      columns, columnCount: columnCount ?? 1,
      rowCapacity: readsEveryColumn ? reader.rows.rowCapacity : 1, indexes: indexes,
      verdicts: verdicts)
    self.kept = OutputShare(of: kept, byteCount: BlockLimits.blockByteCount + 4096)
    self.rejected = OutputShare(of: rejected, byteCount: BlockLimits.blockByteCount / 4)
    counts = ScrubCounts(listCount: indexes.lists.count)
    blockCounts = counts
    classCounts = Array(repeating: 0, count: fieldsByClass.count)
    classes.reserveCapacity(reader.rows.rowCapacity * reader.cellCount)
  }

  var quoteFinding: QuoteFinding? { reader.quoteFinding }

  mutating func process(_ block: Span<UInt8>, isFinal: Bool) throws(PipelineError) -> Int {
    kept.bytes.removeAll()
    rejected.bytes.removeAll()
    blockCounts.removeAll()
    for index in classCounts.indices { classCounts[index] = 0 }
    rowCount = 0
    runStart = 0
    reader.beginBlock()
    if isUnique { clearRows.removeAll() }
    var offset = 0
    while offset < block.count {
      let end = reader.read(block, from: offset, isFinal: isFinal)
      if end == offset { break }
      if readsEveryColumn {
        everyCell.read(block, from: offset, isFinal: isFinal, with: reader)
      }
      try decide(block, from: offset)
      if isUnique { clearRows.take(reader, from: offset) }
      rowCount += reader.rows.rowCount
      offset = end
    }
    kept.bytes.append(block.extracting(runStart..<offset))
    blockCounts.outcomes[Int(Outcome.clear.rawValue)] =
      rowCount - blockCounts.outcomes.reduce(0, +)
    return offset
  }

  mutating func commit(rowNumber: Int) throws(PipelineError) {
    if let keptNumbers { try takeOutDuplicates(keptNumbers) }
    try kept.take()
    try rejected.take()
    for classNumber in classCounts.indices where classCounts[classNumber] > 0 {
      for list in verdicts.verdicts[classNumber].lists {
        blockCounts.lists[list] += classCounts[classNumber]
      }
    }
    counts.add(blockCounts)
    reader.commitBlock()
  }

  mutating func complete() throws(PipelineError) {
    try kept.write()
    try rejected.write()
  }

  mutating func finish() throws(PipelineError) {
    try kept.finish()
    try rejected.finish()
  }

  // MARK: Decisions

  /// Decides on the rows of the batch, which begins at `offset`.
  private mutating func decide(_ block: Span<UInt8>, from offset: Int) throws(PipelineError) {
    reader.findClasses(&classes, extra: &extraClasses)
    if indexes.classCount > fieldsByClass.count { learnClasses() }
    if !verdicts.isUnapplied.isEmpty { dropUnappliedClasses() }
    if reader.cellCount == 1 && verdicts.coverage.isTrivial && !readsEveryColumn {
      return try decideOnSingleCells(block, from: offset)
    }
    reader.judge(by: verdicts.coverage, &answers, extra: &extraAnswers)
    if !verdicts.permits.isEmpty { try applyPermits() }
    if reader.cellCount == 1 && extraClasses.isEmpty && !readsEveryColumn {
      try decideOnSingleNumbersWithCoverage(block, from: offset)
    } else {
      try decideOnSeveralNumbers(block, from: offset)
    }
  }

  /// Works out what is said of classes that were found just now, as several indexes may have them.
  private mutating func learnClasses() {
    verdicts.learnClasses(of: indexes)
    fieldsByClass += verdicts.verdicts[fieldsByClass.count...].map { $0.fields(rowExtension) }
    classCounts += Array(repeating: 0, count: fieldsByClass.count - classCounts.count)
  }

  /// One cell a row, as in nearly every file: a row is what its number is, but for the few of which a
  /// further key is listed.
  private mutating func decideOnSingleCells(
    _ block: Span<UInt8>, from offset: Int
  ) throws(PipelineError) {
    let count = reader.numbers.findUnclear(classes, into: &rowsInDoubt)
    var place = 0
    var extra = 0
    while extra < extraClasses.count {
      let row = Int(reader.numbers.extraOwners[extra])
      let firstExtra = extra
      var isListed = false
      while extra < extraClasses.count, Int(reader.numbers.extraOwners[extra]) == row {
        if extraClasses[extra] != 0 { isListed = true }
        extra += 1
      }
      guard isListed else { continue }
      let firstPlace = place
      while place < count, Int(rowsInDoubt[place]) < row { place += 1 }
      try decideOnNumbers(ofRowsInDoubt: firstPlace..<place, block, from: offset)
      if place < count, Int(rowsInDoubt[place]) == row { place += 1 }
      try rejectListed(
        block, reader.rows.range(ofRow: row, from: offset), cells: row..<row + 1,
        extras: firstExtra..<extra, row: row)
    }
    try decideOnNumbers(ofRowsInDoubt: place..<count, block, from: offset)
  }

  /// Decides on rows in doubt by their numbers alone.
  private mutating func decideOnNumbers(
    ofRowsInDoubt places: Range<Int>, _ block: Span<UInt8>, from offset: Int
  ) throws(PipelineError) {
    if !rejected.isWanted && !isUnique {
      let invalidBefore = classCounts[0]
      guard
        Self.drop(
          rowsInDoubt[places], of: reader.rows, classes, &classCounts, from: block, at: offset,
          &runStart, into: &kept.bytes)
      else { throw damagedIndex }
      let invalidCount = classCounts[0] - invalidBefore
      blockCounts.outcomes[Int(Outcome.invalid.rawValue)] += invalidCount
      blockCounts.outcomes[Int(Outcome.listed.rawValue)] += places.count - invalidCount
      return
    }
    for place in places {
      let row = Int(rowsInDoubt[place])
      let bytes = reader.rows.range(ofRow: row, from: offset)
      let classNumber = Int(classes[row])
      if classNumber != 0 {
        try rejectListed(block, bytes, classNumber: classNumber, row: row)
      } else {
        reject(block, bytes, fields: invalidFields, .invalid, row: row)
      }
    }
  }

  /// Leaves rows of a batch out that nobody wants to have: copies the kept rows before each of them,
  /// and counts it by its class.
  ///
  /// Over spans and what it changes alone, since it passes over every run of rows.
  ///
  /// - Returns: False if there is a class that no index has.
  private static func drop(
    _ dropped: ArraySlice<UInt16>, of rows: borrowing RowBatch, _ classes: [UInt16],
    _ classCounts: inout [Int], from block: Span<UInt8>, at offset: Int, _ runStart: inout Int,
    into kept: inout ByteBuffer
  ) -> Bool {
    var classCounts = classCounts.mutableSpan
    let rowEnds = rows.rowEnds
    for dropped in dropped {
      let row = Int(dropped)
      let classNumber = Int(classes[row])
      guard classNumber < classCounts.count else { return false }
      classCounts[classNumber] &+= 1
      let rowStart = row == 0 ? offset : Int(rowEnds[row &- 1])
      kept.append(block.extracting(runStart..<rowStart))
      runStart = Int(rowEnds[row])
    }
    return true
  }

  /// Several cells or further keys a row: it is listed if any of its keys is, and clear only if all of
  /// its numbers are and fresh lists speak for each of them, but not for aliases.
  private mutating func decideOnSeveralNumbers(
    _ block: Span<UInt8>, from offset: Int
  ) throws(PipelineError) {
    var extra = 0
    // The next number that all cells have told.
    var hit = 0
    var unclear = 0
    for row in 0..<reader.rows.rowCount {
      let bytes = reader.rows.range(ofRow: row, from: offset)
      let cells = row * reader.cellCount..<(row + 1) * reader.cellCount
      let firstExtra = extra
      var isListed = false
      var isNumber = false
      var isInvalid = false
      var answer = CoverageMap.clear
      for cell in cells {
        if classes[cell] != 0 { isListed = true }
        let status = reader.numbers.statuses[cell]
        if status & 15 >= Grade.local.rawValue {
          isNumber = true
          answer = max(answer, answers[cell])
        } else if status >> 4 != Rejection.empty.rawValue {
          isInvalid = true
        }
      }
      while extra < extraClasses.count, Int(reader.numbers.extraOwners[extra]) < cells.upperBound {
        if extraClasses[extra] != 0 { isListed = true }
        if Self.isAnotherNumber(reader.numbers.extraReasons[extra]) {
          answer = max(answer, extraAnswers[extra])
        }
        extra += 1
      }
      let (firstHit, firstUnclear) = (hit, unclear)
      if readsEveryColumn {
        hit = everyCell.hitsEnd(ofRow: row, from: hit)
        unclear = everyCell.unclearEnd(ofRow: row, from: unclear)
        if hit > firstHit { isListed = true }
        if cells.isEmpty { isNumber = everyCell.hasNumber[row] }
      }
      if isListed {
        try rejectListed(
          block, bytes, cells: cells, extras: firstExtra..<extra, everyCell: firstHit..<hit,
          row: row)
      } else if isInvalid || !isNumber {
        reject(block, bytes, fields: invalidFields, .invalid, row: row)
      } else if answer != CoverageMap.clear {
        let others = (firstExtra..<extra).filter {
          Self.isAnotherNumber(reader.numbers.extraReasons[$0])
        }
        rejectUnlisted(block, bytes, cells: cells, others: others, row: row)
      } else if unclear > firstUnclear {
        let numbers = everyCell.unclearNumbers[firstUnclear..<unclear].map(\.number)
        rejectUnlisted(block, bytes, numbers: numbers, row: row)
      }
    }
  }

  mutating func rejectListed(
    _ block: Span<UInt8>, _ row: Range<Int>, classNumber: Int, row number: Int
  ) throws(PipelineError) {
    guard classNumber < fieldsByClass.count else { throw damagedIndex }
    classCounts[classNumber] += 1
    reject(block, row, fields: fieldsByClass[classNumber], .listed, row: number)
  }

  /// Rejects a row of which at least one key is listed: the only place where a verdict is made anew.
  mutating func rejectListed(
    _ block: Span<UInt8>, _ bytes: Range<Int>, cells: Range<Int>, extras: Range<Int>,
    everyCell everyCellHits: Range<Int> = 0..<0, row: Int
  ) throws(PipelineError) {
    var hits = cells.map { VerdictTable.Hit(classNumber: Int(classes[$0])) }
    for extra in extras {
      let reason = AliasReason(rawValue: reader.numbers.extraReasons[extra])
      hits.append(.init(classNumber: Int(extraClasses[extra]), reason: reason))
    }
    for hit in everyCellHits {
      hits.append(.init(classNumber: everyCell.hits[hit].classNumber, isOfEveryColumn: true))
    }
    guard hits.allSatisfy({ $0.classNumber < fieldsByClass.count }) else { throw damagedIndex }
    let verdict = verdicts.verdict(for: hits, isNumber: true, numbers: [])
    for list in verdict.lists { blockCounts.lists[list] += 1 }
    reject(block, bytes, fields: verdict.fields(rowExtension), .listed, row: row)
  }

  var damagedIndex: PipelineError {
    PipelineError(indexes.unknownClass)
  }

  /// Copies the kept rows before this one, and writes this one to the rejected.
  mutating func reject(
    _ block: Span<UInt8>, _ row: Range<Int>, fields: [UInt8], _ outcome: Outcome, row number: Int
  ) {
    kept.bytes.append(block.extracting(runStart..<row.lowerBound))
    runStart = row.upperBound
    blockCounts.outcomes[Int(outcome.rawValue)] += 1
    if rejected.isWanted {
      rowExtension.append(block.extracting(row), fields: fields, to: &rejected.bytes)
    }
    if isUnique { clearRows.reject(row: number, end: rejected.bytes.count) }
  }
}

extension RowBatch {
  /// The bytes of a row of a batch that begins at `offset`.
  ///
  /// Not a method of `ScrubProcessor`, since that would copy all of it for the call.
  @inline(__always)
  package func range(ofRow row: Int, from offset: Int) -> Range<Int> {
    (row == 0 ? offset : Int(rowEnds[row - 1]))..<Int(rowEnds[row])
  }
}

extension VerdictTable.Verdict {
  /// The three fields that a rejected row gets, each with a delimiter before it.
  func fields(_ rowExtension: RowExtension) -> [UInt8] {
    rowExtension.fields([outcome.name, String(UnicodeScalar(code)), listsText])
  }

  static let fieldNames = ["nodial_outcome", "nodial_code", "nodial_lists"]
}
