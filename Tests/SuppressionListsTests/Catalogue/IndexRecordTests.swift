import TestSupport
import Testing

@testable import Keys
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

  private static func read(_ bytes: [UInt8], keys: KeyRing = .empty) -> IndexRecord? {
    try? IndexRecord(bytes.span, keys: keys)
  }

  @Test func whatIsWrittenIsRead() {
    var record = Self.record()
    #expect(Self.read(record.encoded()!) == record)
    record.lineage.parent = nil
    record.lists = []
    #expect(Self.read(record.encoded()!) == record)
  }

  /// A record that is not what was written is none.
  @Test func noFlippedBitAndNoCutIsBelieved() {
    let bytes = Self.record().encoded()!
    for place in bytes.indices {
      var damaged = bytes
      damaged[place] ^= 1 << UInt8(place % 8)
      #expect(Self.read(damaged) == nil, "byte \(place)")
      #expect(Self.read(Array(bytes[..<place])) == nil, "\(place) bytes")
    }
  }

  @Test func withAKeyItIsSealed() throws {
    let key = try IndexKey(MasterKey.random())
    let record = Self.record()
    let bytes = record.encoded(key: key)!
    #expect(Self.read(bytes, keys: KeyRing([key])) == record)
    #expect(Self.read(bytes) == nil)
    #expect(Self.read(bytes, keys: KeyRing([try IndexKey(MasterKey.random())])) == nil)
    for place in bytes.indices {
      var damaged = bytes
      damaged[place] ^= 1 << UInt8(place % 8)
      #expect(Self.read(damaged, keys: KeyRing([key])) == nil, "byte \(place)")
    }
    // Nothing of a name is left.
    let name = Array("2026-11-20".utf8)
    #expect(!bytes.indices.contains { Array(bytes[$0...].prefix(name.count)) == name })
  }
}
