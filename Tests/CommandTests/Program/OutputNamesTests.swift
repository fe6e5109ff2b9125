import TestSupport
import Testing

/// Where outputs go: the descriptors a program was started with, names of any bytes, and two names of
/// one file.
struct OutputNamesTests {
  private func place() throws -> Workplace {
    let place = try Workplace()
    try place.folder.write("c.csv", "phone\n+12025550199\n+12025550101\n")
    return place
  }

  /// What stands in a file already stays, and what comes afterwards follows.
  @Test(arguments: [
    "-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/dev/./fd/1", "link", "/dev/fd/7",
  ])
  func descriptorsAreWrittenWhereTheyStand(output: String) throws {
    let script = """
      ln -s /dev/stdout link
      scrub() { $nodial scrub -q -i dnc.ndx c.csv --output \(output) 7>&1; }
      echo precious > all; scrub >> all; cat all
      (echo first; scrub; echo last) > all; cat all
      scrub | cat
      """
    let run = try place().run(script)
    let rows = "phone\n+12025550199\n"
    #expect(run.output == "precious\n\(rows)first\n\(rows)last\n\(rows)", "\(run.messages)")
    #expect(run.messages == "")
  }

  /// Every output of every command, not only kept rows.
  @Test func everyOutputCanBeADescriptor() throws {
    let script = """
      $nodial scrub -q -i dnc.ndx c.csv -o /dev/null --rejected /dev/stdout | cut -d, -f 1
      $nodial scrub -q -i dnc.ndx c.csv -o /dev/null --report /dev/fd/5 5> report; head -c 1 report
      $nodial scrub -q -i dnc.ndx c.csv -o /dev/stderr 2>> report; tail -n 1 report
      $nodial normalize -q c.csv -o /dev/stdout | wc -l
      """
    let run = try place().run(script)
    #expect(run.output == "phone\n+12025550101\n{+12025550199\n3\n")
    #expect(run.messages == "")
  }

  @Test(arguments: [
    ("-o /dev/fd/7", "/dev/fd/7: cannot write: bad file descriptor; nothing was left behind"),
    ("-o /dev/stdin < c.csv", "/dev/stdin: is also the campaign to read; write to another file"),
    (
      "-o /dev/stdin < /dev/null",
      "/dev/stdin: cannot write: bad file descriptor; nothing was left behind"
    ),
    // Descriptors of the program itself are nobody's output.
    ("-o /dev/fd/3", "/dev/fd/3: is also the index to ask; write to another file"),
  ])
  func descriptorsThatCannotBeWrittenAreRefused(arguments: String, message: String) throws {
    let run = try place().run("$nodial scrub -q -i dnc.ndx c.csv \(arguments)")
    #expect(run.status == 1)
    #expect(run.messages == "nodial: \(message)\n")
  }

  /// Two names of one file, which does not exist yet; or of one pipe.
  @Test(arguments: [
    ("kk", "./kk"), ("kk", "here/kk"), ("kk", "soft"), ("soft", "other"), ("here/kk", "$PWD/kk"),
    ("kk", "here/../$(basename $PWD)/kk"), ("-", "/dev/stdout"), ("/dev/fd/1", "-"),
    ("/dev/stdout", "/proc/self/fd/1"), ("-", "/dev/fd/7"), ("-", "link"),
  ])
  func twoNamesOfOneFileAreRefused(first: String, second: String) throws {
    let script = """
      ln -s . here; ln -s kk soft; ln -s here/soft other; ln -s /dev/stdout link
      for pair in "-o \(first) --rejected \(second)" "-o \(second) --rejected \(first)" \\
        "-o /dev/null --rejected \(first) --report \(second)"; do
        { $nodial scrub -q -i dnc.ndx c.csv $pair 7>&1; echo $? >&2; } | cat
      done
      [ ! -e kk ] || echo there
      """
    let run = try place().run(script)
    #expect(run.output == "")
    let lines = run.messages.split(separator: "\n")
    #expect(lines.count == 6, "\(run.messages)")
    for (index, line) in lines.enumerated() {
      #expect(
        index % 2 == 1
          ? line == "1" : line.hasSuffix(": is named for two outputs; give each a file of its own"))
    }
  }

  @Test func whatMayServeTwiceDoes() throws {
    let run = try place().run(
      """
      $nodial scrub -q -i dnc.ndx c.csv -o /dev/null --rejected /dev/null --report /dev/null || exit
      $nodial scrub -q -i dnc.ndx c.csv -o kept --rejected "$(printf 'k\\314\\201ept')"; ls | wc -l
      """)
    #expect(run.status == 0, "\(run.messages)")
  }

  /// What is read is never replaced, by whatever command.
  @Test func inputsAreNotReplaced() throws {
    let script = """
      ln -s c.csv soft; ln -s . here
      $nodial normalize c.csv -o here/c.csv; echo $?
      $nodial normalize - -o c.csv < c.csv; echo $?
      $nodial build --region US -o soft x=c.csv; echo $?
      $nodial build --region US -o c.csv x=- < c.csv; echo $?
      cmp c.csv <(printf 'phone\\n+12025550199\\n+12025550101\\n') && echo whole
      """
    let run = try place().run(script)
    #expect(run.output == "1\n1\n1\n1\nwhole\n")
    #expect(
      run.messages == """
        nodial: here/c.csv: is also the file to read; write to another file
        nodial: c.csv: is also the file to read; write to another file
        nodial: soft: is also a list to read; write to another file
        nodial: c.csv: is also a list to read; write to another file

        """)
  }

  @Test func aRebuildReplacesNothingItReads() throws {
    let place = try Workplace(withIndex: false)
    let script = """
      $nodial init -q dnc; cd dnc; ln -s . here; list=$(ls lists/us-ftc/*)
      $nodial rebuild -q nodial.toml
      for metrics in nodial.toml here/dnc.ndx $list work/rebuilds.jsonl; do
        $nodial rebuild -q nodial.toml --metrics $metrics && echo done; done
      sed -i "s,^index = .*,index = \\"$list\\"," nodial.toml; $nodial rebuild -q nodial.toml
      """
    let run = try place.run(script)
    #expect(run.output == "")
    let remedies = run.messages.split(separator: "\n").map {
      $0.replacing(/^.*: (?=is )/, with: "")
    }
    #expect(
      remedies == [
        "is also the settings file; write to another file",
        "is named for two outputs; give each a file of its own",
        "is also a file of list us-ftc; write to another file",
        "is named for two outputs; give each a file of its own",
        "is also a file of list us-ftc; write to another file",
      ], "\(run.messages)")
  }

  /// The link stays; what stands at its end is replaced at once.
  @Test func aLinkKeepsLeadingToTheOutput() throws {
    let script = """
      mkdir folder; ln -s folder/kept link
      $nodial scrub -q -i dnc.ndx c.csv -o link && readlink link && cat folder/kept
      """
    #expect(try place().run(script).output == "folder/kept\nphone\n+12025550199\n")
  }

  /// Names that are no UTF-8, with line breaks and control characters in them.
  @Test func namesOfAnyBytes() throws {
    let script = #"""
      name=$'k\xe9\n\x1b[1mpt'
      cp c.csv "$name.csv"
      $nodial build -o "$name.ndx" --region US "x=$name.csv" && $nodial verify "$name.ndx"
      $nodial scrub -i dnc.ndx "$name.csv" -o "$name.kept" --rejected $'\xff\xfe'; cat "$name.kept"
      $nodial normalize -q "$name.csv" -o "$name.e164" && wc -l < "$name.e164"
      [ -e $'\xff\xfe' ] && ls -b | wc -l
      $nodial scrub -i dnc.ndx $'\xe9' ; echo $?
      $nodial check -i $'\xe9\t' 1; echo $?
      $nodial check --bogus=$'\xe9\x1b'; echo $?
      """#
    let place = try place()
    let run = try place.run(script)
    #expect(
      run.output == """
        k\\xE9\\n\\x1B[1mpt.ndx: intact, 2 numbers, 6016 bytes
        phone
        +12025550199
        3
        9
        1
        1
        64

        """)
    #expect(run.messages.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A })
    #expect(run.messages.contains("nodial: k\\xE9\\n\\x1B[1mpt.csv: phone column phone;"))
    #expect(run.messages.contains("nodial: \\xE9: cannot open: no such file or directory"))
    #expect(run.messages.contains("nodial: \\xE9\\x09: cannot open: no such file or directory"))
  }

  /// What lies in a folder under such a name is a file of its list.
  @Test func patternsFindNamesOfAnyBytes() throws {
    let place = try Workplace(withIndex: false)
    let script = #"""
      $nodial init -q dnc; cd dnc; printf '+12025550177\n' > lists/optouts/$'caf\xe9 2026.txt'
      $nodial rebuild -q nodial.toml; $nodial check -i dnc.ndx -- +12025550177
      """#
    let run = try place.run(script)
    #expect(run.status == 2, "\(run.messages)")
  }
}
