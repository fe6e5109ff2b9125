import TestSupport
import Testing

/// Requests of people, through the command.
struct RequestCommandTests {
  private let place: ConsentPlace

  init() throws { place = try ConsentPlace() }

  @Test func aRequestHasItsClock() throws {
    let run = try place.run(
      """
      $nodial request list; echo $?
      echo +493012345601 | $nodial request open - --right access --via email --received 2026-01-31 --reason "by letter"
      $nodial request list; echo $?
      $nodial request list --due 7d --json | sed 's/"daysLeft":-[0-9]*/"daysLeft":N/'
      $nodial request show 10 --actor agent:7
      $nodial request extend 10 --reason late; echo $?
      $nodial request answer 10 --via paper --evidence evidence_file=17.pdf
      $nodial request list; echo $?
      $nodial request list --all | cut -f 1-4
      $nodial request close 10 --reason again; echo $?
      $nodial ledger verify | grep -o intact
      """)
    let output = run.output.replacing(#/late by \d+ days/#, with: "late by N days")
      .replacing(#/login:\S+/#, with: "login:ME")
    #expect(
      output == """
        0
        10\tdue 2026-02-28\t10
        10\taccess\t2026-01-31\t2026-02-28\tlate by N days
        2
        {"article":15,"daysLeft":N,"due":"2026-02-28","id":10,"isExtended":false,"received":"2026-01-31","right":"access","state":"open"}
        request\t10
        right\taccess (GDPR 15)
        number\t+493012345601
        received\t2026-01-31
        due\t2026-02-28
        state\tlate by N days
        actor\tlogin:ME
        reason\tby letter
        via\temail
        1
        10\tanswered\t12
        0
        10\taccess\t2026-01-31\t2026-02-28
        1
        intact

        """, "\(run.output)\(run.messages)")
    #expect(run.messages.contains("request 10 is late since 2026-02-28\n"))
    #expect(
      run.messages.contains(
        "request 10: the first month ended on 2026-02-28, and an extension has to be told within it (GDPR 12(3)); answer "
          + "the request\n"))
    #expect(run.messages.contains("request 10: the request is answered already\n"))
    #expect(!run.messages.contains("4930"))
  }

  /// Who asks to be erased is contacted by nobody from then on; who objects likewise.
  @Test func theVeryNextScrubKnows() throws {
    let run = try place.run(
      """
      $nodial consent grant +493012345601 +493012345602 +493012345603 --purpose offers --channel sms --via call \\
        --evidence act=spoken > line
      $nodial request open +493012345601 --right erasure > line
      $nodial request open +493012345602 --right objection > line
      $nodial request open +493012345603 --right access > line
      $nodial request open +493012345603 --right access > line
      check() { $nodial check --purpose offers --channel sms -- +493012345601 +493012345602 +493012345603 | cut -f 2,4; }
      check
      $nodial consent release +493012345601 --reason "settled"
      for end in 2099-01-01 2026-11-20T10:00:00Z; do
        $nodial consent release +493012345601 --occurred $end --purpose offers | cut -f 2-
      done
      $nodial consent restrict +493012345604 --channel sms | cut -f 2-
      $nodial consent release +493012345604 --occurred 2099-01-01 | cut -f 2-
      printf 'number,decision\\n+493012345601,release\\n' > back.csv
      $nodial consent import back.csv --output result.csv; tail -1 result.csv
      $nodial request close 13 --reason "a court needs the proof"
      $nodial consent release +493012345601 --reason "settled" > line
      check | head -1
      """)
    let days = run.output.replacing(#/@\d{4}-\d\d-\d\d/#, with: "")
    #expect(
      days == """
        listed\tledger-restriction
        listed\tledger-objection
        unconsented\tconsent:unconfirmed
        1\t-\trequest 13 asks for erasure and is open; answer or close it first
        -\ta restriction cannot have ended later than now
        -\ta restriction is of everything; name no brand, purpose or channel
        -\ta restriction is of everything; name no brand, purpose or channel
        -\ta restriction cannot have ended later than now
        +493012345601,release,refused,,nobody is released by a file; use nodial consent release
        13\tclosed\t19
        unconsented\tconsent:unconfirmed

        """, "\(run.output)\(run.messages)")
    #expect(
      run.messages.contains("request 17 of the same person asks for the same, and is open too"))
    #expect(run.messages.contains("the person stays restricted; nodial consent release ends that"))
  }

  @Test func whatIsWrongIsSaid() throws {
    let run = try place.run(
      """
      $nodial request open +493012345601 --right access --received 2999-01-01; echo $?
      $nodial request open +493012345601 --right everything; echo $?
      $nodial request open nobody --right access; echo $?
      $nodial request show 1; echo $?
      $nodial request answer 7; echo $?
      $nodial request extend 7; echo $?
      $nodial request list --due soon; echo $?
      """)
    #expect(
      run.output == "1\\n64\\n1\\n1\\n1\\n64\\n64\\n".replacing("\\n", with: "\n"),
      "\(run.messages)")
    #expect(run.messages.contains("a request cannot have been received later than today"))
    #expect(run.messages.contains("there is no such request; nodial request list --all names them"))
  }
}
