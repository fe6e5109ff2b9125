import CKernels

/// The lines of an index, mapped: tells the class of a code.
///
/// SAFETY: of all `unsafe` in this file: `lines` points at `lineCount + displacementMax` lines, which
/// `IndexHeader` checked against the size of the file, and which the owner of the table keeps mapped.
/// Every line that the kernels read is a home (below `lineCount` by its computation) plus at most
/// `displacementMax` (three bits of the header), and every slot number is below the layout's slot
/// count, so no byte outside of the lines is read, whatever the lines hold.
@safe struct SlotTable: @unchecked Sendable {
  private let table: nodial_line_table

  init(lines: UnsafeRawPointer, lineCount: Int, layout: SlotLayout) {
    unsafe table = nodial_line_table(
      lines: lines, line_count: UInt64(lineCount),
      dropped_bit_count: UInt32(HomeMap(lineCount: lineCount).droppedBitCount),
      slot_mask: (1 << UInt32(layout.slotCount)) - 1,
      high_byte_count: UInt8(layout.remainderByteCount - 4), high_offset: UInt8(layout.highOffset),
      class_bit_count: UInt8(layout.classBitCount), class_offset: UInt8(layout.classOffset),
      displacement_shift: UInt8(layout.displacementShift))
  }

  /// Appends the class of each key: 0 for a key of 0 and for a number on no list.
  ///
  /// The home lines of some keys are asked for while those of earlier ones are read: a look-up costs
  /// its share of the memory's bandwidth, not its latency.
  ///
  /// - Parameter side: The entries of the side table. They answer for what is not in the lines: keys
  ///   of sixteen digits and more, and the few entries that found no room.
  /// - Complexity: O(*n*); at most eight lines a key, one for 96 in 100.
  func find(
    _ keys: Span<UInt64>, side: Span<UInt8>, into classes: inout OutputSpan<UInt16>
  ) {
    precondition(classes.freeCapacity >= keys.count, "no room for the classes of all keys")
    guard keys.count > 0 else { return }
    let first = classes.count
    // SAFETY: there is room for the classes of all keys, and the kernel sets them all.
    let hasAside = unsafe keys.withUnsafeBufferPointer { keys in
      unsafe classes.withUnsafeMutableBufferPointer { classes, classCount in
        defer { classCount += keys.count }
        return unsafe withUnsafePointer(to: table) { table in
          unsafe nodial_find(
            table, keys.baseAddress, keys.count, classes.baseAddress! + classCount)
        }
      }
    }
    if hasAside != 0 { findAside(keys, side, &classes, from: first) }
  }

  /// Looks into the side table for the keys that the lines do not answer.
  private func findAside(
    _ keys: Span<UInt64>, _ side: Span<UInt8>, _ classes: inout OutputSpan<UInt16>, from first: Int
  ) {
    var found = classes.mutableSpan
    var place = first
    while true {
      // SAFETY: pointer and count come from one buffer.
      place = unsafe found.withUnsafeMutableBufferPointer { found in
        unsafe nodial_next_aside(found.baseAddress, place, found.count)
      }
      if place == found.count { return }
      found[place] = SideTable.find(NumberCode.code(of: keys[place - first]), in: side)
    }
  }
}
