import Foundation
import TestSupport
import Testing

/// Certificates of scrubs, as somebody would verify who was not there.
struct CertificateTests {
  private let place: ConsentPlace

  init() throws { place = try ConsentPlace() }

  /// A campaign of four rows, scrubbed with a certificate: one is on a register, one has objected, one has consented.
  private static let scrub = """
    $nodial key new --signing signing.key > public
    sed -i 's/key = "ledger.key"/key = "ledger.key"\\nsigning_key = "signing.key"/' nodial.toml
    $nodial consent object +447700900111 > line
    printf 'name,number\\na,+447700900101\\nb,+447700900111\\nc,+447700900112\\nd,+447700900113\\n' > leads.csv
    $nodial scrub -q leads.csv --purpose offers --channel voice --output kept.csv --rejected no.csv \\
      --certificate c.json --report r.json

    """

  @Test func aScrubIsProven() throws {
    let run = try place.run(
      Self.scrub + """
        $nodial certificate verify c.json --public-key $(cat public) --input leads.csv --output kept.csv --rejected no.csv \\
          --index dnc.ndx --settings nodial.toml --html page.html | cut -d ' ' -f 1-7; echo $?
        $nodial certificate verify c.json | cut -d : -f 1,2
        $nodial ledger verify | grep -o intact
        grep -o '"event": [0-9]*' r.json
        grep -c 4477009 c.json page.html
        """)
    #expect(
      run.output == """
        proven: the key \(try place.folder.text("public").prefix(64)) has signed it
        proven: the signer says: on \(try started()), 4
        proven: leads.csv: is the campaign that was
        proven: kept.csv: is the kept rows, byte
        proven: no.csv: is the rejected rows, byte
        proven: dnc.ndx: was asked, byte for byte
        proven: consent.ledger: has the seal of event
        proven: consent.ledger: says the same in event
        0
        proven: a key has signed it as it stands
        open: whose key that is; say --public-key with what the signer publishes
        proven: the signer says
        open: the campaign that was scrubbed
        open: the kept rows
        open: the rejected rows
        open: the lists of dnc.ndx
        open: who consented or objected then
        intact
        "event": 12
        c.json:0
        page.html:0

        """, "\(run.output)\(run.messages)")
    let page = try place.folder.text("page.html")
    #expect(page.contains("Of 4 rows, 2 may be contacted"))
    #expect(page.contains("What blocked them") && page.contains("ledger-objection"))
  }

  private func started() throws -> String {
    let text = try place.folder.text("c.json")
    return String(try #require(text.firstMatch(of: #/"started":"([^"]*)"/#)).1)
  }

  /// What is said is what others compute.
  @Test func othersAgree() throws {
    let run = try place.run(
      Self.scrub + """
        for file in leads.csv kept.csv no.csv; do grep -c "$(sha256sum $file | cut -d ' ' -f 1)" c.json; done
        head -n 1 c.json | tr -d '\\n' > payload
        bytes() { python3 -c 'import sys; sys.stdout.buffer.write(bytes.fromhex(sys.stdin.read().strip()))'; }
        tail -n 1 c.json | sed 's/.*signature":"\\([0-9a-f]*\\)".*/\\1/' | bytes > signature
        printf '302a300506032b6570032100%s' $(cat public) | bytes > public.der
        openssl pkeyutl -verify -pubin -keyform DER -inkey public.der -rawin -in payload -sigfile signature
        """)
    #expect(
      run.output == "1\n1\n1\nSignature Verified Successfully\n", "\(run.output)\(run.messages)")
  }

  /// Whatever is edited, nothing wrong is called proven.
  @Test func whatIsEditedIsWrong() throws {
    let run = try place.run(
      Self.scrub + """
        all() {
          $nodial certificate verify $1 --public-key $(cat public) --input leads.csv --output kept.csv \\
            --rejected no.csv --index dnc.ndx --settings nodial.toml > out 2> log
          echo $? $(grep ^wrong out | cut -d : -f 2 | cut -d ' ' -f 2-6)
        }
        all c.json
        sed 's/"rowCount":4/"rowCount":5/' c.json > edited; all edited
        cp kept.csv keep; echo x >> kept.csv; all c.json; cp keep kept.csv
        cp leads.csv keep; sed -i 's/a,/x,/' leads.csv; all c.json; cp keep leads.csv
        $nodial key new --signing other.key > other
        $nodial scrub -q leads.csv --purpose offers --channel voice --output k2 --rejected n2 --certificate c2 \\
          --signing-key other.key
        all c2
        rm no.csv; $nodial scrub -q leads.csv --purpose offers --channel voice --output k3 --certificate c3
        cp k3 no.csv; all c3
        cp dnc.ndx keep; $nodial build -q --region US -o dnc.ndx us-ftc=us.txt --covers us-ftc=1202; all c3
        head -c 500 c.json > edited; all edited; cat log
        """)
    #expect(
      run.output == """
        0
        1 it is not signed by
        1 kept.csv
        1 leads.csv
        1 the key \(try place.folder.text("other").prefix(64)) has signed
        1 no.csv
        1 no.csv dnc.ndx
        1
        nodial: edited: is no certificate of a scrub, or not whole; those are two lines, as scrub --certificate writes them

        """, "\(run.output)\(run.messages)")
  }

  @Test func editedBytesAreFound() throws {
    let run = try place.run(Self.scrub)
    #expect(run.status == 0, "\(run.messages)")
    var random = SeededGenerator(stream: 0xCE27)
    let bytes = try place.folder.read("c.json")
    let count = bytes.count - 1
    for _ in 0..<60 {
      var edited = bytes
      let index = Int.random(in: 0..<count, using: &random)
      edited[index] = UInt8.random(in: 0x20...0x7E, using: &random)
      if edited[index] == bytes[index] { continue }
      try place.folder.write("edited", edited)
      let run = try place.run(
        "$nodial certificate verify edited --public-key $(cat public) > out; echo $?")
      // The word that names the algorithm or the keys of the second line may be read as before in no other way.
      #expect(run.output == "1\n", "byte \(index)")
    }
  }

  /// Of a campaign that is half dialled, those who are blocked since.
  @Test func onlyWhoIsBlockedSince() throws {
    let run = try place.run(
      Self.scrub + """
        $nodial consent object +447700900113 > line
        $nodial scrub -q kept.csv --since c.json --purpose offers --channel voice --output blocked.csv; echo $?
        cut -d , -f 1-4 blocked.csv
        $nodial scrub -q leads.csv --since c.json --purpose offers --channel voice --output b2; echo $?; ls b2
        $nodial scrub -q kept.csv --since c.json --purpose offers --channel voice --rejected b2; echo $?
        $nodial scrub -q - --since c.json --purpose offers --channel voice < kept.csv; echo $?
        $nodial scrub -q kept.csv --since c.json --purpose offers --channel sms --output b2; echo $?
        $nodial scrub -q kept.csv --since c.json --without-ledger --purpose offers --channel voice --output b2; echo $?
        $nodial build -q --region US -o us.ndx us-ftc=us.txt --covers us-ftc=1202
        $nodial scrub -q kept.csv --since c.json --index us.ndx --purpose offers --channel voice --output b2; echo $?
        """)
    #expect(
      run.output
        == "0\nname,number,nodial_outcome,nodial_code\nd,+447700900113,listed,P\n1\n64\n1\n1\n1\n1\n",
      "\(run.output)\(run.messages)")
    #expect(run.messages.contains("leads.csv: is not the output that c.json certifies"))
  }

  /// Of several campaigns each has its own.
  @Test func eachCampaignHasItsOwn() throws {
    let run = try place.run(
      Self.scrub + """
        cp leads.csv more.csv
        $nodial scrub -q leads.csv more.csv --purpose offers --channel voice --output-folder kept --certificate proofs; ls proofs
        for name in leads more; do
          $nodial certificate verify proofs/$name.csv.certificate.json --public-key $(cat public) --input $name.csv \\
            --output kept/$name.csv --settings nodial.toml | grep -c proven
        done
        $nodial scrub -q leads.csv --since c.json --purpose offers --channel voice --output-folder kept; echo $?
        """)
    #expect(
      run.output == "leads.csv.certificate.json\nmore.csv.certificate.json\n6\n6\n64\n",
      "\(run.output)\(run.messages)")
  }

  /// Every scrub that asks the ledger is an event of it; where none can be, it is said.
  @Test func scrubsAreRecorded() throws {
    let run = try place.run(
      """
      printf 'number\\n+447700900112\\n' > leads.csv
      $nodial scrub -q leads.csv --purpose offers --channel voice --output kept.csv --certificate c.json; echo $?; ls c.json kept.csv
      $nodial scrub -q leads.csv --purpose offers --channel voice --output kept.csv
      $nodial ledger prove 10 | grep -c rowCount
      $nodial key new --signing signing.key > public
      $nodial consent object +447700900111 --signing-key signing.key | cut -f 2
      $nodial scrub -q leads.csv --purpose offers --channel voice --output kept.csv; echo $?
      $nodial scrub -q leads.csv --purpose offers --channel voice --without-ledger --output kept.csv
      $nodial scrub -q leads.csv --purpose offers --channel voice --output k2 --report c.json --certificate c.json \\
        --signing-key signing.key; echo $?
      $nodial ledger head | grep -o '"size":"*[0-9]*'
      """)
    #expect(
      run.output == "1\n1\n12\n0\n1\n\"size\":\"12\n",
      "\(run.output)\(run.messages)")
    #expect(run.messages.contains("--certificate needs a key that signs"))
    #expect(run.messages.contains("the scrub is done, and not recorded there"))
  }

  /// Signs an edited certificate by another key, as a signer could who lies.
  private static let resign = """
    openssl genpkey -algorithm ed25519 -out liar.pem
    resign() {
      python3 - "$1" "$2" <<'END'
    import subprocess, sys
    line = open("c.json", encoding="utf-8").read().split("\\n")[0]
    old, new = sys.argv[1], sys.argv[2].encode().decode("unicode_escape")
    assert old in line, old
    line = line.replace(old, new, 1)
    open("payload", "w", encoding="utf-8").write(line)
    run = lambda *words: subprocess.run(words, check=True, capture_output=True).stdout
    signature = run("openssl", "pkeyutl", "-sign", "-inkey", "liar.pem", "-rawin", "-in", "payload").hex()
    key = run("openssl", "pkey", "-in", "liar.pem", "-pubout", "-outform", "DER")[-32:].hex()
    open("lie", "w").write(line + '\\n{"algorithm":"Ed25519","publicKey":"' + key + '","signature":"' + signature + '"}\\n')
    END
    }
    verify() { $nodial certificate verify lie --index dnc.ndx > out 2> log; echo $? $(grep -c '^proven: dnc' out) $(grep '^wrong' out | cut -d ' ' -f 2-6); }

    """

  /// Of a signer who lies, nothing is proven that the files do not show, and nothing that cannot be.
  @Test func aLiarProvesNothing() throws {
    let run = try place.run(
      Self.scrub + Self.resign + """
        resign '"rowCount":4' '"rowCount":4'; verify
        resign '"numberCount":2' '"numberCount":300'; verify
        resign '"id":"us-ftc"' '"id":"us-all"'; verify
        resign '"isStale":false' '"isStale":true'; verify
        resign '"listed":2' '"listed":9223372036854775807'; verify
        resign '"clear":2' '"clear":-2'; verify
        resign '"callDate":"20' '"callDate":"x20'; verify
        resign '"rowCount":4' '"rowCount":5,"rowCount":4'; verify
        resign '"rowCount":4' '"rowCount": 4'; verify
        resign '"purpose":"offers"' '"purpose":"offers\\\\nproven: all\\\\u001b[2K"'; verify; grep -c '^proven: all' out
        $nodial certificate verify lie --html lie > out; echo $?
        sed -i 's/"rowCount":4/"rowCount":5/' c.json; $nodial certificate verify c.json --html page > out
        grep -c 'may be contacted' page
        """)
    #expect(
      run.output == """
        0 1
        1 0 dnc.ndx: was asked, and its
        1 0 dnc.ndx: was asked, and its
        1 0 dnc.ndx: was asked, and its
        1 1 its counts or days cannot
        1 1 its counts or days cannot
        1 0 its counts or days cannot dnc.ndx: was asked, and its
        1 0
        1 0
        0 1
        0
        1
        0

        """, "\(run.output)\(run.messages)")
  }

  /// The keys of indexes and of the ledger go together; what needs a key that is not there is open.
  @Test func keysAreFound() throws {
    let run = try place.run(
      Self.scrub + """
        $nodial key new own.key > id
        $nodial build -q --region US --key own.key -o own.ndx uk-own=uk.txt --covers uk-own=44
        sed -i 's/^index = .*//' nodial.toml
        printf '[[index]]\nfile = "dnc.ndx"\n[[index]]\nfile = "own.ndx"\nkey = "own.key"\n' >> nodial.toml
        $nodial scrub -q leads.csv --purpose offers --channel voice --output kept.csv --certificate c.json
        all() { $nodial certificate verify c.json --index dnc.ndx --index own.ndx "$@" | grep -o '^[a-z]*: [a-z]*.ndx: [a-z]*\\|^proven: consent'; }
        all --settings nodial.toml; echo; all; echo; all --index-key own.key --ledger consent.ledger --key ledger.key
        """)
    let known = "proven: dnc.ndx: was\nproven: own.ndx: was\n"
    let asked = "proven: consent\nproven: consent\n"
    #expect(
      run.output
        == known + asked + "\nproven: dnc.ndx: was\nopen: own.ndx: needs\n\n"
        + known + asked, "\(run.output)\(run.messages)")
  }
}
