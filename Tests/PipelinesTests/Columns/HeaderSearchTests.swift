import PhoneNumbers
import TestSupport
import Testing

@testable import Pipelines

struct HeaderSearchTests {
  /// The row that is taken for the header, from 1.
  private func headerRow(_ text: String) throws -> Int {
    let folder = TemporaryFolder()
    try folder.write("c.csv", text)
    let file = try RowFile(path: folder.path("c.csv"))
    let search = HeaderSearch(columnNames: [], region: Region("US"))
    return try file.layout(RowForm(), findingHeader: search).firstRowNumber
  }

  @Test func aHeaderIsFoundBelowTitles() throws {
    #expect(try headerRow("Leads\n\nname,phone\nAnn,2025550101\n") == 3)
    #expect(try headerRow("name,phone\nAnn,2025550101\n") == 1)
  }

  /// A row of data that is one cell, for its delimiter is not known, names nothing.
  @Test func aCellWithANumberNamesNoColumn() throws {
    let text =
      "ID~NAME~COMPANY~EMAIL~DATE\n"
      + "17~Smith, Ann~Acme~ann82@example.org~8622 5445; mobile~2007-07-10 17:27:10~2279.37\n"
    #expect(try headerRow(text) == 1)
  }
}
