import PhoneNumbers
import TestSupport
import Testing

@testable import Pipelines

struct RegionCheckTests {
  private func check(_ cells: [String], region: String) throws -> RegionCheck? {
    let folder = TemporaryFolder()
    try folder.write("c.csv", "phone\n" + cells.joined(separator: "\n") + "\n")
    let file = try RowFile(path: folder.path("c.csv"))
    let layout = try file.layout(delimiter: nil)
    let columns = NumberColumns(layout, phoneColumns: [0], region: Region(region))
    return try RegionCheck(
      file, columns: columns, headByteCount: layout.headByteCount(hasHeader: true))
  }

  /// Numbers of a possible length, hardly one of which is in use: something stands before each.
  @Test func manyNumbersThatAreAllInvalidAreWrong() throws {
    let cells = (10..<40).map { "11122233\($0)" }
    let found = try #require(try check(cells, region: "US"))
    #expect(found.validPercent == 0 && found.readablePercent == 100 && found.isWrong)
    #expect(found.sentence(in: Region("US")).contains("0 % are valid numbers in region US"))
  }

  @Test func someInvalidNumbersAreNot() throws {
    let cells = (10..<40).map { $0 % 10 == 0 ? "11122233\($0)" : "20255501\($0)" }
    let found = try #require(try check(cells, region: "US"))
    #expect(found.validPercent == 90 && !found.isWrong)
  }
}
