import PhoneNumbers
import SuppressionLists
import Testing

@testable import Pipelines

struct NumberRangeReaderTests {
  private func read(_ text: String, _ region: String? = "US") -> NumberRangeReader.Reading {
    NumberRangeReader(region: region.flatMap { Region($0) }).read(Array(text.utf8))
  }

  private func block(_ low: UInt64, _ high: UInt64) -> NumberRangeReader.Reading {
    .ranges([KeyRange(low: low, high: high)!])
  }

  @Test(
    arguments: [
      ("+33162*", "US", 33162), ("+33 1 62*", "US", 33162), ("33162*", nil, 33162),
      ("0162*", "FR", 33162), ("202555*", "US", 1_202_555), ("1202555*", "US", 1_202_555),
      ("(202) 555-*", "US", 1_202_555), ("202*", "US", 1202), ("020 7946*", "GB", 44_207_946),
      ("44207946*", "GB", 44_207_946), ("2025550123*", "US", 12_025_550_123),
      ("030*", "DE", 4930), ("202555****", "US", 1_202_555), ("\"+1202*\"", "US", 1202),
    ] as [(String, String?, UInt64)])
  func prefixesAreOfAllLengths(text: String, region: String?, prefix: UInt64) {
    #expect(read(text, region) == .ranges(KeyRange.ranges(prefix: prefix)))
  }

  @Test(
    arguments: [
      ("2025550000-2025559999", 12_025_550_000, 12_025_559_999),
      ("202-555-0000 - 202-555-9999", 12_025_550_000, 12_025_559_999),
      ("2025550000–2025559999", 12_025_550_000, 12_025_559_999),
      ("2025550000..2025559999", 12_025_550_000, 12_025_559_999),
      ("2025550000 to 2025559999", 12_025_550_000, 12_025_559_999),
      ("+12025550000-+12025559999", 12_025_550_000, 12_025_559_999),
      ("12025550000-12025559999", 12_025_550_000, 12_025_559_999),
      // Not round, but short.
      ("2025550123-2025550180", 12_025_550_123, 12_025_550_180),
      ("2025550123-2025550123", 12_025_550_123, 12_025_550_123),
      ("202-555-1XXX", 12_025_551_000, 12_025_551_999),
      ("2025551xxx", 12_025_551_000, 12_025_551_999),
      ("(202) 555-XXXX", 12_025_550_000, 12_025_559_999),
      ("+1 202 555 01xx", 12_025_550_100, 12_025_550_199),
    ] as [(String, UInt64, UInt64)])
  func blocksHaveTwoEnds(text: String, low: UInt64, high: UInt64) {
    #expect(read(text) == block(low, high))
  }

  @Test(
    arguments: [
      "202-555-0123", "555-1234", "2025550123", "202-555-0123 x12", "202-555-0123 ext. 5",
      "202-555-0123 x", "2025550123x", "202555012x", "202-555-012X", "202-555-0123 xx",
      "*67 2025550123", "", "name",
      "Xavier", "2025550123-12",
      // Two numbers of one subscriber.
      "202-555-0123 - 917-555-0188", "2025550123 / 2025550124",
      "202-555-0123 / 917-55-50188", "202-555-0123 / 917-555-0188 / 91-7555-0189",
    ])
  func numbersAreNoRanges(text: String) {
    #expect(read(text) == .noRange)
  }

  @Test(
    arguments: [
      "*", "x*", "202-XXX-1234", "2025559999-2025550000", "5550000-5559999", "202*555",
      "+0162*", "2025550000-20255599991",
      // A number and a range.
      "9175550188 / 2025550000-2025559999", "2025550000-2025559999 / 9175550188",
    ])
  func whatOnlyLooksLikeARangeIsUnreadable(text: String) {
    #expect(read(text) == .unreadable)
  }

  @Test func marksAreSeen() {
    for (text, isSeen) in [("2025550123", false), ("33*", true), ("1x", true), ("X", true)] {
      #expect(NumberRangeReader.mayHoldRange(Array(text.utf8).span) == isSeen)
    }
  }
}
