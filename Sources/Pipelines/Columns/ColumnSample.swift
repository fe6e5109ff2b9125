import DelimitedText
import Files

/// What lost a delimiter or a line's end, or got one too many.
struct RowTear {
  /// The cell that may be the last of one row and the first of the next.
  var joinedColumn: Int?
}

/// Rows from all of a file, by which its columns are judged: its begin, its end, and places between.
///
///     head ▓▓▓▓▓▓▓▓▓▓░░░▓▓░░░▓▓░░░▓▓░░░▓▓░░░▓▓░░░▓▓▓▓    ▓ read: 64 KiB, 14 times 6 KiB, 32 KiB
///
/// Of a stream, what is kept in memory of its begin is taken for the file. A place between may lie in a
/// quoted field, so rows there count only if they have as many fields as the first.
package struct ColumnSample {
  /// Some rows that follow each other.
  struct Window {
    var rows: [[[UInt8]]]
  }

  private(set) var windows: [Window] = []
  /// True if the windows are all of the file.
  private(set) var isWhole = false

  /// The fields of the first row; 0 if that tells nothing.
  private var fieldCount = 0
  private var delimiter: UInt8 = 0

  /// How a row with another count of fields than the header was torn; nil if it has as many, but for empty
  /// ones behind them.
  func tear(of row: [[UInt8]]) -> RowTear? {
    guard fieldCount > 0 else { return nil }
    if row.count < fieldCount { return RowTear() }
    guard row.dropFirst(fieldCount).contains(where: { !$0.isEmpty }) else { return nil }
    return RowTear(joinedColumn: fieldCount > 1 ? fieldCount - 1 : nil)
  }

  /// The delimiter of rows that have another one than the header: all of such a row is one cell, or a few.
  var otherDelimiter: UInt8? {
    guard fieldCount >= Self.fieldCountMin else { return nil }
    for row in windows.lazy.flatMap(\.rows) where row.count * 2 <= fieldCount {
      let bytes = row.joined()
      guard bytes.count(where: { (0x30...0x39).contains($0) }) >= Self.digitCountMin else {
        continue
      }
      // Commas stand in any text.
      let others = Delimiter.candidates.dropFirst() + (row.count == 1 ? [UInt8(ascii: ",")] : [])
      for other in others where other != delimiter {
        if bytes.count(where: { $0 == other }) >= fieldCount - 1 { return other }
      }
    }
    return nil
  }

  /// Of fewer columns nobody can tell.
  private static let fieldCountMin = 3
  /// Fewer digits are no number.
  private static let digitCountMin = 7

  var rowCount: Int { windows.reduce(0) { $0 + $1.rows.count } }

  private static let firstByteCount = 64 << 10
  private static let lastByteCount = 32 << 10
  private static let middleByteCount = 6 << 10
  private static let middleCount = 14
  /// A row that is longer is not looked for in the middle.
  private static let middleByteCountMax = 96 << 10

  /// No rows: where the format says all of the columns.
  package init() {}

  /// The first rows of a file, which were read already.
  package init(rows: [[[UInt8]]]) { windows = [Window(rows: rows)] }

  /// - Parameters:
  ///   - headByteCount: The bytes before the first row of data.
  ///   - layout: Its first row tells how many fields rows have.
  package init(
    _ file: RowFile, _ layout: RowFile.Layout, headByteCount: Int
  ) throws(PipelineError) {
    fieldCount = layout.firstRow.count
    delimiter = layout.delimiter
    let (byteCount, isAll) = try file.sampledByteCount()
    let reader = Reader(
      delimiter: layout.delimiter, hasQuotes: layout.form.hasQuotes,
      fieldCount: layout.firstRow.count)
    func read(_ range: Range<Int>, startsWithRow: Bool) throws(PipelineError) -> Window {
      var window = Window(rows: [])
      try file.withSample(range) { bytes in
        window.rows = reader.rows(
          bytes, startsWithRow: startsWithRow,
          isFinal: isAll && range.upperBound == byteCount)
      }
      return window
    }
    let start = min(headByteCount, byteCount)
    let firstEnd = start + Self.firstByteCount
    guard firstEnd + Self.lastByteCount + Self.middleCount * Self.middleByteCount < byteCount else {
      windows = [try read(start..<byteCount, startsWithRow: true)]
      isWhole = isAll
      return
    }
    windows.append(try read(start..<firstEnd, startsWithRow: true))
    let lastStart = byteCount - Self.lastByteCount
    for place in 0..<Self.middleCount {
      let middle = firstEnd + (lastStart - firstEnd) / Self.middleCount * place
      var length = Self.middleByteCount
      var window = Window(rows: [])
      while window.rows.isEmpty && length <= Self.middleByteCountMax {
        window = try read(middle..<min(middle + length, byteCount), startsWithRow: false)
        length *= 4
      }
      windows.append(window)
    }
    windows.append(try read(lastStart..<byteCount, startsWithRow: false))
  }

  /// Cuts rows out of a piece of a file.
  private struct Reader {
    let delimiter: UInt8
    let hasQuotes: Bool
    /// The fields of the first row; 0 if that tells nothing.
    let fieldCount: Int

    func rows(_ bytes: Span<UInt8>, startsWithRow: Bool, isFinal: Bool) -> [[[UInt8]]] {
      var rows: [[[UInt8]]] = []
      var offset = startsWithRow ? 0 : Self.nextLine(bytes)
      while let row = RowReader.row(
        in: bytes, at: offset, delimiter: delimiter, isFinal: isFinal, hasQuotes: hasQuotes)
      {
        offset = row.end
        if startsWithRow || fieldCount == 0 || row.fields.count == fieldCount {
          rows.append(row.fields)
        }
      }
      return rows
    }

    /// The offset behind the first line break.
    private static func nextLine(_ bytes: Span<UInt8>) -> Int {
      for index in bytes.indices {
        if bytes[index] == 0x0A { return index + 1 }
        if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] != 0x0A {
          return index + 1
        }
      }
      return bytes.count
    }
  }
}
