import CKernels
import SuppressionLists
import TestSupport
import Testing

/// What the kernels find for many keys, against the same worked out key by key and byte by byte.
struct IndexKernelsTests {
  private static let layouts: [(northAmerican: (Int, Int), international: (Int, Int))] = [
    ((2, 0), (4, 0)), ((2, 4), (4, 4)), ((2, 16), (5, 4)), ((3, 0), (5, 8)), ((3, 8), (6, 16)),
    ((4, 4), (4, 16)), ((4, 16), (6, 0)),
  ]

  /// Lines full of chance, in which every key stands now and then, at home or displaced.
  @Test(arguments: 0...2, layouts.indices)
  func keysAreFoundAsTheFormatSays(width: Int, layouts: Int) throws {
    let pair = Self.layouts[layouts]
    let layouts = try [pair.northAmerican, pair.international].map { remainder, classes in
      try #require(SlotLayout(remainderByteCount: remainder, classBitCount: classes))
    }
    var generator = SeededGenerator(stream: 18)
    let plain = Array(zip(layouts, CodeDomain.all(isKeyed: false)))
    for lineCounts in [[1, 1], [33, 0], [0, 33], [1000, 8193], [8193, 1000]] {
      var tables = zip(lineCounts, plain).map { lineCount, table in
        LinesTwin(homeCount: lineCount, layout: table.0, table.1, using: &generator)
      }
      for count in [1, 15, 16, 17, 63, 64, 200, 1024, 1500] {
        // Keys of one domain, of the other, and of both.
        for share in [0, 1, 10, 19, 20] {
          var keys = (0..<count).map { _ in
            Int.random(in: 0..<20, using: &generator) < share
              ? UInt64.random(in: 12_000_000_000..<12_000_000_000 + 1 << 33, using: &generator)
              : UInt64.random(in: 0..<1 << 50, using: &generator)
          }
          if share < 20 || Bool.random(using: &generator) {
            keys[count / 2] = [0, 1 << 50, .max, 1 << 50 - 1].randomElement(using: &generator)!
          }
          for key in keys where key < 1 << 50 && Bool.random(using: &generator) {
            tables[CodeDomain(of: key).tableNumber].store(key, using: &generator)
          }
          try check(keys, tables, width: width)
        }
      }
    }
  }

  private func check(_ keys: [UInt64], _ twins: [LinesTwin], width: Int) throws {
    // All ones, to see that the kernel sets them all.
    var classes = [UInt16](repeating: .max, count: keys.count)
    var hasAside: Int32 = 0
    // SAFETY: the tables name all lines, with those behind the homes.
    var single: [UInt16] = []
    let isKnown = unsafe twins[0].bytes.withUnsafeBytes { first in
      unsafe twins[1].bytes.withUnsafeBytes { second in
        let tables = unsafe [twins[0].table(first), twins[1].table(second)]
        var home: UnsafeRawPointer?
        for key in keys { unsafe single.append(nodial_find_one(tables, key, &home)) }
        return unsafe nodial_find_by_width(
          Int32(width), tables, keys, keys.count, &classes, &hasAside) != 0
      }
    }
    // A processor with narrower vectors only; the narrowest are everywhere.
    guard isKnown else {
      #expect(width > 0)
      return
    }
    let expected = keys.map { twins[CodeDomain(of: $0).tableNumber].find($0) }
    #expect(classes == expected)
    #expect(single == expected)
    #expect((hasAside != 0) == expected.contains(LinesTwin.aside))
  }

  // What stands for numbers in a keyed index: 58 bits, of which r bytes are 4 to 7.
  @Test(arguments: [0, 1, 2], [4, 5, 6, 7])
  func codesAreFoundAsTheFormatSays(width: Int, remainderByteCount: Int) throws {
    var generator = SeededGenerator(stream: 61)
    for classBitCount in [0, 4, 8, 16] {
      let layout = try #require(
        SlotLayout(remainderByteCount: remainderByteCount, classBitCount: classBitCount))
      for lineCount in [1, 0, 33, 8193] {
        var twin = LinesTwin(homeCount: lineCount, layout: layout, .keyed, using: &generator)
        for count in [1, 16, 17, 200, 1500] {
          var codes = (0..<count).map { _ in UInt64.random(in: 0..<1 << 58, using: &generator) }
          codes[count / 2] = [0, 1 << 58, .max, 1 << 58 - 1, 12_025_550_123].randomElement(
            using: &generator)!
          for code in codes where code > 0 && code < 1 << 58 && Bool.random(using: &generator) {
            twin.store(code, using: &generator)
          }
          checkKeyed(codes, twin, width: width)
        }
      }
    }
  }

  private func checkKeyed(_ codes: [UInt64], _ twin: LinesTwin, width: Int) {
    var classes = [UInt16](repeating: .max, count: codes.count)
    var hasAside: Int32 = 0
    var single: [UInt16] = []
    // SAFETY: the table names all lines, with those behind the homes.
    let isKnown = unsafe twin.bytes.withUnsafeBytes { lines in
      let tables = unsafe [twin.table(lines)]
      var home: UnsafeRawPointer?
      for code in codes { unsafe single.append(nodial_find_one_keyed(tables, code, &home)) }
      return unsafe nodial_find_keyed_by_width(
        Int32(width), tables, codes, codes.count, &classes, &hasAside) != 0
    }
    guard isKnown else {
      #expect(width > 0)
      return
    }
    let expected = codes.map { $0 < 1 << 58 ? twin.find($0) : 0 }
    #expect(classes == expected)
    #expect(single == expected)
    #expect((hasAside != 0) == expected.contains(LinesTwin.aside))
  }
}

/// Lines of an index, read and written by the words of the specification alone.
private struct LinesTwin {
  static let aside: UInt16 = 0xFFFF

  let domain: CodeDomain
  let homeCount: Int
  let homes: HomeMap
  let layout: SlotLayout
  private(set) var bytes: [UInt8]
  /// True for lines of 16-bit slots.
  private var isShort: Bool { layout.remainderByteCount < 4 }

  init(
    homeCount: Int, layout: SlotLayout, _ domain: CodeDomain,
    using generator: inout SeededGenerator
  ) {
    self.domain = domain
    self.homeCount = homeCount
    homes = HomeMap(lineCount: max(1, homeCount), domain)
    self.layout = layout
    bytes = (0..<(homeCount + 7) * 64).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  func table(_ lines: UnsafeRawBufferPointer) -> nodial_line_table {
    let lowByteCount = isShort ? 2 : 4
    return unsafe nodial_line_table(
      lines: lines.baseAddress, line_count: UInt64(homeCount),
      dropped_bit_count: UInt32(homes.droppedBitCount),
      slot_mask: 1 << UInt32(layout.slotCount) - 1, low_byte_count: UInt8(lowByteCount),
      high_byte_count: UInt8(layout.remainderByteCount - lowByteCount),
      high_offset: UInt8(layout.highOffset), class_bit_count: UInt8(layout.classBitCount),
      class_offset: UInt8(layout.classOffset),
      displacement_shift: UInt8(layout.displacementShift))
  }

  /// Puts a key into a slot of its home or of one of the lines behind it.
  mutating func store(_ key: UInt64, using generator: inout SeededGenerator) {
    guard homeCount > 0 else { return }
    let (home, remainder) = homes.locate(domain.code(of: key))
    let displacementMax = isShort ? 3 : 7
    let displacement = max(0, Int.random(in: -7...displacementMax, using: &generator))
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
    if key >= 1 << 50, domain != .keyed { return Self.aside }
    if homeCount == 0 { return 0 }
    let code = domain.code(of: key)
    let (home, remainder) = homes.locate(code)
    if let found = findInLine(home, value: remainder) { return found }
    let filterBit = Int(isNorthAmerican ? (code & 0xFF) * 24 / 256 : (code & 0xFFFF) * 24 / 65_536)
    guard bytes[home * 64 + 1 + filterBit / 8] >> UInt8(filterBit % 8) & 1 != 0 else { return 0 }
    let header = bytes[home * 64]
    for displacement in 0..<Int(isShort ? header >> 5 & 3 : header >> 4 & 7) {
      let distance = displacement + 1
      let value = remainder | UInt64(distance) << UInt64(layout.displacementShift)
      if let found = findInLine(home + distance, value: value) { return found }
    }
    return header & 0x80 != 0 ? Self.aside : 0
  }

  private var isNorthAmerican: Bool { domain == .northAmerican }

  /// The class of the first used slot that holds `value`; nil if none does, or has class 0.
  private func findInLine(_ line: Int, value: UInt64) -> UInt16? {
    let usedCount = min(layout.slotCount, Int(bytes[line * 64] & (isShort ? 31 : 15)))
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
    let lowByteCount = isShort ? 2 : 4
    let highByteCount = layout.remainderByteCount - lowByteCount
    return line * 64
      + (byte < lowByteCount
        ? 4 + slot * lowByteCount + byte
        : layout.highOffset + slot * highByteCount + byte - lowByteCount)
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
