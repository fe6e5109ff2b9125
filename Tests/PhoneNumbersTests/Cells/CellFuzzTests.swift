import Foundation
import TestSupport
import Testing

@testable import PhoneNumbers

/// Every way to an answer against every other, on cells that nobody has thought of. `Scripts/fuzz`
/// runs it for longer, with the checks of the address sanitizer.
struct CellFuzzTests {
  /// A cell takes some microseconds; what takes so long goes around in circles.
  private static let secondsMax = 1.0
  private static let roundCellCount = 200

  /// `NODIAL_FUZZ_MINUTES`, or nil if this is no fuzzing run.
  private static let minutes = ProcessInfo.processInfo.environment["NODIAL_FUZZ_MINUTES"]
    .flatMap(Double.init)

  /// The cells of the committed corpus: region, tab, bytes as hexadecimal digits.
  private static func committedCells() throws -> [(code: String, cell: [UInt8])] {
    let text = String(decoding: try Fixture.decompressed("fuzz-cells.tsv.xz"), as: UTF8.self)
    return try text.split(separator: "\n").map { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      let digits = Array(fields[1].utf8)
      let cell = try stride(from: 0, to: digits.count, by: 2).map { place in
        try #require(UInt8(String(decoding: digits[place..<place + 2], as: UTF8.self), radix: 16))
      }
      return (String(fields[0]), cell)
    }
  }

  @Test func committedCellsAgree() throws {
    let cells = try Self.committedCells()
    #expect(cells.count > 1000)
    for (code, group) in Dictionary(grouping: cells, by: \.code) {
      CellTwins(code: code).compare(group.map(\.cell))
    }
  }

  @Test(.enabled(if: minutes != nil)) func generatedCellsAgree() throws {
    var cells = CellGenerator(SeededGenerator(stream: 31))
    let seeds = try Self.committedCells()
    let codes = CellGenerator.regions + seeds.map(\.code)
    let clock = ContinuousClock()
    let end = clock.now + .seconds(60 * (Self.minutes ?? 0))
    var cellCount = 0
    var longest = 0.0
    while clock.now < end {
      let code = codes[cells.pick(in: 0..<codes.count)]
      let round = (0..<Self.roundCellCount).map { _ -> [UInt8] in
        if cells.pick(in: 0..<3) > 0 { return cells.next() }
        return cells.mutated(seeds[cells.pick(in: 0..<seeds.count)].cell)
      }
      CellTwins(code: code).compare(round)
      let normalizer = Normalizer(region: Region(code))
      for cell in round {
        let duration = clock.measure { _ = normalizer.normalize(cell) } / .seconds(1)
        longest = max(longest, duration)
        #expect(duration < Self.secondsMax, "\(code) \(cell)")
      }
      cellCount += round.count
    }
    let microseconds = Int(longest * 1e6)
    print("fuzz: \(cellCount) cells, no two ways differ; the slowest took \(microseconds) µs")
  }
}
