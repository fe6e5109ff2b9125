import CKernels
import SuppressionLists
import TestSupport
import Testing

/// What the kernels say of groups of keys, against the same worked out key by key and byte by byte.
struct IndexKernelsTests {
  /// Lines full of chance, in which every key's low remainder stands now and then.
  @Test(arguments: 0...2)
  func groupsAreAnsweredAsKeysAre(width: Int32) {
    var generator = SeededGenerator(stream: 18)
    for lineCount in [1, 33, 1000, 8193] {
      let homes = HomeMap(lineCount: lineCount)
      var lines = (0..<lineCount * 64).map { _ in UInt8.random(in: 0...255, using: &generator) }
      for count in [1, 15, 16, 17, 63, 64] {
        var keys = (0..<count).map { _ in UInt64.random(in: 0..<1 << 50, using: &generator) }
        keys[count / 2] = [0, 1 << 50, .max, (1 << 50) - 1].randomElement(using: &generator)!
        for key in keys where key < 1 << 50 && Bool.random(using: &generator) {
          let (home, remainder) = homes.locate(NumberCode.code(of: key))
          let slot = Int.random(in: 0..<15, using: &generator)
          for byte in 0..<4 {
            lines[home * 64 + 4 + slot * 4 + byte] =
              UInt8(truncatingIfNeeded: remainder >> UInt64(8 * byte))
          }
        }
        for slotCount in [15, 12] {
          check(keys, lines, homes, slotCount: slotCount, width: width)
        }
      }
    }
  }

  private func check(
    _ keys: [UInt64], _ lines: [UInt8], _ homes: HomeMap, slotCount: Int, width: Int32
  ) {
    let groupKeyCount = Int(NODIAL_GROUP_KEY_COUNT)
    let groupCount = (keys.count + groupKeyCount - 1) / groupKeyCount
    var groups = [nodial_group](repeating: nodial_group(), count: groupCount)
    let logarithm = homes.lineCount.bitWidth - 1 - homes.lineCount.leadingZeroBitCount
    // SAFETY: the table names all lines, and there are groups for all keys.
    let isKnown = unsafe lines.withUnsafeBytes { bytes in
      var table = unsafe nodial_line_table(
        lines: bytes.baseAddress, line_count: homes.lineCount,
        dropped_bit_count: UInt32(logarithm), slot_mask: 1 << UInt32(slotCount) - 1)
      return unsafe nodial_ask_by_width(width, &table, keys, keys.count, &groups) != 0
        && nodial_answer_by_width(width, &table, &groups, groupCount) != 0
    }
    guard isKnown else { return }
    #expect(groups.reduce(0) { $0 + Int($1.count) } == keys.count)
    for (index, key) in keys.enumerated() {
      check(
        key, groups[index / groupKeyCount], index % groupKeyCount, lines, homes,
        slotCount: slotCount)
    }
    if let last = groups.last {
      #expect((last.outside | last.found | last.displaced) >> last.count == 0)
    }
  }

  /// One key of a group.
  private func check(
    _ key: UInt64, _ group: nodial_group, _ place: Int, _ lines: [UInt8], _ homes: HomeMap,
    slotCount: Int
  ) {
    var group = group
    func bit(_ mask: UInt32) -> Bool { mask >> UInt32(place) & 1 != 0 }
    let isOutside = key == 0 || key >= NumberCode.domainEnd
    #expect(bit(group.outside) == isOutside)
    if isOutside { return }
    let code = NumberCode.code(of: key)
    let (home, remainder) = homes.locate(code)
    #expect(unsafe Int(nodial_group_home(&group, place)) == home)
    #expect(unsafe nodial_group_remainder(&group, place) == remainder)
    let line = Array(lines[home * 64..<home * 64 + 64])
    let usedCount = min(slotCount, Int(line[0] & 15))
    let slots = (0..<usedCount).filter { slot in
      (0..<4).allSatisfy { byte in
        line[4 + slot * 4 + byte] == UInt8(truncatingIfNeeded: remainder >> UInt64(8 * byte))
      }
    }
    let mask = slots.reduce(UInt32(0)) { $0 | 1 << UInt32($1) }
    #expect(unsafe nodial_group_slots(&group, place) == mask)
    #expect(bit(group.found) == (mask != 0))
    let filterBit = Int((code & 0xFFFF) * 24 / 65_536)
    #expect(bit(group.displaced) == (line[1 + filterBit / 8] >> UInt8(filterBit % 8) & 1 != 0))
  }
}
