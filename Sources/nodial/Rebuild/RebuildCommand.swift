import ArgumentParser
import ConsentLedger
import Files
import Keys
import Pipelines
import Rebuilding
import SettingsReading
import SuppressionLists
import Texts

struct RebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Rebuild an index from all that its settings file declares: the nightly job.",
    discussion: """
      EXAMPLES
        nodial rebuild nodial.toml
        nodial rebuild nodial.toml --dry-run
        nodial rebuild nodial.toml --accept us-ftc=shrank
        nodial rebuild nodial.toml --check \\
          --metrics /var/lib/node_exporter/nodial.prom

      Reads what is new: if nothing is, the index stays as it is; change files are added to what the \
      index holds; a new full file is read. The new index replaces the old one by one rename, and \
      only if no gate fails; scrubs that run meanwhile keep the old one. `nodial init` writes a \
      settings file to begin with.

      GATES
        shrank      more numbers of a list are gone than its shrink_percent_max
        empty       a list has no numbers, or a new full file nothing in it
        bad-rows    a file holds too many rows without a readable number
        older       a list is of an earlier day than the one in force
        duplicate   a newer full file has the bytes of the one in force
        future      a file is of a day that has not come yet
        missing     a required list has no file, or none that is full
        removed     a list of the index in force is not declared any more
        late        an old change file came, and not all is there to be read again
        settings    the settings changed, and not all is there to be read again
        gone        a part is replaced, and the others are not there to be read again
        base        the index in force cannot be read
        unkeyed     the index in force has a key, and the settings name none

      MEMORY
        At most the memory of the settings file, plus some 10 MB for the program.

      EXIT STATUS
        0   the index in force holds all that is declared, and every list is fresh
        1   failed, or a gate did; unless the message says so, the index was not replaced
        3   done, but a list is stale, days are missing or a file was not read; with \
      --check also if a list will be stale before tomorrow's run
        64  the command line was wrong
      """)

  @Option(
    help: ArgumentHelp(
      "Pass over a gate, for all lists or for one; it is recorded; may be repeated.",
      valueName: "gate|id=gate"))
  var accept: [String] = []

  @Option(
    help: ArgumentHelp(
      "The key to write the index by from now on; all lists are read anew. Name it in the settings then.",
      valueName: "file"))
  var newKey: String?

  @Option(
    help: ArgumentHelp(
      "Write the state for Prometheus' node_exporter, whatever happens.", valueName: "file"))
  var metrics: String?

  @Flag(help: "For a schedule: end with 3 also if a list will be stale before the next run.")
  var check = false

  @Flag(help: "Do all but the switch, and tell the plan and the gates.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "The day to go by, YYYY-MM-DD. (default: today, in the settings' timezone)", valueName: "date"
    ))
  var today: String?

  @Flag(help: "Print the record of the run, as rebuilds.jsonl has it, in JSON.")
  var json = false

  @Flag(name: .shortAndLong, help: "Say nothing but warnings and errors.")
  var quiet = false

  @Argument(help: ArgumentHelp("The settings file.", valueName: "file"))
  var settings: String

  func validate() throws {
    _ = try acceptances()
    if let today, CalendarDate(today) == nil {
      throw ValidationError("\"\(today)\" is no date; write YYYY-MM-DD")
    }
  }

  func run() throws {
    let clock = Clock.now
    // Of verdicts: lists grow old by days in UTC, wherever their files are named.
    let day = today.flatMap { CalendarDate($0) } ?? clock.day
    var report = RebuildReport(settingsPath: settings, clock: clock, today: day)
    var names = OutputNames()
    names.read(settings, role: "the settings file")
    if let newKey { names.read(newKey, role: "the new key") }
    try refuseMetrics(over: names)
    let file: SettingsFile
    let keys: RebuildKeys
    do {
      file = try SettingsFile(path: settings)
      for path in [file.settings.keyPath].compactMap({ $0 }) + (file.ledger?.paths ?? []) {
        names.read(path, role: "a key or a ledger that is read")
      }
      keys = try RebuildKeys(settings: file.settings, newPath: newKey)
      report.isKeyed = keys.key != nil
      try checkLists(of: file.settings)
      try readNames(of: file.settings, &names)
      try names.write(WorkFolder.recordsPath(in: file.settings.workFolder))
      try names.write(file.settings.indexPath)
    } catch {
      // Even the settings are wrong: who watches the metrics must learn of it.
      report.fail(error)
      try refuseMetrics(over: names)
      let records = SettingsFile.recordsPath(ofFaulty: settings).map { ($0, FileAccess.owner) }
      try tell(report, of: error, records: records, inForce: nil)
      throw error
    }
    try refuseMetrics(over: names)
    report.note(file.settings, now: today == nil ? clock.second : nil)
    let folder = try workFolder(file.settings, &report)
    let result = Result { try rebuild(file.settings, keys, in: folder, &report) }
    if case .failure(let error) = result { report.fail(error) }
    let inForce = IndexState(path: file.settings.indexPath, keys: keys.ring)
    // All of them are tried: whoever looks at one of them must not be deceived by the lack of another.
    var notes = [
      Result {
        try report.append(
          to: folder.recordsPath, access: folder.access, inForce: inForce, isTrial: dryRun)
      }
    ]
    if case .failure = notes[0] { report.hasFaultBehind = true }
    if report.outcome?.laterFailure != nil { report.hasFaultBehind = true }
    notes.append(Result { if report.isSuccess && !dryRun { try folder.succeed(at: clock.second) } })
    if case .failure = notes[1] { report.hasFaultBehind = true }
    notes += [
      Result { try writeMetrics(report, inForce: inForce, lastSuccess: folder.lastSuccess) },
      Result { try print(report, inForce: inForce) },
    ]
    let watch = ListWatch(inForce?.lists ?? [], plan: report.outcome?.plan, on: day)
    for warning in watch.warnings { Messages(isQuiet: quiet).warn(warning) }
    let outcome = try result.get()
    var failures: [any Error] = notes.compactMap {
      if case .failure(let error) = $0 { error } else { nil }
    }
    if let failure = outcome.laterFailure { failures.append(failure) }
    if let failure = failures.first {
      let isReplaced = outcome.ending == .switched
      throw Failure((isReplaced ? "\(file.settings.indexPath): replaced, but " : "") + "\(failure)")
    }
    guard outcome.ending != .refused else {
      throw Failure(
        "\(file.settings.indexPath): not replaced, for \(report.refusedCount) "
          + "gate\(report.refusedCount == 1 ? "" : "s") failed")
    }
    if let kept = outcome.kept, keys.key != nil, SuppressionIndex.keyName(path: kept) == nil {
      Messages(isQuiet: false).warn(
        "\(kept): the former index has no key, so that anybody can read it; remove it when you need it no more"
      )
    }
    if outcome.ending == .switched, outcome.findings.contains(where: { $0.gate == .unkeyed }) {
      Messages(isQuiet: false).warn(
        "\(file.settings.indexPath): has no key any more, so that anybody can read it")
    }
    if let newKey, outcome.ending == .switched {
      Messages(isQuiet: false).warn(
        "\(file.settings.indexPath): has the key of \(newKey) now; name it in \(settings), and keep the "
          + "former one as long as former indexes")
    }
    if !dryRun, let ledger = file.ledger {
      try compile(ledger, memoryByteCount: file.settings.memoryByteCount)
    }
    if watch.needsALook || check && watch.growsStale { throw ExitCode(3) }
  }

  /// Compiles the ledger of the settings: what scrubs ask is then no older than the lists.
  private func compile(_ settings: LedgerSettings, memoryByteCount: Int) throws {
    let usual = KeyArguments.usualPaths
    guard let path = settings.keyPath ?? (usual.count == 1 ? usual[0] : nil) else {
      throw Failure(
        "\(settings.path): needs its key; write key = \"FILE\" under [ledger] in the settings")
    }
    let ledger = try Ledger(path: settings.path, key: LedgerKey(path: path))
    try LedgerCommand.Compile.compile(
      ledger, LedgerCompilation.scopesInUse(of: ledger), memoryByteCount: memoryByteCount,
      Messages(isQuiet: quiet))
  }

  /// Takes hold of the work folder.
  private func workFolder(
    _ settings: RebuildSettings, _ report: inout RebuildReport
  ) throws -> WorkFolder {
    do {
      // If no record can be kept, it is better to know before the switch.
      let folder = try WorkFolder(path: settings.workFolder, access: settings.access)
      if !dryRun { _ = try RecordFile(path: folder.recordsPath, access: folder.access) }
      return folder
    } catch {
      report.fail(error)
      try tell(
        report, of: error,
        records: (WorkFolder.recordsPath(in: settings.workFolder), settings.access),
        inForce: IndexState(path: settings.indexPath))
      throw error
    }
  }

  /// Leaves word of a run that failed before it began, as far as that can be done.
  ///
  /// - Parameter records: Where records are kept and who may read them, if that is known.
  private func tell(
    _ report: RebuildReport, of error: any Error, records: (path: String, access: FileAccess)?,
    inForce: IndexState?
  ) throws {
    let notes = [
      Result {
        guard let records else { return }
        try report.append(
          to: records.path, access: records.access, inForce: inForce, isTrial: dryRun)
      },
      Result { try writeMetrics(report, inForce: inForce, lastSuccess: nil) },
      Result { try print(report, inForce: inForce) },
    ]
    for case .failure(let other) in notes where "\(other)" != "\(error)" {
      Messages(isQuiet: quiet).warn("\(other)")
    }
  }

  private func rebuild(
    _ settings: RebuildSettings, _ keys: RebuildKeys, in folder: borrowing WorkFolder,
    _ report: inout RebuildReport
  ) throws -> Rebuild.Summary {
    let messages = RebuildMessages(Messages(isQuiet: quiet), indexPath: settings.indexPath)
    var options = Rebuild.Options(today: report.today)
    options.now = today == nil ? Int64(report.clock.second) : nil
    options.accepted = try acceptances()
    options.isTrial = dryRun
    options.key = keys.key
    options.keys = keys.ring
    let meter = ProgressMeter(byteCount: nil, isQuiet: quiet)
    let result = Result { () throws(PipelineError) in
      try Rebuild(settings: settings, options: options)
        .run(in: folder, progress: meter.progress) { messages.tell($0) }
    }
    meter.end()
    let outcome: Rebuild.Summary
    do throws(PipelineError) {
      outcome = try result.get()
    } catch {
      throw error.worded(isSettings: true)
    }
    report.outcome = outcome
    messages.tell(outcome, seconds: report.clock.secondsSince)
    return outcome
  }

  private func print(_ report: RebuildReport, inForce: IndexState?) throws {
    guard json else { return }
    var output = try StandardOutput()
    try output.print(report.line(inForce: inForce))
    try output.flush()
  }

  private func writeMetrics(
    _ report: RebuildReport, inForce: IndexState?, lastSuccess: Int?
  ) throws {
    guard let metrics else { return }
    var state = RebuildMetrics(
      report, inForce: inForce, lastSuccess: lastSuccess, isNow: today == nil)
    // What this run does not know stays as the last one had it.
    state.keep(RebuildMetrics.text(in: metrics))
    do {
      // The collector is another user, and the umask of who writes indexes keeps others out.
      let file = try OutputFile(path: metrics, access: .everybody)
      try file.write(Array(state.text.utf8).span)
      try file.publish(isSynced: false)
    } catch {
      RebuildMetrics.noteFailure(in: metrics)
      throw error
    }
  }

  /// Metrics, which are written whatever happens, must not replace what the rebuild reads or keeps.
  private func refuseMetrics(over names: OutputNames) throws {
    guard let metrics else { return }
    var names = names
    try names.write(metrics)
  }

  /// Takes note of the files that the lists are read from, as far as they are there.
  private func readNames(of settings: RebuildSettings, _ names: inout OutputNames) throws {
    for list in settings.lists {
      for pattern in list.patterns {
        for path in try FilePattern(pattern, in: settings.folder).paths() {
          names.read(path, role: "a file of list \(list.id)")
        }
      }
    }
  }

  // MARK: Arguments

  private func acceptances() throws -> [GateAcceptance] {
    try accept.map { text in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[parts.count - 1])
      guard let gate = RebuildGate(rawValue: name) else {
        let names = RebuildGate.allCases.map(\.name)
        let guess = Spelling.nearest(to: name, in: names).map { "did you mean \"\($0)\"?" }
        throw ValidationError(
          "there is no gate \"\(name)\"; "
            + (guess ?? "the gates are \(names.joined(separator: ", "))"))
      }
      return GateAcceptance(gate, list: parts.count == 2 ? String(parts[0]) : nil)
    }
  }

  /// A gate that is passed over for a list that is not there is passed over for none.
  private func checkLists(of settings: RebuildSettings) throws {
    for acceptance in try acceptances() {
      guard let id = acceptance.list, acceptance.gate != .removed else { continue }
      let ids = settings.lists.map(\.id)
      guard !ids.contains(id) else { continue }
      let guess = Spelling.nearest(to: id, in: ids).map { "did you mean \"\($0)\"?" }
      throw Failure(
        "--accept names list \"\(id)\", which \(self.settings) does not declare"
          + (guess.map { "; \($0)" } ?? ""))
    }
  }
}
