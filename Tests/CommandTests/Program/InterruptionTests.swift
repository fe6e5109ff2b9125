import TestSupport
import Testing

/// Ends runs early, by signals, full disks and closed pipes: nothing may be left of them.
struct InterruptionTests {
  /// Signals at random moments of a scrub and a build. Whatever stands afterwards is whole.
  @Test(arguments: ["INT", "TERM", "KILL", "HUP"])
  func signalsLeaveNothing(signal: String) throws {
    let place = try Workplace()
    try place.writeCampaign("campaign.csv", rowCount: 60_000)
    try place.folder.write("old.ndx", "old")
    var generator = SeededGenerator(stream: 0x519)
    let delays = (0..<4).map { _ in Double.random(in: 0...0.25, using: &generator) }
    // Whole outputs to compare with.
    let whole = try place.run(
      """
      $nodial scrub -q --index dnc.ndx campaign.csv -o whole-kept --rejected whole-rejected
      $nodial build -q -o whole.ndx --tolerance 100 --region US a=campaign.csv --column phone
      """)
    #expect(whole.status == 0)
    let before = try place.folder.names
    for delay in delays {
      let run = try place.run(
        """
        python3 - "$nodial" \(signal) \(delay) << 'end'
        import signal, subprocess, sys, time
        number = getattr(signal, "SIG" + sys.argv[2])
        # A script's background jobs ignore it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        commands = (
            ["scrub", "-q", "--index", "dnc.ndx", "campaign.csv", "-o", "kept",
             "--rejected", "rejected", "--report", "report"],
            ["build", "-q", "-o", "old.ndx", "--tolerance", "100", "--region", "US",
             "--column", "phone", "a=campaign.csv"])
        for command in commands:
            process = subprocess.Popen([sys.argv[1], *command])
            time.sleep(float(sys.argv[3]))
            process.send_signal(number)
            status = process.wait()
            assert status in (0, -number), (command, status)
        end
        status=$?
        for pair in kept:whole-kept rejected:whole-rejected; do
          [ ! -e "${pair%:*}" ] || cmp "${pair%:*}" "${pair#*:}"
        done
        [ "$(head -c 3 old.ndx)" = old ] || cmp old.ndx whole.ndx
        [ ! -e report ] || python3 -m json.tool report > /dev/null
        rm -f kept rejected report; printf old > old.ndx
        exit $status
        """)
      #expect(run.status == 0, "\(signal) after \(delay) s: \(run.messages)")
      #expect(run.output == "")
      #expect(run.messages == "")
      #expect(try place.folder.names == before)
    }
  }

  private static let canMount =
    (try? BuiltExecutable.runShell("unshare -rm true && unshare -rm mount -t tmpfs t /mnt"))?
    .status == 0

  /// A disk of 128 KiB that becomes full: one sentence, and nothing in it afterwards.
  @Test(.enabled(if: canMount, "needs a user namespace"))
  func aFullDiskLeavesNothing() throws {
    let place = try Workplace()
    try place.writeCampaign("campaign.csv", rowCount: 60_000)
    for command in [
      "scrub -q --index dnc.ndx campaign.csv -o disk/out",
      "scrub -q --index dnc.ndx campaign.csv "
        + "-o /dev/null --rejected disk/out --column id",
      "build -q -o disk/out --tolerance 100 --region US --column phone a=campaign.csv",
      "normalize -q campaign.csv --region US -o disk/out",
    ] {
      let run = try place.run(
        """
        mkdir -p disk
        nodial=$nodial unshare -rm bash -c 'mount -t tmpfs -o size=128k tmpfs disk
          $nodial \(command); echo $? $(ls -A disk | wc -l) $(df --output=used disk | tail -1)'
        """)
      #expect(run.output == "1 0 0\n", "\(command)")
      // A warning about the columns may stand before it.
      #expect(
        run.messages.hasSuffix(
          "nodial: disk/out: cannot write: no space left on device; free some space, nothing was "
            + "left behind\n"))
    }
  }

  /// A limit on the size of files, which sends a signal by default.
  @Test func aFileSizeLimitLeavesNothing() throws {
    let place = try Workplace()
    try place.writeCampaign("campaign.csv", rowCount: 60_000)
    for command in [
      "scrub -q --index dnc.ndx campaign.csv -o out",
      "build -q -o out --tolerance 100 --region US --column phone a=campaign.csv",
    ] {
      let (run, names) = try place.newNames(
        after: "ulimit -f 100; env --default-signal=XFSZ $nodial \(command)")
      #expect(run.status == 1, "\(command)")
      #expect(
        run.messages == "nodial: out: cannot write: file too large; nothing was left behind\n")
      #expect(names == [])
    }
  }

  @Test func aFullDeviceIsSaid() throws {
    let place = try Workplace()
    try place.folder.write("c.csv", "phone\n+12025550199\n+12025550101\n")
    for (command, name) in [
      ("scrub -q --index dnc.ndx c.csv -o /dev/full", "/dev/full"),
      ("scrub -q --index dnc.ndx c.csv > /dev/full", "standard output"),
      ("scrub -q --index dnc.ndx c.csv -o k --rejected /dev/full", "/dev/full"),
      ("scrub -q --index dnc.ndx c.csv -o k --report /dev/full", "/dev/full"),
      ("inspect dnc.ndx > /dev/full", "standard output"),
      ("verify dnc.ndx > /dev/full", "standard output"),
      ("check --index dnc.ndx +12025550199 > /dev/full", "standard output"),
    ] {
      let (run, names) = try place.newNames(after: "$nodial \(command)")
      #expect(run.status == 1, "\(command)")
      #expect(
        run.messages
          == "nodial: \(name): cannot write: no space left on device; free some space"
          // What went out of standard output is out.
          + (name == "standard output" ? "\n" : ", nothing was left behind\n"), "\(command)")
      #expect(names == [])
    }
  }

  private static let canCompile = (try? BuiltExecutable.runShell("clang --version"))?.status == 0

  /// Where outputs need temporary names: they appear, and none is left by errors and signals.
  @Test(.enabled(if: canCompile, "needs clang"))
  func temporaryNamesAreRemoved() throws {
    let place = try Workplace()
    try place.writeCampaign("campaign.csv", rowCount: 60_000)
    let source = Repository.url
      .appendingPathComponent("Tests/Fixtures/Shims/without_unnamed_files.c").path
    let run = try place.run(
      """
      clang -o without_unnamed_files '\(source)' && nodial="./without_unnamed_files $nodial"
      scrub="$nodial scrub -q --index dnc.ndx"
      $scrub campaign.csv -o kept --rejected rejected
      $nodial build -q -o dnc.ndx --region US us-ftc=register.txt
      $nodial build -q -o new.ndx --region US us-ftc=register.txt && cmp dnc.ndx new.ndx
      $scrub campaign.csv -o a --rejected /dev/full 2> /dev/null || echo $?
      # The second time as if started by something that blocks the signal.
      for signal in TERM HUP; do
        mkfifo fifo
        exec 3<> fifo
        env $([ $signal = HUP ] && echo --block-signal=HUP) \\
          $scrub - -o a --rejected b < fifo 3>&- & process=$!
        cat campaign.csv > fifo 3>&- &
        until ls -A | grep -q '^[.]b.*tmp$'; do sleep 0.01; done
        kill -$signal $process
        # No longer than ten seconds.
        for step in {1..100}; do jobs -r | grep -q scrub && sleep 0.1; done
        kill -9 $process 2> /dev/null
        wait $process 2> /dev/null; echo $?
        exec 3>&-; wait; rm fifo
      done
      """)
    #expect(run.output == "1\n143\n129\n")
    let new = ["campaign.csv", "dnc.ndx", "kept", "new.ndx", "rejected", "without_unnamed_files"]
    #expect(Set(try place.folder.names) == Set(new + ["optouts.csv", "register.txt"]))
  }

  /// A reader that has had enough: no message, no success, and no file on the side.
  @Test(arguments: ["env --default-signal=PIPE", "env --ignore-signal=PIPE"])
  func aClosedPipeEndsQuietly(environment: String) throws {
    let place = try Workplace()
    try place.writeCampaign("campaign.csv", rowCount: 60_000)
    for command in [
      "scrub -q --index dnc.ndx campaign.csv --rejected r --report j",
      "normalize -q --region US campaign.csv", "scrub -q --index dnc.ndx - < <(cat campaign.csv)",
      "check --index dnc.ndx --stdin < campaign.csv",
    ] {
      let (run, names) = try place.newNames(
        after: "\(environment) $nodial \(command) | head -c 5 > /dev/null; echo ${PIPESTATUS[0]}")
      #expect(run.output != "0\n" && run.output != "2\n", "\(command)")
      // `cat` may find its own pipe closed.
      #expect(run.messages.split(separator: "\n").filter { !$0.hasPrefix("cat:") } == [])
      #expect(names == [])
    }
  }

  /// Without standard streams, files must not take their place.
  @Test(arguments: ["<&- >&- 2>&-", "2>&-", ">&-", "<&-"])
  func closedStandardStreamsAreNoFiles(closed: String) throws {
    let place = try Workplace()
    try place.folder.write("c.csv", "phone\n+12025550199\n+12025550101\n")
    let run = try place.run(
      """
      $nodial build --output again.ndx --region US us-ftc=register.txt --date us-ftc=2026-11-20 \
        withdrawn=optouts.csv \(closed) && cmp dnc.ndx again.ndx
      $nodial scrub --index dnc.ndx c.csv -o k --rejected r --report j \(closed) && cat k r
      $nodial scrub -q --index dnc.ndx c.csv --rejected r2 <&- >&-
      echo $?; ls r2
      """)
    #expect(
      run.output
        == "phone\n+12025550199\nphone,nodial_outcome,nodial_code,nodial_lists\n"
        + "+12025550101,listed,D,us-ftc@2026-11-20\n1\n")
  }
}
