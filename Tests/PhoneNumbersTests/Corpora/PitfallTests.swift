import PhoneNumbers
import Testing

/// Cells on which a plausible reading of libphonenumber's rules goes wrong. The answers are those
/// of the package `phonenumbers` 9.0.43.
struct PitfallTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let cell: String
    let region: String
    let answer: String
    let grade: Grade

    init(_ cell: String, _ region: String, _ answer: String, _ grade: Grade) {
      (self.cell, self.region, self.answer, self.grade) = (cell, region, answer, grade)
    }

    var testDescription: String { "\(cell) in \(region)" }
  }

  @Test(arguments: rows)
  func coreAnswersAsLibphonenumber(row: Row) {
    let answer = Normalizer(region: Region(row.region), options: .coreOnly).normalize(row.cell)
    #expect(answer.number?.e164 ?? answer.rejection.oracleCode == row.answer)
    #expect(answer.grade == row.grade)
  }

  // The limit counts characters, as in Python; not bytes, and not UTF-16 units.
  @Test(arguments: ["2", "é", "😀"])
  func limitIsTwoHundredAndFiftyCharacters(filler: String) {
    let normalizer = Normalizer(region: Region("US"), options: .coreOnly)
    let number = "+12025550123"
    let atLimit = String(repeating: filler, count: 250 - number.count) + number
    let answer = normalizer.normalize(atLimit)
    #expect(filler == "2" ? answer.rejection == .notANumber : answer.number?.e164 == number)
    #expect(normalizer.normalize(filler + atLimit).rejection == .tooLong)
  }

  @Test(arguments: ["", " ", "\t", " \t  "])
  func blankCellsAreEmpty(cell: String) {
    let answer = Normalizer(region: Region("US")).normalize(cell)
    #expect(answer.rejection == .empty)
    #expect(answer.rejection.oracleCode == "NOT_A_NUMBER")
  }

  // Bytes that are not UTF-8 count one character each, and belong in no number.
  @Test func bytesThatAreNotUTF8AreOtherCharacters() {
    let normalizer = Normalizer(region: Region("US"), options: .coreOnly)
    let number = Array("2025550123".utf8)
    #expect(normalizer.normalize([0xFF] + number + [0xC3]).number?.e164 == "+12025550123")
    #expect(normalizer.normalize(number[..<3] + [0xFF] + number[3...]).rejection == .notANumber)
    #expect(normalizer.normalize(number[..<3] + [0xC3, 0x28] + number[3...]).number == nil)
    // An overlong slash, a surrogate, and what is beyond Unicode.
    for bytes: [UInt8] in [[0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]] {
      #expect(normalizer.normalize(number[..<3] + bytes + number[3...]).number == nil)
    }
    // The no-break space of Latin-1.
    let latin = number[..<3] + [0xA0] + number[3...]
    #expect(normalizer.normalize(Array(latin)).number?.e164 == "+12025550123")
  }

  private static let rows = [
    Row("(+44) 20 7946 0000", "US", "+442079460000", .valid),
    Row("+(44) 20 7946 0000", "US", "+442079460000", .valid),
    Row("20 7946 0000 +", "GB", "+442079460000", .valid),
    Row("2025550123+", "US", "+12025550123", .valid),
    Row("0xx11 98765 4321", "BR", "+5511987654321", .valid),
    Row("0xx11 98765", "BR", "+5501198765", .possible),
    Row("441684291707xxxx1", "GB", "+441684291707999", .doubtful),
    Row("+441684291707xxx", "GB", "+441684291707999", .doubtful),
    Row("1-800-FLOWERS", "US", "+18003569377", .valid),
    Row("1-800-FLOWERS \u{663}", "US", "+18003569377", .valid),
    Row("\u{663}\u{663}\u{663} abc \u{663}\u{663}\u{663}\u{663}", "US", "+1222", .doubtful),
    Row("+1 202 555 01\u{662}\u{663}", "US", "+12025550123", .valid),
    Row("12", "US", "+112", .doubtful),
    Row("1-2", "US", "NOT_A_NUMBER", .refused),
    Row("(12)", "US", "+112", .doubtful),
    Row("1", "US", "NOT_A_NUMBER", .refused),
    Row("0000000000", "US", "+10000000000", .possible),
    Row("911", "US", "+1911", .doubtful),
    Row("+15551234", "US", "+15551234", .local),
    Row("5551234", "BB", "+12465551234", .possible),
    Row("+12465551234", "BB", "+12465551234", .possible),
    Row("+15551234", "BB", "+15551234", .local),
    Row("+0044 20 7946 0000", "GB", "+442079460000", .valid),
    Row("+011 44 20 7946 0000", "US", "+442079460000", .valid),
    Row("+0044 20 7946 0000", "US", "INVALID_COUNTRY_CODE", .refused),
    Row("+0044 20 7946 0000", "ZZ", "INVALID_COUNTRY_CODE", .refused),
    Row("+979", "US", "TOO_SHORT_NSN", .refused),
    Row("+379 12345678", "IT", "INVALID_COUNTRY_CODE", .refused),
    Row("00", "GB", "TOO_SHORT_AFTER_IDD", .refused),
    Row("0044", "GB", "TOO_SHORT_AFTER_IDD", .refused),
    Row("00441", "GB", "TOO_SHORT_NSN", .refused),
    Row("000 44 20 7946 0000", "GB", "+4400442079460000", .doubtful),
    Row("011", "US", "TOO_SHORT_AFTER_IDD", .refused),
    Row("+1 (202) 555-0123 x302/x2303", "US", "+12025550123", .valid),
    Row("202-555-0123/ x4", "US", "+12025550123", .valid),
    Row("202-555-0123\u{5C}x4", "US", "+12025550123", .valid),
    Row("tel:863-1234;phone-context=+1-914-555", "US", "+19145558631234", .doubtful),
    Row("tel:863-1234;phone-context=example.com", "US", "+18631234", .local),
    Row("863-1234;phone-context=", "US", "NOT_A_NUMBER", .refused),
    Row("863-1234;phone-context=+", "US", "NOT_A_NUMBER", .refused),
    Row("863-1234;phone-context=1", "US", "NOT_A_NUMBER", .refused),
    Row("2025550123;isub=12", "US", "+12025550123", .valid),
    Row(";isub=12", "US", "+112", .doubtful),
    Row("202-555-0123 ext. 12345678901234567890", "US", "+12025550123", .valid),
    Row("202-555-0123 ext. 123456789012345678901", "US", "TOO_LONG", .refused),
    Row("202-555-0123 x1234567890", "US", "TOO_LONG", .refused),
    Row("202-555-0123,,123456789012345", "US", "+12025550123", .valid),
    Row("202-555-0123, 123456789", "US", "+12025550123", .valid),
    Row("202-555-0123 - 503#", "US", "+12025550123", .valid),
    Row("202-555-0123 - 503", "US", "+12025550123503", .doubtful),
    Row("202-555-0123 \u{434}\u{43E}\u{431}. 12", "US", "+12025550123", .valid),
    Row("202-555-0123 EXTENSI\u{D3}N 12", "US", "+12025550123", .valid),
    Row("202-555-0123 extensio\u{301}n 12", "US", "+12025550123", .valid),
    Row("202-555-0123 \u{FF58}12", "US", "+12025550123", .valid),
    Row("202-555-0123 ext\u{17F} 1", "US", "+1202555012339871", .doubtful),
    Row("202-555-0123 exten\u{17F}ion 1", "US", "+12025550123", .valid),
    Row("202,555,0123", "US", "NOT_A_NUMBER", .refused),
    Row("202:555:0123", "US", "NOT_A_NUMBER", .refused),
    Row("202_555_0123", "US", "NOT_A_NUMBER", .refused),
    Row("202\u{9}555\u{9}0123", "US", "NOT_A_NUMBER", .refused),
    Row("202\u{202F}555\u{202F}0123", "US", "NOT_A_NUMBER", .refused),
    Row("202\u{200E}555", "US", "NOT_A_NUMBER", .refused),
    Row("202\u{A0}555\u{A0}0123", "US", "+12025550123", .valid),
    Row("+1+2025550123", "US", "NOT_A_NUMBER", .refused),
    Row("++12025550123", "US", "+12025550123", .valid),
    Row("+ +12025550123", "US", "NOT_A_NUMBER", .refused),
    Row(
      "\u{FF12}\u{FF10}\u{FF12}\u{FF15}\u{FF15}\u{FF15}\u{FF10}\u{FF11}\u{FF12}\u{FF13}", "US",
      "+12025550123", .valid),
    Row(
      "\u{FF0B}\u{FF11}\u{FF12}\u{FF10}\u{FF12}\u{FF15}\u{FF15}\u{FF15}\u{FF10}\u{FF11}\u{FF12}\u{FF13}",
      "GB", "+12025550123", .valid),
    Row("810037680003768012345678901234567", "JP", "+8112345678901234567", .possible),
    Row("000212345678", "JP", "+8100212345678", .possible),
    Row("0002123456", "JP", "+810002123456", .possible),
    Row("0037680312345678", "JP", "+81312345678", .valid),
    Row("01115551234567", "AR", "+54911551234567", .doubtful),
    Row("0111555123456", "AR", "+5491155123456", .valid),
    Row("011 15 2345 6789", "AR", "+5491123456789", .valid),
    Row("+54 11 15 2345 6789", "AR", "+5491123456789", .valid),
    Row("0 15 11 98765 4321", "BR", "+5511987654321", .valid),
    Row("0 15 98765 4321", "BR", "+5515987654321", .valid),
    Row("9015 11 98765 4321", "BR", "+5511987654321", .valid),
    Row("011 44 1534", "GA", "+24111441534", .valid),
    Row("06031234", "GA", "+24106031234", .valid),
    Row("011441234", "GA", "+24111441234", .valid),
    Row("268 5551234", "AG", "+12685551234", .possible),
    Row("4641234", "AG", "+12684641234", .valid),
    Row("180020 123456", "GG", "+44180020123456", .doubtful),
    Row("012345", "JE", "+441534012345", .valid),
    Row("39 0549 886377", "SM", "+378390549886377", .doubtful),
    Row("886377", "SM", "+3780549886377", .valid),
    Row("4917622205117", "DE", "+494917622205117", .valid),
    Row("+4917622205117", "DE", "+4917622205117", .valid),
    Row("016 0912", "DE", "+49160912", .possible),
    Row("8 800 555 35 35", "RU", "+78005553535", .valid),
    Row("+390236618300", "IT", "+390236618300", .valid),
    Row("0236618300", "IT", "+390236618300", .valid),
    Row("02 3661 8300", "VA", "+390236618300", .valid),
    Row("111111111111111111", "US", "+1111111111111111", .doubtful),
    Row("+44111111111111111111", "GB", "TOO_LONG", .refused),
    Row("+800 1234 5678", "", "+80012345678", .valid),
    Row("+88812345678901", "", "+88812345678901", .valid),
    Row("800 1234 5678", "", "INVALID_COUNTRY_CODE", .refused),
    Row("1-800-ab", "PR", "+11800", .doubtful),
    Row("+52 1 55 1234 5678", "MX", "+5215512345678", .doubtful),
    Row("044 55 1234 5678", "MX", "+520445512345678", .doubtful),
    Row("1234567", "NF", "+6721234567", .doubtful),
    Row("50123", "NF", "+672350123", .valid),
    Row("\u{B2}\u{B2}\u{B2}2025550123", "US", "+12025550123", .valid),
    Row("2025550123\u{B2}", "US", "NOT_A_NUMBER", .refused),
    Row("2025550123 \u{BD}", "US", "NOT_A_NUMBER", .refused),
    Row("\u{30FC}2025550123\u{30FC}", "US", "+12025550123", .valid),
  ]
}
