/// Appends the rows that end in the window to `batch`, as far as there is room for them.
///
/// - Parameters:
///   - base: The offset of the window in `block`, and the start of its first row.
///   - skippedFieldCounts: The fields before each wanted one, since the wanted one before that.
/// - Returns: The end of the last row appended; `base` if there is none.
func appendRows(
  of block: Span<UInt8>, at base: Int, masks: borrowing StructureMasks,
  skippedFieldCounts: Span<Int>, to batch: inout RowBatch
) -> Int {
  walkRows(
    of: block, at: base, masks: masks, skippedFieldCounts: skippedFieldCounts,
    rowCount: &batch.rowCount, rowEnds: &batch.rowEndStorage,
    fieldStarts: &batch.fieldStartStorage, fieldEnds: &batch.fieldEndStorage,
    escapedFields: &batch.escapedFieldStorage)
}

/// `appendRows` on the arrays of a batch, each of which is checked for sole ownership only once.
private func walkRows(
  of block: Span<UInt8>, at base: Int, masks: borrowing StructureMasks,
  skippedFieldCounts: Span<Int>, rowCount: inout Int, rowEnds rowEndStorage: inout [UInt32],
  fieldStarts fieldStartStorage: inout [UInt32], fieldEnds fieldEndStorage: inout [UInt32],
  escapedFields: inout [UInt32]
) -> Int {
  var row = rowCount
  var field = row * skippedFieldCounts.count
  var rowEnds = rowEndStorage.mutableSpan
  let rowCapacity = rowEnds.count
  var fieldStarts = fieldStartStorage.mutableSpan
  var fieldEnds = fieldEndStorage.mutableSpan
  var rowStart = base
  var word = 0
  while word < masks.wordCount && row < rowCapacity {
    var ends = masks.rowEnds[word]
    while ends != 0 && row < rowCapacity {
      // The last byte of the terminator. Delimiters from here on belong to later rows.
      let limit = base + word * 64 + ends.trailingZeroBitCount
      ends &= ends &- 1

      var delimiters = DelimiterWalk(from: rowStart - base, to: limit - base, in: masks)
      var start = rowStart
      for column in skippedFieldCounts.indices {
        for _ in 0..<skippedFieldCounts[column] where start <= limit {
          start = base + delimiters.next(in: masks) + 1
        }
        var end = limit
        if start <= limit { end = base + delimiters.next(in: masks) }
        let next = end + 1
        if end == limit {
          end = contentEnd(of: block, from: rowStart, lastByte: limit)
          start = min(start, end)
        }
        if start < end && block[start] == ASCII.quote {
          let closing = base + masks.quote(from: start + 1 - base, to: end - base)
          if closing >= end - 1 {
            start += 1
            end = closing
          } else {
            escapedFields.append(UInt32(truncatingIfNeeded: field))
          }
        }
        fieldStarts[field] = UInt32(truncatingIfNeeded: start)
        fieldEnds[field] = UInt32(truncatingIfNeeded: end)
        field += 1
        start = next
      }

      rowStart = limit + 1
      rowEnds[row] = UInt32(truncatingIfNeeded: rowStart)
      row += 1
    }
    word += 1
  }
  rowCount = row
  return rowStart
}

/// Where the content of a row ends, given the last byte of its terminator: before CRLF, LF or CR.
@inline(__always)
func contentEnd(of block: Span<UInt8>, from rowStart: Int, lastByte: Int) -> Int {
  let hasTwoBytes =
    lastByte > rowStart && block[lastByte] == ASCII.lineFeed
    && block[lastByte - 1] == ASCII.carriageReturn
  return hasTwoBytes ? lastByte - 1 : lastByte
}

/// The delimiters of one row, in order, as positions in a window.
private struct DelimiterWalk {
  /// The position that bit 0 of `bits` stands for.
  var position: Int
  /// The delimiters not yet visited of the 64 bytes at `position`.
  var bits: UInt64
  /// The last byte of the row.
  let limit: Int

  @inline(__always)
  init(from position: Int, to limit: Int, in masks: borrowing StructureMasks) {
    self.position = position
    self.limit = limit
    bits = masks.delimiters(at: position)
  }

  /// The next delimiter before `limit`; `limit` if there is none, and once more each time it is asked.
  @inline(__always)
  mutating func next(in masks: borrowing StructureMasks) -> Int {
    while bits == 0 {
      position += 64
      if position >= limit { return limit }
      bits = masks.delimiters(at: position)
    }
    let delimiter = position + bits.trailingZeroBitCount
    bits &= bits &- 1
    return min(delimiter, limit)
  }
}
