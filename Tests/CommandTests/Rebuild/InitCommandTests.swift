import Rebuilding
import TestSupport
import Testing

struct InitCommandTests {
  /// From nothing to an index in two commands.
  @Test func aNewFolderCanBeRebuiltAtOnce() throws {
    let place = try Workplace(withIndex: false)
    let run = try place.run(
      """
      $nodial init dnc/ && $nodial rebuild dnc/nodial.toml && $nodial verify dnc/dnc.ndx > /dev/null
      $nodial check --index dnc/dnc.ndx '(202) 555-0101' '(202) 555-0104' '(202) 555-0109' | cut -f 2,3
      cd dnc; find . -type f | sort
      """)
    #expect(
      run.output.replacing(/\d{4}-\d\d-\d\d/, with: "DATE") == """
        listed\tD
        listed\tP
        clear\tC
        ./dnc.ndx
        ./lists/optouts/optouts.csv
        ./lists/us-ftc/DATE_full.txt
        ./nodial.toml
        ./work/digests
        ./work/last-index
        ./work/last-success
        ./work/lock
        ./work/rebuilds.jsonl

        """)
    #expect(
      run.steadyMessages.replacing(/\d{4}-\d\d-\d\d/, with: "DATE") == """
        nodial: dnc/lists/us-ftc/DATE_full.txt: written
        nodial: dnc/lists/optouts/optouts.csv: written
        nodial: dnc/nodial.toml: written
        nodial: next: nodial rebuild dnc/nodial.toml
        nodial: dnc/lists/us-ftc/DATE_full.txt: list us-ftc, format ftc, region US
        nodial: dnc/lists/optouts/optouts.csv: list optouts, format csv, column phone, region US
        nodial: us-ftc@DATE (registry): read from DATE_full.txt, 3 numbers
        nodial: optouts@undated (objection): read from optouts.csv, 2 numbers
        nodial: dnc/dnc.ndx: 4 numbers, N bytes, T s

        """)
  }

  @Test(arguments: ["nodial.toml", "lists/optouts/optouts.csv"])
  func nothingIsOverwritten(name: String) throws {
    let place = try Workplace(withIndex: false)
    let run = try place.run(
      "mkdir -p lists/optouts; echo mine > \(name); $nodial init .; echo $?; find . -type f; cat \(name)"
    )
    #expect(run.output == "1\n./\(name)\nmine\n")
    #expect(
      run.messages
        == "nodial: ./\(name): is there already; choose another folder or move it away\n")
  }

  /// What is commented out is the default: nothing changes if it is not.
  @Test func commentedSettingsAreTheDefaults() throws {
    let place = try Workplace(withIndex: false)
    let run = try place.run(
      """
      $nodial init -q . && $nodial rebuild -q nodial.toml && cp dnc.ndx before
      # But for those that say how files are read: saying so is another reading.
      sed -i -E '/^#  /d; /^#(key|group|format|threads|region|column|delimiter|header)/d; s/^#([a-z_]+ = )/\\1/' \
        nodial.toml
      grep -c ' = ' nodial.toml; $nodial rebuild -q nodial.toml; echo $?; cmp dnc.ndx before
      """)
    #expect(run.messages == "")
    #expect(run.output == "25\n0\n")
  }

  /// The guide shows the very file.
  @Test func theGuideShowsTheSettings() throws {
    let place = try Workplace(withIndex: false)
    let run = try place.run("$nodial init -q . && cat nodial.toml")
    let guide = try Repository.text(of: "Sources/nodial/nodial.docc/Rebuild.md")
    let isShown = guide.contains("```toml\n\(run.output)```\n")
    #expect(isShown)
  }

  /// With a controller there is a ledger, which the settings name, and in which everything usual is declared.
  @Test func aLedgerIsMadeToo() throws {
    let place = try Workplace(withIndex: false)
    let run = try place.run(
      """
      $nodial init -q dnc --controller "Acme GmbH"; echo $?; cd dnc; stat -c '%a %n' ledger.key consent.ledger
      $nodial rebuild -q nodial.toml; echo $?
      $nodial consent grant +493012345678 --purpose offers --channel voice --via call --evidence act=spoken
      $nodial consent object +493012345679
      $nodial check --purpose offers --channel voice -- +493012345678 +493012345679 +493012345677 | cut -f 2
      $nodial ledger verify | cut -d , -f 1,2; $nodial ledger apply register.toml; grep -c 'nodial ledger init' nodial.toml
      cd ..; $nodial init dnc --controller X; echo $?; $nodial init other --key k; echo $?
      mkdir keys; $nodial init -q other --controller X --key keys/k; grep -c "$PWD/keys/k" other/nodial.toml; cd other; $nodial ledger verify | wc -l
      """)
    #expect(
      run.output == """
        0
        600 ledger.key
        600 consent.ledger
        0
        1\t5
        1\t6
        clear
        listed
        unconsented
        consent.ledger: intact, 6 events
        0
        1
        64
        1
        1

        """, "\(run.messages)")
    #expect(run.messages.contains("register.toml: 3 declared, of which 0 are new or changed"))
    #expect(run.messages.contains("is there already; choose another folder or move it away"))
  }
}
