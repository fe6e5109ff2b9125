/// The lines and the side table of a domain in an index, read in the order of the codes.
///
/// SAFETY: of all `unsafe` in this file: loads of integers, for which any bytes are valid; their
/// offsets are checked against the span, whose elements have no padding.
struct BaseTable: ~Escapable {
  struct Entry {
    var code: UInt64
    var classNumber: UInt16
  }

  let domain: CodeDomain
  let layout: SlotLayout
  /// The home lines; `layout.displacementMax` lines follow them.
  let lineCount: Int
  let allLineCount: Int
  /// All lines.
  let lines: Span<UInt8>
  private let side: Span<UInt8>
  private let sideEntryCount: Int
  private let homes: HomeMap

  @_lifetime(copy lines, copy side)
  init(lines: Span<UInt8>, side: Span<UInt8>, header: TableHeader) {
    self.lines = lines
    self.side = side
    domain = header.domain
    layout = header.layout
    lineCount = header.lineCount
    allLineCount = header.allLineCount
    sideEntryCount = header.sideEntryCount
    homes = header.homes
  }

  /// Appends the entries of a home, ascending by code.
  ///
  /// Those in its own line come first: the writer placed the least codes there, and of the others the
  /// lesser ones before the greater. What no line had room for is last.
  func appendEntries(ofHome home: Int, to entries: inout [Entry]) {
    let header = header(ofLine: home)
    for displacement in 0...reach(header) {
      appendSlots(ofLine: home + displacement, displacement: displacement, to: &entries)
    }
    guard header & 0x80 != 0 else { return }
    var number = sideEntry(atOrAfter: homes.code(home: home, remainder: 0))
    while number < sideEntryCount {
      let entry = sideEntry(number)
      guard entry.code < domain.end, homes.locate(entry.code).home == home else { return }
      entries.append(entry)
      number += 1
    }
  }

  /// The homes in which entries with these codes may lie.
  func homes(of codes: Range<UInt64>) -> Range<Int> {
    guard lineCount > 0 else { return 0..<0 }
    return homes.locate(codes.lowerBound).home..<homes.locate(codes.upperBound - 1).home + 1
  }

  /// True if a home may have an entry of one of the classes; false only if it has none.
  func mayHold(_ classes: borrowing ClassFilter, ofHome home: Int) -> Bool {
    for displacement in 0...reach(header(ofLine: home))
    where mayHold(classes, inLine: home + displacement) {
      return true
    }
    return false
  }

  /// True if no entry of a home before `home` lies in its line or after it.
  func isQuiet(beforeHome home: Int) -> Bool {
    for distance in 1...layout.displacementMax where distance <= home {
      let header = header(ofLine: home - distance)
      if reach(header) >= distance || header & 0x80 != 0 { return false }
    }
    return true
  }

  /// True if an entry of one of the classes may lie in a line, or in the side table for it.
  ///
  /// The classes of a line are compared eight bytes at a time; unused slots are of class 0.
  func mayHold(_ classes: borrowing ClassFilter, inLine line: Int) -> Bool {
    let header = header(ofLine: line)
    if header & 0x80 != 0 { return true }
    if layout.classBitCount == 0 { return classes.holdsFirst && usedCount(header) > 0 }
    let start = line * SlotLayout.lineByteCount
    // The last eight bytes that begin where a class does; they overlap those before them.
    let last =
      SlotLayout.lineByteCount - 8 - (layout.classBitCount == 16 ? layout.classOffset & 1 : 0)
    var offset = min(layout.classOffset, last)
    while true {
      let word = unsafe UInt64(
        littleEndian: lines.bytes.unsafeLoadUnaligned(
          fromByteOffset: start + offset, as: UInt64.self))
      if classes.mayHold(word) { return true }
      if offset == last { return false }
      offset = min(offset + 8, last)
    }
  }

  // MARK: The side table

  var sideCount: Int { sideEntryCount }

  func sideEntry(_ number: Int) -> Entry {
    Entry(
      code: SideTable.code(ofEntry: number, in: side),
      classNumber: SideTable.classNumber(ofEntry: number, in: side))
  }

  /// The home of an entry of the side table, or nil if its code is that of a long key.
  func home(ofSideEntry number: Int) -> Int? {
    let code = sideEntry(number).code
    return code < domain.end ? homes.locate(code).home : nil
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

  private func usedCount(_ header: UInt32) -> Int {
    min(Int(header & (1 << layout.reachShift - 1)), layout.slotCount)
  }

  private func reach(_ header: UInt32) -> Int {
    Int(header >> layout.reachShift) & layout.displacementMax
  }

  /// Appends the entries of a line that are displaced so far.
  private func appendSlots(ofLine line: Int, displacement: Int, to entries: inout [Entry]) {
    let start = line * SlotLayout.lineByteCount
    let lowByteCount = layout.lowByteCount
    let highByteCount = layout.remainderByteCount - lowByteCount
    for slot in 0..<usedCount(header(ofLine: line)) {
      let low = start + 4 + lowByteCount * slot
      let high = start + layout.highOffset + highByteCount * slot
      let value =
        integer(at: low, byteCount: lowByteCount)
        | integer(at: high, byteCount: highByteCount) << UInt64(8 * lowByteCount)
      let shift = UInt64(layout.displacementShift)
      guard Int(truncatingIfNeeded: value &>> shift) == displacement else { continue }
      let remainder = value & ((1 &<< shift) &- 1)
      entries.append(
        Entry(
          code: homes.code(home: line - displacement, remainder: remainder),
          classNumber: classNumber(ofLine: line, slot: slot)))
    }
  }

  /// An integer of 0 to 4 bytes.
  private func integer(at offset: Int, byteCount: Int) -> UInt64 {
    let bytes = unsafe lines.bytes
    return switch byteCount {
    case 0: 0
    case 1: UInt64(unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self))
    case 2:
      UInt64(
        unsafe UInt16(
          littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self)))
    case 3: integer(at: offset, byteCount: 2) | integer(at: offset + 2, byteCount: 1) << 16
    default:
      UInt64(
        unsafe UInt32(
          littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)))
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
