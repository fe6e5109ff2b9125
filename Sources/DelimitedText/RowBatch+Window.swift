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
    precondition(skippedFieldCounts.count == columnCount, "the batch has other columns")
    let firstRow = rowCount
    // SAFETY: the pointers are set below, where the arrays are at hand.
    var rows = unsafe nodial_text_rows()
    unsafe rows.row_capacity = rowCapacity
    unsafe rows.row_count = rowCount
    unsafe rows.escaped_field_count = escapedFieldCount
    unsafe DelimitedText.appendRows(
      of: block, at: base, masks: masks, quote: quote, skippedFieldCounts: skippedFieldCounts,
      &rowEndStorage, &fieldStartStorage, &fieldEndStorage, &escapedFieldStorage, to: &rows)
    rowCount = unsafe rows.row_count
    escapedFieldCount = unsafe rows.escaped_field_count
    return rowCount > firstRow
  }
}

/// Hands the arrays of a batch to the kernel.
///
/// - Precondition: `rowEnds` has room for the row capacity of `rows`, the other arrays for all fields
///   of so many rows.
private func appendRows(
  of block: Span<UInt8>, at base: Int, masks: borrowing StructureMasks, quote: UInt8,
  skippedFieldCounts: Span<Int>, _ rowEnds: inout [UInt32], _ fieldStarts: inout [UInt32],
  _ fieldEnds: inout [UInt32], _ escapedFields: inout [UInt32], to rows: inout nodial_text_rows
) {
  let text = block.extracting(base...)
  // SAFETY: the kernel reads the masks of the window, which has a word of zeros behind it, and the
  // bytes that they stand for; it writes what the arrays have room for. No pointer is kept.
  unsafe text.withUnsafeBufferPointer { text in
    unsafe masks.words.span.withUnsafeBufferPointer { words in
      unsafe skippedFieldCounts.withUnsafeBufferPointer { skipped in
        var window = unsafe nodial_text_window(
          text: text.baseAddress, words: words.baseAddress, word_count: masks.wordCount,
          base: UInt32(base), quote: quote, skipped_field_counts: skipped.baseAddress,
          column_count: skipped.count)
        unsafe rowEnds.withUnsafeMutableBufferPointer { rowEnds in
          unsafe fieldStarts.withUnsafeMutableBufferPointer { fieldStarts in
            unsafe fieldEnds.withUnsafeMutableBufferPointer { fieldEnds in
              unsafe escapedFields.withUnsafeMutableBufferPointer { escapedFields in
                unsafe rows.row_ends = rowEnds.baseAddress
                unsafe rows.field_starts = fieldStarts.baseAddress
                unsafe rows.field_ends = fieldEnds.baseAddress
                unsafe rows.escaped_fields = escapedFields.baseAddress
                unsafe nodial_text_append_rows(&window, &rows)
              }
            }
          }
        }
      }
    }
  }
}
