import CKernels

extension RowBatch {
  /// Masks the window at `base` and appends the rows that end in it, as far as there is room for
  /// them.
  ///
  /// - Parameters:
  ///   - base: The offset of the window in `block`, and the start of its first row.
  ///   - end: Where the bytes end that may be scanned.
  ///   - skippedFieldCounts: The fields before each wanted one, since the wanted one before that.
  /// - Returns: Whether there was such a row.
  mutating func appendRows(
    of block: Span<UInt8>, at base: Int, end: Int, dialect: Dialect, skippedFieldCounts: Span<Int>
  ) -> Bool {
    precondition(skippedFieldCounts.count == columnCount, "the batch has other columns")
    let firstRow = rowCount
    // SAFETY: the arrays have room for so many rows, and for all of their fields.
    var rows = unsafe nodial_text_rows()
    unsafe rows.row_capacity = rowCapacity
    unsafe rows.row_end_count = rowCount
    unsafe rows.row_count = rowCount
    unsafe rows.escaped_field_count = escapedFieldCount
    unsafe masks.fill(
      from: block, at: base, end: end, dialect: dialect, skippedFieldCounts: skippedFieldCounts,
      &rowEndStorage, &fieldStartStorage, &fieldEndStorage, &escapedFieldStorage, rows: &rows)
    rowCount = unsafe rows.row_count
    escapedFieldCount = unsafe rows.escaped_field_count
    guard rowCount > firstRow else { return false }
    if masks.hasEnclosedDelimiters { hasEnclosedDelimiters = true }
    if masks.hasLiteralQuotes { hasLiteralQuotes = true }
    if masks.enclosedWordCount > 0 { noteBrokenRows(from: firstRow, base: base) }
    return true
  }

  /// Notes the rows of the window at `base`, from `row` on, that quoted line terminators break.
  private mutating func noteBrokenRows(from row: Int, base: Int) {
    var row = row
    for index in 0..<masks.enclosedWordCount {
      let (word, mask) = masks.enclosedRowEnds(at: index)
      var rest = mask
      while rest != 0 {
        let offset = base + word * 64 + rest.trailingZeroBitCount
        rest &= rest &- 1
        while row < rowCount, Int(rowEndStorage[row]) <= offset { row += 1 }
        // Behind the last row that ends in the window, or fits: it is found again.
        guard row < rowCount else { return }
        if brokenRowCount == 0 || brokenRowStorage[brokenRowCount - 1] != UInt32(row) {
          brokenRowStorage[brokenRowCount] = UInt32(row)
          brokenRowCount += 1
        }
      }
    }
  }

  /// The index of the first empty field from `field` on, or nil.
  ///
  /// - Complexity: O(*n*), by vectors.
  public func nextEmptyField(from field: Int) -> Int? {
    let count = rowCount * columnCount
    guard field < count else { return nil }
    // SAFETY: both arrays have `count` elements at least, of which no more are read.
    let found = unsafe fieldStartStorage.withUnsafeBufferPointer { starts in
      unsafe fieldEndStorage.withUnsafeBufferPointer { ends in
        unsafe nodial_text_next_empty(starts.baseAddress!, ends.baseAddress!, field, count)
      }
    }
    return found < count ? found : nil
  }
}

extension StructureMasks {
  /// Hands the arrays of a batch on.
  ///
  /// - Precondition: `rowEnds` has room for the row capacity of `rows`, the other arrays for all
  ///   fields of so many rows.
  fileprivate mutating func fill(
    from block: Span<UInt8>, at base: Int, end: Int, dialect: Dialect,
    skippedFieldCounts: Span<Int>, _ rowEnds: inout [UInt32], _ fieldStarts: inout [UInt32],
    _ fieldEnds: inout [UInt32], _ escapedFields: inout [UInt32], rows: inout nodial_text_rows
  ) {
    // SAFETY: there is room for all that the kernel may write. No pointer is kept.
    unsafe rowEnds.withUnsafeMutableBufferPointer { rowEnds in
      unsafe fieldStarts.withUnsafeMutableBufferPointer { fieldStarts in
        unsafe fieldEnds.withUnsafeMutableBufferPointer { fieldEnds in
          unsafe escapedFields.withUnsafeMutableBufferPointer { escapedFields in
            unsafe rows.row_ends = rowEnds.baseAddress
            unsafe rows.field_starts = fieldStarts.baseAddress
            unsafe rows.field_ends = fieldEnds.baseAddress
            unsafe rows.escaped_fields = escapedFields.baseAddress
            unsafe fill(
              from: block, at: base, end: end, dialect: dialect,
              skippedFieldCounts: skippedFieldCounts, rows: &rows)
          }
        }
      }
    }
  }
}
