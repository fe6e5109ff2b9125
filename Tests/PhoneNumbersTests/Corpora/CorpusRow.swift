import Foundation
import PhoneNumbers

/// A row of a corpus: a cell, and what libphonenumber answers.
struct CorpusRow: Sendable {
  var line: Int
  var cell: [UInt8]
  var region: String
  var answer: CoreAnswer
  var kind: String
  /// The E.164 numbers that the cell was made from, if it still says them.
  var truth: [String]

  init?(_ text: Substring, line: Int) {
    let fields = text.split(separator: "\t", omittingEmptySubsequences: false)
    guard fields.count >= 7 else { return nil }
    self.line = line
    cell = CorpusRow.unescaped(fields[0])
    region = String(fields[1])
    answer = CoreAnswer(
      e164: String(fields[2]), error: String(fields[3]), isPossible: fields[4] == "1",
      isValid: fields[5] == "1")
    kind = String(fields[6])
    truth = fields.count > 7 ? fields[7].split(separator: "|").map(String.init) : []
  }

  private static func unescaped(_ field: Substring) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(field.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else {
        bytes.append(byte)
        continue
      }
      switch escaped {
      case UInt8(ascii: "t"): bytes.append(9)
      case UInt8(ascii: "n"): bytes.append(10)
      case UInt8(ascii: "r"): bytes.append(13)
      default: bytes.append(escaped)
      }
    }
    return bytes
  }

  /// The rows of a corpus in the fixtures, or of the file at an absolute path.
  static func rows(of name: String) throws -> [CorpusRow] {
    let data =
      name.hasPrefix("/")
      ? try Data(contentsOf: URL(filePath: name))
      : try Fixture.decompressed("\(name).tsv.xz")
    // Lines end in LF alone; a `Character` would take CR LF for one.
    let lines = data.split(separator: 10, omittingEmptySubsequences: true)
    return lines.enumerated().compactMap { index, bytes in
      CorpusRow(Substring(String(decoding: bytes, as: UTF8.self)), line: index + 1)
    }
  }
}

/// What libphonenumber says of a cell, or what we say in its terms.
struct CoreAnswer: Equatable, Sendable {
  var e164: String
  var error: String
  var isPossible: Bool
  var isValid: Bool

  init(e164: String, error: String, isPossible: Bool, isValid: Bool) {
    self.e164 = e164
    self.error = error
    self.isPossible = isPossible
    self.isValid = isValid
  }

  init(_ normalization: Normalization) {
    e164 = normalization.number?.e164 ?? ""
    error = normalization.rejection.oracleCode
    isPossible = normalization.grade >= .local
    isValid = normalization.grade == .valid
  }
}

extension Normalizer {
  func normalize(_ text: String) -> Normalization { normalize(Array(text.utf8)) }

  func normalize(_ cell: [UInt8]) -> Normalization { normalize(cell.span) }
}

extension Rejection {
  /// The name libphonenumber gives: its own five reasons only.
  var oracleCode: String {
    switch self {
    case .empty, .lossySpreadsheetNumber, .tooManyNumbers: Rejection.notANumber.code
    default: code
    }
  }
}
