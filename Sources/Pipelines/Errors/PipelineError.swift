import Files
import PhoneNumbers
import SuppressionLists

/// Why a file could not be run through a pipeline.
public struct PipelineError: Error, Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    case file(FileError)
    case index(IndexError)
    /// A row is longer than `BlockLimits.rowByteCountMax`; usually a quote that never closes.
    case rowByteCount(row: Int, offset: Int, max: Int)
    /// A quote is never closed, or encloses what reads as rows or cells of the file. The row is that in
    /// which it opens, the offset its own.
    case quotes(QuoteFinding.Cause, row: Int, offset: Int)
    /// Rows have another delimiter than the header.
    case otherDelimiter(UInt8, of: UInt8)
    /// None but several rows below the first can be the header.
    case severalHeaders(rows: [Int])
    /// Too many rows of a list held no readable number; and the lines to skip if these are the first ones.
    case unreadable(
      list: String, count: Int, rowCount: Int, tolerancePercent: Double, titleLineCount: Int? = nil)
    /// A row is of another form of the format than the rows before it.
    case mixedLayouts(list: String, row: Int)
    /// A row holds a range that has more numbers than an index with a key lists one by one.
    case keyedRange(list: String, row: Int, max: Int)
    /// A file of a list is of a day that has not come yet.
    case future(list: String, CalendarDate, today: CalendarDate)
    /// No row of a list has anything in its phone column.
    case noNumbers(list: String, rowCount: Int)
    /// A list cannot be of the region that it would be read with.
    case wrongRegion(list: String, Region?, RegionCheck)
    /// No row of a list or of a file of it could be read: it is empty, or something else.
    case empty(list: String)
    /// Columns of a list hold numbers and would not be read; how those are named that would be.
    case unreadColumns(list: String, [ColumnFinding], read: [String])
    /// A list's format or its phone column was not recognised.
    case list(ListFailure)
    /// Another rebuild holds the lock.
    case locked
    /// What a rebuild remembered of the last index cannot be read.
    case damagedRecord
    /// There is no index of use, and no list has a file that one could be made of.
    case nothingToBuild
    /// A pattern of a list finds the index itself.
    case isIndex(list: String)
    /// There is no memory for the numbers of rows that were kept, of which so many are known.
    case memory(numberCount: Int)
    /// UTF-16 or UTF-32, by its byte-order mark.
    case encoding(name: String)
    /// A workbook has no sheet of this name or number.
    case noSheet(String, names: [String])
    /// Something else than rows of text.
    case foreign(ForeignFormat)
    /// What shows the work could not be recorded, for the reason given, so that its outputs do not appear.
    case unrecorded(String)
  }

  public var kind: Kind
  public var path: String

  public init(_ kind: Kind, path: String) {
    self.kind = kind
    self.path = path
  }

  package init(_ error: FileError) { self.init(.file(error), path: error.path) }
  package init(_ error: IndexError) { self.init(.index(error), path: error.path) }
}

extension PipelineError {
  /// The same, with the list that it happened to where the remedy must name it.
  package func naming(list: String) -> PipelineError {
    guard case .list(.unread(let findings, let read)) = kind else { return self }
    return PipelineError(.unreadColumns(list: list, findings, read: read), path: path)
  }
}

extension SuppressionIndexes {
  /// Fails unless all answers so far are of the indexes that were opened.
  func checkAnswers() throws(PipelineError) {
    do throws(IndexError) {
      try checkUnchanged()
    } catch {
      throw PipelineError(error)
    }
  }
}

extension PipelineError: CustomStringConvertible {
  private static func plural(_ delimiter: UInt8) -> String {
    switch delimiter {
    case 0x2C: "commas"
    case 0x3B: "semicolons"
    case 0x09: "tabs"
    case 0x7C: "pipes"
    default: "others"
    }
  }

  public var description: String {
    let name = path == "-" ? "standard input" : path
    return switch kind {
    case .file(let error): error.description
    case .index(let error): error.description
    case .unrecorded(let reason): reason
    case .rowByteCount(let row, let offset, let max):
      "\(name): row \(row), which begins at byte \(offset), is longer than \(max) bytes; "
        + "look there for a quote that is never closed"
    case .quotes(.open, let row, let offset):
      "\(name): row \(row): the quote at byte \(offset) is never closed, so that all behind it would be "
        + "one cell"
    case .quotes(.rows, let row, let offset):
      "\(name): row \(row): the quote at byte \(offset) encloses what reads as rows of this file, which "
        + "would be one cell"
    case .quotes(.cells, let row, let offset):
      "\(name): row \(row): the quote at byte \(offset) encloses further cells of its row, a phone number "
        + "among them"
    case .quotes(.shifted, let row, let offset):
      "\(name): row \(row): a quote too many or too few at byte \(offset) or before: the row has another "
        + "count of fields than the header, and a phone number in none of the phone columns"
    case .otherDelimiter(let other, let delimiter):
      "\(name): some rows are separated by \(Self.plural(other)), and the first by \(Self.plural(delimiter)); "
        + "write all of them with one delimiter"
    case .severalHeaders(let rows):
      "\(name): row 1 names no phone column, and each of the rows "
        + "\(rows.map(String.init).joined(separator: ", ")) can be the header"
    case .unreadable(let list, let count, let rowCount, let tolerance, _):
      "\(name): \(count) of \(rowCount) rows of list \(list) hold no readable number, more than the "
        + "tolerance of \(tolerance) %; check --region, --format and --column, or raise --tolerance"
    case .mixedLayouts(let list, let row):
      "\(name): row \(row) of list \(list) is of another form of the register's rows than the first "
        + "ones; put full lists and changes of each form into files of their own"
    case .keyedRange(let list, let row, let max):
      "\(name): row \(row) of list \(list) holds a range of more than \(max) numbers, which cannot stand in an "
        + "index with a key; put the list into an index without one"
    case .future(let list, let date, let today):
      "\(name): list \(list) would be of \(date), and today is \(today) (UTC); correct the file's name "
        + "or the clock"
    case .noNumbers(let list, let rowCount):
      "\(name): all \(rowCount) rows of list \(list) are empty where the number should be; "
        + "name the right column with --column, and what separates them with --delimiter"
    case .list(.column(let error)): "\(name): \(error)"
    case .list(.noField(let field, let names)):
      "\(name): format needs a column of the \(field), and none is known by its header "
        + "among \(HeaderNames.shown(names)); name it with --map \(field):COLUMN"
    case .list(.noPhoneColumn(let names)):
      "\(name): no column is known to hold phone numbers among \(HeaderNames.shown(names)); "
        + "name it with --column, and say --no-header if the first row is data, or how many lines are "
        + "above the header with --skip-rows"
    case .wrongRegion(let list, let region, let check):
      "\(name): list \(list): \(check.sentence(in: region))"
    case .empty(let list): "\(name): list \(list): no row of it could be read"
    case .list(.unread(let findings, _)), .unreadColumns(_, let findings, _):
      "\(name): column\(findings.count == 1 ? "" : "s") "
        + "\(HeaderNames.shown(findings.map(\.name))) hold\(findings.count == 1 ? "s" : "") phone "
        + "numbers and would not be read"
    case .locked:
      "\(name): held by another rebuild that is running; wait until it ends"
    case .damagedRecord:
      "\(name): is damaged, so that an older index in force would not be noticed; make sure that the index "
        + "is the last one, then remove this file"
    case .nothingToBuild:
      "\(name): there is no whole index, and no list has a file to make one of; deliver files"
    case .isIndex(let list):
      "\(name): is the index, and matches the files of list \(list); move it or write a narrower "
        + "pattern"
    case .memory(let count):
      "\(name): there is no memory for more than \(count) distinct numbers, which take up to 30 bytes "
        + "each; free some, or scrub the campaign in parts"
    case .encoding(let encoding):
      "\(name): encoded as \(encoding) at byte 0; save it as UTF-8 "
        + "(for example: iconv -f \(encoding) -t UTF-8)"
    case .noSheet(let sheet, let names):
      "\(name): has no sheet \(HeaderNames.harmless(sheet)); name one of "
        + names.map(HeaderNames.harmless).joined(separator: ", ")
    case .foreign(let format): "\(name): is \(format.name); \(format.remedy)"
    }
  }
}
