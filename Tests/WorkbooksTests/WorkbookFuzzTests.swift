import Files
import TestSupport
import Testing

@testable import Workbooks

/// Workbooks at random, against what they were made of; and damaged ones, which must never be read as if
/// they were whole.
struct WorkbookFuzzTests {
  /// A sheet with the rows that it must give.
  private struct Generated {
    var workbook: SampleWorkbook
    var text: String
  }

  @Test func rowsAreThoseThatWereWritten() throws {
    let reading = SheetReading()
    let seed: UInt64 = 0x5EED_0001
    var generator = SeededGenerator(stream: seed)
    for number in 0..<150 {
      let generated = Self.generate(&generator)
      let text = try reading.text(
        generated.workbook.bytes, pieceByteCount: Int.random(in: 1...5000, using: &generator))
      #expect(text == generated.text, "seed \(seed), workbook \(number)")
    }
  }

  /// Bits flipped, bytes cut off and put in, members swapped: an error, or the very rows.
  @Test func damageIsNeverReadAsRows() throws {
    let reading = SheetReading()
    let seed: UInt64 = 0x5EED_0002
    var generator = SeededGenerator(stream: seed)
    var failureCount = 0
    for number in 0..<600 {
      let generated = Self.generate(&generator)
      var bytes = generated.workbook.bytes
      switch number % 4 {
      case 0:
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
          let index = Int.random(in: bytes.indices, using: &generator)
          bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        }
      case 1: bytes.removeLast(Int.random(in: 1...bytes.count, using: &generator))
      case 2:
        let index = Int.random(in: bytes.indices, using: &generator)
        bytes.remove(at: index)
      default:
        // Whole members in each other's places, whose checksums are right.
        var workbook = generated.workbook
        let one = Int.random(in: workbook.parts.indices, using: &generator)
        let other = Int.random(in: workbook.parts.indices, using: &generator)
        guard one != other else { continue }
        let name = workbook.parts[one].name
        workbook.parts[one].name = workbook.parts[other].name
        workbook.parts[other].name = name
        bytes = workbook.bytes
      }
      do throws(FileError) {
        let text = try reading.text(bytes)
        // The first part tells nothing that is needed.
        #expect(text == generated.text, "seed \(seed), workbook \(number)")
      } catch {
        failureCount += 1
      }
    }
    #expect(failureCount > 400)
  }

  /// The XML itself changed under right checksums: whatever comes of it, nothing crashes; and a sheet
  /// that is cut off is an error.
  @Test func brokenXMLNeverCrashes() throws {
    let reading = SheetReading()
    let seed: UInt64 = 0x5EED_0003
    var generator = SeededGenerator(stream: seed)
    for number in 0..<600 {
      var workbook = Self.generate(&generator).workbook
      let index = Int.random(in: workbook.parts.indices, using: &generator)
      var content = workbook.parts[index].content
      if number % 3 == 0 {
        content.removeLast(Int.random(in: 1...content.count, using: &generator))
        workbook.parts[index].content = content
        let failure = reading.failure(workbook.bytes)
        // The types of the parts are not read: relations tell them.
        #expect(failure != nil || index == 0, "seed \(seed), workbook \(number)")
        continue
      }
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: content.indices, using: &generator)
        content[place] =
          Bool.random(using: &generator)
          ? UInt8.random(in: 0...255, using: &generator)
          : "<>/\"'=&; 0aAcrstv".utf8.randomElement(using: &generator)!
      }
      workbook.parts[index].content = content
      _ = reading.failure(workbook.bytes)
    }
  }

  // MARK: Making one

  private static func generate(_ generator: inout SeededGenerator) -> Generated {
    let rowCount = Int.random(in: 0...12, using: &generator)
    let columnCount = Int.random(in: 1...6, using: &generator)
    var strings: [String] = []
    var sheet = ""
    var rows: [[String]] = []
    var rowNumber = 0
    for _ in 0..<rowCount {
      let gap = Int.random(in: 0..<8, using: &generator) == 0 ? 2 : 0
      for _ in 0..<gap { rows.append([]) }
      rowNumber += gap + 1
      var cells = ""
      var values: [String] = []
      var column = 0
      while column < columnCount {
        let isLeftOut = Int.random(in: 0..<4, using: &generator) == 0
        if isLeftOut {
          values.append("")
          column += 1
          continue
        }
        let reference = CellReference(column: column, row: rowNumber).text
        let (cell, value) = cell(reference, &strings, &generator)
        cells += cell
        values.append(value)
        column += 1
      }
      while values.last == "" { values.removeLast() }
      rows.append(values)
      sheet += "<row r=\"\(rowNumber)\" spans=\"1:9\">\(cells)</row>"
      if Bool.random(using: &generator) { sheet += "\n  " }
    }
    while rows.first?.isEmpty == true { rows.removeFirst() }
    while rows.last?.isEmpty == true { rows.removeLast() }
    var width = 0
    var text = ""
    for row in rows {
      width = max(width, row.count)
      if !row.isEmpty {
        text += (0..<width).map { $0 < row.count ? quoted(row[$0]) : "" }.joined(separator: ",")
      }
      text += "\n"
    }
    let elements = strings.map { "<si>\($0)</si>" }.joined()
    let workbook = SampleWorkbook(
      sheets: [sheet], strings: elements, formats: ["General", "0000000000", "(###) ###-####"])
    return Generated(workbook: workbook, text: text)
  }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { [",", "\"", "\n", "\r"].contains($0) }) else { return field }
    return "\"\(field.replacing("\"", with: "\"\""))\""
  }

  /// A cell as XML, and what it shows.
  private static func cell(
    _ reference: String, _ strings: inout [String], _ generator: inout SeededGenerator
  ) -> (xml: String, value: String) {
    let r = "r=\"\(reference)\""
    switch Int.random(in: 0..<8, using: &generator) {
    case 0:
      let number = Int.random(in: 1...999_999_999_999_999, using: &generator)
      return ("<c \(r)><v>\(number)</v></c>", String(number))
    case 1:
      let number = Int.random(in: 1_000_000_000...9_999_999_999, using: &generator)
      return ("<c \(r)><v>\(Double(number) / 1e10)E10</v></c>", String(number))
    case 2:
      let number = Int.random(in: 1...9_999_999_999, using: &generator)
      let digits = String(repeating: "0", count: 10 - String(number).count) + String(number)
      return ("<c \(r) s=\"1\"><v>\(number)</v></c>", digits)
    case 3:
      let number = Int.random(in: 2_000_000_000...9_999_999_999, using: &generator)
      let digits = String(number)
      let shown = "(\(digits.prefix(3))) \(digits.dropFirst(3).prefix(3))-\(digits.suffix(4))"
      return ("<c \(r) s=\"2\"><v>\(number)</v></c>", shown)
    case 4:
      let text = text(&generator)
      strings.append("<t xml:space=\"preserve\">\(SampleWorkbook.escaped(text))</t>")
      return ("<c \(r) t=\"s\" s=\"1\"><v>\(strings.count - 1)</v></c>", text)
    case 5:
      let (one, other) = (text(&generator), text(&generator))
      strings.append(
        "<r><rPr><b/></rPr><t>\(SampleWorkbook.escaped(one))</t></r><rPh><t>x</t></rPh>"
          + "<r><t>\(SampleWorkbook.escaped(other))</t></r>")
      return ("<c \(r) t=\"s\"><v>\(strings.count - 1)</v></c>", one + other)
    case 6:
      let text = text(&generator)
      return ("<c \(r) t=\"inlineStr\"><is><t>\(SampleWorkbook.escaped(text))</t></is></c>", text)
    default:
      let text = text(&generator)
      return (
        "<c \(r) t=\"str\"><f>A1</f><v>\(SampleWorkbook.escaped(text))</v></c>", text
      )
    }
  }

  private static func text(_ generator: inout SeededGenerator) -> String {
    let pieces = [
      "Ann", "(202) 555-0123", "+44 20 7946 0123", ",", "\"", "\n", " ", "Ä", "号", "&", "<b>", "; ",
      "x_y",
      "2026",
    ]
    return (0..<Int.random(in: 1...4, using: &generator))
      .map { _ in pieces.randomElement(using: &generator)! }.joined()
  }
}
