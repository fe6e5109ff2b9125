import TestSupport
import Testing

/// Age, coverage, channels and purposes, as the commands show them.
struct VerdictCommandTests {
  private let folder: TemporaryFolder
  private let place: Workplace

  /// Two registers that grow stale and say for which prefixes they speak, own objections, and a list
  /// for one channel and purpose.
  init() throws {
    place = try Workplace(withIndex: false)
    folder = place.folder
    try folder.write("ftc.txt", "+12025550101\n+12025550102\n+12025550103\n")
    try folder.write("tps.txt", "+442079460001\n")
    try folder.write("optouts.txt", "+12025550103\n+13105550104\n")
    try folder.write("texts.txt", "+12025550105\n+12025550103\n")
    try folder.write(
      "c.csv",
      """
      id,phone,mobile
      1,+12025550101,
      2,+12025550199,+442079460009
      3,+12025550199,+13105550199
      4,+13105550104,
      5,+12125550105,none
      6,+12025550105,
      7,+442079460001,+12025550103
      8,,
      9,+12025550198 / +33123456789,

      """)
    let run = try place.run(
      """
      $nodial build -q -o dnc.ndx us-ftc=ftc.txt uk-tps=tps.txt withdrawn=optouts.txt texts=texts.txt \
      --date us-ftc=2026-11-01 --max-age us-ftc=31 --covers us-ftc=1202,+1212 \
      --date uk-tps=2026-11-10 --max-age uk-tps=28 --covers uk-tps=44 \
      --channels texts=sms,whatsapp --purposes texts=sales --kind texts=litigator
      """)
    #expect(run.status == 0)
    #expect(run.messages == "")
  }

  /// The last day on which the older list is fresh.
  @Test func uncoveredNumbersAreRejected() throws {
    let run = try place.run(
      "$nodial scrub --index dnc.ndx --call-date 2026-12-02 c.csv -o kept.csv --rejected r.csv")
    #expect(run.status == 0)
    #expect(
      run.timelessMessages == """
        nodial: c.csv: phone columns phone, mobile; delimiter comma; no region: numbers must be \
        international
        nodial: 9 rows: 1 clear, 4 listed, 2 invalid, 2 uncovered; T s
        nodial: us-ftc@2026-11-01 blocked 2 rows
        nodial: uk-tps@2026-11-10 blocked 1 rows
        nodial: withdrawn@undated blocked 2 rows
        nodial: texts@undated blocked 2 rows

        """)
    #expect(try folder.text("kept.csv") == "id,phone,mobile\n2,+12025550199,+442079460009\n")
    #expect(
      try folder.text("r.csv") == """
        id,phone,mobile,nodial_outcome,nodial_code,nodial_lists
        1,+12025550101,,listed,D,us-ftc@2026-11-01
        3,+12025550199,+13105550199,uncovered,B,
        4,+13105550104,,listed,P,withdrawn@undated
        5,+12125550105,none,invalid,I,
        6,+12025550105,,listed,D,texts@undated
        7,+442079460001,+12025550103,listed,P,\
        us-ftc@2026-11-01;uk-tps@2026-11-10;withdrawn@undated;texts@undated
        8,,,invalid,I,
        9,+12025550198 / +33123456789,,uncovered,B,

        """)
  }

  /// A day later the older list is stale for the numbers it should speak for, and for those alone.
  @Test func staleListsRejectWhatTheyShouldSpeakFor() throws {
    let run = try place.run(
      "$nodial scrub --index dnc.ndx --call-date 2026-12-03 --channel voice c.csv -o kept.csv "
        + "--rejected r.csv")
    #expect(run.status == 0)
    let messages = run.timelessMessages.split(separator: "\n").filter {
      !$0.contains("phone columns")
    }
    #expect(
      messages.prefix(2).joined(separator: "\n") == """
        nodial: warning: list us-ftc@2026-11-01 is stale: 32 days old on 2026-12-03, and may be 31 \
        days; fetch it anew and rebuild the index
        nodial: 9 rows: 0 clear, 3 listed, 2 invalid, 4 stale; T s
        """)
    #expect(
      messages.last == """
        nodial: warning: NO ROW WAS KEPT: of 9, 4 are stale and 0 uncovered; get fresh lists, rebuild \
        the index and scrub again
        """)
    #expect(try folder.text("kept.csv") == "id,phone,mobile\n")
    let rejected = try folder.text("r.csv").split(separator: "\n")
    #expect(rejected[2] == "2,+12025550199,+442079460009,stale,A,us-ftc@2026-11-01(stale)")
    #expect(rejected[3] == "3,+12025550199,+13105550199,stale,A,us-ftc@2026-11-01(stale)")
    #expect(rejected[6] == "6,+12025550105,,stale,A,us-ftc@2026-11-01(stale)")
  }

  /// An undated list with a maximum age is stale on any day, and one without coverage for all numbers.
  @Test func undatedListsAreStale() throws {
    try folder.write("list.txt", "+12025550101\n")
    let run = try place.run(
      """
      $nodial build -q -o old.ndx list=list.txt --max-age list=31 other=list.txt --max-age other=1 \
      --date other=2026-01-01
      $nodial check --index old.ndx +12025550101 +12025550199 +442079460000 12
      $nodial scrub -q --index old.ndx c.csv --column phone
      """)
    #expect(run.status == 0)
    #expect(
      run.output == """
        +12025550101\tlisted\tD\tlist@undated;other@2026-01-01
        +12025550199\tstale\tA\tlist@undated(stale);other@2026-01-01(stale)
        +442079460000\tstale\tA\tlist@undated(stale);other@2026-01-01(stale)
        12\tinvalid\tI\t
        id,phone,mobile

        """)
    #expect(
      run.messages.hasPrefix(
        "nodial: warning: list list@undated is stale: of unknown age on "))
    #expect(
      run.messages.contains(
        ", and may be 31 days; give it a date (--date list=YYYY-MM-DD) and rebuild the index\n"))
  }

  /// A check decides as the scrub does; all but clear is status 2.
  @Test(
    arguments: [
      ("2026-12-02", "+12025550199", "clear\tC\t", 0),
      ("2026-12-02", "+13105550199", "uncovered\tB\t", 2),
      ("2026-12-02", "+33123456789", "uncovered\tB\t", 2),
      ("2026-12-03", "+12025550199", "stale\tA\tus-ftc@2026-11-01(stale)", 2),
      ("2026-12-03", "+12025550101", "listed\tD\tus-ftc@2026-11-01", 2),
      ("2026-12-03", "+442079460009", "clear\tC\t", 0),
      ("2026-12-09", "+442079460009", "stale\tA\tuk-tps@2026-11-10(stale)", 2),
      ("2026-12-09", "+33123456789", "uncovered\tB\t", 2),
      (
        "2026-12-09", "+442079460009 / +12025550199",
        "stale\tA\tus-ftc@2026-11-01(stale);uk-tps@2026-11-10(stale)", 2
      ),
      ("2026-12-02 --channel voice", "+12025550105", "clear\tC\t", 0),
      ("2026-12-02 --channel sms", "+12025550105", "listed\tD\ttexts@undated", 2),
      ("2026-12-02 --channel sms --purpose sales", "+12025550105", "listed\tD\ttexts@undated", 2),
    ])
  func checks(options: String, number: String, verdict: String, status: Int32) throws {
    let run = try place.run("$nodial check --index dnc.ndx --call-date \(options) '\(number)'")
    #expect(run.output == "\(number)\t\(verdict)\n")
    #expect(run.status == status)
    #expect(run.messages == "")
  }

  @Test func aPurposeThatNoListNamesIsAWarning() throws {
    var run = try place.run(
      "$nodial check --index dnc.ndx --call-date 2026-12-02 --purpose sale +12025550105")
    #expect(run.status == 0)
    #expect(
      run.messages
        == "nodial: warning: no list names the purpose \"sale\"; did you mean \"sales\"?\n")
    run = try place.run(
      """
      $nodial build -q -o t.ndx texts=texts.txt --channels texts=sms --date texts=2027-01-01
      $nodial scrub -q --index t.ndx --call-date 2026-12-02 --channel fax --purpose x c.csv -o k.csv
      $nodial check --index t.ndx --call-date 2026-12-02 +12025550199
      """)
    #expect(run.status == 0)
    #expect(
      run.messages == """
        nodial: warning: no list names the purpose "x"; no list names any
        nodial: warning: no list of the index applies, so nothing is blocked; check --channel and \
        --purpose against `nodial inspect`
        nodial: warning: list texts@2027-01-01 is dated 30 days after the calls; check its date and \
        --call-date

        """)
  }

  @Test(
    arguments: [
      ("scrub c.csv --channel voise", "unknown channel \"voise\"; did you mean voice?"),
      (
        "check +12025550199 --channel letter",
        "unknown channel \"letter\"; the channels are voice, sms, whatsapp, fax"
      ),
      ("scrub c.csv --call-date 2026-02-30", "\"2026-02-30\" is no date; write YYYY-MM-DD"),
      ("check +12025550199 --purpose ''", "--purpose is empty; name one or leave it out"),
      ("inspect dnc.ndx --call-date x", "\"x\" is no date"),
    ])
  func wrongUsageIsExplained(arguments: String, message: String) throws {
    let index = arguments.hasPrefix("inspect") ? "" : "--index dnc.ndx"
    let run = try place.run("$nodial \(arguments) \(index)")
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.messages.contains(message), "\(run.messages)")
  }

  @Test(
    arguments: [
      ("--max-age a=-1", "--max-age takes a number of days from 0 to 3660, not \"-1\""),
      ("--max-age b=1", "--max-age names list \"b\", which is not given; did you mean \"a\"?"),
      ("--covers a=1202,", "--covers takes ID=VALUE,VALUE,… and a value of it is empty"),
      ("--covers a=0202", "\"0202\" begins no international number; write the country code"),
      ("--covers a=1-202", "\"1-202\" begins no international number"),
      ("--channels a=voice,text", "unknown channel \"text\"; the channels are"),
      ("--purposes a", "--purposes takes ID=VALUE, not \"a\""),
    ])
  func wrongCataloguesAreExplained(arguments: String, message: String) throws {
    let (run, names) = try place.newNames(after: "$nodial build -o a.ndx a=ftc.txt \(arguments)")
    #expect(run.status == 64)
    #expect(run.messages.contains(message), "\(run.messages)")
    #expect(names == [])
  }

  /// More than half uncovered is named with its remedy.
  @Test func warnsIfMostRowsAreUncovered() throws {
    try folder.write("f.csv", "phone\n+33123456789\n+33123456780\n+12025550199\n")
    let run = try place.run("$nodial scrub -q --index dnc.ndx --call-date 2026-12-02 f.csv")
    #expect(run.output == "phone\n+12025550199\n")
    #expect(
      run.messages == """
        nodial: warning: 66 % of the rows are uncovered: no list speaks for their prefixes, as \
        `nodial inspect` shows; add the lists that do, or correct their coverage, and rebuild the index

        """)
  }

  @Test func theReportNamesAgesAndCoverage() throws {
    let run = try place.run(
      """
      $nodial scrub -q --index dnc.ndx c.csv -o k.csv --report report.json --call-date 2026-12-03 \
      --channel voice --purpose sales 2> /dev/null
      python3 - << 'end'
      import json
      report = json.load(open("report.json"))
      assert report["callDate"] == "2026-12-03" and report["channel"] == "voice"
      assert report["purpose"] == "sales"
      assert report["outcomes"] == {
          "clear": 0, "listed": 3, "invalid": 2, "stale": 4, "uncovered": 0,
          "duplicate": 0, "unconsented": 0}, report["outcomes"]
      lists = report["index"]["lists"]
      def each(name): return [l.get(name) for l in lists]
      assert each("ageDays") == [32, 23, None, None]
      assert each("maxAgeDays") == [31, 28, None, None]
      assert each("isStale") == [True, False, False, False]
      assert each("applies") == [True, True, True, False]
      assert each("coverageCount") == [2, 1, 0, 0]
      assert each("channels") == [[], [], [], ["sms", "whatsapp"]]
      assert each("purposes") == [[], [], [], ["sales"]]
      end
      """)
    #expect(run.status == 0)
    #expect(run.messages == "")
  }

  @Test func inspectShowsAgesAndCoverage() throws {
    let run = try place.run("$nodial inspect dnc.ndx --call-date 2026-12-03")
    let lines = run.output.split(separator: "\n").suffix(5).map { line in
      line.split(separator: "\t").prefix(9).joined(separator: "|")
    }
    #expect(
      lines == [
        "list|kind|version|age|days left|numbers|coverage|channels|purposes",
        "us-ftc|registry|2026-11-01|32|-1|3|1202,1212|all|all",
        "uk-tps|registry|2026-11-10|23|5|1|44|all|all",
        "withdrawn|objection|undated|-|-|2|-|all|all",
        "texts|litigator|undated|-|-|2|-|sms,whatsapp|sales",
      ])
  }

  /// For monitoring: silent and 0, or a line for each list that is stale or empty, and 1.
  @Test func inspectChecks() throws {
    var run = try place.run("$nodial inspect --check dnc.ndx --call-date 2026-12-02")
    #expect((run.status, run.output, run.messages) == (0, "", ""))
    run = try place.run("$nodial inspect --check dnc.ndx --call-date 2026-12-09")
    #expect(run.status == 1)
    #expect(run.messages == "")
    #expect(
      run.output == """
        list us-ftc@2026-11-01 is stale: 38 days old on 2026-12-09, and may be 31 days; fetch it anew \
        and rebuild the index
        list uk-tps@2026-11-10 is stale: 29 days old on 2026-12-09, and may be 28 days; fetch it anew \
        and rebuild the index

        """)
    run = try place.run(
      "touch none && $nodial build -q -o e.ndx none=none --allow-empty none 2> /dev/null; $nodial inspect --check e.ndx"
    )
    #expect(run.status == 1)
    #expect(run.output == "list none@undated is empty; check its source and rebuild the index\n")
  }
}
