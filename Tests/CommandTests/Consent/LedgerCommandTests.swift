import Foundation
import TestSupport
import Testing

/// The ledger, as the commands show it.
struct LedgerCommandTests {
  private let place: Workplace
  private let folder: TemporaryFolder

  init() throws {
    place = try Workplace(withIndex: false)
    folder = place.folder
    try folder.write(
      "nodial.toml",
      """
      index = "dnc.ndx"
      [ledger]
      file = "consent.ledger"
      key = "ledger.key"
      brand = "acme"

      """)
    try folder.write(
      "register.toml",
      """
      [[brand]]
      id = "acme"
      name = "Acme GmbH"
      [[purpose]]
      id = "offers"
      parent = "marketing"
      [[purpose]]
      id = "marketing"

      """)
    let run = try place.run(
      """
      $nodial key new ledger.key > id
      $nodial ledger init --controller "Acme GmbH" > head && $nodial ledger apply register.toml
      """)
    #expect(run.status == 0, "\(run.messages)")
  }

  @Test func aLedgerIsForItsOwnerAndNeverMadeTwice() throws {
    let run = try place.run(
      """
      stat -c %a consent.ledger consent.ledger-wal
      $nodial ledger init --controller Other; echo $?; $nodial ledger apply register.toml
      $nodial ledger verify
      """)
    #expect(
      run.output
        == "600\n600\n1\nconsent.ledger: intact, 4 events, 2 seals, 0 erased, 0 heads kept elsewhere\n"
    )
    #expect(run.messages.contains("consent.ledger: is there already"))
    #expect(run.messages.contains("register.toml: 3 declared, of which 0 are new or changed"))
  }

  @Test func whatIsEnteredIsShown() throws {
    let run = try place.run(
      """
      $nodial consent grant +493012345678 --purpose offers --channel sms,voice --via web --evidence act=tick \
        --occurred 2026-11-01T08:00:00Z
      printf '+493012345678\\r\\nabc\\n\\n(202) 555-0101\\n' | $nodial consent object - --region US --channel sms; echo $?
      $nodial consent show +493012345678 | head -n 3 | sed 's/ since.*//'
      $nodial consent show +493012345678 --json | grep -c '"answer": "objected"'
      $nodial consent show +493012345678 --as-of 2026-11-02 | head -n 1
      $nodial consent show +493099999999
      """)
    #expect(
      run.output.hasPrefix(
        """
        1\t5
        1\t6
        2\t-\tholds no number that can be read; write it as +12025550101
        4\t7
        1
        acme marketing sms: objected
        acme offers voice: granted
        acme offers sms: objected

        """))
    #expect(
      run.output.hasSuffix(
        """
        2
        acme offers voice: granted since 2026-11-01T08:00:00Z, not confirmed, event 5
        nothing is recorded: none

        """))
    #expect(
      run.messages
        == "nodial: 1 of 4 were not taken, for the reasons in the output; the others are recorded\n"
    )
  }

  /// A proof is verified by whoever has Python and a head, and by nobody with another one.
  @Test func aProofIsVerifiedWithoutTheProgram() throws {
    let script = Repository.url.path + "/Scripts/verify-proof"
    let run = try place.run(
      """
      for number in 1 2 3 4 5 6 7; do $nodial consent object +4930123456$number > line; done
      $nodial ledger head > head
      hash=$(sed 's/.*"hash":"\\([0-9a-f]*\\)".*/\\1/' head)
      for event in 1 5 8 11; do
        $nodial ledger prove $event > proof.json; python3 "\(script)" proof.json --head $hash | grep -o '^event.*, head'
      done
      sed 's/493012345/493012346/' proof.json > forged.json; python3 "\(script)" forged.json; echo $?
      sed 's/"at":"1/"at":"2/' proof.json > forged.json; python3 "\(script)" forged.json; echo $?
      python3 "\(script)" proof.json --head 00; echo $?
      $nodial ledger prove 12; echo $?
      """)
    #expect(
      run.output == """
        event 1 of 11, open, head
        event 5 of 11, object, head
        event 8 of 11, object, head
        event 11 of 11, object, head
        1
        1
        1
        1

        """)
    #expect(run.messages.components(separatedBy: "verify-proof: not proven").count == 4)
  }

  @Test func headsKeptElsewhereFindAnOlderCopy() throws {
    let run = try place.run(
      """
      $nodial consent object +4930123456 > line; cp consent.ledger-wal old-wal; cp consent.ledger old
      $nodial consent object +4930123457 > line; $nodial ledger head >> heads
      $nodial ledger verify --anchor heads
      cp old consent.ledger; cp old-wal consent.ledger-wal; rm -f consent.ledger-shm
      $nodial ledger verify; $nodial ledger verify --anchor heads; echo $?
      echo garbage > bad; $nodial ledger verify --anchor bad; echo $?
      """)
    #expect(
      run.output.split(separator: "\n").map { $0.suffix(24) }
        == ["d, 1 heads kept elsewhere", "d, 0 heads kept elsewhere", "1", "1"].map {
          $0.suffix(24)
        })
    #expect(run.messages.contains("or an older copy put in its place"))
    #expect(run.messages.contains("bad:1: is no head"))
  }

  /// What is acknowledged is there, whenever the process is killed.
  @Test func nothingAcknowledgedIsLost() throws {
    try folder.write(
      "numbers", (0..<20_000).map { "+1202555\($0 + 10_000)\n".prefix(13) + "\n" }.joined())
    var random = SeededGenerator(stream: 0x9111)
    for round in 0..<20 {
      let milliseconds = Int.random(in: 15...120, using: &random)
      let run = try place.run(
        """
        ($nodial consent object - < numbers > acks) & pid=$!
        sleep 0.\(milliseconds < 100 ? "0" : "")\(milliseconds); pkill -9 -P $pid; kill -9 $pid 2>/dev/null; wait 2>/dev/null
        $nodial ledger verify > verified; echo $?
        acknowledged=$(grep -c . acks); last=$(tail -n 1 acks | cut -f 2)
        [ -z "$last" ] || [ $(cut -d ' ' -f 3 verified) -ge $last ] && echo whole
        """)
      #expect(run.output == "0\nwhole\n", "round \(round), \(milliseconds) ms: \(run.messages)")
    }
  }

  @Test(arguments: [
    (
      "$nodial consent grant +493012345678 --purpose none --channel sms",
      "1\t-\tthe purpose \"none\" is not declared"
    ),
    (
      "$nodial consent grant +493012345678 --purpose offers",
      "a consent is for one channel, which is not named"
    ),
    (
      "$nodial consent grant '+493012345678 / +493012345679' --purpose offers --channel sms",
      "several numbers"
    ),
    ("$nodial consent grant 12 --purpose offers --channel sms", "holds no number"),
    ("$nodial consent object +493012345678 --channel pigeon", "pigeon"),
    ("$nodial consent object +493012345678 --evidence nonsense=1", "--evidence takes NAME=TEXT"),
    (
      "$nodial consent object +493012345678 --occurred yesterday",
      "--occurred cannot be \"yesterday\""
    ),
    ("$nodial consent object", "name at least one number"),
    ("$nodial consent object - < /dev/null", "holds no number; give one a line"),
    (
      "$nodial consent object +493012345678 --ledger gone.ledger --key ledger.key",
      "there is no ledger"
    ),
    (
      "$nodial consent object +493012345678 --ledger register.toml --key ledger.key",
      "is no consent ledger"
    ),
    (
      "$nodial key new other.key > id; $nodial ledger verify --key other.key",
      "the one that was given is another"
    ),
    ("mkdir empty; cd empty; $nodial ledger verify", "nothing says which ledger is meant"),
    ("echo 'purpose = 1' > r; $nodial ledger apply r", "purpose must be tables"),
    (
      "printf '[[purpose]]\\nid = \"a\"\\nparent = \"b\"\\n' > r; $nodial ledger apply r",
      "is not declared, or a part of itself"
    ),
  ])
  func whatIsWrongIsTold(command: String, sentence: String) throws {
    let run = try place.run(command)
    #expect(run.status != 0)
    #expect((run.output + run.messages).contains(sentence), "\(run.output)\(run.messages)")
    #expect(!run.messages.contains("49301234"))
  }
}
