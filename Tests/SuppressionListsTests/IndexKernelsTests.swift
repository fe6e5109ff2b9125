import CKernels
import SuppressionLists
import TestSupport
import Testing

/// What the kernels find for many keys, against the same worked out key by key and byte by byte.
struct IndexKernelsTests {
  /// Lines full of chance, in which every key stands now and then, at home or displaced.
  @Test(arguments: 0...2, [(4, 0), (4, 4), (5, 4), (5, 8), (6, 16), (4, 16), (6, 0)])
  func keysAreFoundAsTheFormatSays(width: Int, layout: (remainder: Int, classes: Int)) throws {
    let layout = try #require(
      SlotLayout(remainderByteCount: layout.remainder, classBitCount: layout.classes))
    var generator = SeededGenerator(stream: 18)
    for lineCount in [1, 33, 1000, 8193] {
      var lines = LinesTwin(homeCount: lineCount, layout: layout, using: &generator)
      for count in [1, 15, 16, 17, 63, 64, 200, 1024] {
        var keys = (0..<count).map { _ in UInt64.random(in: 0..<1 << 50, using: &generator) }
        keys[count / 2] = [0, 1 << 50, .max, (1 << 50) - 1].randomElement(using: &generator)!
        for key in keys where key < 1 << 50 && Bool.random(using: &generator) {
          lines.store(key, using: &generator)
        }
        try check(keys, lines, width: width)
      }
    }
  }

  private func check(_ keys: [UInt64], _ lines: LinesTwin, width: Int) throws {
    // All ones, to see that the kernel sets them all.
    var classes = [UInt16](repeating: .max, count: keys.count)
    var hasAside: Int32 = 0
    let layout = lines.layout
    // SAFETY: the table names all lines, with seven behind the homes.
    let isKnown = unsafe lines.bytes.withUnsafeBytes { bytes in
      var table = unsafe nodial_line_table(
        lines: bytes.baseAddress, line_count: lines.homes.lineCount,
        dropped_bit_count: UInt32(63 - lines.homes.lineCount.leadingZeroBitCount),
        slot_mask: 1 << UInt32(layout.slotCount) - 1,
        high_byte_count: UInt8(layout.remainderByteCount - 4), high_offset: UInt8(layout.highOffset),
        class_bit_count: UInt8(layout.classBitCount), class_offset: UInt8(layout.classOffset),
        displacement_shift: UInt8(layout.displacementShift))
      return unsafe nodial_find_by_width(
        Int32(width), &table, keys, keys.count, &classes, &hasAside) != 0
    }
    // A processor with narrower vectors only; the narrowest are everywhere.
    guard isKnown else {
      #expect(width > 0)
      return
    }
    let expected = keys.map(lines.find)
    #expect(classes == expected)
    #expect((hasAside != 0) == expected.contains(LinesTwin.aside))
  }
}

/// Lines of an index, read and written by the words of the specification alone.
private struct LinesTwin {
  static let aside: UInt16 = 0xFFFF

  let homes: HomeMap
  let layout: SlotLayout
  private(set) var bytes: [UInt8]

  init(homeCount: Int, layout: SlotLayout, using generator: inout SeededGenerator) {
    homes = HomeMap(lineCount: homeCount)
    self.layout = layout
    bytes = (0..<(homeCount + 7) * 64).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  /// Puts a key into a slot of its home or of one of the lines behind it.
  mutating func store(_ key: UInt64, using generator: inout SeededGenerator) {
    let (home, remainder) = homes.locate(NumberCode.code(of: key))
    let displacement = max(0, Int.random(in: -7...7, using: &generator))
    let slot = Int.random(in: 0..<layout.slotCount, using: &generator)
    let value = remainder | UInt64(displacement) << UInt64(layout.displacementShift)
    for byte in 0..<layout.remainderByteCount {
      bytes[offset(ofByte: byte, slot: slot, line: home + displacement)] =
        UInt8(truncatingIfNeeded: value >> UInt64(8 * byte))
    }
  }

  /// The class of a key, or `aside`.
  func find(_ key: UInt64) -> UInt16 {
    if key == 0 { return 0 }
    if key >= 1 << 50 { return Self.aside }
    let code = NumberCode.code(of: key)
    let (home, remainder) = homes.locate(code)
    if let found = findInLine(home, value: remainder) { return found }
    let filterBit = Int((code & 0xFFFF) * 24 / 65_536)
    guard bytes[home * 64 + 1 + filterBit / 8] >> UInt8(filterBit % 8) & 1 != 0 else { return 0 }
    let header = bytes[home * 64]
    for displacement in 0..<Int(header >> 4 & 7) {
      let distance = displacement + 1
      let value = remainder | UInt64(distance) << UInt64(layout.displacementShift)
      if let found = findInLine(home + distance, value: value) { return found }
    }
    return header & 0x80 != 0 ? Self.aside : 0
  }

  /// The class of the first used slot that holds `value`; nil if none does, or has class 0.
  private func findInLine(_ line: Int, value: UInt64) -> UInt16? {
    let usedCount = min(layout.slotCount, Int(bytes[line * 64] & 15))
    for slot in 0..<usedCount {
      let isFound = (0..<layout.remainderByteCount).allSatisfy { byte in
        bytes[offset(ofByte: byte, slot: slot, line: line)]
          == UInt8(truncatingIfNeeded: value >> UInt64(8 * byte))
      }
      if isFound { return classNumber(line: line, slot: slot) }
    }
    return nil
  }

  private func offset(ofByte byte: Int, slot: Int, line: Int) -> Int {
    let highByteCount = layout.remainderByteCount - 4
    return line * 64
      + (byte < 4 ? 4 + slot * 4 + byte : layout.highOffset + slot * highByteCount + byte - 4)
  }

  private func classNumber(line: Int, slot: Int) -> UInt16? {
    let base = line * 64 + layout.classOffset
    let number: UInt16 =
      switch layout.classBitCount {
      case 0: 1
      case 4: UInt16(slot % 2 == 0 ? bytes[base + slot / 2] & 15 : bytes[base + slot / 2] >> 4)
      case 8: UInt16(bytes[base + slot])
      default: UInt16(bytes[base + 2 * slot]) | UInt16(bytes[base + 2 * slot + 1]) << 8
      }
    // What stands for the side table is no class of an index that was built.
    return number == 0 ? nil : min(number, Self.aside - 1)
  }
}
