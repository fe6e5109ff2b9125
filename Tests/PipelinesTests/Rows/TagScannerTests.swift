import Files
import TestSupport
import Testing

@testable import Pipelines

struct TagScannerTests {
  /// The rows of a text that comes in pieces of so many bytes.
  private func rows(_ text: [UInt8], pieceByteCount: Int) -> String {
    var scanner = TagScanner()
    var rows = ByteBuffer(capacity: 0)
    var offset = 0
    while offset < text.count {
      let end = min(text.count, offset + pieceByteCount)
      scanner.scan(text.span.extracting(offset..<end), into: &rows)
      offset = end
    }
    scanner.finish(into: &rows)
    return String(decoding: rows.span.indices.map { rows.span[$0] }, as: UTF8.self)
  }

  private func rows(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let whole = rows(bytes, pieceByteCount: bytes.count + 1)
    for pieceByteCount in [1, 2, 3, 5, 17] {
      #expect(rows(bytes, pieceByteCount: pieceByteCount) == whole, "\(text)")
    }
    return whole
  }

  /// As published: not well-formed.
  @Test func theRegistersOwnForm() {
    let text = """
      <list type='full' level='all' val='' /> <ac val='416'> <ph val='1234567' />
      <ph val='1234568' /> </ac> <ac val='905'> <ph val='7654321'/> </ac> </list>
      """
    #expect(rows(text) == "416,1234567\n416,1234568\n905,7654321\n")
  }

  @Test(
    arguments: [
      "<ac val=\"416\"><ph val=\"1234567\"/></ac>", "<AC VAL='416'><PH VAL='1234567'></PH></AC>",
      "<ac  val = ‘416’ >\n<ph\n val=’1234567’ / ></ac>", "<ac val=“416”><ph val=”1234567”/>",
      "<ac val=416><ph val=1234567/></ac>", "<ac val='416'><ph>1234567</ph></ac>",
      "<ac id='9' val='416' name='a'><ph other='' val='1234567'/>",
      "<?xml version='1.0'?><!DOCTYPE list><!-- <ph val='1'/> > -- --><ac val=''416''><ph val='1234567'/>",
      "<ac val='416'<ph val='1234567'</ac>", "<x><y><ac val='416'><z/><ph val='1234567'/><b>",
      "<ac val='905'></ac><ac val='416'><ph val='1234567'", "<ac val='416'><ph val=' 1234567 '>",
      "<ac val='905'><ac val='416'><ph val='1234567'/>",
    ])
  func sloppyWritingsOfOneNumber(text: String) {
    #expect(rows(text) == "416,1234567\n")
  }

  @Test(
    arguments: [
      ("<ph val='1' action='A' date='2026-11-20'/>", "416,1,2026-11-20,A\n"),
      ("<ph type='delete' val='1' time='2026-11-20 08:00'/>", "416,1,2026-11-20 08:00,delete\n"),
      ("<ph type='mobile' val='1'/>", "416,1\n"),
      ("<add date='2026-11-20'><ph val='1'/></add><ph val='2'/>", "416,1,2026-11-20,add\n416,2\n"),
      ("<Deleted><ph val='1'/><ph val='2'/></Deleted>", "416,1,,deleted\n416,2,,deleted\n"),
      ("<ph val='1' op='?'/>", "416,1,,?\n"), ("<ph val=''/>", "416,\n"),
      ("<ph val='1,2'/>", "416,1 2\n"),
    ])
  func changesSayWhatAndWhen(text: String, expected: String) {
    #expect(rows("<ac val='416'>" + text) == expected)
  }

  @Test func aListsAttributesSpeakForAll() {
    let text =
      "<list type='change' action='D' date='2026-11-20'/><ac val='416'><ph val='1'/>"
      + "<ph val='2' action='A'/></ac></list>"
    #expect(rows(text) == "416,1,2026-11-20,D\n416,2,2026-11-20,A\n")
  }

  /// Any bytes, cut anywhere: the same rows, and no crash.
  @Test func anyBytesGiveTheSameRowsHoweverTheyAreCut() {
    var generator = SeededGenerator(stream: 0x7A65)
    let pieces = [
      "<", ">", "/", "ac", "ph", " val", "=", "'", "\"", "416", "1234567", "<ac val='4'>",
      "<ph val='5'/>", "<!--", "-->", "’", "\n", "<add>", "</add>", "x", "</ac>",
    ]
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 1...30, using: &generator))
        .map { _ in pieces.randomElement(using: &generator)! }.joined()
      _ = rows(text)
    }
    for length in [10, 5000, 20_000] {
      _ = rows("<ac val='1'><" + String(repeating: "a", count: length) + "><ph val='2'/>")
    }
  }
}
