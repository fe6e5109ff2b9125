import TestSupport
import Testing

@testable import SuppressionLists

struct RadixSortTests {
  /// Like the sort of the library, as far as codes go: lists may stand in any order.
  @Test(arguments: [false, true], [0, 1, 2047, 2048, 2049, 50_000])
  func codesAscend(isKeyed: Bool, count: Int) {
    var generator = SeededGenerator(stream: 68)
    let partition = UInt64.random(in: 0...255, using: &generator) << 56
    let entries = (0..<count).map { _ in
      let entry = UInt64.random(in: 0...UInt64.max, using: &generator)
      return isKeyed ? entry : entry >> 8 | partition
    }
    var sorted = entries
    var scratch = [UInt64](repeating: 0, count: count)
    if isKeyed {
      RadixSort<13>.sort(&sorted, scratch: &scratch)
    } else {
      RadixSort<11>.sort(&sorted, scratch: &scratch)
    }
    let codes = sorted.map { $0 >> EntryStore.listBitCount }
    let expected = entries.map { $0 >> EntryStore.listBitCount }.sorted()
    let isRight = codes == expected && sorted.sorted() == entries.sorted()
    #expect(isRight)
  }
}
