import TestSupport
import Testing

/// Runs in surroundings that lack something: no answer may be taken for a clear one.
struct SurroundingsTests {
  /// With few descriptors a command fails with a sentence, or works.
  @Test(arguments: [3, 4, 5, 6, 7, 8, 12, 18, 19, 20, 21])
  func fewDescriptors(count: Int) throws {
    let place = try Workplace()
    try place.writeCampaign("c.csv", rowCount: 1000)
    let commands = [
      "check -i dnc.ndx -- +12025550101", "check -i dnc.ndx --stdin", "inspect dnc.ndx",
      "scrub -i dnc.ndx c.csv -o kept --rejected rejected --report report",
      "normalize c.csv -o numbers", "build -o x.ndx --region US x=c.csv", "verify dnc.ndx",
    ]
    for command in commands {
      let run = try place.run(
        """
        printf '+12025550101\\n' > in
        (ulimit -n \(count); exec $nodial \(command)) < in
        """)
      // What the loader of a program that is not linked statically says of its libraries.
      if run.status == 127 { continue }
      #expect([0, 1, 2].contains(run.status), "\(command): \(run)")
      #expect(!run.output.contains("OVERVIEW"))
      #expect(!command.hasPrefix("check") || run.status != 0, "\(run)")
      if run.status == 1 { #expect(run.messages.contains("nodial: "), "\(command): \(run)") }
    }
  }

  /// Without /proc the arguments are what they were.
  @Test func withoutProc() throws {
    let place = try Workplace()
    try place.writeCampaign("c.csv", rowCount: 1000)
    let hidden = "unshare -m bash -c 'mount -t tmpfs none /proc'"
    // Only root can take it away.
    guard try place.run(hidden).status == 0 else { return }
    let script = """
      cat > without.sh <<'end'
      mount -t tmpfs none /proc
      $nodial check -i dnc.ndx -- +12025550101; echo $?
      $nodial check -i dnc.ndx -- +12025550199; echo $?
      $nodial check -i dnc.ndx --bogus 2> /dev/null; echo $?
      $nodial build -q -o x.ndx --region US x=register.txt; echo $?
      $nodial scrub -q -i x.ndx c.csv -o kept; echo $?
      end
      export nodial; unshare -m bash without.sh; [ $(wc -l < kept) -gt 900 ] && ls -A | grep -c tmp
      """
    for environment in ["", "export SWIFT_ROOT=/; "] {
      let run = try place.run(environment + script)
      #expect(
        run.output == """
          +12025550101\tlisted\tD\tus-ftc@2026-11-20
          2
          +12025550199\tclear\tC\t
          0
          64
          0
          0
          0

          """, "\(run.messages)")
    }
  }

  /// Whoever closes the pipe that he reads gets no answer, and the status says so.
  @Test(arguments: [
    "check -i dnc.ndx --stdin < numbers", "scrub -q -i dnc.ndx c.csv", "normalize -q c.csv",
    "inspect dnc.ndx", "verify dnc.ndx", "check --help",
  ])
  func aClosedPipeIsAFailure(command: String) throws {
    let place = try Workplace()
    try place.writeCampaign("c.csv", rowCount: 100_000)
    let run = try place.run(
      """
      seq 2025600000 2025750000 > numbers; mkfifo fifo
      (exec < fifo; sleep 0.2) &
      $nodial \(command) > fifo; echo $? >&2; wait
      """)
    // What fits into the pipe, up to a mebibyte, is gone without a word.
    #expect(["0\n", "1\n"].contains(run.messages))
    let isLong = !["inspect", "verify", "check --help"].contains { command.hasPrefix($0) }
    if isLong { #expect(run.messages == "1\n") }
    let closed = try place.run(
      "set -o pipefail; (sleep 0.2; exec $nodial \(command)) | true; echo $?")
    #expect(closed.output == "1\n")
    #expect(closed.messages == "")
  }
}
