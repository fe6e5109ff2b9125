import TestSupport
import Testing

/// What the ledger has to do with verdicts of scrub, check and audit.
struct ConsentVerdictTests {
  private let place: ConsentPlace

  init() throws { place = try ConsentPlace() }

  /// The verdicts of check and of a scrub are the same, in whatever order.
  private func verdicts(_ numbers: [String], _ options: String = "--purpose offers --channel voice")
    throws -> [String]
  {
    try place.folder.write("c.csv", "phone\n" + numbers.map { "\($0)\n" }.joined())
    try place.folder.write("numbers", numbers.map { "\($0)\n" }.joined())
    let run = try place.run(
      """
      $nodial check \(options) --stdin < numbers | cut -f 2-; echo
      $nodial scrub -q \(options) c.csv -o kept.csv --rejected rejected.csv; tail -n +2 rejected.csv
      """)
    let parts = run.output.split(separator: "\n\n", omittingEmptySubsequences: false)
    let answers = parts[0].split(separator: "\n", omittingEmptySubsequences: false).map {
      String($0.replacing("\t", with: " ")).trimmingBlanks
    }
    var rejected = (parts.count > 1 ? parts[1] : "").split(separator: "\n")[...]
    #expect(answers.count == numbers.count, "\(run.messages)")
    for (number, answer) in zip(numbers, answers) where !answer.hasPrefix("clear") {
      let expected = "\(number),\(answer.replacing(" ", with: ","))"
      let found = rejected.popFirst().map(String.init)
      #expect(found == expected || found == expected + ",")
    }
    #expect(rejected.isEmpty)
    return answers
  }

  @Test func theLawOfTheCountryDecides() throws {
    let run = try place.run(
      """
      exec > log 2>&1
      $nodial consent grant +493012345601 --purpose offers --channel voice --via call --evidence act=spoken
      $nodial consent grant +493012345602 --purpose offers --channel voice --via web --evidence act=tick
      $nodial consent grant +493012345603 --purpose service --channel voice --via call --evidence act=spoken
      $nodial consent grant +493012345604 --purpose offers --channel voice --via call --until 2026-12-01 --occurred 2026-01-01 --evidence act=spoken
      $nodial consent grant +493012345605 --purpose offers --channel voice --batch broken --occurred 2026-01-01
      $nodial consent grant +447700900101 --purpose offers --channel voice --via call --evidence act=spoken
      $nodial consent object +12025550150
      """)
    #expect(run.status == 0)
    let numbers = [
      "+493012345601", "+493012345602", "+493012345603", "+493012345604", "+493012345605",
      "+493012345606",
      "+447700900101", "+447700900102", "+447700900103", "+12025550150", "+12025550151",
      "+12125550151",
      "+5511912345678", "12",
    ]
    let found = try verdicts(numbers, "--purpose offers --channel voice --call-date 2026-12-01")
    let day = found[9].suffix(10)
    #expect(
      found == [
        "clear C", "unconsented N consent:unconfirmed", "unconsented N consent:none",
        "unconsented N consent:expired@2026-12-01",
        "unconsented N consent:quarantined:broken", "unconsented N consent:none", "clear O",
        "listed D uk-tps@undated", "clear C", "listed P ledger-objection@\(day)", "clear C",
        "uncovered B",
        "unconsented N consent:none", "invalid I",
      ])
    let early = try verdicts(
      ["+493012345604"], "--purpose offers --channel voice --call-date 2026-11-30")
    #expect(early == ["clear C"])
    // To businesses in France nothing is asked; by message to Americans something is.
    let others = ["+33123456789", "+12025550151"]
    #expect(
      try verdicts(others, "--purpose offers --channel voice --audience business")
        == ["uncovered B", "clear C"])
    #expect(
      try verdicts(others, "--purpose offers --channel sms")
        == ["unconsented N consent:none", "unconsented N consent:none"])
    // Another brand has no consent.
    #expect(
      try verdicts(
        ["+493012345601", "+12025550150"], "--purpose offers --channel voice --brand beta")
        == ["unconsented N consent:none", "listed P ledger-objection@\(day)"])
  }

  /// What was given after the day of contact permits nothing on it; what forbids always does.
  @Test func aConsentPermitsNothingBeforeIt() throws {
    let run = try place.run(
      """
      {
      $nodial consent grant +493012345601 --purpose offers --channel voice --via call --evidence act=spoken --occurred 2026-06-01
      $nodial consent object +12025550150
      } > log
      """)
    #expect(run.status == 0)
    let numbers = ["+493012345601", "+12025550150"]
    for (day, verdict) in [("2026-05-31", "unconsented N consent:none"), ("2026-06-01", "clear C")]
    {
      let found = try verdicts(numbers, "--purpose offers --channel voice --call-date \(day)")
      #expect(found[0] == verdict && found[1].hasPrefix("listed P ledger-objection"), "\(found)")
    }
  }

  /// Settings that lie beside an index and name a ledger are not passed over.
  @Test func aLedgerBesideAnIndexIsNotPassedOver() throws {
    let run = try place.run(
      """
      mkdir away; cd away
      $nodial check --index ../dnc.ndx -- +12025550151; echo $?
      $nodial check --index ../dnc.ndx --without-ledger -- +12025550151
      $nodial check --settings ../nodial.toml --purpose offers --channel voice -- +12025550151
      NODIAL_SETTINGS=../nodial.toml $nodial check --index ../dnc.ndx --purpose offers --channel voice -- +12025550151
      """)
    #expect(
      run.output
        == "1\n" + String(repeating: "+12025550151\tclear\tC\t\n", count: 3), "\(run.messages)")
    #expect(
      run.messages.contains("../nodial.toml: lies beside the index and names a consent ledger"))
  }

  /// Nor are settings that cannot be read: they may name one.
  @Test func faultySettingsBesideAnIndexAreNotPassedOver() throws {
    let run = try place.run(
      """
      mkdir away; cp nodial.toml sound; cd away
      for change in 's/ledger\\]/Ledger]/' 's/^index.*/garbage/' 's/brand = "acme"/brand = "acme/'; do
        sed "$change" ../sound > ../nodial.toml
        $nodial check --index ../dnc.ndx -- +12025550151; echo $?
        $nodial check --index ../dnc.ndx --without-ledger -- +12025550151 | cut -f 2
      done
      """)
    #expect(run.output == String(repeating: "1\nclear\n", count: 3), "\(run.messages)")
    #expect(run.messages.contains("../nodial.toml:1: no TOML"), "\(run.messages)")
  }

  /// An index that has the name of another scope's is none of it.
  @Test func anIndexOfAnotherScopeIsNotAsked() throws {
    let run = try place.run(
      """
      for channel in voice sms; do
        $nodial consent grant +12025550171 --purpose offers --channel $channel --evidence via=web --evidence act=tick
      done > line
      $nodial consent object +12025550171 --purpose offers --channel sms > line
      $nodial ledger compile 2> line
      printf 'phone\\n+12025550171\\n' > c.csv
      for i in 1 2; do
        $nodial scrub -q --purpose offers --channel sms c.csv -o kept.csv; echo $?; grep -c 171 kept.csv
        cp consent.ledger.acme.offers.voice.ndx consent.ledger.acme.offers.sms.ndx
      done
      """)
    #expect(run.output == "0\n0\n0\n0\n", "\(run.messages)\(run.output)")
  }

  /// Why, as a person is told it.
  @Test func everyVerdictHasItsReason() throws {
    let run = try place.run(
      """
      {
      grant() { $nodial consent grant "$@" --purpose offers --channel voice; }
      grant +493012345601 --via call --evidence act=spoken --occurred 2026-06-01
      grant +493012345602 --via web --evidence act=tick --occurred 2026-06-01
      grant +493012345603
      grant +493012345604 --until 2026-07-01 --occurred 2026-06-01 --evidence act=spoken
      grant +493012345605 --batch broken
      grant +447700900101 --via call --evidence act=spoken --occurred 2026-06-01
      $nodial consent object +493012345606 --occurred 2026-06-01T10:00:00Z
      } > log 2>&1
      $nodial check --json --purpose offers --channel voice --stdin <<END | sed 's/.*"reason":"\\([^"]*\\)".*/\\1/'
      $(seq +493012345601 +493012345607 | sed 's/^/+/')
      +447700900101
      +447700900102
      +12025550151
      +12125550151
      12
      END
      """)
    #expect(
      run.output == """
        calls to a consumer in DE need a consent, and there is one: grant of 2026-06-01 (event 10)
        calls to a consumer in DE need a consent, and the second step of the one there is was not taken: event 11
        calls to a consumer in DE need a consent, and nothing shows the one that is recorded: event 12
        calls to a consumer in DE need a consent, and the one there was has expired on 2026-07-01: event 13
        calls to a consumer in DE need a consent, and the one there is came with the batch broken, which is quarantined: event 14
        the person said no: object of 2026-06-01 (event 16)
        calls to a consumer in DE need a consent, and none is recorded
        it is on a register, which a consent overrides: grant of 2026-06-01 (event 15)
        it is on a list: uk-tps@undated
        calls to a consumer in US need no consent, and nothing forbids it
        no list that is recent enough speaks for it
        it is no number that could be called

        """, "\(run.messages)")
  }

  /// Islands that share a law and a calling code follow their country.
  @Test func islandsFollowTheirCountry() throws {
    let settings = try place.folder.text("nodial.toml")
    try place.folder.write("nodial.toml", settings + "[policy.GB]\nmessages = \"out\"\n")
    #expect(try verdicts(["+447700900103"], "--purpose offers --channel sms") == ["clear C"])
    try place.folder.write(
      "nodial.toml",
      settings + "[policy.GB]\nmessages = \"out\"\n[policy.JE]\nmessages = \"in\"\n")
    #expect(
      try verdicts(["+447700900103"], "--purpose offers --channel sms")
        == ["unconsented N consent:none"])
  }

  /// The very next question knows; only the person takes it back.
  @Test func theVeryNextScrubKnows() throws {
    let number = "+493012345601"
    let steps: [(command: String, verdict: String)] = [
      (
        "grant \(number) --purpose offers --channel voice --via call --evidence act=spoken",
        "clear C"
      ),
      ("withdraw \(number)", "listed P ledger-withdrawal@DAY"),
      ("grant \(number) --purpose offers --channel voice", "listed P ledger-withdrawal@DAY"),
      (
        "grant \(number) --purpose offers --channel voice --via call --evidence act=spoken",
        "clear C"
      ),
      ("object \(number) --channel sms", "clear C"),
      ("object \(number) --purpose marketing", "listed P ledger-objection@DAY"),
      (
        "grant \(number) --purpose offers --channel voice --via call --evidence act=spoken",
        "listed P ledger-objection@DAY"
      ),
      (
        "grant \(number) --purpose offers --channel voice --via call --evidence act=spoken --lifts-objection",
        "clear C"
      ),
      ("refuse \(number) --purpose offers --channel voice", "listed P ledger-refusal@DAY"),
    ]
    for step in steps {
      #expect(try place.run("$nodial consent \(step.command) > line").status == 0)
      let found = try verdicts([number])[0].replacing(#/@\d{4}-\d\d-\d\d/#, with: "@DAY")
      #expect(found == step.verdict, "\(step.command)")
    }
  }

  @Test func settingsOverrideTheLaw() throws {
    let settings = try place.folder.text("nodial.toml")
    try place.folder.write(
      "nodial.toml",
      settings + """
        [policy.BR]
        voice_consumer = "out"
        [policy.DE]
        voice_consumer = "out"
        voice_customer_months = 6
        """)
    #expect(try verdicts(["+5511912345678", "+493012345601"]) == ["uncovered B", "uncovered B"])
    let run = try place.run(
      "$nodial policy | grep -E '^(BR|DE)' | cut -f 1,2,7,12; $nodial policy | tail -n 1")
    #expect(run.output.hasPrefix("BR\tfree\t0/0\tsettings\nDE\tfree\t6/0\tsettings\n# digest "))
    for (text, sentence) in [
      ("[policy.XX]\nvoice_consumer = \"out\"", "[policy.XX] is of no country"),
      ("[policy.FR]\nvoice = \"out\"", "there is no setting \"voice\" in [policy.FR]"),
      ("[policy.FR]\nmessages = \"maybe\"", "messages cannot be \"maybe\""),
      ("[policy.FR]\nconsent_months = -1", "consent_months must be 0 to 1200"),
    ] {
      try place.folder.write("nodial.toml", settings + text)
      let run = try place.run(
        "$nodial check --purpose offers --channel voice -- +12025550151; echo $?")
      #expect(run.output == "1\n")
      #expect(run.messages.contains(sentence), "\(run.messages)")
    }
  }

  /// What cannot be asked is a failure, never clear; who leaves the ledger out must say so.
  @Test func aLedgerThatCannotBeAskedEndsTheRun() throws {
    let ask = "$nodial check --purpose offers --channel voice -- +12025550151; echo $?"
    for (damage, sentence) in [
      ("mv consent.ledger away", "there is no ledger"), ("mv ledger.key away", "ledger.key"),
      ("rm ledger.key; $nodial key new ledger.key > id", "the one that was given is another"),
      ("head -c 4000 /dev/zero > consent.ledger; rm consent.ledger-wal", "is no consent ledger"),
      ("rm consent.ledger-wal; : > consent.ledger", "is no consent ledger"),
      (
        "sed -i 's/\"acme\"/\"acne\"/' nodial.toml",
        "knows no brand \"acne\"; did you mean \"acme\"?"
      ),
      ("sed -i '/^brand/d' nodial.toml", "nothing says which brand contacts"),
    ] {
      let place = try ConsentPlace()
      let run = try place.run(
        damage + """

          \(ask)
          printf 'phone\\n+12025550151\\n' > c.csv
          $nodial scrub --purpose offers --channel voice c.csv -o kept.csv; echo $?; ls kept.csv 2>/dev/null
          $nodial scrub -q --without-ledger c.csv -o kept.csv --report r.json; echo $?; grep isWithoutLedger r.json
          """)
      #expect(run.output == "1\n1\n0\n  \"isWithoutLedger\": true,\n", "\(damage)")
      #expect(run.messages.contains(sentence), "\(damage): \(run.messages)")
    }
    let run = try place.run(
      """
      $nodial check -- +12025550151; echo $?; $nodial check --channel voice --purpose offer -- +12025550151; echo $?
      $nodial check --index dnc.ndx -- +12025550151; echo $?
      """)
    #expect(run.output == "1\n1\n1\n")
    #expect(run.messages.contains("say --purpose NAME and --channel"))
    #expect(run.messages.contains("knows no purpose \"offer\"; did you mean \"offers\"?"))
  }

  /// A rebuild compiles the ledger; what is recorded later stands in the place of what was compiled.
  @Test func aRebuildCompilesTheLedger() throws {
    try place.folder.write(
      "nodial.toml",
      place.folder.text("nodial.toml").replacing(
        "index =",
        with: "region = \"US\"\nindex =")
        + "[[list]]\nid = \"us-ftc\"\nfiles = \"us.txt\"\ncovers = [\"1\"]\n")
    try place.folder.write(
      "c.csv", "phone\n+493012345601\n+493012345602\n+12025550101\n+12025550199\n")
    let run = try place.run(
      """
      for number in 1 2; do
        $nodial consent grant +49301234560$number --purpose offers --channel voice --via call --evidence act=spoken
      done > line
      rm dnc.ndx; $nodial rebuild -q nodial.toml; echo $?; ls consent.ledger.*.ndx; stat -c %a consent.ledger.*.ndx
      scrub() { $nodial scrub --purpose offers --channel voice c.csv -o kept.csv --report r.json; cat kept.csv; }
      scrub; grep -c compiledPath r.json; $nodial consent withdraw +493012345602 > line; scrub
      $nodial inspect consent.ledger.acme.offers.voice.ndx; echo $?
      head -c 3000 consent.ledger.acme.offers.voice.ndx > cut; cp cut consent.ledger.acme.offers.voice.ndx
      $nodial scrub -q --purpose offers --channel voice c.csv -o kept.csv; echo $?
      $nodial ledger compile; $nodial scrub -q --purpose offers --channel voice c.csv -o kept.csv; echo $?
      """)
    #expect(
      run.output == """
        0
        consent.ledger.acme.offers.voice.ndx
        600
        phone
        +493012345601
        +493012345602
        +12025550199
        1
        phone
        +493012345601
        +12025550199
        1
        1
        0

        """, "\(run.messages)")
    #expect(run.messages.contains("0 people read, beside consent.ledger.acme.offers.voice.ndx"))
    #expect(run.messages.contains("1 people read, beside"))
  }

  @Test func theReportIsAWitness() throws {
    try place.folder.write("c.csv", "phone\n+12025550150\n+493012345601\n+12025550151\n")
    let run = try place.run(
      """
      $nodial consent object +12025550150 > line
      $nodial scrub -q --purpose offers --channel voice c.csv -o kept.csv --report r.json
      python3 - <<'END'
      import json
      report = json.load(open("r.json"))
      ledger = report["ledger"]
      head = json.loads(open("head").read())
      print(report["outcomes"], ledger["id"] == head["ledger"], ledger["size"], ledger["brand"],
            ledger["audience"], len(ledger["head"]), len(ledger["policyDigest"]))
      print([(list["id"], list["kind"], list["numberCount"], list["blockedRowCount"]) for list in ledger["lists"]])
      END
      $nodial check --purpose offers --channel voice --json -- +493012345601 | grep -oE '"isNeeded":true|"region":"DE"|"reason":"[^"]*"'
      $nodial audit -q --purpose offers --channel voice --json c.csv | grep -E '"(unconsented|listed)"' | sort -u | tr -d ' '
      """)
    #expect(
      run.output == """
        {'clear': 1, 'duplicate': 0, 'invalid': 0, 'listed': 1, 'stale': 0, 'unconsented': 1, 'uncovered': 0} True 10 acme consumer 64 16
        [('ledger-objection', 'objection', 1, 1)]
        "isNeeded":true
        "reason":"calls to a consumer in DE need a consent, and none is recorded"
        "region":"DE"
        "listed":1,
        "unconsented":1,

        """)
  }
}

extension String {
  /// Without blanks at its end.
  fileprivate var trimmingBlanks: String {
    var rest = self[...]
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
