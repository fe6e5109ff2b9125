import Foundation
import TestSupport
import Testing

/// Settings that say which indexes are asked.
struct SettingsCommandTests {
  private let place: Workplace
  private let folder: TemporaryFolder

  init() throws {
    place = try Workplace(withIndex: false)
    folder = place.folder
    try folder.write("own.txt", "+12025550101\n")
    try folder.write("tps.txt", "+442079460001\n")
    try folder.write("c.csv", "phone\n+12025550101\n+12025550199\n+442079460001\n")
    try folder.write(
      "nodial.toml",
      """
      region = "US"
      [[index]]
      file = "own.ndx"
      key = "own.key"
      [[index]]
      file = "sub/tps.ndx"
      [[list]]
      id = "own"
      kind = "objection"
      files = "own.txt"
      """)
    let run = try place.run(
      """
      mkdir sub; $nodial key new own.key > id
      $nodial rebuild -q nodial.toml && $nodial build -q --region US -o sub/tps.ndx tps=tps.txt
      """)
    #expect(run.messages == "")
    #expect(run.status == 0)
  }

  /// The first index is the one that is rebuilt; all are asked, from wherever the settings are found.
  @Test(arguments: ["", "--settings nodial.toml", "found elsewhere", "in the environment"])
  func theIndexesOfTheSettingsAreAsked(how: String) throws {
    let (before, option) =
      switch how {
      case "found elsewhere":
        ("mkdir other; cp c.csv other; cd other;", "--settings ../nodial.toml")
      case "in the environment":
        ("mkdir other; cp c.csv other; cd other; export NODIAL_SETTINGS=../nodial.toml;", "")
      default: ("", how)
      }
    let run = try place.run(
      before + """
        $nodial scrub \(option) c.csv -o kept.csv --report r.json; cat kept.csv
        $nodial check \(option) -- 2025550101 2025550199 +442079460001 | cut -f 2,4
        $nodial audit -q \(option) c.csv --json | grep -c '"id": "tps'
        grep -o '"path": "[^"]*ndx"' r.json
        """)
    let prefix = how.isEmpty || how.contains("toml") ? "" : "../"
    #expect(
      run.output.replacing(#/\.\.\//#, with: "") == """
        phone
        +12025550199
        listed\town@undated
        clear\t
        listed\ttps@undated
        1
        "path": "own.ndx"
        "path": "sub/tps.ndx"

        """)
    let isTold = run.messages.contains("\(prefix)nodial.toml: says which indexes are asked")
    #expect(isTold == option.isEmpty)
  }

  @Test func whatNamesIndexesAskedIsOne() throws {
    let run = try place.run(
      """
      $nodial check --index own.ndx --settings nodial.toml -- 2025550101; echo $?
      $nodial check --index sub/tps.ndx -- 2025550101 | cut -f 2
      $nodial check --settings nodial.toml --settings nodial.toml -- 2025550101; echo $?
      $nodial key new --help | head -n 1; $nodial help key id | head -n 1; $nodial check new --help; echo $?
      mkdir empty; cd empty; $nodial scrub ../c.csv; echo $?
      $nodial check --settings gone.toml -- 2025550101; echo $?
      """)
    #expect(
      run.output
        == "64\nclear\n64\nOVERVIEW: Make a new key and print its name.\nOVERVIEW: Print the name of a key: 16 digits, which tell nothing of it.\n64\n64\n1\n"
    )
    for text in ["leave one of them out", "name it with --index", "gone.toml"] {
      #expect(run.messages.contains(text), "\(text)")
    }
  }

  /// What is wrong with `[[index]]` is told with its line; of the rest of the settings nothing is asked.
  @Test(arguments: [
    ("index = []", "nodial.toml:1: no index is named"),
    ("[[index]]\nkey = \"own.key\"", "nodial.toml:1: file is missing in [[index]]"),
    ("[[index]]\nfile = \"own.ndx\"\nfiles = 1", "nodial.toml:3: there is no setting \"files\""),
    (
      "[[index]]\nfile = \"own.ndx\"\nregion = \"US\"",
      "nodial.toml:3: there is no setting \"region\""
    ),
    ("key = \"own.key\"\n[[index]]\nfile = \"own.ndx\"", "nodial.toml:1: key belongs under"),
    ("[[index]]\nfile = \"own.ndx\"", "own.ndx: needs the key"),
    ("[[index]]\nfile = \"own.ndx\"\nkey = \"gone.key\"", "gone.key"),
    ("indices = \"own.ndx\"", "nodial.toml:1: there is no setting \"indices\""),
  ])
  func whatIsWrongIsTold(settings: String, sentence: String) throws {
    try folder.write("nodial.toml", settings + "\n")
    let run = try place.run("$nodial check -- 2025550101; echo $?")
    #expect(run.output == "1\n")
    #expect(run.messages.contains(sentence), "\(run.messages)")
    try folder.write(
      "nodial.toml", "index = \"own.ndx\"\nkey = \"own.key\"\ngroup = \"no-such-group\"\n")
    let other = try place.run("$nodial check -- 2025550101; echo $?")
    #expect(other.output.hasSuffix("2\n"))
  }
}
