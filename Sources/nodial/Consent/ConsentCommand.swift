import ArgumentParser
import ConsentLedger
import Files
import PhoneNumbers

struct ConsentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "consent",
    abstract: "Record and show what people permit and forbid.",
    discussion: """
      EXAMPLES
        nodial consent grant +493012345678 --purpose offers --channel sms \\
          --via web --evidence act=tick --evidence notice=web@3
        nodial consent object - --via sms < numbers.txt
        nodial consent show +493012345678

      Numbers from standard input (-) stand neither in the process table nor in the shell's history. Each \
      line is answered with its number and that of its event as soon as it is on the disk.
      """,
    subcommands: [
      Grant.self, Confirm.self, Withdraw.self, Object.self, Refuse.self, Used.self, Import.self,
      Export.self, Reply.self, Reviews.self, Reviewed.self, Restrict.self, Release.self, Erase.self,
      Rectify.self,
      Show.self,
    ])

  struct Grant: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Record that people consented.",
      discussion: """
        EXAMPLES
          nodial consent grant +493012345678 --brand acme --purpose offers --channel sms \\
            --via web --evidence act=tick --evidence wording="I agree to offers by SMS"

        A consent is for one brand, one purpose and the channels that it names; it is never wider. After a \
        withdrawal only a later one with evidence counts, after an objection only one with \
        --lifts-objection.
        """)

    @OptionGroup var ledger: LedgerArguments
    @OptionGroup var act: ActArguments

    @Option(help: ArgumentHelp("When the consent ends.", valueName: "time"))
    var until: String?

    @Option(help: ArgumentHelp("The batch that it is from, as it was declared.", valueName: "id"))
    var batch: String?

    @Flag(help: "The person knows of the objection and takes it back.")
    var liftsObjection = false

    @Argument(help: ArgumentHelp("The numbers; - is standard input.", valueName: "number"))
    var numbers: [String] = []

    func run() throws {
      try ActEntry(kind: .grant, ledger: ledger, arguments: act, numbers: numbers) { act in
        act.until = try ActArguments.moment(until, option: "--until")
        act.batch = batch
        act.liftsObjection = liftsObjection
      }.run()
    }
  }

  struct Confirm: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Record the second step of a double opt-in.",
      discussion: """
        EXAMPLES
          nodial consent confirm +493012345678 --purpose offers --channel sms --via sms \\
            --evidence request_id=R17
        """)

    @OptionGroup var ledger: LedgerArguments
    @OptionGroup var act: ActArguments

    @Argument(help: ArgumentHelp("The numbers; - is standard input.", valueName: "number"))
    var numbers: [String] = []

    func run() throws {
      try ActEntry(kind: .confirm, ledger: ledger, arguments: act, numbers: numbers).run()
    }
  }

  struct Withdraw: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Record that people withdrew their consent.",
      discussion: """
        EXAMPLES
          nodial consent withdraw +493012345678 --via call
          nodial consent withdraw - --channel sms --via sms < stops.txt

        What is not said is everything: all brands, all purposes, all channels. It holds for the very next \
        scrub.
        """)

    @OptionGroup var ledger: LedgerArguments
    @OptionGroup var act: ActArguments

    @Argument(help: ArgumentHelp("The numbers; - is standard input.", valueName: "number"))
    var numbers: [String] = []

    func run() throws {
      try ActEntry(kind: .withdraw, ledger: ledger, arguments: act, numbers: numbers).run()
    }
  }

  struct Object: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Record that people object to being contacted (GDPR 21).",
      discussion: """
        EXAMPLES
          nodial consent object +493012345678
          nodial consent object - --via sms < numbers.txt

        What is not said is everything: all brands, all purposes, all channels. It holds for the very next \
        scrub, and only the person lifts it: with grant --lifts-objection.
        """)

    @OptionGroup var ledger: LedgerArguments
    @OptionGroup var act: ActArguments

    @Argument(help: ArgumentHelp("The numbers; - is standard input.", valueName: "number"))
    var numbers: [String] = []

    func run() throws {
      try ActEntry(kind: .object, ledger: ledger, arguments: act, numbers: numbers).run()
    }
  }

  struct Refuse: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Record that people were asked and declined.",
      discussion: """
        EXAMPLES
          nodial consent refuse +493012345678 --purpose offers --channel sms --via web
        """)

    @OptionGroup var ledger: LedgerArguments
    @OptionGroup var act: ActArguments

    @Argument(help: ArgumentHelp("The numbers; - is standard input.", valueName: "number"))
    var numbers: [String] = []

    func run() throws {
      try ActEntry(kind: .refuse, ledger: ledger, arguments: act, numbers: numbers).run()
    }
  }

  struct Restrict: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Record that people are contacted for nothing, for now (GDPR 18).",
      discussion: """
        EXAMPLES
          nodial consent restrict +493012345678 --reason "the number is disputed"
        """)

    @OptionGroup var ledger: LedgerArguments
    @OptionGroup var act: ActArguments

    @Argument(help: ArgumentHelp("The numbers; - is standard input.", valueName: "number"))
    var numbers: [String] = []

    func run() throws {
      try ActEntry(kind: .restrict, ledger: ledger, arguments: act, numbers: numbers).run()
    }
  }

  struct Release: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Record that a restriction has ended: tell the person before (GDPR 18(3)).",
      discussion: """
        EXAMPLES
          nodial consent release +493012345678 --reason "the number is theirs"

        Objections and withdrawals stay.
        """)

    @OptionGroup var ledger: LedgerArguments
    @OptionGroup var act: ActArguments

    @Argument(help: ArgumentHelp("The numbers; - is standard input.", valueName: "number"))
    var numbers: [String] = []

    func run() throws {
      try ActEntry(kind: .release, ledger: ledger, arguments: act, numbers: numbers).run()
    }
  }

  struct Used: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Record that consents were used: the proof must be kept from then on (UWG 7a).",
      discussion: """
        EXAMPLES
          nodial consent used - --purpose offers --channel voice --evidence campaign=C7 < dialled.txt
        """)

    @OptionGroup var ledger: LedgerArguments
    @OptionGroup var act: ActArguments

    @Argument(help: ArgumentHelp("The numbers; - is standard input.", valueName: "number"))
    var numbers: [String] = []

    func run() throws {
      try ActEntry(kind: .use, ledger: ledger, arguments: act, numbers: numbers).run()
    }
  }
}
