import SuppressionLists
import Testing

struct CalendarDateTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-20", 20_777),
    ("9999-12-31", 2_932_896),
  ])
  func daysSince1970(text: String, day: Int) throws {
    let date = try #require(CalendarDate(text))
    #expect(date.day == Int32(day))
    #expect(date.description == text)
  }

  @Test func everyDayComesBack() {
    for day in Int32(-10_000)...60_000 {
      let (year, month, dayOfMonth) = CalendarDate(day: day).components
      #expect(CalendarDate(year: year, month: month, day: dayOfMonth)?.day == day)
    }
  }

  @Test(arguments: [
    "2026-02-29", "2026-13-01", "2026-1", "26-01-01", "2026-01-32", "2026-+1-01", "",
  ])
  func impossibleDatesAreNone(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test func zerosMayBeMissing() { #expect(CalendarDate("2026-9-9")?.description == "2026-09-09") }
}
