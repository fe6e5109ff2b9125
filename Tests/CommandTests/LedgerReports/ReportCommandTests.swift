import Foundation
import TestSupport
import Testing

/// Reports of the ledger, as those would read them who ask for them.
struct ReportCommandTests {
  private let place: ConsentPlace

  init() throws {
    place = try ConsentPlace()
    try place.folder.write(
      "more.toml",
      """
      [[controller]]
      id = "acme"
      name = "Acme <GmbH>"
      contact = "privacy@acme.example"
      dpo = "dpo@acme.example"
      [[notice]]
      id = "web@3"
      text = "I agree to <offers>."
      covers = ["identity", "purposes", "basis"]
      [[processor]]
      id = "callers"
      agreement = "2026-02-01"
      [[activity]]
      id = "telemarketing"
      purposes = ["offers"]
      subjects = "prospects"
      [[supplier]]
      id = "leads"
      address = "1 High St"
      [[assessment]]
      id = "lia"
      purpose = "offers"
      review = "2026-06-30"
      [[batch]]
      id = "russian"
      countries = ["RU"]
      received = "2026-01-31"

      """)
    let run = try place.run(
      """
      $nodial ledger apply more.toml
      $nodial consent grant +493012345601 --purpose offers --channel voice,sms --via web --evidence act=tick \\
        --evidence notice=web@3 --occurred 2026-02-03 --until 2099-01-02 > line
      $nodial consent grant +493012345602 --purpose offers --channel voice --via call --evidence act=spoken > line
      $nodial consent object +493012345602 --occurred 2026-11-01 > line
      $nodial consent object +12025550111 --occurred 2026-10-01 > line
      printf 'number,decision,act\\n+447700900112,grant,tick\\n' > leads.csv
      $nodial consent import leads.csv --purpose offers --channel sms --batch whole --output leads.out
      id=$($nodial request open +493012345601 --right access --received 2026-01-31 | cut -f 1)
      $nodial request open +493012345602 --right erasure > line
      $nodial request answer $id --evidence evidence_file=17.pdf > line
      $nodial request open +493012345601 --right rectification > line
      $nodial consent show +493012345601 --actor agent:7 --reason "a call" > line
      $nodial consent export --output all.csv --actor agent:9
      $nodial consent erase +493012345602 --despite-hold --reason "counsel agrees" > line
      printf 'number\\n+447700900112\\n' > campaign.csv
      $nodial scrub -q campaign.csv --purpose offers --channel sms --output kept.csv
      """)
    precondition(run.status == 0, run.messages)
  }

  private func object(_ name: String) throws -> [String: Any] {
    let run = try place.run("$nodial ledger report \(name) --json")
    #expect(run.status == 0, "\(run.messages)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  }

  private func rows(_ value: Any?) throws -> [[String: Any]] {
    try #require(value as? [[String: Any]])
  }

  @Test func deadlines() throws {
    let report = try object("deadlines")
    let requests = try #require(report["requests"] as? [String: Int])
    #expect(
      requests == ["open": 1, "late": 0, "dueWithin7Days": 0, "ended": 1, "endedLate": 1])
    let carriedOut = try rows(report["erasures"])
    #expect(carriedOut.count == 1 && carriedOut[0]["isLate"] as? Bool == false)
    let optOuts = try rows(report["optOuts"])
    let american = try #require(optOuts.first { $0["country"] as? String == "US" })
    #expect(american["late"] as? Int == 1 && american["limit"] as? Int == 14)
    #expect((american["longest"] as? Int ?? 0) > 50)
  }

  @Test func consents() throws {
    let report = try object("consents")
    let people = try #require(report["people"] as? [String: Int])
    #expect(
      people == [
        "recorded": 3, "withConsentInForce": 1, "whoSaidNo": 1, "restricted": 0, "erased": 1,
      ])
    let scopes = try rows(report["scopes"])
    #expect(scopes.map { $0["scope"] as? String } == ["acme offers voice", "acme offers sms"])
    #expect(scopes.map { $0["unconfirmed"] as? Int } == [0, 1])
    // In Germany a consent from a form waits for the second step.
    #expect(scopes.map { $0["waiting"] as? Int } == [1, 1])
    #expect(try rows(report["batches"]).map { $0["name"] as? String } == ["whole"])
    #expect(try rows(report["notices"]).isEmpty)
  }

  @Test func whatIsMissingIsNamed() throws {
    let provenance = try object("provenance")
    let batches = try rows(provenance["batches"])
    let russian = try #require(batches.first { $0["batch"] as? String == "russian" })
    #expect(russian["tellBy"] as? String == "2026-02-28")
    #expect(
      (russian["missing"] as? [String])?.suffix(6) == [
        "operator", "legal_basis", "data", "users", "subject_rights", "source",
      ])
    let toDo = try #require(provenance["toDo"] as? [String])
    #expect(
      toDo.contains { $0.hasPrefix("batch russian: people are told") && $0.hasSuffix("late") })
    #expect(toDo.contains { $0.hasPrefix("batch broken: quarantined") })
    let missing = try #require(try object("ropa")["missing"] as? [String])
    for lack in [
      "controller acme: address", "activity telemarketing: retention", "processor callers: audits",
      "purpose offers: basis", "assessment lia: balancing",
      "assessment lia: its review was due on 2026-06-30",
    ] { #expect(missing.contains(lack), "\(lack)") }
    let notice = try #require(missing.first { $0.hasPrefix("notice web@3") })
    #expect(notice.hasSuffix("categories, source"))
  }

  @Test func whoLookedIsCounted() throws {
    let looks = try rows(try object("access")["looks"])
    #expect(looks.map { $0["people"] as? String } == ["one", "all"])
    #expect(looks.map { $0["actor"] as? String } == ["agent:7", "agent:9"])
    let breach = try object("breach")
    let touched = try #require(breach["touched"] as? [String: Int])
    #expect(touched == ["looks": 1, "people": 1, "exports": 1, "peopleAtMost": 3])
    let before = try object("breach --to 2020-01-01")
    #expect((before["touched"] as? [String: Int])?["peopleAtMost"] == 0)
  }

  @Test func theAuditSaysWhatWasDone() throws {
    let audit = try object("audit")
    let verification = try #require(audit["verification"] as? [String: Any])
    #expect(verification["isIntact"] as? Bool == true)
    let scrub = try #require(try rows(audit["scrubs"]).first)
    #expect(scrub["rows"] as? Int == 1 && scrub["scope"] as? String == "acme offers sms")
    #expect(try rows(audit["erasures"]).count == 1)
    let run = try place.run(
      """
      python3 -c 'import sqlite3; d = sqlite3.connect("consent.ledger"); d.execute("UPDATE act SET flags = 0"); d.commit()'
      $nodial ledger report audit | sed -n 4,5p; echo ${PIPESTATUS[0]}
      """)
    #expect(run.output.hasPrefix("  is intact: no\n  because: consent.ledger: damaged"))
    #expect(run.output.hasSuffix("\n1\n"))
  }

  /// Each report is a page too, and those of everybody name nobody.
  @Test(arguments: [
    "deadlines", "consents", "provenance", "ropa", "access", "audit", "dpia", "breach",
    "evidence +493012345601",
  ])
  func reportsArePages(name: String) throws {
    let run = try place.run(
      """
      $nodial ledger report \(name) --html page.html; $nodial ledger report \(name) > text; stat -c %a page.html
      python3 - <<'END'
      from html.parser import HTMLParser
      class Pages(HTMLParser):
          def __init__(self):
              super().__init__(); self.open = []
          def handle_starttag(self, tag, attributes):
              if tag not in ("meta", "rect"): self.open.append(tag)
              assert tag not in ("script", "link", "img"), tag
          def handle_endtag(self, tag):
              if tag != "rect": assert self.open.pop() == tag, tag
      pages = Pages(); pages.feed(open("page.html").read()); print(pages.open)
      END
      grep -c '493012345601\\|447700900112\\|12025550111' page.html text
      """)
    let isOfSomebody = name.hasPrefix("evidence")
    #expect(
      run.output.hasPrefix("600\n[]\n")
        && run.output.contains("page.html:0") != isOfSomebody, "\(run.output)\(run.messages)")
  }

  @Test func evidenceIsProven() throws {
    let script = Repository.url.path + "/Scripts/verify-proof"
    let run = try place.run(
      """
      echo +493012345601 | $nodial ledger report evidence - --actor agent:7 --json > evidence.json
      python3 -c 'import json; print(json.load(open("evidence.json"))["proofs"][0])' > proof.json
      '\(script)' proof.json --head $(python3 -c 'import json; print(json.load(open("evidence.json"))["seal"]["hash"])') > out
      echo $?; grep -c 'I agree to <offers>' evidence.json
      $nodial ledger report evidence 17 | head -4 | tail -1 | cut -c 1-12
      $nodial ledger report evidence 9; echo $?
      $nodial ledger report evidence; echo $?
      $nodial ledger report ropa +493012345601; echo $?
      $nodial ledger report breach --from soon; echo $?
      """)
    #expect(
      run.output.hasPrefix("0\n1\n  number: +4") && run.output.hasSuffix("\n1\n64\n64\n64\n"),
      "\(run.output)\(run.messages)")
    #expect(!run.messages.contains("493012345601"))
  }

  /// A batch whose papers are not whole is scrubbed for nobody.
  @Test func campaignsOfHalfABatchAreRefused() throws {
    let run = try place.run(
      """
      for batch in whole broken unknown; do
        $nodial scrub -q campaign.csv --purpose offers --channel sms --source $batch --output $batch.csv --report r.json; echo $?
      done
      ls whole.csv broken.csv unknown.csv; grep -o '"source": "[a-z]*"' r.json
      $nodial scrub -q campaign.csv --without-ledger --source whole --output x.csv; echo $?
      """)
    #expect(
      run.output == "0\n1\n1\nwhole.csv\n\"source\": \"whole\"\n1\n", "\(run.output)\(run.messages)"
    )
    #expect(run.messages.contains("batch \"broken\" is quarantined"))
    #expect(run.messages.contains("knows no batch \"unknown\""))
  }

  /// What Prometheus reads.
  @Test func metricsAreThose() throws {
    let run = try place.run(
      """
      $nodial ledger verify --record > line; $nodial ledger backup --output b
      $nodial ledger compile
      $nodial ledger metrics --output m.prom; grep -v '^#' m.prom | sed 's/\\(seconds\\) [0-9]*/\\1/'
      ! command -v promtool > /dev/null || promtool check metrics < m.prom
      """)
    #expect(
      run.output == """
        nodial_ledger_events 32
        nodial_ledger_last_event_timestamp_seconds
        nodial_ledger_people 3
        nodial_ledger_erased_people 1
        nodial_ledger_open_requests 1
        nodial_ledger_late_requests 0
        nodial_ledger_request_due_timestamp_seconds
        nodial_ledger_oldest_request_timestamp_seconds
        nodial_ledger_open_reviews 0
        nodial_ledger_last_verify_timestamp_seconds
        nodial_ledger_last_backup_timestamp_seconds
        nodial_ledger_last_scrub_timestamp_seconds
        nodial_ledger_last_compile_timestamp_seconds

        """, "\(run.output)\(run.messages)")
    #expect(run.messages.split(separator: "\n").allSatisfy { $0.hasPrefix("nodial: ") })
  }

  /// Of a ledger whose rows somebody has taken away nobody is told half, and nobody is erased.
  @Test(arguments: [true, false])
  func halfAPersonIsNotShown(isCompiled: Bool) throws {
    let run = try place.run(
      """
      $nodial consent grant +447700900119 --purpose offers --channel sms --via web --evidence act=tick > line
      $nodial consent object +447700900119 > line
      id=$($nodial request open +447700900119 --right access | cut -f 1)
      \(isCompiled ? "$nodial ledger compile" : "true")
      python3 -c 'import sqlite3; d = sqlite3.connect("consent.ledger"); d.execute("DELETE FROM act WHERE seq = (SELECT max(seq) FROM act WHERE kind = 14)"); d.commit()'
      $nodial ledger report evidence +447700900119; echo $?
      $nodial consent show +447700900119; echo $?
      $nodial request answer $id --output answer; echo $?
      $nodial consent erase +447700900119 --despite-hold --reason "counsel agrees"; echo $?
      $nodial consent rectify +447700900119 +447700900118 --reason moved; echo $?
      $nodial ledger retain; echo $?
      for name in consents deadlines dpia provenance; do $nodial ledger report $name; echo $?; done
      $nodial ledger rebuild-state; $nodial consent show +447700900119 | grep -c 'sms: objected'
      """)
    #expect(
      run.output == String(repeating: "1\n", count: 10) + "6\n", "\(run.output)\(run.messages)")
  }

  /// Days that cannot be, and words that name somebody, are refused.
  @Test func whatCannotBeAskedIsRefused() throws {
    let run = try place.run(
      """
      $nodial ledger report breach --from 2026-12-01 --to 2026-11-01; echo $?
      $nodial ledger report consents --from 2026-11-01; echo $?
      $nodial ledger report breach --from 2999-01-01; echo $?
      $nodial ledger report evidence +493012345601 --reason "of +12025550199"; echo $?
      $nodial consent show +493012345601 --actor agent:+12025550199; echo $?
      $nodial consent object +12025550111 --reason "call of +49 30 12345601"; echo $?
      """)
    #expect(run.output == "64\n64\n64\n64\n64\n64\n", "\(run.output)\(run.messages)")
    #expect(!run.messages.contains("12025550199") && !run.messages.contains("12345601"))
  }
}
