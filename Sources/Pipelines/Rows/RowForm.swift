/// How a delimited file is to be read, as far as somebody says so.
public struct RowForm: Sendable, Hashable {
  /// Nil to find it.
  public var delimiter: UInt8?
  /// False if quotes are ordinary bytes.
  public var hasQuotes = true
  /// True if fields in quotes may hold whatever reads as rows of the file.
  public var trustsQuotes = false
  /// The lines above the first row, such as titles; nil to find them where that is safe. A line
  /// `sep=;` does not count.
  public var skippedLineCount: Int?

  public init(delimiter: UInt8? = nil) { self.delimiter = delimiter }
}
