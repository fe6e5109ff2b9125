import TestSupport
import Testing

/// Campaigns that are compressed, and files that are something else than rows.
struct UnpackingTests {
  private static let packings: [(name: String, command: String, note: String)] = [
    ("c.csv.gz", "gzip -k c.csv", "is compressed (gzip); what comes out is not"),
    ("c.csv.zst", "zstd -q c.csv", "is compressed (zstd); what comes out is not"),
    ("c.csv.xz", "xz -k c.csv", "is compressed (xz); what comes out is not"),
    ("c.csv.bz2", "bzip2 -k c.csv", "is compressed (bzip2); what comes out is not"),
    ("c.zip", "zip -q c.zip c.csv", "is an archive (zip); what comes out is c.csv, unpacked"),
    ("c.tgz", "tar czf c.tgz c.csv", "is an archive (gzip); what comes out is c.csv, unpacked"),
  ]

  @Test(arguments: packings.map(\.name))
  func compressedCampaignsAreUnpacked(name: String) throws {
    let place = try Workplace()
    let packing = Self.packings.first { $0.name == name }!
    try place.folder.write("c.csv", "name,phone\nAnn,2025550102\nBob,2025550199\n")
    try Shell.run(packing.command, in: place.folder)
    let byteCount = try place.folder.read(name).count
    for input in [name, "-"] {
      let run = try place.run(
        "cat \(name) | $nodial scrub --index dnc.ndx --report r.json \(input)")
      #expect(run.status == 0)
      #expect(run.output == "name,phone\nBob,2025550199\n")
      #expect(run.messages.contains(packing.note))
      // The input of the report is the file as it lies.
      #expect(try place.folder.text("r.json").contains("\"byteCount\": \(byteCount),"))
    }
    let normalized = try place.run("$nodial normalize -q --region US \(name)")
    #expect(normalized.output.contains("Ann,2025550102,+12025550102,valid"))
  }

  @Test func whatLiesBesideTheOneFileIsPassedOver() throws {
    let place = try Workplace()
    try Shell.run(
      """
      printf 'phone\\n2025550102\\n2025550199\\n' > c.csv; cp c.csv d.csv
      echo 'call 1-800-555-0100' > README.txt; md5sum c.csv > c.csv.md5
      zip -q one.zip c.csv README.txt c.csv.md5; zip -q two.zip c.csv d.csv
      zip -q none.zip -r README.txt c.csv.md5
      """, in: place.folder)
    let one = try place.run("$nodial scrub -q --index dnc.ndx one.zip")
    #expect(one.status == 0 && one.output == "phone\n2025550199\n")
    #expect(one.messages.contains("warning: one.zip: README.txt in it is passed over"))
    let two = try place.run("$nodial scrub --index dnc.ndx two.zip")
    #expect(two.status == 1 && two.output.isEmpty)
    #expect(
      two.messages
        == "nodial: two.zip holds 2 files (c.csv, d.csv); unpack it and name one of them\n")
    let none = try place.run("$nodial scrub --index dnc.ndx none.zip")
    #expect(none.status == 1 && none.messages.contains("without a file to read"))
  }

  @Test func listsPassOverWhatTellsAboutThem() throws {
    let place = try Workplace(withIndex: false)
    try Shell.run(
      """
      seq 2025550100 2025550199 > list.txt; echo 'call 1-800-555-0100' > README.txt
      zip -q list.zip README.txt list.txt; zip -q none.zip README.txt
      """, in: place.folder)
    for input in ["list.zip", "-"] {
      let run = try place.run(
        "cat list.zip | $nodial build --output x.ndx --region US us=\(input)")
      #expect(run.status == 0)
      #expect(run.messages.contains("warning: \(input):README.txt: passed over for list us"))
      #expect(run.messages.contains("100 numbers"))
    }
    let none = try place.run("$nodial build --output y.ndx --region US us=none.zip")
    #expect(none.status == 1 && none.messages.contains("without a file to read"))
  }

  @Test(
    arguments: [
      ("<table>\n<tr><td>Phone</td></tr>\n<tr><td>2025550123</td></tr></table>\n", "an HTML page"),
      ("%PDF-1.4\n", "a PDF document"), ("[{\"phone\": \"2025550123\"}]", "JSON"),
      ("BEGIN:VCARD\nTEL:2025550123\nEND:VCARD\n", "a file of contacts (vCard)"),
    ])
  func otherFormatsAreNamed(content: String, name: String) throws {
    let place = try Workplace()
    try place.folder.write("f.csv", content)
    try Shell.run("gzip -k f.csv; zip -q f.zip f.csv", in: place.folder)
    for (file, shown) in [("f.csv", "f.csv"), ("f.csv.gz", "f.csv.gz"), ("f.zip", "f.zip:f.csv")] {
      for command in [
        "scrub --column 1 --index dnc.ndx \(file)", "normalize --column 1 \(file)",
        "build --output x.ndx --region US own=\(file)",
      ] {
        let run = try place.run("$nodial \(command)")
        #expect(run.status == 1 && run.output.isEmpty)
        #expect(run.messages.contains("nodial: \(shown): is \(name); "))
      }
    }
  }
}
