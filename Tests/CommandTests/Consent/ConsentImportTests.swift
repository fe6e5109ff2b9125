import TestSupport
import Testing

/// Files of consents, in and out.
struct ConsentImportTests {
  private let place: ConsentPlace

  init() throws { place = try ConsentPlace() }

  @Test func everyRowHasItsResult() throws {
    try place.folder.write(
      "in.csv",
      """
      Name;Phone;decision;purpose;channel;occurred
      Ann;+493012345601;opt-in;offers;sms,voice;2026-10-01
      Bob;+493012345602;Unsubscribed;;;yesterday
      Cid;+493012345603;maybe;offers;sms;
      Dan;+493012345604;granted;offers;pigeon;2026-10-01
      Eve;none;granted;offers;sms;2026-10-01
      "Fay; ""F"" B";+493012345606;granted;offers;sms;soon
      Gus;+493012345607 / +493012345608;granted;offers;sms;2026-10-01
      Hal;+493012345607 / +493012345608;do not call;;;
      Ida;+493012345609;granted;nonsense;sms;2026-10-01

      """)
    let run = try place.run(
      """
      import() { $nodial consent import in.csv --batch whole --output out.csv "$@"; echo $?; cut -d ';' -f 2,7- out.csv; }
      $nodial consent object +493012345601 --channel voice > line
      import --dry-run; $nodial ledger head | grep -o '"size":"[0-9]*"'; import
      import | cut -d ';' -f 2 | sort | uniq -c | tr -s ' '
      """)
    let rows = """
      Phone;nodial_result;nodial_seq;nodial_reason
      +493012345601;accepted;SEQ;
      +493012345602;accepted;SEQ;
      +493012345603;review;SEQ;the decision is not understood
      +493012345604;refused;;the channel cannot be read
      none;refused;;holds no number that can be read
      """
    let trial = rows.replacing("SEQ", with: "")
    #expect(run.output.hasPrefix("3\n\(trial)\n"), "\(run.output)")
    #expect(run.output.contains("\"size\":\"10\""))
    #expect(run.output.contains("+493012345601;accepted;11;\n+493012345602;accepted;12;\n"))
    #expect(
      run.output.contains(";refused;;holds several numbers; give each a row of its own") == false)
    #expect(run.output.contains("\"holds several numbers; give each a row of its own\""))
    #expect(run.output.contains("+493012345607 / +493012345608;accepted;14,15;\n"))
    #expect(
      run.output.contains(
        ";refused;;\"the purpose \"\"nonsense\"\" is not declared; declare it with nodial ledger apply\"\n"
      ))
    #expect(
      run.messages.contains(
        "nodial: in.csv: 9 rows: 3 accepted, 0 unchanged, 1 review, 5 refused; recorded in consent.ledger\n"
      ))
    #expect(run.messages.contains("nothing was recorded"))
    let asked = try place.run(
      "$nodial check --purpose offers --channel voice -- +493012345601 +493012345602 +493012345603 +493012345608 | cut -f 2,3"
    )
    #expect(asked.output == "listed\tP\nlisted\tP\nlisted\tP\nlisted\tP\n")
  }

  /// A quote that swallows rows would swallow objections: the file is refused, and nothing recorded.
  @Test func quotesThatSwallowPeopleAreRefused() throws {
    try place.folder.write(
      "rows.csv",
      "number,decision,reason\n+12025550151,object,\"no\n+12025550152,object,\"never\n+12025550153,object,\n"
    )
    try place.folder.write("open.csv", "number,text\n+12025550151,\"STOP\n+12025550152,STOP\n")
    try place.folder.write("header.csv", "number,\"text\n+12025550152,STOP\n")
    try place.folder.write(
      "prose.csv",
      "number,decision,reason\n+12025550154,object,\"he said: call me at\n+12025550155, or never\"\n"
    )
    let run = try place.run(
      """
      $nodial consent import rows.csv --output out.csv; echo $?
      $nodial consent reply open.csv; echo $?
      $nodial consent reply header.csv; echo $?
      $nodial ledger head | grep -o '"size":"[0-9]*"' > before
      $nodial consent import prose.csv --multiline-fields --output out.csv; echo $?
      cat before
      """)
    #expect(run.output == "1\n1\n1\n0\n\"size\":\"9\"\n", "\(run.output)")
    #expect(
      run.messages.contains(
        "rows.csv: row 2: the quote at byte 43 encloses what reads as rows of this file, which would be one cell; correct "
          + "the row, or say --multiline-fields if it is right; nothing was recorded\n"),
      "\(run.messages)")
    #expect(run.messages.contains("open.csv: row 2: the quote at byte 25 is never closed"))
    #expect(run.messages.contains("header.csv: row 1: the quote at byte 7 is never closed"))
  }

  /// A column that is nearly the end of a consent, and is not read, would let it last for ever.
  @Test func columnsThatMayMeanSomethingAreRefused() throws {
    try place.folder.write(
      "in.csv",
      "Name,number,decision,Valid to,purpos\nAnn,+493012345601,grant,2026-12-01,offers\n")
    let run = try place.run(
      """
      import() { $nodial consent import in.csv --dry-run --channel sms --batch whole --output out.csv "$@"; echo $?; }
      import
      import --map 'until:Valid to'
      import --map 'until:Valid to,purpose:purpos'
      import --ignore-column 'Valid to' --ignore-column purpos --ignore-column name --purpose offers
      import --ignore-column nothing
      """)
    #expect(run.output == "1\n1\n0\n0\n1\n", "\(run.output)")
    #expect(
      run.messages.contains(
        "in.csv: the column \"Valid to\" may mean until, and would not be read; say --map until:Valid to, or "
          + "--ignore-column Valid to\n"), "\(run.messages)")
    #expect(run.messages.contains("the column \"purpos\" may mean purpose"))
    #expect(
      run.messages.split(separator: "\n").filter {
        $0.contains("nothing is taken from the columns")
      }
      .count == 1)
  }

  /// A consent from a file fills a gap or does nothing: it brings no unsubscribed back.
  @Test func anImportBringsNobodyBack() throws {
    try place.folder.write(
      "in.csv", "number,decision\n" + (1...6).map { "+49301234560\($0),grant\n" }.joined())
    let run = try place.run(
      """
      $nodial consent withdraw +493012345601 --via call > line
      $nodial consent refuse +493012345602 --purpose offers --channel sms > line
      $nodial consent object +493012345603 --purpose marketing > line
      $nodial consent grant +493012345604 --purpose offers --channel sms --until 2027-01-01 --evidence act=x > line
      $nodial consent object +493012345605 --channel voice > line
      $nodial consent import in.csv --purpose offers --channel sms --output out.csv; cut -d , -f 1,3 out.csv
      $nodial consent show +493012345603 | grep 'acme offers sms' | sed 's/ since.*//'
      """)
    #expect(
      run.output == """
        number,nodial_result
        +493012345601,unchanged
        +493012345602,unchanged
        +493012345603,unchanged
        +493012345604,unchanged
        +493012345605,accepted
        +493012345606,accepted
        acme offers sms: objected

        """)
  }

  @Test func anExportIsTakenBackWhole() throws {
    let run = try place.run(
      """
      {
      $nodial consent grant +493012345601 --purpose offers --channel sms,voice --via web --evidence act=tick \
        --evidence 'wording=I agree, "fully"' --until 2027-01-01 --occurred 2026-10-01T08:00:00.25Z
      $nodial consent confirm +493012345601 --purpose offers --channel sms --evidence request_id=R1
      $nodial consent object +493012345602 --brand beta --reason 'rang; twice'
      $nodial consent grant +493012345602 --brand beta --purpose offers --channel voice --via call --evidence act=spoken --lifts-objection
      $nodial consent used +493012345601 --purpose offers --channel sms --evidence campaign=C7
      printf 'number,decision,relationship_kind,occurred,relationship_until\\n+12025550160,customer,purchase,2026-01-01,2026-12-31\\n' > r.csv
      $nodial consent import r.csv --output o.csv
      } > log 2>&1
      $nodial consent export --output one.csv 2>> log
      mkdir two; $nodial ledger init --ledger two/c --key ledger.key --controller Other > log 2>&1
      option="--ledger two/c --key ledger.key"
      $nodial ledger apply $option register.toml 2>> log
      $nodial consent import one.csv --exported $option --output o.csv 2>> log; echo $?
      $nodial consent export $option --output two.csv 2>> log; cmp one.csv two.csv && wc -l < two.csv
      $nodial consent import one.csv --exported $option --output o.csv 2>> log; cut -d , -f 32- o.csv | grep -c unchanged
      stat -c %a one.csv
      for number in +493012345601 +493012345602; do
        $nodial consent show $number | grep '^[a-z]' | sed 's/, event.*//' > a
        $nodial consent show $option $number | grep '^[a-z]' | sed 's/, event.*//' > b; cmp a b && echo same
      done
      """)
    #expect(run.output == "0\n7\n6\n600\nsame\nsame\n", "\(run.messages)")
  }

  /// Files as other programs and people write them.
  @Test func whatOthersExportIsUnderstood() throws {
    try place.folder.write(
      "hub.csv",
      """
      Record ID,Phone Number,SMS consent,SMS consent date
      1,+1 202 555 0151,Yes,11/20/2026 10:15 AM
      2,(202) 555-0152,No,11/21/2026
      3,+493012345678,TRUE,2026-11-20 09:00
      4,+493012345679,perhaps,

      """)
    try place.folder.write(
      "de.csv",
      """
      Name;Telefon;Einwilligung;Datum;Kanal;Zweck;Ort
      Anna;030 1234567;Einwilligung erteilt;27.11.2026;Telefon;offers;Messe
      Anna;030 1234567;erteilt;26.10.2026;Telefon;offers;Messe
      Cora;+49 40 999999;widerrufen;25.11.2026 10:00;;;
      Dora;+49 40 999998;Widerspruch;;;;
      Emil;+49 40 999997;Opt-In;1/2/2026;Telefon, SMS;offers;
      Fred;+49 40 999996;bestätigt;20. März 2026;SMS;offers;

      """)
    try place.folder.write("dnc.csv", "phone,dnc\n+12025550153,1\n+12025550154,0\n+12025550155,\n")
    let run = try place.run(
      """
      map="number:Phone Number,decision:SMS consent,occurred:SMS consent date"
      import() { $nodial consent import "$@" --output r.csv; echo $?; tail -n +2 r.csv; }
      import hub.csv --map "$map" --purpose offers --channel sms --region US --dry-run | cut -d , -f 1,5,7
      import hub.csv --map "$map" --purpose offers --channel sms --region US --yes grant --batch whole | cut -d , -f 1,5,7
      import de.csv --map number:Telefon,decision:Einwilligung,occurred:Datum,channel:Kanal,purpose:Zweck --region DE | cut -d ';' -f 1,8,10 | cut -c 1-60
      import dnc.csv --map decision:dnc --yes object --decision object | cut -d , -f 3,5
      """)
    #expect(
      run.output
        == """
        3
        1,review,the decision is yes or no; say --yes grant or --yes object
        2,review,the decision is yes or no; say --yes grant or --yes object
        3,review,the decision is yes or no; say --yes grant or --yes object
        4,review,the decision is not understood
        3
        1,accepted,
        2,accepted,
        3,accepted,
        4,review,the decision is not understood
        3
        Anna;accepted;"permits nothing, since nothing shows it
        Anna;accepted;"permits nothing, since nothing shows it
        Cora;accepted;
        Dora;accepted;
        Emil;refused;"occurred may be either of two days
        Fred;accepted;"permits nothing, since nothing shows it
        0
        accepted,
        unchanged,it says no
        accepted,

        """, "\(run.messages)")
  }

  /// Whatever is written, it replaces no ledger and no key: nobody could make them again.
  @Test func nothingReplacesALedgerOrAKey() throws {
    let run = try place.run(
      """
      printf 'phone,decision\\n+12025550101,object\\n' > in.csv; sha256sum consent.ledger ledger.key > sums
      for target in consent.ledger ledger.key; do
        $nodial consent export --output $target; echo $?
        $nodial consent import in.csv --dry-run --output $target; echo $?
        $nodial build -q -o $target --region US x=in.csv; echo $?
        $nodial normalize -q --region US in.csv -o $target; echo $?
        $nodial scrub -q --without-ledger --index dnc.ndx in.csv -o $target; echo $?
      done
      $nodial ledger verify; sha256sum -c ledger.key > /dev/null 2>&1; grep ledger.key sums | sha256sum -c
      """)
    #expect(
      run.output
        == String(repeating: "1\n", count: 10)
        + "consent.ledger: intact, 9 events, 2 seals, 0 erased, 0 heads kept elsewhere\nledger.key: OK\n",
      "\(run.messages)")
    #expect(
      run.messages.contains("is a key, a consent ledger or a part of one, which no output replaces")
    )
  }

  /// The log beside a ledger has what was acknowledged last; its other companions are as dear.
  @Test func nothingReplacesAPartOfALedger() throws {
    let run = try place.run(
      """
      $nodial consent erase +447700900111 > line; $nodial ledger compile --purpose offers --channel voice
      printf 'phone\\n+12025550199\\n' > in.csv
      for target in consent.ledger-wal consent.ledger-shm consent.ledger.erasures consent.ledger.acme.offers.voice.ndx; do
        $nodial ledger report audit --html $target; echo $?
        $nodial ledger metrics --output ./$target; echo $?
        $nodial consent export --output $target; echo $?
        $nodial scrub -q --without-ledger --index dnc.ndx in.csv -o $target; echo $?
        $nodial scrub -q --purpose offers --channel voice in.csv -o x --rejected $PWD/$target; echo $?
      done | sort | uniq -c | tr -d ' '
      $nodial ledger report audit --html nodial.toml.html; ls nodial.toml.html
      $nodial ledger verify | grep -o 'intact\\|[0-9] indexes'
      """)
    #expect(
      run.output == "201\nnodial.toml.html\nintact\n1 indexes\n", "\(run.output)\(run.messages)")
  }

  @Test func recordsOfTheStandards() throws {
    let run = try place.run(
      """
      {
      $nodial consent grant +493012345601 --purpose offers --channel sms --via web --evidence act=tick \
        --evidence notice=web@3 --evidence language=de --occurred 2026-03-01T08:00:00Z --until 2027-01-01
      $nodial consent withdraw +493012345601 --via call --occurred 2026-04-01
      $nodial consent object +493012345601
      $nodial consent export --format 27560 --output iso.jsonl; $nodial consent export --format kantara --output k.jsonl
      } > log 2>&1
      python3 - <<'END'
      import json
      records = [json.loads(line) for line in open("iso.jsonl")]
      print([record["dpv:hasConsentStatus"]["@type"] for record in records], records[0]["dct:conformsTo"],
            records[0]["dpv:hasProcess"]["dpv:hasPurpose"], records[0]["dpv:hasProcess"]["dpv:hasNotice"])
      receipts = [json.loads(line) for line in open("k.jsonl")]
      needed = ("version jurisdiction consentTimestamp collectionMethod consentReceiptID piiPrincipalId "
                "piiControllers policyUrl services sensitive spiCat").split()
      print(len(receipts), [name for name in needed if name not in receipts[0]], receipts[0]["consentTimestamp"],
            receipts[0]["services"][0]["purposes"][0]["termination"])
      END
      """)
    #expect(
      run.output == """
        ['dpv:ConsentGiven', 'dpv:ConsentWithdrawn'] ISO/IEC TS 27560:2023 offers web@3
        1 [] 1772352000 2027-01-01T00:00:00Z

        """, "\(run.messages)")
  }

  @Test func numbersForTheReassignedNumbersDatabase() throws {
    let run = try place.run(
      """
      {
      $nodial consent grant +12025550160 --purpose offers --channel voice --via call --evidence act=spoken --occurred 2026-03-01
      $nodial consent used +12025550160 --purpose offers --channel voice --occurred 2026-05-01
      $nodial consent grant +493012345601 --purpose offers --channel voice --via call --evidence act=spoken
      printf 'phone,decision,occurred\\n+12025550160,reassigned,2026-06-01\\n' > answers.csv
      } > log
      $nodial consent export --format rnd --output n.csv; cat n.csv
      $nodial consent import answers.csv --output o.csv; $nodial consent show +12025550160 | grep offers | head -n 1
      $nodial consent object +12025550160 > line; $nodial consent import answers.csv --output o.csv
      $nodial check --purpose offers --channel voice -- +12025550160 | cut -f 2
      """)
    #expect(run.output.hasPrefix("2025550160,2026-05-01\nacme offers voice: none"), "\(run.output)")
    #expect(run.output.hasSuffix("listed\n"))
  }

  @Test(arguments: [
    ("printf 'a,b\\n1,2\\n' > x", "nothing says which column has the numbers"),
    ("printf 'phone\\n1\\n' > x", "nothing says what people decided"),
    (": > x", "is empty"), ("printf '\\377\\376a' > x", "is UTF-16"),
    ("printf 'phone,phone,decision\\n' > x", "several columns \"phone\"|nothing says which column"),
    ("printf 'phone,decision\\n1,2,3\\n' > x", "row 2 has 3 fields, and the header 2"),
  ])
  func whatIsNoTableIsRefused(make: String, sentence: String) throws {
    let run = try place.run(
      "\(make); $nodial consent import x --output o; echo $?; ls o 2>/dev/null")
    #expect(run.output == "1\n")
    #expect(
      sentence.split(separator: "|").contains { run.messages.contains($0) }, "\(run.messages)")
  }
}
