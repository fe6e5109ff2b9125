import TestSupport
import Testing

/// Of two values of one option, neither is passed over.
struct RepeatedOptionsTests {
  @Test(arguments: [
    ("check --index dnc.ndx --region US --region GB -- +12025550101", "--region"),
    ("scrub -i dnc.ndx -o a.csv --output b.csv campaign.csv", "--output"),
    ("scrub -i dnc.ndx --output=a.csv --report r --report r campaign.csv", "--report"),
    ("build --output a.ndx --key k --key l x=list.txt", "--key"),
    ("key new k --key k", ""),
    ("rebuild --new-key a --new-key b nodial.toml", "--new-key"),
    ("consent object +493012345678 --brand a --ledger l --brand b", "--brand"),
    ("ledger init --controller A --ledger l --key k --controller B", "--controller"),
  ])
  func oneOptionTwiceIsAnError(arguments: String, option: String) throws {
    let place = try Workplace()
    try place.folder.write("campaign.csv", "phone\n+12025550101\n")
    let run = try place.run("$nodial \(arguments); echo $?")
    #expect(run.output == "64\n")
    if !option.isEmpty {
      #expect(run.messages == "nodial: \(option) is given twice, and one counts; say it once\n")
    }
  }

  /// What may be repeated is, and so are flags, and whatever stands behind --.
  @Test func whatMayBeRepeatedIs() throws {
    let place = try Workplace()
    let run = try place.run(
      """
      $nodial check --index dnc.ndx --index dnc.ndx -- --index --index > out 2> err; grep -c "say it once" err
      printf 'phone\\n+12025550101\\n' > c.csv; $nodial scrub -q -q -i dnc.ndx c.csv --ignore-column a --ignore-column b -o k.csv 2> err
      grep -c "say it once" err
      """)
    #expect(run.output == "0\n0\n", "\(run.messages)")
  }
}
