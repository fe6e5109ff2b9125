import ConsentLedger
import Testing

@testable import nodial

/// Moments as exports of other programs write them.
struct MomentTextTests {
  @Test(arguments: [
    ("2026-11-20T10:11:12Z", "2026-11-20T10:11:12Z"), ("2026-11-20 10:11", "2026-11-20T10:11:00Z"),
    ("2026-11-20", "2026-11-20T00:00:00Z"), ("20.11.2026", "2026-11-20T00:00:00Z"),
    ("3.4.2026", "2026-04-03T00:00:00Z"), ("20.11.2026 10:11:12", "2026-11-20T10:11:12Z"),
    ("20.11.2026, 10:11 Uhr", "2026-11-20T10:11:00Z"), ("11/20/2026", "2026-11-20T00:00:00Z"),
    ("20/11/2026", "2026-11-20T00:00:00Z"), ("4/4/2026", "2026-04-04T00:00:00Z"),
    ("11/20/2026 1:05 PM", "2026-11-20T13:05:00Z"), ("11/20/2026 12:05 AM", "2026-11-20T00:05:00Z"),
    ("11/20/2026 12:05:06pm", "2026-11-20T12:05:06Z"), ("20 Nov 2026", "2026-11-20T00:00:00Z"),
    ("Nov 20, 2026 10:11 AM", "2026-11-20T10:11:00Z"), ("November 20 2026", "2026-11-20T00:00:00Z"),
    ("20. Dezember 2026 08:00", "2026-12-20T08:00:00Z"), ("5. März 2026", "2026-03-05T00:00:00Z"),
    ("Fri, 20 Nov 2026 10:11:12 +0100", "2026-11-20T09:11:12Z"),
    ("Fri Nov 20 2026 10:11:12 GMT", "2026-11-20T10:11:12Z"),
    ("2026-11-20 10:11:12 UTC", "2026-11-20T10:11:12Z"),
    ("2026-11-20T10:11:12.250+01:00", "2026-11-20T09:11:12.250000Z"),
    ("1795075200", "2026-11-19T08:00:00Z"),
  ])
  func momentsAreRead(text: String, wanted: String) throws {
    #expect(try MomentText().moment(text, isForbidding: false).get().description == wanted)
  }

  @Test(arguments: [
    "", "soon", "2026-13-01", "32.11.2026", "20.11.26", "11/20/26", "20 Foo 2026", "20 Nov",
    "25:00",
    "2026-11-20 25:00", "2026-11-20 13:05 PM", "11/20/2026 0:05 AM", "2026-11-20 10:11 CET",
    "20.11.2026 10:11 x y", "31.02.2026", "Nov 2026", "++49", "20-Nov-2026 10:11 +0100 (CET)",
  ])
  func otherTextsAreNone(text: String) {
    for isForbidding in [false, true] {
      #expect(MomentText().moment(text, isForbidding: isForbidding) == .failure(.unreadable))
    }
  }

  @Test func slashesMayBeEither() throws {
    #expect(MomentText().moment("11/12/2026", isForbidding: false) == .failure(.ambiguous))
    #expect(
      try MomentText(order: .dayFirst).moment("11/12/2026", isForbidding: false).get().description
        == "2026-12-11T00:00:00Z")
    #expect(
      try MomentText(order: .monthFirst).moment("11/12/2026 10:00", isForbidding: false).get()
        .description == "2026-11-12T10:00:00Z")
    #expect(
      MomentText(order: .monthFirst).moment("20/11/2026", isForbidding: false)
        == .failure(.unreadable))
  }

  /// Of what forbids, a day counts until its end, and so does its midnight without a zone.
  @Test(arguments: [
    ("20.11.2026", "2026-11-20T23:59:59.999999Z"), ("2026-11-20", "2026-11-20T23:59:59.999999Z"),
    ("2026-11-20 00:00:00", "2026-11-20T23:59:59.999999Z"),
    ("11/20/2026 0:00", "2026-11-20T23:59:59.999999Z"),
    ("2026-11-20 00:00:00 UTC", "2026-11-20T00:00:00Z"),
    ("2026-11-20 10:00:00", "2026-11-20T10:00:00Z"),
  ])
  func daysOfWhatForbids(text: String, wanted: String) throws {
    #expect(try MomentText().moment(text, isForbidding: true).get().description == wanted)
  }
}
