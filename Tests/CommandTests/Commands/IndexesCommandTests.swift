import TestSupport
import Testing

/// Several indexes, as the commands show them.
struct IndexesCommandTests {
  private let folder: TemporaryFolder
  private let place: Workplace

  /// A register and own lists, in an index each, and all of them in one: `all.ndx`.
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
      3,(202) 555-0198,+13105550199
      4,+13105550104,
      5,+12125550105,none
      6,+12025550105,
      7,+442079460001,+12025550103
      8,,
      9,+12025550198 / +33123456789,

      """)
    let run = try place.run(
      """
      ftc="us-ftc=ftc.txt --date us-ftc=2026-11-01 --max-age us-ftc=31 --covers us-ftc=1202,1212"
      tps="uk-tps=tps.txt --date uk-tps=2026-11-10 --max-age uk-tps=28 --covers uk-tps=44"
      own="withdrawn=optouts.txt texts=texts.txt --channels texts=sms --purposes texts=sales"
      $nodial build -q -o ftc.ndx --region US $ftc
      $nodial build -q -o tps.ndx $tps
      $nodial build -q -o own.ndx --region US $own
      $nodial build -q -o all.ndx --region US $ftc $tps $own
      """)
    #expect(run.status == 0)
    #expect(run.messages == "")
  }

  private static let together = "--index ftc.ndx --index tps.ndx -i own.ndx"

  /// Outputs, messages, evidence, counts: freshness, coverage, channels and purposes are of all lists,
  /// whichever index they are in.
  @Test(
    arguments: [
      "2026-12-02", "2026-12-03", "2026-12-09", "2026-12-02 --channel voice",
      "2026-12-02 --channel sms --purpose sales", "2026-12-02 --every-column",
      "2026-12-02 --unique",
    ])
  func aScrubBySeveralIsThatByOne(options: String) throws {
    let run = try place.run(
      """
      scrub() {
        name=$1; shift
        $nodial scrub "$@" --call-date \(options) c.csv -o k-$name --rejected r-$name \\
          --report report-$name 2>&1 | sed 's/; [0-9.]* s$//' > m-$name; echo ${PIPESTATUS[0]}
      }
      scrub one --index all.ndx; scrub several \(Self.together)
      for kind in k r m; do cmp $kind-one $kind-several; done
      cat > compare.py << 'end'
      import json
      one, several = (json.load(open(f"report-{name}")) for name in ("one", "several"))
      assert "indexes" not in one and "index" not in several
      assert [i["path"] for i in several["indexes"]] == ["ftc.ndx", "tps.ndx", "own.ndx"]
      assert [i["numberCount"] for i in several["indexes"]] == [3, 1, 3]
      assert one["index"].pop("lists") == [l for i in several["indexes"] for l in i.pop("lists")]
      assert all(i.keys() == one["index"].keys() for i in several["indexes"])
      for report in (one, several):
          for key in ("index", "indexes", "started", "durationSeconds"): report.pop(key, None)
          for key in ("output", "rejected"): del report[key]["path"]
      assert one == several, (one, several)
      end
      python3 compare.py
      $nodial audit -q --json --index all.ndx --call-date \(options.prefix(10)) c.csv > a-one
      $nodial audit -q --json \(Self.together) --call-date \(options.prefix(10)) c.csv > a-several
      """)
    #expect(run.output == "0\n0\n")
    #expect(!run.messages.contains("Error") && !run.messages.contains("differ"), "\(run.messages)")
    let audits = try place.run(
      """
      python3 - << 'end'
      import json
      one, several = (json.load(open(f"a-{name}"))["index"] for name in ("one", "several"))
      assert several.pop("files") == [
          {"path": "ftc.ndx", "numberCount": 3, "listCount": 1},
          {"path": "tps.ndx", "numberCount": 1, "listCount": 1},
          {"path": "own.ndx", "numberCount": 3, "listCount": 2}]
      assert one.pop("path") == "all.ndx" and one.pop("numberCount") == 6
      assert one == several, (one, several)
      end
      """)
    #expect((audits.status, audits.messages) == (0, ""))
  }

  /// Every index of the order in which they are named; the text and the page of an audit name them.
  @Test func auditsNameTheIndexes() throws {
    let run = try place.run(
      """
      $nodial audit -q \(Self.together) --call-date 2026-12-02 --html a.html c.csv | tail -5
      grep -o 'Lists of [a-z., ]*' a.html
      """)
    #expect(
      run.output == """
        list\trows\tshare
        us-ftc@2026-11-01 (registry)\t2\t22.22 %
        uk-tps@2026-11-10 (registry)\t1\t11.11 %
        withdrawn@undated (objection)\t2\t22.22 %
        texts@undated (registry)\t2\t22.22 %
        Lists of ftc.ndx, tps.ndx, own.ndx, calls on 

        """, "\(run.messages)")
  }

  @Test func checksAreThoseByOne() throws {
    let run = try place.run(
      """
      for date in 2026-12-02 2026-12-03 2026-12-09; do
        for json in '' --json; do
          check() { $nodial check $json --call-date $date "$@" -- +12025550101 +12025550103 \\
            '(202) 555-0105' +442079460001 +442079460009 +33123456789 +12025550199 12; echo $?; }
          check --index all.ndx > one; check \(Self.together) > several; cmp one several
        done
      done
      $nodial check --call-date 2026-12-02 \(Self.together) -- +12025550199 && echo go
      $nodial check --call-date 2026-12-02 --index tps.ndx --index own.ndx -- +12025550199 || echo $?
      $nodial check --call-date 2026-12-02 \(Self.together) -- +12025550103
      """)
    #expect(run.messages == "")
    #expect(
      run.output == """
        +12025550199\tclear\tC\t
        go
        +12025550199\tuncovered\tB\t
        2
        +12025550103\tlisted\tP\tus-ftc@2026-11-01;withdrawn@undated;texts@undated

        """)
  }

  /// A list of the second index that is stale clears nobody it should speak for, and is named.
  @Test func aStaleListOfTheSecondIndexIsNamed() throws {
    let run = try place.run(
      """
      $nodial scrub -q -i own.ndx -i ftc.ndx --call-date 2026-12-03 c.csv --rejected r.csv
      grep -c stale r.csv
      """)
    #expect(run.output == "id,phone,mobile\n3\n", "\(run.output)")
    #expect(
      run.messages == """
        nodial: warning: list us-ftc@2026-11-01 is stale: 32 days old on 2026-12-03, and may be 31 days; \
        fetch it anew and rebuild the index
        nodial: warning: NO ROW WAS KEPT: of 9, 3 are stale and 0 uncovered; get fresh lists, rebuild \
        the index and scrub again

        """)
  }

  // MARK: Refusals

  @Test(
    arguments: [
      ("-i ftc.ndx -i ftc.ndx", "ftc.ndx: is named twice; name each index once"),
      (
        "-i own.ndx -i ftc.ndx -i ./ftc.ndx",
        "./ftc.ndx: is named twice, also as ftc.ndx; name each index once"
      ),
      ("-i ftc.ndx -i link.ndx", "link.ndx: is named twice, also as ftc.ndx; name each index once"),
      (
        "-i ftc.ndx -i tps.ndx -i copy.ndx",
        "copy.ndx: has a list us-ftc, and so has ftc.ndx, so that evidence could not tell which of them "
          + "blocks; build one of them under another id"
      ),
      ("-i ftc.ndx -i none.ndx", "none.ndx: cannot open: no such file or directory"),
      (
        "-i ftc.ndx -i c.csv",
        "c.csv: not a Nodial index: byte 0 begins something else; name a file made by `nodial build`"
      ),
    ])
  func indexesThatCannotBeAskedTogetherAreRefused(arguments: String, message: String) throws {
    let (run, names) = try place.newNames(
      after: """
        cp ftc.ndx copy.ndx; ln -s ftc.ndx link.ndx
        $nodial scrub \(arguments) c.csv -o k.csv --rejected r.csv --report j.json; echo $?
        $nodial check \(arguments) -- +12025550199; echo $?
        $nodial audit \(arguments) c.csv --html a.html; echo $?
        """)
    #expect(run.output == "1\n1\n1\n")
    let lines = run.messages.split(separator: "\n")
    #expect(lines.count == 3 && lines.allSatisfy { $0.hasPrefix("nodial: \(message)") }, "\(lines)")
    #expect(names == ["copy.ndx", "link.ndx"])
  }

  @Test(arguments: ["ftc.ndx", "./own.ndx"])
  func noOutputReplacesAnIndex(output: String) throws {
    let run = try place.run(
      """
      cp ftc.ndx ftc; cp own.ndx own
      $nodial scrub -q \(Self.together) c.csv -o \(output); echo $?
      $nodial scrub -q \(Self.together) c.csv -o k.csv --report \(output); echo $?
      $nodial audit -q \(Self.together) c.csv --html \(output); echo $?
      cmp ftc ftc.ndx; cmp own own.ndx; ls k.csv
      """)
    #expect(run.output == "1\n1\n1\n")
    let sentence = "nodial: \(output): is also the index to ask; write to another file\n"
    #expect(run.messages.components(separatedBy: sentence).count == 4, "\(run.messages)")
  }

  /// National numbers are invalid rather than read by the wrong one of two regions.
  @Test func indexesOfTwoRegionsHaveNone() throws {
    let run = try place.run(
      """
      $nodial build -q -o gb.ndx --region GB gb=tps.txt
      options="-i own.ndx -i gb.ndx --call-date 2026-12-02"
      $nodial check $options '(310) 555-0104'; echo $?
      $nodial check $options --region US '(310) 555-0104'; echo $?
      printf 'phone\\n(310) 555-0199\\n+13105550198\\n' > n.csv
      $nodial scrub -q $options n.csv; echo $?
      $nodial scrub -q $options --region US n.csv; echo $?
      $nodial audit -q $options n.csv | grep region
      printf 'phone,country\\n(310) 555-0199,US\\n020 7946 0001,GB\\n' > r.csv
      $nodial scrub -q $options --region-column country r.csv
      """)
    let warning =
      "nodial: warning: the indexes are of the regions US, GB, so that no region is taken from them and "
      + "national numbers are invalid; say with --region of which they are\n"
    #expect(
      run.output == """
        (310) 555-0104\tinvalid\tI\t
        2
        (310) 555-0104\tlisted\tP\twithdrawn@undated
        2
        phone
        +13105550198
        0
        phone
        (310) 555-0199
        +13105550198
        0
        region\tnone
        region\tnumbers\tshare
        phone,country
        (310) 555-0199,US

        """)
    #expect(run.messages == warning + warning + warning)
  }

  @Test func warningsSpeakOfIndexes() throws {
    let run = try place.run(
      """
      touch none && $nodial build -q -o e.ndx none=none --allow-empty none 2> /dev/null
      $nodial build -q -o t.ndx texts=texts.txt --channels texts=sms
      $nodial check -i e.ndx -i t.ndx --channel fax --purpose sale +12025550199
      $nodial build -q -o e.ndx none=none --allow-empty none --channels none=sms 2> /dev/null
      $nodial check -i e.ndx -i t.ndx --channel fax +12025550199
      """)
    #expect(
      run.messages == """
        nodial: warning: no list names the purpose "sale"; no list names any
        nodial: warning: list none@undated of the indexes is empty, so it blocks nothing
        nodial: warning: no list of the indexes applies, so nothing is blocked; check --channel and \
        --purpose against `nodial inspect`
        nodial: warning: list none@undated of the indexes is empty, so it blocks nothing

        """)
  }

  // MARK: Damage and change

  /// A damaged second index clears nobody, whichever command asks; `verify` reads the others all the
  /// same.
  @Test func aDamagedSecondIndexClearsNobody() throws {
    let run = try place.run(
      """
      export XDG_CACHE_HOME=$PWD/cache
      printf '\\xff' | dd of=tps.ndx bs=1 seek=4100 conv=notrunc 2> dd
      $nodial scrub -q \(Self.together) c.csv -o k.csv; echo $?
      $nodial scrub -q --verify \(Self.together) c.csv -o k.csv; echo $?
      $nodial audit -q \(Self.together) c.csv; echo $?
      $nodial check \(Self.together) -- +442079460009; echo $?
      $nodial verify ftc.ndx tps.ndx none.ndx own.ndx | sed 's/[0-9]* bytes/N bytes/'; echo ${PIPESTATUS[0]}
      ls k.csv
      """)
    #expect(
      run.output == """
        1
        1
        1
        1
        ftc.ndx: intact, 3 numbers, N bytes
        own.ndx: intact, 3 numbers, N bytes
        1

        """)
    let sentence =
      "nodial: tps.ndx: damaged: the block from byte 4096 on does not match its digest; put a former "
      + "index in its place, copy it again or rebuild it\n"
    #expect(
      run.messages.hasPrefix(
        String(repeating: sentence, count: 5)
          + "nodial: none.ndx: cannot open: no such file or directory"), "\(run.messages)")
    #expect(run.messages.contains("nodial: 2 of 4 indexes could not be verified\nls: "))
  }

  /// Each file is remembered by itself.
  @Test func eachIndexIsVerifiedOnce() throws {
    let run = try place.run(
      """
      export XDG_CACHE_HOME=$PWD/cache
      sleep 2.2
      $nodial scrub -q -i ftc.ndx -i own.ndx c.csv -o k.csv 2> /dev/null; wc -l < cache/nodial/verified
      $nodial scrub -q \(Self.together) c.csv -o k.csv 2> /dev/null; wc -l < cache/nodial/verified
      """)
    #expect(run.output == "3\n4\n")
  }

  /// While a campaign comes through a pipe, the second index is replaced as a rebuild does it, or is
  /// written to, or cut.
  @Test(arguments: [
    ("mv own.ndx tps.ndx", "0", "+442079460009\n"), ("cat own.ndx > tps.ndx", "1", ""),
    (": > tps.ndx", "1", ""),
  ])
  func anIndexChangesWhileItIsAsked(change: String, status: String, kept: String) throws {
    let run = try place.run(
      """
      mkfifo fifo
      $nodial scrub -q -i ftc.ndx -i tps.ndx --call-date 2026-12-02 fifo -o k.csv & scrub=$!
      exec 7> fifo
      printf 'phone\\n+442079460001\\n' >&7
      sleep 0.5; \(change)
      printf '+442079460009\\n' >&7; exec 7>&-
      wait $scrub; echo $?
      cat k.csv | tail -n +2
      """)
    #expect(run.output == "\(status)\n\(kept)")
    if status == "1" { #expect(run.messages.hasPrefix("nodial: tps.ndx: "), "\(run.messages)") }
  }

  // MARK: Inspect and verify

  @Test func inspectShowsEach() throws {
    let run = try place.run(
      """
      for index in ftc tps; do $nodial inspect --call-date 2026-12-02 $index.ndx; echo; done > each
      (cat each | head -c -1) > expected
      $nodial inspect --call-date 2026-12-02 ftc.ndx tps.ndx > both; cmp expected both
      $nodial inspect --json --call-date 2026-12-02 ftc.ndx | jq -S . > one
      $nodial inspect --json --call-date 2026-12-02 ftc.ndx tps.ndx > both
      jq -S '.indexes[0]' both | cmp one -
      jq -c 'keys, [.indexes[].lists[].id]' both
      $nodial inspect --check --call-date 2026-12-02 tps.ndx ftc.ndx; echo $?
      $nodial inspect --check --call-date 2026-12-03 tps.ndx ftc.ndx; echo $?
      $nodial inspect --check --json --call-date 2026-12-03 tps.ndx ftc.ndx > /dev/null; echo $?
      """)
    #expect(run.messages == "")
    #expect(
      run.output == """
        ["indexes"]
        ["us-ftc","uk-tps"]
        0
        list us-ftc@2026-11-01 is stale: 32 days old on 2026-12-03, and may be 31 days; fetch it anew \
        and rebuild the index
        1
        1

        """)
  }
}
