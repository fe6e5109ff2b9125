import Files
import TestSupport
import Testing

@testable import Workbooks

/// Which sheets a workbook has, and what of it must be there.
struct WorkbookTests {
  private let reading = SheetReading()
  private static let one = "<row><c><v>1</v></c></row>"
  private static let two = "<row><c><v>2</v></c></row>"

  @Test func theFirstSheetThatIsShownIsRead() throws {
    let sample = SampleWorkbook(
      sheets: [Self.one, Self.two, ""], names: ["Zed", "Ä &amp; b", "None"],
      states: [0: "hidden", 2: "veryHidden"])
    let workbook = try reading.open(sample.bytes)
    #expect(workbook.sheets.map(\.name) == ["Zed", "Ä & b", "None"])
    #expect(workbook.sheets.map(\.isVisible) == [false, true, false])
    #expect(workbook.usualSheet == 1)
    #expect(try reading.text(sample) == "2\n")
    #expect(try reading.text(sample, sheet: 0) == "1\n")
    #expect(try workbook.otherFilledSheets(than: 1) == ["Zed"])
    #expect(try workbook.otherFilledSheets(than: 0) == ["Ä & b"])
  }

  @Test func theOrderIsThatOfTheWorkbookNotOfTheFiles() throws {
    var sample = SampleWorkbook(sheets: [Self.one, Self.two])
    sample["xl/_rels/workbook.xml.rels"] = sample["xl/_rels/workbook.xml.rels"]
      .replacing("s0.xml", with: "s9.xml").replacing("s1.xml", with: "s0.xml")
      .replacing("s9.xml", with: "s1.xml")
    #expect(try reading.text(sample) == "2\n")
    sample.parts.reverse()
    #expect(try reading.text(sample) == "2\n")
  }

  @Test func otherWritersAreUnderstood() throws {
    // Open XML SDK: every name with a prefix. Strict: other namespaces.
    var prefixed = SampleWorkbook(sheets: ["<x:row><x:c><x:v>7</x:v></x:c></x:row>"])
    prefixed["xl/worksheets/s0.xml"] = prefixed["xl/worksheets/s0.xml"]
      .replacing("worksheet xmlns=", with: "x:worksheet xmlns:x=")
      .replacing("sheetData>", with: "x:sheetData>").replacing("</worksheet", with: "</x:worksheet")
      .replacing("</x:sheetData", with: "</x:sheetData").replacing(
        "</sheetData", with: "</x:sheetData")
    #expect(try reading.text(prefixed) == "7\n")
    let strict = SampleWorkbook(
      sheets: [Self.one], namespace: "http://purl.oclc.org/ooxml/spreadsheetml/main")
    #expect(try reading.text(strict) == "1\n")
    // Slashes turned around, capital letters, another folder.
    var odd = SampleWorkbook(sheets: [Self.one])
    odd.parts = odd.parts.map { ($0.name.replacing("/", with: "\\").uppercased(), $0.content) }
    #expect(try reading.text(odd) == "1\n")
    // UTF-16 is XML as well.
    var wide = SampleWorkbook(sheets: [Self.one])
    let index = wide.parts.firstIndex { $0.name == "xl/worksheets/s0.xml" }!
    let text = wide["xl/worksheets/s0.xml"].replacing("UTF-8", with: "UTF-16")
    wide.parts[index].content =
      [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(try reading.text(wide) == "1\n")
  }

  @Test(arguments: [
    "xl/workbook.xml", "xl/worksheets/s0.xml", "xl/sharedStrings.xml", "xl/styles.xml",
  ])
  func aPartThatIsMissingIsNamed(part: String) throws {
    var sample = SampleWorkbook(sheets: [Self.one], strings: "", formats: ["0"])
    #expect(try reading.text(sample) == "1\n")
    sample.parts.removeAll { $0.name == part }
    #expect(
      reading.failure(sample.bytes) == ArchiveFailure(.damaged("the part \(part) is missing")))
  }

  @Test func aPartThatIsThereTwiceIsRefused() throws {
    var sample = SampleWorkbook(sheets: [Self.one])
    sample.parts.append(("XL/worksheets/S0.xml", []))
    #expect(
      reading.failure(sample.bytes)
        == ArchiveFailure(.damaged("it has two parts of one name"), member: "XL/worksheets/S0.xml"))
  }

  @Test func aSheetThatIsSomethingElseIsRefused() throws {
    var sample = SampleWorkbook(sheets: [Self.one])
    for text in ["<chartsheet/>", "<html/>", ""] {
      sample["xl/worksheets/s0.xml"] = text
      #expect(reading.failure(sample.bytes) != nil)
    }
    sample = SampleWorkbook(sheets: [Self.one])
    sample["xl/_rels/workbook.xml.rels"] = sample["xl/_rels/workbook.xml.rels"]
      .replacing("/worksheet\"", with: "/chartsheet\"")
    #expect(
      reading.failure(sample.bytes)
        == ArchiveFailure(.damaged("it has no sheet of cells"), member: "xl/workbook.xml"))
  }

  @Test(
    arguments: [
      (["[Content_Types].xml", "xl/workbook.xml"], PackageKind.workbook),
      (["xl\\workbook.xml"], .workbook),
      (["[Content_Types].xml", "xl/workbook.bin"], .foreign(.binaryExcel)),
      (["[Content_Types].xml", "word/document.xml"], .foreign(.word)),
      (["[Content_Types].xml", "ppt/presentation.xml"], .foreign(.powerPoint)),
      (["mimetype", "content.xml", "META-INF/manifest.xml"], .foreign(.openDocument)),
      (["mimetype", "META-INF/container.xml"], .foreign(.epub)),
      (["META-INF/MANIFEST.MF", "a.class"], .foreign(.javaArchive)),
      (["Index/Document.iwa"], .foreign(.numbers)),
      (["list.csv"], .files), (["xl/list.csv", "word/list.csv"], .files), ([], .files),
    ] as [([String], PackageKind)])
  func packagesAreToldApart(names: [String], kind: PackageKind) {
    #expect(PackageKind(names: names) == kind)
  }
}
