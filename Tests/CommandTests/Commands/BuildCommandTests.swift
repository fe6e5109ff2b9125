import TestSupport
import Testing

/// Runs `nodial build` and compares all that it says.
struct BuildCommandTests {
  @Test func theMainJob() throws {
    let place = try Workplace(withIndex: false)
    try place.folder.write("2026-11-20_full.txt", "202,5550101\n202,5550102\n202,5550101\n")
    try place.folder.write("optouts.csv", "name;phone\nAnn;+12025550104\nBob;\n")
    try place.folder.write("more", "+442079460000\n")
    let run = try place.run(
      "$nodial build --output dnc.ndx --region US us-ftc=2026-11-20_full.txt withdrawn=optouts.csv "
        + "uk-tps=more --date uk-tps=2026-11-01 && $nodial inspect --call-date 2026-11-22 dnc.ndx && $nodial verify dnc.ndx"
    )
    #expect(run.status == 0)
    #expect(
      run.timelessMessages.replacing(/\d+ bytes/, with: "N bytes") == """
        nodial: list withdrawn is taken for objections (own opt-outs), by its name
        nodial: 2026-11-20_full.txt: list us-ftc, format ftc, region US
        nodial: list withdrawn is undated; say --date withdrawn=YYYY-MM-DD
        nodial: optouts.csv: list withdrawn, format csv, delimiter semicolon, column phone, region US
        nodial: more: list uk-tps, format plain, region US
        nodial: us-ftc@2026-11-20 (registry): 3 rows, 0 unreadable, 2 numbers
        nodial: withdrawn@undated (objection): 1 rows, 0 unreadable, 1 numbers
        nodial: uk-tps@2026-11-01 (registry): 1 rows, 0 unreadable, 1 numbers
        nodial: dnc.ndx: 4 numbers, N bytes, T s

        """)
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.contains("numbers\t4"))
    #expect(lines.contains("region\tUS"))
    #expect(
      lines.contains {
        $0.hasPrefix("us-ftc\tregistry\t2026-11-20\t2\t-\t2\t-\tall\tall\t3\t0\t36\t")
      })
    #expect(
      lines.contains {
        $0.hasPrefix("withdrawn\tobjection\tundated\t-\t-\t1\t-\tall\tall\t1\t0\t33\t")
      })
    #expect(lines.last?.hasPrefix("dnc.ndx: intact, 4 numbers, ") == true)
    #expect(try place.folder.names == ["2026-11-20_full.txt", "dnc.ndx", "more", "optouts.csv"])
  }

  /// A register's numbers are of its country, whatever the campaigns' are; a list's own region goes
  /// before both.
  @Test func everyListHasItsRegion() throws {
    let place = try Workplace(withIndex: false)
    try place.folder.write("tps.txt", "02079460000\r\n442079460001\r\n")
    try place.folder.write("own.txt", "2025550101\n")
    try place.folder.write("fr.txt", "0162345678\n")
    let run = try place.run(
      "$nodial build -q -o a.ndx --region US --region fr=FR --format tps=tps tps=tps.txt own=own.txt "
        + "fr=fr.txt; $nodial check --index a.ndx +442079460000 +442079460001 2025550101 +33162345678 "
        + "| cut -f 2,4")
    #expect(run.messages == "")
    #expect(
      run.output == """
        listed\ttps@undated
        listed\ttps@undated
        listed\town@undated
        listed\tfr@undated

        """)
    #expect(try place.run("$nodial build -o b.ndx --region own=UK own=own.txt").status == 64)
  }

  /// The same bytes, however they come, but for the name of their source.
  @Test func theSameListsGiveTheSameIndex() throws {
    let place = try Workplace(withIndex: false)
    let run = try place.run(
      """
      seq 2000000 2299999 | sed 's/^/202/' > list
      build="$nodial build -q --region US"
      $build -o 1.ndx a=list
      $build -o 2.ndx a=- < list
      cat list | $build -o 3.ndx a=-
      $build -o 4.ndx --threads 5 --memory 64M a=<(cat list)
      $build -o 5.ndx --threads 1 --scratch /tmp a=list
      ( $build -o 6.ndx a=list & $build -o 6.ndx a=list & $build -o 6.ndx a=list & wait )
      sha256sum ?.ndx | cut -d ' ' -f 1 | uniq -c | sed 's/[0-9a-f]*$//'
      """)
    #expect(run.messages == "")
    #expect(run.output == "      1 \n      3 \n      2 \n")
    #expect(try place.folder.names.filter { $0 != "list" }.count == 6)
  }

  /// Unreadable rows are named by their numbers, never by what is in them.
  @Test func unreadableRowsAreNamedByNumber() throws {
    let place = try Workplace(withIndex: false)
    let lines = (1...200).map { $0 % 40 == 7 ? "secret-name-\($0)" : "+1202555\(1000 + $0)" }
    try place.folder.write("list", lines.joined(separator: "\n"))
    var run = try place.run("$nodial build -q --output dnc.ndx --tolerance 2.5% a=list")
    #expect(run.status == 0)
    let rows = "list: 5 of 200 rows of list a hold no readable number: rows 7, 47, 87, 127, 167"
    #expect(run.messages == "nodial: warning: \(rows)\n")
    run = try place.run("rm dnc.ndx; $nodial build -q --output dnc.ndx a=list")
    #expect(run.status == 1)
    #expect(
      run.messages == """
        nodial: warning: \(rows)
        nodial: list: 5 of 200 rows of list a hold no readable number, more than the tolerance of \
        1.0 %; check --region, --format and --column, or raise --tolerance

        """)
    #expect(try place.folder.names == ["list"])
  }

  /// Rows behind a point at which the delimiter changes have nothing in the phone column.
  @Test(arguments: ["", "--map a=action:op"])
  func rowsOfAnotherDelimiterAreUnreadable(arguments: String) throws {
    let place = try Workplace(withIndex: false)
    var text = "name,phone,op\n"
    for row in 0..<300 {
      let number = "2025550\(100 + row)"
      text += row < 298 ? "Ann \(row),\(number),A\n" : "Bob \(row);\(number);A\n"
    }
    try place.folder.write("l.csv", text + "Cy,,\nDan;Al\n")
    var run = try place.run("$nodial build -q -o x.ndx --region US \(arguments) a=l.csv")
    #expect(run.status == 0)
    #expect(
      run.messages
        == "nodial: warning: l.csv: column \"name\" holds some phone numbers (2 of the 302 cells looked "
        + "at) and is not read; to read it, say --column a=phone --column a=name; else say "
        + "--ignore-column a=name\n"
        + "nodial: warning: l.csv: 2 of 300 rows of list a hold no readable number: rows 300, 301\n"
    )
    run = try place.run(
      "$nodial build -q -o x.ndx --region US --tolerance 0.5 \(arguments) a=l.csv")
    #expect(run.status == 1)
  }

  @Test(
    arguments: [
      ("a=list -o list", 1, "list: is also a list to read; write to another file"),
      ("a=soft -o list", 1, "list: is also a list to read; write to another file"),
      ("a=missing -o x", 1, "missing: cannot open: no such file or directory; check the path"),
      ("a=. -o x", 1, ".: cannot open: is a directory; name a file, not a folder"),
      ("a=list -o .", 1, ".: cannot open: is a directory; name a file, not a folder"),
      ("a=list -o no/x", 1, "no/x: cannot open: no such file or directory; check the path"),
      ("a=list -o x/", 1, "x/: cannot open: is a directory; name a file, not a folder"),
      ("a=list -o x --scratch no", 1, "no: cannot open: no such file or directory; check the path"),
      (
        "a=two.csv -o x", 1,
        "two.csv: no column is known to hold phone numbers among Ann, (a number), (a number); name "
          + "it with --column, and say --no-header if the first row is data, or how many lines are above "
          + "the header with --skip-rows"
      ),
      (
        "a=empty.csv -o x", 1,
        "empty.csv: all 2 rows of list a are empty where the number should be; name the right "
          + "column with --column, and what separates them with --delimiter"
      ),
    ])
  func refusalsNameTheRemedy(arguments: String, status: Int32, message: String) throws {
    let place = try Workplace(withIndex: false)
    try place.folder.write("list", "+12025550101\n")
    try place.folder.write("two.csv", "Ann,+12025550101,+12025550102\n")
    try place.folder.write("empty.csv", "phone,x\n,1\n,2\n")
    _ = try place.run("ln -s list soft")
    let (run, names) = try place.newNames(after: "$nodial build -q \(arguments)")
    #expect(run.status == status)
    #expect(run.output == "")
    #expect(run.messages == "nodial: \(message)\n")
    #expect(names == [])
    #expect(try place.folder.text("list") == "+12025550101\n")
  }

  /// A full file and its changes as they are downloaded, and what is said of them.
  @Test func fullFilesAndChangesInArchives() throws {
    let place = try Workplace(withIndex: false)
    try place.folder.write("2026-11-20_202_a.txt", "202,5550101\r\n202,5550102\r\n")
    try place.folder.write(
      "2026-11-22_202_b.txt",
      "2025550101,2026-11-21T08:00:00,D\n2025550103,2026-11-21T08:00:00,A\n"
        + "2025550102,2026-11-19T08:00:00,D\n")
    let run = try place.run(
      """
      zip -q full.zip 2026-11-20_202_a.txt; gzip -k 2026-11-22_202_b.txt
      $nodial build -o dnc.ndx us=2026-11-22_202_b.txt.gz us=full.zip
      $nodial check --index dnc.ndx 2025550101 2025550102 2025550103
      """)
    #expect(
      run.timelessMessages.replacing(/\d+ bytes/, with: "N bytes") == """
        nodial: 2026-11-22_202_b.txt.gz: list us, format ftc, region US
        nodial: 2026-11-22_202_b.txt.gz: list us: 1 additions, 2 deletions, 2026-11-19T08:00:00Z to \
        2026-11-21T08:00:00Z
        nodial: 2026-11-22_202_b.txt.gz: list us: 1 changes are older than the full file, from which \
        they take nothing
        nodial: full.zip:2026-11-20_202_a.txt: list us, format ftc, region US
        nodial: us@2026-11-22 (registry): 5 rows, 0 unreadable, 2 numbers
        nodial: dnc.ndx: 2 numbers, N bytes, T s

        """)
    #expect(
      run.output == """
        2025550101\tclear\tC\t
        2025550102\tlisted\tD\tus@2026-11-22
        2025550103\tlisted\tD\tus@2026-11-22

        """)
  }

  @Test func mapsSayWhatColumnsHold() throws {
    let place = try Workplace(withIndex: false)
    try place.folder.write(
      "own.csv",
      "Who;Phone;Op;When;Until\nAnn;2025550101;in;2026-11-20;\nBob;2025550102;in;2026-11-20;\n"
        + "Bob;2025550102;out;2026-11-21;\nCat;2025550103;in;2026-11-20;2026-11-20\n"
        + "Dan;202555x4;in;2026-11-20;\nEve;202555XXXX;in;2026-11-20;\n")
    let run = try place.run(
      "$nodial build -o dnc.ndx --region US own=own.csv --as-of 2026-11-21 --tolerance 20 --map "
        + "'own=number:Phone,action:Op,date:When,expiry:Until,add:in,delete:out'; "
        + "$nodial check --index dnc.ndx 2025550101 2025550102 2025550103 9175550102")
    #expect(
      run.timelessMessages.replacing(/\d+ bytes/, with: "N bytes") == """
        nodial: list own is undated; say --date own=YYYY-MM-DD
        nodial: own.csv: list own, format csv, delimiter semicolon, column Phone, region US
        nodial: warning: own.csv: 1 of 6 rows of list own hold no readable number: row 6
        nodial: own.csv: list own: 4 additions, 1 deletions, 2026-11-20T00:00:00Z to \
        2026-11-21T00:00:00Z
        nodial: own.csv: list own: 1 rows have expired
        nodial: own@undated (registry): 6 rows, 1 unreadable, 1 numbers, 1 ranges
        nodial: dnc.ndx: 1 numbers, N bytes, T s

        """)
    #expect(
      run.output.split(separator: "\n").map { $0.split(separator: "\t")[1] } == [
        "listed", "listed", "listed", "clear",
      ])
  }

  @Test(
    arguments: [
      ("a=cut.gz", "cut.gz is cut off: its end is missing; fetch it again"),
      ("a=secret.zip", "secret.zip:list is encrypted; decrypt it first"),
      ("a=twice.zip", "twice.zip:list.gz is an archive inside an archive; unpack the outer one"),
      (
        "a=list.gz --expand-max 10",
        "list.gz unpacks to more than 10 bytes; if that is right, say --expand-max with more"
      ),
      (
        "a=<(head -c 20 list.gz)",
        "/dev/fd/63 is cut off: its end is missing; fetch it again"
      ),
      (
        "a=w.csv --format wash",
        "w.csv: format needs a column of the status, and none is known by its header among "
          + "Number, Colour; name it with --map status:COLUMN"
      ),
    ])
  func archivesThatCannotBeReadAreNamed(arguments: String, message: String) throws {
    let place = try Workplace(withIndex: false)
    try place.folder.write("list", "+12025550101\n+12025550102\n")
    try place.folder.write("w.csv", "Number,Colour\n+12025550101,red\n")
    let (run, names) = try place.newNames(
      after: "gzip -k list; head -c 30 list.gz > cut.gz; zip -q -P x secret.zip list; "
        + "zip -q twice.zip list.gz; $nodial build -q -o dnc.ndx \(arguments)")
    #expect(run.status == 1)
    #expect(run.messages == "nodial: \(message)\n")
    #expect(!names.contains("dnc.ndx"))
  }

  @Test(
    arguments: [
      ("", "Missing expected argument"), ("list", "a list takes ID=VALUE"),
      ("a=", "list a names no file"), ("a/b=list", "is no list id"),
      ("a=- b=-", "only one list can come from standard input"),
      ("a=list --kind a=no", "the kinds are registry, objection"),
      ("a=list --kind b=registry", "did you mean \"a\"?"),
      ("a=list --date a=2026-02-30", "is no date; write YYYY-MM-DD"),
      ("a=list --format xls", "the formats are plain, csv, ftc"),
      ("a=list --map a=nummer:1", "did you mean \"number\"?"),
      ("a=list --map number", "--map takes NAME:VALUE"), ("a=list --map 'date:1|2'", "one column"),
      ("a=list --map category:x", "a number from 1"), ("a=list --as-of soon", "--as-of takes"),
      ("a=list --map preferences-are:no", "preferences-are:blocked or"),
      ("a=list --map number:", "says nothing behind number:"),
      ("a=list --expand-max 1E", "is no size"),
      ("a=list --tolerance 101", "from 0 to 100"), ("a=list --tolerance -1", "--tolerance"),
      ("a=list --tolerance nan", "from 0 to 100"), ("a=list --memory 63M", "at least 64M"),
      ("a=list --memory 1E", "is no size"), ("a=list --memory 99999999999999999999", "is no size"),
      ("a=list --region XX", "unknown region"), ("a=list --threads 1025", "1 to 1024"),
    ])
  func wrongUsageIsExplained(arguments: String, message: String) throws {
    let place = try Workplace(withIndex: false)
    try place.folder.write("list", "+12025550101\n")
    let run = try place.run("$nodial build -o dnc.ndx \(arguments)")
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.messages.contains(message), "\(run.messages)")
    #expect(try place.folder.names == ["list"])
  }
}
