import Files
import SuppressionLists

/// Why a file could not be run through a pipeline.
public struct PipelineError: Error, Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    case file(FileError)
    case index(IndexError)
    /// A row is longer than `BlockLimits.rowByteCountMax`; usually a quote that never closes.
    case rowByteCount(row: Int, offset: Int, max: Int)
    /// A look-up found a class that the index does not have.
    case damagedIndex(path: String)
    /// Too many rows of a list held no readable number.
    case unreadable(list: String, count: Int, rowCount: Int, tolerancePercent: Double)
    /// No row of a list has anything in its phone column.
    case noNumbers(list: String, rowCount: Int)
    /// A list's format or its phone column was not recognised.
    case list(ListRecognition.Failure)
    /// Another rebuild holds the lock.
    case locked
    /// A pattern of a list finds the index itself.
    case isIndex(list: String)
    /// UTF-16 or UTF-32, by its byte-order mark.
    case encoding(name: String)
    /// A workbook has no sheet of this name or number.
    case noSheet(String, names: [String])
    /// Something else than rows of text.
    case foreign(ForeignFormat)
  }

  public var kind: Kind
  public var path: String

  public init(_ kind: Kind, path: String) {
    self.kind = kind
    self.path = path
  }

  init(_ error: FileError) { self.init(.file(error), path: error.path) }
  init(_ error: IndexError) { self.init(.index(error), path: error.path) }
}

extension SuppressionIndex {
  /// Fails unless all answers so far are of the index that was opened.
  func checkAnswers() throws(PipelineError) {
    do throws(IndexError) {
      try checkUnchanged()
    } catch {
      throw PipelineError(error)
    }
  }
}

extension PipelineError: CustomStringConvertible {
  public var description: String {
    let name = path == "-" ? "standard input" : path
    return switch kind {
    case .file(let error): error.description
    case .index(let error): error.description
    case .rowByteCount(let row, let offset, let max):
      "\(name): row \(row), which begins at byte \(offset), is longer than \(max) bytes; "
        + "look there for a quote that is never closed"
    case .damagedIndex(let path):
      "\(path): damaged: a look-up found a class that is not in the index; "
        + "run `nodial verify` on it and rebuild it"
    case .unreadable(let list, let count, let rowCount, let tolerance):
      "\(name): \(count) of \(rowCount) rows of list \(list) hold no readable number, more than the "
        + "tolerance of \(tolerance) %; check --region, --format and --column, or raise --tolerance"
    case .noNumbers(let list, let rowCount):
      "\(name): all \(rowCount) rows of list \(list) are empty where the number should be; "
        + "name the right column with --column"
    case .list(.column(let error)): "\(name): \(error)"
    case .list(.noField(let field, let names)):
      "\(name): format needs a column of the \(field.rawValue), and none is known by its header "
        + "among \(HeaderNames.shown(names)); name it with --map \(field.rawValue):COLUMN"
    case .list(.noPhoneColumn(let names)):
      "\(name): no column is known to hold phone numbers among \(HeaderNames.shown(names)); "
        + "name it with --column, or say --format plain"
    case .locked:
      "\(name): held by another rebuild that is running; wait until it ends"
    case .isIndex(let list):
      "\(name): is the index, and matches the files of list \(list); move it or write a narrower "
        + "pattern"
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
