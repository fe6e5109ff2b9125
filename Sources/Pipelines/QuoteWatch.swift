import DelimitedText

/// What is wrong with the quotes of a row.
public struct QuoteFinding: Sendable, Equatable {
  public enum Cause: Sendable, Hashable {
    /// A quote is open at the end of the file.
    case open
    /// A quote encloses what reads as rows of the file.
    case rows
    /// A quote encloses cells of its row, among them a phone number.
    case cells
  }

  public var cause: Cause
  /// The row, from 0, and where the quote stands; both in the block or whatever was looked at.
  public var row: Int
  public var offset: Int
}

/// Looks at the rows of a block in which quotes may swallow something, and remembers the first that do.
///
/// Of a block that was cut by guess the finding means nothing: it counts in the block's turn.
struct QuoteWatch: Sendable {
  /// What is wrong with the block that was begun last.
  private(set) var finding: QuoteFinding?
  private let judge: QuoteGuard
  /// True if somebody says that all closed quotes are right.
  private let isTrusting: Bool
  private var rowCount = 0

  init(_ columns: NumberColumns) {
    judge = QuoteGuard(columns)
    isTrusting = columns.trustsQuotes
  }

  /// Looks at the next batch of a block; at offset 0 a new block begins.
  mutating func look(at rows: borrowing RowBatch, of block: Span<UInt8>, from offset: Int) {
    if offset == 0 {
      finding = nil
      rowCount = 0
    }
    if finding == nil,
      rows.hasEnclosedDelimiters || rows.brokenRows.count > 0 || rows.endsInQuotes
    {
      finding = firstFinding(rows, of: block, from: offset)
      finding?.row += rowCount
    }
    rowCount += rows.rowCount
  }

  private func firstFinding(
    _ rows: borrowing RowBatch, of block: Span<UInt8>, from offset: Int
  ) -> QuoteFinding? {
    var finding: QuoteFinding?
    let last = rows.rowCount - 1
    if rows.endsInQuotes {
      let bytes = rows.range(ofRow: last, from: offset)
      let quote = judge.openQuote(in: block.extracting(bytes))
      finding = QuoteFinding(cause: .open, row: last, offset: bytes.lowerBound + quote)
    }
    if isTrusting { return finding }
    let broken = rows.brokenRows
    for place in broken.indices {
      let row = Int(broken[place])
      if row >= finding?.row ?? .max { break }
      let bytes = rows.range(ofRow: row, from: offset)
      if let quote = judge.swallowedRows(in: block.extracting(bytes)) {
        finding = QuoteFinding(cause: .rows, row: row, offset: bytes.lowerBound + quote)
        break
      }
    }
    guard rows.hasEnclosedDelimiters else { return finding }
    // A row that lacks a field, or has shifted ones, has an empty one that was wanted.
    var next = 0
    while let field = rows.nextEmptyField(from: next) {
      let row = field / rows.columnCount
      if row >= finding?.row ?? .max { break }
      let bytes = rows.range(ofRow: row, from: offset)
      if RawField.holdsQuote(block.extracting(bytes)),
        let quote = judge.swallowedCells(in: block.extracting(bytes))
      {
        return QuoteFinding(cause: .cells, row: row, offset: bytes.lowerBound + quote)
      }
      next = (row + 1) * rows.columnCount
    }
    return finding
  }
}
