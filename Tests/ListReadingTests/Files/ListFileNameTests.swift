import SuppressionLists
import Testing

@testable import ListReading
@testable import Pipelines

struct ListFileNameTests {
  @Test(
    arguments: [
      ("2026-9-9_818_abc.txt", "2026-09-09", "818"),
      ("lists/2026-9-9_818_abc.txt.zip", "2026-09-09", "818"),
      ("2026-11-20_full.txt", "2026-11-20", nil), ("dnc_20261120.csv", "2026-11-20", nil),
      ("tps_ns_2026-11-20.txt", "2026-11-20", nil), ("2026-11-20.zip", "2026-11-20", nil),
      ("dnc_2026_11_20.csv", "2026-11-20", nil), ("ftc-2026-11-20-818.txt", "2026-11-20", nil),
      ("full20261120.txt", "2026-11-20", nil), ("2026-11-20_118_x.txt", "2026-11-20", nil),
      ("2026-11-20_2026_x.txt", "2026-11-20", nil),
      ("tps_ns.txt", nil, nil), ("818_abc.txt", nil, nil), ("20261320.txt", nil, nil),
      ("2026-11-20/full.txt", nil, nil), ("12345678.txt", nil, nil), ("-", nil, nil),
      ("", nil, nil),
      ("2026-02-30_818.txt", nil, nil),
    ] as [(String, String?, String?)])
  func namesTellDayAndArea(path: String, date: String?, areaCode: String?) {
    let name = ListFileName(path)
    #expect(name.versionDate?.description == date)
    #expect(name.areaCode == areaCode)
  }

  @Test func aMembersNameComesFirst() {
    let archive = ListFileName("2026-11-20_full.zip")
    let named = archive.completed(by: "2026-9-9_818_abc.txt")
    #expect(named.versionDate == CalendarDate("2026-09-09"))
    #expect(named.coverage == ["1818"])
    #expect(archive.completed(by: "list.txt").versionDate == CalendarDate("2026-11-20"))
    #expect(archive.completed(by: nil) == archive)
  }

  /// Of two days in a name, changes are of the later one.
  @Test(
    arguments: [
      ("changes_20261114_20261121.txt", "2026-11-14", "2026-11-21"),
      ("2026-11-14_2026-11-21_c.txt", "2026-11-14", "2026-11-21"),
      ("changes_20261121_20261114.txt", "2026-11-21", nil),
      ("a_20261114_20261115_20261116.txt", "2026-11-14", nil),
      ("2026-11-20_full.txt", "2026-11-20", nil),
    ] as [(String, String, String?)])
  func namesFromTo(name: String, first: String, last: String?) {
    let name = ListFileName(name)
    #expect(name.versionDate?.description == first)
    #expect(name.lastDate?.description == last)
  }
}
