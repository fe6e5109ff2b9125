/// Makes files as people have them, of rows that are known: with names, notes and addresses in quotes
/// where they must be, and then perhaps with quotes too many or too few.
public struct QuotedSample: Sendable {
  public let delimiter: UInt8
  public let fieldCount: Int
  public let phoneColumns: [Int]
  /// The phone cells of the rows made last, in E.164 or as ten digits.
  public private(set) var numbers: [String] = []
  /// True if every cell is in quotes.
  private let isQuotedThroughout: Bool
  private let terminator: [UInt8]

  public init(using generator: inout SeededGenerator) {
    delimiter = [0x2C, 0x2C, 0x2C, 0x3B, 0x09, 0x7C].randomElement(using: &generator)!
    fieldCount = Int.random(in: 1...7, using: &generator)
    let count = min(fieldCount, [1, 1, 2].randomElement(using: &generator)!)
    phoneColumns = Array((0..<fieldCount).shuffled(using: &generator).prefix(count)).sorted()
    isQuotedThroughout = Int.random(in: 0..<3, using: &generator) == 0
    terminator = [[0x0A], [0x0A], [0x0D, 0x0A], [0x0D]].randomElement(using: &generator)!
  }

  /// A file with a header and some rows, and so many quotes put in or taken out below the header.
  public mutating func bytes(
    rowCount: Int, damageCount: Int, using generator: inout SeededGenerator
  ) -> [UInt8] {
    numbers = []
    let names = (0..<fieldCount).map { phoneColumns.contains($0) ? "phone\($0)" : "c\($0)" }
    let header = Array(names.joined(separator: String(UnicodeScalar(delimiter))).utf8) + terminator
    var body: [UInt8] = []
    for _ in 0..<rowCount {
      let cells = (0..<fieldCount).map { column in
        let cell = cell(column, using: &generator)
        return written(cell, using: &generator)
      }
      body += Array(cells.joined(separator: [delimiter])) + terminator
    }
    for _ in 0..<damageCount { damage(&body, using: &generator) }
    return header + body
  }

  private mutating func cell(_ column: Int, using generator: inout SeededGenerator) -> String {
    if phoneColumns.contains(column) {
      if Int.random(in: 0..<12, using: &generator) == 0 { return "" }
      let line = Int.random(in: 0...99, using: &generator)
      let number = "20255501" + (line < 10 ? "0\(line)" : "\(line)")
      numbers.append(number)
      return [number, "+1\(number)", "(202) 555-\(number.suffix(4))"].randomElement(
        using: &generator)!
    }
    return Self.texts.randomElement(using: &generator)!
  }

  /// What is no number, and reads as no row.
  private static let texts = [
    "", "", "Ann", "Bob", "3/4 pipe", "Doe, Jane", "12 Main St\nSpringfield, IL 62701", "x; y",
    "No",
    "said \"hello\"", "{\n  \"a\": 1,\n  \"b\": [2, 3]\n}", "called, no answer\n\nagain, busy",
    "a | b",
    "2026-11-20", "Zürich", "4711", "12\" pipe",
  ]

  private func written(_ cell: String, using generator: inout SeededGenerator) -> [UInt8] {
    let bytes = Array(cell.utf8)
    let special = [delimiter, 0x22, 0x0A, 0x0D]
    guard isQuotedThroughout || bytes.contains(where: special.contains) else { return bytes }
    return [0x22] + bytes.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } + [0x22]
  }

  private enum Damage: CaseIterable {
    case beginning, end, quote, anywhere
  }

  /// Puts a quote at the beginning of a cell, at the end of one or anywhere, or takes one out.
  private func damage(_ body: inout [UInt8], using generator: inout SeededGenerator) {
    let kind = Damage.allCases.randomElement(using: &generator)!
    let places = body.indices.filter { place in
      switch kind {
      case .beginning: place == 0 || body[place - 1] == delimiter || body[place - 1] == 0x0A
      case .end: body[place] == delimiter || body[place] == 0x0A
      case .quote: body[place] == 0x22
      case .anywhere: true
      }
    }
    guard let place = places.randomElement(using: &generator) else { return }
    if kind == .quote { body.remove(at: place) } else { body.insert(0x22, at: place) }
  }
}
