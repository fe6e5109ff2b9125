import PhoneNumbers
import Pipelines
import SuppressionLists

/// What the reader of a list may be told, besides its files.
public struct ListRequest: Sendable, Hashable {
  /// Nil to recognise it.
  public var format: ListFormat?
  /// The phone columns: header names, or numbers from 1; empty to find them.
  public var columns: [String] = []
  /// Columns that are not read though they hold numbers, likewise.
  public var ignoredColumns: [String] = []
  /// True if the list may have no rows.
  public var mayBeEmpty = false
  /// Which columns hold what: header names or numbers from 1; several for the number.
  public var mapping: [ListField: [String]] = [:]
  /// Words that mean something else than usual, or mean something at all.
  public var words: [ListWords.Meaning: [String]] = [:]
  public var preferences = ListPreferences()
  /// What is known of the rows.
  public var form = RowForm()
  public var delimiter: UInt8? {
    get { form.delimiter }
    set { form.delimiter = newValue }
  }
  public var hasHeader: Bool?
  /// The region of national numbers, if somebody said so of this very list.
  public var region: Region?
  /// The region of national numbers in lists whose format is of no country.
  public var defaultRegion: Region?
  /// The day by which rows have expired or not; nil if none has.
  public var asOf: CalendarDate?
  /// By whose clock files are named, and moments told that name no offset.
  public var zone = DayZone.utc
  /// The sheet of a workbook, by name or number from 1; nil for the first that is shown.
  public var sheet: String?
  /// The most bytes that a file may unpack to.
  public var expandedByteCountMax: Int?

  public init() {}

  /// All that decides on what is read from the bytes of a file, but for the day.
  package var canonicalText: String {
    var parts = [
      format?.name ?? "", columns.joined(separator: "\u{1F}"), delimiter.map { String($0) } ?? "",
      hasHeader.map { String($0) } ?? "", region?.code ?? "", preferences.canonicalText,
      defaultRegion?.code ?? "",
    ]
    // What is as usual says nothing, so that former indexes stay bases.
    if !form.hasQuotes { parts.append("no quotes") }
    if form.trustsQuotes { parts.append("quotes are right") }
    if let count = form.skippedLineCount { parts.append("\(count) lines skipped") }
    for field in ListField.allCases {
      parts.append((mapping[field] ?? []).joined(separator: "\u{1F}"))
    }
    for meaning in ListWords.Meaning.allCases {
      parts.append((words[meaning] ?? []).sorted().joined(separator: "\u{1F}"))
    }
    // Only where there are any, so that the digests of lists without them stay.
    if !ignoredColumns.isEmpty { parts.append(ignoredColumns.joined(separator: "\u{1F}")) }
    if zone != .utc { parts.append("zone\u{1F}\(zone.name)") }
    if let sheet { parts.append("sheet\u{1F}\(sheet)") }
    return parts.joined(separator: "\u{1E}")
  }
}
