import CKernels
import TestSupport
import Testing

@testable import PhoneNumbers

/// The fast way against the general one, which reads every cell.
struct DigitScanTests {
  private static let islands = [
    "AG", "AI", "AS", "BB", "BM", "BS", "CA", "DM", "DO", "GD", "GU", "JM", "KN", "KY", "LC", "MP",
    "MS", "PR", "SX", "TC", "TT", "US", "VC", "VG", "VI",
  ]

  /// Cells a region in the test of all regions.
  private let prefixCellCount = 120

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
    CellTwins(code: code).compare(cells + [Array("1415390[80/7(5".utf8)])
  }

  /// What numbers a line, before a number.
  @Test(arguments: CellGenerator.regions)
  func numberedCellsAgree(code: String) {
    var generator = SeededGenerator(stream: 45)
    let openings = ["", "", "", "(", "[", " ", "- ", "#", "Nr. ", "row ", "No: ", "'"]
    let signs = [
      ". ", ") ", "] ", ".", ")", ": ", ":", " - ", "- ", "-", " | ", " ", "  ", "\t", ".) ", ".- ",
      ".11. ", "/12 ", ".1.26 ",
    ]
    let fronts = ["0", "0", "+", "", "(0", "1", "00"]
    let cells = (0..<1500).map { _ -> [UInt8] in
      var cell = openings.randomElement(using: &generator)!
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        cell += "\(Int.random(in: 0...9, using: &generator))"
      }
      cell += signs.randomElement(using: &generator)! + fronts.randomElement(using: &generator)!
      for _ in 0..<Int.random(in: 5...11, using: &generator) {
        cell += "\(Int.random(in: 0...9, using: &generator))"
        if Int.random(in: 0..<6, using: &generator) == 0 {
          cell += [" ", "-", "/", ") ", "."].randomElement(using: &generator)!
        }
      }
      return Array(cell.utf8)
    }
    CellTwins(code: code).compare(cells)
  }

  private static let wordedRegions =
    CellGenerator.regions + ["IN", "NL", "ES", "DK", "PL", "SE", "TT", "PT", "CH"]

  // Two numbers in a cell, most of them valid, with words and signs around them.
  @Test(arguments: wordedRegions)
  func pairsAgree(code: String) {
    var numbers = WrittenNumbers(code: code, stream: 46)
    let openings = [
      "", "", "", "", "", "Home ", "Tel: ", "T. ", "m. ", "(", " ", "12 ", "Bob2 ", "x",
    ]
    let signs = [
      " / ", "/", "; ", ";", ", ", ",", " | ", " or ", " and ", " & ", " home ", " Work: ", " w. ",
      " / ", "/", "; ", ";", ", ", ",", " | ", " or ", " and ", " & ", " home ", " Work: ", " w. ",
      " (home), ", " (1) ", "//", " int ", " x", ",,", " - ", "  ", " ", ": ", ". ", " T: ",
      "/ M: ",
      " or (", " #", "\n", " oder ", " e ", ";ext=", " ext ", " / 1. ", "/0",
    ]
    let ends = [
      "", "", "", "", "", " ", ")", " home", ", Bob", " (new)", " 24h", "/12", " x12", "-0", ";",
    ]
    let cells = (0..<2000).map { _ in
      Array(
        (numbers.pick(openings) + numbers.next() + numbers.pick(signs) + numbers.next()
          + numbers.pick(ends)).utf8)
    }
    CellTwins(code: code).compare(cells)
    let pairCount = cells.count {
      let open = nodial_open_cell(
        digits: 0, index: 0, digit_count: 0, is_international: 0, kind: NODIAL_CELL_TEXT)
      let found = KeyedAnswer(key: 0, status: 0)
      return numbers.normalizer.usualAnswer(to: open, found: found, cell: $0.span) != nil
    }
    #expect(!["US", "GB", "DE", "FR"].contains(code) || pairCount > 15, "\(pairCount) pairs")
  }

  // One number, most often a valid one, with words before or behind it.
  @Test(arguments: wordedRegions)
  func wordedCellsAgree(code: String) {
    var numbers = WrittenNumbers(code: code, stream: 47)
    let openings = [
      "", "", "", "Home ", "Tel: ", "T.", "(home) ", "(H) ", "Bob's ", "c/o ", "a-b ",
    ]
    let words = [
      "home", "cell", "Bob", "or", "x", "w", "new", "ext", "e", "Bob Smith", "h", "ab", "abc",
      "Mo-Fr",
      "FLOWERS", "24h", "9-17", "int", "fax)",
    ]
    let openers = [
      " (", "(", " ", ", ", ",", " [", " - ", "-", "  ", " / ", ". ", ": ", "; ", ";", " ((", ") ",
    ]
    let closers = ["", ")", "]", ").", ",", " ", ");", ") (new)", "!", "."]
    let cells = (0..<2000).map { _ -> [UInt8] in
      let end =
        numbers.pick(["", "", "a"]) == ""
        ? numbers.pick(openers) + numbers.pick(words) + numbers.pick(closers) : ""
      return Array((numbers.pick(openings) + numbers.next() + end).utf8)
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
      var number = String(String(10_000_000_000 + block * 1_000_000 + rest).dropFirst())
      if Int.random(in: 0..<8, using: &generator) == 0 { number = "\(number.dropLast())(1)" }
      return Array((["", "1", "+1", "+"].randomElement(using: &generator)! + number).utf8)
    }
    let settledCount = CellTwins(code: code).compare(cells)
    #expect(settledCount > cells.count / 2)
  }

  // Seven digits that begin with 310 are valid in Canada, and the beginning of others of Los Angeles.
  @Test(arguments: ["US", "CA", "JM", "GB"])
  func noBeginningOfTenDigitsIsANumber(code: String) {
    CellTwins(code: code).compare(
      [
        "31-08442/800", "310 8442/800", "+1 310 8442/800", "310 8442 [800]", "310 8442-800 (1)",
        "1 310 8442/800", "3108442/8", "310 8442 80-0", "(310) 844-2800 / 1",
      ].map { Array($0.utf8) })
  }

  // Seven digits are a number on the islands of +1, so that others may stand behind them.
  @Test(arguments: islands)
  func digitsBehindNumbersOfIslandsStandApart(code: String) {
    CellTwins(code: code).compare(
      [
        "228 2233/168", "336901 7/439", "418-1234/567", "418 1234/5", "(418) 1234 [567]",
        "4181234567",
        "418-1234 5-67", "1 418 1234/567", "+1 228 2233/168",
      ].map { Array($0.utf8) })
  }

  // A hyphen behind a space parts two numbers.
  @Test(arguments: ["GG", "SM", "DE", "US"])
  func hyphensBehindSpacesPart(code: String) {
    CellTwins(code: code).compare(
      ["+45 -969451", "+45 - 969451", "45 -969451"].map { Array($0.utf8) })
  }

  @Test(arguments: CellGenerator.regions)
  func cellsOfEveryKindAgree(code: String) {
    var cells = CellGenerator(SeededGenerator(stream: 24))
    CellTwins(code: code).compare((0..<1000).map { _ in cells.next() })
  }

  // Numbers of every plan behind what may be a prefix, at home and elsewhere.
  // Such cells are read as the same in ASCII, or without their fraction.
  @Test(arguments: CellGenerator.regions)
  func cellsOfOtherProgramsAgree(code: String) {
    var generator = SeededGenerator(stream: 73)
    var random = SeededGenerator(stream: 74)
    var numbers = CellGenerator(generator)
    let spaces = ["\u{A0}", "\u{202F}", "\u{2009}", "\u{200B}", "\u{A0} "]
    let hyphens = [
      "\u{2010}", "\u{2011}", "\u{2013}", "\u{2014}", "\u{2212}", "\u{B7}", "\u{FF0D}",
    ]
    let invisible = ["\u{200E}", "\u{202C}", "\u{FEFF}"]
    let fractions = [".0", ".00", ".000", ",0", ".10", ".0 ", ".0.0"]
    let cells = (0..<600).map { _ -> [UInt8] in
      let cell = numbers.next()
      if Int.random(in: 0..<4, using: &random) == 0 {
        return cell.filter { (48...57).contains($0) }
          + Array(fractions.randomElement(using: &generator)!.utf8)
      }
      var text = ""
      for byte in cell where byte < 0x80 {
        switch byte {
        case 32 where Bool.random(using: &random):
          text += spaces.randomElement(using: &random)!
        case 45 where Bool.random(using: &random):
          text += hyphens.randomElement(using: &random)!
        default: text.unicodeScalars.append(Unicode.Scalar(byte))
        }
      }
      if Int.random(in: 0..<3, using: &random) == 0 {
        text = invisible.randomElement(using: &random)! + text
      }
      return Array(text.utf8)
    }
    CellTwins(code: code).compare(cells)
  }

  @Test func numbersBehindPrefixesAgree() throws {
    var generator = SeededGenerator(stream: 26)
    let prefixes = [
      "", "0", "(0)", "1", "8", "8 ", "06", "80", "01", "03", "09", "90", "0 15", "031", "044",
      "183",
      "1. ", "2) ", "10. ", "12) ", " 7. ", "121. ", "1234. ", "05. ", "00", "+", "+00 ", "011 ",
      "0011 ", "001", "010 ", "810 ", "119 ", "0119", "003768", "180020",
    ]
    let rows = try CorpusRow.rows(of: "phones-dev").filter { $0.kind == "clean" }
    let groups = Dictionary(grouping: rows, by: \.region)
    for (code, rows) in groups.sorted(by: { $0.key < $1.key }) {
      guard let region = Region(code) else { continue }
      let callingCount = Int(nodial_region_at(region.index).calling_count)
      let numbers = rows.filter(\.answer.isValid).map { $0.answer.e164.dropFirst() }
      let cells = (0..<prefixCellCount).map { _ -> [UInt8] in
        let number = Array(numbers.randomElement(using: &generator)!.utf8)
        let code = number.prefix(callingCount)
        var national = Array(number.dropFirst(callingCount))
        if let place = national.indices.randomElement(using: &generator), place % 2 == 0 {
          national[place] = UInt8.random(in: 48...57, using: &generator)
        }
        let outer = Array(prefixes.randomElement(using: &generator)!.utf8)
        let inner = Array(prefixes.randomElement(using: &generator)!.utf8)
        return switch Int.random(in: 0..<3, using: &generator) {
        case 0: outer + national
        case 1: outer + code + national
        default: outer + code + inner + national
        }
      }
      CellTwins(code: code).compare(cells)
    }
  }

  // Every byte at every place of a number: only the plain ones may be read fast.
  @Test func everyByteEverywhereAgrees() {
    for number in [
      "+12025550123", "(202) 555-0123", "202-555-0123 ext. 45", "202.555.0123;ext=1",
      "2025550123 # 12", "2025550123.00", "2025550123", "12025550123", "+1 (202) 555-0123",
      "202555012-3", "20255501-23",
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

  // Whatever is loaded at once: what lies before and behind a block may be no memory at all.
  @Test(arguments: ["US", "DE", "BJ"])
  func nothingOutsideOfABlockIsRead(code: String) {
    var generator = SeededGenerator(stream: 25)
    let alphabet = Array("012345678901234567890123456789 ()-./[]+x#".utf8)
    let memory = GuardedMemory()
    for options in [Normalizer.Options.standard, .coreOnly] {
      let normalizer = Normalizer(region: Region(code), options: options)
      for count in 0...40 {
        for round in 0..<50 {
          var cell = (0..<count).map { _ in alphabet.randomElement(using: &generator)! }
          if round % 2 == 0, count >= 10 {
            cell = Array("2025550123".utf8)
            while cell.count < count {
              cell.insert(
                Array(" ()-/".utf8).randomElement(using: &generator)!,
                at: Int.random(in: 0...cell.count, using: &generator))
            }
          }
          let expected = KernelAnswer.all(of: [cell], by: normalizer, with: NODIAL_PORTABLE)
          for instructions in KernelAnswer.instructions {
            for atEnd in [false, true] {
              let block = unsafe memory.hold(cell, atEnd: atEnd)
              let answers = unsafe KernelAnswer.all(
                in: block, starts: [0], ends: [UInt32(count)], by: normalizer, with: instructions)
              #expect(answers == expected, "\(cell) \(instructions.rawValue)")
            }
          }
        }
      }
    }
  }

  // A digit before or behind a cell of any length does not belong to it.
  @Test(arguments: ["US", "DE"])
  func cellsOfAllLengthsAgree(code: String) {
    var generator = SeededGenerator(stream: 26)
    let alphabet = Array("0123456789012345678901234567890123456789 ()-./[]+".utf8)
    let normalizer = Normalizer(region: Region(code))
    let bytes = (0..<4096).map { _ in alphabet.randomElement(using: &generator)! }
    var starts: [UInt32] = []
    var ends: [UInt32] = []
    for start in stride(from: 0, to: bytes.count - 40, by: 7) {
      for length in 0...40 {
        starts.append(UInt32(start))
        ends.append(UInt32(start + length))
      }
    }
    let cells = zip(starts, ends).map { Array(bytes[Int($0)..<Int($1)]) }
    let expected = KernelAnswer.all(of: cells, by: normalizer, with: NODIAL_PORTABLE)
    for instructions in KernelAnswer.instructions {
      let answers = unsafe bytes.withUnsafeBufferPointer {
        unsafe KernelAnswer.all(
          in: $0, starts: starts, ends: ends, by: normalizer, with: instructions)
      }
      for index in cells.indices {
        #expect(answers[index] == expected[index], "\(cells[index]) \(instructions.rawValue)")
      }
    }
  }

  // A number that is not valid costs little more than one that is, if nothing can mend it.
  @Test(arguments: [
    ("US", "8616235678", Grade?.some(.possible)), ("US", "+1 (861) 623-5678", .possible),
    ("US", "1-861-623-5678", .possible), ("US", "+18616235678", .possible),
    ("US", "5550123", .local), ("US", "555-0123", .local), ("US", "+44 3623 456789", .possible),
    ("GB", "03623 456789", .possible), ("GB", "020 7946 123", .possible),
    ("GB", "0207946", .possible), ("IN", "11111 65432", .possible), ("BB", "4181234", .valid),
    ("US", "202555012", .doubtful), ("US", "202 555 012", .doubtful),
    ("US", "861-623-5678/9", nil), ("US", "202-555-01/2", nil), ("US", "442079460000", nil),
    ("GB", "00", nil),
  ])
  func unclearCellsAreAnsweredByTheKernel(code: String, cell: String, grade: Grade?) {
    for instructions in KernelAnswer.instructions {
      let answer = KernelAnswer.all(
        of: [Array(cell.utf8)], by: Normalizer(region: Region(code)), with: instructions)
      #expect(answer[0].isOpen == (grade == nil))
      if let grade { #expect(answer[0].status == grade.rawValue) }
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
    for instructions in KernelAnswer.instructions {
      let answer = KernelAnswer.all(
        of: [Array(cell.utf8)], by: Normalizer(region: Region("US")), with: instructions)
      #expect(!answer[0].isOpen)
    }
  }
}
