import Foundation
import PhoneNumbers
import Testing

/// The core against libphonenumber, on every row of the corpora.
///
/// `NODIAL_CORPUS` names a further file of the same form, uncompressed:
/// `Scripts/compare-numbering-plan` makes such files.
struct CorpusTests {
  static let corpora: [String] =
    ["phones-dev", "phones-real-world"]
    + [ProcessInfo.processInfo.environment["NODIAL_CORPUS"]].compactMap { $0 }

  @Test(arguments: corpora)
  func coreAgreesWithLibphonenumber(corpus: String) throws {
    let rows = try CorpusRow.rows(of: corpus)
    #expect(rows.count > 1000)
    var normalizers: [String: Normalizer] = [:]
    var differences: [String] = []
    for row in rows {
      let normalizer =
        normalizers[row.region] ?? Normalizer(region: Region(row.region), options: .coreOnly)
      normalizers[row.region] = normalizer
      let answer = CoreAnswer(normalizer.normalize(row.cell))
      if answer != row.answer {
        differences.append("line \(row.line): \(row.answer), but we say \(answer)")
      }
    }
    #expect(differences.isEmpty, "\(differences.count): \(differences.prefix(20))")
  }

  @Test func versionIsThatOfTheCorpora() {
    #expect(NumberingPlan.version == "9.0.43")
  }
}
