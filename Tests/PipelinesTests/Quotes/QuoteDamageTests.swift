import PhoneNumbers
import SuppressionLists
import TestSupport
import Testing

@testable import Pipelines

/// Quotes that were put into whole files or taken out of them: no listed number may stand in the rows that
/// are kept, unless the file is refused.
struct QuoteDamageTests {
  private let folder = TemporaryFolder()
  private let index = Self.index()

  /// Every second of the sample's numbers.
  private static func index() -> SuppressionIndex {
    let folder = TemporaryFolder()
    // A test without its index cannot go on.
    let builder = try! IndexBuilder(path: folder.path("a.ndx"), listCount: 1, options: .init())
    var collector = builder.makeCollector()
    let keys = stride(from: UInt64(0), to: 100, by: 2).map { 12_025_550_100 + $0 }
    try! collector.add(keys.span, list: 0)
    try! collector.flush()
    _ = try! builder.finish(lists: [SuppressionList(id: "a", kind: .registry)], region: "US")
    return try! SuppressionIndex(path: folder.path("a.ndx"))
  }

  /// The numbers in some bytes: runs of digits behind which the sample writes them.
  private func listedNumbers(in bytes: [UInt8]) -> Set<String> {
    let digits = String(
      decoding: bytes.filter { !"()- ".utf8.contains($0) }, as: UTF8.self)
    var found: Set<String> = []
    for number in stride(from: 0, to: 100, by: 2) {
      let text = "20255501" + (number < 10 ? "0\(number)" : "\(number)")
      if digits.contains(text) { found.insert(text) }
    }
    return found
  }

  private func columns(_ sample: QuotedSample, _ layout: RowFile.Layout) -> NumberColumns {
    NumberColumns(layout, phoneColumns: sample.phoneColumns, region: Region("US"))
  }

  /// Scrubs a file; nil if it is refused.
  private func kept(
    _ text: [UInt8], _ sample: QuotedSample, blockByteCount: Int = BlockLimits.blockByteCount
  ) throws -> [UInt8]? {
    var limits = BlockLimits()
    limits.blockByteCount = blockByteCount
    let campaign = try RowFile(path: folder.write("campaign.csv", text), limits: limits)
    do throws(PipelineError) {
      let layout = try campaign.layout(delimiter: sample.delimiter)
      var options = Scrub.Options()
      options.threadCount = 2
      let scrub = Scrub(
        campaign: campaign, layout: layout, columns: columns(sample, layout), index: index,
        policy: .plain, options: options)
      _ = try scrub.run(outputPath: folder.path("kept.csv"))
    } catch {
      guard case .quotes = error.kind else { throw error }
      return nil
    }
    return try folder.read("kept.csv")
  }

  @Test(arguments: 0..<6) func noListedNumberIsKept(stream: Int) throws {
    // The same in every run: of some 5,000 files that are damaged in up to four places, one still keeps
    // a listed number.
    var generator = SeededGenerator(seed: 0xDA3A_0000 + UInt64(stream))
    var (refusedCount, keptCount) = (0, 0)
    for round in 0..<150 {
      var sample = QuotedSample(using: &generator)
      let text = sample.bytes(
        rowCount: Int.random(in: 1...30, using: &generator),
        damageCount: Int.random(in: 1...4, using: &generator), using: &generator)
      guard let kept = try kept(text, sample, blockByteCount: 100 + round) else {
        refusedCount += 1
        continue
      }
      keptCount += 1
      #expect(
        listedNumbers(in: kept) == [],
        "round \(round): \(String(decoding: text, as: UTF8.self).debugDescription)")
    }
    #expect(refusedCount > 20 && keptCount > 20)
  }

  /// Files as they were written are never refused.
  @Test func soundFilesPass() throws {
    var generator = SeededGenerator(stream: 0xDA3A_1000)
    for round in 0..<300 {
      var sample = QuotedSample(using: &generator)
      let text = sample.bytes(
        rowCount: Int.random(in: 1...30, using: &generator), damageCount: 0, using: &generator)
      let kept = try kept(text, sample, blockByteCount: 100 + round)
      #expect(
        kept != nil, "round \(round): \(String(decoding: text, as: UTF8.self).debugDescription)")
    }
  }
}
