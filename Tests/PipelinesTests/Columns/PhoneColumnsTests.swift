import PhoneNumbers
import Testing

@testable import Pipelines

struct PhoneColumnsTests {
  @Test(
    arguments: [
      (["id", "phone"], [1]),
      (["Phone", "MOBILE", "msisdn", "tel", "Cell"], [0, 1, 2, 3]),
      (
        ["home_phone", "Mobile No.", "phone1", "tel 2", "PhoneNumber", "e164"], [0, 1, 2, 3, 4, 5]
      ),
      (["Telefonnummer", "Téléphone", "Móvil", "Handy", "Mobilnummer"], [0, 1, 2, 3, 4]),
      // Beside a phone word, others say that it is something else.
      (["phone_type", "fax phone", "phone country", "phone ext", "phone"], [1, 4]),
      (["name", "headphones", "microphone", "hotel", "cellar", "automobile"], []),
      // Alone, a number is taken for one.
      (["id", "number"], [1]),
      (["number", "phone"], [1]),
      (["name", "contact"], []),
      ([], []),
      ([""], []),
    ])
  func headersThatNamePhones(header: [String], indexes: [Int]) {
    #expect(PhoneColumns.indexes(in: header) == indexes)
  }

  private func find(_ text: String, _ header: [String]) -> Result<Int, ColumnError> {
    Result { () throws(ColumnError) in try PhoneColumns.index(of: text, in: header) }
  }

  @Test func aColumnIsFoundByNameOrNumber() {
    let header = ["id", "Phone", "phone", "Home Phone", "7"]
    #expect(find("phone", header) == .success(2))
    #expect(find("home_phone", header) == .success(3))
    #expect(find("3", header) == .success(2))
    // A name goes before a number.
    #expect(find("7", header) == .success(4))
    #expect(find("9", []) == .success(8))
  }

  @Test func aColumnThatIsNotThereIsExplained() {
    let header = ["id", "phone", "a", "a"]
    #expect(
      find("phne", header) == .failure(.unknown(name: "phne", suggestion: "phone", names: header)))
    #expect(
      find("customer", header)
        == .failure(.unknown(name: "customer", suggestion: nil, names: header)))
    #expect(find("a", header) == .failure(.ambiguous(name: "a")))
    #expect(find("5", header) == .failure(.outOfRange(number: 5, columnCount: 4)))
    for text in ["0", "-1", "", "99999999999999999999"] {
      guard case .failure(.unknown) = find(text, header) else {
        Issue.record("\(text.debugDescription) is a column")
        continue
      }
    }
    #expect(
      ColumnError.unknown(name: "phne", suggestion: "phone", names: header).description
        == "no column \"phne\"; did you mean \"phone\"?")
    #expect(
      ColumnError.unknown(name: "phone", suggestion: nil, names: []).description
        == "no column \"phone\" without a header; give its number, from 1")
  }

  /// A message about columns may show a first row that is no header.
  @Test func messagesShowNoNumbers() {
    let row = ["Ann", "+1 (202) 555-0101", "2025550102"]
    for error in [
      ColumnError.unknown(name: "x", suggestion: nil, names: row),
      .unknown(name: "2025550103", suggestion: "2025550102", names: row),
    ] {
      #expect(!error.description.contains("555"))
    }
  }

  @Test func aRowWithANumberIsNoHeader() {
    func column(_ row: [String], _ region: String? = nil) -> Int? {
      PhoneColumns.firstNumberColumn(in: row, region: region.flatMap { Region($0) })
    }
    #expect(column(["id", "phone"]) == nil)
    #expect(column(["Ann", "2025550101"]) == 1)
    #expect(column(["Ann", "+442079460000"], "US") == 1)
    #expect(column(["Ann", "020 7946 0000"], "GB") == 1)
    // Who names one of its cells says that it is a header, but not of a row that runs into one.
    func named(_ row: [String]) -> Int? {
      PhoneColumns.firstNumberColumn(in: row, region: Region("US"), names: ["phone"])
    }
    #expect(named(["phone", "2025550101"]) == nil)
    #expect(named(["phone", "2025550101", "2025550102"]) == 1)
    #expect(named(["Phone", "2025550101"]) == 1)
    // Dates and short numbers are no phone numbers.
    #expect(column(["phone_2026", "555-0101", "12345"]) == nil)
  }
}
