import Files
import TestSupport
import Testing

@testable import Workbooks

/// What a sheet's cells are as text.
struct SheetTextTests {
  private let reading = SheetReading()

  private func rows(
    _ sheet: String, strings: String? = nil, formats: [String]? = nil, countsFrom1904: Bool = false
  ) throws -> String {
    try reading.text(
      SampleWorkbook(
        sheets: [sheet], strings: strings, formats: formats, countsFrom1904: countsFrom1904))
  }

  /// The text of one cell.
  private func cell(_ xml: String, strings: String? = nil, formats: [String]? = nil) throws
    -> String
  {
    try rows("<row>\(xml)</row>", strings: strings, formats: formats)
  }

  @Test(
    arguments: [
      ("<c><v>2025550123</v></c>", "2025550123\n"),
      ("<c t='n'><v>442079460123</v></c>", "442079460123\n"),
      ("<c><v>4.42079460123E+11</v></c>", "442079460123\n"),
      ("<c><v>2025550123.0</v></c>", "2025550123\n"),
      ("<c><v>442079460123.00006</v></c>", "442079460123\n"),
      ("<c><v>0.10000000000000001</v></c>", "0.1\n"),
      ("<c><v>1.5E-3</v></c>", "0.0015\n"), ("<c><v>-12.50</v></c>", "-12.5\n"),
      ("<c><v>0</v></c>", "0\n"),
      ("<c><v>3.3000000000000003</v></c>", "3.3\n"), ("<c><v> 7 </v></c>", "7\n"),
      ("<c><v>4.4712345678901199E+18</v></c>", "4471234567890120000\n"),
      ("<c><v>999999999999999.9</v></c>", "1000000000000000\n"),
      ("<c><v>1E21</v></c>", "1\(String(repeating: "0", count: 21))\n"),
      ("<c t='b'><v>1</v></c>", "TRUE\n"), ("<c t='b'><v>0</v></c>", "FALSE\n"),
      ("<c t='e'><v>#N/A</v></c>", "#N/A\n"),
      ("<c t='d'><v>2026-11-20T10:00:00</v></c>", "2026-11-20T10:00:00\n"),
      ("<c t='str'><f>A1</f><v>0202 555</v></c>", "0202 555\n"),
      ("<c><f>1+1</f><v>2</v></c>", "2\n"),
      ("<c t='str'><f>A1</f><v></v></c><c><v>1</v></c>", ",1\n"),
      ("<c t='inlineStr'><is><t xml:space='preserve'> a b </t></is></c>", " a b \n"),
      (
        "<c t='inlineStr'><is><r><rPr><b/></rPr><t>+1 </t></r><r><t>202</t></r><rPh><t>no</t></rPh></is></c>",
        "+1 202\n"
      ),
      ("<c t='inlineStr'><is><t>a,b</t></is></c>", "\"a,b\"\n"),
      ("<c t='inlineStr'><is><t>say \"x\"</t></is></c>", "\"say \"\"x\"\"\"\n"),
      ("<c t='inlineStr'><is><t>a\nb_x000D_c</t></is></c>", "\"a\nb\rc\"\n"),
      (
        "<c t='str'><v>_x005F_x000D__x00e9_ _xD83D__xDE00_ _xZZZZ_ _x12</v></c>",
        "_x000D_é 😀 _xZZZZ_ _x12\n"
      ),
      ("<c t='str'><v>R&amp;D &lt;1&gt; &#x2B;1</v></c>", "R&D <1> +1\n"),
      ("<c t='str'><v><![CDATA[a<b]]></v></c>", "a<b\n"),
      ("<c><is><t>typeless</t></is></c>", "typeless\n"),
      ("<c t='str'><v>x</v><extLst><ext><v>9</v></ext></extLst></c>", "x\n"),
    ])
  func cellsAreShownInFull(xml: String, text: String) throws {
    #expect(try cell(xml) == text)
  }

  @Test func sharedTextsAreLookedUp() throws {
    let strings =
      "<si><t>Phone</t></si><si><r><t>(202) </t></r><r><t>555-0123</t></r><rPh sb='0' eb='1'><t>x</t></rPh></si><si/>"
    #expect(
      try rows(
        "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>2</v></c></row>"
          + "<row r='2'><c r='A2' t='s'><v>1</v></c></row>", strings: strings)
        == "Phone\n(202) 555-0123\n")
  }

  @Test func rowsAndCellsThatAreLeftOutAreEmpty() throws {
    let sheet = """
      <row r='3'><c r='B3'><v>1</v></c><c r='D3'><v>2</v></c></row>
      <row r='6'><c r='A6'/><c r='B6'><v>3</v></c></row><row r='7'><c r='A7' s='0'/></row>
      <row><c><v>4</v></c><c r='C8'><v>5</v></c><c><v>6</v></c></row>
      <row r='1048576'><c r='XFD1048576'/></row>
      """
    #expect(try rows(sheet) == ",1,,2\n\n\n,3,,\n\n4,,5,6\n")
  }

  @Test(
    arguments: [
      ("0000000000", "2079460123", "2079460123"), ("0000000000", "612345678", "0612345678"),
      ("00000000000", "2079460123", "02079460123"),
      ("(###) ###-####", "2025550123", "(202) 555-0123"),
      ("[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", "5550123", "555-0123"),
      ("[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", "2025550123", "(202) 555-0123"),
      ("\"+\"0", "442079460123", "+442079460123"),
      ("\"+1 \"(000) 000-0000", "2025550123", "+1 (202) 555-0123"),
      ("0#\\ ##\\ ##\\ ##\\ ##", "612345678", "06 12 34 56 78"), ("00", "5", "05"),
      ("00", "123", "123"),
      ("0", "123", "123"), ("#", "0", ""), ("000", "0", "000"),
      ("General", "2025550123", "2025550123"),
      ("0.00", "2025550123", "2025550123"), ("#,##0", "2025550123", "2025550123"),
      ("0.00E+00", "2025550123", "2025550123"),
      ("0%", "0.5", "0.5"), ("@", "2025550123", "2025550123"), ("0000", "12.5", "12.5"),
      ("0000", "-12", "-12"),
      ("[Red]0000000000;-0", "612345678", "0612345678"), ("yyyy-mm-dd", "46346", "2026-11-20"),
      ("m/d/yy h:mm", "46346.5", "2026-11-20T12:00:00"),
      ("[$-409]d-mmm-yy;@", "46346", "2026-11-20"),
      ("h:mm", "0.25", "06:00:00"), ("[h]:mm", "1.5", "36:00:00"),
      ("dd.mm.yyyy", "2025550123", "2025550123"),
      ("yyyy", "1", "1900-01-01"), ("yyyy", "59", "1900-02-28"), ("yyyy", "60", "60"),
      ("yyyy", "61", "1900-03-01"),
      ("yyyy", "2958465", "9999-12-31"), ("yyyy", "-1", "-1"), ("\"day\" 0", "7", "day 7"),
      ("\"Tel. \"0", "2025550123", "Tel. 2025550123"), ("_-* #,##0_-", "2025550123", "2025550123"),
    ])
  func formatsThatAddDigitsAreFollowed(format: String, value: String, text: String) throws {
    let sheet = "<row><c s='0'><v>\(value)</v></c><c t='str'><v>.</v></c></row>"
    #expect(try rows(sheet, formats: [format]) == "\(text),.\n")
  }

  @Test func datesMayBeCountedFrom1904() throws {
    let sheet = "<row><c s='0'><v>44884</v></c></row>"
    #expect(try rows(sheet, formats: ["yyyy-mm-dd"], countsFrom1904: true) == "2026-11-20\n")
  }

  @Test func rowsAreAsWideAsTheWidest() throws {
    let sheet =
      "<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>"
      + "<row><c r='D3'><v>5</v></c></row><row><c r='B4'><v>6</v></c></row>"
    #expect(try rows(sheet) == "1,2,3\n4,,\n,,,5\n,6,,\n")
  }

  @Test func nothingIsNoRows() throws {
    #expect(try rows("") == "")
    #expect(try rows("<row r='1'><c r='A1'/></row>") == "")
  }

  @Test func textIsTheSameHoweverItIsTaken() throws {
    let sheet = (1...2000).map {
      "<row r='\($0)'><c r='A\($0)'><v>\($0 * 7919)</v></c><c r='B\($0)' t='str'><v>a, \($0)</v></c></row>"
    }.joined()
    let bytes = SampleWorkbook(sheets: [sheet]).bytes
    let whole = try reading.text(bytes, pieceByteCount: 1 << 20)
    #expect(whole.split(separator: "\n").count == 2000)
    #expect(whole.hasSuffix("15838000,\"a, 2000\"\n"))
    for pieceByteCount in [1, 17, 4096] {
      #expect(try reading.text(bytes, pieceByteCount: pieceByteCount) == whole)
    }
  }

  // MARK: What is refused

  @Test(
    arguments: [
      ("<row r='2'/><row r='1'/>", "row 1 follows row 2"),
      ("<row r='1'><c r='B1'/><c r='A1'/></row>", "cell A1 follows one that is right of it"),
      ("<row r='1'><c r='A1'/><c r='A1'/></row>", "cell A1 follows one that is right of it"),
      ("<row r='1'><c r='A2'/></row>", "a cell of row 1 is not named as one"),
      ("<row r='1'><c r='XFE1'/></row>", "a cell of row 1 is not named as one"),
      ("<row r='1'><c r='1'/></row>", "a cell of row 1 is not named as one"),
      ("<row r='1048577'/>", "a row has no number that can be"),
      ("<row r='x'/>", "a row has no number that can be"),
      ("<row><c t='s'><v>0</v></c></row>", "cell A1 names a text that is not there"),
      ("<row><c t='s'><v>-1</v></c></row>", "cell A1 names a text that is not there"),
      ("<row><c><v>x</v></c></row>", "cell A1 is no number"),
      ("<row><c><v>1e999</v></c></row>", "cell A1 is no number"),
      ("<row><c s='3'><v>1</v></c></row>", "cell A1 has a style that is not there"),
      ("<row><c t='z'><v>1</v></c></row>", "cell A1 is of an unknown kind"),
      ("<row><c t='b'><v>2</v></c></row>", "cell A1 is neither true nor false"),
      ("<row><c><v>1</v></row>", "its XML is broken in line 2: mismatched tag"),
      ("<row><c><v>&undefined;</v></c></row>", "its XML is broken in line 2: undefined entity"),
    ])
  func whatCannotBeIsDamage(sheet: String, detail: String) {
    let failure = reading.failure(SampleWorkbook(sheets: [sheet]).bytes)
    #expect(failure == ArchiveFailure(.damaged(detail), member: "xl/worksheets/s0.xml"))
  }

  @Test(arguments: ["", "<v/>", "<v></v>"])
  func formulasWithoutResultsAreRefused(result: String) {
    let sheet = "<row r='4'><c r='B4'><f>A4&amp;\"\"</f>\(result)</c></row>"
    #expect(
      reading.failure(SampleWorkbook(sheets: [sheet]).bytes)
        == ArchiveFailure(.uncalculated(cell: "B4")))
  }

  @Test func entitiesAreRefused() {
    var workbook = SampleWorkbook(sheets: ["<row><c t='str'><v>x</v></c></row>"])
    workbook["xl/worksheets/s0.xml"] =
      "<!DOCTYPE w [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><worksheet><sheetData><row><c t='str'><v>&b;</v></c></row></sheetData></worksheet>"
    #expect(
      reading.failure(workbook.bytes)
        == ArchiveFailure(
          .damaged("it has a document type, which no workbook has"), member: "xl/worksheets/s0.xml")
    )
  }
}
