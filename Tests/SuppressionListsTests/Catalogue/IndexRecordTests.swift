import TestSupport
import Testing

@testable import SuppressionLists

struct IndexRecordTests {
  private static func record() -> IndexRecord {
    var list = SuppressionList(id: "us", kind: .registry, versionDate: .init("2026-11-20"))
    list.sources = [ListSource(name: "2026-11-20_full.txt"), ListSource(name: "é")]
    list.sources[1].role = .change
    return IndexRecord(
      digest: ContentDigest(high: 1, low: 2),
      lineage: IndexLineage(generation: 7, parent: ContentDigest(high: 3, low: 4)),
      lists: [list, SuppressionList(id: "own", kind: .objection)])
  }

  @Test func whatIsWrittenIsRead() {
    var record = Self.record()
    #expect(IndexRecord(record.encoded().span) == record)
    record.lineage.parent = nil
    record.lists = []
    #expect(IndexRecord(record.encoded().span) == record)
  }

  /// A record that is not what was written is none.
  @Test func noFlippedBitAndNoCutIsBelieved() {
    let bytes = Self.record().encoded()
    for place in bytes.indices {
      var damaged = bytes
      damaged[place] ^= 1 << UInt8(place % 8)
      #expect(IndexRecord(damaged.span) == nil, "byte \(place)")
      #expect(IndexRecord(Array(bytes[..<place]).span) == nil, "\(place) bytes")
    }
  }
}
