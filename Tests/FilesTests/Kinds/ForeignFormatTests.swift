import Files
import TestSupport
import Testing

/// What is no text is named for what it is, and what is text is left alone.
struct ForeignFormatTests {
  private func kind(_ bytes: [UInt8]) -> FileKind { FileKind(head: bytes.span) }
  private func kind(_ text: String) -> FileKind { kind(Array(text.utf8)) }

  @Test(
    arguments: [
      ("%PDF-1.7\n%âãÏÓ", ForeignFormat.pdf), ("{\\rtf1\\ansi 2025550123}", .rtf),
      ("<!DOCTYPE html>\n<html>", .html), ("\u{FEFF}\n <HTML xmlns:x=\"urn\">", .html),
      ("<table>\n<tr><td>Name</td><td>Phone</td></tr>", .html),
      ("<meta http-equiv=\"Content-Type\">", .html), ("<!-- export --><body>", .html),
      ("<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\">", .html),
      ("<div class='x'><p>2025550123</p></div>", .html), ("<tr><td>1</td></tr>", .html),
      ("MIME-Version: 1.0\nX-Document-Type: Workbook", .mhtml),
      ("<svg width='1'>", .svg), ("<?xml version='1.0'?><feed/>", .xml),
      (
        "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?><Workbook>", .excelXML
      ),
      ("<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">", .excelXML),
      ("<?xml version=\"1.0\"?><plist version=\"1.0\">", .plist), ("bplist00\u{1}", .plist),
      ("{\"phone\": \"2025550123\"}\n{\"phone\": \"x\"}\n", .json), ("[\n  {\"a\": 1}\n]", .json),
      ("[\"2025550123\"]", .json), ("[2025550123, 2025550124]", .json), ("{}", .json),
      ("[[1,2],[3,4]]", .json), ("BEGIN:VCARD\r\nVERSION:3.0\r\nTEL:2025550123", .vCard),
      ("begin:vcalendar\n", .calendar), ("SQLite format 3\0", .sqlite),
      ("PAR1\u{15}\u{4}", .parquet),
      ("Obj\u{1}\u{4}", .avro), ("ORC\u{3}", .orc), ("ARROW1\0\0", .arrow),
      ("Rar!\u{1A}\u{7}\0", .rar),
      ("LZIP\u{1}", .lzip), ("MSCF\0\0\0\0", .cabinet), ("-----BEGIN PGP MESSAGE-----", .openPGP),
      ("age-encryption.org/v1\n", .age), ("GIF89a", .image), ("MZ\u{10}\0\u{3}", .program),
      ("BM\u{10}\u{0}\u{0}\u{0}\0\0\0\0", .image), ("RIFF1234WAVE", .sound),
      ("\0\0\0\u{18}ftypmp42", .video),
    ])
  func textualBeginningsAreNamed(text: String, format: ForeignFormat) {
    #expect(kind(text) == .foreign(format))
  }

  @Test(
    arguments: [
      ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], ForeignFormat.sevenZip),
      ([0x04, 0x22, 0x4D, 0x18], .lz4),
      ([0x1F, 0x9D, 0x90], .compress), ([0x5D, 0, 0, 0x80, 0], .lzma),
      ([0x7F, 0x45, 0x4C, 0x46], .program),
      ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .image),
      ([0xFF, 0xD8, 0xFF, 0xE0], .image),
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .oldOffice),
      ([9, 8, 8, 0, 0, 5], .oldExcel),
      ([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A], .hdf5),
      ([0x1A, 0x45, 0xDF, 0xA3], .video),
    ] as [([UInt8], ForeignFormat)])
  func binaryBeginningsAreNamed(bytes: [UInt8], format: ForeignFormat) {
    #expect(kind(bytes) == .foreign(format))
  }

  @Test(
    arguments: [
      ("Workbook", ForeignFormat.oldExcel), ("EncryptedPackage", .encryptedOffice),
      ("WordDocument", .oldWord), ("Something", .oldOffice),
    ])
  func compoundFilesAreToldApartByTheirDirectory(name: String, format: ForeignFormat) {
    var bytes =
      [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 504)
    bytes[30] = 9
    bytes[48] = 1
    bytes += [UInt8](repeating: 0, count: 512)
    for entry in ["Root Entry", name] {
      let text: [UInt8] = entry.utf8.flatMap { [$0, 0] }
      bytes += text + [UInt8](repeating: 0, count: 128 - text.count)
    }
    #expect(kind(bytes) == .foreign(format))
    #expect(kind(Array(bytes.prefix(600))) == .foreign(.oldOffice))
  }

  @Test func otherEncodingsAndNoTextAtAllAreNamed() {
    let text = "name,phone\nAnn,2025550123\n"
    #expect(kind(text.utf16.flatMap { [UInt8($0 & 0xFF), 0] }) == .foreign(.utf16LE))
    #expect(kind(text.utf16.flatMap { [0, UInt8($0 & 0xFF)] }) == .foreign(.utf16BE))
    #expect(kind([UInt8](repeating: 0, count: 100)) == .foreign(.binary))
    // A hole in a text, and single zeros, which are somebody's.
    let lines = Array(String(repeating: "2025550101\n", count: 20).utf8)
    #expect(kind(lines + [0, 0, 0, 0] + lines) == .foreign(.torn))
    #expect(kind(lines + [0, 0x41, 0] + lines) == .text)
    // A page without its beginning, and a cell with a little of one.
    let cells = String(repeating: "<td>Ann</td><td>2025550101</td></tr>", count: 3)
    #expect(kind(Array(cells.utf8)) == .foreign(.html))
    #expect(kind(Array("phone,note\n2025550101,<td>x</td><td>y</td>\n".utf8)) == .text)
    // "phone", a new line, and a number, in EBCDIC; and the digits of a column of such letters in GBK.
    let phone: [UInt8] = [0x97, 0x88, 0x96, 0x95, 0x85, 0x25]
    #expect(kind(phone + "2025550101".utf8.map { $0 + 0xC0 }) == .foreign(.ebcdic))
    #expect(kind(phone + Array("\n2025550101\n".utf8)) == .text)
    var generator = SeededGenerator(stream: 0xF0E1)
    for _ in 0..<100 {
      let bytes = (0..<4096).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(kind(bytes) != .text)
    }
  }

  @Test(
    arguments: [
      "", "\n", "2025550123\n", "<PHONE>,<NAME>\n2025550123,Ann\n", "<phone>\n2025550123\n",
      "<title>,<base>\nx,2025550123\n", "<ac val='416'> <ph val='5550123' /> </ac>",
      "<2025550123>\n",
      "<!-- register -->\n<list><ph val='1'/></list>", "[202] 555-0123\n[202] 555-0124\n",
      "[2025550123]\n", "[2025550123],Ann\n", "{phone},{name}\n", "{phone}\n",
      "PAR1,phone\nx,2025550123",
      "ORC,phone\n", "BM,phone\nx,2025550123\n", "MZ,phone\n", "RIFF,phone\n", "Rar!,phone\n",
      "BEGIN,phone\n", "ID3,phone\n", "name,phone\0\0\nAnn,2025550123\u{1A}", "II*,phone\n",
      "phone\u{1F}name\u{1E}2025550123\u{1F}Ann\u{1E}", "phone\u{1}name\n2025550123\u{1}Ann\n",
      "p <b>bold</b>,phone\n", "0\t1\n04\n\n2025550123\n",
    ])
  func rowsAreLeftAlone(text: String) {
    #expect(kind(text) == .text)
  }

  @Test func everyFormatHasANameAndARemedy() {
    for format in ForeignFormat.allCases {
      #expect(!format.name.isEmpty && !format.remedy.isEmpty && !format.name.hasSuffix("."))
    }
  }
}
