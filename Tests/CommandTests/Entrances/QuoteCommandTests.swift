import TestSupport
import Testing

/// Quotes that swallow rows are refused by every command that reads rows, and what is offered works.
struct QuoteCommandTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try place.folder.write(
      "open.csv", "phone,name\n2025550101,Ann\n2025550199,\"Big Al\n2025550102,Cy\n")
    try place.folder.write(
      "pair.csv", "phone,name\n2025550199,\"Big Al\n2025550101,Dan\n2025550188,\"Eve\"\n")
    try place.folder.write(
      "inches.txt", "item|phone|size\n\"3/4 pipe|2025550101|12\" long\nhose|2025550199|5\n")
  }

  private static let open =
    "row 3: the quote at byte 37 is never closed, so that all behind it would be one cell; close it, "
    + "or say --quotes none (in settings: quotes = \"none\") if quotes are ordinary characters in the "
    + "file\n"
  private static let rows =
    "row 2: the quote at byte 22 encloses what reads as rows of this file, which would be one cell; "
    + "remove it, or say --quotes none (in settings: quotes = \"none\") if quotes are ordinary "
    + "characters in the file, --multiline-fields (multiline_fields = true) if it is right\n"

  @Test(arguments: [
    "scrub --index dnc.ndx --output k.csv", "normalize --region US --output k.csv",
    "build --region US --date a=2026-01-01 --output k.csv",
  ])
  func everyCommandRefuses(command: String) throws {
    let prefix = command.hasPrefix("build") ? "a=" : ""
    for (file, message) in [("open.csv", Self.open), ("pair.csv", Self.rows)] {
      let (run, names) = try place.newNames(after: "$nodial \(command) -q \(prefix)\(file)")
      #expect(run.messages == "nodial: \(file): \(message)")
      #expect(run.status == 1 && run.output == "" && names == [])
    }
    let run = try place.run(
      """
      for file in open pair; do
        $nodial \(command) -q --quotes none \(prefix)$file.csv || exit 9
      done
      $nodial \(command) -q --multiline-fields \(prefix)pair.csv
      """)
    #expect(run.status == 0 && run.messages == "")
  }

  @Test func quotesThatAreOrdinaryHideNothing() throws {
    var run = try place.run(
      "$nodial scrub -q --index dnc.ndx --quotes none pair.csv --rejected r.csv; cat r.csv")
    #expect(
      run.output == """
        phone,name
        2025550199,"Big Al
        2025550188,"Eve"
        phone,name,nodial_outcome,nodial_code,nodial_lists
        2025550101,Dan,listed,D,us-ftc@2026-11-20

        """)
    run = try place.run("$nodial scrub -q --index dnc.ndx inches.txt")
    #expect(run.status == 1)
    #expect(run.messages.contains("row 2: the quote at byte 16 encloses further cells of its row"))
    run = try place.run("$nodial scrub -q --index dnc.ndx --quotes none inches.txt")
    #expect(run.output == "item|phone|size\nhose|2025550199|5\n")
    run = try place.run(
      "$nodial build -q -o x.ndx --region US --date a=2026-01-01 --quotes none a=pair.csv "
        + "&& $nodial check -i x.ndx 2025550101 2025550188 2025550199 | cut -d, -f1")
    #expect(run.messages == "")
  }

  @Test func membersOfArchivesAreRefused() throws {
    let run = try place.run(
      "gzip -k pair.csv open.csv; for file in pair open; do "
        + "$nodial build -q -o x.ndx --region US --date a=2026-01-01 a=$file.csv.gz; done")
    #expect(run.messages.contains("row 2: the quote at byte 22 encloses what reads as rows"))
    #expect(run.messages.contains("row 3: the quote at byte 37 is never closed"))
    #expect(run.status == 1)
  }

  @Test func aRebuildRefuses() throws {
    try place.folder.write(
      "nodial.toml",
      "index = \"x.ndx\"\nregion = \"US\"\n[[list]]\nid = \"a\"\nfiles = \"pair.csv\"\n")
    var run = try place.run("$nodial rebuild nodial.toml; echo $?; ls x.ndx")
    #expect(run.messages.contains("row 2: the quote at byte 22 encloses what reads as rows"))
    #expect(run.output.hasPrefix("1\n"))
    run = try place.run(
      "echo 'quotes = \"none\"' >> nodial.toml; $nodial rebuild -q nodial.toml && "
        + "$nodial check -i x.ndx 2025550101 > /dev/null")
    #expect(run.status == 2)
  }

  @Test func innocentFilesPass() throws {
    try place.folder.write(
      "c.csv",
      "name,address,phone\nAnn,\"12 Main St\nSpringfield, IL 62701\",2025550199\n"
        + "Bob,\"{\n \"\"a\"\": 1,\n \"\"b\"\": 2\n}\",2025550101\n")
    let run = try place.run("$nodial scrub -q --index dnc.ndx c.csv")
    #expect(run.status == 0 && run.messages == "")
    #expect(run.output.hasSuffix("Springfield, IL 62701\",2025550199\n"))
  }

  @Test func fieldsStandUnderTheirHeadersForPython() throws {
    try place.folder.write(
      "c.csv", "name,phone\nAnn,2025550101,\nBob\n\nCy,2025550102,x,y\n\"D, E\",2025550103\n")
    let run = try place.run(
      """
      $nodial scrub -q --index dnc.ndx c.csv --output /dev/null --rejected r.csv
      python3 -c 'import csv
      for row in csv.DictReader(open("r.csv")): print(row["name"], row["nodial_outcome"], row[None] if None in row else "")'
      """)
    #expect(
      run.output
        == "Ann listed ['']\nBob invalid \n invalid \nCy listed ['x', 'y']\nD, E listed \n")
  }
}
