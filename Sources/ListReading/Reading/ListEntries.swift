import Pipelines
import SuppressionLists

/// What the rows of a block put on a list, until the block is known to begin where a row does.
///
/// A block whose start was guessed wrong must leave nothing in the index, so nothing goes to the
/// collector before.
struct ListEntries: Sendable {
  var keys: [UInt64] = []
  var ranges: [KeyRange] = []
  /// Changes; of files whose rows tell no moment, the order is the row's number in the block.
  var changes: [ListChange] = []
  /// Ranges that changes add, likewise.
  var rangeAdditions: [RangeAddition] = []
  /// What is said to have gone from the list.
  var goneKeys: [UInt64] = []
  var goneRanges: [KeyRange] = []
  var counts = ListCounts()

  mutating func removeAll() {
    keys.removeAll(keepingCapacity: true)
    ranges.removeAll(keepingCapacity: true)
    changes.removeAll(keepingCapacity: true)
    rangeAdditions.removeAll(keepingCapacity: true)
    goneKeys.removeAll(keepingCapacity: true)
    goneRanges.removeAll(keepingCapacity: true)
    counts = ListCounts()
  }

  /// Hands all over.
  func add(to collector: inout EntryCollector, list: Int) throws(PipelineError) {
    do throws(IndexError) {
      if !keys.isEmpty { try collector.add(keys.span, list: list) }
      if !ranges.isEmpty { try collector.add(ranges.span, list: list) }
      if !changes.isEmpty { try collector.change(changes.span, list: list) }
      if !rangeAdditions.isEmpty { try collector.change(rangeAdditions.span, list: list) }
      if !goneKeys.isEmpty { try collector.excuse(goneKeys.span, list: list) }
      if !goneRanges.isEmpty { try collector.excuse(goneRanges.span, list: list) }
    } catch {
      throw PipelineError(error)
    }
  }

  /// Notes a row without a readable number, or one that cannot be read in some other way.
  ///
  /// - Parameters:
  ///   - row: Its number in the block, from 0.
  ///   - bytes: All of it. A quote that is not closed swallows the lines after it, and every one of
  ///     them counts.
  mutating func addUnreadable(row: Int, bytes: Span<UInt8>) {
    var lineCount = 0
    for index in bytes.indices where bytes[index] == 0x0A { lineCount += 1 }
    counts.rowCount += max(1, lineCount)
    counts.unreadableRowCount += max(1, lineCount)
    if counts.unreadableRows.count < ListCounts.namedRowCountMax {
      counts.unreadableRows.append(row)
    }
  }
}
