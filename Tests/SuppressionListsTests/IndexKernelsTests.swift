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
    var group = nodial_group()
    // SAFETY: the table names all lines, and the keys are at most 64.
    let isKnown = unsafe lines.withUnsafeBytes { bytes in
      var table = unsafe nodial_line_table(
        lines: bytes.baseAddress, line_count: homes.lineCount,
        dropped_bit_count: UInt32(
          homes.lineCount.bitWidth - 1 - homes.lineCount.leadingZeroBitCount),
        slot_mask: 1 << UInt32(slotCount) - 1)
      return unsafe nodial_ask_by_width(width, &table, keys, keys.count, &group) != 0
        && nodial_answer_by_width(width, &table, keys.count, &group) != 0
    }
    guard isKnown else { return }
    for (index, key) in keys.enumerated() {
      let isOutside = key == 0 || key >= NumberCode.domainEnd
      #expect(group.outside >> UInt64(index) & 1 == (isOutside ? 1 : 0))
      if isOutside { continue }
      let code = NumberCode.code(of: key)
      let (home, remainder) = homes.locate(code)
      #expect(unsafe Int(nodial_group_home(&group, index)) == home)
      #expect(unsafe nodial_group_remainder(&group, index) == remainder)
      let line = Array(lines[home * 64..<home * 64 + 64])
      let usedCount = min(slotCount, Int(line[0] & 15))
      let slots = (0..<usedCount).filter { slot in
        (0..<4).allSatisfy { byte in
          line[4 + slot * 4 + byte] == UInt8(truncatingIfNeeded: remainder >> UInt64(8 * byte))
        }
      }
      let mask = slots.reduce(UInt32(0)) { $0 | 1 << UInt32($1) }
      #expect(unsafe nodial_group_slots(&group, index) == mask)
      #expect(group.found >> UInt64(index) & 1 == (mask != 0 ? 1 : 0))
      let filterBit = Int((code & 0xFFFF) * 24 / 65_536)
      let isDisplaced = line[1 + filterBit / 8] >> UInt8(filterBit % 8) & 1
      #expect(group.displaced >> UInt64(index) & 1 == UInt64(isDisplaced))
    }
    let beyond = keys.count < 64 ? UInt64.max << UInt64(keys.count) : 0
    #expect((group.outside | group.found | group.displaced) & beyond == 0)
  }
}
