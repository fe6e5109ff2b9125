import CKernels
import SuppressionLists
import TestSupport
import Testing

/// The set of numbers against a `Set`.
struct NumberSetTests {
  /// Takes rows one after the other, as obviously right as it gets.
  private func repeatedRows(
    _ rows: [[UInt64]], _ kept: inout Set<UInt64>, earlier: Set<UInt64>
  ) -> [UInt32] {
    rows.indices.filter { row in
      let isRepeated = rows[row].contains { kept.contains($0) || earlier.contains($0) }
      if !isRepeated { kept.formUnion(rows[row]) }
      return isRepeated
    }.map { UInt32($0) }
  }

  private func rows(
    _ count: Int, keyCounts: ClosedRange<Int>, spread: UInt64,
    using generator: inout SeededGenerator
  ) -> [[UInt64]] {
    (0..<count).map { _ in
      (0..<Int.random(in: keyCounts, using: &generator)).map { _ in
        12_025_550_000 + UInt64.random(in: 0..<spread, using: &generator)
      }
    }
  }

  /// Small tables, which become larger, and in which lines run over into the next one and from the last
  /// into the first; rows with one number and with several; with numbers of earlier campaigns.
  @Test(arguments: 0..<12)
  func rowsAreRepeatedAsInASet(round: Int) {
    var generator = SeededGenerator(stream: 0x5E70_0000 + UInt64(round))
    let keyCounts = [1...1, 0...3, 1...5][round % 3]
    let spread: UInt64 = [300, 20_000, 1 << 40].randomElement(using: &generator)!
    var set = NumberSet()
    var kept: Set<UInt64> = []
    var earlierSet = NumberSet()
    var earlier: Set<UInt64> = []
    var repeated: [UInt32] = []
    for campaign in 0..<3 {
      for _ in 0..<10 {
        let rows = rows(
          Int.random(in: 0...900, using: &generator), keyCounts: keyCounts, spread: spread,
          using: &generator)
        let keys = rows.flatMap { $0 }
        var end: UInt32 = 0
        let keyEnds = rows.map { row -> UInt32 in
          end += UInt32(row.count)
          return end
        }
        let expected = repeatedRows(rows, &kept, earlier: earlier)
        let count = set.take(
          keys, keyEnds: keyCounts == 1...1 ? [] : keyEnds, earlier: earlierSet,
          repeated: &repeated)
        #expect(count == expected.count)
        #expect(Array(repeated.prefix(count ?? 0)) == expected, "round \(round)")
        #expect(set.count == kept.count)
      }
      if campaign < 2 {
        let isAdded = earlierSet.add(set)
        #expect(isAdded)
        earlier.formUnion(kept)
        #expect(earlierSet.count == earlier.count)
        set = NumberSet()
        kept = []
      }
    }
  }

  /// The kernel without vectors finds the same.
  @Test(arguments: [0, 1, 2, 3])
  func theFallBackFindsTheSame(round: Int) {
    var generator = SeededGenerator(stream: 0x5E70_1000 + UInt64(round))
    var sets = unsafe [nodial_number_set(), nodial_number_set()]
    var earlier = unsafe nodial_number_set()
    defer { for place in 0..<2 { unsafe nodial_number_set_free(&sets[place]) } }
    for _ in 0..<30 {
      let rows = rows(400, keyCounts: round < 2 ? 1...1 : 0...3, spread: 30_000, using: &generator)
      let keys = rows.flatMap { $0 }
      var end: UInt32 = 0
      let keyEnds = rows.map { row -> UInt32 in
        end += UInt32(row.count)
        return end
      }
      var found = [[UInt32]](repeating: Array(repeating: 0, count: rows.count), count: 2)
      for place in 0..<2 {
        #expect(unsafe nodial_number_set_reserve(&sets[place], keys.count) == 1)
        // SAFETY: there is room for all keys, and the counts are those of the arrays.
        let count = unsafe keyEnds.withUnsafeBufferPointer { keyEnds in
          unsafe place == 0
            ? nodial_number_set_take(
              &sets[0], &earlier, keys, round < 2 ? nil : keyEnds.baseAddress, rows.count, &found[0]
            )
            : nodial_number_set_take_scalar(
              &sets[1], &earlier, keys, round < 2 ? nil : keyEnds.baseAddress, rows.count, &found[1]
            )
        }
        found[place].removeLast(rows.count - count)
      }
      #expect(found[0] == found[1])
    }
  }

  @Test func whatCannotBeHadIsRefused() {
    var set = NumberSet()
    for (count, isPossible) in [(0, true), (1000, true), (1 << 60, false)] {
      let isReserved = set.reserve(count)
      #expect(isReserved == isPossible)
    }
    var repeated: [UInt32] = []
    let count = set.take([1, 2, 1], keyEnds: [], earlier: NumberSet(), repeated: &repeated)
    #expect(count == 1)
    #expect(repeated.first == 2)
    #expect(set.count == 2)
  }
}
