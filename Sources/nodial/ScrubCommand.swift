import ArgumentParser
import Files
import PhoneNumbers
import Pipelines
import SuppressionLists

struct ScrubCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scrub",
    abstract: "Take the rows that must not be called out of a campaign file.",
    discussion: """
      EXAMPLES
        nodial scrub --index dnc.ndx campaign.csv --output kept.csv \\
          --rejected rejected.csv --report report.json
        nodial scrub --index dnc.ndx --column Mobile --region GB leads.csv > kept.csv
        unzip -p leads.zip | nodial scrub --index dnc.ndx - | dialer-import

      Kept rows go to --output as they came, byte for byte and in order, the header first. The others \
      go to --rejected with nodial_outcome, nodial_code and nodial_lists after their own fields. A row \
      with several phone columns is kept only if all its numbers are clear. Output files appear whole \
      or not at all.

      OUTCOMES
        clear (C)      a number on no list, for which fresh lists speak: kept
        listed         on a list: P an objection, D a register, and others
        invalid (I)    no number, or none that can be dialled
        stale (A)      a list that should speak is too old on the call date
        uncovered (B)  lists say for which prefixes they speak; none for this

      MEMORY
        Some 10 MB, whatever the size of the files; the index is mapped.
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("The index to ask.", valueName: "file"))
  var index: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where kept rows go; - is standard output.", valueName: "file"))
  var output: String = "-"

  @Option(help: ArgumentHelp("Where the other rows go, with the reason.", valueName: "file"))
  var rejected: String?

  @Option(
    help: ArgumentHelp(
      "Where a report goes, in JSON: counts, lists, digests, duration.", valueName: "file"))
  var report: String?

  @OptionGroup var policy: PolicyArguments

  @OptionGroup var file: FileArguments

  @Flag(help: "Check every byte of the index before it is used.")
  var verify = false

  @Flag(help: "Make the outputs survive a power failure before they appear (fsync).")
  var sync = false

  @Flag(name: .shortAndLong, help: "Say nothing but warnings and errors.")
  var quiet = false

  @Argument(
    help: ArgumentHelp("The campaign, delimited text; - is standard input.", valueName: "file"))
  var campaign: String

  func run() throws {
    let messages = Messages(isQuiet: quiet)
    let started = Clock.now
    let suppressed = try SuppressionIndex(path: index)
    if verify { try suppressed.verify() }
    let policy = try policy.policy()
    let input = try RowFile(path: campaign)
    try refuseOverwriting(input)
    let layout = try input.layout(delimiter: try Values.delimiter(file.delimiter))
    let columns = try file.columns(
      of: input, layout: layout, fallbackRegion: Region(suppressed.region),
      fallbackSource: "from the index", messages: messages)
    try self.policy.warn(about: suppressed, messages)
    for list in suppressed.lists where policy.isStale(list) {
      messages.warn("\(list.stalenessText(on: policy.callDate)); \(list.stalenessRemedy)")
    }
    var options = Scrub.Options()
    options.threadCount = try threadCount(input)
    options.rejectedPath = rejected
    options.hasHeader = !file.noHeader
    options.isSynced = sync
    options.isDigested = report != nil
    // Opened first: a scrub without its report would be in vain.
    let reportFile = try report.map { try OutputFile(path: $0) }
    // A row is seldom shorter than fifty bytes; a stream may be of any length.
    suppressed.prepare(forLookUpCount: input.byteCount.map { $0 / 50 } ?? Int.max)
    let scrub = Scrub(
      campaign: input, layout: layout, columns: columns, index: suppressed, policy: policy,
      options: options)
    let meter = ProgressMeter(byteCount: input.byteCount, isQuiet: quiet)
    let result = Result { () throws(PipelineError) in
      try scrub.run(outputPath: output, progress: meter.progress) {
        summary throws(PipelineError) in
        guard let reportFile else { return }
        try ScrubReport(
          summary, index: suppressed, policy: policy, columns: columns, started: started
        )
        .write(to: reportFile, isSynced: sync)
      }
    }
    meter.end()
    tell(try result.get(), suppressed, started, messages)
  }

  /// Unless told, one thread less between two pipes: a scrub is about as fast as they are, and who is at
  /// their other ends needs processors too.
  private func threadCount(_ input: RowFile) throws -> Int {
    let count = try Values.threadCount(file.threads)
    let isBetweenPipes = input.identity.isPipe && FileIdentity(path: output)?.isPipe == true
    return file.threads == nil && isBetweenPipes ? max(1, count - 1) : count
  }

  private func tell(
    _ summary: Scrub.Summary, _ index: SuppressionIndex, _ started: Clock, _ messages: Messages
  ) {
    let counts = summary.counts
    let outcomes = Outcome.allCases.filter {
      // Those that most indexes know nothing of are named if there are any.
      counts.count($0) > 0 || ![.stale, .uncovered].contains($0)
    }
    messages.note(
      "\(counts.rowCount) rows: "
        + outcomes.map { "\(counts.count($0)) \($0.name)" }.joined(separator: ", ")
        + "; \(Text.decimal(started.secondsSince)) s")
    for (list, count) in zip(index.lists, counts.lists) {
      messages.note("\(list.versionedID) blocked \(count) rows")
    }
    if counts.count(.invalid) * 2 > counts.rowCount {
      messages.warn("most rows hold no number that can be dialled; check --column and --region")
    }
    let uncoveredCount = counts.count(.uncovered)
    if uncoveredCount * 2 > counts.rowCount {
      messages.warn(
        "\(uncoveredCount * 100 / counts.rowCount) % of the rows are uncovered: no list speaks for "
          + "their prefixes, as `nodial inspect` shows; add the lists that do, or correct their "
          + "coverage, and rebuild the index")
    }
    if counts.count(.clear) == 0 && counts.count(.stale) + uncoveredCount > 0 {
      messages.warn(
        "NO ROW WAS KEPT: of \(counts.rowCount), \(counts.count(.stale)) are stale and "
          + "\(uncoveredCount) uncovered; get fresh lists, rebuild the index and scrub again")
    }
  }

  private func refuseOverwriting(_ input: RowFile) throws {
    let outputs = [output, rejected, report].compactMap { $0 }
    for (number, path) in outputs.enumerated() {
      let name = path == "-" ? "standard output" : path
      if path != "-" && path == campaign || Self.isSameFile(path, input.identity) {
        throw Failure("\(name): is also the campaign to read; write to another file")
      }
      if path == index || Self.isSameFile(path, FileIdentity(path: index)) {
        throw Failure("\(name): is also the index to ask; write to another file")
      }
      // A name that stands for nothing yet will be a file.
      let isFile = path == "-" || FileIdentity(path: path)?.isRegularFile ?? true
      for other in outputs[..<number]
      where other == path && isFile || Self.isSameFile(path, FileIdentity(path: other)) {
        throw Failure("\(name): is named for two outputs; give each a file of its own")
      }
    }
  }

  /// True if `path` names the regular file with this identity; a device such as /dev/null, a pipe
  /// or a terminal may serve twice.
  private static func isSameFile(_ path: String, _ identity: FileIdentity?) -> Bool {
    identity.map { $0.isRegularFile && $0 == FileIdentity(path: path) } ?? false
  }
}
