import Foundation
import TestSupport
import Testing

/// How keys and keyed indexes are kept from harm: mistaken arguments, forgotten settings, exchanged files.
struct KeyProtectionTests {
  private let place: Workplace
  private let folder: TemporaryFolder

  init() throws {
    place = try Workplace(withIndex: false)
    folder = place.folder
    try place.writeOwnList()
  }

  private static let built =
    "$nodial key new k > id && $nodial build -q --key k --region US -o own.ndx own=own.txt\n"

  private static let settings = """
    index = "night.ndx"
    key = "k"
    region = "US"
    [[list]]
    id = "own"
    kind = "objection"
    files = "night-*.txt"
    format = "plain"
    """

  // MARK: What is typed in the place of a path

  /// A key that stands where the path of its file is wanted is repeated nowhere.
  @Test(arguments: [
    #"$nodial build -q --key "$(cat k)" --region US -o x.ndx own=own.txt"#,
    #"NODIAL_KEY_FILE="$(cat k)" $nodial build -q --region US -o x.ndx own=own.txt"#,
    #"$nodial build -q --key $(cat k) --region US -o x.ndx own=own.txt"#,
    #"$nodial check --index own.ndx --key="$(cat k)" -- 2025550101"#,
    #"$nodial check --index own.ndx --key $(cat k) -- 2025550101"#,
    #"NODIAL_KEY_FILE="$(cat k)" $nodial check --index own.ndx -- 2025550101"#,
    #"NODIAL_KEY_FILE="other:$(cat k)" $nodial inspect own.ndx"#,
    #"$nodial scrub -q --index own.ndx --key "$(cat k)" c.csv -o kept.csv"#,
    "$nodial scrub -q --settings typed.toml c.csv -o kept.csv",
    "$nodial check --settings typed.toml -- 2025550101", "$nodial rebuild typed.toml",
    "$nodial rebuild ledger.toml",
    #"$nodial rebuild typed.toml --new-key "$(cat k)" --json --metrics m"#,
    #"$nodial key id "$(cat k)""#, "$nodial key id $(cat k)", #"$nodial key new "$(cat k)""#,
    #"$nodial key public "$(cat k)""#,
    #"$nodial init calls --controller X --key "$(cat k)""#,
    #"$nodial ledger verify --ledger x.ledger --key "$(cat k)""#,
  ])
  func aKeyForAPathIsNotRepeated(command: String) throws {
    let run = try place.run(
      Self.built + """
        $nodial key new other > id; cp own.txt night-2026-11-20.txt
        printf 'index = "night.ndx"\\nkey = "%s"\\nregion = "US"\\n[[list]]\\nid = "own"\\nfiles = "night-*.txt"\\n' \\
          "$(cat k)" > typed.toml
        (sed 's/^key.*/key = "k"/' typed.toml; printf '[ledger]\\nfile = "x.ledger"\\nkey = "%s"\\n' "$(cat k)") > ledger.toml
        digits=$(cut -d ' ' -f 2 k)
        \(command) > log 2> said; test $? -ne 0 && echo refused
        grep -c 'the path of its file is wanted' said; grep -rl $digits . | sort | paste -s -d ' '
        """)
    let expected = "refused\n1\n./k ./ledger.toml ./typed.toml\n"
    #expect(run.output == expected, "\(run.messages)")
  }

  @Test func whatIsNoFileIsSaidToBeNone() throws {
    let run = try place.run(
      Self.built + """
        $nodial key new ""; echo $?
        mkfifo pipe; $nodial key id pipe; echo $?; mkdir folder; $nodial key id folder; echo $?
        $nodial build -q --key - -o x.ndx own=own.txt < k; echo $?
        $nodial check --index own.ndx --key - -- 2025550101 < k; echo $?
        $nodial check --index own.ndx --key <(cat k) -- 2025550101; echo $?
        $nodial check --index own.ndx --key "" -- 2025550101; echo $?
        """)
    #expect(run.output == "1\n1\n1\n1\n1\n1\n1\n", "\(run.messages)")
    let lines = run.messages.split(separator: "\n").map(String.init)
    #expect(lines.count == 7)
    let wanted = [
      "names no file", "pipe: is a pipe", "folder: is a folder", "not from standard input",
      "not from standard input", ": is a pipe", "names no file",
    ]
    for (line, text) in zip(lines, wanted) { #expect(line.contains(text), "\(line)") }
  }

  /// What an editor puts before a key changes neither the key nor that nothing may replace it.
  @Test(arguments: [#"\xEF\xBB\xBF"#, #"\xFF\xFE"#])
  func aMarkBeforeAKeyTakesNoProtection(mark: String) throws {
    let run = try place.run(
      Self.built + """
        printf '\(mark)' > marked
        case '\(mark)' in *xFE) iconv -f ASCII -t UTF-16LE k >> marked;; *) cat k >> marked;; esac
        chmod 600 marked; cp marked before
        $nodial build -q --region US -o marked own=own.txt; echo $?
        $nodial scrub -q --index own.ndx --key k c.csv -o marked; echo $?
        cmp marked before && echo same
        """)
    #expect(run.output == "1\n1\nsame\n", "\(run.messages)")
    let read = try place.run(
      Self.built
        + "$nodial key id k; printf '\\xEF\\xBB\\xBF' | cat - k > b; chmod 600 b; $nodial key id b")
    let names = read.output.split(separator: "\n")
    #expect(names.count == 2 && names[0] == names[1], "\(read.messages)")
  }

  // MARK: Indexes that lost their key

  /// An index that tells nothing does not become one that tells all because settings lost a line.
  @Test func aRebuildDoesNotDropTheKeyUnasked() throws {
    try folder.write("nodial.toml", Self.settings)
    let run = try place.run(
      """
      night() { $nodial rebuild -q nodial.toml --today 2026-11-26 "$@"; echo $?; }
      $nodial key new k > id; echo 2025550101 > night-2026-11-20.txt; night
      sed -i /^key/d nodial.toml; cp night.ndx before
      night; night --accept base; night --accept base --accept own=base; cmp before night.ndx && echo same
      night --accept unkeyed; cmp before night.ndx && echo same
      mv night.ndx away; night --accept base; ls night.ndx 2> log; mv away night.ndx
      NODIAL_KEY_FILE=k night
      night --accept base --accept unkeyed; $nodial check --index night.ndx -- 2025550101 | cut -f 2
      night
      """)
    #expect(
      run.output == "0\n1\n1\n1\nsame\n1\nsame\n1\n0\n0\nlisted\n0\n", "\(run.messages)")
    let id = try folder.text("id").prefix(16)
    let sentence =
      "night.ndx has the key \(id), and the next index would have none, so that anybody could read it; "
      + "write key = \"FILE\" in the settings or set NODIAL_KEY_FILE, or accept it with --accept unkeyed"
    #expect(run.messages.contains(sentence), "\(run.messages)")
    #expect(run.messages.contains("night.ndx: has no key any more, so that anybody can read it"))
    let records = try folder.text("work/rebuilds.jsonl")
    #expect(records.contains("\"gate\":\"unkeyed\""))
  }

  /// Settings say which key an index has; one that has none or another one was exchanged, and is not asked.
  @Test func exchangedIndexesAreNotAsked() throws {
    let run = try place.run(
      Self.built + """
        printf '2025550199\\n' > more.txt; $nodial key new second > second.id
        $nodial build -q --key second --region US -o more.ndx more=more.txt
        $nodial build -q --region US -o plain.ndx other=more.txt; cp own.ndx safe
        $nodial build -q --key second --region US -o third.ndx third=more.txt
        printf '[[index]]\\nfile = "own.ndx"\\nkey = "k"\\n[[index]]\\nfile = "more.ndx"\\nkey = "second"\\n' > two.toml
        $nodial check --settings two.toml -- +12025550101 | cut -f 2
        for other in plain.ndx third.ndx; do
          cp $other own.ndx
          $nodial check --settings two.toml -- +12025550101; echo $?
          $nodial scrub -q --settings two.toml c.csv -o kept.csv; echo $?
          $nodial audit -q --settings two.toml c.csv; echo $?
        done
        cp safe own.ndx; $nodial check --settings two.toml -- +12025550101 | cut -f 2; ls kept.csv 2> log
        """)
    #expect(run.output == "listed\n1\n1\n1\n1\n1\n1\nlisted\n", "\(run.messages)")
    let lines = run.messages.split(separator: "\n")
    #expect(
      lines.count(where: { $0.contains("own.ndx: has no key, though two.toml names one") }) == 3)
    #expect(lines.count(where: { $0.contains("names another one for it, k;") }) == 3)
  }

  // MARK: Ranges

  /// A range that is too long is named by its list, its file and its row.
  @Test(arguments: [
    ("phone\n+12025550101\n+331*\n", 3, ""),
    ("phone\n+12025550101\n+12025550102\n+1202*\n+1203*\n", 4, ""),
    ("phone,action,date\n+12025550101,A,2026-11-01\n+331*,A,2026-11-02\n", 3, ""),
    (
      "phone,until\n+12025550101,2030-01-01\n+331*,2030-01-01\n", 3,
      "--map own=number:phone,expiry:until"
    ),
  ])
  func aRangeThatIsTooLongIsNamed(list: String, row: Int, options: String) throws {
    try folder.write("list.csv", list)
    let run = try place.run(
      "$nodial key new k > id; $nodial build -q --key k --output x.ndx own=list.csv \(options); echo $?; ls x.ndx"
    )
    #expect(run.output == "1\n", "\(run.messages)")
    #expect(
      run.messages.hasPrefix(
        "nodial: list.csv: row \(row) of list own holds a range of more than 1000000 numbers"),
      "\(run.messages)")
  }

  /// One that has expired is on no list, and needs no room.
  @Test func aRangeThatHasExpiredIsNotTooLong() throws {
    try folder.write("list.csv", "phone,until\n+12025550101,2030-01-01\n+331*,2020-01-01\n")
    let run = try place.run(
      "$nodial key new k > id; $nodial build -q --key k -o x.ndx own=list.csv --map own=number:phone,expiry:until; echo $?"
    )
    #expect(run.output == "0\n", "\(run.messages)")
    // Nor does it matter that it is said to have gone.
    try folder.write(
      "nodial.toml",
      """
      index = "night.ndx"
      key = "k"
      [[list]]
      id = "own"
      kind = "registry"
      files = "night-*.csv"
      columns = { number = "phone", expiry = "until" }
      """)
    try folder.write("night-2026-11-20.csv", "phone,until\n+12025550101,2030-01-01\n")
    let nights = try place.run(
      """
      $nodial rebuild -q nodial.toml --today 2026-11-21; echo $?
      cp list.csv night-2026-11-21.csv; $nodial rebuild -q nodial.toml --today 2026-11-21; echo $?
      """)
    #expect(nights.output == "0\n0\n", "\(nights.messages)")
  }

  // MARK: The region of campaigns

  /// National numbers are of the region of the settings, whatever regions their indexes are of.
  @Test func theSettingsSayTheRegion() throws {
    try folder.write("gb.txt", "020 7946 0001\n")
    try folder.write("all.csv", "phone\n(202) 555-0101\n+442079460001\n(202) 555-0155\n")
    let run = try place.run(
      """
      $nodial build -q --region US -o us.ndx own=own.txt; $nodial build -q --region GB -o gb.ndx tps=gb.txt
      (echo 'region = "US"'; printf '[[index]]\\nfile = "%s.ndx"\\n' us gb) > two.toml
      $nodial scrub --settings two.toml all.csv -o kept.csv 2> said; echo $?; cat kept.csv
      grep -o 'region US (from the settings)' said; grep -c 'no region is taken' said
      $nodial check --settings two.toml -- '(202) 555-0101' '(202) 555-0155' | cut -f 2 | paste -s
      $nodial audit -q --json --settings two.toml all.csv | tr -d ' ' | grep -oE '"region(Reason)?":"(US|settings)"' | sort -u
      $nodial scrub -q --settings two.toml --region GB all.csv -o gb.csv; echo $?
      sed -i 's/^region.*/region = "us"/' two.toml; $nodial check --settings two.toml -- 1; echo $?
      """)
    #expect(
      run.output == """
        0
        phone
        (202) 555-0155
        region US (from the settings)
        0
        listed\tclear
        "region":"US"
        "regionReason":"settings"
        0
        1

        """, "\(run.messages)")
    #expect(run.messages.contains("region cannot be \"us\""))
  }

  // MARK: Memory

  /// Somebody who is not root: where the tests run as root, another user.
  private static let asUser = """
    if [ "$(id -u)" = 0 ]; then
      chown -R 65534:65534 . && as="setpriv --reuid=65534 --regid=65534 --clear-groups"
      export XDG_CACHE_HOME=$PWD/cache
    fi

    """

  /// Another program of the same user can neither trace a command that has a key nor read its memory; what
  /// the command itself does through /proc goes on.
  @Test func aCommandWithAKeyCannotBeLookedInto() throws {
    let run = try place.run(
      Self.asUser + """
        $as $nodial key new k > id && $as $nodial build -q --key k --region US -o own.ndx own=own.txt; echo $?
        $as $nodial build -q --region US -o plain.ndx own=own.txt
        owner() {
          sleep 5 | $as $nodial check "$@" --stdin > log & pid=$!; sleep 1
          real=$(pgrep -P $pid -x nodial || echo $pid); stat -c %u /proc/$real/environ
          kill $real 2>/dev/null; wait 2>/dev/null
        }
        owner --index own.ndx --key k; owner --index plain.ndx | grep -vc '^0$'
        $as $nodial scrub -q --index own.ndx --key k c.csv -o kept.csv --rejected r.csv; echo $?; wc -l < kept.csv
        """)
    #expect(run.output == "0\n0\n1\n0\n3\n", "\(run.messages)")
  }

  /// What the cipher makes of a key lies where no dump and no swap takes it.
  @Test func keysLieInMemoryThatIsNotDumped() throws {
    try folder.write(
      "scan.py",
      """
      import hashlib, hmac, re, sys
      key = bytes.fromhex(open('k').read().split()[1])
      root = hmac.new(bytes(32), key, hashlib.sha256).digest()
      def derived(use): return hmac.new(root, b'nodial.1.' + use + b'\\x01', hashlib.sha256).digest()
      needles = [key] + [derived(use) for use in (b'index.codes', b'index.fields', b'index.nonces')]
      try: memory = open(f'/proc/{sys.argv[1]}/mem', 'rb', 0)
      except PermissionError: print('not allowed'); sys.exit()
      found, bad, place = set(), 0, None
      for line in open(f'/proc/{sys.argv[1]}/smaps'):
          match = re.match(r'([0-9a-f]+)-([0-9a-f]+) (\\S+)', line)
          if match: place = int(match[1], 16), int(match[2], 16), match[3]
          elif line.startswith('VmFlags') and place[2].startswith('rw'):
              try: memory.seek(place[0]); data = memory.read(place[1] - place[0])
              except OSError: continue
              for number, needle in enumerate(needles):
                  count = data.count(needle)
                  if count: found.add(number)
                  if count and 'dd' not in line.split(): bad += count
      print(sorted(found), bad)
      """)
    let run = try place.run(
      Self.built + """
        sleep 5 | $nodial check --index own.ndx --key k --stdin > log & pid=$!; sleep 1
        python3 scan.py $pid; kill $pid; wait 2>/dev/null
        """)
    guard run.output != "not allowed\n" else { return }
    #expect(
      run.output == "[0, 1, 2, 3] 0\n" || run.output == "[1, 2, 3] 0\n",
      "\(run.output)\(run.messages)")
  }
}
