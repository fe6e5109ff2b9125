import DelimitedText

/// The forms that rows of a format may have, but for the one by which a file is read.
///
/// A row that cannot be read and is of one of them shows that the file holds rows of two forms, of which
/// those of the other one would be left out.
struct OtherLayouts: Sendable {
  private var layouts: [ListLayout] = []
  private var delimiter: UInt8 = 0

  /// None.
  init() {}

  /// - Parameter chosen: The roles and places of the layout that the file is read by.
  init(_ format: ListFormat, chosen: ListLayout?, delimiter: UInt8) {
    layouts = format.layouts.filter { !$0.patterns.isEmpty && $0 != chosen }
    self.delimiter = delimiter
  }

  /// True if a row is of one of them.
  ///
  /// - Complexity: O(*n*); meant for the few rows that cannot be read.
  func match(_ row: Span<UInt8>) -> Bool {
    guard !layouts.isEmpty,
      let fields = RowReader.row(in: row, at: 0, delimiter: delimiter, isFinal: true)?.fields
    else { return false }
    return layouts.contains { $0.matches(fields) }
  }
}
