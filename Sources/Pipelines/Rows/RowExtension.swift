import DelimitedText
import Files

/// Writes rows with further fields, which stand under their own headers.
///
///     name,phone                 name,phone,nodial_outcome
///     Ann,2025550123      ─►     Ann,2025550123,listed
///     Bob                 ─►     Bob,,invalid
///     Cy,2025550123,x     ─►     Cy,2025550123,listed,x
///
/// A row with fewer fields than the header gets empty ones, and one with more keeps those it has too
/// many behind the further ones, as no header stands above them. Without a header, the further fields
/// stand behind a row's own.
struct RowExtension: Sendable {
  private let delimiter: UInt8
  /// The fields of the header; nil if there is none.
  private let fieldCount: Int?
  private let hasQuotes: Bool
  /// Ends a row that ends with the input.
  private let terminator: [UInt8]
  private let scanner: RowScanner

  init(delimiter: UInt8, fieldCount: Int?, hasQuotes: Bool = true, terminator: [UInt8]) {
    self.delimiter = delimiter
    self.fieldCount = fieldCount
    self.hasQuotes = hasQuotes
    self.terminator = terminator
    scanner = RowScanner(delimiter: delimiter, columns: [], hasQuotes: hasQuotes)
  }

  /// For the rows of a file.
  init(_ layout: RowFile.Layout, hasHeader: Bool) {
    let hasNames = hasHeader && !layout.firstRow.isEmpty
    self.init(
      delimiter: layout.delimiter, fieldCount: hasNames ? layout.firstRow.count : nil,
      hasQuotes: layout.form.hasQuotes, terminator: layout.terminator)
  }

  /// Appends `row` with further fields.
  ///
  /// - Parameters:
  ///   - row: A whole row with its terminator, none of its quotes open at the end.
  ///   - fields: As ``fields(_:)`` makes them.
  func append(_ row: Span<UInt8>, fields: [UInt8], to output: inout ByteBuffer) {
    let content = row.extracting(..<Self.contentEnd(of: row))
    guard let fieldCount else {
      output.append(content)
      // An empty row has no fields, so the first further field needs no delimiter.
      output.append(fields.span.extracting((content.isEmpty ? 1 : 0)...))
      return appendEnd(of: row, from: content.count, to: &output)
    }
    let count = scanner.fieldCount(of: content)
    if count <= fieldCount {
      output.append(content)
      for _ in max(count, 1)..<max(fieldCount, 1) { output.append(delimiter) }
      output.append(fields.span)
    } else {
      let end = end(ofField: fieldCount - 1, in: content)
      output.append(content.extracting(..<end))
      output.append(fields.span)
      output.append(content.extracting(end...))
    }
    appendEnd(of: row, from: content.count, to: &output)
  }

  /// Appends the terminator of a row whose content ends at `contentEnd`.
  private func appendEnd(
    of row: Span<UInt8>, from contentEnd: Int, to output: inout ByteBuffer
  ) {
    if contentEnd == row.count {
      output.append(terminator.span)
    } else {
      output.append(row.extracting(contentEnd...))
    }
  }

  private func end(ofField index: Int, in row: Span<UInt8>) -> Int {
    if hasQuotes { return RawField.all(of: row, delimiter: delimiter)[index].end }
    var delimiterCount = 0
    return row.indices.first { place in
      if row[place] == delimiter { delimiterCount += 1 }
      return delimiterCount > index
    }!
  }

  /// Where the terminator of a row begins.
  static func contentEnd(of row: Span<UInt8>) -> Int {
    var end = row.count
    guard end > 0 else { return end }
    if row[end - 1] == 0x0A {
      end -= 1
      if end > 0 && row[end - 1] == 0x0D { end -= 1 }
    } else if row[end - 1] == 0x0D {
      end -= 1
    }
    return end
  }

  /// Fields, each with a delimiter before it.
  func fields(_ texts: [String]) -> [UInt8] {
    texts.flatMap { [delimiter] + field(Array($0.utf8)) }
  }

  /// A field as it is written: in quotes if it must be; where quotes are ordinary bytes, with blanks in
  /// the place of what would end it.
  func field(_ bytes: [UInt8]) -> [UInt8] {
    let special = [delimiter, UInt8(ascii: "\""), 0x0A, 0x0D]
    guard bytes.contains(where: special.contains) else { return bytes }
    let quote = UInt8(ascii: "\"")
    if !hasQuotes { return bytes.map { $0 != quote && special.contains($0) ? 0x20 : $0 } }
    return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }
}
