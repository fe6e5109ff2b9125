import TestSupport
import Testing

/// What `nodial rebuild` says of settings that are wrong.
struct SettingsFileTests {
  private static let head = "index = \"dnc.ndx\"\n"
  private static let list = "[[list]]\nid = \"us\"\nfiles = \"lists/us/*\"\n"

  struct Fault: Sendable, CustomTestStringConvertible {
    var text: String
    var message: String
    var testDescription: String { message }

    init(_ text: String, _ message: String) {
      self.text = text
      self.message = message
    }

    /// A fault in a list, in its fourth line, the fifth of the file.
    static func inList(_ text: String, _ message: String) -> Fault {
      Fault(head + list + text + "\n", message)
    }
  }

  private static let faults: [Fault] = [
    Fault("", " index is missing; add for example: index = \"dnc.ndx\""),
    Fault(head, " no list is declared; add one under [[list]]"),
    Fault("index = 1\n", "1: index must be a string, not an integer"),
    Fault("index = \"\"\n", "1: index is empty; give it a value or remove it"),
    Fault("inde = \"a\"\n", "1: there is no setting \"inde\"; did you mean \"index\"?"),
    Fault(
      head + "zzzzzzzz = 1\n",
      "2: there is no setting \"zzzzzzzz\"; the settings there are index, key, work, group, region, "
        + "timezone, memory, threads, keep, shrink_percent_max, bad_rows_percent_max, list, ledger, policy, retain"
    ),
    Fault(
      head + "group = \"zzzz-nobody-zzzz\"\n" + list,
      "2: there is no group \"zzzz-nobody-zzzz\"; make it with groupadd, or name one of /etc/group or a "
        + "group's number"),
    Fault(head + "group = 5\n" + list, "2: group must be a string, not an integer"),
    Fault(head + "memory = \"1\"\n" + list, "2: memory must be at least \"64M\", not \"1\""),
    Fault(head + "memory = \"x\"\n" + list, "2: memory cannot be \"x\"; write \"512M\" or \"1G\""),
    Fault(head + "threads = 0\n" + list, "2: threads must be 1 to 1024, not 0"),
    Fault(
      head + "keep = 1.5\n" + list, "2: keep must be a whole number, not a floating-point number"),
    Fault(head + "keep = -1\n" + list, "2: keep must be 0 to 1000, not -1"),
    Fault(
      head + "region = \"uk\"\n" + list, "2: region cannot be \"uk\"; did you mean \"GB\"?"),
    Fault(
      head + "shrink_percent_max = 101\n" + list,
      "2: shrink_percent_max must be 0 to 100 percent, not 101.0"),
    Fault(head + "list = 1\n", "2: list must be tables; write [[list]] above the settings of each"),
    Fault(
      head + "[list]\nid = \"a\"\n",
      "2: list must be tables; write [[list]] above the settings of each"),
    Fault(
      head + "[[list]]\nfiles = \"a\"\n",
      "2: id is missing in [[list]]; add for example: id = \"us-ftc\""),
    Fault(
      head + "[[list]]\nid = \"a b\"\n",
      "3: \"a b\" is no list id; use letters, digits, -, _ and . , at most 64"),
    Fault(
      head + "[[list]]\nid = \"a\"\n",
      "2: list \"a\" names no files; add for example: files = \"lists/a/*\""),
    Fault(
      head + "[[list]]\nid = \"a\"\nfiles = []\n",
      "4: list \"a\" names no files; add for example: files = \"lists/a/*\""),
    Fault(
      head + "[[list]]\nid = \"a\"\nfiles = \"-\"\n",
      "4: files cannot come from standard input; name a file"),
    Fault(head + list + list, "6: list \"us\" is declared twice; give each its own id"),
    // The line of the second list, not of the first.
    Fault(
      head + list + "kind = \"registry\"\n" + list.replacing("us", with: "b")
        + "kind = \"registri\"",
      "9: kind cannot be \"registri\"; did you mean \"registry\"?"),
    .inList(
      "kind = \"x\"",
      "5: kind cannot be \"x\"; it is one of registry, objection, litigator, reassigned, "
        + "disconnected, invalid, blocked, wireless, voip"),
    .inList("combine = \"newst\"", "5: combine cannot be \"newst\"; did you mean \"newest\"?"),
    .inList("format = \"ftx\"", "5: format cannot be \"ftx\"; did you mean \"ftc\"?"),
    .inList("date = \"nam\"", "5: date cannot be \"nam\"; did you mean \"name\"?"),
    .inList(
      "required = 1", "5: required must be true or false, not an integer; write required = true"),
    .inList("max_age_days = 0", "5: max_age_days must be 1 to 36500, not 0"),
    .inList(
      "max_age_day = 31",
      "5: there is no setting \"max_age_day\" in [[list]]; did you mean \"max_age_days\"?"
    ),
    .inList(
      "covers = [\"+1\"]",
      "5: covers cannot hold \"+1\"; write prefixes of international numbers without plus, such as "
        + "\"44\", or \"names\" or \"found\""),
    .inList("covers = [\"1\", \"1\"]", "5: covers holds \"1\" twice"),
    .inList("covers = [1]", "5: covers must hold strings only, not an integer"),
    .inList(
      "covers = 1",
      "5: covers must be a string or an array of strings, not an integer; write covers = \"1\""),
    .inList("channels = [\"vice\"]", "5: channels cannot hold \"vice\"; did you mean \"voice\"?"),
    .inList(
      "channels = \"x\"", "5: channels cannot hold \"x\"; they are voice, sms, whatsapp, fax"),
    .inList(
      "purposes = [\"a b\"]", "5: purposes cannot hold \"a b\"; use letters, digits, -, _ and ."),
    .inList(
      "delimiter = \"ab\"",
      "5: delimiter must be comma, semicolon, tab, pipe or one ASCII character"),
    .inList(
      "header = \"yes\"", "5: header must be true or false, not a string; write header = true"),
    .inList(
      "bad_rows_percent_max = \"1\"",
      "5: bad_rows_percent_max must be a number of percent, not a string; "
        + "write bad_rows_percent_max = 1"),
    .inList("expand_max = \"x\"", "5: expand_max cannot be \"x\"; write \"512M\" or \"10G\""),
    .inList(
      "column = \"a\"\ncolumns = { number = \"a\" }",
      "5: column and [list.columns] both name columns; write number = … there instead"),
    .inList(
      "[list.columns]\nnumbr = \"a\"",
      "6: there is no setting \"numbr\" in [list.columns]; did you mean \"number\"?"),
    .inList("[list.columns]\ndate = [\"a\", \"b\"]", "6: date is in one column, not in 2"),
    .inList("[list.words]\nclear = \"\"", "6: clear is empty; give it a value or remove it"),
    .inList(
      "[list.preferences]\nallowed = true",
      "5: category is missing in [list.preferences]; name that of the calls to be made"),
    Fault(head + "a = \n", "2: no TOML: "),
    Fault(head + head, "2: no TOML: "),
    Fault(head + "\u{0}", " no UTF-8 text; save it as UTF-8"),
  ]

  @Test(arguments: faults)
  func faultsNameLineCauseAndRemedy(fault: Fault) throws {
    let place = try Workplace(withIndex: false)
    try place.folder.write("n.toml", fault.text)
    let run = try place.run("$nodial rebuild n.toml --metrics m; echo $?; cat m; ls -A")
    let start = "nodial: n.toml:" + fault.message
    #expect(
      fault.message.hasSuffix(": ") ? run.messages.hasPrefix(start) : run.messages == start + "\n")
    // Nothing is made, but whoever watches learns of it.
    let lines = run.output.split(separator: "\n")
    #expect(lines.first == "1")
    #expect(lines.contains("nodial_rebuild_success 0"))
    #expect(lines.suffix(2) == ["m", "n.toml"])
  }

  // MARK: Guesses

  /// A mistake with what is guessed of it, and how it is to be mended.
  struct Guess: Sendable, CustomTestStringConvertible {
    /// Two lines of the list, behind `id`.
    var wrong: String
    var right: String
    var message: String
    var testDescription: String { wrong }

    init(_ wrong: String, _ right: String, _ message: String) {
      self.wrong = wrong
      self.right = right
      self.message = message
    }
  }

  private static let guesses: [Guess] = [
    Guess("max_age = 31", "max_age_days = 31", "did you mean \"max_age_days\"?"),
    Guess("max-age-days = 31", "max_age_days = 31", "did you mean \"max_age_days\"?"),
    Guess("Kind = \"registry\"", "kind = \"registry\"", "did you mean \"kind\"?"),
    Guess("type = \"registry\"", "kind = \"registry\"", "did you mean \"kind\"?"),
    Guess("combined = \"all\"", "combine = \"all\"", "did you mean \"combine\"?"),
    Guess("tz = \"UTC\"", "timezone = \"UTC\"", "did you mean \"timezone\"?"),
    Guess("shrink_max = 5", "shrink_percent_max = 5", "did you mean \"shrink_percent_max\"?"),
    Guess("kind = \"registery\"", "kind = \"registry\"", "did you mean \"registry\"?"),
    Guess("kind = \"objections\"", "kind = \"objection\"", "did you mean \"objection\"?"),
    Guess("format = \"fcc\"", "format = \"ftc\"", "did you mean \"ftc\"?"),
    Guess("format = \"FTC\"", "format = \"ftc\"", "did you mean \"ftc\"?"),
    Guess("region = \"USA\"", "region = \"US\"", "did you mean \"US\"?"),
    Guess("region = \"us\"", "region = \"US\"", "did you mean \"US\"?"),
    Guess("required = \"false\"", "required = false", "write required = false"),
    Guess("required = \"Yes\"", "required = true", "write required = true"),
    Guess("allow_empty = 0", "allow_empty = false", "write allow_empty = false"),
    Guess("max_age_days = \"31\"", "max_age_days = 31", "write max_age_days = 31"),
    Guess(
      "shrink_percent_max = \"5 %\"", "shrink_percent_max = 5", "write shrink_percent_max = 5"),
    Guess("expand_max = 512", "expand_max = \"512M\"", "write expand_max = \"512M\""),
    Guess(
      "timezone = \"Kolkata\"", "timezone = \"Asia/Kolkata\"", "did you mean \"Asia/Kolkata\"?"),
    Guess(
      "timezone = \"australia/sidney\"", "timezone = \"Australia/Sydney\"",
      "did you mean \"Australia/Sydney\"?"),
    Guess("timezone = \"+5:30\"", "timezone = \"+05:30\"", "did you mean \"+05:30\"?"),
    Guess("timezone = \"UTC-8\"", "timezone = \"-08:00\"", "did you mean \"-08:00\"?"),
  ]

  /// What is guessed works when it is tried, and the line is that of the mistake.
  @Test(arguments: guesses)
  func guessesWorkWhenTried(guess: Guess) throws {
    #expect(guess.right.split(separator: "=").allSatisfy { !$0.isEmpty })
    let rebuild = try RebuildPlace(
      settings: "index = \"dnc.ndx\"\nregion = \"US\"\n\n[[list]]\nid = \"us\"\n\(guess.wrong)\n"
        + "files = \"lists/us/*\"\n")
    try rebuild.place.folder.write(
      "right.toml",
      try rebuild.place.folder.text("nodial.toml").replacing(guess.wrong, with: guess.right))
    let run = try rebuild.run(
      "$rebuild -q; echo $?; $nodial rebuild -q right.toml --today 2026-11-22 >&2; echo $?")
    #expect(run.output == "1\n0\n")
    #expect(run.messages.hasPrefix("nodial: nodial.toml:6: "))
    #expect(run.messages.hasSuffix("; \(guess.message)\n"), "\(run.messages)")
  }

  private static let misplaced: [(wrong: String, right: String, message: String)] = [
    (
      "[lists]\nid = \"us\"\nfiles = \"lists/us/*\"\n",
      "[[list]]\nid = \"us\"\nfiles = \"lists/us/*\"\n",
      "1: there is no setting \"lists\"; did you mean [[list]]?"
    ),
    (
      "[[lists]]\nid = \"us\"\nfiles = \"lists/us/*\"\n",
      "[[list]]\nid = \"us\"\nfiles = \"lists/us/*\"\n",
      "1: there is no setting \"lists\"; did you mean [[list]]?"
    ),
    (
      "[list]\nid = \"us\"\nfiles = \"lists/us/*\"\n",
      "[[list]]\nid = \"us\"\nfiles = \"lists/us/*\"\n",
      "1: list must be tables; write [[list]] above the settings of each"
    ),
    (
      "files = \"lists/us/*\"\n[[list]]\nid = \"us\"\n",
      "[[list]]\nid = \"us\"\nfiles = \"lists/us/*\"\n",
      "1: there is no setting \"files\"; it belongs under a [[list]]"
    ),
    (
      "[[list]]\nid = \"us\"\nfiles = \"lists/us/*\"\nkeep = 2\n",
      "keep = 2\n[[list]]\nid = \"us\"\nfiles = \"lists/us/*\"\n",
      "4: there is no setting \"keep\" in [[list]]; it belongs above the first [[list]]"
    ),
    (
      "[[list]]\nid = \"us\"\nfile = \"lists/us/*\"\n",
      "[[list]]\nid = \"us\"\nfiles = \"lists/us/*\"\n",
      "3: there is no setting \"file\" in [[list]]; did you mean \"files\"?"
    ),
    (
      "[[list]]\nid = \"us\"\nfiles = \"lists/us\"\n",
      "[[list]]\nid = \"us\"\nfiles = \"lists/us/*\"\n",
      "3: files names the folder \"lists/us\"; write \"lists/us/*\" for the files in it"
    ),
    (
      "[[list]]\nid = \"us\"\nfiles = \"lists/us/\"\n",
      "[[list]]\nid = \"us\"\nfiles = \"lists/us/*\"\n",
      "3: files names the folder \"lists/us/\"; write \"lists/us/*\" for the files in it"
    ),
    (
      "[[list]]\nid = \"us\"\nfiles = \"lists/us/*\"\n[[list]]\nid = \"us\"\nfiles = \"lists/own/*\"\n",
      "[[list]]\nid = \"us\"\nfiles = \"lists/us/*\"\n[[list]]\nid = \"us-2\"\nfiles = \"lists/own/*\"\n",
      "5: list \"us\" is declared twice; give each its own id"
    ),
  ]

  @Test(arguments: misplaced.indices)
  func whatStandsInAnotherPlaceIsFound(index: Int) throws {
    let (wrong, right, message) = Self.misplaced[index]
    let head = "index = \"dnc.ndx\"\nregion = \"US\"\n"
    let rebuild = try RebuildPlace(settings: wrong.hasPrefix("[") ? head + wrong : wrong + head)
    try rebuild.place.folder.write("right.toml", right.hasPrefix("[") ? head + right : right + head)
    // Settings of the top come before the first table.
    if !wrong.hasPrefix("[") { try rebuild.place.folder.write("nodial.toml", head + wrong) }
    if !right.hasPrefix("[") { try rebuild.place.folder.write("right.toml", head + right) }
    let run = try rebuild.run(
      "$rebuild -q; echo $?; $nodial rebuild -q right.toml --today 2026-11-22 >&2; echo $?")
    #expect(run.output == "1\n0\n")
    let line = Int(message.prefix { $0 != ":" })! + 2
    #expect(run.messages == "nodial: nodial.toml:\(line)\(message.drop { $0 != ":" })\n")
  }

  /// A path near one that is there, files of other names, folders of folders.
  @Test(
    arguments: [
      ("lists/uss/*", "lists/us/*"), ("list/us/*", "lists/us/*"), ("lists/us/*.csv", "lists/us/*"),
      ("lists/*", "lists/*/*"), ("lists/us/2026-11-20_ful.txt", "lists/us/2026-11-20_full.txt"),
      ("nowhere/*", nil),
    ])
  func pathsThatMatchNothingAreGuessed(wrong: String, right: String?) throws {
    let rebuild = try RebuildPlace(
      settings:
        "index = \"dnc.ndx\"\nregion = \"US\"\n[[list]]\nid = \"us\"\nfiles = \"\(wrong)\"\n")
    let run = try rebuild.run("rm -r lists/own; $rebuild -q; echo $?")
    let found = right.map { ", but \"\($0)\" finds some" } ?? ""
    #expect(run.output == "1\n")
    #expect(
      run.messages.hasPrefix(
        "nodial: refused: list us: no file matches \"\(wrong)\"\(found); deliver one"))
    guard let right else { return }
    let next = try rebuild.run(
      "sed -i 's#\(wrong.replacing("*", with: "\\*"))#\(right)#' nodial.toml; $rebuild -q")
    #expect(next.status == 0 && next.messages == "")
    // A list that need not be there says it, too.
    let other = try rebuild.run(
      "sed -i 's#^files.*#files = \"\(wrong)\"\\nrequired = false#' nodial.toml; rm -r dnc.ndx* work; $rebuild -q"
    )
    #expect(other.messages.contains("did you mean files = \"\(right)\"?"))
  }

  @Test(
    arguments: [
      ("missing.toml", "missing.toml: cannot open: no such file or directory; check the path"),
      (".", ".: cannot open: is a directory; name a file, not a folder"),
      ("/dev/zero", "/dev/zero: larger than 1048576 bytes, so it holds no settings"),
    ])
  func filesThatAreNoSettings(path: String, message: String) throws {
    let run = try Workplace(withIndex: false).run("$nodial rebuild \(path)")
    #expect(run.status == 1)
    #expect(run.messages == "nodial: \(message)\n")
  }

  /// Every setting is taken; what it does is tested where it is done.
  @Test func allSettingsAreTaken() throws {
    let rebuild = try RebuildPlace(
      settings: """
        index = "out/dnc.ndx"
        work = "out/w"
        region = "GB"
        memory = "128M"
        threads = 2
        keep = 0
        shrink_percent_max = 5
        bad_rows_percent_max = 2.5
        [[list]]
        id = "us"
        kind = "registry"
        format = "csv"
        files = ["lists/us/*", "nowhere/*"]
        combine = "all"
        date = "modified"
        region = "US"
        max_age_days = 31
        covers = ["1212", "1202"]
        channels = ["voice", "sms"]
        purposes = ["sales"]
        required = false
        delimiter = "comma"
        header = false
        expand_max = "1G"
        shrink_percent_max = 7
        bad_rows_percent_max = 100
        [list.columns]
        area = "1"
        number = "2"
        [list.words]
        add = ["x"]
        [list.preferences]
        category = 3
        allowed = true
        """)
    let run = try rebuild.run(
      """
      mkdir out; touch -d 2026-11-21T12:00Z lists/us/*; $rebuild -q; echo $?
      cp nodial.toml other.toml; mkdir elsewhere; ls out
      cd elsewhere; $nodial rebuild ../nodial.toml --today 2026-11-22 -q; echo $?
      cd ..; $nodial check --index out/dnc.ndx +12025550101 | cut -f 2-; $nodial inspect out/dnc.ndx
      """)
    #expect(run.messages == "")
    #expect(run.output.hasPrefix("0\ndnc.ndx\nw\n0\nlisted\tD\tus@2026-11-21\n"))
    #expect(run.output.contains("region\tGB\n"))
  }
}
