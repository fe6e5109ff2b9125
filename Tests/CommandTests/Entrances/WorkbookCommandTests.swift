import TestSupport
import Testing

/// Workbooks as campaigns and as lists.
struct WorkbookCommandTests {
  private static func text(_ text: String) -> String {
    "<c t=\"inlineStr\"><is><t>\(SampleWorkbook.escaped(text))</t></is></c>"
  }

  private static let campaign = SampleWorkbook(
    sheets: [
      "<row>\(text("Name"))\(text("Phone"))</row>"
        + "<row>\(text("Ann, \"A\""))<c><v>2025550102</v></c></row>"
        + "<row>\(text("Bob"))<c><v>2.025550199E9</v></c></row>"
        + "<row>\(text("two\nlines"))<c><v>2025550198</v></c></row>",
      "<row>\(text("Phone"))</row><row><c><v>2025550102</v></c></row><row><c><v>2025550199</v></c></row>",
    ], names: ["Leads", "Old &amp; new"])

  @Test func aCampaignComesOutAsText() throws {
    let place = try Workplace()
    try place.folder.write("c.xlsx", Self.campaign.bytes)
    for input in ["c.xlsx", "-"] {
      let run = try place.run(
        "cat c.xlsx | $nodial scrub --index dnc.ndx --rejected r --report r.json \(input)")
      #expect(run.status == 0)
      #expect(run.output == "Name,Phone\nBob,2025550199\n\"two\nlines\",2025550198\n")
      #expect(
        try place.folder.text("r")
          == "Name,Phone,nodial_outcome,nodial_code,nodial_lists\n"
          + "\"Ann, \"\"A\"\"\",2025550102,listed,D,us-ftc@2026-11-20\n")
      #expect(run.messages.contains("is a workbook, of which sheet Leads is read"))
      #expect(
        run.messages.contains("warning: \(input == "-" ? "standard input" : input): other sheets"))
      #expect(run.messages.contains("Old & new"))
      #expect(run.messages.contains("what comes out is csv"))
      let byteCount = try place.folder.read("c.xlsx").count
      #expect(try place.folder.text("r.json").contains("\"byteCount\": \(byteCount),"))
    }
  }

  @Test(arguments: ["Old & new", "OLD & NEW", "2"])
  func aSheetIsChosen(sheet: String) throws {
    let place = try Workplace()
    try place.folder.write("c.csv", Self.campaign.bytes)
    let scrub = try place.run("$nodial scrub -q --index dnc.ndx --sheet '\(sheet)' c.csv")
    #expect(scrub.status == 0 && scrub.output == "Phone\n2025550199\n" && scrub.messages == "")
    let normalize = try place.run("$nodial normalize -q --region US --sheet '\(sheet)' c.csv")
    #expect(normalize.output.contains("2025550102,+12025550102,valid"))
    let build = try place.run(
      "$nodial build --output x.ndx --region US --sheet a='\(sheet)' a=c.csv && "
        + "$nodial check --index x.ndx 2025550199")
    #expect(build.status == 2)
    #expect(build.messages.contains("2 numbers"))
  }

  @Test func aSheetThatIsNotThereIsNamed() throws {
    let place = try Workplace()
    try place.folder.write("c.xlsx", Self.campaign.bytes)
    for sheet in ["3", "0", "Leeds"] {
      let run = try place.run("$nodial scrub --index dnc.ndx --sheet \(sheet) c.xlsx")
      #expect(run.status == 1 && run.output == "")
      #expect(
        run.messages == "nodial: c.xlsx: has no sheet \(sheet); name one of Leads, Old & new\n")
    }
  }

  @Test func aListIsRead() throws {
    let place = try Workplace()
    try place.folder.write("own_2026-11-20.xlsx", Self.campaign.bytes)
    let run = try place.run(
      """
      $nodial build --output x.ndx --region US own=own_2026-11-20.xlsx
      cat own_2026-11-20.xlsx | $nodial build -q --output y.ndx --region US own=-
      for index in x y; do $nodial check --index $index.ndx 2025550199 > /dev/null; echo $?; done
      """)
    #expect(run.output == "2\n2\n")
    #expect(run.messages.contains("own@2026-11-20 (registry): 3 rows, 0 unreadable, 3 numbers"))
    #expect(run.messages.contains("warning: own_2026-11-20.xlsx: other sheets have cells too"))
  }

  @Test func whatCannotBeReadIsNamed() throws {
    let place = try Workplace()
    var sample = Self.campaign
    sample["xl/worksheets/s0.xml"] = String(sample["xl/worksheets/s0.xml"].dropLast(30))
    try place.folder.write("cut.xlsx", sample.bytes)
    try place.folder.write(
      "formula.xlsx", SampleWorkbook(sheets: ["<row><c><f>A2</f></c></row>"]).bytes)
    try place.folder.write("end.xlsx", Array(Self.campaign.bytes.dropLast(100)))
    try Shell.run(
      """
      mkdir x o; touch x/workbook.bin '[Content_Types].xml' mimetype content.xml
      mkdir xl; cp x/workbook.bin xl/; zip -q b.xlsb -r '[Content_Types].xml' xl
      zip -q o.ods mimetype content.xml
      """, in: place.folder)
    for (file, message) in [
      ("cut.xlsx", "cut.xlsx:xl/worksheets/s0.xml is damaged (its XML is broken in line 3: "),
      (
        "formula.xlsx",
        "formula.xlsx has a formula in cell A1 without its result; open the workbook"
      ),
      ("b.xlsb", "b.xlsb: is a binary Excel workbook (xlsb); open it in a spreadsheet program"),
      ("o.ods", "o.ods: is an OpenDocument file (ods, odt); open it in a spreadsheet program"),
    ] {
      for command in [
        "scrub --index dnc.ndx \(file)", "normalize \(file)", "build --output x.ndx a=\(file)",
      ] {
        let run = try place.run("$nodial \(command)")
        #expect(run.status == 1 && run.output == "")
        #expect(run.messages.contains("nodial: \(message)"))
      }
    }
    // What libarchive can still read is whole.
    let run = try place.run("$nodial scrub -q --index dnc.ndx end.xlsx")
    #expect(run.status == 1 || run.output.hasSuffix("2025550198\n"))
  }

  @Test func aRebuildReadsTheSheetOfTheSettings() throws {
    let place = try Workplace(withIndex: false)
    try place.folder.write("own.xlsx", Self.campaign.bytes)
    try place.folder.write(
      "nodial.toml",
      """
      index = "dnc.ndx"
      region = "US"
      [[list]]
      id = "own"
      kind = "objection"
      files = "own.xlsx"
      sheet = "Old & new"
      """)
    let run = try place.run("$nodial rebuild nodial.toml && $nodial rebuild nodial.toml")
    #expect(run.status == 0)
    #expect(run.messages.contains("sheet Old & new is read"))
    #expect(run.messages.contains("own@undated (objection): read from own.xlsx, 2 numbers"))
    #expect(run.messages.contains("unchanged"))
  }
}
