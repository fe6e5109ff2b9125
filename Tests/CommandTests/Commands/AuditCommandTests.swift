import Pipelines
import TestSupport
import Testing

/// Runs `nodial audit`: what a campaign holds, and never a number of it.
struct AuditCommandTests {
  private let campaign = """
    id,phone,mobile
    1,2025551234.0,
    2,202-555-1234 / 415-555-2671,(202) 555-0101
    3,abc,900-234-5678
    4,+442079460958,+44 7911 123456
    5,+4918012345,911
    6,800 234 5678,2025550104
    7,,12

    """

  private func place() throws -> Workplace {
    let place = try Workplace()
    try place.folder.write("campaign.csv", campaign)
    return place
  }

  @Test func countsOfAllKinds() throws {
    let run = try place().run("$nodial audit -q --region US campaign.csv")
    #expect(run.status == 0, "\(run.messages)")
    let lines = run.output.split(separator: "\n")
    for line in [
      "file\tcampaign.csv", "columns\tphone (by its header), mobile (by its header)", "region\tUS",
      "rows\t7", "cells\t14", "empty cells\t2", "cells with several numbers\t1", "numbers\t12",
      "distinct numbers\t11", "repeated numbers\t1", "NEVER DIAL: premium-rate numbers\t1",
      "NEVER DIAL: shared-cost numbers\t1", "NEVER DIAL: emergency numbers\t1",
      "mobile\t1\t8.33 %", "fixed\t1\t8.33 %", "toll-free\t1\t8.33 %",
      "fixed-or-mobile\t5\t41.67 %",
      "GB\t1\t8.33 %", "GG\t1\t8.33 %", "DE\t1\t8.33 %", "cleaned\t1\t7.14 %",
      "NOT_A_NUMBER\t1\t7.14 %",
    ] {
      #expect(lines.contains { $0 == line || $0.hasPrefix(line) }, "\(line)\n\(run.output)")
    }
    #expect(
      run.messages == """
        nodial: warning: campaign.csv: premium-rate numbers, which nobody means to dial: 1; take \
        them out of the campaign
        nodial: warning: campaign.csv: shared-cost numbers, which nobody means to dial: 1; take \
        them out of the campaign
        nodial: warning: campaign.csv: emergency numbers, which nobody means to dial: 1; take \
        them out of the campaign

        """)
  }

  /// The rows an index would block are those of a scrub, list by list, whatever the threads.
  @Test func outcomesAreThoseOfAScrub() throws {
    let place = try place()
    try place.writeCampaign("c.csv", rowCount: 30_000)
    let script = """
      import json, subprocess, sys
      nodial = sys.argv[1]
      for file, options in (("campaign.csv", []), ("c.csv", []), ("c.csv", ["--threads", "1"]),
          ("campaign.csv", ["--call-date", "2026-12-30"])):
          for index in ("dnc.ndx", "old.ndx"):
              common = ["-q", "-i", index, file, *options]
              run = subprocess.run([nodial, "audit", "--json", *common], capture_output=True)
              assert run.returncode == 0, run
              audit = json.loads(run.stdout)
              subprocess.run([nodial, "scrub", *common, "-o", "k", "--report", "r"], check=True)
              scrub = json.load(open("r"))
              assert audit["index"]["outcomes"] == scrub["outcomes"], (audit, scrub)
              assert audit["rowCount"] == scrub["rowCount"]
              assert [l["blockedRowCount"] for l in audit["index"]["lists"]] == \\
                  [l["blockedRowCount"] for l in scrub["index"]["lists"]], (audit, scrub)
      """
    try place.folder.write("compare.py", script)
    let run = try place.run(
      """
      $nodial build -q -o old.ndx --region US us=register.txt own=optouts.csv \
        --date us=2026-11-20 --max-age us=31 --covers us=1202,1415
      python3 compare.py $nodial 2>&1
      """)
    #expect(run.status == 0, "\(run.output)")
  }

  /// Nothing that is printed holds a number, and the page stands alone.
  @Test func noNumberIsShown() throws {
    let run = try place().run(
      #"""
      cp campaign.csv '<&".csv'
      $nodial audit --region US -i dnc.ndx '<&".csv' --html page.html 2>&1
      $nodial audit --json --region US -i dnc.ndx campaign.csv 2>&1
      cat page.html
      printf 'phone 2025550101,b\n1,2\n' | $nodial audit --no-header --column 1 - 2>&1
      """#)
    #expect(run.status == 0)
    #expect(!run.output.contains("5551234") && !run.output.contains("555010"))
    #expect(!run.output.contains("<script") && !run.output.contains("http"))
    #expect(run.output.contains("<title>Audit of &lt;&amp;&quot;.csv</title>"))
    #expect(run.output.contains("<svg") && run.output.contains("withdrawn@undated (objection)"))
  }

  @Test func thePageIsWellFormed() throws {
    let run = try place().run(
      """
      $nodial audit -q --region US -i dnc.ndx campaign.csv --html page.html > /dev/null 2>&1
      python3 - <<'end'
      from html.parser import HTMLParser
      class Parser(HTMLParser):
          stack = []
          def handle_starttag(self, tag, attributes):
              if tag not in ("meta", "rect"): self.stack.append(tag)
          def handle_endtag(self, tag):
              if tag != "rect": assert self.stack.pop() == tag, tag
      parser = Parser()
      parser.feed(open("page.html").read())
      print(parser.stack)
      end
      """)
    #expect(run.output == "[]\n", "\(run.messages)")
  }

  @Test(arguments: [
    ("missing.csv", 1), ("-i missing.ndx campaign.csv", 1), ("--html campaign.csv campaign.csv", 1),
    ("-i dnc.ndx --html ./dnc.ndx campaign.csv", 1), ("--html no/page campaign.csv", 1),
    ("campaign.csv > /dev/full", 1), ("--html /dev/full campaign.csv", 1), ("", 64),
    ("--column nope campaign.csv", 1), ("campaign.csv --help", 64),
  ])
  func failuresAreNoSuccess(arguments: String, status: Int32) throws {
    let (run, names) = try place().newNames(after: "$nodial audit -q \(arguments)")
    #expect(run.status == status, "\(run)")
    #expect(run.output == "" && run.messages != "")
    #expect(names == [])
  }
}
