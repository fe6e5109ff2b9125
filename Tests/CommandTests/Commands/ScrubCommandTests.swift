import Foundation
import TestSupport
import Testing

/// Runs `nodial scrub` and compares all that it writes.
struct ScrubCommandTests {
  private let campaign = #"""
    id,name,phone\#r
    1,"Kim, ""K""",+12025550101\#r
    2,Lee,(202) 555-0199\#r
    3,"two
    lines",202.555.0103\#r
    4,none,\#r
    \#r
    5,Ångström,+1-202-555-0198
    """#

  @Test func theMainJob() throws {
    let place = try Workplace()
    try place.folder.write("campaign.csv", campaign)
    let run = try place.run(
      "$nodial scrub --index dnc.ndx campaign.csv --output kept.csv --rejected rejected.csv")
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(
      run.timelessMessages == """
        nodial: campaign.csv: phone column phone; delimiter comma; region US (from the index)
        nodial: 6 rows: 2 clear, 2 listed, 2 invalid; T s
        nodial: us-ftc@2026-11-20 blocked 2 rows
        nodial: withdrawn@undated blocked 1 rows

        """)
    #expect(
      try place.folder.text("kept.csv") == """
        id,name,phone\r
        2,Lee,(202) 555-0199\r
        5,Ångström,+1-202-555-0198
        """)
    #expect(
      try place.folder.text("rejected.csv") == #"""
        id,name,phone,nodial_outcome,nodial_code,nodial_lists\#r
        1,"Kim, ""K""",+12025550101,listed,D,us-ftc@2026-11-20\#r
        3,"two
        lines",202.555.0103,listed,P,us-ftc@2026-11-20;withdrawn@undated\#r
        4,none,,invalid,I,\#r
        ,,,invalid,I,\#r

        """#)
  }

  /// The same bytes from a file or a pipe, to a file or a pipe, by any number of threads.
  @Test(arguments: [
    "campaign.csv", "- < campaign.csv", "<(cat campaign.csv)", "- < <(cat campaign.csv)",
    "--threads 1 campaign.csv", "--threads 7 campaign.csv", "--verify campaign.csv",
    "--sync campaign.csv",
  ])
  func everyWayInGivesTheSame(input: String) throws {
    let place = try Workplace()
    try place.folder.write("campaign.csv", campaign)
    let kept = "id,name,phone\r\n2,Lee,(202) 555-0199\r\n5,Ångström,+1-202-555-0198"
    for output in ["", "--output -", "--output kept.csv", "| cat", "> kept.csv"] {
      let run = try place.run(
        "rm -f kept.csv; $nodial scrub -q --index dnc.ndx --rejected rejected.csv \(input) \(output); "
          + "[ -f kept.csv ] && cat kept.csv; true")
      #expect(run.messages == "")
      #expect(run.output == kept, "\(input) \(output)")
      #expect(try place.folder.text("rejected.csv").hasSuffix(",invalid,I,\r\n,,,invalid,I,\r\n"))
    }
  }

  @Test func severalPhoneColumnsAndSemicolons() throws {
    let place = try Workplace()
    try place.folder.write(
      "c.csv",
      "Mobile;region;Home phone\n+12025550199;;\n+12025550199;US;2025550101\n;;\n+12025550199;;x\n"
        + ";GB;020 7946 0000\n2025550101;GB;020 7946 0000\n")
    var run = try place.run("$nodial scrub --index dnc.ndx c.csv --rejected r.csv")
    #expect(run.output == "Mobile;region;Home phone\n+12025550199;;\n;GB;020 7946 0000\n")
    #expect(
      run.messages.hasPrefix(
        "nodial: c.csv: phone columns Mobile, Home phone; delimiter semicolon; region US "
          + "(from the index)\n"))
    #expect(
      try place.folder.text("r.csv").contains(
        "\n+12025550199;US;2025550101;listed;D;us-ftc@2026-11-20\n;;;invalid;I;\n"))
    run = try place.run(
      "$nodial scrub -q --index dnc.ndx c.csv --region-column region --rejected r.csv")
    #expect(run.output.hasSuffix("\n;GB;020 7946 0000\n2025550101;GB;020 7946 0000\n"))
    run = try place.run("$nodial scrub -q --index dnc.ndx c.csv --column 1 --column 1")
    #expect(run.output.split(separator: "\n").count == 4)
  }

  /// Every one of the columns is read, by a campaign and by a list, however many there are.
  @Test(arguments: [1, 15, 16, 17, 18, 100, 300])
  func manyPhoneColumns(count: Int) throws {
    let place = try Workplace()
    let header = (1...count).map { "phone\($0)" }.joined(separator: ",")
    // Rows with the listed number in the first, the middle and the last column, and one without.
    let rows = [0, count / 2, count - 1, count].map { listed in
      (0..<count).map { $0 == listed ? "202-555-0103" : "+1202555\(1000 + $0)" }
        .joined(separator: ",")
    }
    try place.folder.write("c.csv", ([header] + rows).joined(separator: "\n") + "\n")
    var run = try place.run("$nodial scrub -q --index dnc.ndx c.csv --rejected r.csv | tail -n +2")
    #expect(run.messages == "")
    #expect(run.output == rows[3] + "\n")
    #expect(try place.folder.text("r.csv").split(separator: "\n").count == 4)
    // As a list, all of it is listed.
    run = try place.run(
      """
      $nodial build -q --region US --output many.ndx many=c.csv
      $nodial check --index many.ndx 202-555-0103 +1202555\(1000 + count - 1); echo $?
      """)
    #expect(run.messages == "")
    #expect(run.output.contains("listed") && run.output.hasSuffix("2\n"))
    #expect(!run.output.contains("clear"))
  }

  @Test func noNumberIsCalledTwice() throws {
    let place = try Workplace()
    try place.folder.write(
      "c.csv", "id,phone\n1,2025550190\n2,2025550101\n3,(202) 555-0190\n4,\n5,2025550191\n")
    let run = try place.run(
      """
      $nodial scrub --unique --index dnc.ndx c.csv --rejected r.csv --report r.json
      grep -c '"isUnique": true' r.json; grep '"duplicate"' r.json; cat r.csv
      """)
    #expect(
      run.output == """
        id,phone
        1,2025550190
        5,2025550191
        1
            "duplicate": 1,
        id,phone,nodial_outcome,nodial_code,nodial_lists
        2,2025550101,listed,D,us-ftc@2026-11-20
        3,(202) 555-0190,duplicate,R,
        4,,invalid,I,

        """)
    #expect(
      run.timelessMessages.contains("5 rows: 2 clear, 1 listed, 1 invalid, 1 duplicate; T s\n"))
  }

  /// Lists are separated by semicolons, so where that is the delimiter they need quotes.
  @Test func listsAreQuotedWhereTheyMustBe() throws {
    let place = try Workplace()
    try place.folder.write("c.csv", "id;phone\n1;+12025550103\n")
    let run = try place.run("$nodial scrub -q --index dnc.ndx c.csv --rejected r.csv")
    #expect(run.output == "id;phone\n")
    #expect(
      try place.folder.text("r.csv").hasSuffix(
        "1;+12025550103;listed;P;\"us-ftc@2026-11-20;withdrawn@undated\"\n"))
  }

  @Test func theReportSaysWhatWasDone() throws {
    let place = try Workplace()
    try place.folder.write("campaign.csv", campaign)
    let run = try place.run(
      """
      $nodial scrub -q --index dnc.ndx campaign.csv -o kept.csv --rejected r.csv --report report.json
      python3 - << 'end'
      import json
      report = json.load(open("report.json"))
      index = report["index"]
      assert report["rowCount"] == 6 and sum(report["outcomes"].values()) == 6
      assert report["outcomes"] == {
          "clear": 2, "listed": 2, "invalid": 2, "stale": 0, "uncovered": 0, "duplicate": 0,
          "unconsented": 0}
      assert report["durationSeconds"] >= 0 and report["nodial"] and report["started"].endswith("Z")
      assert report["region"] == "US" and report["phoneColumns"] == [3]
      assert [l["id"] for l in index["lists"]] == ["us-ftc", "withdrawn"]
      assert [l["kind"] for l in index["lists"]] == ["registry", "objection"]
      assert [l.get("versionDate") for l in index["lists"]] == ["2026-11-20", None]
      assert [l["blockedRowCount"] for l in index["lists"]] == [2, 1]
      assert [l["numberCount"] for l in index["lists"]] == [3, 2]
      for name in ["input", "output", "rejected"]:
          file = report[name]
          assert file["byteCount"] == len(open(file["path"], "rb").read()), name
          assert len(file["xxh3"]) == 32, name
      assert index["byteCount"] == len(open("dnc.ndx", "rb").read())
      end
      xxhsum -H2 kept.csv 2> xxhsum.err | cut -d ' ' -f 1 > sum || true
      [ ! -s sum ] || grep -q "$(cat sum)" report.json || echo 'another digest'
      """)
    #expect(run.status == 0)
    #expect(run.messages == "")
    #expect(run.output == "")
  }

  @Test(
    arguments: [
      ("", 0, ""), ("phone\n", 0, "phone\n"), ("\u{FEFF}phone", 0, "\u{FEFF}phone"),
      ("phone\n\n", 0, "phone\n"), ("id\tphone\n1\t+12025550199", 0, "id\tphone\n1\t+12025550199"),
    ])
  func smallFiles(text: String, status: Int32, kept: String) throws {
    let place = try Workplace()
    try place.folder.write("c.csv", text)
    let run = try place.run("$nodial scrub -q --index dnc.ndx c.csv")
    #expect(run.status == status)
    #expect(run.output == kept)
  }

  @Test func warnsIfMostRowsAreInvalid() throws {
    let place = try Workplace()
    try place.folder.write("c.csv", "id,phone\n1,a\n2,b\n3,+12025550199\n")
    let run = try place.run("$nodial scrub -q --index dnc.ndx c.csv")
    #expect(run.status == 0)
    #expect(
      run.messages
        == "nodial: warning: most rows hold no number that can be dialled; check --column and "
        + "--region\n")
  }

  // MARK: Refusals

  /// A message that names the place and the remedy; no output; no number in the message.
  @Test(
    arguments: [
      ("--column phne c.csv", 1, "c.csv: no column \"phne\"; did you mean \"phone\"?"),
      ("--column 4 c.csv", 1, "c.csv: no column 4; the first row has 3"),
      ("missing.csv", 1, "missing.csv: cannot open: no such file or directory; check the path"),
      (".", 1, ".: cannot open: is a directory; name a file, not a folder"),
      (
        "data.csv", 1,
        "data.csv: row 1, column 2 holds a phone number, so it is no header, and would not be "
          + "checked; say --no-header --column 2, or --header if it is one"
      ),
      (
        "names.csv", 1,
        "names.csv: no header names a phone column (id, name); name it with --column"
      ),
      (
        "utf16.csv", 1,
        "utf16.csv: encoded as UTF-16LE at byte 0; save it as UTF-8 (for example: iconv -f UTF-16LE "
          + "-t UTF-8)"
      ),
      (
        "blank.csv", 1,
        "blank.csv: row 1 is empty, so there is no header; say --skip-rows 1 if it stands below, or "
          + "--no-header with --column if there is none"
      ),
      ("c.csv -o c.csv", 1, "c.csv: is also the campaign to read; write to another file"),
      ("c.csv -o ./c.csv", 1, "./c.csv: is also the campaign to read; write to another file"),
      ("c.csv -o hard.csv", 1, "hard.csv: is also the campaign to read; write to another file"),
      ("c.csv -o soft.csv", 1, "soft.csv: is also the campaign to read; write to another file"),
      ("soft.csv -o c.csv", 1, "c.csv: is also the campaign to read; write to another file"),
      ("c.csv --rejected c.csv", 1, "c.csv: is also the campaign to read; write to another file"),
      (
        "c.csv --report hard.csv", 1,
        "hard.csv: is also the campaign to read; write to another file"
      ),
      ("- -o c.csv < c.csv", 1, "c.csv: is also the campaign to read; write to another file"),
      ("c.csv >> c.csv", 1, "standard output: is also the campaign to read; write to another file"),
      ("c.csv -o dnc.ndx", 1, "dnc.ndx: is also the index to ask; write to another file"),
      (
        "c.csv --rejected -", 1,
        "standard output: is named for two outputs; give each a file of its own"
      ),
      ("c.csv -o k --rejected k", 1, "k: is named for two outputs; give each a file of its own"),
      ("c.csv -o no/k", 1, "no/k: cannot open: no such file or directory; check the path"),
      ("c.csv -o folder", 1, "folder: cannot open: is a directory; name a file, not a folder"),
      ("c.csv -o k/", 1, "k/: cannot open: is a directory; name a file, not a folder"),
      ("c.csv -o ''", 1, ": cannot open: no such file or directory; check the path"),
      (
        "c.csv --rejected r --report k/", 1,
        "k/: cannot open: is a directory; name a file, not a folder"
      ),
      (
        "c.csv -o k --rejected no/r", 1,
        "no/r: cannot open: no such file or directory; check the path"
      ),
    ])
  func refusalsNameTheRemedy(arguments: String, status: Int32, message: String) throws {
    let place = try Workplace()
    try place.folder.write("c.csv", "id,phone,x\n1,+12025550199,\n")
    try place.folder.write("data.csv", "1,+12025550199\n2,+12025550101\n")
    try place.folder.write("names.csv", "id,name\n1,x\n")
    try place.folder.write("blank.csv", "\n1,x\n")
    try place.folder.write("utf16.csv", [0xFF, 0xFE] + "phone\n".utf16.flatMap { [UInt8($0), 0] })
    _ = try place.run("ln c.csv hard.csv; ln -s c.csv soft.csv; mkdir folder")
    let (run, names) = try place.newNames(after: "$nodial scrub -q --index dnc.ndx \(arguments)")
    #expect(run.status == status)
    #expect(run.output == "")
    #expect(run.messages == "nodial: \(message)\n")
    #expect(names == [])
    #expect(try place.folder.text("c.csv") == "id,phone,x\n1,+12025550199,\n")
  }

  @Test(
    arguments: [
      ("", "Missing expected argument '<file> ...'"),
      ("--region UK c.csv", "unknown region \"UK\"; did you mean GB?"),
      ("--threads 0 c.csv", "--threads must be 1 to 1024"),
      ("--delimiter '\"' c.csv", "the delimiter must be"),
      ("--no-header c.csv", "--no-header needs --column"),
      ("--colum phone c.csv", "Unknown option '--colum'"),
    ])
  func wrongUsageIsExplained(arguments: String, message: String) throws {
    let place = try Workplace()
    try place.folder.write("c.csv", "phone\n+12025550199\n")
    let run = try place.run("$nodial scrub --index dnc.ndx \(arguments)")
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.messages.contains(message))
  }

  /// The stated limit, from a file and from a pipe; the message names row and byte.
  @Test(arguments: ["long.csv", "<(cat long.csv)"])
  func aRowBeyondTheLimitIsNamed(input: String) throws {
    let place = try Workplace()
    let make = """
      { printf 'phone,note\\n+12025550199,\\n+12025550198,"'; head -c 16777200 /dev/zero | tr '\\0' a; } \
      > long.csv
      """
    var (run, names) = try place.newNames(
      after:
        "\(make); printf '\"\\n' >> long.csv; $nodial scrub -q --index dnc.ndx \(input) -o k | wc -c"
    )
    #expect(run.messages == "")
    #expect(names == ["k", "long.csv"])
    (run, names) = try place.newNames(
      after: "\(make); printf 'a\"\\n' >> long.csv; $nodial scrub -q --index dnc.ndx \(input) -o k2"
    )
    #expect(run.status == 1)
    #expect(run.output == "")
    #expect(
      run.messages.hasSuffix(
        ": row 3, which begins at byte 25, is longer than 16777216 bytes; look there for a quote that "
          + "is never closed\n"))
    #expect(names == [])
  }

  /// The first row may be as long as any other.
  @Test func aLongFirstRowIsARow() throws {
    let place = try Workplace()
    let run = try place.run(
      """
      { printf 'phone,"'; head -c 3000000 /dev/zero | tr '\\0' '\\n'; printf '"\\n+12025550199\\n'; } > c.csv
      $nodial scrub -q --index dnc.ndx c.csv -o kept.csv && cmp c.csv kept.csv
      cat c.csv | $nodial scrub -q --index dnc.ndx - -o kept.csv && cmp c.csv kept.csv
      { printf 'phone,"'; head -c 17000000 /dev/zero | tr '\\0' '\\n'; } > c.csv
      $nodial scrub -q --index dnc.ndx c.csv -o kept2.csv
      """)
    #expect(run.status == 1)
    #expect(
      run.messages
        == "nodial: c.csv: row 1: the quote at byte 6 is never closed, so that all behind it would be "
        + "one cell; close it, or say --quotes none (in settings: quotes = \"none\") if quotes are "
        + "ordinary characters in the file\n")
  }

  /// What was read before is not read again.
  @Test func standardInputIsReadFromWhereItStands() throws {
    let place = try Workplace()
    try place.folder.write("c.csv", "+12025550197\n+12025550198\n+12025550101\n")
    let run = try place.run(
      "{ read -r line; $nodial scrub -q --index dnc.ndx --no-header --column 1 -; } < c.csv")
    #expect(run.output == "+12025550198\n")
  }
}
