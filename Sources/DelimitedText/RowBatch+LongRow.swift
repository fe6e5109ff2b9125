extension RowBatch {
  /// Appends the row that starts with the masked window and does not end in it, window by window.
  ///
  /// - Parameter end: Where the bytes end that may be scanned.
  /// - Returns: The end of the row; nil if the bytes end first and `isFinal` is false.
  /// - Precondition: There is room for a row.
  mutating func appendLongRow(
    of block: Span<UInt8>, at rowStart: Int, end: Int, isFinal: Bool, dialect: Dialect,
    skippedFieldCounts: Span<Int>
  ) -> Int? {
    var walk = LongRowWalk(rowStart: rowStart, columnCount: columnCount, quote: dialect.quote)
    var base = rowStart
    // Where quotes first enclose what would end a row.
    var enclosedEnd = Int.max
    while true {
      if enclosedEnd == Int.max, masks.enclosedWordCount > 0 {
        let (word, mask) = masks.enclosedRowEnds(at: 0)
        enclosedEnd = base + word * 64 + mask.trailingZeroBitCount
      }
      for word in 0..<masks.wordCount {
        let wordBase = base + word * 64
        let rowEnds = masks.rowEnds(inWord: word)
        // Those below the row's end.
        let delimiters = masks.fieldEnds(inWord: word) & ((rowEnds & (0 &- rowEnds)) &- 1)
        walk.visit(
          delimiters, at: wordBase, skippedFieldCounts: skippedFieldCounts, batch: &self)
        if rowEnds != 0 {
          let lastByte = wordBase + rowEnds.trailingZeroBitCount
          walk.finish(
            block, contentEnd: contentEnd(of: block, from: rowStart, lastByte: lastByte),
            rowEnd: lastByte + 1, skippedFieldCounts: skippedFieldCounts, batch: &self)
          noteLongRow(isBroken: enclosedEnd < lastByte)
          return lastByte + 1
        }
      }
      base += masks.wordCount * 64
      if base >= end { break }
      masks.fillNext(from: block, at: base, end: end, dialect: dialect)
    }
    guard isFinal else { return nil }
    walk.finish(
      block, contentEnd: end, rowEnd: end, skippedFieldCounts: skippedFieldCounts, batch: &self)
    endsInQuotes = masks.endsInQuotes
    noteLongRow(isBroken: enclosedEnd < end)
    return end
  }

  /// Notes what quotes enclose in the last row.
  private mutating func noteLongRow(isBroken: Bool) {
    if masks.hasEnclosedDelimiters { hasEnclosedDelimiters = true }
    if masks.hasLiteralQuotes { hasLiteralQuotes = true }
    guard isBroken else { return }
    brokenRowStorage[brokenRowCount] = UInt32(truncatingIfNeeded: rowCount - 1)
    brokenRowCount += 1
  }
}

/// Where the content of a row ends, given the last byte of its terminator: before CRLF, LF or CR.
private func contentEnd(of text: Span<UInt8>, from rowStart: Int, lastByte: Int) -> Int {
  let hasTwoBytes =
    lastByte > rowStart && text[lastByte] == ASCII.lineFeed
    && text[lastByte - 1] == ASCII.carriageReturn
  return hasTwoBytes ? lastByte - 1 : lastByte
}

/// The state of a walk along one row across windows.
///
/// Fields are written to the batch's next row as they are found; `finish` makes them a row.
private struct LongRowWalk {
  /// The wanted column that is looked for.
  var column = 0
  /// The fields skipped since the wanted column before.
  var skippedFieldCount = 0
  /// Where the current field starts.
  var fieldStart: Int
  let columnCount: Int
  let quote: UInt8

  init(rowStart: Int, columnCount: Int, quote: UInt8) {
    fieldStart = rowStart
    self.columnCount = columnCount
    self.quote = quote
  }

  mutating func visit(
    _ delimiters: UInt64, at wordBase: Int, skippedFieldCounts: Span<Int>, batch: inout RowBatch
  ) {
    var rest = delimiters
    while rest != 0 && column < columnCount {
      endField(
        at: wordBase + rest.trailingZeroBitCount, skippedFieldCounts: skippedFieldCounts,
        batch: &batch)
      rest &= rest &- 1
    }
  }

  mutating func endField(at end: Int, skippedFieldCounts: Span<Int>, batch: inout RowBatch) {
    if skippedFieldCount == skippedFieldCounts[column] {
      batch.setField(column, start: fieldStart, end: end)
      column += 1
      skippedFieldCount = 0
    } else {
      skippedFieldCount += 1
    }
    fieldStart = end + 1
  }

  mutating func finish(
    _ block: Span<UInt8>, contentEnd: Int, rowEnd: Int, skippedFieldCounts: Span<Int>,
    batch: inout RowBatch
  ) {
    if column < columnCount {
      endField(at: contentEnd, skippedFieldCounts: skippedFieldCounts, batch: &batch)
    }
    while column < columnCount {
      batch.setField(column, start: contentEnd, end: contentEnd)
      column += 1
    }
    batch.finishRow(block, end: rowEnd, quote: quote)
  }
}

extension RowBatch {
  /// Sets a field of the row behind the last one.
  fileprivate mutating func setField(_ column: Int, start: Int, end: Int) {
    let field = rowCount * columnCount + column
    fieldStartStorage[field] = UInt32(truncatingIfNeeded: start)
    fieldEndStorage[field] = UInt32(truncatingIfNeeded: end)
  }

  /// Takes the quotes off the fields that `setField` set, and counts their row.
  fileprivate mutating func finishRow(_ block: Span<UInt8>, end rowEnd: Int, quote: UInt8) {
    for column in 0..<columnCount {
      let field = rowCount * columnCount + column
      let start = Int(fieldStartStorage[field])
      let end = Int(fieldEndStorage[field])
      guard start < end && block[start] == quote else { continue }
      var closing = start + 1
      while closing < end && block[closing] != quote { closing += 1 }
      if closing >= end - 1 {
        setField(column, start: start + 1, end: closing)
      } else {
        escapedFieldStorage[escapedFieldCount] = UInt32(truncatingIfNeeded: field)
        escapedFieldCount += 1
      }
    }
    rowEndStorage[rowCount] = UInt32(truncatingIfNeeded: rowEnd)
    rowCount += 1
  }
}
