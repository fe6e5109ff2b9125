import ArgumentParser
import ConsentLedger
import Files
import Keys
import PhoneNumbers
import Pipelines
import SettingsReading
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
        nodial scrub --index registers.ndx --index own.ndx leads.csv > kept.csv
        nodial scrub --settings nodial.toml leads.csv > kept.csv
        nodial scrub --index dnc.ndx tonight/*.csv --output-folder kept \\
          --rejected-folder rejected
        unzip -p leads.zip | nodial scrub --index dnc.ndx - | dialer-import

      Kept rows go to --output as they came, byte for byte and in order, the header first. The others \
      go to --rejected with nodial_outcome, nodial_code and nodial_lists after their own fields. A row \
      with several phone columns is kept only if all its numbers are clear. Output files appear whole \
      or not at all.

      Several campaigns go to --output-folder, each under its own name. One that fails does not stop \
      the others; the status is then 1, and only the others have outputs.

      OUTCOMES
        clear (C)      a number on no list, for which fresh lists speak: kept
        listed         on a list: P an objection, D a register, and others
        invalid (I)    no number, or none that can be dialled
        stale (A)      a list that should speak is too old on the call date
        uncovered (B)  lists say for which prefixes they speak; none for this
        unconsented (N)  with a ledger: nobody there may be contacted so without a consent, and none is in force
        duplicate (R)  with --unique: a row before it has one of its numbers

      MEMORY
        Some 10 MB, whatever the size of the files; the index is mapped.
        With --unique 10 to 20 bytes more a distinct number, and up to 30 at times.
      """)

  @OptionGroup var index: IndexArguments

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

  @Option(
    help: ArgumentHelp(
      "Where the same goes signed, with SHA-256 digests: nodial certificate verify says what it proves. With "
        + "--output-folder a folder, for NAME.certificate.json of each campaign.",
      valueName: "file"))
  var certificate: String?

  @Option(
    help: ArgumentHelp(
      "The key that signs it. (default: signing_key of [ledger] in the settings)", valueName: "file"
    ))
  var signingKey: String?

  @Option(
    help: ArgumentHelp(
      "The batch that the campaign came with, as the ledger has it: one that is unknown or lacks what it must say is "
        + "refused.", valueName: "id"))
  var source: String?

  @Option(
    help: ArgumentHelp(
      "Write only the rows that are blocked since, with the reason: the campaign is the kept rows of an earlier "
        + "scrub, and this its certificate.",
      valueName: "certificate"))
  var since: String?

  @Option(
    help: ArgumentHelp(
      "Where the kept rows of one or more campaigns go, under the campaigns' names (of an archive or "
        + "a workbook as .csv), each with a report: NAME.report.json. Made if it is missing; files of "
        + "these names are replaced.",
      valueName: "folder"))
  var outputFolder: String?

  @Option(
    help: ArgumentHelp(
      "Where the other rows go then, under the same names. (default: nowhere)",
      valueName: "folder"))
  var rejectedFolder: String?

  @Flag(
    help: ArgumentHelp(
      "Reject a row if a number in any of its cells is listed, whatever the column: also within a longer "
        + "text. Slower."))
  var everyColumn = false

  @Flag(
    help: ArgumentHelp(
      "Reject rows with a number of an earlier row that was kept, of this campaign or one before it, as "
        + "duplicates: whoever stands in several rows is called once."))
  var unique = false

  @OptionGroup var policy: PolicyArguments

  @OptionGroup var contact: ContactArguments

  @OptionGroup var file: FileArguments

  @OptionGroup var unpacking: UnpackingArguments

  @Flag(help: "Check every byte of the index first, also if it was verified within a day.")
  var verify = false

  @Flag(help: "Make the outputs survive a power failure before they appear (fsync).")
  var sync = false

  @Flag(name: .shortAndLong, help: "Say nothing but warnings and errors.")
  var quiet = false

  @Argument(
    help: ArgumentHelp(
      "The campaign, delimited text; - is standard input. Several need --output-folder.",
      valueName: "file"))
  var campaigns: [String]

  /// Not in `validate()`, which is asked before an unknown option is found: the value of one that is
  /// misspelled would be a second campaign.
  private func checkOutputs() throws {
    if outputFolder == nil {
      guard campaigns.count <= 1 else {
        throw ValidationError(
          "\(campaigns.count) campaigns cannot share one output; name a folder with --output-folder"
        )
      }
      guard rejectedFolder == nil else {
        throw ValidationError("--rejected-folder needs --output-folder; or say --rejected")
      }
    } else if output != "-" || rejected != nil || report != nil {
      throw ValidationError(
        "--output-folder stands for --output, --rejected and --report; leave them out, and name "
          + "--rejected-folder if you want the rejected rows")
    }
    guard outputFolder == nil || since == nil else {
      throw ValidationError(
        "--since is for one campaign; leave out --output-folder, and say --output")
    }
    guard since == nil || rejected == nil else {
      throw ValidationError(
        "--since writes the rows that are blocked to --output; leave --rejected out")
    }
  }

  /// The scrub that --since names, whose output the campaign is.
  private func earlierScrub() throws -> EarlierScrub? {
    guard let since else { return nil }
    let earlier = try EarlierScrub(certificate: since)
    let campaign = campaigns[0]
    guard campaign != "-", FileIdentity(path: campaign)?.isRegularFile == true else {
      throw Failure(
        "\(campaign): --since needs the kept rows of the earlier scrub as a file; name it")
    }
    try earlier.checkQuestion(
      channel: policy.channel, purpose: policy.purpose, withoutLedger: contact.withoutLedger)
    if let signingKey { try earlier.checkSigner(SigningKey(path: signingKey).publicKey) }
    try earlier.checkOutput(campaign)
    return earlier
  }

  /// Refuses a campaign of a batch whose papers are not complete.
  private func checkSource(_ question: LedgerQuestion?) throws {
    guard let source else { return }
    guard let ledger = question?.ledger else {
      throw Failure(
        "--source is a batch of a consent ledger, and none is asked; name one with --settings")
    }
    let id = try ledger.register.id(.batch, source, of: ledger.path)
    guard ledger.register.quarantinedBatches.contains(id) else { return }
    throw Failure(
      "\(ledger.path): batch \"\(source)\" is quarantined, for it lacks what regulators ask for; nodial ledger report provenance "
        + "names it, nodial ledger apply completes it")
  }

  /// - Parameter settings: Those of the ledger that is asked.
  private func recorder(
    _ question: LedgerQuestion?, _ settings: LedgerSettings?, _ messages: Messages
  ) throws -> ScrubRecorder? {
    let path = signingKey ?? (question == nil ? nil : settings?.signingKeyPath)
    guard certificate == nil || path != nil else {
      throw Failure(
        "--certificate needs a key that signs; say --signing-key FILE, or write signing_key = \"FILE\" under [ledger]: "
          + "nodial key new makes one")
    }
    guard question != nil || certificate != nil else { return nil }
    return ScrubRecorder(
      ledger: question.map { ($0.ledger.path, $0.key) },
      signingKey: try path.map { try SigningKey(path: $0) }, messages: messages)
  }

  func run() throws {
    try checkOutputs()
    let earlier = try earlierScrub()
    let messages = Messages(isQuiet: quiet)
    let started = Clock.now
    let sources = try index.sources(messages)
    let targets = try targets(indexes: sources.paths, read: sources.read)
    var callPolicy = try policy.policy()
    let question = try contact.question(sources, callPolicy)
    try checkSource(question)
    let files = try SuppressionIndexes(paths: sources.paths, keys: sources.keys)
    try IndexVerification.verify(files, isForced: verify)
    try earlier?.checkLists(files.lists)
    try policy.warn(about: files, isOfLedger: question != nil, messages)
    let usualRegion = UsualRegion(sources, files)
    file.warn(aboutRegionsOf: files, usualRegion, messages)
    for list in files.lists where callPolicy.isStale(list) {
      messages.warn("\(list.stalenessText(on: callPolicy.callDate)); \(list.stalenessRemedy)")
    }
    var indexes = files
    var ledger: ScrubReport.Ledger?
    if let question {
      // Last of all that is read, so that it is as new as can be.
      let snapshot = try LedgerSnapshot(
        question.ledger, scope: question.scope, callDate: callPolicy.callDate)
      indexes = try snapshot.asked(beside: files)
      try IndexVerification.verify(indexes)
      callPolicy = question.requirements(callPolicy)
      ledger = ScrubReport.Ledger(snapshot, question)
      ledger?.source = source
      let newer =
        snapshot.index.map { "beside \($0.path)" }
        ?? "all there are; nodial ledger compile makes this faster"
      messages.note(
        "\(question.ledger.path): up to event \(snapshot.head.size), \(snapshot.subjectCount) people read, "
          + newer)
    }
    let recorder = try recorder(question, sources.ledger, messages)
    let scrub = CampaignScrub(
      indexes: indexes, policy: callPolicy, ledger: ledger, fileCount: files.indexes.count,
      indexHashes: try certificate.map { _ in try files.indexes.map { try $0.hash() } },
      isWithoutLedger: contact.withoutLedger && sources.ledger != nil, file: file,
      usualRegion: usualRegion, unpacking: unpacking, isSynced: sync,
      readsEveryColumn: everyColumn, recorder: recorder,
      keptNumbers: unique ? KeptNumbers() : nil, messages: messages)
    guard outputFolder != nil else {
      let counts = try scrub.run(targets[0])
      return ScrubSummary(lists: indexes.lists, isUnique: unique, messages: messages)
        .tell(counts, since: started)
    }
    try scrub.runAll(targets, since: started)
  }

  /// Where the outputs of each campaign go.
  private func targets(indexes: [String], read: [String]) throws -> [ScrubTargets] {
    guard let outputFolder else {
      return [
        ScrubTargets(
          campaign: campaigns[0], output: since == nil ? output : "/dev/null",
          rejected: since == nil ? rejected : output, report: report, certificate: certificate,
          indexes: indexes, read: read + [signingKey, since].compactMap { $0 })
      ]
    }
    return try ScrubTargets.inFolder(
      outputFolder, rejectedFolder: rejectedFolder, certificateFolder: certificate, of: campaigns,
      indexes: indexes, read: read + [signingKey].compactMap { $0 })
  }
}
