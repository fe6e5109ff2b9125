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

  /// Appends the class of each key, 0 for a key of 0 and for a number on no list.
  ///
  /// First home lines are asked for, then they are read: a look-up costs its share of the memory's
  /// bandwidth, not its latency. Some groups are always under way.
  ///
  /// - Parameter side: The entries of the side table: answers for what is not in the lines: keys of sixteen digits and more, and
  ///   the few entries that found no room.
  /// - Complexity: O(*n*); at most eight lines a key, one for 96 in 100.
  func find(
    _ keys: Span<UInt64>, side: Span<UInt8>, into classes: inout OutputSpan<UInt16>
  ) {
    precondition(classes.freeCapacity >= keys.count, "no room for the classes of all keys")
    var answers = Answers(count: keys.count, in: &classes)
    var found = classes.mutableSpan
    // Of four groups, three are under way while one is answered.
    var groups = InlineArray<4, nodial_group>(repeating: nodial_group())
    let groupCount = LookUpQueue.groupCount(keyCount: keys.count)
    for group in 0..<groupCount &+ 3 {
      if group >= 3 {
        answer(keys, &groups[(group &- 3) & 3], side, &answers, &found)
      }
      if group < groupCount {
        let start = group &* LookUpQueue.groupKeyCount
        let end = min(start &+ LookUpQueue.groupKeyCount, keys.count)
        ask(keys.extracting(start..<end), &groups[group & 3])
      }
    }
    findDisplaced(keys, side, &answers, &found)
  }

  /// Asks for the home lines of further keys; ``answer(_:_:side:into:)`` comes later.
  func ask(_ keys: Span<UInt64>, _ queue: inout LookUpQueue) {
    queue.append(keys.count) { groups, start in
      // SAFETY: there is room for the groups of all keys from `start` on.
      unsafe keys.withUnsafeBufferPointer { keys in
        unsafe groups.withUnsafeMutableBufferPointer { groups in
          unsafe withUnsafePointer(to: table) { table in
            unsafe nodial_ask(table, keys.baseAddress, keys.count, groups.baseAddress! + start)
          }
        }
      }
    }
  }

  /// Appends the classes of all keys that the queue has asked for, and empties it.
  ///
  /// - Parameter keys: The same keys, in order.
  func answer(
    _ keys: Span<UInt64>, _ queue: inout LookUpQueue, side: Span<UInt8>,
    into classes: inout OutputSpan<UInt16>
  ) {
    precondition(queue.keyCount == keys.count, "other keys were asked for")
    precondition(classes.freeCapacity >= keys.count, "no room for the classes of all keys")
    var answers = Answers(count: keys.count, in: &classes)
    var found = classes.mutableSpan
    queue.removeAll { groups, count in
      for index in 0..<count { answer(keys, &groups[index], side, &answers, &found) }
    }
    findDisplaced(keys, side, &answers, &found)
  }

  /// Works out the places of a group of keys and asks memory for their home lines.
  @inline(__always)
  private func ask(_ keys: Span<UInt64>, _ group: inout nodial_group) {
    // SAFETY: one group holds all keys, which are at most as many.
    unsafe keys.withUnsafeBufferPointer { keys in
      unsafe withUnsafePointer(to: table) { table in
        unsafe nodial_ask(table, keys.baseAddress, keys.count, &group)
      }
    }
  }

  /// How far the answers have come.
  private struct Answers {
    /// The keys that wait until their second line has come.
    static let waitingCountMax = 64

    /// Where the class of the first key goes.
    let firstClass: Int
    /// The key that the next group begins with.
    var nextKey = 0
    private(set) var waitingCount = 0
    private var waiting = InlineArray<64, Int>(repeating: 0)

    /// Every key is on no list until its entry is found.
    init(count: Int, in classes: inout OutputSpan<UInt16>) {
      firstClass = classes.count
      classes.append(repeating: 0, count: count)
    }

    @inline(__always)
    mutating func wait(_ key: Int) {
      waiting[waitingCount] = key
      waitingCount &+= 1
    }

    subscript(index: Int) -> Int { waiting[index] }

    mutating func removeWaiting() { waitingCount = 0 }
  }

  /// Sets the classes of a group whose lines are on their way.
  ///
  /// The few entries that may be displaced wait until others have been answered: by then their lines
  /// are there too.
  @inline(__always)
  private func answer(
    _ keys: Span<UInt64>, _ group: inout nodial_group, _ side: Span<UInt8>,
    _ answers: inout Answers, _ classes: inout MutableSpan<UInt16>
  ) {
    unsafe withUnsafePointer(to: table) { table in unsafe nodial_answer(table, &group, 1) }
    let start = answers.nextKey
    answers.nextKey &+= Int(group.count)
    var displaced = group.displaced & ~group.outside
    var candidates = group.found & ~group.outside
    if displaced | candidates | group.outside == 0 { return }
    while candidates != 0 {
      let key = candidates.trailingZeroBitCount
      let home = unsafe Int(nodial_group_home(&group, key))
      let found = unsafe classInLine(
        lines + home &* SlotLayout.lineByteCount, slots: nodial_group_slots(&group, key),
        slotValue: nodial_group_remainder(&group, key))
      if found != 0 {
        classes[answers.firstClass &+ start &+ key] = found
        displaced &= ~(1 &<< UInt32(truncatingIfNeeded: key))
      }
      candidates &= candidates &- 1
    }
    if answers.waitingCount > Answers.waitingCountMax &- LookUpQueue.groupKeyCount {
      findDisplaced(keys, side, &answers, &classes)
    }
    while displaced != 0 {
      let key = displaced.trailingZeroBitCount
      let line = unsafe lines + Int(nodial_group_home(&group, key)) &* SlotLayout.lineByteCount
      unsafe nodial_prefetch(line + SlotLayout.lineByteCount)
      unsafe nodial_prefetch(line + 2 &* SlotLayout.lineByteCount)
      answers.wait(start &+ key)
      displaced &= displaced &- 1
    }
    var outside = group.outside
    while outside != 0 {
      let key = start &+ outside.trailingZeroBitCount
      if keys[key] != 0 {
        classes[answers.firstClass &+ key] = SideTable.find(keys[key], in: side)
      }
      outside &= outside &- 1
    }
  }

  /// Answers the keys that wait.
  @inline(never)
  private func findDisplaced(
    _ keys: Span<UInt64>, _ side: Span<UInt8>, _ answers: inout Answers,
    _ classes: inout MutableSpan<UInt16>
  ) {
    for index in 0..<answers.waitingCount {
      let key = answers[index]
      classes[answers.firstClass &+ key] = findDisplaced(NumberCode.code(of: keys[key]), side)
    }
    answers.removeWaiting()
  }

  /// The rare continuation: the home's filter says that the entry may lie elsewhere.
  private func findDisplaced(_ code: UInt64, _ side: Span<UInt8>) -> UInt16 {
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
    return SideTable.find(code, in: side)
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
