import ArgumentParser
import ConsentLedger
import Files
import PhoneNumbers
import Pipelines
import SuppressionLists

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Tell what a campaign holds, without scrubbing it.",
    discussion: """
      EXAMPLES
        nodial audit --region US campaign.csv
        nodial audit --index dnc.ndx campaign.csv --html campaign.html
        nodial audit --json leads.csv | jq .kinds

      Counts rows, numbers, duplicates, grades, regions, kinds of line (mobile, fixed, toll-free, …) \
      and damage; with --index also what a scrub would keep, and what each list would block. Numbers \
      that nobody means to dial are named loudly: premium-rate, shared-cost, emergency and short \
      ones. It writes no number.

      MEMORY
        Some 10 MB and, since the distinct numbers are counted exactly, 16 bytes a number.
      """)

  @OptionGroup var index: IndexArguments

  @OptionGroup var policy: PolicyArguments

  @OptionGroup var contact: ContactArguments

  @OptionGroup var file: FileArguments

  @OptionGroup var unpacking: UnpackingArguments

  @Flag(help: "Print the counts in JSON.")
  var json = false

  @Option(
    help: ArgumentHelp("Write a page with bars, that needs nothing else.", valueName: "file"))
  var html: String?

  @Flag(name: .shortAndLong, help: "Say nothing but warnings and errors.")
  var quiet = false

  @Argument(
    help: ArgumentHelp("The campaign, delimited text; - is standard input.", valueName: "file"))
  var campaign: String

  func run() throws {
    let messages = Messages(isQuiet: quiet)
    let started = Clock.now
    let sources = try index.sourcesIfAny(messages)
    var indexes = try sources.map { try SuppressionIndexes(paths: $0.paths, keys: $0.keys) }
    if let indexes { try IndexVerification.verify(indexes) }
    var callPolicy = try policy.policy()
    let question = try contact.question(sources, callPolicy)
    if let indexes {
      try policy.warn(about: indexes, isOfLedger: question != nil, messages)
      file.warn(aboutRegionsOf: indexes, UsualRegion(sources, indexes), messages)
    }
    if let question, let files = indexes {
      let snapshot = try LedgerSnapshot(
        question.ledger, scope: question.scope, callDate: callPolicy.callDate)
      let all = try snapshot.asked(beside: files)
      try IndexVerification.verify(all)
      indexes = all
      callPolicy = question.requirements(callPolicy)
    }
    let input = try unpacking.open(campaign, messages: messages)
    var names = OutputNames()
    names.read(campaign, identity: input.identity, role: "the campaign to read")
    for index in sources?.paths ?? [] { names.read(index, role: "the index to ask") }
    for path in sources?.read ?? [] {
      names.read(path, role: "a key, settings or a ledger that is read")
    }
    if let html { try names.write(html) }
    let usualRegion = UsualRegion(sources, indexes)
    let layout = try file.layout(of: input, usualRegion: usualRegion)
    let columns = try file.columns(
      of: input, layout: layout, usualRegion: usualRegion, messages: messages)
    // Opened first: an audit without its page would be in vain.
    let page = try html.map { try OutputFile(path: $0) }
    indexes?.prepare(forLookUpCount: input.byteCount.map { $0 / 50 } ?? Int.max)
    let audit = Audit(
      input: input, layout: layout, columns: columns, indexes: indexes, policy: callPolicy,
      threadCount: try Values.threadCount(file.threads), hasHeader: !file.noHeader)
    let meter = ProgressMeter(byteCount: input.byteCount, isQuiet: quiet)
    let result = Result { () throws(PipelineError) in try audit.run(progress: meter.progress) }
    meter.end()
    var counts = try result.get()
    file.warn(aboutRegionsOf: columns, file: input.path, messages)
    let header = file.noHeader ? [] : layout.firstRow
    let report = AuditReport(
      &counts, path: campaign,
      columns: columns.phoneColumns.map { column in
        AuditReport.Column(
          position: column + 1,
          name: column < header.count ? HeaderNames.shown(header[column]) : nil,
          reason: file.columnNames.isEmpty ? "header" : "option")
      },
      region: columns.region, regionReason: file.region != nil ? "option" : usualRegion.reason,
      indexes: indexes, policy: callPolicy, started: started)
    for finding in report.neverDial {
      messages.warn(
        "\(input.path == "-" ? "standard input" : input.path): \(finding.description), which nobody "
          + "means to dial: \(finding.count); take them out of the campaign")
    }
    if let page {
      try page.write(Array(AuditPage(report).text.utf8).span)
      try page.publish(isSynced: false)
    }
    var output = try StandardOutput()
    try output.print(json ? JSONText.indented(report) : AuditText(report).text)
    try output.flush()
  }
}
