import PhoneNumbers
import Testing

struct RescueTests {
  @Test(arguments: [
    // A national prefix in an international number.
    ("+420 (0)910 123 456", "CZ", "+420910123456"), ("+351 (0) 212345678", "US", "+351212345678"),
    // Thousands marks.
    ("12,025,550,123", "US", "+12025550123"), ("2,025,550,123", "US", "+12025550123"),
    // Separators that the core refuses, or takes for an extension.
    ("202_555_0123", "US", "+12025550123"), ("202:555:0123", "US", "+12025550123"),
    ("202|555|0123", "US", "+12025550123"), ("202～555～0123", "US", "+12025550123"),
    // Words.
    ("202-555-0123 home", "US", "+12025550123"), ("202-555-0123 (work)", "US", "+12025550123"),
    ("Line 2: 202-555-0123", "US", "+12025550123"),
    ("01 23 45 67 89 poste 12", "FR", "+33123456789"),
    ("202-555-0123 call 24h", "US", "+12025550123"),
    ("+37031234567 DO NOT CALL", "LT", "+37031234567"),
    ("202 555 0123 (1)", "US", "+12025550123"),
    // An extension that is too long to be one.
    ("6603232674 int. 591290094672355307872", "US", "+16603232674"),
    // International prefixes of other countries.
    ("0044 20 7946 0000", "US", "+442079460000"), ("011 44 20 7946 0000", "GB", "+442079460000"),
    ("+00 44 20 7946 0000", "US", "+442079460000"),
    // A plus that is missing, in a region of another code or of none.
    ("442079460000", "US", "+442079460000"), ("442079460000", "", "+442079460000"),
    // What plans have dropped.
    ("+52 1 55 1234 5678", "MX", "+525512345678"), ("044 55 1234 5678", "MX", "+525512345678"),
    ("01 55 1234 5678", "MX", "+525512345678"), ("8 71 234 56 78", "UZ", "+998712345678"),
    ("0262 12 34 56", "FR", "+262262123456"), ("20 21 12 34", "BJ", "+2290120211234"),
    // National numbers that begin as an international prefix does.
    ("0018007150236", "TH", "+660018007150236"), ("008001897572", "BG", "+359008001897572"),
    ("015112340000", "IL", "+97215112340000"), ("0191  9123  456", "IL", "+9721919123456"),
    // A number that begins as a national prefix does, behind a calling code or an own prefix.
    ("+375 810 697 36 29", "BY", "+3758106973629"), ("810 1201 786", "BY", "+3758101201786"),
    // A zero that is missing.
    ("236618300", "IT", "+390236618300"),
  ])
  func damagedCellIsMended(cell: String, region: String, e164: String) {
    let region = Region(region)
    let core = Normalizer(region: region, options: .coreOnly).normalize(cell)
    #expect(core.grade < .valid)
    let answer = Normalizer(region: region).normalize(cell)
    #expect(answer.number?.e164 == e164)
    #expect(answer.grade == .valid)
    // What the core read, rightly or not, is still looked up.
    if let number = core.number, number.key != 0 {
      #expect(ExtraKey.all(of: cell, in: region).contains(ExtraKey(number.key, .unrescued)))
    }
  }

  @Test(arguments: [
    ("202-555-0123 / 202-555-0124", "US"), ("202-555-0123;2025550124", "US"),
    ("202-555-0123 or 202-555-0124", "US"), ("2025550123\n2025550124", "US"),
    ("202-555-0123 +1 202 555 0124", "US"), ("+1 202 555 0123, +1 202 555 0124", ""),
    ("2025550123  2025550124", "US"), ("202 555 0123 - 202 555 0124", "US"),
    ("2025550123 2025550124", "US"), ("2025550123/2025550124", "US"),
    ("202-555-0123 (202) 555-0124", "US"), ("202-555-0123 home, 202-555-0124 work", "US"),
    ("2025550123/x2025550124", "US"), ("2025550123x2025550124", "US"),
  ])
  func everyNumberOfACellIsFound(cell: String, region: String) {
    let region = Region(region)
    #expect(Normalizer(region: region).normalize(cell).number?.e164 == "+12025550123")
    let second = ExtraKey(12_025_550_124, .secondNumber)
    #expect(ExtraKey.all(of: cell, in: region).contains(second))
  }

  /// In a damaged cell the own calling code without its plus is one, where national numbers have a
  /// trunk prefix or another number of the cell has a plus.
  @Test(arguments: [
    ("4915856753266 \\ 01698815465", "DE", "+4915856753266", "+494915856753266"),
    ("4917622205117 home", "DE", "+4917622205117", "+494917622205117"),
    ("49322484914/4915410364657", "DE", "+49322484914", "+4949322484914"),
    ("49322484914/4915410364657", "DE", "+49322484914", "+494915410364657"),
    ("4,917,589,783,488", "DE", "+4917589783488", "+494917589783488"),
    ("390 669 8273; +39 06 69857", "VA", "+3906698273", "+393906698273"),
    // Italy has no trunk prefix: nothing speaks for the calling code.
    ("390 669 8273; 06 69857", "IT", "+393906698273", "+3906698273"),
    // The trunk prefix is there.
    ("04915856753266; 01698815465", "DE", "+494915856753266", "+491698815465"),
  ])
  func ownCallingCodeIsPreferred(cell: String, region: String, e164: String, other: String) {
    let region = Region(region)
    #expect(Normalizer(region: region).normalize(cell).number?.e164 == e164)
    let keys = ExtraKey.all(of: cell, in: region).map { "+\($0.key)" }
    #expect(keys.contains(other))
    #expect(!keys.contains(e164))
  }

  @Test(arguments: [
    // Behind a mark: as short as the first number, mended, or after a valid one with its alias.
    ("8999; 8315", "TA", "+2908999", "+2908315"), ("8999\r\n8315", "TA", "+2908999", "+2908315"),
    ("28 258 & 24 697", "TV", "+68828258", "+68824697"),
    ("+298 909363, 206312", "FO", "+298909363", "+298206312"),
    ("6012345678 & 033-332-853-91", "CO", "+576012345678", "+573333285391"),
    ("+1 202 555 0123, 44 20 7946 0000", "US", "+12025550123", "+442079460000"),
    ("202 555 0123; 00 44 20 7946 0000", "US", "+12025550123", "+442079460000"),
    ("015410510688; 4918554901966", "DE", "+4915410510688", "+4918554901966"),
    // A part that is no number stands beside two that are, or before one.
    ("202 555 0123; 202 555 0124; 202 055 9999", "US", "+12025550123", "+12025550124"),
    ("48 212566803 or +48 51 581 45 78", "BA", "+48515814578", "+48212566803"),
    // A plus that is an "and", or is not.
    ("(500) 234-5678 + 473/536/1096", "GD", "+15002345678", "+14735361096"),
    ("(500) 234-5678 + 473/536/1096", "GD", "+15002345678", "+4735361096"),
    // No separator but those within the numbers.
    ("707/390/369  049  61  73  818", "AU", "+61707390369", "+61496173818"),
    ("+34 400 04 01 25 34 (969)060 526", "ES", "+34400040125", "+34969060526"),
    ("63 01 23 45 - 879 - 66 - 726", "TD", "+23563012345", "+23587966726"),
  ])
  func secondNumberIsFound(cell: String, region: String, first: String, second: String) {
    let region = Region(region)
    #expect(Normalizer(region: region).normalize(cell).number?.e164 == first)
    #expect(ExtraKey.all(of: cell, in: region).contains { "+\($0.key)" == second })
  }

  @Test(arguments: ["; ", " or ", "\n", " / ", " +1 "])
  func manyNumbersOfACellAreFound(separator: String) {
    let numbers = (0..<7).map { "202 555 012\($0)" }
    let keys = ExtraKey.all(of: numbers.joined(separator: separator), in: Region("US")).map(\.key)
    for last in 1..<7 { #expect(keys.contains(12_025_550_120 + UInt64(last))) }
  }

  // The label says what it is, however short the numbers of the plan are.
  @Test(arguments: [
    ("+690 7290;ext=4567", "TK"), ("+683 7012 int. 4567", "NU"), ("+298 909363 x 206312", "FO"),
    ("+376 630229,,522687", "AD"), ("+47 85 05 16 30, 07576", "NO"),
  ])
  func extensionIsNoSecondNumber(cell: String, region: String) {
    #expect(ExtraKey.all(of: cell, in: Region(region)).isEmpty)
  }

  // The area code that the core has put in is not taken away, nor is a prefix put back.
  @Test(arguments: [("310-1641", "VI"), ("0037680119983987", "JP"), ("5011 2345", "")])
  func numberThatIsPossibleIsNotMadeAnother(cell: String, region: String) {
    let core = Normalizer(region: Region(region), options: .coreOnly).normalize(cell)
    #expect(Normalizer(region: Region(region)).normalize(cell) == core)
  }

  @Test(arguments: [
    "", "n/a", "unknown", "-", "12", "000", "call me", "0000000000000000000", "#REF!",
  ])
  func nothingIsMadeOfNothing(cell: String) {
    let core = Normalizer(region: Region("US"), options: .coreOnly).normalize(cell)
    #expect(Normalizer(region: Region("US")).normalize(cell) == core)
  }

  /// The truth column of the corpus: what a cell was made from.
  @Test func damagedCellsOfTheCorpusAreMended() throws {
    var damagedCount = 0
    var mendedCount = 0
    for row in try CorpusRow.rows(of: "phones-dev") where !row.truth.isEmpty {
      let region = Region(row.region)
      let answer = Normalizer(region: region).normalize(row.cell)
      guard row.truth != [row.answer.e164] else {
        // A cell that the core reads rightly must not be read otherwise.
        #expect(answer.number?.e164 == row.answer.e164, "line \(row.line)")
        continue
      }
      damagedCount += 1
      let keys = ExtraKey.all(of: row.cell, in: region).map(\.key) + [answer.number?.key ?? 0]
      let isMended = row.truth.allSatisfy { keys.contains(UInt64($0.dropFirst())!) }
      if isMended { mendedCount += 1 }
      // Another valid number, and the one that was meant not even looked up.
      if row.kind != "excel", answer.grade == .valid, !isMended {
        #expect(row.truth.contains(answer.number!.e164), "line \(row.line)")
      }
    }
    print("rescue: \(mendedCount) of \(damagedCount) damaged cells")
    #expect(damagedCount > 4000)
    #expect(Double(mendedCount) > 0.998 * Double(damagedCount))
  }

  // An answer that is valid for the core is the answer, and a rescue answers with valid numbers.
  @Test(arguments: ["phones-dev", "phones-real-world"])
  func validAnswersStay(corpus: String) throws {
    for row in try CorpusRow.rows(of: corpus) {
      let options: Normalizer.Options = [.rescue, .aliases]
      let answer = Normalizer(region: Region(row.region), options: options).normalize(row.cell)
      if CoreAnswer(answer) != row.answer {
        #expect(!row.answer.isValid && answer.grade == .valid, "line \(row.line)")
      }
    }
  }
}

/// A further key of a cell.
struct ExtraKey: Hashable {
  var key: UInt64
  var reason: AliasReason

  init(_ key: UInt64, _ reason: AliasReason) { (self.key, self.reason) = (key, reason) }

  static func all(of cell: String, in region: Region?) -> [ExtraKey] {
    all(of: Array(cell.utf8), in: region)
  }

  static func all(of cell: [UInt8], in region: Region?) -> [ExtraKey] {
    var batch = NumberBatch(capacity: 1)
    Normalizer(region: region).normalize(cell.span, into: &batch)
    return batch.extraKeys.indices.map { index in
      ExtraKey(batch.extraKeys[index], AliasReason(rawValue: batch.extraReasons[index])!)
    }
  }
}
