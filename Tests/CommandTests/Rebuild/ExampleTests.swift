import Foundation
import Rebuilding
import TestSupport
import Testing

/// The examples for the nightly job run as they are shipped, once they are copied.
struct ExampleTests {
  private static let units = [
    "nodial-rebuild.service", "nodial-rebuild.timer", "nodial-failure@.service",
  ]

  private static func text(_ name: String) throws -> String {
    try Repository.text(of: "Scripts/examples/\(name)")
  }

  /// `Scripts/test` installs what is not there.
  private static func has(_ program: String) -> Bool {
    (try? BuiltExecutable.runShell("command -v \(program)").status) == 0
  }

  /// A folder with the settings of `nodial init`, and what stands for the folders of the examples.
  private func place() throws -> Workplace {
    let place = try Workplace(withIndex: false)
    #expect(try place.run("$nodial init -q state && mkdir cache").status == 0)
    return place
  }

  /// A command line with the folders of the place in it.
  private func placed(_ line: some StringProtocol, in place: Workplace) -> String {
    String(line).replacing("/usr/local/bin/nodial", with: BuiltExecutable("nodial").path)
      .replacing("/var/lib/nodial", with: "\(place.folder.path)/state")
      .replacing("/var/cache/nodial", with: "\(place.folder.path)/cache")
  }

  // MARK: systemd

  @Test(.enabled(if: has("systemd-analyze"), "Scripts/test installs it"))
  func systemdFindsNoFault() throws {
    let place = try Workplace(withIndex: false)
    for unit in Self.units {
      let text = try Self.text(unit)
      try place.folder.write(
        unit, text.replacing("/usr/local/bin/nodial", with: BuiltExecutable("nodial").path))
    }
    let run = try place.run(
      "systemd-analyze verify --man=no ./\(Self.units.joined(separator: " ./")) 2>&1")
    #expect(run.status == 0)
    #expect(run.output == "")
    // A directive that it does not know is a line.
    let broken = try place.run(
      "echo Protect=yes >> nodial-rebuild.service; "
        + "systemd-analyze verify --man=no ./nodial-rebuild.service 2>&1")
    #expect(broken.output.contains("Protect"))
  }

  /// The level of exposure, from 0 to 10, that the guide states.
  @Test(.enabled(if: has("systemd-analyze"), "Scripts/test installs it"))
  func theServiceIsAsShutInAsTheGuideSays() throws {
    let path = Repository.url.appendingPathComponent("Scripts/examples/nodial-rebuild.service").path
    let run = try BuiltExecutable.runShell(
      "systemd-analyze security --offline=true --no-pager --threshold=20 '\(path)'")
    #expect(run.status == 0)
    let level = try #require(run.output.firstMatch(of: #/Overall exposure level.*: ([0-9.]+) /#))
    let guide = try Repository.text(of: "Sources/nodial/nodial.docc/Rebuild.md")
    #expect(guide.contains("`systemd-analyze security` gives it \(level.1) of 10"))
  }

  /// Everybody may read the metrics, whatever the umask of the service; nobody else the index.
  @Test func theServiceLeavesWhatOthersMayRead() throws {
    let place = try place()
    let unit = try Self.text("nodial-rebuild.service")
    let umask = try #require(unit.firstMatch(of: /\nUMask=(\d+)\n/)).1
    let start = try #require(unit.firstMatch(of: /\nExecStart=(.+)\n/)).1
    for _ in 1...2 {
      let run = try place.run(
        "umask \(umask); \(placed(start, in: place)) 2> said || cat said; "
          + "stat -c '%a %n' cache/nodial.prom state/dnc.ndx")
      #expect(run.output == "644 cache/nodial.prom\n600 state/dnc.ndx\n")
    }
    // One that an older version left, too.
    let run = try place.run(
      "chmod 640 cache/nodial.prom; \(placed(start, in: place)) 2> said; stat -c %a cache/nodial.prom"
    )
    #expect(run.output == "644\n")
    // The folders that it says are those it makes.
    #expect(unit.contains("\nStateDirectory=nodial\n") && start.contains("/var/lib/nodial/"))
    #expect(unit.contains("\nCacheDirectory=nodial\n") && start.contains("/var/cache/nodial/"))
    let link = try #require(unit.firstMatch(of: /\nExecStartPre=-\+\/bin\/ln -sfn (\S+) (\S+)\n/))
    #expect(start.contains("--metrics \(link.1) "))
    #expect(link.2 == "/var/lib/prometheus/node-exporter/nodial.prom")
  }

  // MARK: cron

  /// A table for /etc/cron.d by the grammar of crontab(5), as Debian's cron reads it.
  private struct SystemTable {
    var settings: [String: String] = [:]
    var jobs: [(times: [Substring], user: Substring, command: Substring)] = []
    var faults: [String] = []

    private static let ranges = [0...59, 0...23, 1...31, 1...12, 0...7]

    init(_ text: String) {
      if !text.hasSuffix("\n") { faults.append("the last line does not end") }
      for line in text.split(separator: "\n") {
        if line.hasPrefix("#") { continue }
        if let setting = line.wholeMatch(of: /([A-Za-z_]+)\s*=\s*(.*)/) {
          settings[String(setting.1)] = String(setting.2)
          continue
        }
        guard let job = line.wholeMatch(of: /((?:\S+\s+){5})([a-z][a-z0-9_-]*)\s+(\S.*)/) else {
          faults.append("no job: \(line)")
          continue
        }
        let times = job.1.split(separator: " ")
        for (time, range) in zip(times, Self.ranges)
        where time != "*" && Int(time).map(range.contains) != true {
          faults.append("no time: \(time)")
        }
        // The rest would be standard input.
        if job.3.contains("%") { faults.append("a percent sign: \(line)") }
        jobs.append((times, job.2, job.3))
      }
    }
  }

  @Test func cronReadsItsTable() throws {
    // Names with a dot, as those of packages' leftovers, are passed over.
    let name = "nodial-rebuild"
    #expect(name.wholeMatch(of: /[A-Za-z0-9_-]+/) != nil)
    let table = SystemTable(try Self.text(name))
    #expect(table.faults == [])
    #expect(Set(table.settings.keys) == ["SHELL", "PATH", "MAILTO"])
    #expect(table.jobs.count == 1)
    #expect(table.jobs.first?.user == "nodial")
    for fault in [
      "30 2 * * *  nodial  nodial rebuild a", "30 24 * * * nodial b\n", "30 2 * * nodial\n",
      "30 2 * * * nodial date +%d\n", "a b\n",
    ] {
      #expect(SystemTable(fault).faults.count > 0, "\(fault)")
    }
    // cron's own parser, which knows tables of users: those without the column of the user.
    guard Self.has("crontab") else { return }
    let place = try Workplace(withIndex: false)
    try place.folder.write(
      "table", try Self.text(name).replacing("  nodial  umask", with: "  umask"))
    #expect(try place.run("crontab -n table").status == 0)
    #expect(try place.run("sed -i 's/^30 2/30 24/' table; crontab -n table").status != 0)
  }

  /// Nothing is said on a good night, and so nothing mailed; on another, the cause.
  @Test func theJobOfCronRuns() throws {
    let place = try place()
    let table = SystemTable(try Self.text("nodial-rebuild"))
    let job = try #require(table.jobs.first)
    let path = try #require(table.settings["PATH"])
    try place.folder.write("job", placed(job.command, in: place))
    let run = try place.run(
      """
      mkdir bin; ln -s $nodial bin/nodial
      night() { env -i PATH="$PWD/bin:\(path)" \(table.settings["SHELL"] ?? "") -c "$(cat job)"; echo $?; }
      night; stat -c '%a %n' cache/nodial.prom state/dnc.ndx
      sed -i s/region/regoin/ state/nodial.toml; night; grep -c 'success 0' cache/nodial.prom
      """)
    #expect(run.output == "0\n644 cache/nodial.prom\n600 state/dnc.ndx\n1\n1\n")
    #expect(run.messages.hasSuffix("there is no setting \"regoin\"; did you mean \"region\"?\n"))
    #expect(run.messages.count { $0 == "\n" } == 1)
  }

  // MARK: Prometheus

  @Test(.enabled(if: has("promtool"), "Scripts/test fetches it"))
  func theAlertsHoldTheirTests() throws {
    let folder = Repository.url.appendingPathComponent("Scripts/examples").path
    let run = try BuiltExecutable.runShell(
      """
      cd '\(folder)' && promtool check rules nodial-alerts.yml && \
      promtool test rules nodial-alerts.test.yml
      """)
    #expect(run.status == 0, "\(run.output)\(run.messages)")
    let rules = try Self.text("nodial-alerts.yml")
    let tests = try Self.text("nodial-alerts.test.yml")
    for alert in rules.matches(of: /- alert: (\w+)/) {
      // Each fires in one test, and is quiet in another.
      #expect(tests.contains("- alertname: \(alert.1)\n"), "\(alert.1)")
      #expect(tests.contains("{alertname: \(alert.1), "), "\(alert.1)")
    }
  }

  /// What the alerts ask for is what rebuilds write.
  @Test func theAlertsAskForSeriesThatThereAre() throws {
    let rebuild = try RebuildPlace()
    let run = try rebuild.run(
      """
      $rebuild -q --metrics m; cat m; rm lists/own/*; $rebuild -q --metrics m 2> said; cat m
      """)
    let written = Set(run.output.matches(of: /(?m)^(nodial_\w+)/).map { String($0.1) })
    let asked = Set(
      try Self.text("nodial-alerts.yml").matches(of: /nodial_\w+/).map { String($0.0) })
    #expect(asked.count > 5)
    #expect(asked.subtracting(written) == [])
  }

  // MARK: The ledger

  /// A week of nights: what need not be kept goes, all is backed up, and a step that fails is told.
  @Test func theLedgerIsLookedAfterEveryNight() throws {
    let place = try ConsentPlace()
    let script = Repository.url.appendingPathComponent("Scripts/examples/nodial-ledger").path
    let run = try place.run(
      """
      mkdir bin elsewhere && ln -s $nodial bin/nodial && PATH=$PWD/bin:$PATH
      $nodial consent object +447700900111 --occurred 2020-01-02 > line
      $nodial consent object +447700900112 > line
      $nodial consent erase +447700900113 > line
      night() { '\(script)' nodial.toml elsewhere ledger.prom > out 2> log; echo $?; }
      night; night
      ls elsewhere | sed 's/[1-7].backup/N.backup/' | sort -u; wc -l < elsewhere/heads.jsonl
      $nodial consent show +447700900111 | cut -d ' ' -f 1,2
      grep -c '_verify_\\|_backup_' ledger.prom
      head -1 elsewhere/heads.jsonl | sed 's/"size":"[0-9]*"/"size":"900"/' > forged; cat forged >> elsewhere/heads.jsonl
      night; grep '^nodial-ledger' log
      """)
    #expect(
      run.output == """
        0
        0
        consent-N.backup
        consent.ledger.erasures
        heads.jsonl
        2
        erased on
        6
        1
        nodial-ledger: failed: nodial ledger verify --record --anchor elsewhere/heads.jsonl

        """, "\(run.output)\(run.messages)")
  }
}
