import PhoneNumbers
import Texts

/// Why a column was not found.
public enum ColumnError: Error, Equatable, Sendable {
  /// No header has this name; the nearest one, if it is near.
  case unknown(name: String, suggestion: String?, names: [String])
  /// Two headers have this name.
  case ambiguous(name: String)
  /// A number beyond the columns of the first row.
  case outOfRange(number: Int, columnCount: Int)
  /// More columns than can be read at once.
  case tooMany(count: Int, max: Int)
  /// A column that is to be read and to be left out.
  case contradiction(name: String)
}

extension ColumnError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknown(let name, let suggestion?, _) where !HeaderNames.holdsNumber(suggestion):
      "no column \"\(HeaderNames.shown(name))\"; "
        + "did you mean \"\(HeaderNames.shown(suggestion))\"?"
    case .unknown(let name, _, let names) where names.isEmpty:
      "no column \"\(HeaderNames.shown(name))\" without a header; give its number, from 1"
    case .unknown(let name, _, let names):
      "no column \"\(HeaderNames.shown(name))\"; the header has \(HeaderNames.shown(names))"
    case .ambiguous(let name):
      "several columns are named \"\(HeaderNames.shown(name))\"; give the number of one, from 1"
    case .outOfRange(let number, let columnCount):
      "no column \(number); the first row has \(columnCount)"
    case .contradiction(let name):
      "column \"\(HeaderNames.shown(name))\" is to be read and to be left out; say one of them"
    case .tooMany(let count, let max):
      "\(count) phone columns, but at most \(max) can be read at once; "
        + "name those to be dialled with --column"
    }
  }
}

/// Finds the phone columns of a file by its header.
public enum PhoneColumns {
  /// The columns whose header says phone: `phone`, `Mobile No.`, `home_phone`.
  ///
  /// All of them, since a row may be dialled at any. `number` alone is taken only where nothing else
  /// fits.
  public static func indexes(in header: [String]) -> [Int] {
    let meanings = header.map { HeaderMeaning($0) }
    let certain = header.indices.filter { meanings[$0].claim == .phone }
    return certain.isEmpty ? header.indices.filter { meanings[$0].isNumber } : certain
  }

  /// The index of the column that `text` names, or whose number from 1 it is.
  ///
  /// - Parameter header: The names; empty if the file has no header.
  public static func index(of text: String, in header: [String]) throws(ColumnError) -> Int {
    let exact = header.indices.filter { header[$0] == text }
    if exact.count == 1 { return exact[0] }
    if exact.count > 1 { throw .ambiguous(name: text) }
    let similar = header.indices.filter { HeaderText.folded(header[$0]) == HeaderText.folded(text) }
    if similar.count == 1 && !HeaderText.folded(text).isEmpty { return similar[0] }
    if let number = Int(text), number >= 1 {
      if !header.isEmpty && number > header.count {
        throw .outOfRange(number: number, columnCount: header.count)
      }
      return number - 1
    }
    throw .unknown(name: text, suggestion: Spelling.nearest(to: text, in: header), names: header)
  }

  /// The first column of a row that holds a number of seven digits or more: such a row is no header.
  ///
  /// - Parameter names: What somebody calls columns. Who names one by its text says that the row is a header,
  ///   and a number may stand in it; not two, for then a row of data runs into it.
  public static func firstNumberColumn(
    in row: [String], region: Region?, names: [String] = []
  ) -> Int? {
    let columns = numberColumns(in: row, region: region)
    return names.contains(where: row.contains) && columns.count < 2 ? nil : columns.first
  }

  private static func numberColumns(in row: [String], region: Region?) -> [Int] {
    let normalizer = Normalizer(region: region ?? Region("US"))
    return row.indices.filter { index in
      let cell = row[index]
      return cell.utf8.count(where: { $0 >= 0x30 && $0 <= 0x39 }) >= 7
        && normalizer.normalize(Array(cell.utf8).span).grade.rawValue >= Grade.possible.rawValue
    }
  }
}
