import Files
import Foundation
import SuppressionLists
import TestSupport
import Testing

@testable import Pipelines
@testable import Rebuilding

struct IndexGenerationsTests {
  private let folder = TemporaryFolder()

  private func write(_ text: String, second: Int) throws {
    try? FileManager.default.removeItem(atPath: folder.path("a.ndx"))
    try folder.write("a.ndx", text)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: Double(second))],
      ofItemAtPath: folder.path("a.ndx"))
  }

  @Test func formerIndexesAreNamedByTheirMoment() throws {
    let generations = IndexGenerations(indexPath: folder.path("a.ndx"))
    #expect(try generations.keep() == nil)
    try write("one", second: 1_795_308_903)
    #expect(try generations.keep() == folder.path("a.ndx.20261122T005503Z"))
    // Whoever is killed before the switch does it again.
    #expect(try generations.keep() == folder.path("a.ndx.20261122T005503Z"))
    #expect(try generations.prune(to: 0) == [])
    // Two in one second.
    try write("two", second: 1_795_308_903)
    #expect(try generations.keep() == folder.path("a.ndx.20261122T005503Z-2"))
    try write("three", second: 1_795_308_904)
    #expect(try generations.keep() == folder.path("a.ndx.20261122T005504Z"))
    try write("four", second: 1_795_308_905)
    for name in ["a.ndx.20261122T005503", "a.ndx.20261122T005503Z.bak", "b.ndx.20261122T005503Z"] {
      try folder.write(name, "mine")
    }
    #expect(try generations.all().count == 3)
    #expect(
      try generations.prune(to: 1) == [
        folder.path("a.ndx.20261122T005503Z"), folder.path("a.ndx.20261122T005503Z-2"),
      ])
    #expect(try folder.text("a.ndx.20261122T005504Z") == "three")
    #expect(try folder.names.count == 5)
  }

  /// Many in one second, of which the newest are kept all along.
  @Test func theNewestOfOneSecondAreKept() throws {
    let generations = IndexGenerations(indexPath: folder.path("a.ndx"))
    for number in 1...13 {
      try write("\(number)", second: 1_795_308_903)
      _ = try generations.keep()
      try write("later", second: 1_795_308_904)
      _ = try generations.prune(to: 2)
    }
    #expect(
      try generations.all().map { try folder.text(FolderNames.split($0).name) } == ["12", "13"])
  }

  /// Against Foundation's calendar.
  @Test func momentsAreUTC() {
    var generator = SeededGenerator(stream: 0x6E6)
    let format = Date.ISO8601FormatStyle(
      dateSeparator: .omitted, timeSeparator: .omitted, timeZone: .gmt)
    for _ in 0..<200 {
      let second = Int.random(in: -10_000_000...4_000_000_000, using: &generator)
      let expected = Date(timeIntervalSince1970: Double(second)).formatted(format)
      #expect(IndexGenerations.text(ofSecond: second) == expected)
    }
  }
}
