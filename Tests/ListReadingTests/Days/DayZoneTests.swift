import Foundation
import SuppressionLists
import TestSupport
import Testing

@testable import ListReading
@testable import Pipelines

/// Time zones, against those of Python and by hand.
struct DayZoneTests {
  private static func zone(_ name: String) -> DayZone? {
    FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(name)")
      .flatMap { DayZone(name: name, file: Array($0)) }
  }

  private static let names = [
    "Asia/Kolkata", "Australia/Sydney", "Australia/Lord_Howe", "America/New_York",
    "America/Sao_Paulo", "Europe/Dublin", "Africa/Casablanca", "Pacific/Apia", "Pacific/Chatham",
    "Asia/Gaza", "America/Nuuk", "UTC", "Etc/GMT+12",
  ]

  /// Every zone at moments and by clocks of many years, as Python has it.
  @Test(arguments: names)
  func zonesAreThoseOfPython(name: String) throws {
    let zone = try #require(Self.zone(name))
    let folder = TemporaryFolder()
    try Shell.run(
      """
      python3 - > out << 'end'
      import datetime, random, zoneinfo
      zone = zoneinfo.ZoneInfo("\(name)"); random.seed(7); utc = datetime.timezone.utc
      epoch = datetime.datetime(1970, 1, 1, tzinfo=utc)
      for n in range(4000):
          second = random.randrange(-1000000000, 4070000000)
          if n % 2: second = second // 1800 * 1800
          offset = (epoch + datetime.timedelta(seconds=second)).astimezone(zone).utcoffset()
          wall = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=second)
          moment = wall.replace(tzinfo=zone).astimezone(utc)
          print(second, int(offset.total_seconds()), int((moment - epoch).total_seconds()))
      end
      """, in: folder)
    let lines = try folder.text("out").split(separator: "\n")
    #expect(lines.count == 4000)
    for line in lines {
      let numbers = line.split(separator: " ").map { Int64($0)! }
      #expect(zone.offset(at: numbers[0]) == numbers[1], "at \(numbers[0])")
      #expect(zone.second(atLocal: numbers[0]) == numbers[2], "by the clock at \(numbers[0])")
    }
  }

  /// A file without times, whose rule is all there is, as some systems keep them.
  @Test(
    arguments: [
      ("<+0530>-5:30", [19_800, 19_800]), ("AEST-10AEDT,M10.1.0,M4.1.0/3", [39_600, 36_000]),
      ("EST5EDT,M3.2.0,M11.1.0", [-18_000, -14_400]),
      ("XXX3YYY4,J60/0,J300/0", [-10_800, -14_400]),
      ("XXX-1YYY,59,300/-1", [3_600, 7_200]),
    ])
  func rulesTellTheYearsToCome(rule: String, offsets: [Int64]) throws {
    let zone = try #require(DayZone(name: "x", file: Self.file(rule: rule)))
    for year in [1990, 2026, 2060, 2099] {
      let winter = Timestamp(CalendarDate(year: year, month: 1, day: 15)!)
      let summer = Timestamp(CalendarDate(year: year, month: 7, day: 15)!)
      #expect([winter, summer].map { zone.offset(at: $0.seconds) } == offsets, "\(year)")
    }
  }

  private static func file(rule: String) -> [UInt8] {
    let header = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
    func counts(_ kinds: UInt8, _ letters: UInt8) -> [UInt8] {
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, kinds, 0, 0, 0, letters]
    }
    // The offset before all times is that of the rule's first name.
    let offset: Int32 =
      rule.hasPrefix("EST5")
      ? -18_000
      : rule.hasPrefix("XXX3")
        ? -10_800
        : rule.hasPrefix("XXX-1") ? 3600 : rule.hasPrefix("AEST") ? 36_000 : 19_800
    let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: offset >> $0) }
    return header + counts(1, 4) + bytes + [0, 0] + Array("XXX\0".utf8) + header + counts(1, 4)
      + bytes + [0, 0] + Array("XXX\0".utf8) + Array("\n\(rule)\n".utf8)
  }

  /// No bytes are read beyond the end, whatever they say.
  @Test func damagedFilesAreNone() throws {
    let whole = Array(
      try #require(FileManager.default.contents(atPath: "/usr/share/zoneinfo/Australia/Sydney")))
    for end in 0..<whole.count {
      #expect(DayZone(name: "x", file: Array(whole[..<end])) == nil, "cut at \(end)")
    }
    var generator = SeededGenerator(stream: 0x7A0E)
    // The last time of all is damaged in every place, so that it comes long before or after the rule's.
    let header = try #require(
      (4..<whole.count - 4).first { Array(whole[$0..<$0 + 4]) == Array("TZif".utf8) })
    let timeCount = whole[header + 32..<header + 36].reduce(0) { $0 << 8 | Int($1) }
    for place in 0..<8 {
      for byte: UInt8 in [0x00, 0x01, 0x7F, 0x80, 0xF8, 0xFF] {
        for time in [0, timeCount - 1] {
          var damaged = whole
          damaged[header + 44 + time * 8 + place] = byte
          _ = DayZone(name: "x", file: damaged)
        }
      }
    }
    for _ in 0..<5000 {
      var damaged = whole
      for _ in 0..<3 {
        damaged[damaged.indices.randomElement(using: &generator)!] = .random(
          in: 0...255, using: &generator)
      }
      _ = DayZone(name: "x", file: damaged)
    }
    #expect(DayZone(name: "x", file: Self.file(rule: "nonsense")) == nil)
    #expect(DayZone(name: "x", file: Self.file(rule: "AEST-10AEDT,M13.1.0,M4.1.0")) == nil)
  }

  @Test func offsetsAreZones() {
    #expect(DayZone(offset: "UTC") == .utc)
    #expect(DayZone(offset: "+05:30")?.offset(at: 0) == 19_800)
    #expect(DayZone(offset: "-08:00")?.offset(at: 0) == -28_800)
    for text in ["", "+5:30", "+0530", "+05:60", "+16:00", "Z", "05:30", "+05.30", "+0a:30"] {
      #expect(DayZone(offset: text) == nil, "\(text)")
    }
    let kolkata = DayZone(offset: "+05:30")!
    let evening = Timestamp(CalendarDate(year: 2026, month: 11, day: 21)!).seconds + 20 * 3600
    #expect(kolkata.day(of: evening).description == "2026-11-22")
    #expect(
      kolkata.start(of: CalendarDate(year: 2026, month: 11, day: 22)!).description
        == "2026-11-21T18:30:00Z")
  }

  /// Moments without an offset are told by the zone's clock; all others are what they say.
  @Test(
    arguments: [
      ("2026-11-22", "2026-11-21T18:30:00Z"), ("2026-11-22 08:00", "2026-11-22T02:30:00Z"),
      ("20261122T080000", "2026-11-22T02:30:00Z"), ("2026-11-22T08:00:00Z", "2026-11-22T08:00:00Z"),
      ("2026-11-22T08:00:00+02:00", "2026-11-22T06:00:00Z"), ("1795305600", "2026-11-22T00:00:00Z"),
      ("2026-11-22T08:00:00 ", "2026-11-22T02:30:00Z"),
    ])
  func momentsWithoutAnOffset(text: String, moment: String) {
    let found = Timestamp(Array(text.utf8), in: DayZone(offset: "+05:30")!)
    #expect(found?.description == moment)
  }
}
