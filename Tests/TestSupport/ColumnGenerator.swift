/// Columns of every kind that campaigns and lists have, with the truth about them.
public struct ColumnGenerator {
  public enum Truth: Sendable {
    /// Numbers to be dialled: never unread without a word.
    case phones
    /// Anything else: never read as numbers where no header says so.
    case others
  }

  public struct Column: Sendable {
    public var kind: String
    public var truth: Truth
    public var cells: [String]
  }

  private var generator: SeededGenerator
  private let region: String

  public init(_ generator: SeededGenerator, region: String) {
    self.generator = generator
    self.region = region
  }

  public static let phoneKinds = [
    "plain", "written", "international", "mixed", "sparse", "few", "several", "named", "late",
  ]
  public static let otherKinds = [
    "sequence", "id6", "id9", "id12", "uuid", "iso date", "date", "timestamp", "compact date",
    "amount",
    "zip", "zip4", "name", "email", "flag", "status", "coordinate", "address", "invoice", "empty",
    "ip",
    "note", "ssn", "card",
  ]

  public mutating func column(_ kind: String, rowCount: Int) -> Column {
    let truth: Truth = Self.phoneKinds.contains(kind) ? .phones : .others
    let cells = (0..<rowCount).map { cell(kind, row: $0, of: rowCount) }
    return Column(kind: kind, truth: truth, cells: cells)
  }

  /// A number that is valid in the region, as its digits stand at home.
  public mutating func national() -> String {
    switch region {
    case "GB": return "07\(pick(["400", "412", "500"]))\(digits(6))"
    case "DE":
      return pick(["030", "089", "0171", "0172", "0221"])
        + "\(Int.random(in: 2...9, using: &generator))" + digits(6)
    case "FR":
      return pick(["01", "06", "07", "04"]) + "\(Int.random(in: 4...7, using: &generator))"
        + digits(7)
    case "IN": return pick(["98", "99", "97", "90"]) + digits(8)
    default:
      return pick(["202", "212", "415", "312", "305", "617"])
        + "\(Int.random(in: 2...9, using: &generator))" + digits(6)
    }
  }

  private var callingCode: String {
    ["GB": "44", "DE": "49", "FR": "33", "IN": "91"][region] ?? "1"
  }

  private mutating func international() -> String {
    let number = national()
    return "+" + callingCode + (number.hasPrefix("0") ? String(number.dropFirst()) : number)
  }

  private mutating func written() -> String {
    let number = Array(national())
    let sign = pick([" ", "-", "."])
    if callingCode == "1" {
      let parts = [number[..<3], number[3..<6], number[6...]].map { String($0) }
      return Bool.random(using: &generator)
        ? "(\(parts[0])) \(parts[1])-\(parts[2])" : parts.joined(separator: sign)
    }
    if callingCode == "33" {
      return stride(from: 0, to: 10, by: 2).map { String(number[$0..<($0 + 2)]) }
        .joined(separator: sign)
    }
    return String(number[..<5]) + " " + String(number[5...])
  }

  private mutating func digits(_ count: Int) -> String {
    String((0..<count).map { _ in Character("\(Int.random(in: 0...9, using: &generator))") })
  }

  private mutating func id(_ count: Int) -> String {
    "\(Int.random(in: 1...9, using: &generator))" + digits(count - 1)
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements.randomElement(using: &generator)!
  }

  private mutating func two(_ range: ClosedRange<Int>) -> String {
    let value = Int.random(in: range, using: &generator)
    return value < 10 ? "0\(value)" : "\(value)"
  }

  private mutating func cell(_ kind: String, row: Int, of rowCount: Int) -> String {
    switch kind {
    case "plain": return national()
    case "written": return written()
    case "international": return international()
    case "mixed":
      return Int.random(in: 0..<3, using: &generator) == 0 ? international() : written()
    case "sparse":
      return Int.random(in: 0..<20, using: &generator) == 0 || row == 3 ? written() : ""
    case "few": return [rowCount / 7, rowCount / 2, rowCount - 2].contains(row) ? national() : ""
    case "several": return written() + pick([" / ", "; ", " or "]) + written()
    case "named": return pick(["Ann ", "home: ", "", "tel. "]) + written()
    case "late": return row > rowCount / 2 ? written() : ""
    case "sequence": return "\(4_711_000 + row)"
    case "id6": return id(6)
    case "id9": return id(9)
    case "id12": return id(12)
    case "uuid": return "\(digits(4))a\(digits(3))-b\(digits(3))-\(digits(4))-\(digits(12))"
    case "iso date":
      return "\(Int.random(in: 1950...2026, using: &generator))-\(two(1...12))-\(two(1...28))"
    case "date":
      return "\(two(1...12))/\(two(1...12))/\(Int.random(in: 1950...2026, using: &generator))"
    case "timestamp":
      return "2026-\(two(1...12))-\(two(1...28)) \(two(0...23)):\(two(0...59)):\(two(0...59))"
    case "compact date": return "20\(two(0...26))\(two(1...12))\(two(1...28))"
    case "amount": return "\(Int.random(in: 1...99_999, using: &generator)).\(two(0...99))"
    case "zip": return id(5)
    case "zip4": return "\(id(5))-\(digits(4))"
    case "name": return pick(["Ann", "Bob", "Zoë", "Müller, K.", "O'Neil"])
    case "email": return "user\(digits(7))@example.org"
    case "flag": return pick(["Yes", "No"])
    case "status": return pick(["new", "called", "busy", "done"])
    case "coordinate": return "-\(Int.random(in: 10...89, using: &generator)).\(digits(6))"
    case "address": return "\(id(3)) Main Street, Apt \(id(2)), Town \(id(5))"
    case "invoice": return "INV-2026-\(digits(6))"
    case "ip": return "10.\(id(2)).\(id(3)).\(id(2))"
    case "note":
      return pick(["call again", "asked for 3 offers", "", "pays on 12.5.", "100 % sure"])
    case "ssn": return "\(id(3))-\(id(2))-\(digits(4))"
    case "card": return "\(id(4)) \(digits(4)) \(digits(4)) \(digits(4))"
    default: return ""
    }
  }
}
