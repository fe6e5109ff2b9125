import Foundation
import PhoneNumbers
import Testing

/// Random numbers of 33 regions in 42 writings, whose truth is known: `Scripts/generate-cells`.
///
/// `NODIAL_CELLS` names a further file of the same form, uncompressed.
struct GeneratedCellTests {
  /// What became of the cells whose numbers the plan lists, or of those of which it does not.
  private struct Tally {
    var count = 0
    var missed: [Substring] = []
    /// Cells whose answer is another valid number, and none of theirs is a key.
    var wrong: [Substring] = []

    var foundShare: Double { 1 - Double(missed.count) / Double(count) }
    var wrongShare: Double { Double(wrong.count) / Double(count) }
  }

  private static let files: [String?] =
    [nil] + [ProcessInfo.processInfo.environment["NODIAL_CELLS"]].filter { $0 != nil }

  @Test(arguments: files)
  func whatAPersonReadsIsAmongTheKeys(file: String?) throws {
    let data =
      try file.map { try Data(contentsOf: URL(filePath: $0)) }
      ?? Fixture.decompressed("generated-cells.tsv.xz")
    var tallies: [Substring: Tally] = [:]
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      let truth = fields[2].split(separator: "|").map { UInt64($0.dropFirst())! }
      let found = CellKeys(CellKeys.unescaped(fields[1]), region: String(fields[0]))
      tallies[fields[4], default: Tally()].count += 1
      if !found.keys.isSuperset(of: truth) { tallies[fields[4]]!.missed.append(line) }
      if found.grade == .valid, found.keys.isDisjoint(with: truth) {
        tallies[fields[4]]!.wrong.append(line)
      }
    }
    let valid = try #require(tallies["valid"])
    let possible = try #require(tallies["possible"])
    for (name, tally) in tallies {
      print(
        "\(name): \(tally.count) cells, \(tally.missed.count) missed, \(tally.wrong.count) wrong")
    }
    #expect(valid.foundShare >= 0.999, "\(valid.missed.prefix(20))")
    #expect(valid.wrongShare <= 0.001, "\(valid.wrong.prefix(20))")
    #expect(possible.foundShare >= 0.99, "\(possible.missed.prefix(20))")
  }

  // The kernel must leave open what the text reads further keys in.
  @Test func kernelAndTextAgree() throws {
    let text = String(decoding: try Fixture.decompressed("generated-cells.tsv.xz"), as: UTF8.self)
    var cells: [String: [[UInt8]]] = [:]
    for (index, line) in text.split(separator: "\n").enumerated() {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      let tail = Self.tails[index % Self.tails.count]
      cells[String(fields[0]), default: []].append(
        CellKeys.unescaped(fields[1]) + Array(tail.utf8))
    }
    for (code, cells) in cells { CellTwins(code: code).compare(cells) }
  }

  private static let tails = [
    "", " [12]", "/40", " / 116", " 9-17", "-92", " (12)", ".000", " x12", " cell", " [12] x5",
    " 9-17 home", "/7, Bob",
  ]
}
