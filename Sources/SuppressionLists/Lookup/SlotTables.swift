import CKernels

/// The lines of the tables of an index, mapped: tells the class of a key.
///
/// SAFETY: of all `unsafe` in this file: each table's `lines` points at `lineCount + displacementMax`
/// lines, or at none, which `IndexHeader` checked against the size of the file, and which the owner of
/// the tables keeps mapped. Every line that the kernels read is a home (below `lineCount` by its
/// computation) plus at most `displacementMax` (two or three bits of the header), and every slot number
/// is below the layout's slot count, so no byte outside of the lines is read, whatever the lines hold.
@safe struct SlotTables: @unchecked Sendable {
  private let tables: InlineArray<2, nodial_line_table>
  private let file: UnsafeRawPointer
  /// Whether the second table is of the codes of a keyed index.
  private let isKeyed: Bool

  /// - Parameter file: The start of the file.
  init(file: UnsafeRawPointer, header: IndexHeader) {
    unsafe self.file = file
    isKeyed = header.key != nil
    unsafe tables = InlineArray { domain in
      let table = header.tables[domain]
      return unsafe Self.table(table, lines: file + table.lines.offset)
    }
  }

  private static func table(
    _ header: TableHeader, lines: UnsafeRawPointer
  ) -> nodial_line_table {
    let layout = header.layout
    return unsafe nodial_line_table(
      lines: lines, line_count: UInt64(header.lineCount),
      dropped_bit_count: UInt32(header.homes.droppedBitCount),
      slot_mask: (1 << UInt32(layout.slotCount)) - 1,
      low_byte_count: UInt8(layout.lowByteCount),
      high_byte_count: UInt8(layout.remainderByteCount - layout.lowByteCount),
      high_offset: UInt8(layout.highOffset), class_bit_count: UInt8(layout.classBitCount),
      class_offset: UInt8(layout.classOffset),
      displacement_shift: UInt8(layout.displacementShift))
  }

  /// Appends the class of each key: 0 for a key of 0 and for a number on no list.
  ///
  /// The home lines of some keys are asked for while those of earlier ones are read: a look-up costs
  /// its share of the memory's bandwidth, not its latency.
  ///
  /// - Parameter side: Tells the class of a key from the entries of its side table. They answer for
  ///   what is not in the lines: keys of sixteen digits and more, and the few entries that found no room.
  /// - Complexity: O(*n*); at most eight lines a key, one for 96 in 100.
  func find(
    _ keys: Span<UInt64>, into classes: inout OutputSpan<UInt16>, side: (UInt64) -> UInt16
  ) {
    precondition(classes.freeCapacity >= keys.count, "no room for the classes of all keys")
    guard keys.count > 0 else { return }
    let first = classes.count
    // SAFETY: there is room for the classes of all keys, and the kernel sets them all.
    let hasAside = unsafe keys.withUnsafeBufferPointer { keys in
      unsafe classes.withUnsafeMutableBufferPointer { classes, classCount in
        defer { classCount += keys.count }
        return unsafe tables.span.withUnsafeBufferPointer { tables in
          let found = unsafe classes.baseAddress! + classCount
          return isKeyed
            ? unsafe nodial_find_keyed(
              tables.baseAddress! + 1, keys.baseAddress, keys.count, found)
            : unsafe nodial_find(tables.baseAddress, keys.baseAddress, keys.count, found)
        }
      }
    }
    if hasAside != 0 { findAside(keys, &classes, from: first, side: side) }
  }

  /// The class of one key, found without what it takes to have many under way.
  ///
  /// - Parameter side: As for many keys.
  /// - Complexity: O(1); at most eight lines, one for 96 keys in 100.
  func find(_ key: UInt64, side: (UInt64) -> UInt16) -> UInt16 {
    find(key).classNumber ?? side(key)
  }

  /// What the lines say of a key.
  struct Finding {
    /// Nil if the side table tells.
    var classNumber: UInt16?
    /// The offset of the key's home line in the file, nil if no line was read. The others that were
    /// follow it.
    var homeOffset: Int?
  }

  /// The class of one key by the lines.
  @inline(__always)
  func find(_ key: UInt64) -> Finding {
    var home: UnsafeRawPointer?
    // SAFETY: the kernel reads the tables and their lines, and sets `home` to one of these or to nil.
    let found = unsafe tables.span.withUnsafeBufferPointer { tables in
      isKeyed
        ? unsafe nodial_find_one_keyed(tables.baseAddress! + 1, key, &home)
        : unsafe nodial_find_one(tables.baseAddress, key, &home)
    }
    return Finding(
      classNumber: found == UInt16(NODIAL_CLASS_ASIDE) ? nil : found,
      homeOffset: unsafe home.map { unsafe $0 - file })
  }

  /// Looks into the side table for the keys that the lines do not answer.
  private func findAside(
    _ keys: Span<UInt64>, _ classes: inout OutputSpan<UInt16>, from first: Int,
    side: (UInt64) -> UInt16
  ) {
    var found = classes.mutableSpan
    var place = first
    while true {
      // SAFETY: pointer and count come from one buffer.
      place = unsafe found.withUnsafeMutableBufferPointer { found in
        unsafe nodial_next_aside(found.baseAddress, place, found.count)
      }
      if place == found.count { return }
      found[place] = side(keys[place - first])
    }
  }
}
