import Foundation
import TestSupport
import Testing

/// Scrubs of several campaigns into a folder.
struct ScrubFolderTests {
  /// A workplace with campaigns in folders of their own.
  private func workplace() throws -> Workplace {
    let place = try Workplace()
    _ = try place.run(
      """
      mkdir in other
      printf 'phone\\n2025550101\\n2025550190\\n' > in/a.csv
      printf 'id;mobile\\n1;2025550191\\n2;2025550104\\n3;none\\n' > in/b.txt
      cp in/a.csv other/a.csv
      """)
    return place
  }

  @Test func everyCampaignHasItsOutputs() throws {
    let place = try workplace()
    let run = try place.run(
      """
      $nodial scrub --index dnc.ndx in/a.csv in/b.txt --output-folder kept --rejected-folder rejected
      echo $?; ls kept rejected; cat kept/a.csv kept/b.txt
      """)
    #expect(
      run.output == """
        0
        kept:
        a.csv
        a.csv.report.json
        b.txt
        b.txt.report.json

        rejected:
        a.csv
        b.txt
        phone
        2025550190
        id;mobile
        1;2025550191

        """)
    let messages = run.timelessMessages.split(separator: "\n").filter { !$0.contains("column") }
    #expect(
      messages == [
        "nodial: in/a.csv: 2 rows: 1 clear, 1 listed, 0 invalid; T s",
        "nodial: in/b.txt: 3 rows: 1 clear, 1 listed, 1 invalid; T s",
        "nodial: 2 campaigns: 5 rows: 2 clear, 2 listed, 1 invalid; T s",
        "nodial: us-ftc@2026-11-20 blocked 1 rows",
        "nodial: withdrawn@undated blocked 1 rows",
      ])
    #expect(
      try place.folder.text("rejected/b.txt") == """
        id;mobile;nodial_outcome;nodial_code;nodial_lists
        2;2025550104;listed;P;withdrawn@undated
        3;none;invalid;I;

        """)
    let report = try place.run(
      """
      python3 -c 'import json; r = json.load(open("kept/b.txt.report.json")); \
      print(r["rowCount"], r["input"]["path"], r["output"]["path"], r["rejected"]["path"])'
      """)
    #expect(report.output == "3 in/b.txt kept/b.txt rejected/b.txt\n")
  }

  /// Whoever stands in several campaigns is called in the first of them; those of one that failed do
  /// not count.
  @Test func noNumberIsCalledTwiceInAllCampaigns() throws {
    let place = try workplace()
    let run = try place.run(
      """
      printf 'phone\n2025550190\n2025550191\n' > in/c.csv
      $nodial scrub --unique --index dnc.ndx in/b.txt in/a.csv in/c.csv --output-folder kept
      tail -n +2 -q kept/b.txt kept/a.csv kept/c.csv
      $nodial scrub -q --unique --index dnc.ndx in/c.csv in/a.csv --output-folder kept
      tail -n +2 -q kept/c.csv kept/a.csv
      """)
    #expect(run.output == "1;2025550191\n2025550190\n2025550190\n2025550191\n")
    #expect(
      run.timelessMessages.contains(
        "nodial: 3 campaigns: 7 rows: 2 clear, 2 listed, 1 invalid, 2 duplicate; T s\n"))
  }

  /// The others are done, and those of the same name stay what they were.
  @Test func oneThatFailsDoesNotStopTheOthers() throws {
    let place = try workplace()
    let run = try place.run(
      """
      printf 'name\\nx\\n' > in/names.csv; mkdir kept; echo old > kept/names.csv
      $nodial scrub -q --index dnc.ndx in/missing.csv in/names.csv in/a.csv --output-folder kept/
      echo $?; ls kept; cat kept/names.csv
      """)
    #expect(run.output == "1\na.csv\na.csv.report.json\nnames.csv\nold\n")
    let messages = run.messages.split(separator: "\n")
    #expect(messages.count == 3)
    #expect(messages[0].hasPrefix("nodial: in/missing.csv: cannot open: no such file"))
    #expect(messages[1].hasPrefix("nodial: in/names.csv: no header names a phone column"))
    #expect(
      messages[2]
        == "nodial: 2 of 3 campaigns failed, and have no outputs of this run; the others are done")
  }

  /// Refused before anything is read or made.
  @Test(
    arguments: [
      (
        "in/a.csv other/a.csv --output-folder kept",
        "other/a.csv: would be written to kept/a.csv, as in/a.csv would; rename one, or scrub it on "
          + "its own"
      ),
      (
        "in/a.csv other/a.csv.gz --output-folder kept",
        "other/a.csv.gz: would be written to kept/a.csv, as in/a.csv would; rename one, or scrub it "
          + "on its own"
      ),
      (
        "in/a.csv in/a.csv --output-folder kept",
        "in/a.csv: would be written to kept/a.csv, as in/a.csv would; rename one, or scrub it on its "
          + "own"
      ),
      (
        "in/a.csv --output-folder in",
        "in: is also the folder of in/a.csv; write to another folder"
      ),
      (
        "in/a.csv --output-folder ./in/",
        "./in/: is also the folder of in/a.csv; write to another folder"
      ),
      (
        "in/a.csv other/b.csv --output-folder link",
        "link: is also the folder of in/a.csv; write to another folder"
      ),
      (
        "in/a.csv --output-folder kept --rejected-folder in",
        "in: is also the folder of in/a.csv; write to another folder"
      ),
      (
        "in/a.csv --output-folder other --rejected-folder other/",
        "other/: is named for kept and rejected rows; give each a folder of its own"
      ),
      (
        "in/b.txt in/soft.csv --output-folder other",
        "other/soft.csv: is also the campaign in/soft.csv; write to another folder"
      ),
      (
        "in/a.csv - --output-folder kept",
        "standard input has no name to go by in --output-folder; use --output"
      ),
    ])
  func refusalsNameTheRemedy(arguments: String, message: String) throws {
    let place = try workplace()
    _ = try place.run("ln -s in link; touch other/soft.csv; ln -s ../other/soft.csv in/soft.csv")
    let (run, names) = try place.newNames(after: "$nodial scrub -q --index dnc.ndx \(arguments)")
    #expect(run.status == 1)
    #expect(run.messages == "nodial: \(message)\n")
    #expect(names == [])
  }

  @Test(
    arguments: [
      (
        "in/a.csv in/b.txt",
        "2 campaigns cannot share one output; name a folder with --output-folder"
      ),
      (
        "in/a.csv --rejected-folder r", "--rejected-folder needs --output-folder; or say --rejected"
      ),
      (
        "in/a.csv --output-folder k --rejected r", "--output-folder stands for --output, --rejected"
      ),
      ("in/a.csv --output-folder k --output o", "--output-folder stands for --output, --rejected"),
    ])
  func wrongUsageIsExplained(arguments: String, message: String) throws {
    let place = try workplace()
    let run = try place.run("$nodial scrub -q --index dnc.ndx \(arguments)")
    #expect(run.status == 64)
    #expect(run.messages.contains(message))
  }
}
