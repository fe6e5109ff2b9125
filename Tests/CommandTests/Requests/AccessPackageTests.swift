import Foundation
import TestSupport
import Testing

/// Answers to requests of access, as somebody would send them.
struct AccessPackageTests {
  private let place: ConsentPlace

  init() throws { place = try ConsentPlace() }

  private func object(_ file: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: place.folder.path(file)))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func theAnswerHoldsAllAndNothingOfOthers() throws {
    try place.folder.write(
      "more.toml",
      """
      [[controller]]
      id = "acme"
      address = "Hauptstr. 1, Berlin"
      contact = "privacy@acme.example"
      dpo = "dpo@acme.example"
      authority = "BlnBDI"
      automated = "none"
      [[purpose]]
      id = "offers"
      parent = "marketing"
      basis = "consent, Art. 6(1)(a)"
      categories = "number"
      recipients = "Callers Ltd"
      retention = "until withdrawn"
      [[notice]]
      id = "web@3"
      text = "The <first> text & more"

      """)
    try place.folder.write(
      "later.toml", "[[notice]]\nid = \"web@3\"\ntext = \"Another text\"\n")
    let run = try place.run(
      """
      $nodial ledger apply more.toml
      $nodial consent grant +493012345601 --purpose offers --channel sms --via web --actor agent:9 \\
        --evidence act=tick --evidence notice=web@3 > line
      $nodial ledger apply later.toml
      $nodial consent grant +493012345602 --purpose offers --channel sms --via web --evidence act=other > line
      $nodial consent withdraw +493012345601 --purpose offers --via call > line
      $nodial request open +493012345601 --right access | cut -f 1
      $nodial request answer 17 --output answer --trial 2> trial; cat trial | grep -c lacks
      $nodial request list | cut -f 1,2
      $nodial request answer 17 --output answer --via email
      stat -c %a answer answer/*
      $nodial ledger prove 20 | grep -o "sha256:$(sha256sum answer/access.json | cut -d ' ' -f 1)" | wc -l
      $nodial consent import answer/portable.csv --exported --dry-run --output result.csv
      $nodial ledger verify | grep -o intact
      """)
    #expect(
      run.output
        == "17\n0\n17\taccess\n17\tanswered\t20\n700\n600\n600\n600\n1\nintact\n",
      "\(run.output)\(run.messages)")
    let json = try object("answer/access.json")
    #expect(json["number"] as? String == "+493012345601")
    #expect(json["missing"] == nil && json["erased"] == nil)
    let requests = try #require(json["requests"] as? [[String: Any]])
    #expect(requests.count == 1 && requests[0]["right"] as? String == "access")
    let notices = try #require(json["notices"] as? [[String: Any]])
    #expect((notices.first?["facts"] as? [String: String])?["text"] == "The <first> text & more")
    let text = try String(
      contentsOfFile: place.folder.path("answer/access.json"), encoding: .utf8)
    let page = try String(
      contentsOfFile: place.folder.path("answer/access.html"), encoding: .utf8)
    let own = try String(
      contentsOfFile: place.folder.path("answer/portable.csv"), encoding: .utf8)
    for (name, answer) in [("json", text), ("page", page), ("csv", own)] {
      #expect(!answer.contains("agent:9"), "\(name)")
      #expect(!answer.contains("493012345602"), "\(name)")
      #expect(!answer.contains("other"), "\(name)")
    }
    #expect(page.contains("The &lt;first&gt; text &amp; more"))
    #expect(page.contains("dpo@acme.example") && page.contains("Callers Ltd"))
    #expect(own.split(separator: "\n").count == 3)
  }

  @Test func whatIsMissingIsNamed() throws {
    let run = try place.run(
      """
      $nodial consent grant +493012345601 --purpose offers --channel sms --via web --evidence act=tick > line
      $nodial request open +493012345601 --right access > line
      $nodial request open +493012345602 --right erasure > line
      $nodial request answer 11 --output answer; echo $?
      $nodial request answer 12 --output other; echo $?
      $nodial request answer 11 --output answer; echo $?
      $nodial request answer 99 --output answer; echo $?
      touch file; $nodial request open +493012345601 --right access > line
      $nodial request answer 16 --output file/answer; echo $?
      $nodial request list | cut -f 1
      """)
    #expect(
      run.output == "11\tanswered\t15\n0\n1\n1\n1\n1\n12\n16\n", "\(run.output)\(run.messages)")
    #expect(
      run.messages.contains(
        "answer: the answer lacks what GDPR 15 asks for; declare it with nodial ledger apply: controller: contact, "
      ))
    #expect(run.messages.contains("event 10: the wording that was shown"))
    #expect(run.messages.contains("request 12: asks for erasure, which has no package"))
  }

  /// Whoever had the number before is another person; whoever was erased is told so.
  @Test func theHolderIsAnswered() throws {
    let run = try place.run(
      """
      $nodial consent grant +493012345601 --purpose offers --channel sms --via web --occurred 2026-01-02 \\
        --evidence act=former > line
      printf 'number,decision,act\\n+493012345601,grant,undated\\n' > undated.csv
      $nodial consent import undated.csv --purpose offers --channel voice --output out.csv
      printf 'number,decision,occurred\\n+493012345601,reassign,2026-03-01\\n' > moved.csv
      $nodial consent import moved.csv --output out.csv
      $nodial consent object +493012345601 --channel fax > line
      printf '\\n \\n+493012345601\\n' | $nodial request open - --right access | cut -f 1
      $nodial request answer 14 --output answer; cat answer/access.html | grep -o 'Somebody else had the number before 2026-03-01'
      tail -n +2 answer/portable.csv | grep -o ',object,\\|,grant,\\|,reassign,'
      $nodial consent erase +493012345602 > line
      $nodial request open +493012345602 --right access | cut -f 1
      $nodial request answer 18 --output answer; echo $?
      $nodial request answer 18 --output other; grep -o 'You were erased on' other/access.html
      $nodial request open +493012345602 --right access | cut -f 1
      $nodial request answer 22; echo $?
      $nodial request answer 22 --output -; echo $?
      $nodial request answer 22 --evidence evidence_file=17.pdf
      echo nobody | $nodial request open - --right access; echo $?
      printf '+493012345601\\n+493012345602\\n' | $nodial request open - --right access; echo $?
      printf '+493012345601\\n+493012345602\\n+493012345603\\n' | $nodial consent rectify - --reason x; echo $?
      echo +493012345601 | $nodial consent rectify - --reason x; echo $?
      """)
    #expect(
      run.output == """
        14
        14\tanswered\t16
        Somebody else had the number before 2026-03-01
        ,reassign,
        ,object,
        18
        1
        18\tanswered\t21
        You were erased on
        22
        1
        64
        22\tanswered\t23
        1
        1
        1
        1

        """, "\(run.output)\(run.messages)")
    let json = try object("answer/access.json")
    #expect((json["holderSince"] as? String)?.hasPrefix("2026-03-01") == true)
    let text = try String(
      contentsOfFile: place.folder.path("answer/access.json"), encoding: .utf8)
    #expect(!text.contains("former") && !text.contains("undated"))
    #expect(try object("other/access.json")["erased"] != nil)
    #expect(run.messages.contains("answer: has the answer to another request"))
    #expect(run.messages.contains("standard input: holds no number that can be read"))
    #expect(run.messages.contains("standard input: holds too many numbers; give one\n"))
    #expect(run.messages.contains("standard input: holds too many numbers; give the wrong number"))
    #expect(run.messages.contains("standard input: holds too few numbers; give the wrong number"))
  }
}
