import PhoneNumbers
import SuppressionLists
import TestSupport
import Testing

@testable import Verdicts

/// Many cells at once come to what each of them comes to.
struct BatchCheckTests {
  private func compare(
    _ indexes: SuppressionIndexes, region: Region?, _ policy: VerdictPolicy, _ cells: [[UInt8]]
  ) throws {
    let check = NumberCheck(indexes: indexes, region: region, policy: policy)
    var batch = BatchCheck(indexes: indexes, region: region, policy: policy)
    // Twice, with what is remembered; in pieces of other sizes.
    for _ in 0..<2 {
      var block: [UInt8] = []
      var (starts, ends) = ([UInt32](), [UInt32]())
      for cell in cells {
        starts.append(UInt32(block.count))
        block += cell
        ends.append(UInt32(block.count))
        block.append(0x2C)
      }
      var outcomes = [UInt8](repeating: 9, count: cells.count)
      var places = [UInt32](repeating: 9, count: cells.count)
      var outcomeSpan = outcomes.mutableSpan
      var placeSpan = places.mutableSpan
      try batch.check(
        block.span, starts: starts.span, ends: ends.span, outcomes: &outcomeSpan,
        evidence: &placeSpan)
      for (index, cell) in cells.enumerated() {
        let wanted = try check.verdict(for: cell)
        let found = batch.evidence[Int(places[index])]
        #expect(outcomes[index] == wanted.outcome.rawValue)
        #expect(
          found.outcome == wanted.outcome && found.code == wanted.code
            && found.listsText == wanted.listsText,
          "\(String(decoding: cell, as: UTF8.self)): \(found.listsText), not \(wanted.listsText)")
      }
    }
  }

  @Test(arguments: 0..<12)
  func eachCellIsDecidedAsAlone(round: Int) throws {
    var generator = SeededGenerator(stream: 0xBA7C + UInt64(round))
    let folder = TemporaryFolder()
    let split = try SplitIndexes(
      partCount: Int.random(in: 1...3, using: &generator), hasOverlay: round % 2 == 0, in: folder,
      using: &generator)
    var cells = split.keys.shuffled(using: &generator).map { Array("+\($0)".utf8) }
    var cellGenerator = CellGenerator(generator)
    for _ in 0..<1_500 {
      let cell = cellGenerator.next()
      cells.append(cell)
      cells.append(cellGenerator.mutated(cell))
    }
    cells += [[], Array(" ".utf8), Array("none".utf8)]
    cells.shuffle(using: &generator)
    let regions: [Region?] = [nil, Region("US"), Region("GB")]
    var policy = VerdictPolicy.plain
    policy.callDate = CalendarDate(day: 20_700 + Int32.random(in: 0...60, using: &generator))
    if round % 3 == 0 { policy.consent = ConsentRequirements(rules: ["44": .free]) }
    try compare(
      split.overlay == nil && split.parts.count == 1
        ? SuppressionIndexes(split.parts[0])
        : SuppressionIndexes(split.parts, overlay: split.overlay),
      region: regions[round % 3], policy, cells)
  }
}
