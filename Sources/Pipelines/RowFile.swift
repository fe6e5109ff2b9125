import DelimitedText
import Files
import Workbooks

/// A delimited file opened for a pipeline, and what its first bytes say of it.
public final class RowFile: Sendable {
  /// What the first rows tell.
  public struct Layout: Sendable, Equatable {
    /// The bytes of a UTF-8 byte-order mark, 0 or 3.
    public var markByteCount: Int
    public var delimiter: UInt8
    /// The fields of the first row; empty if there is none.
    public var firstRow: [String]
    /// The bytes of the first row, terminator included.
    public var firstRowByteCount: Int
    /// The terminator of the first row; LF if it has none.
    public var terminator: [UInt8]
    /// True if the first row ends with the file, inside a quote.
    public var endsInQuotes = false

    /// The bytes before the first row of data.
    public func headByteCount(hasHeader: Bool) -> Int {
      markByteCount + (hasHeader ? firstRowByteCount : 0)
    }
  }

  /// What is looked at before the rows are read; a stream keeps it in memory.
  private static let prefixByteCount = 1 << 20

  /// The path as the user gave it; `-` for standard input.
  public let path: String
  public let identity: FileIdentity
  /// The size, or nil if the input is a stream.
  public let byteCount: Int?
  let source: BlockSource
  /// What it was unpacked from, if it was.
  public let origin: Origin?
  /// The delimiter, where the rows were made here; what else is said of it does not count.
  private let ownDelimiter: UInt8?

  public convenience init(path: String) throws(PipelineError) {
    try self.init(path: path, limits: BlockLimits())
  }

  init(path: String, limits: BlockLimits) throws(PipelineError) {
    do throws(FileError) {
      let input = try InputFile(path: path)
      self.path = path
      identity = input.identity
      byteCount = input.byteCount
      source = try BlockSource(input, limits: limits)
      origin = nil
      ownDelimiter = nil
    } catch {
      throw PipelineError(error)
    }
  }

  /// The member of an archive that is being read, under its own name in the messages.
  init(
    _ archive: ArchiveReader, member: String?, identity: FileIdentity, limits: BlockLimits
  ) {
    path = member.map { "\(archive.path):\(HeaderNames.harmless($0))" } ?? archive.path
    self.identity = identity
    byteCount = nil
    source = BlockSource(archive, path: path, limits: limits)
    origin = nil
    ownDelimiter = nil
  }

  /// The same of a campaign, which tells what it was unpacked from.
  init(
    _ archive: ArchiveReader, origin: Origin, identity: FileIdentity, limits: BlockLimits
  ) {
    path = origin.path
    self.identity = identity
    byteCount = nil
    source = BlockSource(archive, path: path, limits: limits)
    self.origin = origin
    ownDelimiter = nil
  }

  /// The rows of a sheet.
  init(
    _ sheet: SheetText, origin: Origin, identity: FileIdentity, limits: BlockLimits
  ) {
    path = sheet.path
    self.identity = identity
    byteCount = nil
    source = BlockSource(sheet, limits: limits)
    self.origin = origin
    ownDelimiter = SheetText.delimiter
  }

  /// The rows that the tags of a file make.
  init(tags: TagSource, of file: RowFile) {
    path = file.path
    identity = file.identity
    byteCount = nil
    source = BlockSource(tags)
    origin = nil
    ownDelimiter = nil
  }

  /// Calls `body` with the first bytes, a mebibyte or as many as asked, and whether they are the
  /// whole file.
  public func withPrefix<Result>(
    atLeast byteCount: Int = 0, _ body: (Span<UInt8>, Bool) -> Result
  ) throws(PipelineError) -> Result {
    do throws(FileError) {
      return try source.withPrefix(byteCount: max(byteCount, Self.prefixByteCount), body)
    } catch {
      throw PipelineError(error)
    }
  }

  /// Reads the layout.
  ///
  /// - Parameter delimiter: The delimiter, or nil to find it.
  public func layout(delimiter: UInt8?) throws(PipelineError) -> Layout {
    let delimiter = ownDelimiter ?? delimiter
    let max = source.limits.rowByteCountMax
    var prefixByteCount = Self.prefixByteCount
    while true {
      let layout = try layout(delimiter: delimiter, prefixByteCount: prefixByteCount)
      if let layout, layout.firstRowByteCount <= max { return layout }
      if layout != nil || prefixByteCount > max {
        let mark = try withPrefix { prefix, _ in Self.markByteCount(of: prefix) }
        throw PipelineError(.rowByteCount(row: 1, offset: mark, max: max), path: path)
      }
      prefixByteCount *= 2
    }
  }

  /// The layout, or nil if the first row does not end in the prefix.
  private func layout(
    delimiter: UInt8?, prefixByteCount: Int
  ) throws(PipelineError) -> Layout? {
    let result: Result<Layout?, PipelineError> = try withPrefix(atLeast: prefixByteCount) {
      prefix, isAll in
      if let encoding = Self.foreignEncoding(prefix) {
        return .failure(PipelineError(.encoding(name: encoding), path: path))
      }
      let start = Self.markByteCount(of: prefix)
      let sample = prefix.extracting(..<min(prefix.count, Self.prefixByteCount))
      let delimiter = delimiter ?? Delimiter.detect(in: sample)
      guard start < prefix.count else {
        return .success(
          Layout(
            markByteCount: start, delimiter: delimiter, firstRow: [], firstRowByteCount: 0,
            terminator: [0x0A]))
      }
      guard
        let row = RowReader.row(in: prefix, at: start, delimiter: delimiter, isFinal: isAll)
      else { return .success(nil) }
      let bytes = prefix.extracting(start..<row.end)
      let endsInQuotes =
        isAll && row.end == prefix.count
        && Self.endsInQuotes(bytes, delimiter: delimiter)
      return .success(
        Layout(
          markByteCount: start, delimiter: delimiter,
          firstRow: row.fields.map { String(decoding: $0, as: UTF8.self) },
          firstRowByteCount: bytes.count,
          terminator: endsInQuotes ? [0x0A] : Self.terminator(of: bytes),
          endsInQuotes: endsInQuotes))
    }
    return try result.get()
  }

  /// True if a quote in the last row of a file is never closed.
  private static func endsInQuotes(_ row: Span<UInt8>, delimiter: UInt8) -> Bool {
    var batch = RowBatch(rowCapacity: 1, columnCount: 0)
    _ = RowScanner(delimiter: delimiter, columns: [])
      .scan(row, from: 0, isFinal: true, into: &batch)
    return batch.endsInQuotes
  }

  /// The layout of a file of lines, in which delimiters and quotes mean nothing; its first row is
  /// the first line, or nothing if that is longer than a block.
  func lineLayout() throws(PipelineError) -> Layout {
    let result: Result<Layout, PipelineError> = try withPrefix { prefix, isAll in
      if let encoding = Self.foreignEncoding(prefix) {
        return .failure(PipelineError(.encoding(name: encoding), path: path))
      }
      let start = Self.markByteCount(of: prefix)
      var layout = Layout(
        markByteCount: start, delimiter: UInt8(ascii: ","), firstRow: [], firstRowByteCount: 0,
        terminator: [0x0A])
      var batch = RowBatch(rowCapacity: 1, columnCount: 1)
      let end = RowScanner.lines().scan(prefix, from: start, isFinal: isAll, into: &batch)
      if batch.rowCount == 1 {
        let field = prefix.extracting(Int(batch.fieldStarts[0])..<Int(batch.fieldEnds[0]))
        layout.firstRow = [String(decoding: field.indices.map { field[$0] }, as: UTF8.self)]
        layout.firstRowByteCount = end - start
        layout.terminator = Self.terminator(of: prefix.extracting(start..<end))
      }
      return .success(layout)
    }
    return try result.get()
  }

  /// The bytes of a UTF-8 byte-order mark, 0 or 3.
  private static func markByteCount(of prefix: Span<UInt8>) -> Int {
    let hasMark =
      prefix.count >= 3 && prefix[0] == 0xEF && prefix[1] == 0xBB && prefix[2] == 0xBF
    return hasMark ? 3 : 0
  }

  /// LF, CRLF or CR, as the row ends; LF if it ends with the file.
  private static func terminator(of row: Span<UInt8>) -> [UInt8] {
    let last = row[row.count - 1]
    if last == 0x0D { return [0x0D] }
    return row.count > 1 && last == 0x0A && row[row.count - 2] == 0x0D ? [0x0D, 0x0A] : [0x0A]
  }

  /// The encoding that a byte-order mark names, if it is not UTF-8.
  private static func foreignEncoding(_ prefix: Span<UInt8>) -> String? {
    guard prefix.count >= 2 else { return nil }
    if prefix.count >= 4 && prefix[0] == 0 && prefix[1] == 0 && prefix[2] == 0xFE
      && prefix[3] == 0xFF
    {
      return "UTF-32BE"
    }
    return switch (prefix[0], prefix[1]) {
    case (0xFF, 0xFE):
      prefix.count >= 4 && prefix[2] == 0 && prefix[3] == 0 ? "UTF-32LE" : "UTF-16LE"
    case (0xFE, 0xFF): "UTF-16BE"
    default: nil
    }
  }
}
