/// What is to be said of a column that is not read as numbers.
public struct ColumnFinding: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    /// Its cells are numbers, so it must be read or left out on purpose.
    case numbers
    /// Its cells may be numbers, or ids.
    case perhaps
    /// Some of its cells are numbers.
    case someNumbers
    /// Its header says phone, and its cells say yes or no.
    case flags
    /// Its header says phone, and its cells are dates, labels, or too short.
    case noNumbers
    /// It says yes or no beside a number, and its header who must not be called; of a list, any header.
    case refusals
  }

  public var kind: Kind
  /// Zero-based.
  public var column: Int
  /// Its header; its number from 1 without one.
  public var name: String
  /// Of the sampled cells: numbers and all that are filled.
  public var numberCount: Int
  public var filledCount: Int
  /// What names it without doubt on a command line: the header if that is unique, else the number from 1.
  public var handle: String

  /// The name of a column as an option takes it.
  public static func handle(of column: Int, in header: [String]) -> String {
    guard column < header.count else { return String(column + 1) }
    let name = header[column]
    let isClear =
      name.unicodeScalars.allSatisfy {
        $0.properties.generalCategory != .control && $0 != "\u{FFFD}"
      }
      && !name.isEmpty && !name.hasPrefix("-") && !HeaderNames.holdsNumber(name)
      && header.count(where: { $0 == name }) == 1
    return isClear ? name : String(column + 1)
  }
}
