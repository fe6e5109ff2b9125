import TestSupport
import Testing

@testable import PhoneNumbers

/// The fast way against the general one, which reads every cell.
struct DigitScanTests {
  private static let islands = [
    "AG", "AI", "AS", "BB", "BM", "BS", "CA", "DM", "DO", "GD", "GU", "JM", "KN", "KY", "LC", "MP",
    "MS", "PR", "SX", "TC", "TT", "US", "VC", "VG", "VI",
  ]

  @Test(arguments: CellGenerator.regions)
  func plainCellsAgree(code: String) {
    var generator = SeededGenerator(stream: 21)
    let alphabet = Array("0123456789012345678901234567890123456789 ()-./[]+".utf8)
    let cells = (0..<1500).map { _ -> [UInt8] in
      let count = Int.random(in: 0...36, using: &generator)
      var cell = (0..<count).map { _ in alphabet.randomElement(using: &generator)! }
      if Bool.random(using: &generator) { cell.removeAll { $0 == 43 } }
      if Int.random(in: 0..<3, using: &generator) == 0 { cell.insert(43, at: 0) }
      return cell
    }
    CellTwins(code: code).compare(cells)
  }

  @Test(arguments: CellGenerator.regions)
  func digitsAgree(code: String) {
    var generator = SeededGenerator(stream: 22)
    let prefixes = ["", "+", "00", "011", "0", "1", "8", "44", "49", "+49", "+1", "810", "0015"]
    let cells = (0..<1500).map { _ -> [UInt8] in
      var cell = Array(prefixes.randomElement(using: &generator)!.utf8)
      for _ in 0..<Int.random(in: 4...13, using: &generator) {
        cell.append(UInt8.random(in: 48...57, using: &generator))
      }
      return cell
    }
    CellTwins(code: code).compare(cells)
  }

  // Every block of +1 by its first four digits, whatever region the cell is in.
  @Test(arguments: islands)
  func northAmericanNumbersAgree(code: String) {
    var generator = SeededGenerator(stream: 23)
    let cells = stride(from: code == "US" ? 0 : 1, to: 10_000, by: code == "US" ? 1 : 7).map {
      block -> [UInt8] in
      let rest = Int.random(in: 0..<1_000_000, using: &generator)
      let number = String(String(10_000_000_000 + block * 1_000_000 + rest).dropFirst())
      return Array((["", "1", "+1", "+"].randomElement(using: &generator)! + number).utf8)
    }
    let settledCount = CellTwins(code: code).compare(cells)
    #expect(settledCount > cells.count / 2)
  }

  @Test(arguments: CellGenerator.regions)
  func cellsOfEveryKindAgree(code: String) {
    var cells = CellGenerator(SeededGenerator(stream: 24))
    CellTwins(code: code).compare((0..<1000).map { _ in cells.next() })
  }

  // Every byte at every place of a number: only the plain ones may be read fast.
  @Test func everyByteEverywhereAgrees() {
    for number in [
      "+12025550123", "(202) 555-0123", "202-555-0123 ext. 45", "202.555.0123;ext=1",
      "2025550123 # 12", "2025550123.00",
    ] {
      var cells: [[UInt8]] = []
      for byte in UInt8.min...UInt8.max {
        for place in 0...number.utf8.count {
          var cell = Array(number.utf8)
          cell.insert(byte, at: place)
          cells.append(cell)
          if place < number.utf8.count {
            cell.remove(at: place + 1)
            cells.append(cell)
          }
        }
      }
      CellTwins(code: "US").compare(cells)
    }
  }

  @Test func cellsOfTheCorporaAgree() throws {
    let rows = try CorpusRow.rows(of: "phones-dev") + CorpusRow.rows(of: "phones-real-world")
    for (code, rows) in Dictionary(grouping: rows, by: \.region) {
      CellTwins(code: code).compare(rows.map(\.cell))
    }
  }

  // Without this, the kernel could leave everything open and all of the above would hold.
  @Test(arguments: [
    "2025550123", "+12025550123", "1 (202) 555-0123", "202.555.0123", " 202/555-0123  ",
    "202-555-0123 x123", "(202) 555-0123 ext. 45", "202-555-0123 EXT 4", "2025550123#12",
    "+1 202 555 0123;ext=7", "202 555 0123 extension: 9", "202-555-0123 extn 9", "+44 20 7946 0000",
    "                         2025550123                    ", "", "   ", "n/a", "unknown", "-",
    "0",
  ])
  func usualCellsAreAnsweredByTheKernel(cell: String) {
    for instructions in KernelAnswer.InstructionSet.allCases {
      let answer = KernelAnswer.all(
        of: [Array(cell.utf8)], by: Normalizer(region: Region("US")), with: instructions)
      #expect(!answer[0].isOpen)
    }
  }
}
