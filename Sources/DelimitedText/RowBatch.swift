/// The rows of one scan, in reusable arrays of a fixed capacity.
///
/// A structure of arrays, row-major. All offsets count bytes from the start of the scanned block:
///
///     block         A l i c e , " N o   1 " CR LF B  o  b  LF
///     offset        0         5   7       11 12    14       17
///     rowEnds       14, 18
///     fieldStarts   0, 7,  14, 17     (columns 0 and 1 are wanted; row 1 lacks the latter)
///     fieldEnds     5, 11, 17, 17
///
/// The arrays are allocated by `init` and never grow with the text.
public struct RowBatch: ~Copyable {
  /// The rows that fit.
  public let rowCapacity: Int
  /// The wanted fields of each row.
  public let columnCount: Int
  /// The rows of the last scan.
  public internal(set) var rowCount = 0
  /// Whether the last row was ended by the end of the input, inside an open quote.
  public internal(set) var endsInQuotes = false
  /// Whether quotes enclose delimiters in some of the rows, or perhaps in one behind them.
  public internal(set) var hasEnclosedDelimiters = false
  /// Whether a quote is an ordinary byte in some of the rows, or perhaps in one behind them: it stands
  /// in the middle of a field, or behind a closing quote.
  public internal(set) var hasLiteralQuotes = false

  var rowEndStorage: [UInt32]
  var fieldStartStorage: [UInt32]
  var fieldEndStorage: [UInt32]
  var escapedFieldStorage: [UInt32]
  var escapedFieldCount = 0
  var brokenRowStorage: [UInt32]
  var brokenRowCount = 0
  /// Scratch of the scan, here so that it is allocated once.
  var masks = StructureMasks()

  /// Allocates for `rowCapacity` rows with `columnCount` wanted fields each.
  ///
  /// - Precondition: `rowCapacity >= 1`, `columnCount` in `0...RowScanner.columnCountMax`.
  public init(rowCapacity: Int, columnCount: Int) {
    precondition(rowCapacity >= 1, "a batch holds at least one row")
    precondition(
      (0...RowScanner.columnCountMax).contains(columnCount), "a batch has not so many columns")
    self.rowCapacity = rowCapacity
    self.columnCount = columnCount
    rowEndStorage = Array(repeating: 0, count: rowCapacity)
    fieldStartStorage = Array(repeating: 0, count: rowCapacity * columnCount)
    fieldEndStorage = Array(repeating: 0, count: rowCapacity * columnCount)
    escapedFieldStorage = Array(repeating: 0, count: rowCapacity * columnCount)
    brokenRowStorage = Array(repeating: 0, count: rowCapacity)
  }

  /// Forgets the rows, and keeps the memory.
  public mutating func removeAll() {
    rowCount = 0
    endsInQuotes = false
    escapedFieldCount = 0
    hasEnclosedDelimiters = false
    hasLiteralQuotes = false
    brokenRowCount = 0
  }

  /// The offset just past each row's terminator. Row `i` starts at `rowEnds[i - 1]`, row 0 where
  /// the scan started.
  public var rowEnds: Span<UInt32> {
    @_lifetime(borrow self)
    get { rowEndStorage.span.extracting(0..<rowCount) }
  }

  /// The first byte of each wanted field, behind its opening quote if it has one; `rowCount *
  /// columnCount` of them.
  public var fieldStarts: Span<UInt32> {
    @_lifetime(borrow self)
    get { fieldStartStorage.span.extracting(0..<rowCount * columnCount) }
  }

  /// The end of each wanted field, before its closing quote. A field that a short row lacks is
  /// empty, at the end of the row's content.
  public var fieldEnds: Span<UInt32> {
    @_lifetime(borrow self)
    get { fieldEndStorage.span.extracting(0..<rowCount * columnCount) }
  }

  /// Ascending indexes into `fieldStarts` of the fields whose content is not simply their bytes:
  /// doubled quotes, or text after the closing quote. Their start and end enclose the raw field
  /// with its quotes, for `FieldDecoder`. A scan of lines has none.
  public var escapedFields: Span<UInt32> {
    @_lifetime(borrow self)
    get { escapedFieldStorage.span.extracting(0..<escapedFieldCount) }
  }

  /// Ascending indexes of the rows that hold a line terminator inside quotes.
  public var brokenRows: Span<UInt32> {
    @_lifetime(borrow self)
    get { brokenRowStorage.span.extracting(0..<brokenRowCount) }
  }
}
