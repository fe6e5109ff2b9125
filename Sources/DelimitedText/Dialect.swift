/// The bytes that make fields of a row.
///
/// A line feed stands for none: it ends every line, so it cannot be a delimiter or a quote, and no
/// field's content holds one outside quotes. What follows from that must stay true in
/// `nodial_text_find_row_ends` and wherever the first byte of a field is compared with `quote`.
struct Dialect: Sendable {
  /// Neither delimiters nor quotes: every row is a line.
  static let lines = Dialect(delimiter: ASCII.lineFeed, quote: ASCII.lineFeed)

  let delimiter: UInt8
  let quote: UInt8
}
