/// Finds rows and the chosen fields of each in a block of bytes.
///
/// Rows and fields are those of Python's `csv.reader` in its default dialect (CPython's
/// `Modules/_csv.c`), but for the delimiter: LF, CRLF and a lone CR end a row outside quotes; a
/// quote opens only at the start of a field; an empty line is a row without fields; a quote left
/// open ends with the input. RFC 4180 text comes out as RFC 4180 says. No content is an error.
///
/// A scanner without quotes takes every quote for an ordinary byte, as `csv.QUOTE_NONE` does. A scanner
/// made by `lines` knows line ends only, as a list with one number a line wants it: a stray quote
/// there must not swallow the lines behind it.
///
/// A scan goes window by window (`StructureMasks`). A window starts at a row, vector compares turn
/// it into bit masks, and the wanted fields are counted out among the set bits that follow each
/// row's start. A row that is longer than a window takes a walk of its own.
public struct RowScanner: Sendable {
  /// The most columns that can be wanted: as many as a sheet of a spreadsheet has.
  public static let columnCountMax = 16_384
  /// Blocks are smaller than this many bytes, so that offsets are `UInt32` with a bit to spare.
  public static let blockByteCountLimit = 1 << 31

  let dialect: Dialect
  /// For each wanted column, the fields to skip between it and the wanted one before it.
  let skippedFieldCounts: [Int]

  /// A scanner for the fields at `columns` of each row.
  ///
  /// - Parameters:
  ///   - delimiter: An ASCII byte, but not a quote, CR or LF.
  ///   - columns: Zero-based field indexes, strictly ascending, at most `columnCountMax`; may be
  ///     empty.
  ///   - hasQuotes: False if quotes are ordinary bytes. Then no field is escaped, and none is for
  ///     `FieldDecoder`, which would take quotes off it.
  public init(delimiter: UInt8, columns: [Int], hasQuotes: Bool = true) {
    precondition(
      delimiter < 0x80 && delimiter != ASCII.quote && delimiter != ASCII.lineFeed
        && delimiter != ASCII.carriageReturn, "the delimiter must be an ASCII byte of no other use")
    self.init(
      Dialect(delimiter: delimiter, quote: hasQuotes ? ASCII.quote : ASCII.lineFeed),
      columns: columns)
  }

  /// A scanner to which quotes and delimiters mean nothing: every line is a row, and its only field
  /// is the content of the whole line.
  ///
  /// LF, CRLF and a lone CR end a line. An empty line is a row with an empty field. No field is
  /// escaped, and none is for `FieldDecoder`, which would take quotes off it.
  ///
  /// - Parameter columns: As for `init(delimiter:columns:)`. The line is column 0, and any other is
  ///   lacking; no columns give the ends of the lines alone.
  public static func lines(columns: [Int] = [0]) -> RowScanner {
    RowScanner(.lines, columns: columns)
  }

  private init(_ dialect: Dialect, columns: [Int]) {
    precondition(columns.count <= Self.columnCountMax, "too many columns are wanted")
    self.dialect = dialect
    var next = 0
    skippedFieldCounts = columns.map { column in
      precondition(column >= next, "columns must be ascending")
      defer { next = column + 1 }
      return column - next
    }
  }

  /// Scans whole rows of `block` from `offset` until `batch` is full, the bytes end, or the last
  /// row is unfinished. The rows replace those in `batch`.
  ///
  /// - Parameters:
  ///   - block: Fewer than `blockByteCountLimit` bytes.
  ///   - offset: The start of a row, in `0...block.count`.
  ///   - isFinal: Nothing follows the block, so its last row may end without a terminator.
  ///     Otherwise such a row is left for later, and so is a row whose terminator is a CR as the
  ///     last byte of the block, since an LF may follow.
  /// - Returns: The offset of the first byte not scanned, where the next row starts.
  /// - Precondition: `batch.columnCount` is the number of wanted columns.
  /// - Complexity: O(*n*) in the bytes scanned, plus the bytes of a row left for later.
  public func scan(
    _ block: Span<UInt8>, from offset: Int, isFinal: Bool, into batch: inout RowBatch
  ) -> Int {
    precondition(batch.columnCount == skippedFieldCounts.count, "the batch has other columns")
    precondition(block.count < Self.blockByteCountLimit, "the block is too large")
    precondition(offset >= 0 && offset <= block.count, "the offset lies outside the block")
    batch.removeAll()
    var end = block.count
    // Without its last CR the block holds the same rows, but for the one which that CR may end.
    if !isFinal && end > offset && block[end - 1] == ASCII.carriageReturn { end -= 1 }

    var rowStart = offset
    while rowStart < end && batch.rowCount < batch.rowCapacity {
      if batch.appendRows(
        of: block, at: rowStart, end: end, dialect: dialect,
        skippedFieldCounts: skippedFieldCounts.span)
      {
        rowStart = Int(batch.rowEndStorage[batch.rowCount - 1])
        continue
      }
      guard
        let rowEnd = batch.appendLongRow(
          of: block, at: rowStart, end: end, isFinal: isFinal, dialect: dialect,
          skippedFieldCounts: skippedFieldCounts.span)
      else { break }
      rowStart = rowEnd
    }
    return rowStart
  }
}
