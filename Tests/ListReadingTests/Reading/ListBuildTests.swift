import PhoneNumbers
import SuppressionLists
import TestSupport
import Testing

@testable import ListReading
@testable import Pipelines

/// Builds against a naive reading of the same lists.
struct ListBuildTests {
  private let folder = TemporaryFolder()

  private func source(
    _ id: String, _ paths: String..., request: ListRecognition.Request = .init()
  ) -> ListBuild.Source {
    ListBuild.Source(
      list: SuppressionList(id: id, kind: .registry), paths: paths, request: request)
  }

  private var usRequest: ListRecognition.Request {
    var request = ListRecognition.Request()
    request.region = Region("US")
    return request
  }

  private func build(
    _ sources: [ListBuild.Source], _ options: ListBuild.Options = .init(), name: String = "a.ndx"
  ) throws -> (SuppressionIndex, [ListBuild.Event]) {
    var events: [ListBuild.Event] = []
    _ = try ListBuild(sources: sources, options: options)
      .run(outputPath: folder.path(name)) { events.append($0) }
    return (try SuppressionIndex(path: folder.path(name)), events)
  }

  /// All keys of the phone cells of some rows.
  private func keys(_ cells: [[UInt8]], region: Region?) -> Set<UInt64> {
    let normalizer = Normalizer(region: region)
    var batch = NumberBatch(capacity: cells.count)
    for cell in cells { normalizer.normalize(cell.span, into: &batch) }
    let primary = batch.keys.indices.map { batch.keys[$0] }
    let extra = batch.extraKeys.indices.map { batch.extraKeys[$0] }
    return Set(primary + extra).subtracting([0])
  }

  /// Generated files, cut everywhere, by several threads, mapped and streamed.
  @Test(arguments: [1, 2, 5], [true, false])
  func indexesHoldWhatTheListsSay(threadCount: Int, isMapped: Bool) throws {
    var generator = SeededGenerator(stream: 0x11B1)
    let campaign = CampaignSample(numbers: SampleIndex.shared.numbers, delimiter: 0x2C)
    for blockByteCount in 1...40 {
      var input = campaign.bytes(
        rowCount: Int.random(in: 1...40, using: &generator), using: &generator)
      // A quote that is left open would be refused.
      while CSVReaderTwin.rows(of: input, delimiter: 0x2C).last?.endsInQuotes ?? false {
        input.append(input.last == 0x22 ? 0x0A : 0x22)
      }
      var request = usRequest
      request.form.trustsQuotes = true
      // A campaign of few rows may hold no number at all.
      request.mayBeEmpty = true
      request.format = .csv
      request.delimiter = 0x2C
      request.hasHeader = true
      request.columns = ["phone"]
      var options = ListBuild.Options()
      options.limits.blockByteCount = blockByteCount
      options.index.threadCount = threadCount
      options.tolerancePercent = 100
      let pipe = isMapped ? nil : PipeSource(input)
      let path = try pipe?.path ?? folder.write("list.csv", input)
      let mark = input.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      let text = Array(input[mark...])
      let rows = CSVReaderTwin.rows(of: text, delimiter: 0x2C)
      let cells = rows.dropFirst().map { $0.fields.first?.content ?? [] }
      let filled = cells.filter { Normalizer(region: nil).normalize($0.span).rejection != .empty }
      if filled.isEmpty { continue }
      let (index, events) = try build([source("list", path, request: request)], options)
      withExtendedLifetime(pipe) {}
      let expected = keys(cells, region: Region("US"))
      #expect(index.numberCount == expected.count)
      #expect(expected.allSatisfy { index.find($0) == 1 })
      let list = index.lists[0]
      #expect(list.numberCount == expected.count)
      #expect(list.unreadableRowCount <= list.rowCount)
      #expect(list.rowCount >= filled.count)
      #expect(list.sourceByteCount == input.count)
      #expect(list.sourceDigest == ContentDigest(of: input.span))
      try index.verify()
      let unreadable = rows.indices.dropFirst().filter { row in
        let cell = rows[row].fields.first?.content ?? []
        var batch = NumberBatch(capacity: 1)
        Normalizer(region: Region("US")).normalize(cell.span, into: &batch)
        return batch.rejection(at: 0) != .empty && !batch.isReadable(at: 0)
      }
      // Rows count from 1, the header included.
      #expect(events.compactMap(unreadableRows).first ?? [] == unreadable.prefix(5).map { $0 + 1 })
    }
  }

  private func unreadableRows(_ event: ListBuild.Event) -> [Int]? {
    if case .unreadable(_, _, _, _, let rows) = event { rows } else { nil }
  }

  @Test func severalFilesMakeOneList() throws {
    let first = Array("+12025550101\n+12025550102\n".utf8)
    let second = Array("+12025550102\n+12025550103".utf8)
    let (index, _) = try build([
      source("both", try folder.write("1", first), try folder.write("2", second)),
      source("one", folder.path("2")),
    ])
    #expect(index.lists.map(\.numberCount) == [3, 2])
    #expect(index.lists.map(\.rowCount) == [4, 2])
    #expect(index.lists[0].sourceByteCount == first.count + second.count)
    let digests = [first, second].map { ContentDigest(of: $0.span) }
    #expect(index.lists[0].sourceDigest == ContentDigest(ofDigests: digests))
    #expect(index.classes[index.find(12_025_550_102)] == [0, 1])
    #expect(index.classes[index.find(12_025_550_101)] == [0])
    #expect(index.region == "")
  }

  @Test func theSameListsGiveTheSameBytes() throws {
    var generator = SeededGenerator(stream: 0x11B2)
    let lines = (0..<3000).map { _ in
      "202\(Int.random(in: 2_000_000...9_999_999, using: &generator))\n"
    }
    try folder.write("list", lines.joined())
    for threadCount in [1, 2, 5] {
      var options = ListBuild.Options()
      options.index.threadCount = threadCount
      options.limits.blockByteCount = 1000 * threadCount
      let (index, _) = try build(
        [source("a", folder.path("list"), request: usRequest)], options, name: "\(threadCount)")
      #expect(index.region == "US")
      #expect(try folder.read("\(threadCount)") == folder.read("1"))
    }
  }

  // MARK: Lists that are refused

  private func failure(_ source: ListBuild.Source, tolerance: Double = 1) -> PipelineError? {
    var options = ListBuild.Options()
    options.tolerancePercent = tolerance
    do throws(PipelineError) {
      _ = try ListBuild(sources: [source], options: options)
        .run(outputPath: folder.path("a.ndx")) { _ in }
      return nil
    } catch {
      return error
    }
  }

  @Test func tooManyUnreadableRowsAreRefused() throws {
    let good = (0..<97).map { "+120255501\($0 < 10 ? "0" : "")\($0)\n" }.joined()
    let path = try folder.write("list", good + "n/a\nnone\n?\n")
    let expected = PipelineError(
      .unreadable(list: "a", count: 3, rowCount: 100, tolerancePercent: 2.9), path: path)
    #expect(failure(source("a", path), tolerance: 2.9) == expected)
    #expect(try folder.names == ["list"])
    #expect(failure(source("a", path), tolerance: 3) == nil)
  }

  @Test func aListWithoutNumbersIsRefusedUnlessItMayBeEmpty() throws {
    let blank = try folder.write("blank.csv", "phone,name\n,a\n,b\n")
    #expect(
      failure(source("a", blank)) == PipelineError(.noNumbers(list: "a", rowCount: 2), path: blank))
    let empty = try folder.write("empty", "")
    for text in [
      "", "\n\r\n", "phone,name\n", "<html><body>no</body></html>", "<list type='full'/>",
    ] {
      try folder.write("empty", text)
      let found = failure(source("a", empty))
      #expect(found != nil, "\(text)")
    }
    try folder.write("empty", "")
    #expect(failure(source("a", empty)) == PipelineError(.empty(list: "a"), path: empty))
    var allowed = source("a", empty)
    allowed.request.mayBeEmpty = true
    let (index, events) = try build([allowed])
    #expect(index.numberCount == 0)
    #expect(events.contains { if case .empty("a", _, _) = $0 { true } else { false } })
    // A day without changes is one, too.
    #expect(failure(source("a", try folder.write("2026-11-22_changes.txt", ""))) == nil)
  }

  @Test func aLaterListsFailureLeavesNothing() throws {
    try folder.write("a.ndx", "old")
    let good = source("good", try folder.write("good", "+12025550101\n"))
    #expect(throws: PipelineError.self) { try build([good, source("b", folder.path("missing"))]) }
    #expect(try folder.text("a.ndx") == "old")
    #expect(try folder.names == ["a.ndx", "good"])
  }
}
