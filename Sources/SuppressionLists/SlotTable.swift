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
  private let slotMask: UInt32

  init(lines: UnsafeRawPointer, lineCount: Int, layout: SlotLayout) {
    unsafe self.lines = lines
    homes = HomeMap(lineCount: lineCount)
    self.layout = layout
    highByteCount = layout.remainderByteCount - 4
    slotMask = (1 << UInt32(layout.slotCount)) - 1
  }

  /// The look-ups under way at once: enough to hide the latency of memory, few enough for the
  /// processor's queues and the stack.
  static let batchCount = 64

  /// Appends the class of each key, 0 for a key of 0 and for a number on no list.
  ///
  /// First every home line is asked for, then every line is read: a look-up costs its share of the
  /// memory's bandwidth, not its latency.
  ///
  /// - Parameter side: Answers for what is not in the lines: keys of sixteen digits and more, and
  ///   the few entries that found no room.
  /// - Complexity: O(*n*); at most eight lines a key, one for 96 in 100.
  func find(
    _ keys: Span<UInt64>, side: Span<UInt8>, sideEntryCount: Int,
    into classes: inout OutputSpan<UInt16>
  ) {
    precondition(classes.freeCapacity >= keys.count, "no room for the classes of all keys")
    // Two batches are under way: while the lines of one come, the next one is hashed.
    var places = InlineArray<128, Place>(repeating: Place())
    var span = places.mutableSpan
    var asked = 0
    var answered = 0
    while answered < keys.count {
      let end = min(answered &+ 2 &* Self.batchCount, keys.count)
      while asked < end {
        let batchEnd = min((asked / Self.batchCount &+ 1) &* Self.batchCount, keys.count)
        ask(keys.extracting(asked..<batchEnd), &span, at: asked & Self.batchCount)
        asked = batchEnd
      }
      let count = min(Self.batchCount, keys.count &- answered)
      let first = answered & Self.batchCount
      answer(span.span.extracting(first..<first &+ count), side, sideEntryCount, &classes)
      answered &+= count
    }
  }

  /// Where a key's entry would lie.
  private struct Place {
    var code: UInt64 = 0
    var remainder: UInt64 = 0
    var home = 0
  }

  /// Works out the places of at most `batchCount` keys and asks memory for their home lines.
  ///
  /// A few keys are hashed, then their lines asked for: a prefetch does not retire before its page is
  /// found, so only those that stand close together have their page walks overlap; and of too many
  /// close together, those are dropped that find all miss buffers in use.
  @inline(__always)
  private func ask(_ keys: Span<UInt64>, _ places: inout MutableSpan<Place>, at first: Int) {
    var start = 0
    while start < keys.count {
      let end = min(start &+ Self.prefetchCount, keys.count)
      for index in start..<end {
        let key = keys[index]
        let code = NumberCode.code(of: key)
        var place = Place(code: key == 0 ? Self.noCode : code)
        if code < NumberCode.domainEnd { (place.home, place.remainder) = homes.locate(code) }
        places[first &+ index] = place
      }
      for index in start..<end {
        unsafe nodial_prefetch(lines + places[first &+ index].home &* SlotLayout.lineByteCount)
      }
      start = end
    }
  }

  /// The prefetches that stand close together.
  private static let prefetchCount = 16

  /// Stands for the code of no key: above all codes in the lines, and in no side table, since it is
  /// not the code of any E.164 number either.
  private static let noCode = UInt64.max

  /// Appends the classes of the places, whose lines are on their way.
  ///
  /// The few entries that may be displaced wait until the end: by then their lines are there too.
  @inline(__always)
  private func answer(
    _ places: Span<Place>, _ side: Span<UInt8>, _ sideEntryCount: Int,
    _ classes: inout OutputSpan<UInt16>
  ) {
    let first = classes.count
    var waiting: UInt64 = 0
    for index in places.indices {
      let place = places[index]
      let line = unsafe lines + place.home &* SlotLayout.lineByteCount
      if place.code >= NumberCode.domainEnd {
        classes.append(SideTable.find(place.code, in: side, entryCount: sideEntryCount))
      } else if let found = unsafe classInLine(line, slotValue: place.remainder) {
        classes.append(found)
      } else {
        classes.append(0)
        let header = unsafe UInt32(littleEndian: line.loadUnaligned(as: UInt32.self))
        if header &>> (8 &+ SlotLayout.filterBit(code: place.code)) & 1 != 0 {
          waiting |= 1 &<< UInt64(truncatingIfNeeded: index)
          unsafe nodial_prefetch(line + SlotLayout.lineByteCount)
          unsafe nodial_prefetch(line + 2 &* SlotLayout.lineByteCount)
        }
      }
    }
    while waiting != 0 {
      let index = waiting.trailingZeroBitCount
      waiting &= waiting &- 1
      let found = findDisplaced(places[index], side, sideEntryCount)
      var mutableClasses = classes.mutableSpan
      mutableClasses[first &+ index] = found
    }
  }

  /// The rare continuation: the home's filter says that the entry may lie elsewhere.
  @inline(never)
  private func findDisplaced(_ place: Place, _ side: Span<UInt8>, _ sideEntryCount: Int) -> UInt16 {
    let home = unsafe lines + place.home * SlotLayout.lineByteCount
    let header = unsafe UInt32(littleEndian: home.loadUnaligned(as: UInt32.self))
    let reach = Int(header &>> 4 & 7)
    var displacement = 1
    while displacement <= reach {
      let line = unsafe home + displacement * SlotLayout.lineByteCount
      let slotValue = place.remainder | UInt64(displacement) << UInt64(layout.displacementShift)
      if let found = unsafe classInLine(line, slotValue: slotValue) { return found }
      displacement += 1
    }
    guard header & 0x80 != 0 else { return 0 }
    return SideTable.find(place.code, in: side, entryCount: sideEntryCount)
  }

  /// The class of the slot of `line` that holds `slotValue`, or nil.
  @inline(__always)
  private func classInLine(_ line: UnsafeRawPointer, slotValue: UInt64) -> UInt16? {
    let header = unsafe UInt32(littleEndian: line.loadUnaligned(as: UInt32.self))
    let used: UInt32 = (1 &<< (header & 15)) &- 1
    // Lane 0 is the header.
    let matches = unsafe nodial_line_match(line, UInt32(truncatingIfNeeded: slotValue)) &>> 1
    var candidates = matches & used & slotMask
    while candidates != 0 {
      let slot = candidates.trailingZeroBitCount
      if unsafe highMatches(line, slot: slot, slotValue: slotValue) {
        return unsafe classNumber(line, slot: slot)
      }
      candidates &= candidates &- 1
    }
    return nil
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
