import TestSupport
import Testing

/// A right number in the place of a wrong one, through the command.
struct RectifyCommandTests {
  private let place: ConsentPlace

  init() throws { place = try ConsentPlace() }

  private static let check = """
    check() { $nodial check --purpose offers --channel voice -- $* | cut -f 2,4 | sed 's/@[-0-9]*//'; }

    """

  /// Objections go along and stay; consents end.
  @Test func objectionsMoveAlong() throws {
    let run = try place.run(
      Self.check + """
        $nodial consent grant +447700900111 --purpose offers --channel voice --via call --evidence act=spoken > line
        $nodial consent object +447700900111 --channel fax > line
        $nodial consent withdraw +447700900111 --brand beta > line
        $nodial consent grant +447700900111 --brand beta --purpose offers --channel voice --via call --evidence act=spoken > line
        $nodial consent restrict +447700900111 > line; $nodial consent release +447700900111 --reason done > line
        $nodial request open +447700900111 --right rectification | cut -f 1
        printf '+447700900111\\n\\n+447700900112\\n' | $nodial consent rectify - --reason "request 16"
        $nodial consent show +447700900112 | grep 'beta\\|fax' | cut -d ' ' -f 1-5 | sort | uniq -c | sort -rn | head -3
        $nodial consent show +447700900111 | grep 'voice\\|fax' | cut -d ' ' -f 1-4
        check +447700900111 +447700900112
        $nodial consent rectify +447700900111 +447700900111 --reason x; echo $?
        $nodial consent rectify +447700900119 +447700900112 --reason x; echo $?
        $nodial consent rectify +447700900111 +4477 --reason x; echo $?
        $nodial consent rectify +447700900111 +447700900112; echo $?
        $nodial ledger verify | grep -o intact
        """)
    #expect(
      run.output.hasPrefix("16\nobject\t17\nwithdraw\t18\nreassign\t19\n"),
      "\(run.output)\(run.messages)")
    #expect(run.output.hasSuffix("\n1\n1\n1\n64\nintact\n"), "\(run.output)\(run.messages)")
    #expect(
      run.messages.contains("request 16 asks for it; answer it with nodial request answer 16"))
    #expect(!run.messages.contains("4477009"))
    let states = try place.run(
      """
      $nodial consent show +447700900112 --json | python3 -c '
      import json, sys
      for s in json.load(sys.stdin)["states"]:
          if s["channel"] in ("voice", "fax") and s["purpose"] == "offers": print(s["brand"], s["channel"], s["answer"], s["isRestricted"])'
      """)
    #expect(
      states.output
        == "acme fax objected False\nbeta voice withdrawn False\nbeta fax withdrawn False\n",
      "\(states.output)\(run.output)")
  }

  /// A number that was mistyped was never theirs: all goes along.
  @Test func whatWasMistypedGoesAlong() throws {
    let run = try place.run(
      Self.check + """
        $nodial consent grant +447700900111 --purpose offers --channel voice --via call --evidence act=spoken > line
        $nodial consent restrict +447700900111 > line
        $nodial consent rectify +447700900111 +447700900112 --mistyped --reason "misheard"
        check +447700900111 +447700900112
        $nodial consent release +447700900112 > line
        check +447700900112
        $nodial consent erase +447700900113 > line
        $nodial consent rectify +447700900112 +447700900113 --mistyped --reason "misheard"
        check +447700900113
        """)
    #expect(
      run.output == """
        grant\t12
        restrict\t13
        reassign\t14
        listed\tledger-restriction
        listed\tledger-restriction
        clear\t
        reassign\t17
        listed\tledger-erased

        """, "\(run.output)\(run.messages)")
    #expect(run.messages.contains("1 acts did not go along"))
  }
}
