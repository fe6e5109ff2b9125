import PhoneNumbers
import Testing

struct PreCleanTests {
  private let normalizer = Normalizer(region: Region("US"), options: .preClean)

  @Test(arguments: [
    // Fractions that a spreadsheet has added.
    "2025550123.0", "2025550123.00", "2025550123,0", "2025550123.000",
    "2025550123.000000", "+12025550123.0", "\"2025550123.0\"",
    " 2025550123.0 ", "'2025550123.0", "=2025550123.0",
    // Formulas, quotes and apostrophes.
    "=\"2025550123\"", "=+12025550123", "'2025550123", "\"2025550123\"", "'+1 202-555-0123'",
    // Exponents that keep all digits.
    "2.025550123E+09", "2.025550123e9", "1.2025550123E+10", "\"2.025550123E+09\"",
    "2,025550123E+09",
    // Marks, spaces and bullets of word processors.
    "\u{202A}202-555-0123\u{202C}", "\u{FEFF}2025550123", "202\u{200E}555\u{200F}0123",
    "202\u{200D}555\u{200C}0123", "202\t555\t0123", "202\u{202F}555\u{2009}0123",
    "202\u{2022}555\u{B7}0123", "202\u{30FB}555\u{FE63}0123",
  ])
  func damageIsUndone(cell: String) {
    let answer = normalizer.normalize(cell)
    #expect(answer.number?.e164 == "+12025550123")
    #expect(answer.grade == .valid)
  }

  // Where lengths vary, one more 0 makes a valid number of somebody else.
  @Test(arguments: [("AT", "6641234567.0", "+436641234567"), ("DE", "30123456.0", "+4930123456")])
  func addedZeroIsNoDigit(region: String, cell: String, e164: String) {
    let region = Region(region)
    #expect(Normalizer(region: region, options: .preClean).normalize(cell).number?.e164 == e164)
    let core = Normalizer(region: region, options: .coreOnly).normalize(cell)
    #expect(core.number?.e164 == e164 + "0")
  }

  @Test(arguments: ["2.02555E+09", "2.02555e09", "9.8E+9", "1E+10", "2.02555012345E+09"])
  func lostDigitsAreRefused(cell: String) {
    let answer = normalizer.normalize(cell)
    #expect(answer.rejection == .lossySpreadsheetNumber)
    #expect(answer.rejection.oracleCode == "NOT_A_NUMBER")
    #expect(answer.grade == .refused)
  }

  // What a spreadsheet has calculated is no number, but what stands before the point may be.
  @Test(
    arguments: [
      ("2025550123.5", "US", 12_025_550_123), ("2025550123.25", "US", 12_025_550_123),
      ("2025550123.000001", "US", 12_025_550_123), ("639876543210.25", "PH", 639_876_543_210),
      ("09876543210.5", "PH", 639_876_543_210), ("\"01711234567.75\"", "DE", 491_711_234_567),
    ] as [(String, String, UInt64)])
  func decimalsAreRefused(cell: String, region: String, key: UInt64) {
    let answer = Normalizer(region: Region(region)).normalize(cell)
    #expect(answer.rejection == .lossySpreadsheetNumber)
    #expect(ExtraKey.all(of: cell, in: Region(region)).contains { $0.key == key })
  }

  // None of these has an artefact, whatever it looks like.
  @Test(arguments: [
    "202.555.01.23", "202.555.0100", "020.00", "+1.202.555.0100", "1E4", "12.5", "202-555-0123 x.0",
    "202555.0123", "2025550.123", "0171.1234567", "0.0", ".0", "1.800.FLOWERS", "3.5E", "E+09",
    "２０２５５５０１２３.0",
  ])
  func otherCellsAreLeftAlone(cell: String) {
    for code in ["US", "NO", "DE"] {
      let core = Normalizer(region: Region(code), options: .coreOnly).normalize(cell)
      #expect(Normalizer(region: Region(code), options: .preClean).normalize(cell) == core)
    }
  }

  // Outside the damaged kinds no cell of the corpora changes its number.
  @Test(arguments: ["phones-dev", "phones-real-world"])
  func numbersOfTheCoreStay(corpus: String) throws {
    for row in try CorpusRow.rows(of: corpus) where row.kind != "excel" && row.answer.error.isEmpty
    {
      let answer = Normalizer(region: Region(row.region), options: .preClean).normalize(row.cell)
      #expect(answer.number?.e164 == row.answer.e164, "line \(row.line)")
    }
  }
}
