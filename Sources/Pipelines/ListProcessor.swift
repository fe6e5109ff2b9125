import Files
import PhoneNumbers
import SuppressionLists
import Synchronization

/// What reading a list has found so far, shared by the workers.
final class ListTally: Sendable {
  struct Counts: Sendable {
    /// Rows with something in them; those without a readable number by the lines they span.
    var rowCount = 0
    /// Rows without a readable number, likewise.
    var unreadableRowCount = 0
    /// Rows with nothing in their phone columns.
    var emptyRowCount = 0
    /// The numbers of the first unreadable rows.
    var unreadableRows: [Int] = []
  }

  static let namedRowCountMax = 5

  private let state = Mutex(Counts())

  var counts: Counts { state.withLock { $0 } }

  func add(_ block: Counts, firstRowNumber: Int) {
    state.withLock { counts in
      counts.rowCount += block.rowCount
      counts.unreadableRowCount += block.unreadableRowCount
      counts.emptyRowCount += block.emptyRowCount
      for row in block.unreadableRows where counts.unreadableRows.count < Self.namedRowCountMax {
        counts.unreadableRows.append(firstRowNumber + row)
      }
    }
  }
}

/// One worker of a build: collects the keys of a list's rows.
///
/// Keys are kept until the block is committed, for a block whose start was guessed wrong must leave
/// nothing in the index.
struct ListProcessor: RowProcessor, ~Copyable {
  private(set) var rowCount = 0

  private let list: Int
  private let tally: ListTally
  private var reader: NumberReader
  private var collector: EntryCollector
  private var keys: [UInt64] = []
  private var counts = ListTally.Counts()

  init(list: Int, columns: NumberColumns, tally: ListTally, collector: consuming EntryCollector) {
    self.list = list
    self.tally = tally
    self.collector = collector
    reader = NumberReader(columns)
  }

  mutating func process(_ block: Span<UInt8>, isFinal: Bool) throws(PipelineError) -> Int {
    keys.removeAll(keepingCapacity: true)
    counts = ListTally.Counts()
    rowCount = 0
    var offset = 0
    while offset < block.count {
      let end = reader.read(block, from: offset, isFinal: isFinal)
      if end == offset { break }
      take(block, from: offset)
      rowCount += reader.rows.rowCount
      offset = end
    }
    return offset
  }

  mutating func commit(rowNumber: Int) throws(PipelineError) {
    tally.add(counts, firstRowNumber: rowNumber)
  }

  mutating func complete() throws(PipelineError) {
    // Out of `self` meanwhile, for a span of them excludes all of `self`.
    var keys: [UInt64] = []
    swap(&keys, &self.keys)
    defer { swap(&keys, &self.keys) }
    do throws(IndexError) {
      try collector.add(keys.span, list: list)
    } catch {
      throw PipelineError(error)
    }
  }

  /// Hands the collected keys over. To be called once, at the end.
  mutating func finish() throws(PipelineError) {
    do throws(IndexError) {
      try collector.flush()
    } catch {
      throw PipelineError(error)
    }
  }

  private mutating func take(_ block: Span<UInt8>, from offset: Int) {
    let cellCount = reader.cellCount
    for row in 0..<reader.rows.rowCount {
      var isEmpty = true
      var isUnreadable = false
      for cell in row * cellCount..<(row + 1) * cellCount {
        let key = reader.numbers.keys[cell]
        if key != 0 {
          keys.append(key)
          isEmpty = false
        } else if reader.numbers.statuses[cell] >> 4 != Rejection.empty.rawValue {
          isEmpty = false
          isUnreadable = true
        }
      }
      if isEmpty {
        counts.emptyRowCount += 1
      } else if !isUnreadable {
        counts.rowCount += 1
      } else {
        let start = row == 0 ? offset : Int(reader.rows.rowEnds[row - 1])
        let bytes = block.extracting(start..<Int(reader.rows.rowEnds[row]))
        let lineCount = Self.lineCount(of: bytes)
        counts.rowCount += lineCount
        counts.unreadableRowCount += lineCount
        if counts.unreadableRows.count < ListTally.namedRowCountMax {
          counts.unreadableRows.append(rowCount + row)
        }
      }
    }
    reader.appendExtraKeys(to: &keys)
  }

  /// The lines of a row, at least one: a quote that is not closed swallows the lines after it, and
  /// every one of them counts as unreadable.
  private static func lineCount(of row: Span<UInt8>) -> Int {
    var count = 0
    for index in row.indices where row[index] == 0x0A { count += 1 }
    return max(1, count)
  }
}
