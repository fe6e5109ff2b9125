import Files
import PhoneNumbers
import SuppressionLists

/// The reading of one list's files into an index, file after file.
struct ListReading {
  let listID: String
  let number: Int
  let request: ListRequest
  let options: ListReader.Options
  let floor: ListFloor
  let outdated = OutdatedChanges()
  let builder: IndexBuilder
  let progress: Progress

  /// Reads a file with all its parts.
  ///
  /// - Parameter place: Its place among the list's files.
  func read(
    _ file: ListFile, description: ListFile.Description, place: Int,
    report: (ListReader.Event) -> Void
  ) throws(PipelineError) -> (source: ListSource, counts: ListCounts) {
    var total = ListCounts()
    var evidence = Evidence()
    while let part = try file.nextPart() {
      let path = part.file.path
      report(.recognized(list: listID, path: path, part.recognition))
      if let areaCode = part.foreignAreaCode {
        report(.foreignArea(list: listID, path: path, areaCode: areaCode))
      }
      if part.tags == nil, part.recognition.listColumns.others[.area] == nil,
        let check = try RegionCheck(
          part.file, columns: part.recognition.columns,
          headByteCount: part.recognition.headByteCount)
      {
        report(
          .regionChecked(
            list: listID, path: path, check, part.recognition.columns.region))
      }
      let tally = ListTally()
      evidence = try read(part, isArchived: file.isArchive, place: place, tally: tally)
      let counts = tally.counts
      try check(counts, path: path, report: report)
      report(.read(list: listID, path: path, part.recognition.role, counts))
      total.add(counts)
    }
    var source = ListSource(
      name: description.name, role: description.role, versionDate: description.versionDate)
    source.byteCount = file.byteCount ?? evidence.byteCount
    source.digest = file.archiveDigest() ?? evidence.digest
    source.rowCount = total.rowCount
    source.unreadableRowCount = total.unreadableRowCount
    return (source, total)
  }

  /// Ends the reading of all files.
  func finish() throws(PipelineError) {
    let additions = outdated.additions
    guard !additions.isEmpty else { return }
    var collector = builder.makeCollector()
    do throws(IndexError) {
      try collector.change(additions.span, list: number)
      try collector.flush()
    } catch {
      throw PipelineError(error)
    }
  }

  /// The bytes of a file as it lies.
  private struct Evidence {
    var byteCount = 0
    var digest = ContentDigest(high: 0, low: 0)
  }

  private func read(
    _ part: ListFile.Part, isArchived: Bool, place: Int, tally: ListTally
  ) throws(PipelineError) -> Evidence {
    let recognition = part.recognition
    let columns = recognition.listColumns
    let headByteCount = recognition.headByteCount
    let pipeline = RowPipeline(
      source: part.file.source, rowScanner: columns.numbers.scanner(),
      workerCount: options.threadCount, firstRowNumber: recognition.hasHeader ? 2 : 1,
      progress: progress)
    if !isArchived && part.tags == nil {
      try part.file.withPrefix(atLeast: headByteCount) { prefix, _ in
        pipeline.digestInput(after: prefix.extracting(..<headByteCount))
      }
    }
    part.file.source.skip(headByteCount)
    let before = progress.byteCount
    if columns.isPlain {
      try pipeline.run {
        ListProcessor(
          list: number, columns: columns.numbers, tally: tally,
          collector: builder.makeCollector())
      }
    } else {
      let setting = setting(part, place: place)
      try pipeline.run {
        FieldedListProcessor(setting, tally: tally, collector: builder.makeCollector())
      }
    }
    if let tags = part.tags {
      let (byteCount, digest) = tags.evidence
      return Evidence(byteCount: byteCount, digest: digest)
    }
    return Evidence(
      byteCount: headByteCount + progress.byteCount - before, digest: pipeline.result().digest)
  }

  private func setting(_ part: ListFile.Part, place: Int) -> FieldedListProcessor.Setting {
    var setting = FieldedListProcessor.Setting(
      list: number, columns: part.recognition.listColumns, outdated: outdated)
    setting.preferences = request.preferences
    setting.asOf = request.asOf
    setting.floor = floor
    setting.fileOrder = ChangeOrder.order(ofFile: place, date: part.name.versionDate)
    setting.mayLackAction = part.tags != nil
    return setting
  }

  private func check(
    _ counts: ListCounts, path: String, report: (ListReader.Event) -> Void
  ) throws(PipelineError) {
    if counts.unreadableRowCount > 0 {
      report(
        .unreadable(
          list: listID, path: path, count: counts.unreadableRowCount, rowCount: counts.rowCount,
          firstRows: counts.unreadableRows))
    }
    let allowed = Double(counts.rowCount) * options.tolerancePercent / 100
    if Double(counts.unreadableRowCount) > allowed {
      let kind = PipelineError.Kind.unreadable(
        list: listID, count: counts.unreadableRowCount, rowCount: counts.rowCount,
        tolerancePercent: options.tolerancePercent)
      throw PipelineError(kind, path: path)
    }
    if counts.rowCount == 0 {
      // Rows, but nothing in the phone column: the wrong column, not an empty list.
      if counts.emptyRowCount > 1 {
        throw PipelineError(.noNumbers(list: listID, rowCount: counts.emptyRowCount), path: path)
      }
      report(.empty(list: listID, path: path))
    }
  }
}
