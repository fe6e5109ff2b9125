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

  /// Whoever reads it: an archive that ends early is no archive of fewer files.
  @Test(arguments: ["cat", "gzip", "zstd -q", "xz", "bzip2"])
  func aTarCutBetweenItsFilesIsRefused(packer: String) throws {
    let place = try Workplace()
    try Shell.run(
      """
      (echo phone; seq -f '+1202555%04g' 0 99) > a; seq -f '+1212555%04g' 0 99 > README.txt
      tar cf whole.tar a README.txt; head -c 2048 whole.tar | \(packer) > cut; \(packer) < whole.tar > whole
      """, in: place.folder)
    for command in [
      "scrub -q --index dnc.ndx cut", "normalize -q cut", "audit -q --index dnc.ndx cut",
      "build -q --output x.ndx own=cut",
    ] {
      let run = try place.run("$nodial \(command)")
      #expect(run.status == 1 && run.output.isEmpty, "\(command)")
      #expect(
        run.messages == "nodial: cut is cut off: its end is missing; fetch it again\n", "\(command)"
      )
      #expect(try place.run("$nodial \(command.replacing("cut", with: "whole"))").status == 0)
    }
  }

  private static let foreigners: [(bytes: String, name: String)] = [
    ("7z\\xbc\\xaf\\x27\\x1c\\x00\\x04", "a 7z archive"),
    ("Rar!\\x1a\\x07\\x01\\x00", "a RAR archive"),
    ("\\x04\\x22\\x4d\\x18\\x64\\x40\\xa7", "compressed with lz4"),
    ("%%PDF-1.4\\n", "a PDF document"),
    ("\\xd0\\xcf\\x11\\xe0\\xa1\\xb1\\x1a\\xe1", "an old Office file (xls, doc, msg, …)"),
  ]

  /// However they are called and packed, also in the nightly job.
  @Test(arguments: foreigners.map(\.name))
  func whatCannotBeUnpackedIsNamed(name: String) throws {
    let place = try Workplace()
    let bytes = Self.foreigners.first { $0.name == name }!.bytes
    try place.folder.write(
      "n.toml", "index = \"n.ndx\"\n[[list]]\nid = \"own\"\nfiles = \"l/*\"\n")
    try Shell.run(
      """
      printf '\(bytes)' > f.csv; head -c 600 /dev/zero >> f.csv
      zip -q f.zip f.csv; gzip -k f.csv; tar cf f.tar f.csv; tar czf f.tgz f.csv; mkdir l
      """, in: place.folder)
    for (file, shown) in [
      ("f.csv", "f.csv"), ("f.csv.gz", "f.csv.gz"), ("f.zip", "f.zip:f.csv"),
      ("f.tar", "f.tar:f.csv"), ("f.tgz", "f.tgz:f.csv"),
    ] {
      for (command, folder) in [
        ("scrub -q --column 1 --index dnc.ndx \(file)", ""),
        ("build -q --output x.ndx --region US own=\(file)", ""),
        ("rebuild -q n.toml", "l/"),
      ] {
        let run = try place.run("cp \(file) l; $nodial \(command); echo $?; rm l/*")
        #expect(run.output == "1\n")
        #expect(run.messages.hasPrefix("nodial: \(folder)\(shown): is \(name); "), "\(command)")
      }
    }
  }
}
