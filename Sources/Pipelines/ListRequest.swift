import PhoneNumbers
import SuppressionLists

/// What the reader of a list may be told, besides its files.
public struct ListRequest: Sendable, Hashable {
  /// Nil to recognise it.
  public var format: ListFormat?
  /// A header name, or a column number from 1.
  public var column: String?
  /// Which columns hold what: header names or numbers from 1; several for the number.
  public var mapping: [ListField: [String]] = [:]
  /// Words that mean something else than usual, or mean something at all.
  public var words: [ListWords.Meaning: [String]] = [:]
  public var preferences = ListPreferences()
  public var delimiter: UInt8?
  public var hasHeader: Bool?
  /// The region of national numbers, if somebody said so of this very list.
  public var region: Region?
  /// The region of national numbers in lists whose format is of no country.
  public var defaultRegion: Region?
  /// The day by which rows have expired or not; nil if none has.
  public var asOf: CalendarDate?
  /// The sheet of a workbook, by name or number from 1; nil for the first that is shown.
  public var sheet: String?
  /// The most bytes that a file may unpack to.
  public var expandedByteCountMax: Int?

  public init() {}

  /// All that decides on what is read from the bytes of a file, but for the day.
  var canonicalText: String {
    var parts = [
      format?.name ?? "", column ?? "", delimiter.map { String($0) } ?? "",
      hasHeader.map { String($0) } ?? "", region?.code ?? "", preferences.canonicalText,
      defaultRegion?.code ?? "",
    ]
    for field in ListField.allCases {
      parts.append((mapping[field] ?? []).joined(separator: "\u{1F}"))
    }
    for meaning in ListWords.Meaning.allCases {
      parts.append((words[meaning] ?? []).sorted().joined(separator: "\u{1F}"))
    }
    // Where nobody names a sheet, the text is what it was before there were any.
    if let sheet { parts.append(sheet) }
    return parts.joined(separator: "\u{1E}")
  }
}
