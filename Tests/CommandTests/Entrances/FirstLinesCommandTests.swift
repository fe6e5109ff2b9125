import Foundation
import TestSupport
import Testing

/// What stands above the rows of a campaign or a list, and what is asked for by name.
struct FirstLinesCommandTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  private func scrub(_ arguments: String) throws -> BuiltExecutable.Run {
    try place.run("rm -f r.csv; $nodial scrub -q --index dnc.ndx --rejected r.csv \(arguments)")
  }

  @Test(arguments: [
    "sep=;\n", "SEP=;\r\n", "\u{FEFF}sep=;\n", "\"sep=;\"\n", "\u{FEFF}\"sep=;\"\r\n",
  ])
  func theLineForExcelIsObeyedAndKept(line: String) throws {
    try place.folder.write("c.csv", "\(line)Name;phone\nA,n,n;2025550101\nBob;2025550199\n")
    for arguments in ["c.csv", "--column 2 c.csv", "--column phone c.csv", "- < c.csv"] {
      let run = try scrub(arguments)
      #expect(run.messages == "" && run.status == 0)
      #expect(run.output == "\(line)Name;phone\nBob;2025550199\n")
      let rejected = try place.folder.text("r.csv")
      #expect(
        rejected == "\(line)Name;phone;nodial_outcome;nodial_code;nodial_lists\n"
          + "A,n,n;2025550101;listed;D;us-ftc@2026-11-20\n")
    }
    let run = try place.run(
      "$nodial normalize -q --region US c.csv; $nodial build -q -o x.ndx --region US --date a=2026-01-01 "
        + "a=c.csv && $nodial check -i x.ndx 2025550101 2025550199 > /dev/null; echo $?")
    #expect(run.output.hasPrefix("\(line)Name;phone;nodial_number;"))
    #expect(run.output.hasSuffix("\n2\n"))
  }

  @Test func aDelimiterThatIsGivenCountsMore() throws {
    try place.folder.write("c.csv", "sep=;\nName,phone\nA;n,2025550101\n")
    let run = try scrub("--delimiter comma c.csv")
    #expect(run.output == "sep=;\nName,phone\n")
  }

  private let titles = "Lead report for ACME\nGenerated 2026-11-20\n\n"
  private let body = "Name,City,Phone\nAnn,X,2025550101\nBob,Y,2025550199\n"

  @Test(arguments: [
    "c.csv", "--column 3 c.csv", "--column Phone c.csv", "--skip-rows 3 c.csv", "- < c.csv",
  ])
  func titlesAboveTheHeaderAreSkippedAndKept(arguments: String) throws {
    try place.folder.write("c.csv", titles + body)
    let run = try scrub(arguments)
    #expect(run.messages == "" && run.status == 0)
    #expect(run.output == titles + "Name,City,Phone\nBob,Y,2025550199\n")
    // Titles would be in the place of the header.
    #expect(
      try place.folder.text("r.csv")
        == "Name,City,Phone,nodial_outcome,nodial_code,nodial_lists\n"
        + "Ann,X,2025550101,listed,D,us-ftc@2026-11-20\n")
  }

  @Test(
    arguments: [
      // As spreadsheets write titles, with delimiters for every column.
      "Report,,\n,,\n" + "Name,City,Phone\nAnn,X,2025550101\n",
      "\nphone\n2025550101\n", "My leads\nphone\n2025550101\n",
      "Report; of today\n\nName;City;Street;Phone\nAnn;X;Y;2025550101\n",
    ])
  func otherTitlesAreSkipped(text: String) throws {
    try place.folder.write("c.csv", text)
    let run = try place.run("$nodial scrub --index dnc.ndx c.csv")
    #expect(run.messages.contains("1 listed, 0 invalid"), "\(run.messages)")
    let list = try place.run(
      "$nodial build -o x.ndx --region US --tolerance 0 a=c.csv && $nodial check -i x.ndx 2025550101"
    )
    #expect(list.status == 2, "\(list.messages)")
  }

  @Test func rowsAreCountedWithWhatIsAboveThem() throws {
    try place.folder.write(
      "c.csv", titles + "Name,City,Phone\nAnn,X,2025550199\nBob,\"Y,2025550101\n")
    let run = try scrub("c.csv")
    #expect(run.status == 1)
    #expect(run.messages.hasPrefix("nodial: c.csv: row 6: the quote at byte 80 is never closed"))
  }

  @Test func severalHeadersAreRefused() throws {
    try place.folder.write(
      "c.csv", "Report\nName,Phone\nAnn,2025550101\n\nName,Mobile\nBob,2025550199\n")
    var run = try scrub("c.csv")
    // Only one has nothing above but titles.
    #expect(run.output.contains("Name,Phone\n"))
    try place.folder.write("c.csv", "Report\nPhone,Mobile\nName,Phone,Fax,x\nBob,2025550199,,\n")
    run = try scrub("c.csv")
    #expect(run.status == 0 || run.messages.contains("--skip-rows"))
    run = try scrub("--skip-rows 2 --column Phone c.csv")
    #expect(run.output.hasSuffix("Bob,2025550199,,\n"))
  }

  // MARK: Headers with digits

  private let dated = "name,phone,Stand 01.10.2026\nAnn,030123456,x\n"

  @Test(
    arguments: ["--column phone", "--header", "--header --column 2", "--column 1 --column phone"])
  func aHeaderThatIsNamedIsOne(arguments: String) throws {
    try place.folder.write("c.csv", dated)
    let run = try scrub("--region DE \(arguments) c.csv")
    #expect(run.output.hasPrefix("name,phone,Stand 01.10.2026\n") && run.status == 0)
    #expect(!(try place.folder.text("r.csv").contains("Stand 01.10.2026,invalid")))
  }

  @Test func whatIsOfferedWorks() throws {
    try place.folder.write("c.csv", dated)
    var run = try scrub("--region DE c.csv")
    #expect(
      run.messages
        == "nodial: c.csv: row 1, column 3 holds a phone number, so it is no header, and would not be "
        + "checked; say --no-header --column 3, or --header if it is one\n")
    #expect(run.status == 1)
    run = try scrub("--region DE --header c.csv")
    #expect(run.status == 0)
    run = try scrub("--region DE --no-header --column 3 c.csv")
    #expect(run.status == 0)
  }

  /// Rows are named with what is above them, and lines are skipped to where a header may be.
  @Test(arguments: [("", 1, 2), ("sep=,\n", 2, 2), ("sep=,\nTitle\n", 3, 3)])
  func whatIsOfferedForAnEmptyRowWorks(top: String, row: Int, count: Int) throws {
    try place.folder.write("c.csv", "\(top)\n\nid,who\n1,2025550101\n2,2025550199\n")
    let skip = count > 2 ? "--skip-rows 1" : ""
    var run = try scrub("\(skip) c.csv")
    #expect(
      run.messages
        == "nodial: c.csv: row \(row) is empty, so there is no header; say --skip-rows \(count) if it "
        + "stands below, or --no-header with --column if there is none\n")
    run = try scrub("--skip-rows \(count) --column who c.csv")
    #expect(run.output == "\(top)\n\nid,who\n2,2025550199\n" && run.status == 0)
    run = try scrub("\(skip) --no-header --column 2 c.csv")
    #expect(run.output.hasSuffix("2,2025550199\n") && !run.output.contains("2025550101"))
  }

  /// Lines above the numbers of a list: what the error offers is taken.
  @Test(arguments: [
    ("Own list\n2025550101\n2025550102\n", "--format plain"),
    ("Own, list\nof today\n2025550101\n2025550102\n", ""),
    ("Own, list\n\n2025550101\n2025550102\n", ""),
  ])
  func titlesOfAListAreSkipped(text: String, arguments: String) throws {
    try place.folder.write("l.txt", text)
    var run = try place.run("$nodial build -q -o x.ndx --region US \(arguments) a=l.txt")
    #expect(run.status == 1)
    let remedy = "; if the first rows are titles, say --skip-rows "
    let count = try #require(
      run.messages.components(separatedBy: remedy).dropFirst().first?.first.map(String.init))
    run = try place.run(
      "$nodial build -q -o x.ndx --region US --tolerance 0 --skip-rows \(count) \(arguments) a=l.txt "
        + "&& $nodial check -i x.ndx -- 2025550101")
    #expect(run.status == 2 && run.messages == "", "\(run.messages)")
  }

  @Test func aListsHeaderThatIsNamedIsOne() throws {
    try place.folder.write("l.csv", "name,phone,Stand 01.10.2026\nAnn,030123456,x\n")
    for arguments in ["--column phone", "--header", "--map number:phone"] {
      let run = try place.run(
        "$nodial build -q -o x.ndx --region DE --tolerance 0 --date a=2026-01-01 \(arguments) a=l.csv "
          + "&& $nodial check -i x.ndx --region DE 030123456")
      #expect(run.status == 2 && run.messages == "", "\(arguments): \(run.messages)")
    }
  }
}
