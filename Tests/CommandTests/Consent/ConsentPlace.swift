import TestSupport

/// A folder with settings, a register, a ledger with brand and purposes, and `$out`, which records nothing else.
struct ConsentPlace {
  let place: Workplace
  var folder: TemporaryFolder { place.folder }

  /// - Parameter lists: Arguments of `build`; with none, the index has an empty list of another country.
  init(lists: String = "us-ftc=us.txt uk-tps=uk.txt --covers us-ftc=1202 --covers uk-tps=44") throws
  {
    place = try Workplace(withIndex: false)
    try folder.write("us.txt", "+12025550101\n+12025550102\n")
    try folder.write("uk.txt", "+447700900101\n+447700900102\n")
    try folder.write(
      "nodial.toml",
      """
      index = "dnc.ndx"
      [ledger]
      file = "consent.ledger"
      key = "ledger.key"
      brand = "acme"

      """)
    try folder.write(
      "register.toml",
      """
      [[brand]]
      id = "acme"
      [[brand]]
      id = "beta"
      [[purpose]]
      id = "marketing"
      [[purpose]]
      id = "offers"
      parent = "marketing"
      [[purpose]]
      id = "service"
      [[notice]]
      id = "web@3"
      [[batch]]
      id = "broken"
      supplier = "Leads Ltd"
      [[batch]]
      id = "whole"
      supplier = "Leads Ltd"
      agreement = "2026-01-01"
      source_kind = "form"
      collected_from = "2026-01-01"
      collected_until = "2026-06-30"
      countries = ["DE"]
      recipients = "Acme GmbH"
      notice = "web@3"
      form = "sha256:00"
      questions_answered = true

      """)
    let run = try place.run(
      """
      $nodial build -q --region US -o dnc.ndx \(lists)
      $nodial key new ledger.key > id
      $nodial ledger init --controller "Acme GmbH" > head 2>> log && $nodial ledger apply register.toml 2>> log
      """)
    precondition(run.status == 0, run.messages)
  }

  func run(_ script: String) throws -> (output: String, messages: String, status: Int32) {
    let run = try place.run(script)
    return (run.output, run.messages, run.status)
  }
}
