import TestSupport
import Testing

/// What must not clear a number from one night to the next: each fault in its smallest form.
struct NightTests {
  /// A folder with one register, whose files lie in `f`; `z` is for what is archived away.
  private static let settings = """
    index = "dnc.ndx"
    region = "US"

    [[list]]
    id = "us"
    kind = "registry"
    files = "f/*"
    max_age_days = 31

    """

  /// Runs a script with
  /// - `file NAME LINE…`: writes a file of the register;
  /// - `night DAY`: rebuilds, says the status, and what was said but for notes;
  /// - `ask DAY NUMBER…`: the outcomes on that day.
  private func run(_ script: String) throws -> String {
    let place = try Workplace(withIndex: false)
    try place.folder.write("nodial.toml", Self.settings)
    return try place.run(
      """
      mkdir f z
      file() { local name=$1; shift; printf '%s\\n' "$@" > "f/$name"; }
      night() {
        local day=$1; shift
        $nodial rebuild -q nodial.toml --today "$day" "$@" 2> said; echo "rebuilt $?"
        grep -oE "$said" said; true
      }
      ask() {
        local day=$1; shift
        $nodial check --index dnc.ndx --call-date "$day" "$@" | cut -f 2,4 | tr '\\t' ' ' | sed 's/ $//'
      }
      said='^$'
      \(script)
      """
    ).output
  }

  @Test func aZipThatWasArchivedSpeaksForItsAreasOnly() throws {
    let output = try run(
      """
      printf '202,5550101\\n' > z/2026-11-20_202_a.txt
      printf '212,5550101\\n' > z/2026-11-20_212_a.txt
      (cd z && zip -q ../f/2026-11-20.zip *.txt)
      night 2026-11-20; ask 2026-11-22 3055550100 2025550100
      mv f/* z; file 2026-11-21_changes.txt 2025550103,2026-11-21T08:00:00,A
      night 2026-11-21; ask 2026-11-22 3055550100 2025550100 2025550103
      """)
    #expect(
      output == """
        rebuilt 0
        uncovered
        clear
        rebuilt 0
        uncovered
        clear
        listed us@2026-11-21

        """)
  }

  @Test func aTarThatEndsBetweenItsFilesIsRefused() throws {
    let output = try run(
      """
      said='.* is cut off: .*'
      printf '202,5550101\\n' > z/a; printf '212,5550101\\n' > z/b
      tar -C z -cf z/t a b; head -c 1024 z/t > f/2026-11-20_full.tar; night 2026-11-20
      cp z/t f/2026-11-20_full.tar; night 2026-11-20; ask 2026-11-21 2125550101
      """)
    #expect(
      output == """
        rebuilt 1
        nodial: f/2026-11-20_full.tar is cut off: its end is missing; fetch it again
        rebuilt 0
        listed us@2026-11-20

        """)
  }

  @Test func aChangeMakesItsAreaYoungerAndNoOther() throws {
    let output = try run(
      """
      file 2026-11-20_full.txt 202,5550101 212,5550101
      file 2026-11-25_202_x.txt 2025550110,2026-11-24T01:00:00,A
      night 2026-11-25; ask 2026-12-23 2125550199 2025550199
      $nodial inspect dnc.ndx --call-date 2026-12-23 | tail -n 1 | cut -f 3,5
      """)
    #expect(
      output == """
        rebuilt 0
        stale us@2026-11-20(stale)
        clear
        2026-11-20\t-2

        """)
  }

  /// The addition is the later change, whatever file it stands in.
  @Test func theLaterMomentCountsOverNights() throws {
    let output = try run(
      """
      file 2026-11-20_full.txt 202,5550101 202,5550102; night 2026-11-20
      file 2026-11-21_changes.txt 2025550103,2026-11-21T09:00:00,A; night 2026-11-21
      file 2026-11-22_changes.txt 2025550103,2026-11-21T08:00:00,D 2025550104,2026-11-21T08:00:00,A
      cp -r f g; rm f/2026-11-2[01]*
      night 2026-11-22; ask 2026-11-22 2025550103 2025550104
      rm -r f; mv g f; night 2026-11-22; ask 2026-11-22 2025550103
      """)
    #expect(
      output == """
        rebuilt 0
        rebuilt 0
        rebuilt 0
        listed us@2026-11-22
        listed us@2026-11-22
        rebuilt 0
        listed us@2026-11-22

        """)
  }

  @Test func aFullFileThatWasMovedAwayIsRemembered() throws {
    let output = try run(
      """
      file 2026-11-20_full.txt 202,5550101; night 2026-11-20
      mv f/* z; : > f/2026-11-21_changes.txt; night 2026-11-21
      ask 2026-11-22 +442079460000 2025550100
      """)
    #expect(output == "rebuilt 0\nrebuilt 0\nuncovered\nclear\n")
  }

  /// A name that says another area code than the rows speaks for none.
  @Test func rowsOfAnotherAreaThanTheName() throws {
    let output = try run(
      """
      said='not of area code 305'
      file 2026-11-20_202_a.txt 202,5550101; file 2026-11-20_305_a.txt 212,5550101
      night 2026-11-20; ask 2026-11-22 3055550100 4155550100
      """)
    #expect(output == "rebuilt 0\nnot of area code 305\nuncovered\nuncovered\n")
  }

  @Test func changesNamedFromToAreOfTheLastDay() throws {
    let output = try run(
      """
      file 2026-11-15_full.txt 202,5550101
      file changes_20261114_20261121.txt 2025550107,2026-11-20T08:00:00,A
      night 2026-11-22; ask 2026-11-22 2025550107
      """)
    #expect(output == "rebuilt 0\nlisted us@2026-11-21\n")
  }

  /// The list stays as old as it was before the gap.
  @Test func missingDaysMakeAListOld() throws {
    let output = try run(
      """
      said='no change file between 2026-11-01 and 2026-11-25'
      file 2026-11-01_full.txt 202,5550101; night 2026-11-01
      file 2026-11-25_changes.txt 2025550204,2026-11-25T01:00:00,A; night 2026-11-25
      ask 2026-12-20 2025550209
      """)
    #expect(
      output == """
        rebuilt 0
        rebuilt 3
        no change file between 2026-11-01 and 2026-11-25
        stale us@2026-11-01(stale)

        """)
  }

  @Test func deletionsOfTheFutureAreNotMade() throws {
    let output = try run(
      """
      said='1 deletions are of a day that has not come yet'
      file 2026-11-20_full.txt 202,5550101
      file 2026-11-21_changes.txt 2025550101,2062-11-21T09:00:00,D
      file 2026-11-22_changes.txt 2025550101,2026-11-22T09:00:00,A
      night 2026-11-22; ask 2026-11-22 2025550101
      # Not even tomorrow's.
      file 2026-11-23_changes.txt 2025550101,2026-11-24T00:10:00,D
      night 2026-11-23; ask 2026-11-23 2025550101
      """)
    #expect(
      output == """
        rebuilt 0
        1 deletions are of a day that has not come yet
        listed us@2026-11-22
        rebuilt 0
        1 deletions are of a day that has not come yet
        listed us@2026-11-23

        """)
  }

  /// The rows of a change file tell when they were, whatever its name says.
  @Test func changesThatFollowTheFullFileCountThoughTheirNameIsOlder() throws {
    let output = try run(
      """
      file 2026-11-20_full.txt 202,5550101; night 2026-11-20
      file 2026-11-18_changes.txt 2025550103,2026-11-21T09:00:00,A
      file 2026-11-19_changes.txt 2025550104,2026-11-19T09:00:00,A
      night 2026-11-21; ask 2026-11-21 2025550103 2025550104
      """)
    #expect(
      output == """
        rebuilt 0
        rebuilt 0
        listed us@2026-11-20
        clear

        """)
  }

  @Test func listsOfDaysToComeAreNotBuilt() throws {
    let output = try run(
      """
      echo 202,5550101 > 2027-11-20_full.txt
      $nodial build -q --output dnc.ndx --as-of 2026-11-25 us=2027-11-20_full.txt 2>&1
      echo $?; ls dnc.ndx 2> /dev/null
      """)
    #expect(
      output == """
        nodial: 2027-11-20_full.txt: list us would be of 2027-11-20, and today is 2026-11-25 (UTC); \
        correct the file's name or the clock
        1

        """)
  }

  /// An archive with a file an area code speaks for these, as Canada delivers them.
  @Test func areaCodesAreFoundInRows() throws {
    let output = try run(
      """
      sed -i 's/kind = "registry"/kind = "registry"\\nformat = "canada"/' nodial.toml
      echo 416,5550101 > 416.csv; echo 905,5550101 > 905.csv; zip -q f/2026-11-20.zip 416.csv 905.csv
      night 2026-11-20; ask 2026-11-21 +16045550123 +14165550123
      """)
    #expect(output == "rebuilt 0\nuncovered\nclear\n")
  }

  /// Of a few area codes in one file nobody knows whether they are all; `covers` settles it.
  @Test func coverageIsAskedForOnce() throws {
    let output = try run(
      """
      said='taken to speak for the 2 that stand in it.*'
      file 2026-11-20_full.txt 202,5550101 212,5550101
      night 2026-11-20; ask 2026-11-20 3055550100
      echo 'covers = ["1"]' >> nodial.toml; night 2026-11-20; ask 2026-11-20 3055550100
      """)
    #expect(
      output == """
        rebuilt 0
        taken to speak for the 2 that stand in it, and for no others; if it is all of the register, \
        say covers = ["1"] for the list
        uncovered
        rebuilt 0
        clear

        """)
  }

  @Test func rowsOfTwoFormsAreRefused() throws {
    let output = try run(
      """
      said='row 1001 of list us is of another form'
      file 2026-11-20_full.txt 202,5550101; night 2026-11-20
      (seq -f '202555%04g,2026-11-21T08:00:00,A' 1000 1999; echo '202,5552000,2026-11-21T08:00:00,A') \
        > f/2026-11-21_changes.txt; night 2026-11-21
      (seq -f '202,555%04g' 1000 1999; echo '2025552000,2026-11-21T08:00:00,A') > f/2026-11-21_changes.txt
      night 2026-11-21
      """)
    #expect(
      output == """
        rebuilt 0
        rebuilt 1
        row 1001 of list us is of another form
        rebuilt 1
        row 1001 of list us is of another form

        """)
  }

  // MARK: Numbers that are gone

  /// As many numbers as before, but others: all of one area are gone.
  @Test func numbersThatAreReplacedAreGone() throws {
    let output = try run(
      """
      said='list us: .*'
      seq -f '212,555%04g' 0 999 > f/2026-11-20_NY_g.txt; night 2026-11-20
      seq -f '415,555%04g' 0 999 > f/2026-11-21_CA_g.txt; night 2026-11-21; ask 2026-11-22 2125550001
      night 2026-11-21 --accept us=shrank --json | python3 -c '
      import json, sys
      list = json.loads(sys.stdin.readline())["lists"][0]
      print([list[key] for key in ("lostNumberCount", "lostRangeCount", "lostAreas", "acceptedGates")])'
      """)
    let gone =
      "list us: 1000 of its 1000 numbers are gone, more than 2 %: all 1000 of +1 212; look whether the "
      + "file is whole and its format right, or accept it with --accept us=shrank"
    #expect(
      output == """
        rebuilt 0
        rebuilt 1
        \(gone)
        listed us@2026-11-20
        [1000, 0, [{'formerNumberCount': 1000, 'lostNumberCount': 1000, 'prefix': '1212'}], ['shrank']]

        """)
  }

  /// Losses within the limit of the list are too many if they are all of an area of more than three numbers.
  @Test func anAreaThatIsGoneIsNamed() throws {
    let output = try run(
      """
      said='list us: .* gone.*'
      { seq -f '212,555%04g' 0 999; seq -f '684,555%04g' 0 5; seq -f '340,555%04g' 0 2; } > f/2026-11-20_full.txt
      night 2026-11-20
      # Two of a hundred and three of an area of three are nothing that calls for somebody.
      { seq -f '212,555%04g' 15 1500; seq -f '684,555%04g' 0 5; } > f/2026-11-21_full.txt; night 2026-11-21
      seq -f '212,555%04g' 16 1500 > f/2026-11-22_full.txt; night 2026-11-22
      night 2026-11-22 --accept shrank
      sed -i 's/max_age_days = 31/shrink_percent_max = 100/' nodial.toml
      seq -f '305,555%04g' 16 1500 > f/2026-11-23_full.txt; night 2026-11-23
      """)
    let gone =
      "list us: 7 of its 1492 numbers are gone, too many of one area: all 6 of +1 684, 1 of 1486 of "
      + "+1 212; look whether the file is whole and its format right, or accept it with --accept us=shrank"
    #expect(
      output == """
        rebuilt 0
        rebuilt 0
        rebuilt 1
        \(gone)
        rebuilt 0
        \(gone)
        rebuilt 0

        """)
  }

  /// What was on a list of one's own stays on it, unless a row says that it goes.
  @Test func objectionsAreNotForgotten() throws {
    let output = try run(
      """
      said='list own: .*'
      sed -i '1i shrink_percent_max = 50' nodial.toml
      printf '%s\\n' '[[list]]' 'id = "own"' 'kind = "objection"' 'files = "o/*"' '[list.columns]' \
        'number = "phone"' 'action = "op"' 'expiry = "until"' >> nodial.toml
      file 2026-11-20_full.txt 202,5550001; mkdir o
      row() { printf '+1202555%04d,%s,%s\\n' "$1" "$2" "$3"; }
      own() { echo phone,op,until; for n in $(seq $1 199); do row $n A; done; }
      (own 102; row 101 A 2026-11-21; row 100 A) > o/own.csv; night 2026-11-20
      (own 102; row 101 A 2026-11-21; row 100 A; row 100 D) > o/own.csv; night 2026-11-22
      ask 2026-11-22 +12025550100 +12025550101 +12025550102
      (own 112) > o/own.csv; night 2026-11-22; ask 2026-11-22 +12025550105
      night 2026-11-22 --accept own=shrank; ask 2026-11-22 +12025550105
      """)
    let gone =
      "list own: 10 of its 98 numbers are gone, though no change file deletes them and their rows have "
      + "not expired: 10 of 98 of +1 202; bring back the file or the rows that held them, or delete them "
      + "by a change file, or accept it with --accept own=shrank"
    #expect(
      output == """
        rebuilt 0
        rebuilt 0
        clear
        clear
        listed own@undated
        rebuilt 1
        \(gone)
        listed own@undated
        rebuilt 0
        \(gone)
        clear

        """)
  }

  // MARK: Files that are not read

  @Test(.timeLimit(.minutes(1)))
  func whatIsNotWholeIsNotRead() throws {
    let output = try run(
      """
      said='[a-z.0-9_-]+ is not read: (its name|another program|it is a pipe)'
      file 2026-11-20_full.txt 202,5550101; file 2026-11-21_full.txt.filepart 202,5550102
      mkfifo f/2026-11-21_full.txt; night 2026-11-20
      rm f/*2026-11-21*; exec 5> f/2026-11-21_full.txt; echo 202,5550102 >&5; night 2026-11-21
      exec 5>&-; night 2026-11-21 --accept shrank; ask 2026-11-21 2025550102
      """)
    #expect(
      output == """
        rebuilt 3
        2026-11-21_full.txt is not read: it is a pipe
        2026-11-21_full.txt.filepart is not read: its name
        rebuilt 3
        2026-11-21_full.txt is not read: another program
        rebuilt 0
        listed us@2026-11-21

        """)
  }

  // MARK: The watch

  /// Status 0 says that all is fresh; so does silence.
  @Test func oldListsAreNamedEveryNight() throws {
    let output = try run(
      """
      said='list us@.*'
      file 2026-10-01_full.txt 202,5550101; night 2026-10-01
      night 2026-10-29; night 2026-11-01; night 2026-11-01 --check; night 2026-11-10
      """)
    #expect(
      output == """
        rebuilt 0
        rebuilt 0
        list us@2026-10-01 may be called on for 3 more days; deliver a newer file
        rebuilt 0
        list us@2026-10-01 may be called on for 0 more days; deliver a newer file
        rebuilt 3
        list us@2026-10-01 may be called on for 0 more days; deliver a newer file
        rebuilt 3
        list us@2026-10-01 is stale: 40 days old on 2026-11-10, and may be 31 days; deliver a newer file

        """)
  }

  /// Settings that cannot be read, a lock that is held and a full disk leave the last series, grown
  /// older, and say that the run failed.
  @Test func metricsOutliveEveryFailure() throws {
    let output = try run(
      """
      show() { grep -E '^nodial_(list_(days_left|age_d)|rebuild_success|index_numbers)' m; }
      file 2026-11-20_full.txt 202,5550101; night 2026-11-20 --metrics m; show
      sed -i s/region/regoin/ nodial.toml; night 2026-11-23 --metrics m; show
      sed -i s/regoin/region/ nodial.toml
      (flock 9; night 2026-11-24 --metrics m) 9> work/lock; show
      # Nothing that ends beyond a kibibyte can be written, as on a full disk; a byte can be changed.
      sed -i 's/success 0/success 1/' m; sed -i 's/"ending"/"Ending"/' work/rebuilds.jsonl
      (ulimit -f 1; night 2026-11-25 --metrics m) | cat; show
      sed 's/.*"[eE]nding":"\\([a-z]*\\)".*/\\1/' work/rebuilds.jsonl
      """)
    #expect(
      output == """
        rebuilt 0
        nodial_rebuild_success 1
        nodial_index_numbers 1
        nodial_list_age_days{list="us"} 0
        nodial_list_days_left{list="us"} 31
        rebuilt 1
        nodial_rebuild_success 0
        nodial_index_numbers 1
        nodial_list_age_days{list="us"} 3
        nodial_list_days_left{list="us"} 28
        rebuilt 1
        nodial_rebuild_success 0
        nodial_index_numbers 1
        nodial_list_age_days{list="us"} 4
        nodial_list_days_left{list="us"} 27
        rebuilt 1
        nodial_rebuild_success 0
        nodial_index_numbers 1
        nodial_list_age_days{list="us"} 4
        nodial_list_days_left{list="us"} 27
        switched
        failed
        failed

        """)
  }

  /// Four nights, the change files of the second and third of which are archived away.
  private static let fourNights = """
    file 2026-11-01_full.txt 202,5550101; night 2026-11-01 > out; cp dnc.ndx first
    for day in 02 03 04; do
      file "2026-11-${day}_changes.txt" "20255502$day,2026-11-${day}T01:00:00,A"
      night "2026-11-$day" >> out
    done
    sort -u out; mv f/2026-11-0[23]* z
    said='(base|us=base)$|copy dnc.ndx.[0-9TZ]*(-[0-9])?|dnc.ndx (is of|was made|is not there)[^;]*'
    said+='|but [^;]* not there any more'

    """

  private static let refusal = """
    rebuilt 1
    dnc.ndx is of generation 1, and one of generation 4 was in force
    but 2026-11-02_changes.txt, 2026-11-03_changes.txt are not there any more
    copy COPY
    us=base

    """

  private func steady(_ output: String) -> String {
    output.replacing(/copy dnc.ndx.\d{8}T\d{6}Z(-\d)?/, with: "copy COPY")
  }

  /// What change files told the indexes between would be forgotten.
  @Test func anOlderIndexThatIsPutBackIsAGate() throws {
    let output = try run(
      Self.fourNights + """
        cp first dnc.ndx; night 2026-11-04; cmp first dnc.ndx
        former=$(grep -o 'copy dnc.ndx.[0-9TZ-]*' said); cp "${former#copy }" dnc.ndx
        night 2026-11-04; ask 2026-11-05 2025550202 2025550203 2025550204
        """)
    #expect(
      steady(output) == "rebuilt 0\n" + Self.refusal + """
        rebuilt 0
        listed us@2026-11-04
        listed us@2026-11-04
        listed us@2026-11-04

        """)
  }

  @Test func anOlderIndexThatIsPutBackGoesOnIfAllIsThereOrItIsAccepted() throws {
    let output = try run(
      Self.fourNights + """
        cp first dnc.ndx; cp z/* f; night 2026-11-04; ask 2026-11-05 2025550202 2025550204
        rm f/2026-11-0[23]*; cp first dnc.ndx
        night 2026-11-04; night 2026-11-04 --accept us=base
        ask 2026-11-05 2025550202 2025550204; night 2026-11-04
        # A newer full file replaces what is missing.
        cp first dnc.ndx; file 2026-11-05_full.txt 202,5550101 202,5550202
        night 2026-11-05; ask 2026-11-05 2025550202
        """)
    let refusal = Self.refusal.replacing("generation 4", with: "generation 5")
    #expect(
      steady(output) == """
        rebuilt 0
        rebuilt 0
        listed us@2026-11-04
        listed us@2026-11-04

        """ + refusal + refusal.replacing("rebuilt 1", with: "rebuilt 0") + """
          clear
          listed us@2026-11-04
          rebuilt 0
          rebuilt 0
          listed us@2026-11-05

          """)
  }

  /// What is remembered of the last index is all that knows an older one.
  @Test func aDamagedRecordOfTheLastIndexIsAnError() throws {
    let output = try run(
      Self.fourNights + """
        said='work/last-index: .*'
        cp dnc.ndx last; cp first dnc.ndx; printf x >> work/last-index; night 2026-11-04
        # The remedy.
        cp last dnc.ndx; rm work/last-index
        night 2026-11-04; ask 2026-11-05 2025550202 2025550204
        """)
    #expect(
      output == """
        rebuilt 0
        rebuilt 1
        work/last-index: is damaged, so that an older index in force would not be noticed; make sure that \
        the index is the last one, then remove this file
        rebuilt 0
        listed us@2026-11-04
        listed us@2026-11-04

        """)
  }

  /// All gates are passed over, and yet there is nothing to make an index of.
  @Test(arguments: ["true", "echo text > dnc.ndx"])
  func noIndexAtAllIsAnError(before: String) throws {
    let output = try run(
      """
      said='dnc.ndx: there is .*'
      \(before); night 2026-11-20 --accept missing --accept base
      """)
    #expect(
      output == """
        rebuilt 1
        dnc.ndx: there is no whole index, and no list has a file to make one of; deliver files

        """)
  }

  /// Gone, cut, empty: read again if all files are there, else a gate that names the way back.
  @Test(arguments: ["rm dnc.ndx", "truncate -s 5000 dnc.ndx", ": > dnc.ndx"])
  func anIndexThatIsGoneIsReadAgainOrAGate(damage: String) throws {
    let output = try run(
      Self.fourNights + """
        \(damage); night 2026-11-04 | sed 's/^dnc.ndx is.*/GONE/'
        former=$(grep -o 'copy dnc.ndx.[0-9TZ-]*' said); cp "${former#copy }" dnc.ndx
        night 2026-11-04; ask 2026-11-05 2025550202 2025550204
        \(damage); cp z/* f; night 2026-11-04; ask 2026-11-05 2025550202 2025550204
        """)
    let found = steady(output).replacing("GONE\n", with: "")
    #expect(
      found == """
        rebuilt 0
        rebuilt 1
        but 2026-11-02_changes.txt, 2026-11-03_changes.txt are not there any more
        copy COPY
        us=base
        rebuilt 0
        listed us@2026-11-04
        listed us@2026-11-04
        rebuilt 0
        listed us@2026-11-04
        listed us@2026-11-04

        """)
  }
}
