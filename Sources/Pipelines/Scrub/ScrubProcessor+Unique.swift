import Files
import Verdicts

/// Taking out the rows that repeat a number.
///
/// Whether a row does is known in the block's turn alone, when all earlier rows have been seen. By then
/// the block is laid out as if none did. If some do, it is laid out anew, by copying what stays.
extension ScrubProcessor {
  /// Finds the clear rows of the block that repeat a number of an earlier row, and moves them to the
  /// rejected ones, each to its place in the order.
  mutating func takeOutDuplicates(_ keptNumbers: KeptNumbers) throws(PipelineError) {
    let count = try keptNumbers.findRepeated(clearRows, into: &duplicates)
    guard count > 0 else { return }
    blockCounts.outcomes[Int(Outcome.clear.rawValue)] -= count
    blockCounts.outcomes[Int(Outcome.duplicate.rawValue)] += count
    if rejected.isWanted {
      clearRows.insert(
        duplicates[..<count], of: kept.bytes, into: rejected.bytes, fields: duplicateFields,
        rowExtension, result: &spareBytes)
      swap(&rejected.bytes, &spareBytes)
    }
    clearRows.remove(duplicates[..<count], from: kept.bytes, result: &spareBytes)
    swap(&kept.bytes, &spareBytes)
  }
}

extension ClearRows {
  /// Copies the kept rows without some of them.
  func remove(
    _ rows: ArraySlice<UInt32>, from kept: borrowing ByteBuffer, result: inout ByteBuffer
  ) {
    result.removeAll()
    var start = 0
    for row in rows {
      let bytes = range(ofRow: Int(row))
      result.append(kept.span.extracting(start..<bytes.lowerBound))
      start = bytes.upperBound
    }
    result.append(kept.span.extracting(start...))
  }

  /// Copies the rejected rows with some of the clear ones among them.
  func insert(
    _ rows: ArraySlice<UInt32>, of kept: borrowing ByteBuffer,
    into rejectedBytes: borrowing ByteBuffer,
    fields: [UInt8], _ rowExtension: RowExtension, result: inout ByteBuffer
  ) {
    result.removeAll()
    var start = 0
    var place = 0
    for row in rows {
      var end = start
      while place < rejected.count, rejected[place].clearCount <= Int(row) {
        end = rejected[place].end
        place += 1
      }
      result.append(rejectedBytes.span.extracting(start..<end))
      start = end
      rowExtension.append(
        kept.span.extracting(range(ofRow: Int(row))), fields: fields, to: &result)
    }
    result.append(rejectedBytes.span.extracting(start...))
  }

  /// Where a row lies in the kept bytes.
  private func range(ofRow row: Int) -> Range<Int> {
    (row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row])
  }
}
