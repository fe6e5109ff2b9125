import TestSupport
import Testing

@testable import PhoneNumbers

/// The fast way against the general one, which reads every cell.
struct DigitScanTests {
  private static let regions = [
    "US", "GB", "DE", "BR", "AR", "MX", "IT", "JP", "RU", "AG", "GG", "FR", "CN", "ZZ",
  ]

  private func compare(_ cell: [UInt8], _ normalizer: Normalizer) -> Bool {
    let fast = normalizer.normalize(cell)
    let general = normalizer.completeText(cell.span)
    #expect(fast == general.normalization, "\(cell)")
    return DigitScan(cell.span, start: 0, end: cell.count, preClean: false) != nil
  }

  @Test(arguments: regions)
  func plainCellsAgree(code: String) {
    var generator = SeededGenerator(stream: 21)
    let normalizer = Normalizer(region: Region(code), options: .coreOnly)
    let alphabet = Array("0123456789012345678901234567890123456789 ()-./[]+".utf8)
    var fastCount = 0
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...24, using: &generator)
      var cell = (0..<count).map { _ in alphabet.randomElement(using: &generator)! }
      if Bool.random(using: &generator) { cell.removeAll { $0 == 43 } }
      if Int.random(in: 0..<3, using: &generator) == 0 { cell.insert(43, at: 0) }
      if compare(cell, normalizer) { fastCount += 1 }
    }
    #expect(fastCount > 5000)
  }

  @Test(arguments: regions)
  func digitsAgree(code: String) {
    var generator = SeededGenerator(stream: 22)
    let normalizer = Normalizer(region: Region(code), options: .coreOnly)
    let prefixes = ["", "+", "00", "011", "0", "1", "8", "44", "49", "+49", "+1", "810", "0015"]
    var fastCount = 0
    for _ in 0..<20_000 {
      var cell = Array(prefixes.randomElement(using: &generator)!.utf8)
      for _ in 0..<Int.random(in: 4...13, using: &generator) {
        cell.append(UInt8.random(in: 48...57, using: &generator))
      }
      if compare(cell, normalizer) { fastCount += 1 }
    }
    #expect(fastCount > 19_000)
  }

  // Every byte at every place of a number: only the plain ones may be read fast.
  @Test func everyByteEverywhereAgrees() {
    let normalizer = Normalizer(region: Region("US"), options: .coreOnly)
    for number in ["2025550123", "+12025550123", "(202) 555-0123"] {
      for byte in UInt8.min...UInt8.max {
        for place in 0...number.utf8.count {
          var cell = Array(number.utf8)
          cell.insert(byte, at: place)
          _ = compare(cell, normalizer)
        }
      }
    }
  }

  @Test func cellsOfTheCorporaAreReadFast() throws {
    let rows = try CorpusRow.rows(of: "phones-dev")
    let plain = rows.filter { ["clean", "national", "idd"].contains($0.kind) }
    let fast = plain.filter { row in
      DigitScan(row.cell.span, start: 0, end: row.cell.count, preClean: true) != nil
    }
    #expect(Double(fast.count) > 0.97 * Double(plain.count))
  }
}
