import CKernels

extension RowBatch {
  /// Appends the rows that end in the masked window, as far as there is room for them.
  ///
  /// - Parameters:
  ///   - base: The offset of the window in `block`, and the start of its first row.
  ///   - quote: The same as in the masks.
  ///   - skippedFieldCounts: The fields before each wanted one, since the wanted one before that.
  /// - Returns: Whether there was such a row.
  mutating func appendRows(
    of block: Span<UInt8>, at base: Int, quote: UInt8, skippedFieldCounts: Span<Int>
  ) -> Bool {
    let firstRow = rowCount
    rowCount = collectRowEnds(
      of: masks, base: base, into: &rowEndStorage, from: firstRow)
    guard rowCount > firstRow else { return false }
    if columnCount > 0 {
      collectFields(
        of: block, at: base, masks: masks, quote: quote, skippedFieldCounts: skippedFieldCounts,
        rows: firstRow..<rowCount, rowEnds: rowEndStorage,
        fieldStarts: &fieldStartStorage, fieldEnds: &fieldEndStorage,
        escapedFields: &escapedFieldStorage)
    }
    return true
  }
}

/// Stores the ends of the rows in a window, as far as there is room for them.
///
/// - Returns: The number of rows, those before `firstRow` included.
private func collectRowEnds(
  of masks: borrowing StructureMasks, base: Int, into storage: inout [UInt32], from firstRow: Int
) -> Int {
  let words = masks.words.span
  var rowEnds = storage.mutableSpan
  var row = firstRow
  for word in 0..<masks.wordCount {
    var bits = words[word].row_ends
    // 1: the end is behind the terminator's last byte.
    let wordEnd = base &+ word &* 64 &+ 1
    while bits != 0 {
      if row == rowEnds.count { return row }
      rowEnds[row] = UInt32(truncatingIfNeeded: wordEnd &+ bits.trailingZeroBitCount)
      bits &= bits &- 1
      row += 1
    }
  }
  return row
}

/// Stores the wanted fields of `rows`, all of which lie in a window.
///
/// Positions count bytes from `base`, and so bits of the masks. They are below 2^13, and arithmetic
/// on them goes unchecked; all reads and writes are checked.
private func collectFields(
  of block: Span<UInt8>, at base: Int, masks: borrowing StructureMasks, quote: UInt8,
  skippedFieldCounts: Span<Int>, rows: Range<Int>, rowEnds rowEndStorage: [UInt32],
  fieldStarts fieldStartStorage: inout [UInt32], fieldEnds fieldEndStorage: inout [UInt32],
  escapedFields: inout [UInt32]
) {
  let text = block.extracting(base...)
  let masks = masks.words.span
  let rowEnds = rowEndStorage.span
  var fieldStarts = fieldStartStorage.mutableSpan
  var fieldEnds = fieldEndStorage.mutableSpan
  var field = rows.lowerBound * skippedFieldCounts.count
  var rowStart = 0
  for row in rows {
    // The last byte of the terminator; the masks show it as a field's end.
    let lastByte = Int(rowEnds[row]) &- base &- 1
    var ends = FieldEndWalk(from: rowStart, in: masks)
    // The delimiter before the field, or the terminator if there are no more fields.
    var delimiter = rowStart &- 1
    for column in skippedFieldCounts.indices {
      var skippedFieldCount = skippedFieldCounts[column]
      while skippedFieldCount > 0 && delimiter < lastByte {
        delimiter = ends.next(in: masks)
        skippedFieldCount &-= 1
      }
      var start = delimiter &+ 1
      if delimiter < lastByte { delimiter = ends.next(in: masks) }
      var end = delimiter
      if end == lastByte {
        end = contentEnd(of: text, from: rowStart, lastByte: lastByte)
        start = min(start, end)
      }
      if start < end && text[start] == quote {
        let closing = firstQuote(from: start &+ 1, to: end, in: masks)
        if closing == end &- 1 {
          start &+= 1
          end = closing
        } else {
          escapedFields.append(UInt32(truncatingIfNeeded: field))
        }
      }
      fieldStarts[field] = UInt32(truncatingIfNeeded: base &+ start)
      fieldEnds[field] = UInt32(truncatingIfNeeded: base &+ end)
      field &+= 1
    }
    rowStart = lastByte &+ 1
  }
}

/// Where the content of a row ends, given the last byte of its terminator: before CRLF, LF or CR.
@inline(__always)
func contentEnd(of text: Span<UInt8>, from rowStart: Int, lastByte: Int) -> Int {
  let hasTwoBytes =
    lastByte > rowStart && text[lastByte] == ASCII.lineFeed
    && text[lastByte - 1] == ASCII.carriageReturn
  return hasTwoBytes ? lastByte - 1 : lastByte
}

/// The position of the first quote in `position..<limit`, or `limit`.
@inline(__always)
private func firstQuote(
  from position: Int, to limit: Int, in masks: Span<nodial_text_word>
) -> Int {
  var position = position
  while position < limit {
    let bits = masks.quotes(at: position)
    if bits != 0 { return min(position &+ bits.trailingZeroBitCount, limit) }
    position &+= 64
  }
  return limit
}

/// The ends of fields from a position on.
private struct FieldEndWalk {
  /// The position that bit 0 of `bits` stands for.
  var position: Int
  /// The ends not yet visited of the 64 bytes at `position`.
  var bits: UInt64

  @inline(__always)
  init(from position: Int, in masks: Span<nodial_text_word>) {
    self.position = position
    bits = masks.fieldEnds(at: position)
  }

  /// The next end.
  ///
  /// - Precondition: There is one, as there is up to the end of a row that ends in the window. The
  ///   check of the masks' bounds would stop a walk beyond.
  @inline(__always)
  mutating func next(in masks: Span<nodial_text_word>) -> Int {
    while bits == 0 {
      position &+= 64
      bits = masks.fieldEnds(at: position)
    }
    let end = position &+ bits.trailingZeroBitCount
    bits &= bits &- 1
    return end
  }
}
