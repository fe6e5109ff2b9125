import PhoneNumbers
import TestSupport
import Testing

/// What a person reads in a cell is among its keys, whatever the core makes of it.
struct SegmentTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var cell: String
    var region: String
    var numbers: [String]
    var testDescription: String { "\(region) \(cell)" }

    init(_ cell: String, _ region: String, _ numbers: String...) {
      (self.cell, self.region, self.numbers) = (cell, region, numbers)
    }
  }

  private func expectAll(_ sample: Sample) {
    let found = CellKeys(sample.cell, sample.region)
    for number in sample.numbers {
      #expect(found.contain(number), "\(sample.region) \(sample.cell): no \(number)")
    }
    if found.grade == .valid {
      #expect(
        sample.numbers.contains("+\(found.primary)") || !found.keys.isEmpty, "\(sample.cell)")
    }
  }

  @Test(arguments: [
    Sample("Home 415-623-4567 Work: 415-623-9999", "US", "+14156234567", "+14156239999"),
    Sample("T: 415-623-4567 M: 415-623-9999", "US", "+14156234567", "+14156239999"),
    Sample("p:415-623-4567 f:415-623-9999", "US", "+14156234567", "+14156239999"),
    Sample(
      "Cell | 438-926-6456 : Work | 514-555-0001 : Home | 514-555-0002", "CA", "+14389266456",
      "+15145550001", "+15145550002"),
    Sample("Telefono 02-87103548 - Fax: 02-23331247", "IT", "+390287103548", "+390223331247"),
    Sample("Büro 030 1234567 Mobil: 0171 1234567", "DE", "+49301234567", "+491711234567"),
    Sample("Fixe 01 42 34 56 78 Portable: 06 12 34 56 78", "FR", "+33142345678", "+33612345678"),
    Sample("Casa 91 123 45 67 Móvil: 612 34 56 78", "ES", "+34911234567", "+34612345678"),
    Sample("T: 020 7183 8750 M: 07911 123456", "GB", "+442071838750", "+447911123456"),
    Sample("дом. 495 123-45-67 моб.: 916 123-45-67", "RU", "+74951234567", "+79161234567"),
    Sample("電話 03-1234-5678 携帯: 090-1234-5678", "JP", "+81312345678", "+819012345678"),
  ])
  func labelsDoNotSwallowNumbers(sample: Sample) { expectAll(sample) }

  /// Lists of lines are numbered, and dated.
  @Test(arguments: [
    Sample("1. 030 1234567", "DE", "+49301234567"),
    Sample("121. 030 1234567 x12", "DE", "+49301234567"),
    Sample("12. 030 1234567 Ann", "DE", "+49301234567"),
    Sample("1. 022830353", "KR", "+8222830353"),
    Sample("3) 02033739859", "NG", "+2342033739859"),
    Sample("10) 0612531471", "NL", "+31612531471"),
    Sample("6) 55 740 51 88", "PL", "+48557405188"),
    Sample("2. (022) 40932", "IE", "+3532240932"),
    Sample("2) 04478757", "SE", "+464478757"),
    Sample("1. 0472490508", "PH", "+63472490508"),
    Sample("12. 2025550123", "US", "+12025550123"),
    Sample("1) 020 7946 0018", "GB", "+442079460018"),
    Sample("12. 7127610132\t2099016541 (home)", "US", "+17127610132", "+12099016541"),
    Sample("1\t557033306 (home)", "PL", "+48557033306"),
    Sample("10\t021 448 38 15", "CH", "+41214483815"),
    Sample("0171 1234567\t030 1234567", "DE", "+491711234567", "+49301234567"),
    Sample(
      "2026-11-04 02123924078\t02226008431 (home)", "TR", "+902123924078", "+902226008431"),
    Sample("2026-11-10 603 111 587 212 659 925 Ann", "CZ", "+420603111587", "+420212659925"),
    Sample("2026-11-02 0740 055 5355 / 01246-8-72528", "GB", "+447400555355", "+441246872528"),
  ])
  func whatNumbersAndDatesALineIsNoNumber(sample: Sample) { expectAll(sample) }

  @Test(arguments: [
    Sample("Bob 415-623-4567, opted out: 2024-05-01", "US", "+14156234567"),
    Sample("Cell 415-623-4567 (opted out: 05/01/2024)", "US", "+14156234567"),
    Sample("415-623-4567 do not call since 2023-11-30", "US", "+14156234567"),
    Sample("0171 1234567, widerrufen am 01.05.2024", "DE", "+491711234567"),
    Sample("0664 1234567 (abgemeldet: 2024-05-01 10:30)", "AT", "+436641234567"),
    Sample("07911 123456 STOP 12/03/2024", "GB", "+447911123456"),
    Sample("06 12 34 56 78 - refus le 01/05/2024", "FR", "+33612345678"),
    Sample("98765 43210 opted out: 2024-05-01", "IN", "+919876543210"),
  ])
  func remarksAndDatesAreNoNumbers(sample: Sample) {
    expectAll(sample)
    let dates: [UInt64] = [20_240_501, 5_012_024, 1_052_024, 20_231_130, 12_032_024]
    for key in CellKeys(sample.cell, sample.region).keys {
      #expect(!dates.contains(key % 100_000_000), "\(key)")
    }
  }

  // Area codes that the tables do not know yet.
  @Test(arguments: [
    Sample("861-623-5678 / 415-623-9999", "US", "+18616235678", "+14156239999"),
    Sample("415-623-9999, 861-623-5678", "US", "+18616235678", "+14156239999"),
    Sample("Home: 861-623-5678 Work: 415-623-9999", "US", "+18616235678", "+14156239999"),
    Sample("861-623-5678 (home)", "US", "+18616235678"),
    Sample("861 623 5678 Bob", "US", "+18616235678"),
    Sample("861-623-5678, Bob", "US", "+18616235678"),
    Sample("861-623-5678 extension twelve", "US", "+18616235678"),
    Sample("0018616235678", "US", "+18616235678"),
    Sample("565-623-5678 or 861-623-9999", "US", "+15656235678", "+18616239999"),
    Sample("+1 861 623 5678 & +1 415 623 9999", "DE", "+18616235678", "+14156239999"),
    Sample("07000 123456 / 020 7183 8750", "GB", "+447000123456", "+442071838750"),
  ])
  func possibleNumbersAreKeys(sample: Sample) { expectAll(sample) }

  @Test(arguments: [
    Sample("06 12345678 / 332123456", "IT", "+390332123456", "+390612345678"),
    Sample("55 4163 7145 / 044 55 4163 7146", "MX", "+525541637145", "+525541637146"),
    Sample("07 07 12 34 56 / 07123457", "CI", "+2250707123456", "+2250707123457"),
    Sample("01 97 12 34 56, 97 12 34 57", "BJ", "+2290197123456", "+2290197123457"),
    Sample("020 7183 8750 / 0044 20 7183 8751", "GB", "+442071838750", "+442071838751"),
    Sample("01 42 34 56 78 / 0692 11 22 33", "FR", "+33142345678", "+262692112233"),
    Sample("Tel: 415-623-4567 Mexico: 5215541637145", "US", "+14156234567", "+525541637145"),
  ])
  func partsAreMended(sample: Sample) { expectAll(sample) }

  @Test(arguments: ["AT", "FI", "IT", "DE", "GB", "US", "IN", "ES"])
  func lettersBehindAreNoDigits(region: String) throws {
    let numbers = [
      "AT": "0664 1234567", "FI": "041 2345678", "IT": "347 1234567", "DE": "0171 1234567",
      "GB": "07911 123456", "US": "415-623-4567", "IN": "98765 43210", "ES": "612 345 678",
    ]
    let number = try #require(numbers[region])
    let truth = CellKeys(number, region)
    #expect(truth.grade == .valid)
    for tail in [", Bob", ": Bob", "_Bob", " Bob", "; Anna", " (Bob)", " - Bob", "/Bob", " x", "x"]
    {
      #expect(CellKeys(number + tail, region).keys.contains(truth.primary), "\(number)\(tail)")
    }
  }

  @Test(arguments: [
    Sample(
      "Tel: 415-623-4567 / 415-623-9999 Fax: 415-623-8888", "US", "+14156234567", "+14156239999",
      "+14156238888"),
    Sample("415-623-4567 (1) 415-623-9999 (2)", "US", "+14156234567", "+14156239999"),
    Sample("415-623-4567 #2: 415-623-9999", "US", "+14156234567", "+14156239999"),
    Sample("415-623-4567 ext 12 / 415-623-9999", "US", "+14156234567", "+14156239999"),
    Sample("415-623-4567 x12, 415-623-9999 x13", "US", "+14156234567", "+14156239999"),
    Sample("4156234567+4156239999", "US", "+14156234567", "+14156239999"),
    Sample("513140867+513140868", "PL", "+48513140867", "+48513140868"),
    Sample("513140867513140868", "PL", "+48513140867", "+48513140868"),
    Sample(
      "415-623-4567 415-623-9999 415-623-8888", "US", "+14156234567", "+14156239999",
      "+14156238888"),
    Sample(
      "0171 1234567 0172 1234567 0173 1234567", "DE", "+491711234567", "+491721234567",
      "+491731234567"),
    Sample(
      "06 12 34 56 78 06 12 34 56 79 06 12 34 56 80", "FR", "+33612345678", "+33612345679",
      "+33612345680"),
    Sample("Bob (2) 2179 6484, opted out: 2024-05-01", "CL", "+56221796484"),
    Sample("+467143653+467146435", "SE", "+467143653", "+467146435"),
    Sample("00827866175370", "KR", "+827866175370"),
    Sample("+00827866175370", "KR", "+827866175370"),
    Sample("0480 15-566-1239", "AR", "+5494805661239"),
    Sample("01.05.2024 07911 123456", "GB", "+447911123456"),
    Sample("2024-05-01 415-623-4567", "US", "+14156234567"),
    Sample("Bob2 0171 1234567", "DE", "+491711234567"),
    Sample("#1 030 129573 #2 0171 1234567", "DE", "+4930129573", "+491711234567"),
    Sample("ID 1234 0121 231 7246", "GB", "+441212317246"),
    Sample("030 129485 (9:00-17:00)", "DE", "+4930129485"),
    Sample("0225862533 9-17", "IT", "+390225862533"),
    Sample("030 599663 [12]", "DE", "+4930599663"),
    Sample("030 200115 / 116", "DE", "+4930200115", "+4930200116"),
    Sample("18,905,736,912", "US", "+18905736912"),
    Sample("+0018808808062", "US", "+18808808062"),
    Sample("8808310904 / 6", "US", "+18808310904", "+18808310906"),
    Sample("8905854174+8808014844", "US", "+18905854174", "+18808014844"),
    Sample("1) 415-623-4567 2) 415-623-9999", "US", "+14156234567", "+14156239999"),
    Sample("1. 020 7183 8750 2. 020 7183 8751", "GB", "+442071838750", "+442071838751"),
  ])
  func cellsHoldSeveralNumbers(sample: Sample) { expectAll(sample) }

  @Test(arguments: [
    Sample("9876543210/11", "IN", "+919876543210", "+919876543211"),
    Sample("9876543211/10", "IN", "+919876543211", "+919876543210"),
    Sample("022-24567890/91", "IN", "+912224567890", "+912224567891"),
    Sample("022-24567890-92", "IN", "+912224567890", "+912224567891", "+912224567892"),
    Sample("011 234 5678/9", "ZA", "+27112345678", "+27112345679"),
    Sample("020 7183 8750/1", "GB", "+442071838750", "+442071838751"),
    Sample("020 7183 8750 / 1", "GB", "+442071838750", "+442071838751"),
    Sample("020 7183 8750-9", "GB", "+442071838750", "+442071838755", "+442071838759"),
    Sample("020 7183 8750-60", "GB", "+442071838750", "+442071838757", "+442071838760"),
    Sample("0113 245 6789/90", "GB", "+441132456789", "+441132456790"),
    Sample("415-623-4567/8", "US", "+14156234567", "+14156234568"),
    Sample("415-623-4567 / 623-9999", "US", "+14156234567", "+14156239999"),
    Sample("(07) 873 7079 / 873 8399", "NZ", "+6478737079", "+6478738399"),
    Sample("Tel: 03-1234-5678/5679", "JP", "+81312345678", "+81312345679"),
  ])
  func lastDigitsAreOfAnotherNumber(sample: Sample) { expectAll(sample) }

  @Test(arguments: [
    Sample("650-253-0000-136", "US", "+16502530000"),
    Sample("650-253-0000 [136]", "US", "+16502530000"),
    Sample("650-253-0000 *136", "US", "+16502530000"),
    Sample("650-253-0000 dial 136", "US", "+16502530000"),
    Sample("442031234567_123", "GB", "+442031234567"),
    Sample("+44 20 3123 4567*123", "GB", "+442031234567"),
    Sample("1-800-THE-CRAVE", "US", "+18008432728"),
    Sample("1-800-FLOWERS call now", "US", "+18003569377"),
    Sample("*67 415-623-4567", "US", "+14156234567"),
    Sample("*674156234567", "US", "+14156234567"),
    Sample("#31#0171 1234567", "DE", "+491711234567"),
    Sample("9 415 623 4567", "US", "+14156234567"),
    Sample("9,415-623-4567", "US", "+14156234567"),
    Sample("94156234567", "US", "+14156234567"),
    Sample("914156234567", "US", "+14156234567"),
    Sample("+54 9 11 15 6677 3399", "AR", "+5491166773399"),
    Sample("+54 9 011 15 6677 3399", "AR", "+5491166773399"),
    Sample("15 6677 3399", "AR", "+5491166773399"),
    Sample("+54 9 351 15 677 3399", "AR", "+5493516773399"),
    Sample("5215541637145", "US", "+525541637145"),
    Sample("8-913-123-45-67", "US", "+79131234567"),
    Sample("+8 913 123 45 67", "RU", "+79131234567"),
    Sample("+0407 123 456", "AU", "+61407123456"),
  ])
  func whatCannotBeDialledHasAKeyThatCan(sample: Sample) { expectAll(sample) }

  @Test(arguments: [
    Sample("0055 74 96431-0274", "BR", "+5574964310274"),
    Sample("0057 301 114 0123", "CO", "+573011140123"),
    Sample("0066 81 234 5678", "TH", "+66812345678"),
    Sample("0082 10 1234 5678", "KR", "+821012345678"),
    Sample("0065 9123 4567", "SG", "+6591234567"),
    Sample("491845269411", "DE", "+491845269411"),
    Sample("332123456", "IT", "+390332123456", "+39332123456"),
    Sample("39266307129", "IT", "+390266307129"),
    Sample("18005551234", "GB", "+18005551234", "+448005551234"),
    Sample("12846235678", "GB", "+12846235678"),
    Sample("7 (913) 123-45-67", "DE", "+79131234567"),
    Sample("41 22 345 67 89", "DE", "+41223456789"),
    Sample("65 9123 4567", "GB", "+6591234567"),
    Sample("6591234567", "US", "+6591234567", "+16591234567"),
  ])
  func ambiguousDigitsHaveAllReadings(sample: Sample) { expectAll(sample) }

  // A date, or the last digits of a second number, are no part of the answer.
  @Test(arguments: [
    ("Bob 09789 6045, opted out: 2024-05-01", "DE"), ("8808310904 / 6", "US"),
    ("(1) 09789 3071 (2) 09789 3744", "DE"), ("8905854174+8808014844", "US"),
  ])
  func nothingIsPutTogether(cell: String, region: String) {
    #expect(CellKeys(cell, region).grade < .valid)
  }

  // Not everything that can be put together is a number of the cell.
  @Test(arguments: [
    ("202-555-1234 ext 415", "US", "+14155551234"), ("+12026231234 202", "US", "+12026231202"),
    ("15512345678", "MX", "+15512345678"), ("79131234567", "DE", "+79131234567"),
    ("0491 762220511", "DE", "+491762220511"), ("+52 1 55 1234 5678", "US", "+15512345678"),
    ("98765 43210 x", "IN", "+9198765432105"), ("0171 1234567 x", "DE", "+4917112345675"),
    ("415-623-4567 x6239999", "US", "+14156239999"), ("2646235678", "US", "+2646235678"),
    ("264-623-5678", "US", "+2646235678"), ("+55 11 3088-8888", "BR", "+5511930888888"),
    ("011 61 2 3456 7890", "FR", "+33116123456"),
  ])
  func otherNumbersAreNoKeys(cell: String, region: String, e164: String) {
    #expect(!CellKeys(cell, region).contain(e164))
  }

  @Test(arguments: [
    ("415\u{3164}623\u{115F}4567", "US", "+14156234567"),
    ("415623\u{0}4567", "US", "+14156234567"), ("415-623\u{1}-4567\u{7F}", "US", "+14156234567"),
    ("0171\u{90} 1234567", "DE", "+491711234567"),
    ("\u{3164}98765\u{FFA0}43210", "IN", "+919876543210"),
  ])
  func invisibleCharactersAreCleaned(cell: String, region: String, e164: String) {
    let found = CellKeys(cell, region)
    #expect(found.grade == .valid && found.primary == UInt64(e164.dropFirst()))
  }

  // The region's own calling code behind a 0; a plus in the place of its calling code; an extension 0 of
  // a switchboard; a second number without its area code, behind a mark or an "or".
  @Test(arguments: [
    Sample("0919876543210", "IN", "+919876543210"), Sample("091-98765-43210", "IN", "+919876543210"),
    Sample("04915112345678", "DE", "+4915112345678"), Sample("0447911123456", "GB", "+447911123456"),
    Sample("+2022341000", "US", "+12022341000"), Sample("+202-234-1000", "US", "+12022341000"),
    Sample("+6502530000", "US", "+16502530000"), Sample("+01711234567", "DE", "+491711234567"),
    Sample("030 12345678-0", "DE", "+493012345678", "+4930123456780"),
    Sample("030/12345678 - 0", "DE", "+493012345678"),
    Sample("030 1234567, 7654321", "DE", "+49301234567", "+49307654321"),
    Sample("030 1234567 oder 7654321", "DE", "+49301234567", "+49307654321"),
    Sample("022 24567890, 24567891", "IN", "+912224567890", "+912224567891"),
    Sample("(11) 3088-8888 ou 3088-9999", "BR", "+551130888888", "+551130889999"),
    Sample("202-888-9999 or 234-1000", "US", "+12028889999", "+12022341000"),
    Sample("202-888-9999, 234-1000", "US", "+12028889999", "+12022341000"),
    Sample("020 7183 8750 or 7183 8751", "GB", "+442071838750", "+442071838751"),
  ])
  func shortenedNumbersAreKeys(sample: Sample) { expectAll(sample) }

  // However many numbers a cell has, each is among its keys, or the cell is refused.
  @Test(arguments: ["US", "BB", "GB", "DE", "IN", "FR"])
  func noNumberOfManyIsPassedOver(code: String) {
    var generator = SeededGenerator(stream: 27)
    let numbers: [String: [String]] = [
      "US": ["415-623-%", "(202) 555-%", "212555%"], "BB": ["418-%", "246-418-%"],
      "GB": ["020 7183 %", "07911 12%"], "DE": ["0171 123%", "030 1234%"],
      "IN": ["98765 4%", "022-2456%"], "FR": ["06 12 34 %", "01 42 34 %"],
    ]
    for _ in 0..<400 {
      let count = Int.random(in: 2...24, using: &generator)
      let separator = ["/", " / ", ", ", "; ", " | ", "  ", " or ", "\n", " - ", " & "]
        .randomElement(using: &generator)!
      let parts = (0..<count).map { _ in
        numbers[code]!.randomElement(using: &generator)!.replacing(
          "%", with: String(Int.random(in: 1000...9999, using: &generator)))
      }
      let cell = parts.joined(separator: separator)
      let found = CellKeys(cell, code)
      if found.rejection == .tooManyNumbers || found.rejection == .tooLong {
        #expect(count > 9, "\(code) \(cell)")
        continue
      }
      for part in parts {
        let key = CellKeys(part, code).primary
        #expect(found.primary == key || found.keys.contains(key), "\(code) \(cell): no \(part)")
      }
    }
  }
}
