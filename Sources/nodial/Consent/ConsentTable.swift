import DelimitedText
import Files
import PhoneNumbers
import Pipelines

/// A file of rows under a header, read row by row: small and slow beside what a scrub reads.
struct ConsentTable {
  private let bytes: [UInt8]
  private var offset = 0
  let path: String
  private(set) var delimiter: UInt8 = 0x2C
  private(set) var header: [String] = []
  /// That of the last row, from 1; the header is row 1.
  private(set) var rowNumber = 1

  init(path: String) throws {
    self.path = path == "-" ? "standard input" : path
    let bytes = try Self.bytes(path)
    let span = bytes.span
    self.bytes = bytes
    guard span.count > 0 else {
      throw Failure("\(self.path): is empty; it needs a header and a row a person")
    }
    let first = (span[0], span.count > 1 ? span[1] : 0, span.count > 2 ? span[2] : 0)
    guard (first.0, first.1) != (0xFF, 0xFE), (first.0, first.1) != (0xFE, 0xFF) else {
      throw Failure("\(self.path): is UTF-16; save it as UTF-8")
    }
    let start = first == (0xEF, 0xBB, 0xBF) ? 3 : 0
    delimiter = Self.delimiter(span, from: start)
    guard
      let row = RowReader.row(in: span, at: start, delimiter: delimiter, isFinal: true),
      !row.fields.isEmpty
    else { throw Failure("\(self.path): has no header in its first row") }
    if let finding = QuoteGuard.finding(
      inHeader: span.extracting(start..<row.end), at: start, delimiter: delimiter)
    {
      throw failure(finding)
    }
    header = row.fields.map { String(decoding: $0, as: UTF8.self) }
    offset = row.end
  }

  /// Refuses the file if a quote of it swallows rows or cells: what stands in them would never be read.
  ///
  /// - Parameters:
  ///   - numberColumn: Where the numbers are, from 0.
  ///   - trustsQuotes: True if somebody says that all closed quotes are right.
  func checkQuotes(numberColumn: Int, region: Region?, trustsQuotes: Bool) throws {
    let span = bytes.span
    guard span.extracting(offset...).holdsQuote else { return }
    var columns = NumberColumns(delimiter: delimiter, phoneColumns: [numberColumn], region: region)
    columns.fieldCount = header.count
    let judge = QuoteGuard(columns)
    var start = offset
    var number = rowNumber
    while let row = RowReader.row(in: span, at: start, delimiter: delimiter, isFinal: true) {
      if let finding = judge.finding(
        in: span.extracting(start..<row.end), number: number, at: start,
        trustsQuotes: trustsQuotes)
      {
        throw failure(finding)
      }
      guard row.end > start else { return }
      number += 1
      start = row.end
    }
  }

  private func failure(_ finding: QuoteFinding) -> Failure {
    let error = PipelineError(
      .quotes(finding.cause, row: finding.row + 1, offset: finding.offset), path: path)
    let remedy =
      finding.cause == .open || finding.row == 0
      ? "close or double it; nothing was recorded"
      : "correct the row, or say --multiline-fields if it is right; nothing was recorded"
    return Failure("\(error); \(remedy)")
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    let file = try InputFile(path: path)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      var span = chunk.mutableSpan
      let count = try file.read(into: &span)
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }

  /// Of the usual ones, the one that the first row has most of.
  private static func delimiter(_ bytes: Span<UInt8>, from start: Int) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    for index in start..<bytes.count {
      if bytes[index] == 0x0A || bytes[index] == 0x0D { break }
      counts[bytes[index], default: 0] += 1
    }
    let usual: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
    return usual.max { (counts[$0] ?? 0, -Int($0)) < (counts[$1] ?? 0, -Int($1)) }!
  }

  /// The fields of the next row; nil after the last. Blank rows are passed over.
  mutating func next() throws -> [[UInt8]]? {
    while offset < bytes.count {
      guard
        let row = RowReader.row(in: bytes.span, at: offset, delimiter: delimiter, isFinal: true)
      else { return nil }
      rowNumber += 1
      offset = row.end
      if !row.fields.allSatisfy(\.isEmpty) {
        // A quote that swallows rows makes one row of many.
        guard row.fields.count <= header.count else {
          throw Failure(
            "\(path): row \(rowNumber) has \(row.fields.count) fields, and the header \(header.count); correct it"
          )
        }
        return row.fields
      }
    }
    return nil
  }
}

extension Span<UInt8> {
  fileprivate var holdsQuote: Bool { indices.contains { self[$0] == 0x22 } }
}
