import TestSupport
import Testing

/// Which columns commands read, what they refuse, and that the remedies they name work.
struct ColumnCommandTests {
  /// The options after `say` and after `else say` of a refusal.
  private func remedies(_ messages: String) throws -> [String] {
    let line = try #require(messages.split(separator: "\n").last { $0.contains("; to read ") })
    let match = try #require(line.firstMatch(of: /say (--.*); else say (--.*)$/))
    return [String(match.1), String(match.2)]
  }

  @Test(
    arguments: [
      "name,phone,address3\nAnn,2025550199,2025550101\n",
      "name,phone,Extra Info\nAnn,2025550199,(202) 555-0101\n",
      "name,phone,x,x\nAnn,2025550199,,(202) 555-0101\n",
      "name;phone;it's\nAnn;2025550199;+1 202 555 0101\n",
      "phone\t\nAnn\t\n2025550199\t2025550101\n",
    ])
  func aCampaignWithAnUnreadColumnIsRefused(text: String) throws {
    let place = try Workplace()
    try place.folder.write("c.csv", text)
    let (run, names) = try place.newNames(
      after: "$nodial scrub -q -i dnc.ndx c.csv -o kept.csv --rejected r.csv")
    #expect(run.status == 1)
    #expect(run.messages.contains("phone numbers") && !run.messages.contains("555"))
    #expect(names == [])
    let remedies = try remedies(run.messages)
    let read = try place.run("$nodial scrub -q -i dnc.ndx c.csv --rejected r.csv \(remedies[0])")
    #expect(read.status == 0 && read.messages == "", "\(remedies[0]): \(read.messages)")
    #expect(!read.output.contains("0101"))
    let ignored = try place.run("$nodial scrub -q -i dnc.ndx c.csv \(remedies[1])")
    #expect(ignored.status == 0 && ignored.messages == "", "\(remedies[1]): \(ignored.messages)")
    #expect(ignored.output.contains("0101"))
  }

  @Test func aNamedColumnMakesItAWarning() throws {
    let place = try Workplace()
    try place.folder.write("c.csv", "a,b\n2025550199,2025550101\n")
    let run = try place.run("$nodial scrub -q -i dnc.ndx c.csv --column a")
    #expect(run.status == 0)
    #expect(run.output == "a,b\n2025550199,2025550101\n")
    #expect(
      run.messages == """
        nodial: warning: c.csv: column "b" holds phone numbers (1 of the 1 cells looked at) and is not \
        read; to read it, say --column a --column b; else say --ignore-column b

        """)
    #expect(
      try place.run("$nodial scrub -q -i dnc.ndx c.csv --column a --ignore-column b").messages == ""
    )
    let both = try place.run("$nodial scrub -q -i dnc.ndx c.csv --column a --ignore-column a")
    #expect(both.status == 1)
    let unknown = try place.run("$nodial scrub -q -i dnc.ndx c.csv --column a --ignore-column c")
    #expect(unknown.status == 1 && unknown.messages.contains("no column \"c\""))
    #expect(try place.run("$nodial normalize -q --region US c.csv").status == 1)
  }

  /// What says no, or yes, or when, beside a number is none.
  @Test func flagsAndDatesAreNoNumbers() throws {
    let place = try Workplace()
    try place.folder.write(
      "c.csv", "Phone 1,Phone 1 DNC,Mobile\n2025550199,No,2026-11-20\n2025550198,Yes,2026-11-21\n")
    let run = try place.run("$nodial scrub -i dnc.ndx c.csv")
    #expect(run.status == 0)
    #expect(run.output.split(separator: "\n").count == 3)
    #expect(run.messages.contains("phone column Phone 1;"))
    #expect(run.messages.contains("warning: c.csv: column \"Phone 1 DNC\" says yes or no"))
    #expect(run.messages.contains("warning: c.csv: column \"Mobile\" is not read"))
  }

  @Test func headersInOldEncodingsAreReadAndNamed() throws {
    let place = try Workplace()
    try place.folder.write(
      "es.csv", [UInt8]("Nombre;M".utf8) + [0xF3] + "vil\nAna;2025550101\n".utf8)
    try place.folder.write("zh.csv", [0xCA, 0xD6, 0xBB, 0xFA] + ",x\n2025550101,1\n".utf8)
    try place.folder.write("ru.csv", [0xD2, 0xE5, 0xEB, 0x2E] + ",x\n2025550101,1\n".utf8)
    for (name, encoding) in [("es", "Windows-1252"), ("zh", "GBK"), ("ru", "Windows-1251")] {
      let run = try place.run("$nodial scrub -i dnc.ndx \(name).csv --rejected r.csv | wc -l")
      #expect(run.output == "1\n")
      #expect(run.messages.contains("it was read as \(encoding)"))
    }
    #expect(try place.run("$nodial scrub -q -i dnc.ndx es.csv --column Móvil").status == 0)
  }

  // MARK: Lists

  @Test func aListWithAnUnreadColumnIsRefused() throws {
    let place = try Workplace(withIndex: false)
    try place.folder.write("own.csv", "phone,address3\n2025550101,2025550102\n")
    let build = "$nodial build -q -o dnc.ndx --region US own=own.csv"
    let run = try place.run(build)
    #expect(run.status == 1)
    for (remedy, second) in zip(try remedies(run.messages), ["listed", "clear"]) {
      let check = try place.run(
        "\(build) \(remedy) && $nodial check -i dnc.ndx 2025550101 2025550102 | cut -f 2")
      #expect(check.messages == "" && check.output == "listed\n\(second)\n", "\(remedy)")
    }
    // One column named: a warning.
    let named = try place.run("\(build) --column own=phone")
    #expect(named.status == 0 && named.messages.contains("column \"address3\" holds phone numbers"))
  }

  @Test func aListOfIdsIsRefused() throws {
    let place = try Workplace(withIndex: false)
    let ids = (0..<200).map { 1_000_003 + $0 * 977 % 8_999_993 }
    let texts = [
      "account,name\n" + ids.map { "\($0),Ann\n" }.joined(),
      "account_id\n" + ids.map { "\($0)\n" }.joined(),
      ids.map { "\($0)99,Ann\n" }.joined(),
      "member;name\n" + (0..<50).map { "41555\(50_000 + $0);Ann\n" }.joined(),
    ]
    for text in texts {
      try place.folder.write("own.csv", text)
      let run = try place.run("$nodial build -q -o dnc.ndx --region US own=own.csv")
      #expect(run.status == 1, "\(text.prefix(40))")
      #expect(run.messages.contains("own.csv: "))
    }
    // The remedy, should they be numbers after all.
    let run = try place.run("$nodial build -q -o dnc.ndx --region US own=own.csv --column member")
    #expect(run.status == 0)
  }

  @Test func aColumnOfYesAndNoInAListIsTold() throws {
    let place = try Workplace(withIndex: false)
    try place.folder.write("own.csv", "phone,donotcontact\n2025550101,Yes\n2025550102,No\n")
    let build = "$nodial build -q -o dnc.ndx --region US own=own.csv"
    let run = try place.run(build)
    #expect(run.status == 0)
    #expect(
      run.messages == """
        nodial: warning: own.csv: column "donotcontact" says yes or no and is not read; the rows of both \
        are listed; if it says who is listed, say --map own=status:donotcontact, else --ignore-column \
        own=donotcontact

        """)
    let check = " && $nodial check -i dnc.ndx 2025550101 2025550102 | cut -f 2"
    let mapped = try place.run("\(build) --map own=status:donotcontact\(check)")
    #expect(mapped.messages == "" && mapped.output == "listed\nclear\n")
    let ignored = try place.run("\(build) --ignore-column own=donotcontact\(check)")
    #expect(ignored.messages == "" && ignored.output == "listed\nlisted\n")
  }

  @Test func genesysListsAreReadWhole() throws {
    let place = try Workplace(withIndex: false)
    try place.folder.write(
      "own.csv", "Last Name,DNC_Home,DNC_Cell,DNC_Work\nA,202-555-0101,202-555-0102,202-555-0103\n")
    let run = try place.run(
      "$nodial build -q -o dnc.ndx --region US own=own.csv && $nodial check -i dnc.ndx 2025550101 "
        + "2025550102 2025550103 | cut -f 2")
    #expect(run.messages == "" && run.output == "listed\nlisted\nlisted\n")
  }

  // MARK: Empty lists

  @Test(arguments: ["", "phone,name\n", "<html><table></table></html>"])
  func emptyListsAreRefusedUnlessAllowed(text: String) throws {
    let place = try Workplace(withIndex: false)
    try place.folder.write("own.csv", text)
    try place.folder.write("us.txt", "2025550101\n")
    let build = "$nodial build -q -o dnc.ndx --region US us=us.txt own=own.csv"
    let run = try place.run(build)
    #expect(run.status == 1)
    guard text != "<html><table></table></html>" else { return }
    #expect(
      run.messages
        == "nodial: own.csv: list own: no row of it could be read; fetch it again, leave it "
        + "out, or say --allow-empty own if that is right\n")
    let allowed = try place.run("\(build) --allow-empty own")
    #expect(allowed.status == 0)
    // Whoever asks the index is told.
    for command in [
      "check -i dnc.ndx 2025550199", "scrub -q -i dnc.ndx us.txt --no-header --column 1",
    ] {
      let run = try place.run("$nodial \(command)")
      #expect(run.messages.contains("list own@undated of the index is empty"))
    }
  }

  @Test func anEmptyMemberIsRefused() throws {
    let place = try Workplace(withIndex: false)
    try place.folder.write("a.txt", "2025550101\n")
    try place.folder.write("b.txt", "")
    let build = "zip -q own.zip a.txt b.txt; $nodial build -q -o dnc.ndx --region US own=own.zip"
    let run = try place.run(build)
    #expect(run.status == 1 && run.messages.contains("own.zip:b.txt: list own: no row"))
    #expect(try place.run("\(build) --allow-empty own").status == 0)
  }

  /// A list may begin with `<` and be no register of tags.
  @Test(arguments: ["<PHONE>,<NAME>\n2025550123,Ann\n", "<2025550123>\n2025550124\n"])
  func listsThatBeginWithABracketAreRead(text: String) throws {
    let place = try Workplace(withIndex: false)
    try place.folder.write("own.csv", text)
    let run = try place.run(
      "$nodial build -q -o dnc.ndx --region US own=own.csv && $nodial check -i dnc.ndx 2025550123 "
        + "| cut -f 2")
    #expect(run.messages == "" && run.output == "listed\n")
  }

  // MARK: Settings

  @Test func settingsHaveTheSameRemedies() throws {
    let place = try RebuildPlace()
    try place.place.folder.write(
      "lists/own/optouts.csv",
      "phone,address3,ok\n2025550103,2025550104,yes\n2025550107,2025550105,no\n")
    let run = try place.run("$rebuild -q")
    #expect(run.status == 1)
    #expect(
      run.messages.contains(
        "set column = [\"phone\", \"address3\"] in list own, or ignore_columns = [\"address3\"]"))
    for (setting, outcome) in [
      ("column = [\"phone\", \"address3\"]", "listed"),
      ("ignore_columns = [\"address3\"]", "clear"),
    ] {
      let run = try place.run(
        "cp nodial.toml n.toml; printf '%s\\n' '\(setting)' >> n.toml; rm -rf dnc.ndx work; $nodial rebuild "
          + "--today 2026-11-22 -q n.toml; $nodial check -i dnc.ndx 2025550104 | cut -f 2")
      #expect(run.output == "\(outcome)\n", "\(run.messages)")
      #expect(run.messages.contains("set status = \"ok\" under [list.columns] of list own"))
    }
  }

  @Test func settingsMayAllowEmptyLists() throws {
    let place = try RebuildPlace()
    try place.place.folder.write("lists/own/optouts.csv", "name,phone\n")
    let run = try place.run("$rebuild -q")
    #expect(run.status == 1 && run.messages.contains("allow_empty = true"))
    let allowed = try place.run(
      "printf 'allow_empty = true\\n' >> nodial.toml; $rebuild -q; $nodial check -i dnc.ndx 2025550199"
    )
    #expect(allowed.messages.contains("list own@undated of the index is empty"))
    #expect(try place.run("$rebuild -q --accept own=empty").status == 0)
  }

  /// `home`, `cell` and `work` are read together: where one holds numbers, one with a remark is none the
  /// less. An address is none.
  @Test func remarksDoNotHideAPlaceOfNumbers() throws {
    let place = try Workplace(withIndex: false)
    try place.folder.write(
      "l.csv",
      "name,home,cell,work\nAnn,12 Main St,2025550101 (opted out 2024-05-01),2025550102\n")
    let run = try place.run(
      "$nodial build -q -o x.ndx --region US own=l.csv --date own=2026-01-01; "
        + "$nodial check -i x.ndx -- 2025550101 2025550102 | cut -f 2")
    #expect(run.output == "listed\nlisted\n")
    #expect(run.messages == "")
  }
}
