import Archives
import DelimitedText
import Files
import Workbooks

/// A delimited file opened for a pipeline, and what its first bytes say of it.
public final class RowFile: Sendable {
  /// What the first rows tell.
  public struct Layout: Sendable, Equatable {
    /// The bytes of a UTF-8 byte-order mark, 0 or 3.
    public var markByteCount: Int
    /// The bytes of a line `sep=;` behind it.
    public var separatorByteCount = 0
    /// The bytes of the lines behind that, above the first row.
    public var skippedByteCount = 0
    /// How many lines there are above the first row, `sep=;` included.
    public var skippedLineCount = 0
    public var delimiter: UInt8
    /// As was asked for.
    public var form = RowForm()
    /// The fields of the first row, of very long ones the beginning; empty if there is none.
    public var firstRow: [String]
    /// In which encoding they were understood.
    public var encoding = HeaderEncoding.utf8
    /// The bytes of the first row, terminator included.
    public var firstRowByteCount: Int
    /// The terminator of the first row; LF if it has none.
    public var terminator: [UInt8]

    /// Where the first row begins.
    public var firstRowOffset: Int { markByteCount + separatorByteCount + skippedByteCount }

    /// The bytes before the first row of data.
    public func headByteCount(hasHeader: Bool) -> Int {
      firstRowOffset + (hasHeader ? firstRowByteCount : 0)
    }

    /// The number of the first row, as messages count: from 1, with all that is above it.
    public var firstRowNumber: Int { skippedLineCount + 1 }

    /// The number of the first row of data.
    package func firstRowNumber(hasHeader: Bool) -> Int { firstRowNumber + (hasHeader ? 1 : 0) }
  }

  /// Whatever is longer is no name, but a file of another kind or a damaged one; what is done with names
  /// may take more than linear time.
  private static let nameByteCountMax = 1000

  /// What is looked at before the rows are read; a stream keeps it in memory.
  private static let prefixByteCount = 1 << 20

  /// The path as the user gave it; `-` for standard input.
  public let path: String
  public let identity: FileIdentity
  /// The size, or nil if the input is a stream.
  public let byteCount: Int?
  package let source: BlockSource
  /// What it was unpacked from, if it was.
  public let origin: Origin?
  /// The delimiter, where the rows were made here; what else is said of it does not count.
  private let ownDelimiter: UInt8?

  public convenience init(path: String) throws(PipelineError) {
    try self.init(path: path, limits: BlockLimits())
  }

  package init(path: String, limits: BlockLimits) throws(PipelineError) {
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
  package init(
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
  package init(
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
  package init(
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
  package init(tags: TagSource, of file: RowFile) {
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

  /// The bytes that a sample can be taken of, and whether they are the whole file: of a stream, those
  /// that are kept in memory.
  func sampledByteCount() throws(PipelineError) -> (count: Int, isAll: Bool) {
    if let byteCount { return (byteCount, true) }
    return try withPrefix { ($0.count, $1) }
  }

  /// Calls `body` with some of the bytes that a sample can be taken of.
  func withSample(_ range: Range<Int>, _ body: (Span<UInt8>) -> Void) throws(PipelineError) {
    if byteCount == nil {
      try withPrefix { prefix, _ in body(prefix.extracting(range)) }
      return
    }
    do throws(FileError) {
      try source.withBytes(range, body)
    } catch {
      throw PipelineError(error)
    }
  }

  /// Reads the layout.
  ///
  /// - Parameter delimiter: The delimiter, or nil to find it.
  public func layout(delimiter: UInt8?) throws(PipelineError) -> Layout {
    try layout(RowForm(delimiter: delimiter))
  }

  /// Reads the layout of a file of this form. A line `sep=;` is obeyed unless the form names a
  /// delimiter; lines are skipped only if it says how many.
  public func layout(_ form: RowForm) throws(PipelineError) -> Layout {
    var form = form
    // The text of a workbook is our own, whose cells may hold line breaks.
    if let ownDelimiter {
      (form.delimiter, form.hasQuotes, form.trustsQuotes) = (ownDelimiter, true, true)
    }
    let max = source.limits.rowByteCountMax
    var prefixByteCount = Self.prefixByteCount
    while true {
      let layout = try layout(form, prefixByteCount: prefixByteCount)
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
    _ form: RowForm, prefixByteCount: Int
  ) throws(PipelineError) -> Layout? {
    let result: Result<Layout?, PipelineError> = try withPrefix(atLeast: prefixByteCount) {
      prefix, isAll in
      if let encoding = Self.foreignEncoding(prefix) {
        return .failure(PipelineError(.encoding(name: encoding), path: path))
      }
      guard var layout = Self.firstLines(of: prefix, form, isAll: isAll) else {
        return .success(nil)
      }
      let start = layout.firstRowOffset
      guard start < prefix.count else { return .success(layout) }
      let sample = prefix.extracting(start..<min(prefix.count, start + Self.prefixByteCount))
      layout.delimiter =
        form.delimiter ?? Self.separator(of: prefix, layout)
        ?? Delimiter.detect(in: sample, hasQuotes: form.hasQuotes)
      guard
        let row = RowReader.row(
          in: prefix, at: start, delimiter: layout.delimiter, isFinal: isAll,
          hasQuotes: form.hasQuotes)
      else { return .success(nil) }
      let bytes = prefix.extracting(start..<row.end)
      if form.hasQuotes, let finding = Self.quoteFinding(bytes, layout) {
        let kind = PipelineError.Kind.quotes(
          finding.cause, row: layout.skippedLineCount + 1, offset: start + finding.offset)
        return .failure(PipelineError(kind, path: path))
      }
      (layout.firstRow, layout.encoding) = HeaderEncoding.decode(
        row.fields.map { Array($0.prefix(Self.nameByteCountMax)) })
      layout.firstRowByteCount = bytes.count
      layout.terminator = Self.terminator(of: bytes)
      return .success(layout)
    }
    return try result.get()
  }

  /// What is above the first row; nil if that does not end in the prefix.
  private static func firstLines(
    of prefix: Span<UInt8>, _ form: RowForm, isAll: Bool
  ) -> Layout? {
    let mark = markByteCount(of: prefix)
    let separator = SeparatorLine(in: prefix, at: mark)
    var layout = Layout(
      markByteCount: mark, delimiter: separator?.delimiter ?? form.delimiter ?? UInt8(ascii: ","),
      firstRow: [], firstRowByteCount: 0, terminator: [0x0A])
    layout.form = form
    layout.separatorByteCount = separator?.byteCount ?? 0
    let count = form.skippedLineCount ?? 0
    let start = layout.firstRowOffset
    var end = start
    var batch = RowBatch(rowCapacity: 1, columnCount: 0)
    for _ in 0..<count {
      let next = RowScanner.lines(columns: []).scan(prefix, from: end, isFinal: isAll, into: &batch)
      if next == end && !isAll { return nil }
      end = next
    }
    layout.skippedByteCount = end - start
    layout.skippedLineCount = count + (separator == nil ? 0 : 1)
    return layout
  }

  private static func separator(of prefix: Span<UInt8>, _ layout: Layout) -> UInt8? {
    layout.separatorByteCount == 0
      ? nil : SeparatorLine(in: prefix, at: layout.markByteCount)?.delimiter
  }

  /// What is wrong with the quotes of the first row.
  private static func quoteFinding(_ row: Span<UInt8>, _ layout: Layout) -> QuoteFinding? {
    let fields = RawField.all(of: row, delimiter: layout.delimiter)
    if let open = fields.last(where: \.isOpen) {
      return QuoteFinding(cause: .open, row: 0, offset: open.start)
    }
    guard !layout.form.trustsQuotes,
      let quote = QuoteGuard.swallowedRows(inHeader: row, delimiter: layout.delimiter)
    else { return nil }
    return QuoteFinding(cause: .rows, row: 0, offset: quote)
  }

  /// The layout of a file of lines, in which delimiters and quotes mean nothing; its first row is
  /// the first line, or nothing if that is longer than a block.
  ///
  /// - Parameter form: Says how many lines are above the first one.
  package func lineLayout(_ form: RowForm) throws(PipelineError) -> Layout {
    let result: Result<Layout, PipelineError> = try withPrefix { prefix, isAll in
      if let encoding = Self.foreignEncoding(prefix) {
        return .failure(PipelineError(.encoding(name: encoding), path: path))
      }
      var layout = Layout(
        markByteCount: Self.markByteCount(of: prefix), delimiter: UInt8(ascii: ","), firstRow: [],
        firstRowByteCount: 0, terminator: [0x0A])
      layout.form = form
      if form.skippedLineCount ?? 0 > 0,
        let lines = Self.firstLines(of: prefix, form, isAll: isAll)
      {
        layout = lines
      }
      let start = layout.firstRowOffset
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
