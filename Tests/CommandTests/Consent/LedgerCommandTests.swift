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
        $nodial ledger prove $event > proof.json; python3 "\(script)" proof.json --head $hash | grep -o '^event.*, head' | sed 's/, recorded [^,]*//'
      done
      sed 's/493012345/493012346/' proof.json > forged.json; python3 "\(script)" forged.json; echo $?
      sed 's/"at":"1/"at":"2/' proof.json > forged.json; python3 "\(script)" forged.json; echo $?
      python3 "\(script)" proof.json --head 00; echo $?
      python3 "\(script)" proof.json --head=00; echo $?
      python3 "\(script)" proof.json --hed $hash 2> usage; echo $?
      sed 's/^{/{"kind_name":"grant",/' proof.json > more.json; python3 "\(script)" more.json | grep -c grant; true
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
        2
        0
        1

        """)
    #expect(run.messages.components(separatedBy: "verify-proof: not proven").count == 5)
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

  /// Whoever says what part of what a purpose is says whom a withdrawal is about.
  @Test func aPurposeStaysAPart() throws {
    let run = try place.run(
      """
      $nodial consent withdraw +493012345678 --purpose marketing > line
      sed -i '/parent/d' register.toml; $nodial ledger apply register.toml; echo $?
      printf '[[brand]]\\nid = "beta"\\nnmae = "B"\\n' > r; $nodial ledger apply r; echo $?
      printf '[[brand]]\\nid = "beta"\\nparent = "acme"\\n' > r; $nodial ledger apply r; echo $?
      printf '[[purpose]]\\nid = "flash"\\nparent = "offers"\\n' > r; $nodial ledger apply r; echo $?
      $nodial check --index none --purpose flash --channel sms 2> log; $nodial consent show +493012345678 | cut -d : -f 1
      """)
    #expect(run.output.hasPrefix("1\n1\n1\n0\n"), "\(run.messages)")
    #expect(run.output.contains("acme flash sms\n"))
    #expect(
      run.messages.contains(
        "offers is a part of marketing, and whoever withdrew from that would be contacted again"))
    #expect(
      run.messages.contains(
        "r:3: there is no setting \"nmae\" in [[brand]]; the settings there are id, name"))
    #expect(run.messages.contains("r:3: there is no setting \"parent\" in [[brand]]"))
  }

  /// A batch is whole only if what it says can be true.
  @Test(arguments: [
    ("supplier = \"Leads\"", "supplier = \" \"", "supplier"),
    ("questions_answered = true", "questions_answered = false", "questions_answered (is not true)"),
    ("notice = \"web\"", "notice = \"other\"", "notice (is not declared)"),
    (
      "collected_until = \"2026-06-30\"", "collected_until = \"2025-06-30\"",
      "collected_until (is before collected_from)"
    ),
    (
      "collected_from = \"2026-01-01\"", "collected_from = \"spring\"",
      "collected_from (is no day like 2026-01-31)"
    ),
    ("countries = [\"DE\"]", "countries = \"Germany\"", "countries (are no codes like DE)"),
    ("", "", ""),
  ])
  func whatABatchLacks(from: String, to: String, missing: String) throws {
    let text = """
      [[notice]]
      id = "web"
      [[batch]]
      id = "B"
      supplier = "Leads"
      agreement = "2026-01-01"
      source_kind = "form"
      collected_from = "2026-01-01"
      collected_until = "2026-06-30"
      countries = ["DE"]
      recipients = "Acme GmbH"
      notice = "web"
      form = "sha256:00"
      questions_answered = true

      """
    #expect(from.isEmpty || text.contains(from))
    try folder.write("b.toml", from.isEmpty ? text : text.replacing(from, with: to))
    let run = try place.run("$nodial ledger apply b.toml")
    #expect(run.status == 0)
    let warning =
      "b.toml: batch \"B\" is quarantined, its consents permit nothing: it lacks \(missing)\n"
    #expect(run.messages.contains(warning) == !missing.isEmpty, "\(run.messages)")
    #expect(run.messages.contains("quarantined") == !missing.isEmpty)
  }

  /// What is said of an act forges no line and no field of what is shown.
  @Test func whatShowsAnActIsShownAsOneField() throws {
    let run = try place.run(
      """
      $nodial consent grant +493012345678 --purpose offers --channel sms --via web --evidence "act=tick
      9	2026-01-01	object	x=1" --evidence 'wording=I "agree" act=signed' --actor agent:7 > line
      $nodial consent show +493012345678 | tail -n 1 | cut -f 4
      """)
    #expect(
      run.output
        == #"act="tick\n9\x092026-01-01\x09object\x09x=1" actor=agent:7 "#
        + #"brand=acme channel=sms occurred=DAY purpose=offers via=web wording="I \"agree\" act=signed""#
        .replacing("DAY", with: run.output.split(separator: "occurred=").last!.prefix { $0 != " " })
        + "\n")
  }

  /// A copy that may only be read is verified; with a log beside it that nobody has taken in, it is not.
  @Test func aCopyThatMayOnlyBeReadIsVerified() throws {
    let run = try place.run(
      """
      $nodial consent object +493012345678 > line
      mkdir copy; cp consent.ledger ledger.key copy/; chmod 400 copy/*
      as=""; chmod 755 .
      if [ $(id -u) = 0 ]; then
        chown -R 65534 copy; as="setpriv --reuid 65534 --regid 65534 --clear-groups"
      fi
      chmod 500 copy; cd copy
      $as $nodial ledger verify --ledger consent.ledger --key ledger.key
      $as $nodial consent object +493012345678 --ledger consent.ledger --key ledger.key; echo $?
      chmod 700 .; echo x > consent.ledger-wal; chmod 500 .
      $as $nodial ledger verify --ledger consent.ledger --key ledger.key; echo $?; chmod 700 .
      """)
    #expect(
      run.output
        == "consent.ledger: intact, 5 events, 3 seals, 0 erased, 0 heads kept elsewhere\n1\n1\n",
      "\(run.messages)")
    #expect(run.messages.contains("consent.ledger: cannot be written to"))
    #expect(run.messages.contains("its log, consent.ledger-wal, is not taken in yet"))
  }

  /// An objection of a cut number is kept, and said to be none.
  @Test func aTruncatedNumberIsTold() throws {
    let run = try place.run(
      """
      printf '+44207939\\n+493012345678\\n' | $nodial consent object -; echo $?
      printf 'phone,decision\\n+44207939,object\\n' > x; $nodial consent import x --output o; echo $?; tail -n 1 o
      """)
    #expect(
      run.output == """
        1\t5\tis recorded as it stands, and is no number that could be called; ask for the whole number
        2\t6
        1
        3
        +44207939,object,review,7,"is recorded as it stands, and is no number that could be called; ask for the whole number"

        """, "\(run.messages)")
    #expect(run.messages.contains("1 of 2 are recorded as they stand"))
  }

  /// A day of what forbids is all of it.
  @Test func whatForbidsOnADayHoldsUntilItsEnd() throws {
    let run = try place.run(
      """
      $nodial consent grant +493012345678 --purpose offers --channel sms --via web --evidence act=tick \
        --occurred 2026-11-01T18:00:00Z > line
      $nodial consent withdraw +493012345678 --occurred 2026-11-01 > line
      $nodial consent show +493012345678 | grep 'offers sms' | cut -d , -f 1
      """)
    #expect(run.output == "acme offers sms: withdrawn since 2026-11-01T23:59:59.999999Z\n")
  }

  @Test func whatIsTypedTwiceIsRefused() throws {
    for options in ["--evidence act=a --evidence act=b", "--via call --evidence via=web"] {
      let run = try place.run(
        "$nodial consent grant +493012345678 --purpose offers --channel sms \(options)")
      #expect(run.status == 64 && run.messages.contains("is said twice; say it once"))
    }
    // Nor is a second step that cannot have been.
    for moment in ["soon", "2026-10-01", "2031-01-01"] {
      let run = try place.run(
        """
        $nodial consent grant +493012345678 --purpose offers --channel sms --via web --evidence act=tick \
          --evidence confirmed_at=\(moment) --occurred 2026-11-01
        """)
      #expect(run.status == 1 && run.output.contains("confirmed_at"), "\(moment)")
    }
  }

  /// Signed with a key that the settings name, and by nobody without it.
  @Test func whatIsRecordedIsSigned() throws {
    let run = try place.run(
      """
      $nodial key new signing.key > id; public=$($nodial key public signing.key); echo ${#public}
      sed 's/^key = /signing_key = "signing.key"\\nkey = /' nodial.toml > signed.toml
      $nodial consent object +493012345678 --settings signed.toml
      $nodial ledger verify --public-key $public | sed "s/$public/PUBLIC/"
      $nodial consent object +493012345679; echo $?
      $nodial consent object +493012345679 --signing-key signing.key
      $nodial ledger verify --public-key $(echo $public | tr 0-9a-f 1-9a-f0); echo $?
      $nodial ledger verify --public-key 12; echo $?
      """)
    #expect(
      run.output == """
        64
        1\t6
        consent.ledger: intact, 6 events, 3 seals, 0 erased, 0 heads kept elsewhere, 1 seals signed, now by PUBLIC
        1
        1\t7
        1
        64

        """, "\(run.messages)")
    #expect(
      run.messages.contains(
        "its commits are signed, and nothing says which key signs this one; name it with signing_key"
      ))
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
    (
      "$nodial consent object +493012345678 --evidence nonsense=1",
      "--evidence number 1 is not NAME=TEXT"
    ),
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
    (
      "$nodial consent object +493012345678 --purpose '+49 30 12345678' extra --foo",
      "Unknown option '--foo'"
    ),
    (
      "$nodial consent grant x --purpose +493012345678 --channel sms; $nodial check --purpose +493012345678 --channel sms -- +493012345678",
      "knows no purpose \"(a number)\""
    ),
    ("$nodial consent object +493012345678 --evidence phone=+493012345678", "--evidence number 1"),
    (
      "sed -i 's/.ledger./[ledger]/' nodial.toml; $nodial ledger head; printf '[[ledger]]\\nfile = \"x\"\\n' > s; $nodial ledger head --settings s",
      "write [ledger] in single brackets"
    ),
    (
      "printf 'index = \"x\"\\n[policy.UK]\\nvoice_consumer = \"in\"\\n' > s; $nodial policy --settings s",
      "did you mean [policy.GB]?"
    ),
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
