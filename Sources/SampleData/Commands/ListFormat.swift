import ArgumentParser

/// How `sample-data list` writes a number.
enum ListFormat: String, CaseIterable, ExpressibleByArgument {
  /// E.164: `+12025550123`.
  case plain
  /// Ten digits: `2025550123`.
  case national
  /// The line of the FTC's National Do Not Call Registry: `202,5550123`.
  case ftc
  /// `phone,reason,added_on` and a header, as a company keeps its own objections.
  case csv

  /// What stands before the first number.
  var header: [UInt8] {
    self == .csv ? Array("phone,reason,added_on\n".utf8) : []
  }

  /// Appends one line. `index` is the number's place in the list.
  func append(_ number: NationalNumber, at index: UInt64, to bytes: inout [UInt8]) {
    switch self {
    case .plain: number.appendE164(to: &bytes)
    case .national: number.appendDigits(to: &bytes)
    case .ftc:
      bytes.appendThreeDigits(number.areaCode)
      bytes.append(UInt8(ascii: ","))
      number.appendLocalDigits(to: &bytes)
    case .csv:
      number.appendE164(to: &bytes)
      bytes.append(contentsOf: Self.csvEndings[Int(index) % Self.csvEndings.count])
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// The columns after the phone; a few of them so that lines differ in length.
  private static let csvEndings: [[UInt8]] = [
    ",asked on the phone,2026-01-15",
    ",letter,2025-11-03",
    ",\"e-mail, forwarded by support\",2026-03-28",
    ",withdrew consent,2024-07-09",
    ",,2026-05-19",
  ].map { Array($0.utf8) }
}
