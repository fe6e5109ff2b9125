import TestSupport
import Testing

@testable import SuppressionLists

/// Numbers in memory against a dictionary.
struct NumberMapTests {
  private func find(_ keys: [UInt64], in map: borrowing NumberMap) -> [Set<Int>] {
    var found: [UInt16] = []
    found.append(addingCapacity: keys.count) { map.find(keys.span, into: &$0) }
    let classes = map.classes
    return found.map { Set(classes[Int($0)]) }
  }

  /// Small maps that become larger, with full lines that run over, and the last one into the first.
  @Test(arguments: 0..<12)
  func answersLikeADictionary(round: Int) throws {
    var generator = SeededGenerator(stream: 0x3A90_0000 + UInt64(round))
    let listCount = [1, 2, 9][round % 3]
    let spread: UInt64 = [300, 20_000, 1 << 40].randomElement(using: &generator)!
    func keys() -> [UInt64] {
      (0..<Int.random(in: 0...2000, using: &generator)).map { _ in
        Int.random(in: 0..<50, using: &generator) == 0
          ? [0, 1, .max].randomElement(using: &generator)!
          : 12_025_550_000 + UInt64.random(in: 0..<spread, using: &generator)
      }
    }
    var map = NumberMap(listCount: listCount, name: "a")
    var expected: [UInt64: Set<Int>] = [:]
    #expect(find([0, 1], in: map) == [[], []])
    for _ in 0..<20 {
      let added = keys()
      let list = Int.random(in: 0..<listCount, using: &generator)
      try map.add(added.span, list: list)
      for key in added where key != 0 { expected[key, default: []].insert(list) }
      #expect(map.count == expected.count)
      let probes = keys() + added
      #expect(find(probes, in: map) == probes.map { expected[$0] ?? [] })
      // A filter before it changes nothing, and what is added afterwards is found.
      if Bool.random(using: &generator) {
        map.seal()
        #expect(find(probes, in: map) == probes.map { expected[$0] ?? [] })
      }
    }
  }

  @Test func tooManySetsAreRefused() throws {
    var map = NumberMap(listCount: 20, name: "ledger.db")
    let max = SuppressionIndex.classCountMax
    var failure: IndexError?
    for list in 0..<20 where failure == nil {
      let keys = (1...UInt64(max)).filter { $0 >> list & 1 == 1 }
      do throws(IndexError) {
        try map.add(keys.span, list: list)
      } catch {
        failure = error
      }
    }
    let kind = IndexError.Kind.limit(of: "different sets of lists on one number", max: max)
    #expect(failure == IndexError(kind, path: "ledger.db"))
  }
}
