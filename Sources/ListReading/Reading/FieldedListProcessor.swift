import DelimitedText
import Files
import PhoneNumbers
import Pipelines
import SuppressionLists

/// One worker of a build, for lists whose rows hold more than numbers: changes, statuses, expiries.
///
/// In doubt a number is on the list: a row whose action, moment or expiry is not readable adds its
/// number, without a moment, and counts as unreadable; a status that does not clear lists.
struct FieldedListProcessor: RowProcessor, ~Copyable {
  /// What is the same for all rows of a file.
  struct Setting: Sendable {
    var list: Int
    var columns: ListColumns
    var preferences = ListPreferences()
    var asOf: CalendarDate?
    /// Whose clock tells moments without an offset.
    var zone = DayZone.utc
    var floor = ListFloor([])
    let outdated: OutdatedChanges
    /// The order of rows that tell no moment.
    var fileOrder: UInt64 = 0
    /// True if a row without an action simply lists its number.
    var mayLackAction = false
    /// True if the area codes of the numbers are to be counted.
    var notesAreaCodes = false
    /// The other forms that rows of the format may have: a row of one of them is not read by chance.
    var otherLayouts = OtherLayouts()
  }

  private(set) var rowCount = 0

  private let setting: Setting
  private let tally: ListTally
  private let scanner: RowScanner
  private let normalizer: Normalizer
  private let rangeReader: NumberRangeReader
  /// The scanned fields of a row: how many, those of the numbers, and the others by their kinds.
  private let fieldCount: Int
  private let numberFields: [Int]
  private let fields: [Int?]
  private var rows: RowBatch
  private var quoteWatch: QuoteWatch
  private let delimiterChange: DelimiterChange
  private var numbers: NumberBatch
  private var collector: EntryCollector
  private var entries = ListEntries()
  /// The changes and the ranges whose order is the row's number, by their places.
  private var untimed: [Int] = []
  private var untimedRanges: [Int] = []
  /// The changes that are older than the full file.
  private var outdated: [ListChange] = []
  private var outdatedRanges: [RangeAddition] = []
  private var firstRowNumber = 0
  private var cell: [UInt8] = []

  init(_ setting: Setting, tally: ListTally, collector: consuming EntryCollector) {
    self.setting = setting
    self.tally = tally
    self.collector = collector
    let scannedColumns = setting.columns.scannedColumns
    fieldCount = scannedColumns.count
    numberFields = setting.columns.numbers.phoneColumns.map { scannedColumns.firstIndex(of: $0)! }
    fields = ListField.allCases.map { field in
      setting.columns.others[field].map { scannedColumns.firstIndex(of: $0)! }
    }
    scanner = setting.columns.numbers.scanner(scannedColumns)
    let rowCapacity = NumberReader.rowCapacity(columnCount: scannedColumns.count)
    rows = RowBatch(rowCapacity: rowCapacity, columnCount: scannedColumns.count)
    numbers = NumberBatch(capacity: numberFields.count)
    quoteWatch = QuoteWatch(setting.columns.numbers)
    delimiterChange = DelimiterChange(setting.columns.numbers)
    normalizer = Normalizer(region: setting.columns.numbers.region)
    rangeReader = NumberRangeReader(region: setting.columns.numbers.region)
  }

  var quoteFinding: QuoteFinding? { quoteWatch.finding }

  mutating func process(_ block: Span<UInt8>, isFinal: Bool) throws(PipelineError) -> Int {
    entries.removeAll()
    untimed.removeAll(keepingCapacity: true)
    untimedRanges.removeAll(keepingCapacity: true)
    outdated.removeAll(keepingCapacity: true)
    outdatedRanges.removeAll(keepingCapacity: true)
    rowCount = 0
    var offset = 0
    while offset < block.count {
      let end = scanner.scan(block, from: offset, isFinal: isFinal, into: &rows)
      quoteWatch.look(at: rows, of: block, from: offset)
      if end == offset { break }
      for row in 0..<rows.rowCount { take(block, row: row, from: offset) }
      rowCount += rows.rowCount
      offset = end
    }
    return offset
  }

  mutating func commit(rowNumber: Int) throws(PipelineError) {
    firstRowNumber = rowNumber
    tally.add(entries.counts, firstRowNumber: rowNumber)
  }

  mutating func complete() throws(PipelineError) {
    for place in untimed {
      let order = order(ofRow: entries.changes[place].order)
      entries.changes[place].order = order
    }
    for place in untimedRanges {
      let order = order(ofRow: entries.rangeAdditions[place].order)
      entries.rangeAdditions[place].order = order
    }
    if !has(.date) {
      for place in outdated.indices {
        let order = order(ofRow: outdated[place].order)
        outdated[place].order = order
      }
      for place in outdatedRanges.indices {
        let order = order(ofRow: outdatedRanges[place].order)
        outdatedRanges[place].order = order
      }
    }
    setting.outdated.add(outdated)
    setting.outdated.add(outdatedRanges)
    try entries.add(to: &collector, list: setting.list)
  }

  /// The order of a row that tells no moment.
  ///
  /// - Parameter row: Its number in the block, from 0.
  private func order(ofRow row: UInt64) -> UInt64 {
    ChangeOrder.order(setting.fileOrder, rowNumber: firstRowNumber + Int(row))
  }

  /// Hands the collected keys over. To be called once, at the end.
  mutating func finish() throws(PipelineError) {
    do throws(IndexError) {
      try collector.flush()
    } catch {
      throw PipelineError(error)
    }
  }

  // MARK: A row

  /// What the numbers of a row came to.
  private struct Found {
    /// The number of the row in the block.
    var row: Int
    var ranges: [KeyRange] = []
    var isEmpty = true
    var isUnreadable = false
  }

  private mutating func take(_ block: Span<UInt8>, row: Int, from offset: Int) {
    numbers.removeAll()
    var found = Found(row: rowCount + row)
    for place in numberFields.indices {
      readNumber(block, row: row, field: numberFields[place], into: &found)
    }
    if found.isEmpty {
      let bytes = block.extracting(rows.range(ofRow: row, from: offset))
      if delimiterChange.isSeen(in: bytes) {
        entries.addUnreadable(row: rowCount + row, bytes: bytes)
      } else {
        entries.counts.emptyRowCount += 1
      }
      return
    }
    var isUnreadable = found.isUnreadable
    if has(.expiry), readCell(block, row, .expiry) {
      if let moment = Timestamp(cell.span, in: setting.zone) {
        let expiry = setting.zone.day(of: moment.seconds)
        if let asOf = setting.asOf, expiry < asOf {
          entries.counts.expiredRowCount += 1
          entries.counts.rowCount += 1
          entries.goneKeys += foundKeys
          entries.goneRanges += found.ranges
          return
        }
        entries.counts.firstExpiry = min(entries.counts.firstExpiry ?? expiry, expiry)
      } else {
        isUnreadable = true
      }
    }
    if !isUnreadable && isCleared(block, row) {
      entries.counts.clearedRowCount += 1
      entries.counts.rowCount += 1
      return
    }
    if has(.action) {
      isUnreadable = !change(block, row, found) || isUnreadable
    } else {
      list(found)
    }
    if isUnreadable {
      let bytes = block.extracting(rows.range(ofRow: row, from: offset))
      entries.addUnreadable(row: rowCount + row, bytes: bytes)
      if setting.otherLayouts.match(bytes) { entries.counts.noteOtherLayout(row: rowCount + row) }
    } else {
      entries.counts.rowCount += 1
    }
  }

  /// True if the row says that its number is not listed, in a word that is known.
  private mutating func isCleared(_ block: Span<UInt8>, _ row: Int) -> Bool {
    if has(.preferences) {
      _ = readCell(block, row, .preferences)
      if !setting.preferences.blocks(cell.span) { return true }
    }
    guard has(.status) else { return false }
    _ = readCell(block, row, .status)
    switch setting.columns.statuses.meaning(of: cell.span) {
    case .clear: return true
    case .listed: return false
    default:
      entries.counts.unansweredRowCount += 1
      return false
    }
  }

  /// Adds the row's change. Returns false if its action or its moment is not readable.
  private mutating func change(_ block: Span<UInt8>, _ row: Int, _ found: Found) -> Bool {
    let isSaid = readCell(block, row, .action)
    if !isSaid && setting.mayLackAction {
      list(found)
      return true
    }
    let isAddition: Bool
    switch setting.columns.actions.meaning(of: cell.span) {
    case .add: isAddition = true
    case .delete: isAddition = false
    default:
      list(found)
      return false
    }
    var order: UInt64?
    if has(.date) {
      let timestamp = readCell(block, row, .date) ? Timestamp(cell.span, in: setting.zone) : nil
      guard let timestamp, timestamp.seconds >= 0 else {
        if isAddition { list(found) }
        return false
      }
      // A moment that has not come yet is a mistake, and may not beat what will be said until then.
      if !isAddition, let asOf = setting.asOf,
        setting.zone.day(of: timestamp.seconds).day > asOf.day
      {
        entries.counts.futureDeletionCount += 1
        return true
      }
      order = ChangeOrder.order(timestamp)
      entries.counts.firstTimestamp = min(entries.counts.firstTimestamp ?? timestamp, timestamp)
      entries.counts.lastTimestamp = max(entries.counts.lastTimestamp ?? timestamp, timestamp)
    }
    if isAddition {
      entries.counts.additionCount += 1
    } else {
      entries.counts.deletionCount += 1
      // A range cannot be taken from a list: its numbers stay.
      if !found.ranges.isEmpty { return false }
    }
    add(found, order: order, isAddition: isAddition)
    return true
  }

  /// Notes a change of all that was found.
  private mutating func add(_ found: Found, order: UInt64?, isAddition: Bool) {
    var isOutdated = addRanges(of: found, order: order)
    for key in foundKeys {
      let change = ListChange(
        key: key, order: order ?? UInt64(found.row), isAddition: isAddition)
      if setting.floor.isOutdated(key, order: order ?? setting.fileOrder) {
        isOutdated = true
        outdated.append(change)
        // A full file that lacks it has made the deletion.
        if !isAddition { entries.goneKeys.append(key) }
      } else {
        if order == nil { untimed.append(entries.changes.count) }
        entries.changes.append(change)
      }
    }
    if isOutdated { entries.counts.outdatedChangeCount += 1 }
  }

  /// Notes the ranges that a change adds. Where they are kept as ranges, no change takes from them, so that
  /// no moment matters.
  ///
  /// - Returns: True if some of their numbers are outdated.
  private mutating func addRanges(of found: Found, order: UInt64?) -> Bool {
    guard collector.expandsRanges else {
      entries.ranges += found.ranges
      return false
    }
    var isOutdated = false
    for range in fitting(found) {
      for piece in setting.floor.pieces(of: range) {
        let addition = RangeAddition(piece, order: order ?? UInt64(found.row))
        if setting.floor.isOutdated(piece.low, order: order ?? setting.fileOrder) {
          isOutdated = true
          outdatedRanges.append(addition)
        } else {
          if order == nil { untimedRanges.append(entries.rangeAdditions.count) }
          entries.rangeAdditions.append(addition)
        }
      }
    }
    return isOutdated
  }

  /// The ranges that were found, if the index has room for them; else the row is noted.
  private mutating func fitting(_ found: Found) -> [KeyRange] {
    guard found.ranges.contains(where: { collector.isTooLong($0) }) else { return found.ranges }
    entries.counts.noteTooLongRange(row: found.row)
    return []
  }

  /// Puts what was found on the list.
  private mutating func list(_ found: Found) {
    entries.keys += foundKeys
    let ranges = fitting(found)
    entries.ranges += ranges
    guard setting.notesAreaCodes else { return }
    let keys = numbers.keys.indices.map { numbers.keys[$0] }
    for key in keys { entries.counts.areaCodes.insert(areaCodeOf: key) }
  }

  private var foundKeys: [UInt64] {
    let keys = numbers.keys
    let extraKeys = numbers.extraKeys
    return (keys.indices.map { keys[$0] } + extraKeys.indices.map { extraKeys[$0] })
      .filter { $0 != 0 }
  }

  // MARK: Cells

  private func has(_ field: ListField) -> Bool { fields[field.place] != nil }

  /// Reads a field into `cell`. Returns false if there is nothing in it.
  private mutating func readCell(_ block: Span<UInt8>, _ row: Int, _ field: ListField) -> Bool {
    read(block, row, field: fields[field.place]!)
    return cell.contains { $0 != 0x20 && $0 != 0x09 }
  }

  private mutating func read(_ block: Span<UInt8>, _ row: Int, field: Int) {
    let field = row * fieldCount + field
    let bytes = block.extracting(Int(rows.fieldStarts[field])..<Int(rows.fieldEnds[field]))
    cell.removeAll(keepingCapacity: true)
    let escaped = rows.escapedFields
    for place in escaped.indices where escaped[place] == UInt32(field) {
      FieldDecoder.decode(bytes, into: &cell)
      return
    }
    for index in bytes.indices { cell.append(bytes[index]) }
  }

  private mutating func readNumber(
    _ block: Span<UInt8>, row: Int, field: Int, into found: inout Found
  ) {
    var isJoined = false
    var areaCode: [UInt8] = []
    if has(.area), readCell(block, row, .area) { swap(&areaCode, &cell) }
    read(block, row, field: field)
    if !areaCode.isEmpty, areaCode.count + cell.count == Self.nationalDigitCount,
      areaCode.allSatisfy(Self.isDigit), cell.allSatisfy(Self.isDigit)
    {
      cell.insert(contentsOf: areaCode, at: 0)
      isJoined = true
    }
    if !isJoined, isRangeCandidate {
      switch rangeReader.read(cell) {
      case .noRange: break
      case .ranges(let ranges):
        found.isEmpty = false
        found.ranges += ranges
        entries.counts.rangeCount += 1
        return
      case .unreadable: found.isUnreadable = true
      }
    }
    let index = numbers.count
    // Out of `self` meanwhile, for a span of it excludes all of `self`.
    var cell: [UInt8] = []
    swap(&cell, &self.cell)
    normalizer.normalize(cell.span, into: &numbers)
    swap(&cell, &self.cell)
    if numbers.rejection(at: index) == .empty { return }
    found.isEmpty = false
    // An area code that is lacking makes a local number, which is another one.
    if !numbers.isReadable(at: index) || (has(.area) && numbers.grade(at: index) <= .local) {
      found.isUnreadable = true
    }
  }

  /// An area code and a number have so many digits in the plans that publish them apart: North
  /// America's and India's.
  private static let nationalDigitCount = 10

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private var isRangeCandidate: Bool {
    cell.count >= NumberRangeReader.fromToByteCountMin
      || NumberRangeReader.mayHoldRange(cell.span)
  }
}
