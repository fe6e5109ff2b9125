import SuppressionLists
import Testing

struct TimestampTests {
  /// Checked with `date -u -d`.
  @Test(
    arguments: [
      ("2026-08-29T08:00:00", 1_787_990_400), ("2026-08-29 08:00:00", 1_787_990_400),
      ("2026-08-29T08:00:00Z", 1_787_990_400), ("2026-08-29T10:00:00+02:00", 1_787_990_400),
      ("2026-08-29T03:00:00-0500", 1_787_990_400), ("2026-08-29T10:00:00+02", 1_787_990_400),
      ("2026-08-29T08:00:00.123", 1_787_990_400), (" 20260829T080000 ", 1_787_990_400),
      ("20260829080000", 1_787_990_400), ("2026-8-29T08:00", 1_787_990_400),
      ("1787990400", 1_787_990_400), ("1787990400123", 1_787_990_400),
      ("2026-08-29", 1_787_961_600), ("20260829", 1_787_961_600), ("2026/08/29", 1_787_961_600),
      ("2026-08-28T24:00:00", 1_787_961_600), ("1970-01-01", 0),
    ])
  func writingsOfAMoment(text: String, seconds: Int64) {
    #expect(Timestamp(Array(text.utf8).span)?.seconds == seconds)
  }

  @Test(
    arguments: [
      "", " ", "29/08/2026", "08-29-2026", "2026-02-30", "2026-13-01", "2026-08-29T25:00:00",
      "2026-08-29T08:60:00", "2026-08-29T08", "2026-08-29T08:00:00+25:00", "2026-08-29x", "soon",
      "202608", "2026-08", "2026-08-29T24:00:01", "2026-08-29T08:00:00.", "123456789012",
    ])
  func otherTextIsNone(text: String) {
    #expect(Timestamp(Array(text.utf8).span) == nil)
  }

  @Test func itsDescriptionIsReadAgain() {
    for seconds: Int64 in [0, 1, 86_399, 86_400, 1_787_990_400, 16_725_225_599] {
      let timestamp = Timestamp(seconds: seconds)
      #expect(Timestamp(Array(timestamp.description.utf8).span) == timestamp)
      #expect(Timestamp(timestamp.date) <= timestamp)
    }
  }
}
