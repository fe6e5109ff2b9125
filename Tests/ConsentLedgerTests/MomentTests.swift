import Testing

@testable import ConsentLedger

struct MomentTests {
  @Test(arguments: [
    ("2026-11-20T10:11:12Z", "2026-11-20T10:11:12Z"), ("2026-11-20", "2026-11-20T00:00:00Z"),
    ("2026-11-20T10:11:12.5Z", "2026-11-20T10:11:12.500000Z"),
    ("2026-11-20T12:11:12.000345678+02:00", "2026-11-20T10:11:12.000345Z"),
    ("1969-12-31 23:59:59.25", "1969-12-31T23:59:59.250000Z"),
    ("1795075200", "2026-11-19T08:00:00Z"),
  ])
  func momentsAreReadAndWritten(text: String, wanted: String) {
    #expect(Moment(text)?.description == wanted)
    #expect(Moment(wanted) == Moment(text))
  }

  @Test(arguments: ["", "yesterday", "20.11.2026", "2026-13-01", "2026-11-20T25:00"])
  func otherTextsAreNone(text: String) { #expect(Moment(text) == nil) }
}
