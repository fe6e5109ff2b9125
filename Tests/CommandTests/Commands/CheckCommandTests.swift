import TestSupport
import Testing

/// Runs `nodial check`: only 0 may ever mean that a number can be called.
struct CheckCommandTests {
  @Test func aLineANumberWithItsLists() throws {
    let place = try Workplace()
    let run = try place.run(
      "$nodial check --index dnc.ndx +12025550199 2025550101 '(202) 555-0103' +12025550104 12 ''")
    #expect(run.status == 2)
    #expect(run.messages == "")
    #expect(
      run.output == """
        +12025550199\tclear\tC\t
        2025550101\tlisted\tD\tus-ftc@2026-11-20
        (202) 555-0103\tlisted\tP\tus-ftc@2026-11-20;withdrawn@undated
        +12025550104\tlisted\tP\twithdrawn@undated
        12\tinvalid\tI\t
        \tinvalid\tI\t

        """)
  }

  @Test(
    arguments: [
      ("+12025550199", 0), ("+12025550199 +12025550198", 0), ("+12025550199 +12025550101", 2),
      ("2025550199", 0), ("--region GB 02079460000", 0), ("--region GB 2025550101", 0),
      ("-- +12025550199", 0), ("-- -2025550101", 2), ("-- '-2025550101 home'", 2),
      ("--stdin <<< +12025550199", 0), ("--stdin <<< 2025550101", 2),
      ("+12025550199 --stdin <<< 2025550101", 2), ("--stdin +12025550101 <<< 2025550199", 2),
      ("--stdin < <(printf '+12025550199\\r\\n+12025550198')", 0), ("--stdin <<< ''", 2),
      ("--stdin < <(printf '+12025550199\\n\\n')", 2), ("nobody", 2), ("''", 2),
      ("+12025550199 ''", 2), ("$'+12025550199\\xff'", 2), ("$'\\xff'", 2),
      ("--stdin < <(printf '+12025550199\\xff')", 2), ("-- --help", 2), ("-- -h --version", 2),
      // No number, so nothing is known.
      ("--stdin < /dev/null", 1), ("--stdin < /", 1), ("--stdin <&-", 1),
      ("--index missing.ndx +12025550199", 1),
      ("--index . +12025550199", 1), ("--index /dev/null +12025550199", 1),
      ("--index register.txt +12025550199", 1), ("+12025550199 > /dev/full", 1),
      ("+12025550199 >&-", 1), ("+12025550101 > /dev/full", 1),
      ("", 64), ("--", 64), ("--region UK +12025550199", 64), ("--bogus +12025550199", 64),
      ("-12025550199", 64), ("-2025550101", 64), ("'-2025550101 home'", 64),
      ("+12025550199 -h", 64), ("+12025550199 --help", 64), ("--help", 64), ("-h", 64),
      ("--version", 64), ("+12025550199 --version", 64), ("-hi dnc.ndx +12025550199", 64),
      ("--generate-completion-script bash", 64), ("--experimental-dump-help", 64),
      ("--help-hidden +12025550199", 64), ("help", 2),
    ])
  func onlyZeroMeansGo(arguments: String, status: Int32) throws {
    let place = try Workplace()
    // The last --index counts.
    let run = try place.run("$nodial check --index dnc.ndx \(arguments)")
    #expect(run.status == status, "\(run.messages)")
    #expect((run.messages == "") == (status == 0 || status == 2))
    #expect(status == 0 || status == 2 || run.output == "")
    #expect(!run.messages.contains("2025550"), "\(run.messages)")
  }

  /// Numbers of standard input are answered one a line, however long the input is.
  @Test func standardInputIsReadByLines() throws {
    let place = try Workplace()
    let run = try place.run(
      """
      seq 2000000 2099999 | sed 's/^/+1202/' | $nodial check --index dnc.ndx --stdin | cut -f 2 | uniq -c
      printf '+12025550101\\t\\0\\n\\xff\\n' | $nodial check --index dnc.ndx --stdin | wc -l
      """)
    #expect(run.output == " 100000 clear\n2\n")
  }

  /// Help alone is a success, since nothing else was asked for; beside anything else it is none.
  @Test func helpIsNoAnswer() throws {
    let place = try Workplace()
    let script = """
      for arguments in --help -h 'check --help' 'check -h' 'help check' help --version \
        'inspect --help' 'inspect --version' '--generate-completion-script bash'; do
        $nodial $arguments > out 2> err && [ -s out ] && [ ! -s err ] || echo "$arguments: $?"
      done
      for arguments in 'check --version' 'check --help 1' 'check 1 -h' 'help 2025550101' 'help check 1' \
        'inspect --check dnc.ndx --help' 'scrub -i dnc.ndx --version' 'verify -h dnc.ndx' \
        '--version check' '--help check -i dnc.ndx 1' 'check --experimental-dump-help'; do
        $nodial $arguments > out 2> err; status=$?
        [ $status = 64 ] && [ ! -s out ] && [ -s err ] || echo "$arguments: $status"
      done
      $nodial check --help > /dev/full; echo $?
      $nodial check --help >&-; echo $?
      """
    #expect(try place.run(script).output == "1\n1\n")
  }

  /// A loop over a file keeps its input, whatever stands in it.
  @Test func aDashIsACell() throws {
    let place = try Workplace()
    let script = """
      printf '%s\\n' +12025550199 - +12025550101 +12025550198 |
        while read -r n; do $nodial check -i dnc.ndx -- "$n" > /dev/null && echo "call $n"; done
      """
    let run = try place.run(script)
    #expect(run.output == "call +12025550199\ncall +12025550198\n")
    #expect(
      run.messages
        == "nodial: warning: - is taken for a number; --stdin reads numbers from standard input\n")
  }

  /// A cut or altered index never clears a number that is listed.
  @Test func damagedIndexesClearNothing() throws {
    let place = try Workplace()
    let script = """
      import os, random, subprocess, sys
      nodial, seed = sys.argv[1], int(sys.argv[2])
      random.seed(seed)
      intact = open("dnc.ndx", "rb").read()
      def run(*arguments):
          return subprocess.run([nodial, *arguments], capture_output=True, text=True)
      open("c.csv", "w").write("phone\\n+12025550101\\n+12025550102\\n+12025550103\\n+12025550104\\n")
      for step in range(60):
          damaged = bytearray(intact)
          if step % 3 == 0:
              damaged = damaged[:random.randrange(len(damaged))]
          elif step % 3 == 1:
              damaged[random.randrange(len(damaged))] ^= 1 << random.randrange(8)
          else:
              damaged += b"x" * random.randrange(1, 100)
          open("damaged.ndx", "wb").write(damaged)
          for arguments in (["verify", "damaged.ndx"],
                            ["scrub", "--verify", "--index", "damaged.ndx", "c.csv", "-o", "k.csv"],
                            ["scrub", "--index", "damaged.ndx", "c.csv", "-o", "k.csv"],
                            ["audit", "--index", "damaged.ndx", "c.csv"]):
              result = run(*arguments)
              assert result.returncode == 1, (seed, step, arguments, result)
              assert result.stdout == "" and result.stderr.startswith("nodial: damaged.ndx: "), result
              assert result.stderr.count("\\n") == 1 and "2025550" not in result.stderr, result
              assert not os.path.exists("k.csv")
          # All of so small an index is one block.
          result = run("check", "--index", "damaged.ndx", "+12025550101")
          assert result.returncode == 1 and result.stdout == "", (seed, step, result)
          assert result.stderr.startswith("nodial: damaged.ndx: "), (seed, step, result)
          assert result.stderr.count("\\n") == 1 and "2025550" not in result.stderr, result
          result = run("inspect", "damaged.ndx")
          assert result.returncode in (0, 1), (seed, step, result)
      """
    try place.folder.write("damage.py", script)
    let run = try place.run("python3 damage.py $nodial \(SeededGenerator.runSeed)")
    #expect(run.status == 0, "\(run.messages)")
  }
}
