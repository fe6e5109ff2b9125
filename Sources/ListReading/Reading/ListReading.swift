import Files
import PhoneNumbers
import Pipelines
import SuppressionLists

/// The reading of one list's files into an index, file after file.
struct ListReading {
  let listID: String
  let number: Int
  let request: ListRequest
  let options: ListReader.Options
  /// True if the rows of a register may tell for which area codes it speaks.
  let findsAreas: Bool
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
    var parts: [ListFacts.File] = []
    while let part = try file.nextPart() {
      let path = part.file.path
      if case .workbook(let sheet, let unread) = part.file.origin?.packing {
        report(.workbook(list: listID, path: path, sheet: sheet, unread: unread))
      }
      report(.recognized(list: listID, path: path, part.recognition))
      if !part.recognition.findings.isEmpty {
        report(
          .columnFindings(
            list: listID, path: path, part.recognition.findings,
            read: part.recognition.columnHandles))
      }
      if let areaCode = part.foreignAreaCode {
        report(.foreignArea(list: listID, path: path, areaCode: areaCode))
      }
      if part.tags == nil, part.recognition.listColumns.others[.area] == nil,
        var check = try RegionCheck(
          part.file, columns: part.recognition.columns,
          headByteCount: part.recognition.headByteCount)
      {
        let region = part.recognition.columns.region
        if let area = check.areaColumn, part.recognition.ignoredColumns.contains(area) {
          check.areaColumn = nil
        }
        // Whoever says the region of this very list is believed; but no region makes its numbers whole.
        if check.areaColumn != nil || (check.likelier != nil && request.region == nil) {
          throw PipelineError(.wrongRegion(list: listID, region, check), path: path)
        }
        report(.regionChecked(list: listID, path: path, check, region))
      }
      let tally = ListTally()
      evidence = try read(part, isArchived: file.isArchive, place: place, tally: tally)
      let counts = tally.counts
      try check(counts, of: part, report: report)
      report(.read(list: listID, path: path, part.recognition.role, counts))
      parts.append(facts(of: part, counts, path: path, report: report))
      total.add(counts)
    }
    for member in file.passedOver {
      report(.passedOver(list: listID, path: "\(file.path):\(member)"))
    }
    var source = ListSource(
      name: description.name, role: description.role, versionDate: description.versionDate)
    let stored = file.archiveEvidence()
    source.byteCount = stored?.byteCount ?? file.byteCount ?? evidence.byteCount
    source.digest = stored?.digest ?? evidence.digest
    source.rowCount = total.rowCount
    source.unreadableRowCount = total.unreadableRowCount
    source.areas = ListFacts.File.areas(ofParts: parts)
    source.hasAreasOfRows = parts.contains(where: \.hasAreasOfRows)
    if source.role == .change, let first = total.firstTimestamp, let last = total.lastTimestamp {
      source.moments = first.seconds...last.seconds
    }
    return (source, total)
  }

  /// What a part spoke for, now that it was read.
  private func facts(
    of part: ListFile.Part, _ counts: ListCounts, path: String, report: (ListReader.Event) -> Void
  ) -> ListFacts.File {
    var prefixes = part.name.coverage
    var hasAreasOfRows = false
    if prefixes.isEmpty, findsAreas, let register = part.recognition.format.register {
      let codes = counts.areaCodes.codes
      if !register.isByAreaCode || codes.count >= Self.nationalAreaCodeCountMin {
        prefixes = [register.prefix]
      } else if part.recognition.role == .full, !codes.isEmpty {
        prefixes = codes.map { "\(register.prefix)\($0)" }
        hasAreasOfRows = true
        // A file of one area code is of that; of several, nobody knows whether they are all.
        if codes.count > 1 {
          report(.areasOfRows(list: listID, path: path, areaCodeCount: codes.count))
        }
      }
    }
    var facts = ListFacts.File(
      part.recognition.role, prefixes: prefixes, versionDate: part.name.versionDate,
      rowDays: counts.rowDays(in: request.zone))
    facts.hasAreasOfRows = hasAreasOfRows
    return facts
  }

  /// So many area codes in one file make the whole register: of the 800 that can be, some 400 are in
  /// use, and none but the whole of the US register has half of them.
  private static let nationalAreaCodeCountMin = 200

  /// Ends the reading of all files.
  func finish() throws(PipelineError) {
    guard !outdated.isEmpty else { return }
    var collector = builder.makeCollector()
    do throws(IndexError) {
      try outdated.addAdditions(to: &collector, list: number)
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
      workerCount: options.threadCount,
      firstRowNumber: recognition.layout.firstRowNumber(hasHeader: recognition.hasHeader),
      progress: progress)
    if !isArchived && part.tags == nil {
      try part.file.withPrefix(atLeast: headByteCount) { prefix, _ in
        pipeline.digestInput(after: prefix.extracting(..<headByteCount), .fast)
      }
    }
    part.file.source.skip(headByteCount)
    let before = progress.byteCount
    if columns.isPlain {
      try pipeline.run {
        ListProcessor(
          list: number, columns: columns.numbers, notesAreaCodes: notesAreaCodes(part),
          otherLayouts: otherLayouts(part), tally: tally, collector: builder.makeCollector())
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
    // Of a member the archive's bytes are the evidence.
    let digest = pipeline.result().digests?.xxh3 ?? ContentHasher().digest()
    return Evidence(byteCount: headByteCount + progress.byteCount - before, digest: digest)
  }

  private func setting(_ part: ListFile.Part, place: Int) -> FieldedListProcessor.Setting {
    var setting = FieldedListProcessor.Setting(
      list: number, columns: part.recognition.listColumns, outdated: outdated)
    setting.preferences = request.preferences
    setting.asOf = request.asOf
    setting.zone = request.zone
    setting.floor = floor
    setting.fileOrder = ChangeOrder.order(
      ofFile: place, date: part.name.versionDate, zone: request.zone)
    setting.mayLackAction = part.tags != nil
    setting.notesAreaCodes = notesAreaCodes(part)
    setting.otherLayouts = otherLayouts(part)
    return setting
  }

  /// None of a file of tags, whose rows are made by the program.
  private func otherLayouts(_ part: ListFile.Part) -> OtherLayouts {
    guard part.tags == nil, let layout = part.recognition.listLayout else { return OtherLayouts() }
    return OtherLayouts(
      part.recognition.format, chosen: layout, delimiter: part.recognition.columns.delimiter)
  }

  private func notesAreaCodes(_ part: ListFile.Part) -> Bool {
    findsAreas && part.recognition.format.register?.isByAreaCode == true
  }

  /// The lines to skip, if the rows without a number are the first ones of a file without a header.
  private func titleLineCount(_ counts: ListCounts, _ recognition: ListRecognition) -> Int? {
    let layout = recognition.layout
    guard !recognition.hasHeader, counts.unreadableRows.count == counts.unreadableRowCount,
      counts.unreadableRowCount < counts.rowCount,
      counts.unreadableRows.enumerated().allSatisfy({ $1 == layout.firstRowNumber + $0 })
    else { return nil }
    return (layout.form.skippedLineCount ?? 0) + counts.unreadableRowCount
  }

  private func check(
    _ counts: ListCounts, of part: ListFile.Part, report: (ListReader.Event) -> Void
  ) throws(PipelineError) {
    let path = part.file.path
    if counts.unreadableRowCount > 0 {
      report(
        .unreadable(
          list: listID, path: path, count: counts.unreadableRowCount, rowCount: counts.rowCount,
          firstRows: counts.unreadableRows))
    }
    if let row = counts.tooLongRangeRow {
      let max = EntryCollector.expandedRangeCountMax
      throw PipelineError(.keyedRange(list: listID, row: row, max: max), path: path)
    }
    if let row = counts.otherLayoutRow {
      throw PipelineError(.mixedLayouts(list: listID, row: row), path: path)
    }
    let allowed = Double(counts.rowCount) * options.tolerancePercent / 100
    if Double(counts.unreadableRowCount) > allowed {
      let kind = PipelineError.Kind.unreadable(
        list: listID, count: counts.unreadableRowCount, rowCount: counts.rowCount,
        tolerancePercent: options.tolerancePercent,
        titleLineCount: titleLineCount(counts, part.recognition))
      throw PipelineError(kind, path: path)
    }
    guard counts.rowCount == counts.unreadableRowCount else { return }
    // Rows, but nothing in the phone column: the wrong column, not an empty list.
    if counts.rowCount == 0, counts.emptyRowCount > 1, part.recognition.format.encoding != .lines {
      throw PipelineError(.noNumbers(list: listID, rowCount: counts.emptyRowCount), path: path)
    }
    // A day without changes is one, too.
    let isQuietDay = part.recognition.role == .change || part.name.saysChange
    if options.refusesEmpty && !request.mayBeEmpty && !isQuietDay {
      throw PipelineError(.empty(list: listID), path: path)
    }
    report(.empty(list: listID, path: path, isQuietDay: isQuietDay))
  }
}
