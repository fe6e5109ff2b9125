import Files
import PhoneNumbers
import Pipelines
import SuppressionLists

/// Reads the files of one list into an index.
///
/// Its files may be full ones and changes, in any order: full ones are united, and of the changes of
/// a number the latest counts, whatever file it is in.
public struct ListReader: Sendable {
  /// A list to read: its place in the catalogue and its files.
  public struct Source: Sendable {
    /// What is known of it. A version date stays; without one, the files' names tell it.
    public var list: SuppressionList
    /// `-` is standard input.
    public var paths: [String]
    /// What is known of their form.
    public var request: ListRequest
    /// The files that a base was made of to which these are added: deletions older than they are
    /// not made.
    package var former: [DeliveredFile] = []

    public init(list: SuppressionList, paths: [String], request: ListRequest = .init()) {
      self.list = list
      self.paths = paths
      self.request = request
    }
  }

  public struct Options: Sendable {
    public var threadCount = 1
    /// The share of a file's rows that may hold no readable number, in percent.
    public var tolerancePercent = 1.0
    /// True if a register speaks for what its rows and its format tell, where names do not.
    package var findsAreas = false
    /// True if a file of a day that has not come yet is an error.
    var refusesFuture = false
    /// True if a file from which no row could be read is an error, unless the list may be empty.
    public var refusesEmpty = true
    /// Other sizes than everybody's, for tests.
    package var limits = BlockLimits()

    public init() {}
  }

  /// What is worth telling while a list is read.
  public enum Event: Sendable {
    /// Neither the user nor the files' names say what day the list speaks for.
    case undated(list: String)
    case recognized(list: String, path: String, ListRecognition)
    /// Nobody says for which area codes a register's file speaks, so it is taken to speak for those of
    /// its rows.
    case areasOfRows(list: String, path: String, areaCodeCount: Int)
    /// The first rows are not of the area code in the file's name.
    case foreignArea(list: String, path: String, areaCode: String)
    /// What the first rows say of the region.
    case regionChecked(list: String, path: String, RegionCheck, Region?)
    /// Some rows hold no readable number; the numbers of the first.
    case unreadable(list: String, path: String, count: Int, rowCount: Int, firstRows: [Int])
    /// A file is a workbook, of which this sheet is read, and not the others with cells in them.
    case workbook(list: String, path: String, sheet: String, unread: [String])
    /// A member of an archive was not read, since its name says that it is about the others.
    case passedOver(list: String, path: String)
    /// No row of a file or member could be read; `isQuietDay` if it is one of changes.
    case empty(list: String, path: String, isQuietDay: Bool)
    /// Columns of a list that are not read as numbers, and how those are named that are.
    case columnFindings(list: String, path: String, [ColumnFinding], read: [String])
    /// A file, or a member of an archive, was read to its end.
    case read(list: String, path: String, ListSource.Role, ListCounts)
  }

  let source: Source
  let options: Options

  public init(source: Source, options: Options) {
    self.source = source
    self.options = options
  }

  /// Reads all files into `builder`, as the list of this number.
  ///
  /// - Returns: The list with what was found: rows, dates, coverage, files. The distinct numbers are
  ///   counted when the index is finished.
  public func read(
    into builder: IndexBuilder, number: Int, progress: Progress = Progress(),
    report: (Event) -> Void
  ) throws(PipelineError) -> SuppressionList {
    do throws(PipelineError) {
      return try readNamed(into: builder, number: number, progress: progress, report: report)
    } catch {
      throw error.naming(list: source.list.id)
    }
  }

  private func readNamed(
    into builder: IndexBuilder, number: Int, progress: Progress, report: (Event) -> Void
  ) throws(PipelineError) -> SuppressionList {
    var list = source.list
    // Every change must know the full files before it is read.
    let files = try examine()
    let descriptions = files.map(\.description)
    if options.refusesFuture, list.versionDate == nil { try refuseFuture(descriptions) }
    let declared = list.coverage
    let saidDate = list.versionDate
    ListFacts(descriptions.map(\.facts), declared: declared)
      .describe(&list, versionDate: saidDate)
    if list.versionDate == nil { report(.undated(list: list.id)) }
    let reading = ListReading(
      listID: list.id, number: number, request: source.request, options: options,
      findsAreas: options.findsAreas && declared.isEmpty,
      floor: ListFloor(descriptions, former: source.former, zone: source.request.zone),
      builder: builder, progress: progress)
    for (place, (stream, description)) in files.enumerated() {
      let file: ListFile
      if let stream {
        file = stream
      } else {
        file = try ListFile(
          path: description.path, request: source.request, limits: options.limits)
      }
      let outcome = try reading.read(
        file, description: description, place: place, report: report)
      list.add(outcome.source, outcome.counts)
    }
    try reading.finish()
    ListFacts(
      list.sources.map { ListFacts.File($0, zone: source.request.zone) }, declared: declared
    )
    .describe(&list, versionDate: saidDate)
    let digests = list.sources.map(\.digest)
    // Of several files: the digest of their digests, in order, sixteen bytes each, as in the index.
    list.sourceDigest = digests.count == 1 ? digests[0] : ContentDigest(ofDigests: digests)
    list.settingsDigest = ContentDigest(of: Array(source.request.canonicalText.utf8).span)
    return list
  }

  /// Fails if a name says a day that has not come yet: the list would not grow old in time.
  private func refuseFuture(_ files: [ListFile.Description]) throws(PipelineError) {
    guard let today = source.request.asOf else { return }
    for file in files {
      for member in file.members {
        guard let date = member.versionDate, date > today else { continue }
        throw PipelineError(
          .future(list: source.list.id, date, today: today), path: file.path)
      }
    }
  }

  /// Examines all files. Streams stay open, since they begin only once; of others there may be more
  /// than descriptors.
  private func examine() throws(PipelineError) -> [(
    stream: ListFile?, description: ListFile.Description
  )] {
    var files: [(stream: ListFile?, description: ListFile.Description)] = []
    for path in source.paths {
      let file = try ListFile(path: path, request: source.request, limits: options.limits)
      let description = try file.describe()
      // What was unpacked to be described is unpacked once more to be read.
      try file.rewind()
      files.append((file.byteCount == nil ? file : nil, description))
    }
    return files
  }
}

extension SuppressionList {
  /// Adds what a file was found to hold.
  fileprivate mutating func add(_ source: ListSource, _ counts: ListCounts) {
    sources.append(source)
    sourceByteCount += source.byteCount
    rowCount += counts.rowCount
    unreadableRowCount += counts.unreadableRowCount
    expiredRowCount += counts.expiredRowCount
    rangeCount += counts.rangeCount
    if let last = counts.firstExpiry {
      let next = CalendarDate(day: last.day + 1)
      nextExpiry = min(nextExpiry ?? next, next)
    }
  }
}
