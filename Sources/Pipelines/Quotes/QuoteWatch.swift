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
    /// A quote too many or too few has torn or joined rows, so that a phone number is out of its place.
    case shifted
  }

  public var cause: Cause
  /// The row, from 0, and where the quote stands; both in the block or whatever was looked at.
  public var row: Int
  public var offset: Int
}

/// Looks at the rows of a block in which quotes may swallow something, and remembers the first that do.
///
/// Of a block that was cut by guess the finding means nothing: it counts in the block's turn.
package struct QuoteWatch: Sendable {
  /// What is wrong with the block that was begun last.
  package private(set) var finding: QuoteFinding?
  private let judge: QuoteGuard
  /// True if somebody says that all closed quotes are right.
  private let isTrusting: Bool
  private var rowCount = 0

  package init(_ columns: NumberColumns) {
    judge = QuoteGuard(columns)
    isTrusting = columns.trustsQuotes
  }

  /// Looks at the next batch of a block; at offset 0 a new block begins.
  package mutating func look(at rows: borrowing RowBatch, of block: Span<UInt8>, from offset: Int) {
    if offset == 0 {
      finding = nil
      rowCount = 0
    }
    if finding == nil,
      rows.hasEnclosedDelimiters || rows.hasLiteralQuotes || rows.brokenRows.count > 0
        || rows.endsInQuotes
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
    if rows.endsInQuotes {
      look(for: .open, inRow: rows.rowCount - 1, rows, of: block, from: offset, &finding)
    }
    if isTrusting { return finding }
    let broken = rows.brokenRows
    for place in broken.indices {
      look(for: .rows, inRow: Int(broken[place]), rows, of: block, from: offset, &finding)
    }
    if rows.hasEnclosedDelimiters {
      // A row that lacks a field, or has shifted ones, has an empty one that was wanted.
      var next = 0
      while let field = rows.nextEmptyField(from: next) {
        let row = field / rows.columnCount
        look(for: .cells, inRow: row, rows, of: block, from: offset, &finding)
        next = (row + 1) * rows.columnCount
      }
    }
    for place in broken.indices {
      look(for: .shifted, inRow: Int(broken[place]), rows, of: block, from: offset, &finding)
    }
    if rows.hasLiteralQuotes {
      for row in 0..<rows.rowCount {
        look(for: .shifted, inRow: row, rows, of: block, from: offset, &finding)
      }
    }
    return finding
  }

  /// Looks for one cause in a row; the first row counts, and of its causes what is asked for first.
  private func look(
    for cause: QuoteFinding.Cause, inRow row: Int, _ rows: borrowing RowBatch,
    of block: Span<UInt8>, from offset: Int, _ finding: inout QuoteFinding?
  ) {
    if let finding, finding.row <= row { return }
    let bytes = rows.range(ofRow: row, from: offset)
    let text = block.extracting(bytes)
    let quote: Int? =
      switch cause {
      case .open: judge.openQuote(in: text)
      case .rows: judge.swallowedRows(in: text)
      case .cells: judge.swallowedCells(in: text)
      case .shifted: judge.shiftingQuote(in: text)
      }
    if let quote {
      finding = QuoteFinding(cause: cause, row: row, offset: bytes.lowerBound + quote)
    }
  }
}
