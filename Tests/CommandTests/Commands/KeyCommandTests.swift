import Foundation
import TestSupport
import Testing

/// Keys and keyed indexes, as the commands show them.
struct KeyCommandTests {
  private let place: Workplace
  private let folder: TemporaryFolder

  init() throws {
    place = try Workplace(withIndex: false)
    folder = place.folder
    try place.writeOwnList()
    try folder.write("tps.txt", "+442079460001\n")
  }

  @Test func aKeyIsMadeAndNamed() throws {
    let run = try place.run(
      "umask 0; $nodial key new own.key > made && $nodial key id own.key | cmp - made && stat -c %a own.key; "
        + "cut -c 1-13 own.key; wc -c < made")
    #expect(run.output == "600\nnodial-key-1 \n17\n")
    #expect(run.status == 0)
  }

  /// A refusal is one sentence, leaves all as it was, and says what to do.
  @Test func whatIsNotSafeIsRefused() throws {
    let run = try place.run(
      """
      $nodial key new own.key > id; cp own.key copy
      $nodial key new own.key; echo $?; cmp own.key copy && echo same
      chmod 640 own.key; $nodial key id own.key; echo $?
      chmod 600 own.key; $nodial key id own.key | cmp - id && echo right
      mkdir -m 777 open; $nodial key new open/own.key; echo $?; ls open
      $nodial key id own.txt; echo $?
      tr '0-9' '1-90' < own.key | sed 's/^nodial-key-2/nodial-key-1/' > damaged; chmod 600 damaged
      $nodial key id damaged; echo $?
      chmod 644 copy; ln -s copy link; $nodial key id link; echo $?
      $nodial key id gone; echo $?
      """)
    #expect(
      run.output.split(separator: "\n").map(String.init).filter { $0.count > 1 } == [
        "same", "right",
      ])
    let lines = run.messages.split(separator: "\n")
    #expect(lines.allSatisfy { $0.hasPrefix("nodial: ") })
    let wanted = [
      "own.key: is there already", "own.key: others may read or write this key; chmod 600 own.key",
      "open/own.key: others may write to the folder open", "own.txt: is no key",
      "restore this one from its copy", "damaged: the key is damaged",
      "link: others may read or write this key",
    ]
    for text in wanted { #expect(lines.contains { $0.contains(text) }, "\(text)") }
    #expect(!run.messages.contains("nodial-key-1 "))
  }

  private static let settings = """
    index = "night.ndx"
    key = "own.key"
    region = "US"
    [[list]]
    id = "own"
    kind = "objection"
    files = "night-*.txt"
    format = "plain"
    """

  private static let built =
    "$nodial key new own.key > id && $nodial build -q --key own.key --region US -o own.ndx own=own.txt "
    + "&& $nodial build -q --region US -o tps.ndx tps=tps.txt\n"

  @Test func onlyItsKeyOpensAnIndex() throws {
    let run = try place.run(
      Self.built + """
        $nodial key new other.key > other
        for option in "" "--key other.key"; do
          $nodial check --index own.ndx $option -- 2025550101; echo $?
          $nodial scrub -q --index own.ndx $option c.csv -o kept.csv; echo $?
          $nodial inspect $option own.ndx; echo $?
          $nodial verify $option own.ndx; echo $?
          $nodial audit -q --index own.ndx $option c.csv > page; echo $?
        done
        ls kept.csv 2>/dev/null
        """)
    #expect(run.output == String(repeating: "1\n", count: 10))
    let id = try String(decoding: folder.read("id"), as: UTF8.self).prefix(16)
    let sentence =
      "nodial: own.ndx: needs the key \(id), which is not at hand; say --key FILE, set NODIAL_KEY_FILE, "
      + "or write key = \"FILE\" in the settings\n"
    #expect(run.messages == String(repeating: sentence, count: 10))
  }

  /// What tells nothing does not become what tells all because a key was forgotten.
  @Test func noIndexLosesItsKeyUnseen() throws {
    let run = try place.run(
      Self.built + """
        cp own.ndx before
        $nodial build -q --region US -o own.ndx own=own.txt; echo $?; cmp own.ndx before && echo same
        $nodial key new second.key > second
        $nodial build -q --key second.key --region US -o own.ndx own=own.txt; echo $?
        NODIAL_KEY_FILE=own.key $nodial build -q --region US -o own.ndx own=own.txt; echo $?
        rm own.ndx; $nodial build -q --region US -o own.ndx own=own.txt; echo $?
        """)
    #expect(run.output == "1\nsame\n0\n0\n0\n")
    #expect(run.messages.contains("so that anybody could read the new one; say --key"))
  }

  /// What anybody can read in the place of what has a key is refused, and beside it is told of.
  @Test func openIndexesAreToldOf() throws {
    try folder.write("nodial.toml", Self.settings.replacing("key =", with: "#key ="))
    let run = try place.run(
      """
      $nodial key new own.key > id; echo 2025550101 > night-2026-11-20.txt
      $nodial rebuild -q nodial.toml --today 2026-11-26; sed -i 's/^#key/key/' nodial.toml
      $nodial check --settings nodial.toml -- 2025550101; echo $?
      $nodial rebuild -q nodial.toml --today 2026-11-26; echo $?
      $nodial scrub -q --settings nodial.toml c.csv -o kept.csv --report r.json; grep -c sourceXXH3 r.json
      $nodial key new -; echo $?
      """)
    #expect(run.output == "1\n0\n0\n64\n", "\(run.messages)")
    for text in [
      "night.ndx: has no key, though nodial.toml names one", "the former index has no key",
    ] {
      #expect(run.messages.contains(text), "\(text): \(run.messages)")
    }
  }

  /// Each index has its own key or none, and all are asked together.
  @Test func keysAreFoundByTheirNames() throws {
    let run = try place.run(
      Self.built + """
        $nodial key new second.key > second
        printf '2025550199\\n' > more.txt
        $nodial build -q --key second.key --region US -o more.ndx more=more.txt
        all="--index own.ndx --index tps.ndx --index more.ndx"
        $nodial scrub -q $all --key own.key --key second.key c.csv -o kept.csv; cat kept.csv
        NODIAL_KEY_FILE=second.key:own.key $nodial check $all -- 2025550199 +442079460001 2025550198 | cut -f 2,4
        NODIAL_KEY_FILE=second.key $nodial check --index own.ndx --key own.key -- 2025550103 | cut -f 2
        $nodial verify --key own.key own.ndx | cut -d , -f 1
        $nodial inspect --key own.key own.ndx | grep -E '^(key|layout)' | cut -c 1-13
        NODIAL_KEY_FILE=own.key:second.key $nodial build -q -o x.ndx own=own.txt; echo $?
        """)
    #expect(
      run.output == """
        phone
        listed\tmore@undated
        listed\ttps@undated
        clear\t
        listed
        own.ndx: intact
        layout\tkeyed:
        key\t\(try String(decoding: folder.read("id"), as: UTF8.self).prefix(9))
        64

        """)
    #expect(run.messages.contains("names several keys"))
  }

  /// Nothing that is written anywhere, to no disk and no name, holds a number in any writing.
  @Test func noNumberIsEverWritten() throws {
    let numbers = (0..<400).map { 12_025_550_000 + $0 * 7919 % 900_000 }
    try folder.write("list.txt", numbers.map { "+\($0)\n" }.joined())
    try folder.write("nodial.toml", Self.settings)
    let run = try place.run(
      """
      strace -o /dev/null true 2>/dev/null || { echo no; exit; }
      trace="strace -f -qq -xx -s 70000 -e trace=write,pwrite64,writev,pwritev,pwritev2,sendto -o"
      $nodial key new own.key > id
      $trace build.log $nodial build -q --threads 2 --key own.key --region US -o own.ndx own=list.txt
      cp list.txt night-2026-11-20.txt
      $trace first.log $nodial rebuild -q nodial.toml --today 2026-11-21
      echo +12129990000 > night-2026-11-21.txt
      $trace second.log $nodial rebuild -q nodial.toml --today 2026-11-21
      ls own.ndx night.ndx
      """)
    guard run.output != "no\n" else { return }
    #expect(run.output == "night.ndx\nown.ndx\n")
    var written = ""
    for name in ["build.log", "first.log", "second.log"] {
      let log = try String(decoding: folder.read(name), as: UTF8.self)
      #expect(log.contains("pwrite64("), "\(name) holds what was written")
      written += log
    }
    func hexadecimal(_ bytes: [UInt8]) -> String {
      bytes.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
    for number in numbers + [12_129_990_000] {
      let word = (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
      let digits = Array(String(number).utf8)
      for writing in [
        Array(word.prefix(5)), Array(word.prefix(5).reversed()), Array(digits.suffix(7)),
      ] {
        #expect(!written.contains(hexadecimal(writing)), "a number was written")
      }
    }
    // What was searched for would have been found.
    let plain = try place.run(
      "strace -f -qq -xx -s 70000 -e trace=write,pwrite64 -o plain.log $nodial build -q --region US -o p.ndx own=list.txt; "
        + "$nodial inspect p.ndx | grep -c keyed")
    #expect(plain.output == "0\n")
  }

  /// Under another key nobody can tell which numbers are gone, so that nothing else may change with it.
  @Test func aNewKeyHidesNoLoss() throws {
    let settings = """
      index = "night.ndx"
      key = "ka"
      region = "US"
      [[list]]
      id = "own"
      kind = "objection"
      files = "own/*"
      """
    try folder.write("nodial.toml", settings)
    let run = try place.run(
      """
      mkdir own; $nodial key new ka > id; $nodial key new kb > id
      (echo phone; seq 2025550200 2025550299) > own/o.csv; $nodial rebuild -q nodial.toml
      (echo phone; seq 2025550300 2025550399) > new.csv; cp own/o.csv old.csv; cp new.csv own/o.csv
      $nodial rebuild -q nodial.toml --new-key kb; echo $?
      $nodial check --index night.ndx --key ka -- 2025550200 | cut -f 2
      cp old.csv own/o.csv; $nodial rebuild -q nodial.toml --new-key kb; echo $?
      rm ka; sed -i s/ka/kb/ nodial.toml; mv kb lost; $nodial key new kb > id
      $nodial rebuild -q nodial.toml; echo $?
      $nodial rebuild -q nodial.toml --accept base --accept own=base; echo $?
      $nodial check --index night.ndx --key kb -- 2025550200 | cut -f 2
      """)
    #expect(run.output == "1\nlisted\n0\n1\n0\nlisted\n", "\(run.messages)")
    #expect(run.messages.contains("o.csv is not among what the index in force was made of"))
  }

  /// Neither a key nor settings are ever replaced by an output: a key cannot be made again.
  @Test(arguments: [
    "build -q --key k --output k --region US own=own.txt",
    "build -q --key k --output link own=own.txt",
    "scrub -q --index own.ndx --key k c.csv -o k", "scrub -q --settings s.toml c.csv -o s.toml",
    "scrub -q --settings s.toml c.csv -o kept.csv --rejected k",
    "scrub -q --settings s.toml c.csv -o kept.csv --report link",
    "audit -q --settings s.toml c.csv --html k",
    "audit -q --settings s.toml c.csv --html s.toml", "rebuild -q s.toml --metrics k",
    "rebuild -q s.toml --new-key k2 --metrics k2",
  ])
  func nothingReplacesAKey(command: String) throws {
    let run = try place.run(
      """
      $nodial key new k > id; $nodial key new k2 > id; ln -s k link
      $nodial build -q --key k --region US -o own.ndx own=own.txt
      printf 'index = "own.ndx"\nkey = "k"\n[[list]]\nid = "own"\nfiles = "own.txt"\n' > s.toml
      cp k k.before; cp k2 k2.before; cp s.toml s.before
      $nodial \(command) > log; echo $?; cmp k k.before && cmp k2 k2.before && cmp s.toml s.before && echo same
      """)
    #expect(run.output == "1\nsame\n", "\(run.messages)")
    #expect(run.messages.contains("is also"))
  }

  @Test func aCommandWithAKeyLeavesNoCoreDump() throws {
    let run = try place.run(
      Self.built + """
        ulimit -c unlimited 2>/dev/null
        sleep 3 | $nodial check --index own.ndx --key own.key --stdin > log & pid=$!; sleep 1
        grep 'Max core file size' /proc/$pid/limits | tr -s ' ' | cut -d ' ' -f 5,6; kill $pid; wait 2>/dev/null
        """)
    #expect(run.output.contains("0 0\n"), "\(run.output)\(run.messages)")
  }

  @Test func aRebuildKeepsAndChangesItsKey() throws {
    try folder.write("nodial.toml", Self.settings)
    let run = try place.run(
      """
      $nodial key new own.key > id; $nodial key new new.key > new
      night() { $nodial rebuild nodial.toml --today 2026-11-26 -q "$@"; echo "status $?"; }
      asked() { $nodial check --index night.ndx --key $1 -- 2025550101 2125550145 | cut -f 2 | paste -s; }
      echo 2025550101 > night-2026-11-20.txt; night; asked own.key
      echo 2125550145 > night-2026-11-21.txt; night; asked own.key
      night --new-key new.key; asked new.key; $nodial check --index night.ndx --key own.key -- 1; echo $?
      sed -i s/own.key/new.key/ nodial.toml; night
      rm night-2026-11-20.txt; cp night.ndx before; night --new-key own.key; cmp before night.ndx && asked new.key
      sed -i /^key/d nodial.toml; night; cmp before night.ndx
      """)
    #expect(
      run.output == """
        status 0
        listed\tclear
        status 0
        listed\tlisted
        status 0
        listed\tlisted
        1
        status 0
        status 1
        listed\tlisted
        status 1

        """)
    #expect(run.messages.contains("night.ndx: has the key of new.key now; name it in nodial.toml"))
    #expect(run.messages.contains("so all lists must be read anew"))
  }
}
