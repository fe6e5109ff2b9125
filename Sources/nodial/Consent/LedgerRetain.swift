import ArgumentParser
import ConsentLedger
import Files

extension LedgerCommand {
  struct Retain: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Erase what need not be kept any more (GDPR 5(1)(e)).",
      discussion: """
        EXAMPLES
          nodial ledger retain --dry-run
          nodial ledger retain --actor system:nightly

        erasure      was to be erased, and what had to be kept may go now; a tombstone stays
        unconfirmed  typed into a form 28 days ago, never confirmed, and nothing else
        quarantined  came with a batch 90 days ago that was never completed, and nothing else
        withdrawn    said no five years ago, and nothing has happened since; a tombstone stays
        inactive     no consent, no objection, and nothing has happened for three years
        requests     requests that ended three years ago
        access       who looked, two years ago

        [retain] of the settings sets the days and months. Proofs that have to be kept, open requests and \
        consents in force keep their people. Prints rule, region and count, separated by tabs.

        EXIT STATUS
          0   done
          1   failed, or more than 10 % of all people would go: --accept, after looking at --dry-run
        """)

    @OptionGroup var ledger: LedgerArguments

    @Flag(help: "Only count.")
    var dryRun = false

    @Flag(help: "Erase also if more than 10 % of all people go.")
    var accept = false

    @Option(
      help: ArgumentHelp("Who erases: agent:ID, system:ID. (default: the login)", valueName: "who"))
    var actor: String?

    /// The share of all people, in percent, of which nothing but a mistake is the usual cause.
    private static let percentMax = 10
    /// So few people are no share.
    private static let countMin = 10

    func run() throws {
      let source = try ledger.source()
      let texts = try ActArguments.texts(
        evidence: [], via: nil, reason: nil, actor: actor ?? Login.actor)
      let policy = source.settings.retention
      let day = Clock.now.day
      let found: Retention
      try Ledger(path: source.path, key: source.key).verifyWhole()
      var writer: LedgerWriter?
      if dryRun {
        found = try Retention(Ledger(path: source.path, key: source.key), policy, on: day)
      } else {
        writer = try source.writer()
        found = try Retention(writer!.ledger, policy, on: day)
      }
      var output = try StandardOutput()
      for count in found.counts {
        try output.print(
          count.rule.rawValue, count.region.isEmpty ? "-" : count.region, count.count)
      }
      try output.flush()
      let messages = Messages(isQuiet: false)
      let share = "\(found.personCount) of \(found.subjectCount) people"
      let isTooMany =
        found.personCount > Self.countMin
        && found.personCount * 100 > found.subjectCount * Self.percentMax
      if isTooMany, !accept {
        let sentence =
          "\(source.path): \(share) would go, which is more than \(Self.percentMax) %; look at the counts and at [retain], "
          + "and say --accept if they are right"
        guard dryRun else { throw Failure(sentence) }
        messages.warn(sentence)
        return
      }
      guard let writer else {
        messages.note("\(source.path): \(share) would go; nothing was erased")
        return
      }
      let purposes = try writer.carryOut(found, policy, texts: texts, now: { Clock.now.moment })
      messages.note("\(source.path): \(share) are erased")
      if !found.isEmpty { try ErasureFinish(writer: writer).run(purposes: purposes) }
    }
  }
}
