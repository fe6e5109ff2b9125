import TestSupport
import Testing

/// People who want to be erased, through the command.
struct EraseCommandTests {
  private let place: ConsentPlace

  init() throws { place = try ConsentPlace() }

  /// Erased means not contacted, not found, and not brought back.
  @Test func theErasedStayErased() throws {
    let run = try place.run(
      """
      $nodial consent object +447700900111 > line
      echo +447700900112 | $nodial consent object - --evidence wording="never again" > line
      $nodial ledger compile --purpose offers --channel voice
      $nodial consent erase +447700900111 --reason "request 3" --actor agent:7; echo $?
      check() { $nodial check --purpose offers --channel voice -- +447700900111 +447700900112 | cut -f 2-4 | sed 's/@[-0-9]*//'; }
      check
      printf 'number\\n+447700900111\\n+447700900113\\n' > in.csv
      $nodial scrub in.csv --purpose offers --channel voice --output kept.csv --rejected no.csv; cat kept.csv; cut -d , -f 1,2 no.csv
      $nodial consent show +447700900111
      printf 'number,decision,act\\n+447700900111,grant,tick\\n' > back.csv
      $nodial consent import back.csv --purpose offers --channel voice --output out.csv; tail -1 out.csv
      $nodial consent grant +447700900111 --purpose offers --channel voice --via web --evidence act=tick; echo $?
      $nodial ledger verify | grep -o 'intact\\|[0-9]* erased'
      $nodial ledger rebuild-state && check | head -1
      $nodial consent grant +447700900111 --purpose offers --channel voice --via call --evidence act=spoken \\
        --lifts-objection | cut -f 1
      check | head -1
      grep -c 447700900 consent.ledger*
      """)
    let output = run.output.replacing(#/@\d{4}-\d\d-\d\d/#, with: "")
      .replacing(#/erased on \d{4}-\d\d-\d\d/#, with: "erased on DAY")
    #expect(
      output == """
        1\t12\t1 event erased
        0
        listed\tP\tledger-erased
        listed\tP\tledger-objection
        number
        +447700900113
        number,nodial_outcome
        +447700900111,listed
        erased on DAY, and must not be contacted
        +447700900111,grant,tick,unchanged,,the person was erased
        1\t-\tthe person was erased, and is not recorded anew but by a consent of their own with --lifts-objection and evidence
        1
        intact
        1 erased
        listed\tP\tledger-erased
        1
        clear\tC\t
        consent.ledger:0
        consent.ledger-shm:0
        consent.ledger-wal:0
        consent.ledger.acme.offers.voice.ndx:0
        consent.ledger.erasures:0

        """, "\(run.output)\(run.messages)")
    #expect(!run.messages.contains("447700900"))
  }

  /// What shows a consent is kept as long as the law says, and the person is called by nobody meanwhile.
  @Test func proofsAreHeld() throws {
    let run = try place.run(
      """
      $nodial consent grant +493012345601 --purpose offers --channel voice --via call --evidence act=spoken \\
        --occurred 2026-01-02 > line
      $nodial request open +447700900111 --right access > line
      $nodial request open +493012345601 --right erasure > line
      $nodial request answer 12; echo $?
      printf '%s\\n' +493012345601 +447700900111 +447700900112 ' ' nobody | $nodial consent erase -; echo $?
      $nodial consent erase +493012345601 +447700900111; echo $?
      $nodial check --purpose offers --channel voice -- +493012345601 +447700900111 | cut -f 2,4 | sed 's/@[-0-9]*//'
      $nodial consent erase +493012345601 --despite-hold; echo $?
      $nodial consent erase +493012345601 --despite-hold --no-tombstone --reason "counsel agrees"; echo $?
      $nodial consent show +493012345601
      $nodial consent erase +493012345601 --no-tombstone --despite-hold --reason "again"; echo $?
      $nodial request list | cut -f 1,2
      $nodial ledger verify | grep -o intact
      """)
    let output = run.output.replacing(#/@\d{4}-\d\d-\d\d/#, with: "")
    #expect(
      output == """
        1
        1\theld\tuntil 2031-01-02: what shows the consent is kept 5 years after it was given or used (UWG 7a(2))
        2\theld\trequest 11 is open; answer or close it first
        3\t16\t0 events erased: nothing was recorded of it
        5\t-\tholds no number that can be read; write it as +12025550101
        1
        1\theld\tuntil 2031-01-02: what shows the consent is kept 5 years after it was given or used (UWG 7a(2))
        2\theld\trequest 11 is open; answer or close it first
        2
        listed\tledger-restriction
        listed\tledger-restriction
        64
        1\t17\t4 events erased, request 12 is carried out
        0
        nothing is recorded: none
        1\t19\t1 event erased
        0
        11\taccess
        intact

        """, "\(run.output)\(run.messages)")
    #expect(
      run.messages.contains(
        "request 12: asks for erasure; carry it out with nodial consent erase, which erases the request too"
      ))
  }

  /// Who said no is known as long as lists are bought; what is kept of an erasure names nobody.
  @Test func whatIsKeptOfTheErased() throws {
    let run = try place.run(
      """
      $nodial consent object +447700900111 > line
      $nodial consent erase +447700900111 --no-tombstone | cut -f 1-2
      $nodial consent erase +447700900111 --reason "letter of +44 7700 900111"; echo $?
      $nodial consent erase +447700900111 --reason "letter 20261120-17 of 2026-11-20"
      $nodial consent erase +447700900111 --no-tombstone | cut -f 1-2
      $nodial check --purpose offers --channel voice --json -- +447700900111 | grep -o '"reason":"[^"]*"'
      $nodial consent used +447700900111 --purpose offers --channel voice
      $nodial consent object +49301 | cut -f 1,2
      $nodial consent show +49301 | cut -f 3 | tail -1
      $nodial consent erase +49301
      $nodial request open +447700900112 --right erasure | cut -f 1
      $nodial consent erase +447700900112
      $nodial ledger verify | grep -o intact
      """)
    #expect(
      run.output == """
        1\t-
        64
        1\t11\t1 event erased
        1\t-
        "reason":"the person was erased, and must not be contacted"
        1\t12\tthe person was erased, and must not be contacted
        1\t13
        object
        1\t15\t2 events erased
        16
        1\t18\t2 events erased, request 16 is carried out
        intact

        """, "\(run.output)\(run.messages)")
    #expect(!run.messages.contains("447700900") && !run.messages.contains("7700 900"))
  }

  /// The last person of a scope leaves no index of it that knows them.
  @Test func noIndexOfBeforeIsLeft() throws {
    let run = try place.run(
      """
      $nodial consent grant +447700900111 --purpose offers --channel sms --via call --evidence act=spoken > line
      $nodial ledger compile; cp consent.ledger.acme.offers.sms.ndx before
      $nodial consent erase +447700900111 --despite-hold --reason "counsel agrees" > line
      cmp -s before consent.ledger.acme.offers.sms.ndx; echo $?
      $nodial ledger verify | grep -o '[0-9]* indexes'
      cp before consent.ledger.acme.offers.sms.ndx; $nodial ledger verify | grep -o intact
      $nodial ledger compile; $nodial ledger verify | grep -o '[0-9]* indexes'
      """)
    #expect(run.output == "1\n1 indexes\nintact\n1 indexes\n", "\(run.output)\(run.messages)")
    #expect(
      run.messages.contains(
        "consent.ledger: 1 of its indexes are of before something was declared or erased"))
  }
}
