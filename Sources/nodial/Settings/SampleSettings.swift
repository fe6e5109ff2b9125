import SuppressionLists

/// What `nodial init` writes: settings that explain themselves, and lists to try them with.
enum SampleSettings {
  /// The files by their paths in the new folder.
  ///
  /// - Parameter ledgerKey: The path of the ledger's key, if there is to be one.
  static func files(
    today: CalendarDate, ledgerKey: String? = nil
  ) -> [(path: String, text: String)] {
    let ledger = ledgerKey.map { key in
      [("register.toml", register)] + [("nodial.toml", settings(ledgerKey: key))]
    }
    return [
      ("lists/us-ftc/\(today)_full.txt", "202,5550101\n202,5550102\n202,5550103\n"),
      (
        "lists/optouts/optouts.csv",
        "name,phone\nAnn Example,+1 202 555 0104\n\"Bob Example, Jr.\",(202) 555-0103\n"
      ),
    ] + (ledger ?? [("nodial.toml", settings)])
  }

  /// The settings with a ledger of the key at a path.
  private static func settings(ledgerKey: String) -> String {
    // The paragraph that says how to name one is not needed.
    let paragraphs = settings.split(separator: "\n\n").filter { !$0.hasPrefix("# The ledger") }
    return paragraphs.joined(separator: "\n\n") + """

      [ledger]
      file = "consent.ledger"
      key = "\(ledgerKey)"
      brand = "own"            # who contacts, unless --brand says otherwise

      """
  }

  /// What may be consented to, to be changed before the first consent.
  private static let register = """
    # What consents are about; nodial ledger apply register.toml declares it, and whatever is changed here later.

    [[brand]]
    id = "own"
    name = "Your brand"

    [[purpose]]
    id = "marketing"

    [[purpose]]
    id = "offers"
    parent = "marketing"     # whoever withdraws from marketing withdraws from offers

    # What people who ask for their data are told of you (GDPR 15).
    #[[controller]]
    #id = "own"
    #address = "…"
    #contact = "privacy@example.com"
    #dpo = "dpo@example.com"
    #authority = "…"         # where they may complain
    #automated = "none"      # decisions without a human in them

    # And of each purpose, under its [[purpose]]:
    #basis = "consent, Art. 6(1)(a)"
    #categories = "number, acts and what shows them"
    #recipients = "…"
    #retention = "until withdrawn, proofs five years longer"

    """

  /// The guide (`nodial.docc/Rebuild.md`) shows the same.
  static let settings = """
    # What the index is rebuilt from, every night:
    #
    #     nodial rebuild nodial.toml
    #
    # Paths count from the folder of this file. What is commented out shows its default.

    # The index that campaigns are scrubbed against, and the region of national numbers in them.
    index = "dnc.ndx"
    region = "US"

    # The zone by whose days files are named; a list may have its own: "Asia/Kolkata", "+05:30".
    #timezone = "UTC"

    # The folder of the lock, of the records (rebuilds.jsonl) and of what is remembered.
    #work = "work"

    # The key without which the index tells nothing, made by nodial key new.
    #key = "/etc/nodial/own.key" # none

    # The group that may read index and work folder besides their owner: that of the scrubs.
    #group = "dialers"       # none

    # How many former indexes to keep, as dnc.ndx.20261122T021503Z; to go back, copy one to dnc.ndx.
    #keep = 3

    #memory = "1G"
    #threads = 2             # one a processor

    # What refuses a new list: so many numbers of the last one gone, though no file deletes them and they
    # have not expired (10 for lists that are no registers; not for objections), so many rows without one.
    #shrink_percent_max = 2
    #bad_rows_percent_max = 1

    # The ledger of consents and objections that scrubs ask as well, made by nodial ledger init:
    #
    #     [ledger]
    #     file = "consent.ledger"
    #     key = "/etc/nodial/ledger.key"
    #     brand = "acme"      # who contacts, unless --brand says otherwise

    # A register: full files, and changes to the newest of them.
    [[list]]
    id = "us-ftc"            # as evidence names it: us-ftc@2026-11-20
    kind = "registry"        # registry, objection, litigator, reassigned, disconnected, …
    files = "lists/us-ftc/*" # one pattern or several: ["a/*.txt", "b/2026-*"]
    max_age_days = 31        # from then on it clears no number (16 CFR 310.4(b)(3)(iv))
    #format = "ftc"          # recognised by the first rows
    #combine = "newest"      # the newest full file (of each area code) and the changes since
    #date = "name"           # the day in the file's name; or "modified", the file's own
    #covers = "found"        # what its files speak for; or prefixes, ["1"]; or "names", theirs
    #channels = []           # all; or some of "voice", "sms", "whatsapp", "fax"
    #purposes = []           # all; or names of yours
    #required = true         # false: without files it stays as it was
    #region = "US"           # of its national numbers
    #shrink_percent_max = 2
    #bad_rows_percent_max = 1

    # Your own opt-outs and withdrawn consents: nothing overrides them.
    [[list]]
    id = "optouts"
    kind = "objection"
    files = "lists/optouts/*"
    #combine = "all"         # every file counts: what was on the list stays on it
    #shrink_percent_max = 0  # nothing goes but by deletion or expiry
    #format = "csv"
    #column = "phone"        # found by its header
    #delimiter = "comma"     # found
    #header = true           # found

    """
}
