import Foundation
import PhoneNumbers
import Testing

/// Cells that people have reported, as pairs: one on a list, one in a campaign. What is expected of
/// them is what a person would say, and does not follow from the rules.
struct CellCaseTests {
  /// A line of `cell-cases.tsv`: list cell, its region, campaign cell, its region, what is expected,
  /// and where it was reported. The cells have the escapes `\n`, `\t`, `\\` and `\uXXXX`.
  private struct Case {
    var line: Int
    var list: CellKeys
    var campaign: CellKeys
    var expected: String

    init(_ text: Substring, line: Int) {
      let fields = text.split(separator: "\t", omittingEmptySubsequences: false)
      self.line = line
      list = CellKeys(CellKeys.unescaped(fields[0]), region: String(fields[1]))
      campaign = CellKeys(CellKeys.unescaped(fields[2]), region: String(fields[3]))
      expected = String(fields[4])
    }

    var outcome: String {
      if !list.keys.isDisjoint(with: campaign.keys) { return "listed" }
      return campaign.grade >= .local ? "clear" : "invalid"
    }
  }

  @Test func reportedCellsLeadToWhatIsExpected() throws {
    let text = String(decoding: try Fixture.decompressed("cell-cases.tsv.xz"), as: UTF8.self)
    let lines = text.split(separator: "\n")
    #expect(lines.count > 1700)
    var wrong: [String] = []
    for (index, line) in lines.enumerated() {
      let found = Case(line, line: index + 1)
      if found.outcome != found.expected { wrong.append("\(found.line): \(found.outcome) \(line)") }
    }
    #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(20))")
  }
}

/// Keys that a cell once had stay, since an index or a record may hold them.
struct KeptKeyTests {
  @Test func noKeyGetsLost() throws {
    let corpora = try Dictionary(
      uniqueKeysWithValues: ["phones-dev", "phones-real-world"].map {
        (Substring($0), try CorpusRow.rows(of: $0))
      })
    let text = String(decoding: try Fixture.decompressed("keys-0.3.1.tsv.xz"), as: UTF8.self)
    var count = 0
    // Of cells with a date or last digits a rescue had put numbers together that nobody reads there.
    var movedCount = 0
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: "\t")
      let row = try #require(corpora[fields[0]]?[Int(fields[1])! - 1])
      let found = CellKeys(row.cell, region: row.region)
      let keys = fields[2].split(separator: "|").map { UInt64($0)! }
      #expect(found.keys.isSuperset(of: keys), "\(line)")
      if found.primary != keys[0] { movedCount += 1 }
      count += 1
    }
    #expect(count > 5000)
    #expect(movedCount <= count / 1000)
  }
}

/// All keys of a cell.
struct CellKeys {
  var keys: Set<UInt64> = []
  var primary: UInt64
  var grade: Grade
  var rejection: Rejection

  init(_ cell: [UInt8], region: String) {
    var batch = NumberBatch(capacity: 1)
    Normalizer(region: Region(region)).normalize(cell.span, into: &batch)
    primary = batch.keys[0]
    grade = batch.grade(at: 0)
    rejection = batch.rejection(at: 0)
    if primary != 0 { keys.insert(primary) }
    for index in batch.extraKeys.indices { keys.insert(batch.extraKeys[index]) }
  }

  init(_ cell: String, _ region: String) { self.init(Array(cell.utf8), region: region) }

  func contain(_ e164: String) -> Bool { keys.contains(UInt64(e164.dropFirst())!) }

  /// The bytes of a field with the escapes `\n`, `\t`, `\\` and `\uXXXX`.
  static func unescaped(_ field: Substring) -> [UInt8] {
    var text = ""
    var rest = field[...]
    while let character = rest.popFirst() {
      guard character == "\\", let kind = rest.popFirst() else {
        text.append(character)
        continue
      }
      switch kind {
      case "n": text.append("\n")
      case "t": text.append("\t")
      case "u":
        let code = UInt32(rest.prefix(4), radix: 16)!
        rest = rest.dropFirst(4)
        text.unicodeScalars.append(Unicode.Scalar(code)!)
      default: text.append(kind)
      }
    }
    return Array(text.utf8)
  }
}
