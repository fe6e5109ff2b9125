import TestSupport
import Testing

/// What need not be kept, through the command.
struct RetainCommandTests {
  private let place: ConsentPlace

  init() throws { place = try ConsentPlace() }

  @Test func oldThingsGo() throws {
    let run = try place.run(
      """
      echo '[retain]
      withdrawn_months = 24' >> nodial.toml
      $nodial consent object +447700900111 +12025550101 --occurred 2020-01-02 > line
      $nodial consent object +447700900112 > line
      $nodial consent grant +493012345613 --purpose offers --channel sms --via web --evidence act=tick \\
        --occurred 2026-01-02 > line
      $nodial ledger compile
      $nodial ledger retain --dry-run; echo $?
      $nodial ledger retain --actor system:nightly; echo $?
      $nodial consent show +493012345613 | tail -1 | cut -f 3
      $nodial check --purpose offers --channel voice -- +447700900111 +447700900112 | cut -f 2-4 | sed 's/@[-0-9]*//'
      $nodial ledger retain; echo $?
      $nodial ledger verify | grep -o 'intact\\|[0-9]* erased'
      sed -i 's/withdrawn_months = 24/withdrawn_month = 24/' nodial.toml; $nodial ledger retain; echo $?
      """)
    #expect(
      run.output == """
        unconfirmed\tDE\t1
        withdrawn\tGB\t1
        withdrawn\tUS\t1
        0
        unconfirmed\tDE\t1
        withdrawn\tGB\t1
        withdrawn\tUS\t1
        0
        nothing is recorded: none
        listed\tP\tledger-erased
        listed\tP\tledger-objection
        0
        intact
        3 erased
        1

        """, "\(run.output)\(run.messages)")
    #expect(run.messages.contains("consent.ledger: 3 of 4 people would go; nothing was erased"))
    #expect(run.messages.contains("consent.ledger: 3 of 4 people are erased"))
    #expect(run.messages.contains("did you mean \"withdrawn_months\"?"))
    #expect(!run.messages.contains("447700900"))
  }

  /// A mistake in the settings erases nobody by the thousand.
  @Test func manyGoOnlyWhenSomebodyHasLooked() throws {
    let run = try place.run(
      """
      seq 447700900111 447700900130 | sed 's/^/+/' | $nodial consent object - --occurred 2020-01-02 > line
      seq 447700900131 447700900230 | sed 's/^/+/' | $nodial consent object - > line
      $nodial ledger retain --dry-run; echo $?
      $nodial ledger retain; echo $?
      $nodial ledger retain --accept; echo $?
      $nodial ledger retain; echo $?
      """)
    #expect(
      run.output
        == "withdrawn\tGB\t20\n0\nwithdrawn\tGB\t20\n1\nwithdrawn\tGB\t20\n0\n0\n",
      "\(run.output)\(run.messages)")
    #expect(
      run.messages.contains(
        "consent.ledger: 20 of 120 people would go, which is more than 10 %; look at the counts and at [retain], and say "
          + "--accept if they are right"))
  }
}
