import TestSupport
import Testing

/// A scrub and an audit verify an index as a whole, once for every file.
struct IndexVerificationTests {
  @Test func aScrubRemembersWhatItVerified() throws {
    let place = try Workplace()
    try place.folder.write("c.csv", "phone\n+12025550101\n+12025550199\n")
    // What was written within two seconds is not remembered.
    let run = try place.run(
      """
      export XDG_CACHE_HOME=$PWD/cache
      umask 000
      $nodial scrub -q --index dnc.ndx c.csv --output k.csv; echo $? $(ls cache/nodial)
      sleep 2.2
      $nodial scrub -q --index dnc.ndx c.csv --output k.csv; echo $?
      stat -c '%a %n' cache cache/nodial cache/nodial/verified
      wc -l < cache/nodial/verified; cp cache/nodial/verified before
      $nodial audit -q --json --index dnc.ndx c.csv > audit; echo $?
      cmp before cache/nodial/verified && echo remembered
      printf '\\xff' | dd of=dnc.ndx bs=1 seek=4100 conv=notrunc 2> dd
      rm k.csv
      $nodial scrub -q --index dnc.ndx c.csv --output k.csv; echo $?
      $nodial audit -q --index dnc.ndx c.csv > audit; echo $? $(cat audit)
      ls k.csv
      """)
    #expect(
      run.output == """
        0
        0
        700 cache
        700 cache/nodial
        600 cache/nodial/verified
        2
        0
        remembered
        1
        1

        """)
    let sentence =
      "nodial: dnc.ndx: damaged: the block from byte 4096 on does not match its digest; put a former "
      + "index in its place, copy it again or rebuild it\n"
    #expect(run.messages.hasPrefix(sentence + sentence + "ls: "), "\(run.messages)")
  }

  /// Where nothing can be remembered, all is verified each time, without a word.
  @Test(
    arguments: [
      "XDG_CACHE_HOME=/dev/null/none", "XDG_CACHE_HOME=/proc/none", "XDG_CACHE_HOME= HOME=",
      "XDG_CACHE_HOME=relative HOME=/dev/null", "-u XDG_CACHE_HOME -u HOME",
    ])
  func nothingIsRememberedNowhere(environment: String) throws {
    let place = try Workplace()
    try place.folder.write("c.csv", "phone\n+12025550101\n+12025550199\n")
    let (run, names) = try place.newNames(
      after: """
        env \(environment) $nodial scrub -q --index dnc.ndx c.csv --output k.csv; echo $?
        sed 's/x/x/' dnc.ndx > d.ndx; printf '\\xff' | dd of=d.ndx bs=1 seek=4100 conv=notrunc 2> dd
        env \(environment) $nodial scrub -q --index d.ndx c.csv --output l.csv 2> err; echo $?
        """)
    #expect(run.output == "0\n1\n" && run.messages == "")
    #expect(names == ["d.ndx", "dd", "err", "k.csv"])
  }

  /// An index of a former version is verified too, by its sections.
  @Test func aFormerVersionIsVerified() throws {
    let place = try Workplace(withIndex: false)
    let fixture = Repository.url.appending(path: "Tests/Fixtures/Index/version-3.ndx.xz").path
    try place.folder.write("c.csv", "phone\n+15550000000\n+12025550199\n")
    let run = try place.run(
      """
      xz -dc '\(fixture)' > a.ndx; cp a.ndx b.ndx
      printf '\\xff' | dd of=b.ndx bs=1 seek=9000 conv=notrunc 2> dd
      for index in a b; do
        $nodial scrub -q --call-date 2026-11-21 --index $index.ndx c.csv --output $index.csv; echo $?
      done
      $nodial check --call-date 2026-11-21 --index a.ndx +15550000000; echo $?
      ls *.csv
      """)
    #expect(
      run.output == """
        0
        1
        +15550000000\tlisted\tP\twithdrawn@undated;crowd.1_x@1969-12-31
        2
        a.csv
        c.csv

        """)
    #expect(
      run.messages
        == "nodial: b.ndx: damaged: the North American lines from byte 4096 on do not match their digest; "
        + "put a former index in its place, copy it again or rebuild it\n")
  }

  /// The first rebuild after an update gives the index in force its digests of blocks, though nothing is
  /// new; the one before it is kept.
  @Test func aRebuildWritesAFormerVersionAnew() throws {
    let place = try RebuildPlace()
    let reader = Repository.url.appending(path: "Scripts/read-index").path
    try place.place.folder.write(
      "downgrade.py",
      """
      import importlib.machinery, importlib.util, struct, sys
      sys.dont_write_bytecode = True
      loader = importlib.machinery.SourceFileLoader("reader", "\(reader)")
      reader = importlib.util.module_from_spec(importlib.util.spec_from_loader("reader", loader))
      loader.exec_module(reader)
      data = open("dnc.ndx", "rb").read()
      end, = struct.unpack_from("<Q", data, 384)
      head = bytearray(data[:4080])
      struct.pack_into("<I", head, 8, 3)
      struct.pack_into("<Q", head, 16, end)
      head[384:448] = bytes(64)
      open("former.ndx", "wb").write(
          bytes(head) + struct.pack("<QQ", *reader.xxh3_128(bytes(head))) + data[4096:end])
      """)
    let run = try place.run(
      """
      $rebuild -q && cp dnc.ndx first.ndx && python3 downgrade.py && cp former.ndx dnc.ndx
      $nodial verify former.ndx; \(reader) former.ndx 12025550101
      $rebuild 2>&1 | sed 's/[0-9]*T[0-9]*Z/MOMENT/; s/, [0-9.]* s$//; s/[0-9]* bytes/N bytes/'
      cmp -i 4096 dnc.ndx first.ndx && cmp former.ndx dnc.ndx.* && echo as before
      $rebuild 2>&1 | tail -1
      """)
    #expect(
      run.output == """
        former.ndx: intact, 4 numbers, \(try place.place.folder.read("former.ndx").count) bytes
        12025550101\tus
        nodial: us@2026-11-20 (registry): unchanged, 3 numbers
        nodial: own@undated (objection): unchanged, 2 numbers
        nodial: dnc.ndx: 4 numbers, N bytes
        nodial: dnc.ndx.MOMENT: the index before it
        as before
        nodial: dnc.ndx: unchanged, for there is nothing new

        """)
  }
}
