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
    var codes = InlineArray<64, UInt64>(repeating: 0)
    var homeLines = InlineArray<64, Int>(repeating: 0)
    var remainders = InlineArray<64, UInt64>(repeating: 0)
    var start = 0
    while start < keys.count {
      let count = min(Self.batchCount, keys.count - start)
      for index in 0..<count {
        let code = NumberCode.code(of: keys[start + index])
        codes[index] = code
        guard code < NumberCode.domainEnd else { continue }
        let (home, remainder) = homes.locate(code)
        homeLines[index] = home
        remainders[index] = remainder
        unsafe nodial_prefetch(lines + home &* SlotLayout.lineByteCount)
      }
      for index in 0..<count {
        let code = codes[index]
        if keys[start + index] == 0 {
          classes.append(0)
        } else if code < NumberCode.domainEnd {
          classes.append(
            find(
              code, home: homeLines[index], remainder: remainders[index],
              side: side, sideEntryCount: sideEntryCount))
        } else {
          classes.append(SideTable.find(code, in: side, entryCount: sideEntryCount))
        }
      }
      start += count
    }
  }

  @inline(__always)
  private func find(
    _ code: UInt64, home: Int, remainder: UInt64, side: Span<UInt8>, sideEntryCount: Int
  ) -> UInt16 {
    let line = unsafe lines + home &* SlotLayout.lineByteCount
    if let found = unsafe classInLine(line, slotValue: remainder) { return found }
    let header = unsafe UInt32(littleEndian: line.loadUnaligned(as: UInt32.self))
    guard header &>> (8 &+ SlotLayout.filterBit(code: code)) & 1 != 0 else { return 0 }
    return findDisplaced(
      code, header: header, home: home, remainder: remainder, side: side,
      sideEntryCount: sideEntryCount)
  }

  /// The rare continuation: the home's filter says that the entry may lie elsewhere.
  @inline(never)
  private func findDisplaced(
    _ code: UInt64, header: UInt32, home: Int, remainder: UInt64, side: Span<UInt8>,
    sideEntryCount: Int
  ) -> UInt16 {
    let reach = Int(header &>> 4 & 7)
    var displacement = 1
    while displacement <= reach {
      let line = unsafe lines + (home + displacement) * SlotLayout.lineByteCount
      let slotValue = remainder | UInt64(displacement) << UInt64(layout.displacementShift)
      if let found = unsafe classInLine(line, slotValue: slotValue) { return found }
      displacement += 1
    }
    guard header & 0x80 != 0 else { return 0 }
    return SideTable.find(code, in: side, entryCount: sideEntryCount)
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
