import Files
import Keys
import PhoneNumbers
import Pipelines
import SuppressionLists
import Verdicts

/// Scrubs campaigns, one after the other, all in the same way.
struct CampaignScrub {
  let indexes: SuppressionIndexes
  let policy: VerdictPolicy
  /// What the report says of the ledger that was asked; nil if none was.
  let ledger: ScrubReport.Ledger?
  /// The indexes that are no ledger's.
  let fileCount: Int
  /// The SHA-256 of these, for certificates; nil without them.
  let indexHashes: [Hash]?
  /// True if there is one, and somebody chose not to ask it.
  let isWithoutLedger: Bool
  let file: FileArguments
  let usualRegion: UsualRegion
  let unpacking: UnpackingArguments
  let isSynced: Bool
  /// True if a listed number in any cell counts.
  let readsEveryColumn: Bool
  /// What records the scrub; nil if nothing does.
  let recorder: ScrubRecorder?
  /// The numbers of all campaigns' kept rows, if none may be called twice.
  let keptNumbers: KeptNumbers?
  let messages: Messages

  /// Scrubs one campaign; on any error none of its outputs appears.
  func run(_ targets: ScrubTargets) throws -> ScrubCounts {
    let started = Clock.now
    let input = try unpacking.open(targets.campaign, messages: messages)
    try targets.refuseOverwriting(input.identity)
    let layout = try file.layout(of: input, usualRegion: usualRegion)
    let columns = try file.columns(
      of: input, layout: layout, usualRegion: usualRegion, readsEveryColumn: readsEveryColumn,
      refusesLocalNumbers: true, messages: messages)
    guard keptNumbers == nil || !columns.phoneColumns.isEmpty else {
      throw Failure(
        "\(targets.campaign): no phone column tells which numbers --unique is about; name it with "
          + "--column")
    }
    var options = Scrub.Options()
    options.threadCount = try threadCount(input, output: targets.output)
    options.rejectedPath = targets.rejected
    options.hasHeader = !file.noHeader
    options.isSynced = isSynced
    options.isDigested = targets.report != nil || recorder != nil
    options.isHashed = targets.certificate != nil
    options.keptNumbers = keptNumbers
    options.readsEveryColumn = readsEveryColumn
    // Opened first: a scrub without its report would be in vain.
    let report = try targets.report.map { try OutputFile(path: $0) }
    let certificate = try targets.certificate.map { try OutputFile(path: $0) }
    // A row is seldom shorter than fifty bytes; a stream may be of any length.
    indexes.prepare(forLookUpCount: input.byteCount.map { $0 / 50 } ?? Int.max)
    let scrub = Scrub(
      campaign: input, layout: layout, columns: columns, indexes: indexes, policy: policy,
      options: options)
    let meter = ProgressMeter(byteCount: input.byteCount, isQuiet: messages.isQuiet)
    let result = Result { () throws(PipelineError) in
      try scrub.run(outputPath: targets.output, progress: meter.progress) {
        summary throws(PipelineError) in
        guard report != nil || recorder != nil else { return }
        var text = ScrubReport(
          summary, indexes: Array(indexes.indexes.prefix(fileCount)), indexHashes: indexHashes,
          policy: policy, columns: columns, started: started)
        text.isUnique = keptNumbers != nil
        text.add(
          ledger, isWithoutLedger: isWithoutLedger, indexes, fileCount: fileCount, summary.counts)
        text.readsEveryColumn = readsEveryColumn
        if let event = try recorder?.record(text, certificate: certificate, isSynced: isSynced) {
          text.ledger?.event = event
        }
        if let report { try text.write(to: report, isSynced: isSynced) }
      }
    }
    meter.end()
    let counts = try result.get().counts
    file.warn(aboutRegionsOf: columns, file: targets.campaign, messages)
    return counts
  }

  /// Scrubs all campaigns, says what became of each and of all, and fails if one did.
  func runAll(_ targets: [ScrubTargets], since started: Clock) throws {
    let summary = ScrubSummary(
      lists: indexes.lists, isUnique: keptNumbers != nil, messages: messages)
    var total = ScrubCounts(listCount: indexes.lists.count)
    var failedCount = 0
    for target in targets {
      let campaignStarted = Clock.now
      do {
        let counts = try run(target)
        summary.tell(counts, of: target.campaign, since: campaignStarted)
        total.add(counts)
      } catch {
        failedCount += 1
        messages.tell(failure: error, of: target.campaign)
      }
    }
    summary.tell(
      total, campaignCount: targets.count, failedCount: failedCount, since: started)
    if failedCount > 0 {
      throw Failure(
        "\(failedCount) of \(targets.count) campaigns failed, and have no outputs of this run; the "
          + "others are done")
    }
  }

  /// Unless told, one thread less between two pipes: a scrub is about as fast as they are, and who is at
  /// their other ends needs processors too.
  private func threadCount(_ input: RowFile, output: String) throws -> Int {
    let count = try Values.threadCount(file.threads)
    let isBetweenPipes = input.identity.isPipe && FileIdentity(path: output)?.isPipe == true
    return file.threads == nil && isBetweenPipes ? max(1, count - 1) : count
  }
}

extension Messages {
  /// Says why a campaign failed, in a sentence that names it.
  fileprivate func tell(failure: any Error, of campaign: String) {
    let sentence = "\(failure)"
    let isNamed = sentence.hasPrefix(campaign)
    Self.say("\(isNamed ? "" : "\(campaign): ")\(sentence)")
  }
}
