import DelimitedText
import Files
import PhoneNumbers
import SuppressionLists

/// Reads suppression lists and builds an index of them.
public struct ListBuild: Sendable {
  /// A list to read: its place in the catalogue and its files.
  public struct Source: Sendable {
    public var list: SuppressionList
    /// `-` is standard input.
    public var paths: [String]
    /// What is known of their form.
    public var request: ListRecognition.Request

    public init(
      list: SuppressionList, paths: [String], request: ListRecognition.Request = .init()
    ) {
      self.list = list
      self.paths = paths
      self.request = request
    }
  }

  public struct Options: Sendable {
    public var index = IndexBuilder.Options()
    /// The share of a list's rows that may hold no readable number, in percent.
    public var tolerancePercent = 1.0
    /// Other sizes than everybody's, for tests.
    var limits = BlockLimits()

    public init() {}
  }

  /// What is worth telling while lists are read.
  public enum Event: Sendable {
    case recognized(list: String, path: String, ListRecognition)
    /// What the first rows say of the region.
    case regionChecked(list: String, path: String, RegionCheck, Region?)
    /// Some rows hold no readable number; the numbers of the first.
    case unreadable(list: String, path: String, count: Int, rowCount: Int, firstRows: [Int])
    case empty(list: String, path: String)
  }

  private let sources: [Source]
  private let options: Options

  public init(sources: [Source], options: Options) {
    self.sources = sources
    self.options = options
  }

  /// Builds the index at `outputPath`; on any error it does not appear.
  public func run(
    outputPath: String, progress: Progress = Progress(), report: (Event) -> Void
  ) throws(PipelineError) -> IndexBuilder.Summary {
    let builder: IndexBuilder
    do throws(IndexError) {
      builder = try IndexBuilder(
        path: outputPath, listCount: sources.count, options: options.index)
    } catch {
      throw PipelineError(error)
    }
    var lists: [SuppressionList] = []
    var regions: Set<Region?> = []
    for (index, source) in sources.enumerated() {
      let list = try read(source, number: index, into: builder, progress: progress) { event in
        if case .recognized(_, _, let recognition) = event {
          regions.insert(recognition.columns.region)
        }
        report(event)
      }
      lists.append(list)
    }
    // A campaign is read with the region of the lists, if they agree on one.
    let region = regions.count == 1 ? regions.first??.code : nil
    do throws(IndexError) {
      return try builder.finish(lists: lists, region: region ?? "")
    } catch {
      throw PipelineError(error)
    }
  }

  /// Reads all files of a list.
  func read(
    _ source: Source, number: Int, into builder: IndexBuilder, progress: Progress,
    report: (Event) -> Void
  ) throws(PipelineError) -> SuppressionList {
    var list = source.list
    var digests: [ContentDigest] = []
    for path in source.paths {
      let file = try RowFile(path: path, limits: options.limits)
      let recognition = try ListRecognition(file, source.request)
      report(.recognized(list: list.id, path: path, recognition))
      if let check = try RegionCheck(
        file, columns: recognition.columns, headByteCount: recognition.headByteCount)
      {
        let region = recognition.columns.region
        report(.regionChecked(list: list.id, path: path, check, region))
      }
      let tally = ListTally()
      let (byteCount, digest) = try read(
        file, recognition, number: number, into: builder, tally: tally, progress: progress)
      digests.append(digest)
      let counts = tally.counts
      try check(counts, list: list.id, path: path, report: report)
      list.sourceByteCount += byteCount
      list.rowCount += counts.rowCount
      list.unreadableRowCount += counts.unreadableRowCount
    }
    // Of several files: the digest of their digests, in order, sixteen bytes each, as in the index.
    list.sourceDigest = digests.count == 1 ? digests[0] : ContentDigest(ofDigests: digests)
    return list
  }

  private func read(
    _ file: RowFile, _ recognition: ListRecognition, number: Int, into builder: IndexBuilder,
    tally: ListTally, progress: Progress
  ) throws(PipelineError) -> (byteCount: Int, digest: ContentDigest) {
    let headByteCount = recognition.headByteCount
    let pipeline = RowPipeline(
      source: file.source,
      rowScanner: recognition.columns.scanner(),
      workerCount: options.index.threadCount, firstRowNumber: recognition.hasHeader ? 2 : 1,
      progress: progress)
    try file.withPrefix(atLeast: headByteCount) { prefix, _ in
      pipeline.digestInput(after: prefix.extracting(..<headByteCount))
    }
    file.source.skip(headByteCount)
    let before = progress.byteCount
    try pipeline.run {
      ListProcessor(
        list: number, columns: recognition.columns, tally: tally,
        collector: builder.makeCollector())
    } finish: { processor throws(PipelineError) in
      try processor.finish()
    }
    return (headByteCount + progress.byteCount - before, pipeline.result().digest)
  }

  private func check(
    _ counts: ListTally.Counts, list: String, path: String, report: (Event) -> Void
  ) throws(PipelineError) {
    if counts.unreadableRowCount > 0 {
      report(
        .unreadable(
          list: list, path: path, count: counts.unreadableRowCount, rowCount: counts.rowCount,
          firstRows: counts.unreadableRows))
    }
    let allowed = Double(counts.rowCount) * options.tolerancePercent / 100
    if Double(counts.unreadableRowCount) > allowed {
      let kind = PipelineError.Kind.unreadable(
        list: list, count: counts.unreadableRowCount, rowCount: counts.rowCount,
        tolerancePercent: options.tolerancePercent)
      throw PipelineError(kind, path: path)
    }
    if counts.rowCount == 0 {
      // Rows, but nothing in the phone column: the wrong column, not an empty list.
      if counts.emptyRowCount > 1 {
        throw PipelineError(.noNumbers(list: list, rowCount: counts.emptyRowCount), path: path)
      }
      report(.empty(list: list, path: path))
    }
  }
}
