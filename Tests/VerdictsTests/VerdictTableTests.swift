import PhoneNumbers
import SuppressionLists
import TestSupport
import Testing

@testable import Verdicts

struct VerdictTableTests {
  private let sample = SampleIndex.shared

  private func verdict(_ lists: [Int]) -> VerdictTable.Verdict {
    let ids = ["us-ftc@2026-11-20", "withdrawn@undated", "third.list@undated"]
    return VerdictTable.Verdict(
      outcome: .listed, code: UInt8(ascii: lists.contains(1) ? "P" : "D"), lists: lists,
      listsText: lists.map { ids[$0] }.joined(separator: ";"))
  }

  private func hits(_ classNumbers: Int...) -> [VerdictTable.Hit] {
    classNumbers.map { VerdictTable.Hit(classNumber: $0) }
  }

  /// A list that only a further key is on says why; one that the number itself is on does not.
  @Test func listsNameTheReasonOfAFurtherKey() throws {
    let table = VerdictTable(SuppressionIndexes(sample.index), policy: .plain)
    let first = try #require(sample.index.classes.firstIndex(of: [0]))
    let both = try #require(sample.index.classes.firstIndex(of: [0, 1]))
    let alias = VerdictTable.Hit(classNumber: both, reason: .argentinaMobileNine)
    let reason = AliasReason.argentinaMobileNine.name
    #expect(
      table.verdict(for: [alias] + hits(first), isNumber: true, numbers: []).listsText
        == "us-ftc@2026-11-20;withdrawn@undated(\(reason))")
    #expect(
      table.verdict(for: [alias] + hits(0), isNumber: true, numbers: []).listsText
        == "us-ftc@2026-11-20(\(reason));withdrawn@undated(\(reason))")
    #expect(
      table.verdict(for: [alias] + hits(both), isNumber: true, numbers: []) == verdict([0, 1]))
  }

  @Test func everyClassHasTheVerdictOfItsLists() {
    let table = VerdictTable(SuppressionIndexes(sample.index), policy: .plain)
    #expect(table.verdicts.count == sample.index.classes.count)
    #expect(table.verdicts[0] == VerdictTable.clear)
    for (number, lists) in sample.index.classes.enumerated().dropFirst() {
      #expect(table.verdicts[number] == verdict(lists))
      #expect(table.verdict(for: hits(0, number), isNumber: false, numbers: []) == verdict(lists))
    }
    #expect(Set(sample.index.classes).count == 8)
  }

  @Test func classesJoinTheirLists() {
    let table = VerdictTable(SuppressionIndexes(sample.index), policy: .plain)
    let all = Array(sample.index.classes.indices)
    for first in all {
      for second in all {
        let lists = Set(sample.index.classes[first] + sample.index.classes[second]).sorted()
        let expected = lists.isEmpty ? VerdictTable.clear : verdict(lists)
        #expect(table.verdict(for: hits(first, second), isNumber: true, numbers: []) == expected)
      }
      for isNumber in [false, true] {
        #expect(
          table.verdict(forClass: first, isNumber: isNumber, number: 12_025_550_123)
            == table.verdict(
              for: hits(first), isNumber: isNumber,
              numbers: [table.unlisted(12_025_550_123, classNumber: first)]))
      }
    }
    #expect(table.verdict(for: hits(0), isNumber: false, numbers: []) == VerdictTable.invalid)
    #expect(table.verdict(for: hits(), isNumber: false, numbers: []) == VerdictTable.invalid)
  }

  /// A single number gets the verdict of a row that holds it.
  @Test func aCheckDecidesAsTheTwinDoes() throws {
    let check = NumberCheck(index: sample.index, region: Region("US"), policy: .plain)
    var twin = ScrubTwin(
      delimiter: 0x1F, phoneColumns: [0], listed: sample.listed, catalogue: sample.index.lists,
      regionNamed: { _ in nil })
    twin.region = Region("US")
    twin.hasHeader = false
    var keys = CellKeys()
    for text in sample.numbers + ["", "12", "n/a", "202-555-0101", "5550101", "+1202555010", "+"] {
      let verdict = try check.verdict(for: Array(text.utf8))
      #expect(try check.verdict(for: Array(text.utf8).span, using: &keys) == verdict)
      #expect(twin.scrub(Array(text.utf8)).outcomes[verdict.outcome.name] == (text.isEmpty ? 0 : 1))
    }
    #expect(try check.verdict(for: []) == VerdictTable.invalid)
  }
}
