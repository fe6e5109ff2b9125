/// Writes the slots of one line.
///
/// SAFETY: of all `unsafe` in this file: the elements of the window have no padding, any bytes are an
/// integer, and offsets are checked against the window's size.
struct SlotStore: ~Copyable, ~Escapable {
  private var bytes: MutableRawSpan
  private let line: Int
  private let layout: SlotLayout

  /// - Parameter line: The offset of the line in `window`.
  @_lifetime(&window)
  init(_ window: inout MutableSpan<UInt8>, line: Int, layout: SlotLayout) {
    bytes = unsafe window.mutableBytes
    self.line = line
    self.layout = layout
  }

  /// Writes a slot.
  ///
  /// - Parameter value: The remainder, and above it the displacement.
  @_lifetime(self: copy self)
  @inline(__always)
  mutating func store(_ value: UInt64, classNumber: UInt16, slot: Int) {
    let lowByteCount = layout.lowByteCount
    if lowByteCount == 2 {
      let low = UInt16(truncatingIfNeeded: value).littleEndian
      bytes.storeBytes(of: low, toByteOffset: line &+ 4 &+ 2 &* slot, as: UInt16.self)
    } else {
      let low = UInt32(truncatingIfNeeded: value).littleEndian
      bytes.storeBytes(of: low, toByteOffset: line &+ 4 &+ 4 &* slot, as: UInt32.self)
    }
    let high = line &+ layout.highOffset
    let highPart = value &>> UInt64(8 &* lowByteCount)
    switch layout.remainderByteCount &- lowByteCount {
    case 0: break
    case 1:
      let byte = UInt8(truncatingIfNeeded: highPart)
      bytes.storeBytes(of: byte, toByteOffset: high &+ slot, as: UInt8.self)
    case 2:
      let pair = UInt16(truncatingIfNeeded: highPart).littleEndian
      bytes.storeBytes(of: pair, toByteOffset: high &+ 2 &* slot, as: UInt16.self)
    default:
      let pair = UInt16(truncatingIfNeeded: highPart).littleEndian
      bytes.storeBytes(of: pair, toByteOffset: high &+ 3 &* slot, as: UInt16.self)
      let byte = UInt8(truncatingIfNeeded: highPart &>> 16)
      bytes.storeBytes(of: byte, toByteOffset: high &+ 3 &* slot &+ 2, as: UInt8.self)
    }
    storeClass(classNumber, slot: slot)
  }

  /// Gives the entries of the line their new classes.
  @_lifetime(self: copy self)
  mutating func renumber(_ classNumbers: [UInt16]) {
    let used = min(Int(byte(at: line) & (1 << layout.reachShift - 1)), layout.slotCount)
    let base = line + layout.classOffset
    for slot in 0..<used {
      switch layout.classBitCount {
      case 0: break
      case 4:
        let offset = base + slot / 2
        let (pair, shift) = (byte(at: offset), UInt8(slot % 2 * 4))
        bytes.storeBytes(of: pair & ~(15 << shift), toByteOffset: offset, as: UInt8.self)
        storeClass(classNumbers[Int(pair >> shift & 15)], slot: slot)
      case 8: storeClass(classNumbers[Int(byte(at: base + slot))], slot: slot)
      default:
        let offset = base + 2 * slot
        let number = Int(byte(at: offset)) | Int(byte(at: offset + 1)) << 8
        storeClass(classNumbers[number], slot: slot)
      }
    }
  }

  /// Writes the class of a slot; one of four bits must be 0 so far.
  @_lifetime(self: copy self)
  @inline(__always)
  private mutating func storeClass(_ number: UInt16, slot: Int) {
    let base = line &+ layout.classOffset
    switch layout.classBitCount {
    case 0: break
    case 4:
      let offset = base &+ slot &>> 1
      let pair = byte(at: offset) | UInt8(truncatingIfNeeded: number) << UInt8(slot & 1 * 4)
      bytes.storeBytes(of: pair, toByteOffset: offset, as: UInt8.self)
    case 8:
      let byte = UInt8(truncatingIfNeeded: number)
      bytes.storeBytes(of: byte, toByteOffset: base &+ slot, as: UInt8.self)
    default:
      bytes.storeBytes(
        of: number.littleEndian, toByteOffset: base &+ 2 &* slot, as: UInt16.self)
    }
  }

  @inline(__always)
  private func byte(at offset: Int) -> UInt8 {
    unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }
}
