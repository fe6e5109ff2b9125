import Foundation
import TestSupport
import Testing

/// Runs `nodial rebuild` and compares all that it says.
struct RebuildCommandTests {
  @Test func theNightlyJob() throws {
    let rebuild = try RebuildPlace()
    // The first night.
    var run = try rebuild.run("$rebuild && $nodial verify dnc.ndx > /dev/null")
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(
      run.steadyMessages == """
        nodial: lists/us/2026-11-20_full.txt: list us, format ftc, region US
        nodial: lists/own/optouts.csv: list own, format csv, column phone, region US
        nodial: us@2026-11-20 (registry): read from 2026-11-20_full.txt, 3 numbers
        nodial: own@undated (objection): read from optouts.csv, 2 numbers
        nodial: dnc.ndx: 4 numbers, N bytes, T s

        """)
    // The same once more: not a byte, not even the date of the file changes.
    run = try rebuild.run(
      "stat -c '%y %i' dnc.ndx > a; $rebuild; stat -c '%y %i' dnc.ndx | cmp a -")
    #expect(run.status == 0)
    #expect(
      run.steadyMessages == """
        nodial: us@2026-11-20 (registry): unchanged, 3 numbers
        nodial: own@undated (objection): unchanged, 2 numbers
        nodial: dnc.ndx: unchanged, for there is nothing new

        """)
    // Changes, and the full file is not there any more.
    run = try rebuild.run(
      """
      rm lists/us/*
      printf '2025550109,2026-11-21T08:00:00,A\\n2025550101,2026-11-21T09:00:00,D\\n' \
        > lists/us/2026-11-21_change.txt
      $rebuild && $nodial check --index dnc.ndx +12025550109 +12025550101 +12025550102
      """)
    #expect(run.status == 2)
    #expect(
      run.output.replacing(/\+\d{7}/, with: "") == """
        0109\tlisted\tD\tus@2026-11-21
        0101\tclear\tC\t
        0102\tlisted\tD\tus@2026-11-21

        """)
    #expect(
      run.steadyMessages == """
        nodial: list us: 2026-11-20_full.txt is not there any more; what was read from it is kept
        nodial: lists/us/2026-11-21_change.txt: list us, format ftc, changes, region US
        nodial: lists/us/2026-11-21_change.txt: 1 additions, 1 deletions, 2026-11-21T08:00:00Z to \
        2026-11-21T09:00:00Z
        nodial: us@2026-11-21 (registry): extended by 2026-11-21_change.txt, 3 numbers
        nodial: own@undated (objection): unchanged, 2 numbers
        nodial: dnc.ndx: 4 numbers, N bytes, T s
        nodial: dnc.ndx.MOMENT: the index before it

        """)
  }

  @Test func gatesAreToldTogether() throws {
    let rebuild = try RebuildPlace()
    let run = try rebuild.run(
      """
      $rebuild -q && cp dnc.ndx before
      rm lists/own/*
      printf '202,5550101\\nsecret\\n' > lists/us/2026-11-23_full.txt
      $rebuild; echo $?; cmp dnc.ndx before
      $rebuild -q --accept us=future --accept shrank --accept us=bad-rows --accept own=missing
      echo $?; cmp -s dnc.ndx before || $nodial inspect dnc.ndx | grep -c ^us
      $rebuild -q --accept future --accept missing; echo $?
      """)
    #expect(run.output == "1\n0\n1\n0\n")
    let file = "2026-11-23_full.txt"
    let future =
      "list us: \(file) is of 2026-11-23, and today is 2026-11-22 (UTC); correct the file's name, "
      + "the list's timezone or the clock, or accept it with --accept us=future"
    let missing =
      "list own: no file matches \"lists/own/*.csv\"; deliver one or correct files, or accept it "
      + "with --accept own=missing"
    let badRows =
      "list us: \(file): 1 of 2 rows hold no readable number, more than 1 %; check format, region "
      + "and columns, or accept it with --accept us=bad-rows"
    let shrank =
      "list us: 2 of its 3 numbers are gone, more than 2 %: 2 of 3 of +1 202; look whether the file is "
      + "whole and its format right, or accept it with --accept us=shrank"
    let carried =
      "nodial: warning: list own: no files; its numbers stay as they are, of an unknown day"
    let unreadable =
      "nodial: warning: lists/us/\(file): 1 of 2 rows of list us hold no readable number: row 2"
    let fewReadable = "nodial: warning: lists/us/\(file): "
    let accepted = "nodial: warning: accepted: "
    let lines = run.steadyMessages.split(separator: "\n").map(String.init)
      .filter { !$0.hasPrefix(fewReadable) || $0 == unreadable }
    #expect(
      lines == [
        "nodial: list us: 2026-11-20_full.txt is not used: \(file) is a newer full file", carried,
        "nodial: lists/us/\(file): list us, format plain, region US", unreadable,
        "nodial: us@2026-11-23 (registry): read from \(file), 3 → 2 numbers, 2 of the former gone",
        "nodial: own@undated (objection): kept as it was, 2 numbers", "nodial: refused: \(future)",
        "nodial: refused: \(missing)", "nodial: refused: \(badRows)", "nodial: refused: \(shrank)",
        "nodial: dnc.ndx: not replaced, for 4 gates failed", carried, unreadable,
        accepted + future, accepted + missing, accepted + badRows, accepted + shrank, carried,
        accepted + future, accepted + missing,
      ])
  }

  /// A dry run says what would be, and does nothing.
  @Test func aDryRunDoesNothing() throws {
    let rebuild = try RebuildPlace()
    let run = try rebuild.run("$rebuild --dry-run; echo $?; ls; cat work/rebuilds.jsonl")
    #expect(run.output == "0\nlists\nnodial.toml\nwork\n")
    #expect(
      run.steadyMessages.hasSuffix(
        """
        nodial: us@2026-11-20 (registry): read from 2026-11-20_full.txt, 3 numbers
        nodial: own@undated (objection): read from optouts.csv, 2 numbers
        nodial: dnc.ndx: not replaced, for this was a dry run
        cat: work/rebuilds.jsonl: No such file or directory

        """))
    let refused = try rebuild.run(
      "$rebuild -q; : > lists/us/2026-11-22_full.txt; $rebuild -q --dry-run; echo $?; "
        + "wc -l < work/rebuilds.jsonl")
    #expect(refused.output == "1\n1\n")
  }

  @Test func anIndexOfNoUseIsRebuiltOrRefused() throws {
    let rebuild = try RebuildPlace()
    let run = try rebuild.run(
      """
      $rebuild -q; cp dnc.ndx whole
      # A bit of the numbers: all is read again, since all files are there.
      python3 -c '
      bytes = bytearray(open("dnc.ndx", "rb").read()); bytes[5000] ^= 1
      open("dnc.ndx", "wb").write(bytes)'
      cp dnc.ndx broken
      $rebuild -q; echo $?; cmp -i 4096 dnc.ndx whole
      # The same, but a file is not there any more.
      cp broken dnc.ndx; mv lists/us/2026-11-20_full.txt away; cp away lists/us/2026-11-19_full.txt
      $rebuild -q; echo $?; cmp dnc.ndx broken
      # Something else altogether, and nothing is remembered.
      rm -r work; echo text > dnc.ndx; $rebuild -q; echo $?; cat dnc.ndx
      $rebuild -q --accept base; echo $?; $nodial verify dnc.ndx > /dev/null; echo $?
      """)
    #expect(run.output == "0\n1\n1\ntext\n0\n0\n")
    let lines = run.messages.split(separator: "\n")
    #expect(
      lines.contains { $0.contains("but 2026-11-20_full.txt is not there any more; bring it") })
    #expect(lines.contains { $0.contains("or accept it with --accept us=base") })
    #expect(lines.contains { $0.contains("not a Nodial index") && $0.contains("--accept base") })
  }

  @Test func formerIndexesAreKept() throws {
    let settings = RebuildPlace.settings.replacing(
      "region", with: "keep = 2\nregion", maxReplacements: 1)
    let rebuild = try RebuildPlace(settings: settings)
    let run = try rebuild.run(
      """
      for night in 1 2 3 4 5; do
        cp dnc.ndx former-$night 2> /dev/null
        echo "+120255501${night}0" > lists/own/$night.csv; $rebuild -q || exit
        # Nothing new: nothing is kept.
        $rebuild -q || exit
      done
      ls | grep -c '^dnc.ndx.2'; set -- dnc.ndx.2*
      cmp $1 former-4; cmp $2 former-5; touch dnc.ndx.20200101T000000Z dnc.ndx.mine
      sed -i 's/keep = 2/keep = 0/' nodial.toml; echo "+12025550199" > lists/own/6.csv
      $rebuild -q; ls -A | grep dnc
      """)
    #expect(run.status == 0)
    #expect(run.output == "2\ndnc.ndx\ndnc.ndx.mine\n")
    #expect(run.messages == "")
  }

  @Test func anotherRebuildIsNotDisturbed() throws {
    let rebuild = try RebuildPlace()
    let run = try rebuild.run(
      """
      $rebuild -q
      flock work/lock -c "$rebuild --metrics m"; echo $?; ls m
      # Those that were killed leave a lock file, and no lock.
      $rebuild -q; echo $?
      for number in {1..8}; do $rebuild -q 2>> messages; echo $? >> statuses; done & wait
      sort -u statuses; cat messages
      """)
    // The one that had to give way says so in the metrics as well.
    #expect(run.output == "1\nm\n0\n0\n")
    #expect(
      run.messages
        == "nodial: work/lock: held by another rebuild that is running; wait until it ends\n")
  }

  @Test(
    arguments: [
      ("--accept shrunk", "there is no gate \"shrunk\"; did you mean \"shrank\"?"),
      ("--accept us=none", "there is no gate \"none\""),
      ("--today 2026-02-30", "\"2026-02-30\" is no date; write YYYY-MM-DD"),
    ])
  func wrongUsageIsExplained(arguments: String, message: String) throws {
    let rebuild = try RebuildPlace()
    let run = try rebuild.run("$nodial rebuild nodial.toml \(arguments)")
    #expect(run.status == 64)
    #expect(run.messages.contains(message), "\(run.messages)")
  }

  @Test func acceptancesNameListsThatAreThere() throws {
    let run = try RebuildPlace().run("$rebuild --accept uss=shrank")
    #expect(run.status == 1)
    #expect(
      run.messages
        == "nodial: --accept names list \"uss\", which nodial.toml does not declare; did "
        + "you mean \"us\"?\n")
  }
}
