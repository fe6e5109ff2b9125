import Files
import ListReading
import Pipelines
import SuppressionLists

extension Rebuild {
  /// Builds the index, looks at it, and switches over if all gates are open.
  func build(
    _ catalogue: RebuildCatalogue, _ base: IndexInForce, _ outcome: inout Summary,
    progress: Progress, report: (Event) -> Void
  ) throws(PipelineError) {
    var indexOptions = IndexBuilder.Options()
    indexOptions.memoryByteCount = settings.memoryByteCount
    indexOptions.threadCount = settings.threadCount
    indexOptions.access = settings.access
    indexOptions.key = options.key
    let indexBase = base.index.map {
      // `IndexInForce` has read all of it.
      IndexBase(
        index: $0, lists: catalogue.lists.map(\.baseNumber),
        compared: catalogue.lists.map(\.comparedNumber), isVerified: true)
    }
    let builder: IndexBuilder
    do throws(IndexError) {
      builder = try IndexBuilder(
        path: settings.indexPath, listCount: catalogue.lists.count, base: indexBase,
        options: indexOptions)
    } catch {
      throw PipelineError(error)
    }
    var lists: [SuppressionList] = []
    for (number, entry) in catalogue.lists.enumerated() {
      var emptyFiles: [String] = []
      let read = try read(entry, number: number, into: builder, progress: progress) { event in
        if case .empty(_, let path, isQuietDay: false) = event { emptyFiles.append(path) }
        report(.reading(event))
      }
      if !entry.settings.request.mayBeEmpty {
        let findings = emptyFiles.map { path in
          accepting(GateFinding(.emptyPart(path), list: entry.list.id))
        }
        // That a full file is empty has been found by its head.
        let known = Set(outcome.findings.map(\.acceptance))
        outcome.findings += findings.filter { !known.contains($0.acceptance) }
      }
      outcome.findings += badRows(in: read.sources, of: entry).map(accepting)
      lists.append(merge(entry, read, former: outcome.formerLists.first { $0.id == entry.list.id }))
    }
    try finish(builder, lists, catalogue, base, &outcome)
  }

  // MARK: Reading

  /// Reads the new files of a list; of a list without such, nothing.
  private func read(
    _ entry: RebuildCatalogue.Entry, number: Int, into builder: IndexBuilder, progress: Progress,
    report: (ListReader.Event) -> Void
  ) throws(PipelineError) -> SuppressionList {
    let list = SuppressionList(
      id: entry.list.id, kind: entry.list.kind, versionDate: entry.list.versionDate)
    guard !entry.plan.files.isEmpty else { return list }
    var readerOptions = ListReader.Options()
    readerOptions.threadCount = settings.threadCount
    // Bad rows are a gate of their own, which can be accepted.
    readerOptions.tolerancePercent = 100
    // So are files without rows.
    readerOptions.refusesEmpty = false
    readerOptions.limits = options.limits
    readerOptions.findsAreas = entry.settings.coverage != .names
    var source = ListReader.Source(
      list: list, paths: entry.plan.files.map(\.path), request: entry.settings.request)
    source.request.asOf = self.options.today(in: entry.settings.request.zone)
    source.list.coverage = entry.settings.coverage.prefixes ?? []
    source.former = entry.plan.former
    let read = try ListReader(source: source, options: readerOptions).read(
      into: builder, number: number, progress: progress, report: report)
    for (file, source) in zip(entry.plan.files, read.sources)
    where file.source.digest != source.digest {
      throw PipelineError(FileError(.read, file.path, .resourceBusy))
    }
    return read
  }

  private func badRows(
    in sources: [ListSource], of entry: RebuildCatalogue.Entry
  ) -> [GateFinding] {
    let limit = entry.settings.badRowsPercentMax
    return sources.compactMap { source in
      guard Double(source.unreadableRowCount) > Double(source.rowCount) * limit / 100 else {
        return nil
      }
      let reason = GateFinding.Reason.badRows(
        file: source.name, count: source.unreadableRowCount, rowCount: source.rowCount,
        limitPercent: limit)
      return GateFinding(reason, list: entry.list.id)
    }
  }

  /// The list's entry with the counts of what was kept and of what was read.
  private func merge(
    _ entry: RebuildCatalogue.Entry, _ read: SuppressionList, former: SuppressionList?
  ) -> SuppressionList {
    var list = entry.list
    let keptCount = list.sources.count - read.sources.count
    for (index, source) in read.sources.enumerated() {
      list.sources[keptCount + index].rowCount = source.rowCount
      list.sources[keptCount + index].unreadableRowCount = source.unreadableRowCount
      list.sources[keptCount + index].areas = areas(of: source, entry, index)
      list.sources[keptCount + index].hasAreasOfRows = source.hasAreasOfRows
      list.sources[keptCount + index].moments = source.moments
    }
    if !read.sources.isEmpty {
      RebuildCatalogue.describe(
        &list, entry.settings, former: entry.plan.isBased ? former : nil)
    }
    list.rowCount += read.rowCount
    list.unreadableRowCount += read.unreadableRowCount
    list.rangeCount += read.rangeCount
    list.expiredRowCount += read.expiredRowCount
    list.nextExpiry = [list.nextExpiry, read.nextExpiry].compactMap(\.self).min()
    return list
  }

  /// What a file spoke for, on the day that the settings give it.
  private func areas(
    of source: ListSource, _ entry: RebuildCatalogue.Entry, _ index: Int
  ) -> [ListArea] {
    guard entry.settings.dateSource == .modified else { return source.areas }
    let date = entry.plan.files[index].date
    return Set(source.areas.map(\.prefix)).sorted().map {
      ListArea(prefix: $0, versionDate: date)
    }
  }

  // MARK: Switching

  private func finish(
    _ builder: IndexBuilder, _ lists: [SuppressionList], _ catalogue: RebuildCatalogue,
    _ base: IndexInForce, _ outcome: inout Summary
  ) throws(PipelineError) {
    do throws(IndexError) {
      let summary = try builder.finish(
        lists: lists, region: catalogue.region, lineage: base.nextLineage
      ) {
        _ throws(IndexError) in
        outcome.kept = try keep()
      } completing: { lists, losses throws(IndexError) in
        for (number, loss) in losses { outcome.losses[lists[number].id] = loss }
        let findings = numberFindings(lists, catalogue, outcome).map(accepting)
        // An empty file that made a list empty has been found already.
        let known = Set(outcome.findings.map(\.acceptance))
        outcome.findings += findings.filter { !known.contains($0.acceptance) }
        for index in lists.indices { lists[index].accept(outcome.findings) }
        outcome.lists = lists
        let isRefused = outcome.findings.contains { !$0.isAccepted }
        if isRefused || options.isTrial {
          outcome.ending = isRefused ? .refused : .trial
          throw IndexError(.refused, path: settings.indexPath)
        }
      }
      outcome.ending = .switched
      outcome.numberCount = summary.numberCount
      outcome.byteCount = summary.byteCount
    } catch {
      guard error.kind == .refused else { throw PipelineError(error) }
      return
    }
    prune(&outcome)
  }

  /// Removes the oldest of the former indexes, and closes the others to whom they are not for.
  func prune(_ outcome: inout Summary) {
    do throws(FileError) {
      let generations = IndexGenerations(indexPath: settings.indexPath)
      outcome.pruned = try generations.prune(to: settings.keptCount)
      try generations.protect(settings.access)
    } catch {
      outcome.laterFailure = outcome.laterFailure ?? error
    }
  }

  /// Gives the index in force its second name, so that it is there when it has been replaced.
  private func keep() throws(IndexError) -> String? {
    guard settings.keptCount > 0 else { return nil }
    do throws(FileError) {
      return try IndexGenerations(indexPath: settings.indexPath).keep()
    } catch {
      throw IndexError(.file(error), path: error.path)
    }
  }

  /// The gates that look at the final numbers.
  private func numberFindings(
    _ lists: [SuppressionList], _ catalogue: RebuildCatalogue, _ outcome: Summary
  ) -> [GateFinding] {
    var findings: [GateFinding] = []
    for (list, entry) in zip(lists, catalogue.lists) where entry.plan.decision != .carried {
      let former = outcome.formerLists.first { $0.id == list.id }
      if list.isEmpty && former?.isEmpty != true && !entry.settings.request.mayBeEmpty {
        findings.append(GateFinding(.empty, list: list.id))
        continue
      }
      let limit = LossLimit(percent: entry.settings.shrinkPercentMax)
      let loss = outcome.losses[list.id]
      if let loss, limit.isExceeded(by: loss) {
        findings.append(GateFinding(.lost(loss, limitPercent: limit.percent), list: list.id))
        continue
      }
      guard let former else { continue }
      // A list may be made of ranges alone, and then it is these that count.
      let counts =
        former.numberCount > 0
        ? (former.numberCount, list.numberCount) : (former.rangeCount, list.rangeCount)
      // Of an index that cannot be read the counts are all there is; else every number that went was
      // deleted or expired, or is in a range now.
      let isKnown = loss != nil || entry.plan.isBased
      if isKnown && list.rangeCount > former.rangeCount { continue }
      let percent = isKnown ? limit.fallPercent : limit.percent
      if Double(counts.1) < Double(counts.0) * (1 - percent / 100) {
        let reason = GateFinding.Reason.shrank(
          from: counts.0, to: counts.1, limitPercent: percent)
        findings.append(GateFinding(reason, list: list.id))
      }
    }
    return findings
  }
}

extension SuppressionList {
  fileprivate var isEmpty: Bool { numberCount == 0 && rangeCount == 0 }

  /// Notes the gates that were passed over for this list.
  fileprivate mutating func accept(_ findings: [GateFinding]) {
    let gates = findings.filter { $0.list == id && $0.isAccepted }.map(\.gate.name)
    acceptedGates = Set(acceptedGates + gates).sorted()
  }
}
