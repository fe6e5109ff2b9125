import TestSupport
import Testing

@testable import nodial

/// What `--json` prints: documented keys, read back by Python.
struct JSONTests {
  private struct Sample: Encodable {
    var z: Int?
    var text = "a\"\\\n\r\t\u{1}\u{7F}é/\u{1F600}\u{10FFE9}"
    var flags = [true, false]
    var empty: [String: Int] = [:]
    var none: [Int] = []
    var ratio = 0.25
    var nested: [String: [String: Int]] = ["b": ["c": -1], "a": [:]]
  }

  @Test func textIsJSON() {
    let strings = "\"a\\\"\\\\\\n\\r\\t\\u0001\\u007fé/\u{1F600}\u{FFFD}\""
    #expect(
      JSONText.line(Sample())
        == "{\"empty\":{},\"flags\":[true,false],\"nested\":{\"a\":{},\"b\":{\"c\":-1}},"
        + "\"none\":[],\"ratio\":0.25,\"text\":\(strings)}")
    #expect(
      JSONText.indented(["b": [1, 2], "a": []]) == """
        {
          "a": [],
          "b": [
            1,
            2
          ]
        }
        """)
  }

  /// Runs a command and a script of Python that has its output, parsed, as `j`.
  private func run(
    _ command: String, _ script: String, place: Workplace
  ) throws -> BuiltExecutable.Run {
    try place.folder.write(
      "read.py",
      "import json\nlines = [json.loads(l) for l in open('lines')] if open('lines')"
        + ".read(1) != '{' or open('lines').read().count('\\n{') else None\n"
        + "j = lines if lines is not None else json.load(open('lines'))\n\(script)\n")
    return try place.run("\(command) > lines; status=$?; python3 read.py; exit $status")
  }

  @Test func checkPrintsAnObjectALine() throws {
    let place = try Workplace()
    let run = try place.run(
      """
      $nodial check --json -i dnc.ndx -- +12025550199 '(202) 555-0103' 12 \
        $'a\\tb"\\\\\\xff'
      """)
    #expect(run.status == 2)
    #expect(run.messages == "")
    let registry =
      "{\"id\":\"us-ftc\",\"isStale\":false,\"kind\":\"registry\",\"versionDate\":\"2026-11-20\"}"
    let withdrawn = "{\"id\":\"withdrawn\",\"isStale\":false,\"kind\":\"objection\"}"
    #expect(
      run.output == """
        {"code":"C","e164":"+12025550199","lists":[],"number":"+12025550199","outcome":"clear"}
        {"code":"P","e164":"+12025550103","lists":[\(registry),\(withdrawn)],\
        "number":"(202) 555-0103","outcome":"listed"}
        {"code":"I","e164":"+112","lists":[],"number":"12","outcome":"invalid"}
        {"code":"I","lists":[],"number":"a\\tb\\"\\\\\u{FFFD}","outcome":"invalid"}

        """)
  }

  @Test func checkSaysWhyAListApplies() throws {
    let place = try Workplace(withIndex: false)
    let run = try place.run(
      """
      echo '+54 11 2345-6789' > ar; echo +442079460000 > gb
      $nodial build -q -o x.ndx ar=ar gb=gb --date gb=2026-01-01 --max-age gb=28 --covers gb=44 \
        --covers ar=54 2> /dev/null
      $nodial check --json -i x.ndx --call-date 2026-11-22 -- '+54 9 11 2345-6789' +442079460001
      """)
    #expect(run.status == 2)
    #expect(
      run.output == """
        {"code":"D","e164":"+5491123456789","lists":[{"alias":"alias:ar-mobile-9","id":"ar",\
        "isStale":false,"kind":"registry"}],"number":"+54 9 11 2345-6789","outcome":"listed"}
        {"code":"A","e164":"+442079460001","lists":[{"id":"gb","isStale":true,"kind":"registry",\
        "versionDate":"2026-01-01"}],"number":"+442079460001","outcome":"stale"}

        """)
  }

  @Test func inspectPrintsTheCatalogue() throws {
    let place = try Workplace()
    let script = """
      assert j["numberCount"] == 4 and j["region"] == "US" and j["path"] == "dnc.ndx", j
      a, b = j["lists"]
      assert (a["id"], a["kind"], a["versionDate"], a["ageDays"]) == \
        ("us-ftc", "registry", "2026-11-20", 2), a
      assert (b["id"], b["kind"], b["isStale"], b["isEmpty"], b["coverage"]) == \
        ("withdrawn", "objection", False, False, []), b
      assert "versionDate" not in b and j["callDate"] == "2026-11-22", j
      """
    let run = try run(
      "$nodial inspect --json --call-date 2026-11-22 dnc.ndx", script, place: place)
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.messages == "")
    let check = try place.run(
      """
      $nodial build -q -o x.ndx --region US a=register.txt --date a=2026-01-01 --max-age a=31
      $nodial inspect --json --check x.ndx | head -c 1; echo ${PIPESTATUS[0]}
      $nodial inspect --json --check dnc.ndx | head -c 1; echo ${PIPESTATUS[0]}
      $nodial inspect --json missing.ndx; echo $?
      """)
    #expect(check.output == "{1\n{0\n1\n")
  }

  @Test func buildAndRebuildPrintTheirReports() throws {
    let place = try Workplace()
    let built = try run(
      "$nodial build -q --json -o x.ndx --region US a=register.txt a=optouts.csv",
      """
      assert j["index"]["numberCount"] == 4 and j["index"]["path"] == "x.ndx", j
      a, = j["lists"]
      assert a["rowCount"] == 5 and a["unreadableRowCount"] == 0 and len(a["sources"]) == 2, a
      """, place: place)
    #expect(built.status == 0, "\(built.messages)")
    let rebuilt = try run(
      "$nodial init -q dnc; $nodial rebuild -q --json dnc/nodial.toml",
      """
      assert j["ending"] == "switched" and [l["id"] for l in j["lists"]] == ["us-ftc", "optouts"], j
      record, = open("dnc/work/rebuilds.jsonl")
      assert {k: v for k, v in json.loads(record).items() if k != "durationSeconds"} \
        == {k: v for k, v in j.items() if k != "durationSeconds"}
      """, place: place)
    #expect(rebuilt.status == 0, "\(rebuilt.messages)")
    let refused = try run(
      "rm dnc/lists/us-ftc/*; $nodial rebuild -q --json dnc/nodial.toml 2> /dev/null",
      "assert j['ending'] == 'refused' and j['gates'][0]['gate'] == 'missing', j", place: place)
    #expect(refused.status == 1)
    #expect(refused.messages == "")
    let failed = try run(
      "echo x >> dnc/nodial.toml; $nodial rebuild -q --json dnc/nodial.toml 2> /dev/null",
      "assert j['ending'] == 'failed' and 'nodial.toml' in j['error'], j", place: place)
    #expect(failed.status == 1)
    #expect(failed.messages == "")
  }

  @Test func aFullDiskIsAFailure() throws {
    let place = try Workplace()
    let run = try place.run(
      """
      for command in 'check -i dnc.ndx --json -- +12025550199' 'inspect --json dnc.ndx' \
        'build -q -o x.ndx --json --region US a=register.txt'; do
        $nodial $command > /dev/full; echo $?; done
      """)
    #expect(run.output == "1\n1\n1\n")
  }
}
