import PhoneNumbers
import TestSupport
import Testing

@testable import Pipelines

/// What is read of files with columns of every kind, and what is said of the rest.
struct ColumnChoiceTests {
  private func choose(
    _ text: String, region: String, hasHeader: Bool = true,
    _ change: (inout ColumnChoice.Request) -> Void = { _ in }
  ) throws(PipelineError) -> ColumnChoice {
    let folder = TemporaryFolder()
    // A test without its file cannot go on.
    try! folder.write("c.csv", text)
    let file = try RowFile(path: folder.path("c.csv"))
    let layout = try file.layout(delimiter: nil)
    var request = ColumnChoice.Request()
    change(&request)
    return try ColumnChoice(
      of: file, layout: layout, header: hasHeader ? layout.firstRow : [],
      headByteCount: layout.headByteCount(hasHeader: hasHeader), region: Region(region),
      request: request)
  }

  private static func field(_ cell: String) -> String {
    cell.contains { ",;\"|\n".contains($0) }
      ? "\"" + cell.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\"" : cell
  }

  /// Random files: no column of numbers is unread without a word, and none of ids is read.
  @Test(arguments: ["US", "GB", "DE", "FR", "IN"])
  func noColumnOfNumbersIsPassedOver(region: String) throws {
    var random = SeededGenerator(stream: 20)
    for _ in 0..<60 {
      let rowCount = [1, 3, 8, 30, 300, 5000].randomElement(using: &random)!
      var columns: [ColumnGenerator.Column] = []
      var generator = ColumnGenerator(
        SeededGenerator(seed: random.next()), region: region)
      for _ in 0..<Int.random(in: 2...7, using: &random) {
        let kinds =
          Bool.random(using: &random) ? ColumnGenerator.phoneKinds : ColumnGenerator.otherKinds
        columns.append(
          generator.column(kinds.randomElement(using: &random)!, rowCount: rowCount))
      }
      columns.append(generator.column("plain", rowCount: rowCount))
      let header = columns.indices.map { $0 == columns.count - 1 ? "phone" : "x\($0)" }
      var text = header.joined(separator: ",") + "\n"
      for row in 0..<rowCount {
        text += columns.map { Self.field($0.cells[row]) }.joined(separator: ",") + "\n"
      }
      let choice = try choose(text, region: region)
      #expect(choice.phoneColumns == [columns.count - 1])
      for (index, column) in columns.dropLast().enumerated() {
        let finding = choice.findings.first { $0.column == index }
        let isFilled = column.cells.contains { !$0.isEmpty }
        if column.truth == .phones {
          // A few cells of a long file may lie between the places that are looked at.
          if isFilled && !(column.kind == "few" && rowCount > 1000) {
            #expect(finding != nil, "\(region): \(column.kind) of \(rowCount) rows is passed over")
          }
        } else if rowCount >= 300 {
          #expect(
            finding?.kind != .numbers, "\(region): \(column.kind) of \(rowCount) rows is refused")
        }
      }
    }
  }

  // Numbers without a separator, in a column of remarks; and what is none there.
  @Test(arguments: [
    ("US", "call back 2025550123", "asked for a quote", true),
    ("US", "2025550123 is his new one", "no answer", true),
    ("DE", "neu 1712345678", "nicht erreicht", false),
    ("DE", "neu 01712345678", "nicht erreicht", true),
    ("US", "order 9999999999", "no answer", false),
    ("US", "ticket 123456", "no answer", false),
  ])
  func bareNumbersAmongWordsAreNamed(region: String, cell: String, other: String, isNamed: Bool)
    throws
  {
    var text = "phone,remark\n"
    for row in 0..<12 { text += "+12025550\(100 + row),\(row == 5 ? cell : other)\n" }
    let choice = try choose(text, region: region)
    #expect(choice.phoneColumns == [0])
    #expect(choice.findings.contains { $0.column == 1 && $0.kind == .someNumbers } == isNamed)
  }

  @Test(
    arguments: [
      // Blanks and signs of direction around a number are no part of a word.
      ("name,phone,Extra\nA,2025550101,\u{A0}(415) 555-0102\n", [1], [2]),
      ("name,phone,Extra\nA,2025550101,\u{202A}202-555-0102\u{202C}\n", [1], [2]),
      // Headers that say nothing of phones, and cells that are some.
      ("name,phone,Extra\nA,2025550101,(415) 555-0102\n", [1], [2]),
      ("name,Home,Cell,Work\nA,202-555-0101,,202-555-0103\n", [1, 3], []),
      ("name,Home,Cell,Work\nA,12 Elm St,2025550101,Acme Inc\n", [2], []),
      ("Phone 1,Phone 1 DNC,Phone 1 Type\n2025550101,No,Mobile\n2025550102,Yes,Mobile\n", [0], []),
      ("phone,phone_verified,fax\n2025550101,true,2025550109\n", [0, 2], []),
      ("phone,Mobile\n2025550101,2026-11-20\n2025550102,2026-11-21\n", [0], []),
      ("phone,order\n2025550101,5551234567\n", [0], []),
      ("Number\n2025550101\n", [0], []),
      ("a,b\n1,2\n", [], []),
      // What VICIdial dials as a third number, and what is one in no other file.
      (
        "lead_id,phone_code,phone_number,address3,alt_phone\n"
          + "7,1,2025550101,(415) 555-0102,2025550103\n", [2, 3, 4], []
      ),
      (
        "lead_id,phone_code,phone_number,address3,alt_phone\n7,1,2025550101,Apt 4,2025550103\n",
        [2, 4], []
      ),
      ("phone,address3\n2025550101,(415) 555-0102\n", [0], [1]),
      // Remarks are remarks, though two of three hold a number.
      ("phone,Notes\n2025550101,call back (415) 555-0102\n", [0], []),
      ("Phone Notes,phone\nroom 12,2025550101\n", [1], []),
      ("Caller ID,Caller ID name\n2025550101,Ann\n", [0], []),
      // It may say yes or no, and is no id.
      ("Name,DNC_Home\nAnn,212345678\n", [], []), ("Name,DNC_Home\nAnn,2025550101\n", [1], []),
      // Two numbers of a cell with a comma between them, in a file of one column.
      ("phone\n2025550101\n2025550102\n2025550103, 202-555-0104\n", [0, 1], []),
      // An id beside a place.
      ("Emergency,Order No\n(415) 555-0102,737937265429\n", [0], []),
    ])
  func headersProposeAndCellsDecide(text: String, read: [Int], refused: [Int]) throws {
    let choice = try choose(text, region: "US")
    #expect(choice.phoneColumns == read)
    #expect(choice.findings.filter { $0.kind == .numbers }.map(\.column) == refused)
  }

  /// What is not read and holds a number is named, be it one cell of many: a row that was torn.
  @Test(arguments: [
    ("x", "Ann", "(415) 555-0102"), ("x", "2026-11-20", "+1 415 555 0102"),
    ("x", "Ann", "1) (415) 555-0102"), ("x", "Ann", "415 555-0102\u{FFFD}l415 555-0103"),
    // Of a row that lost its end, and one that lost a delimiter.
    ("City", "Rome", "Bath415-555-0102,x"), ("City,x", "Rome,y", "Bath4155550102"),
    ("Amount,x", "12.50,y", "12.50)4155550102"),
    ("Amount,x", "12.50,y", "4336.17)4155550102 (opted out 2024-05-01)"),
    ("Date", "2026-11-20", "2026-11-20+1 415 555 0102,x"),
    ("Date", "2026-11-20", "2026-11-204155550102,x"),
    ("City", "Rome", "4155550102"), ("Zip", "20001", "4155550102"),
    // Among ids of twelve digits, and coordinates.
    ("Order", "737937265429", "4155550102"), ("Lat", "-12.60864", "4155550102"),
  ])
  func oneNumberIsNamed(header: String, cell: String, number: String) throws {
    var text = "phone,\(header)\n"
    for row in 0..<200 { text += "+12025550\(row + 100),\(row == 150 ? number : cell)\n" }
    let choice = try choose(text, region: "US")
    #expect(choice.findings.map(\.column) == [1] && choice.findings.first?.kind == .someNumbers)
  }

  @Test func signsThatAreNoTextJoinNoWords() throws {
    let folder = TemporaryFolder()
    var bytes = Array("phone,x\n".utf8)
    bytes += Array("2025550101,4155550102".utf8) + [0xAC] + Array("4155550103\n".utf8)
    try folder.write("c.csv", bytes)
    let file = try RowFile(path: folder.path("c.csv"))
    let layout = try file.layout(delimiter: nil)
    let choice = try ColumnChoice(
      of: file, layout: layout, header: layout.firstRow,
      headByteCount: layout.headByteCount(hasHeader: true), region: Region("US"), request: .init())
    #expect(choice.findings.map(\.column) == [1])
  }

  /// In Germany seconds since 1970 are mobile numbers that lack their zero.
  @Test(arguments: [("Timestamp", [1]), ("Konto", [1]), ("x", [1])])
  func momentsRefuseNoFile(header: String, named: [Int]) throws {
    var text = "Telefon,\(header)\n"
    for row in 0..<40 {
      text += "+49301234\(row + 100),\(1_700_000_000 + row * 7_654_321 % 90_000_000)\n"
    }
    let choice = try choose(text, region: "DE")
    #expect(choice.findings.map(\.column) == named)
    #expect(choice.findings.contains { $0.kind == .numbers } == (header == "x"))
  }

  // Of few ids nobody knows whether they are numbers; of many one does.
  @Test(arguments: [(2, true), (300, false)]) func fewIdsMayBeNumbers(count: Int, isNamed: Bool)
    throws
  {
    var text = "phone,customer_id\n"
    for row in 0..<count {
      text += "+12025550\(row % 900 + 100),\(2_025_550_101 + row * 13_000_003 % 7_000_000_000)\n"
    }
    let choice = try choose(text, region: "US")
    #expect(choice.phoneColumns == [0])
    #expect(choice.findings.contains { $0.column == 1 && $0.kind == .perhaps } == isNamed)
  }

  @Test func whatIsNamedAndLeftOutIsObeyed() throws {
    let text = "a,phone,b\n2025550101,2025550102,2025550103\n"
    #expect(try choose(text, region: "US").findings.map(\.column) == [0, 2])
    let left = try choose(text, region: "US") { $0.ignoredNames = ["a", "3"] }
    #expect(left.phoneColumns == [1] && left.findings.isEmpty)
    let named = try choose(text, region: "US") { $0.columnNames = ["a"] }
    #expect(named.phoneColumns == [0] && named.findings.map(\.column) == [1, 2])
    #expect(throws: PipelineError.self) {
      try choose(text, region: "US") {
        $0.columnNames = ["a"]
        $0.ignoredNames = ["a"]
      }
    }
    #expect(throws: PipelineError.self) {
      try choose(text, region: "US") { $0.ignoredNames = ["x"] }
    }
  }

  @Test(arguments: [
    ("phone,name,city\n2025550101,Ann,Rome\n2025550102;Bob;Bath\n", true),
    ("phone\tname\tcity\n2025550101\tAnn\tRome\n2025550102,Bob,Bath\n", true),
    // One cell of text, and a row that lacks its last cells.
    (
      "phone;name;city\n2025550101;Ann;Rome\nrooms 12, 13, 14;;\n2025550102;Smith, Jones, Co\n",
      false
    ),
    ("phone,name\n2025550101,Ann\n2025550102;Bob\n", false),
  ])
  func rowsOfAnotherDelimiterAreRefused(text: String, isRefused: Bool) throws {
    do throws(PipelineError) {
      _ = try choose(text, region: "US")
      #expect(!isRefused)
    } catch {
      #expect(isRefused && error.description.contains("separated by"))
    }
  }

  /// Digits of any count are looked at.
  @Test func manyDigitsAreNoDate() throws {
    for count in [1, 4, 5, 18, 19, 20, 40, 240] {
      let digits = String(repeating: "9", count: count)
      for cell in [
        "1/\(digits)/1", "x \(digits)-1-1 y", "1 1 \(digits)", "\(digits).\(digits).\(digits) 10",
      ] {
        _ = try choose("phone,note\n2025550101,\(cell)\n2025550102,\(cell)\n", region: "US")
      }
    }
  }

  /// Nothing in a long file is out of the sample's sight for long.
  @Test func columnsThatBeginLateAreSeen() throws {
    for start in [0, 1000, 30_000, 59_000] {
      var text = "phone,name,x\n"
      for row in 0..<60_000 {
        text += "2025550101,Ann \(row),\(row >= start && row < start + 1000 ? "2025550102" : "")\n"
      }
      // A seventh of the file lies between two places; a thousand rows are a sixtieth, but at the begin
      // and at the end all are seen.
      let choice = try choose(text, region: "US")
      if start == 0 || start == 59_000 { #expect(choice.findings.map(\.column) == [2]) }
    }
    var text = "phone,name,x\n"
    for row in 0..<60_000 {
      text += "2025550101,Ann \(row),\(row > 50_000 ? "2025550102" : "")\n"
    }
    #expect(try choose(text, region: "US").findings.map(\.column) == [2])
  }

  /// In a quoted field of many lines a place to look may lie, too.
  @Test func linesWithinQuotesAreNoRows() throws {
    var text = "phone,note\n"
    for row in 0..<20_000 {
      text += "2025550101,\"call\n2025550199,20255501\(row % 90 + 10)\nbye\"\n"
    }
    let choice = try choose(text, region: "US")
    #expect(choice.phoneColumns == [0])
  }
}
