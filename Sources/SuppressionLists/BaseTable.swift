/// The lines and the side table of an index, read in the order of the codes.
///
/// SAFETY: of all `unsafe` in this file: loads of integers, for which any bytes are valid; their
/// offsets are checked against the span, whose elements have no padding.
struct BaseTable: ~Escapable {
  struct Entry {
    var code: UInt64
    var classNumber: UInt16
  }

  let layout: SlotLayout
  /// The home lines; `SlotLayout.displacementMax` lines follow them.
  let lineCount: Int
  /// All lines.
  let lines: Span<UInt8>
  private let side: Span<UInt8>
  private let sideEntryCount: Int
  private let homes: HomeMap

  @_lifetime(copy lines, copy side)
  init(lines: Span<UInt8>, side: Span<UInt8>, header: IndexHeader) {
    self.lines = lines
    self.side = side
    layout = header.layout
    lineCount = header.lineCount
    sideEntryCount = header.sideEntryCount
    homes = HomeMap(lineCount: header.lineCount)
  }

  /// Appends the entries of a home, ascending by code.
  ///
  /// Those in its own line come first: the writer placed the least codes there, and of the others the
  /// lesser ones before the greater. What no line had room for is last.
  func appendEntries(ofHome home: Int, to entries: inout [Entry]) {
    let header = header(ofLine: home)
    for displacement in 0...Int(header >> 4 & 7) {
      appendSlots(ofLine: home + displacement, displacement: displacement, to: &entries)
    }
    guard header & 0x80 != 0 else { return }
    var number = sideEntry(atOrAfter: homes.code(home: home, remainder: 0))
    while number < sideEntryCount {
      let entry = sideEntry(number)
      guard entry.code < NumberCode.domainEnd, homes.locate(entry.code).home == home else { return }
      entries.append(entry)
      number += 1
    }
  }

  /// True if no entry of a home before `home` lies in its line or after it.
  func isQuiet(beforeHome home: Int) -> Bool {
    for distance in 1...SlotLayout.displacementMax where distance <= home {
      let header = header(ofLine: home - distance)
      if Int(header >> 4 & 7) >= distance || header & 0x80 != 0 { return false }
    }
    return true
  }

  /// True if an entry of one of the `classes` lies in a line, or may lie in the side table for it.
  func holdsClass(_ classes: Span<Bool>, inLine line: Int) -> Bool {
    let header = header(ofLine: line)
    if header & 0x80 != 0 { return true }
    for slot in 0..<Int(header & 15) {
      let number = Int(classNumber(ofLine: line, slot: slot))
      if number < classes.count && classes[number] { return true }
    }
    return false
  }

  // MARK: The side table

  var sideCount: Int { sideEntryCount }

  func sideEntry(_ number: Int) -> Entry {
    var reader = ByteReader(side, at: number * SideTable.entryByteCount)
    return Entry(code: reader.read(), classNumber: reader.read())
  }

  /// The home of an entry of the side table, or nil if its code is that of a long key.
  func home(ofSideEntry number: Int) -> Int? {
    let code = sideEntry(number).code
    return code < NumberCode.domainEnd ? homes.locate(code).home : nil
  }

  private func sideEntry(atOrAfter code: UInt64) -> Int {
    var lower = 0
    var upper = sideEntryCount
    while lower < upper {
      let middle = (lower + upper) / 2
      if sideEntry(middle).code < code { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }

  // MARK: Slots

  private func header(ofLine line: Int) -> UInt32 {
    unsafe UInt32(
      littleEndian: lines.bytes.unsafeLoadUnaligned(
        fromByteOffset: line * SlotLayout.lineByteCount, as: UInt32.self))
  }

  /// Appends the entries of a line that are displaced so far.
  private func appendSlots(ofLine line: Int, displacement: Int, to entries: inout [Entry]) {
    let start = line * SlotLayout.lineByteCount
    let used = min(Int(header(ofLine: line) & 15), layout.slotCount)
    let highByteCount = layout.remainderByteCount - 4
    let bytes = unsafe lines.bytes
    for slot in 0..<used {
      var value = unsafe UInt64(
        UInt32(
          littleEndian: bytes.unsafeLoadUnaligned(
            fromByteOffset: start + 4 + 4 * slot, as: UInt32.self)))
      let high = start + layout.highOffset + highByteCount * slot
      if highByteCount == 1 {
        value |= unsafe UInt64(bytes.unsafeLoad(fromByteOffset: high, as: UInt8.self)) << 32
      } else if highByteCount == 2 {
        value |=
          unsafe UInt64(
            UInt16(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: high, as: UInt16.self)))
          << 32
      }
      let shift = UInt64(layout.displacementShift)
      guard Int(truncatingIfNeeded: value &>> shift) == displacement else { continue }
      let remainder = value & ((1 &<< shift) &- 1)
      entries.append(
        Entry(
          code: homes.code(home: line - displacement, remainder: remainder),
          classNumber: classNumber(ofLine: line, slot: slot)))
    }
  }

  private func classNumber(ofLine line: Int, slot: Int) -> UInt16 {
    let base = line * SlotLayout.lineByteCount + layout.classOffset
    switch layout.classBitCount {
    case 0: return 1
    case 4:
      let pair = lines[base + slot / 2]
      return UInt16(slot % 2 == 0 ? pair & 15 : pair >> 4)
    case 8: return UInt16(lines[base + slot])
    default: return UInt16(lines[base + 2 * slot]) | UInt16(lines[base + 2 * slot + 1]) << 8
    }
  }
}
