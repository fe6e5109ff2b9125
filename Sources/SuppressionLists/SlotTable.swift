import CKernels

/// The lines of an index, mapped: tells the class of a code.
///
/// SAFETY: of all `unsafe` in this file: `lines` points at `lineCount + displacementMax` lines, which
/// `IndexHeader` checked against the size of the file, and which the owner of the table keeps mapped.
/// Every line number below is a home (below `lineCount` by `HomeMap.locate`) plus at most
/// `displacementMax` (three bits of the header), and every slot number is below the layout's slot
/// count, so no byte outside of the lines is read, whatever the lines hold.
@safe struct SlotTable: @unchecked Sendable {
  private let lines: UnsafeRawPointer
  private let homes: HomeMap
  private let layout: SlotLayout
  private let highByteCount: Int
  private let table: nodial_line_table

  init(lines: UnsafeRawPointer, lineCount: Int, layout: SlotLayout) {
    unsafe self.lines = lines
    homes = HomeMap(lineCount: lineCount)
    self.layout = layout
    highByteCount = layout.remainderByteCount - 4
    unsafe table = nodial_line_table(
      lines: lines, line_count: UInt64(lineCount),
      dropped_bit_count: UInt32(homes.droppedBitCount),
      slot_mask: (1 << UInt32(layout.slotCount)) - 1)
  }

  /// The keys that are asked for before the first of them is answered: enough to hide the latency of
  /// memory, few enough for the processor's queues.
  private static let groupCount = Int(NODIAL_GROUP_KEY_COUNT)

  /// Appends the class of each key, 0 for a key of 0 and for a number on no list.
  ///
  /// First every home line is asked for, then every line is read: a look-up costs its share of the
  /// memory's bandwidth, not its latency. Two groups are under way: while the lines of one come, the
  /// next one is hashed.
  ///
  /// - Parameter side: Answers for what is not in the lines: keys of sixteen digits and more, and
  ///   the few entries that found no room.
  /// - Complexity: O(*n*); at most eight lines a key, one for 96 in 100.
  func find(
    _ keys: Span<UInt64>, side: Span<UInt8>, sideEntryCount: Int,
    into classes: inout OutputSpan<UInt16>
  ) {
    precondition(classes.freeCapacity >= keys.count, "no room for the classes of all keys")
    let first = classes.count
    classes.append(repeating: 0, count: keys.count)
    var found = classes.mutableSpan
    var even = nodial_group()
    var odd = nodial_group()
    var waiting = Waiting(firstClass: first)
    ask(keys, from: 0, &even)
    var start = 0
    while start < keys.count {
      ask(keys, from: start &+ Self.groupCount, &odd)
      answer(keys, from: start, &even, side, sideEntryCount, &waiting, &found)
      start &+= Self.groupCount
      ask(keys, from: start &+ Self.groupCount, &even)
      answer(keys, from: start, &odd, side, sideEntryCount, &waiting, &found)
      start &+= Self.groupCount
    }
    findDisplaced(keys, side, sideEntryCount, &waiting, &found)
  }

  /// Works out the places of a group of keys and asks memory for their home lines.
  @inline(__always)
  private func ask(_ keys: Span<UInt64>, from start: Int, _ group: inout nodial_group) {
    guard start < keys.count else { return }
    let here = keys.extracting(start..<min(start &+ Self.groupCount, keys.count))
    unsafe here.withUnsafeBufferPointer { here in
      unsafe withUnsafePointer(to: table) { table in
        unsafe nodial_ask(table, here.baseAddress!, here.count, &group)
      }
    }
  }

  /// Sets the classes of a group whose lines are on their way.
  ///
  /// The few entries that may be displaced wait until others have been answered: by then their lines
  /// are there too.
  @inline(__always)
  private func answer(
    _ keys: Span<UInt64>, from start: Int, _ group: inout nodial_group, _ side: Span<UInt8>,
    _ sideEntryCount: Int, _ waiting: inout Waiting, _ classes: inout MutableSpan<UInt16>
  ) {
    guard start < keys.count else { return }
    let count = min(Self.groupCount, keys.count &- start)
    unsafe withUnsafePointer(to: table) { table in unsafe nodial_answer(table, count, &group) }
    let firstClass = waiting.firstClass &+ start
    var displaced = group.displaced & ~group.outside
    var candidates = group.found & ~group.outside
    while candidates != 0 {
      let key = candidates.trailingZeroBitCount
      let home = unsafe Int(nodial_group_home(&group, key))
      let found = unsafe classInLine(
        lines + home &* SlotLayout.lineByteCount, slots: nodial_group_slots(&group, key),
        slotValue: nodial_group_remainder(&group, key))
      if found != 0 {
        classes[firstClass &+ key] = found
        displaced &= ~(1 &<< UInt64(truncatingIfNeeded: key))
      }
      candidates &= candidates &- 1
    }
    if waiting.count > Waiting.countMax &- Self.groupCount {
      findDisplaced(keys, side, sideEntryCount, &waiting, &classes)
    }
    while displaced != 0 {
      let key = displaced.trailingZeroBitCount
      let line = unsafe lines + Int(nodial_group_home(&group, key)) &* SlotLayout.lineByteCount
      unsafe nodial_prefetch(line + SlotLayout.lineByteCount)
      unsafe nodial_prefetch(line + 2 &* SlotLayout.lineByteCount)
      waiting.append(start &+ key)
      displaced &= displaced &- 1
    }
    var outside = group.outside
    while outside != 0 {
      let place = start &+ outside.trailingZeroBitCount
      if keys[place] != 0 {
        classes[waiting.firstClass &+ place] = SideTable.find(
          keys[place], in: side, entryCount: sideEntryCount)
      }
      outside &= outside &- 1
    }
  }

  /// The places of keys that may be displaced.
  private struct Waiting {
    static let countMax = 128
    /// Where the class of the first key goes.
    let firstClass: Int
    private(set) var count = 0
    private var places = InlineArray<128, Int>(repeating: 0)

    init(firstClass: Int) { self.firstClass = firstClass }

    @inline(__always)
    mutating func append(_ place: Int) {
      places[count] = place
      count &+= 1
    }

    subscript(index: Int) -> Int { places[index] }

    mutating func removeAll() { count = 0 }
  }

  /// Answers the keys that wait.
  @inline(never)
  private func findDisplaced(
    _ keys: Span<UInt64>, _ side: Span<UInt8>, _ sideEntryCount: Int, _ waiting: inout Waiting,
    _ classes: inout MutableSpan<UInt16>
  ) {
    for index in 0..<waiting.count {
      let place = waiting[index]
      let found = findDisplaced(NumberCode.code(of: keys[place]), side, sideEntryCount)
      classes[waiting.firstClass &+ place] = found
    }
    waiting.removeAll()
  }

  /// The rare continuation: the home's filter says that the entry may lie elsewhere.
  private func findDisplaced(
    _ code: UInt64, _ side: Span<UInt8>, _ sideEntryCount: Int
  ) -> UInt16 {
    let (homeNumber, remainder) = homes.locate(code)
    let home = unsafe lines + homeNumber * SlotLayout.lineByteCount
    let header = unsafe UInt32(littleEndian: home.loadUnaligned(as: UInt32.self))
    let reach = Int(header &>> 4 & 7)
    var displacement = 1
    while displacement <= reach {
      let line = unsafe home + displacement * SlotLayout.lineByteCount
      let slotValue = remainder | UInt64(displacement) << UInt64(layout.displacementShift)
      let found = unsafe classInLine(line, slotValue: slotValue)
      if found != 0 { return found }
      displacement += 1
    }
    guard header & 0x80 != 0 else { return 0 }
    return SideTable.find(code, in: side, entryCount: sideEntryCount)
  }

  /// The class of the slot of `line` that holds `slotValue`, or 0.
  @inline(__always)
  private func classInLine(_ line: UnsafeRawPointer, slotValue: UInt64) -> UInt16 {
    let header = unsafe UInt32(littleEndian: line.loadUnaligned(as: UInt32.self))
    let used: UInt32 = (1 &<< (header & 15)) &- 1
    let slots = unsafe nodial_line_match(line, UInt32(truncatingIfNeeded: slotValue)) & used
    return unsafe classInLine(line, slots: slots & table.slot_mask, slotValue: slotValue)
  }

  /// The class of the one of `slots`, whose low bits match, that holds `slotValue`, or 0.
  @inline(__always)
  private func classInLine(
    _ line: UnsafeRawPointer, slots: UInt32, slotValue: UInt64
  ) -> UInt16 {
    var slots = slots
    while slots != 0 {
      let slot = slots.trailingZeroBitCount
      if unsafe highMatches(line, slot: slot, slotValue: slotValue) {
        return unsafe classNumber(line, slot: slot)
      }
      slots &= slots &- 1
    }
    return 0
  }

  @inline(__always)
  private func highMatches(_ line: UnsafeRawPointer, slot: Int, slotValue: UInt64) -> Bool {
    let high = slotValue &>> 32
    let base = layout.highOffset
    switch highByteCount {
    case 0: return true
    case 1:
      return unsafe line.load(fromByteOffset: base &+ slot, as: UInt8.self)
        == UInt8(truncatingIfNeeded: high)
    default:
      let word = unsafe line.loadUnaligned(fromByteOffset: base &+ 2 &* slot, as: UInt16.self)
      return UInt16(littleEndian: word) == UInt16(truncatingIfNeeded: high)
    }
  }

  @inline(__always)
  private func classNumber(_ line: UnsafeRawPointer, slot: Int) -> UInt16 {
    let base = layout.classOffset
    switch layout.classBitCount {
    case 0: return 1
    case 4:
      let pair = unsafe line.load(fromByteOffset: base &+ slot &>> 1, as: UInt8.self)
      return UInt16(slot & 1 == 0 ? pair & 15 : pair &>> 4)
    case 8: return unsafe UInt16(line.load(fromByteOffset: base &+ slot, as: UInt8.self))
    default:
      let word = unsafe line.loadUnaligned(fromByteOffset: base &+ 2 &* slot, as: UInt16.self)
      return UInt16(littleEndian: word)
    }
  }
}
