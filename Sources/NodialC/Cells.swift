/// The nulls of an array: a bit a cell, the lowest first.
@safe struct Validity {
  // SAFETY: the caller vouches for a bit a cell behind `offset`.
  private let bits: UnsafePointer<UInt8>?
  private let offset: Int

  init(_ bits: UnsafePointer<UInt8>?, offset: Int) {
    unsafe self.bits = bits
    self.offset = offset
  }

  func isNull(_ cell: Int) -> Bool {
    guard let bits = unsafe bits else { return false }
    let place = offset + cell
    return unsafe bits[place >> 3] >> UInt8(place & 7) & 1 == 0
  }
}

/// Cells one behind the other, with where each begins and the last one ends.
@safe struct OffsetCells<Offset: FixedWidthInteger>: Cells {
  // SAFETY: the caller vouches for `count` + 1 offsets, and bytes up to the largest.
  private let bytes: UnsafePointer<UInt8>?
  private let offsets: UnsafePointer<Offset>
  private let validity: Validity
  let count: Int

  init(
    _ bytes: UnsafePointer<UInt8>?, _ offsets: UnsafePointer<Offset>, _ validity: Validity,
    count: Int
  ) {
    unsafe self.bytes = bytes
    unsafe self.offsets = offsets
    self.validity = validity
    self.count = count
  }

  /// Makes sure that each cell ends behind its beginning, before any is read.
  func check() throws(Refusal) {
    var start = unsafe offsets[0]
    guard start >= 0 else { throw .argument("the offset of cell 0 is negative") }
    for cell in 0..<count {
      let end = unsafe offsets[cell + 1]
      guard end >= start else {
        throw .argument("the offsets of cell \(cell) descend, so that it lies nowhere")
      }
      start = end
    }
  }

  func block(
    from first: Int, count: Int, _ starts: inout MutableSpan<UInt32>,
    _ ends: inout MutableSpan<UInt32>
  ) throws(Refusal) -> UnsafeBufferPointer<UInt8>? {
    let base = Int(unsafe offsets[first])
    var start = base
    for place in 0..<count {
      let end = Int(unsafe offsets[first + place + 1])
      guard end >= start, base >= 0 else {
        throw .argument("the offsets of cell \(first + place) descend, so that it lies nowhere")
      }
      // Longer than any block that is read at once.
      guard end - base <= Int(UInt32.max) else { return nil }
      starts[place] = UInt32(truncatingIfNeeded: start - base)
      ends[place] = UInt32(truncatingIfNeeded: end - base)
      if validity.isNull(first + place) { ends[place] = starts[place] }
      start = end
    }
    guard let bytes = unsafe bytes else {
      guard start == base else {
        throw .argument("there are no bytes, and cell \(first) or one behind it is not empty")
      }
      return unsafe UnsafeBufferPointer(start: nil, count: 0)
    }
    return unsafe UnsafeBufferPointer(start: bytes + base, count: start - base)
  }

  func bytes(of cell: Int) throws(Refusal) -> UnsafeBufferPointer<UInt8>? {
    let (start, end) = unsafe (Int(offsets[cell]), Int(offsets[cell + 1]))
    guard start >= 0, end >= start else {
      throw .argument("the offsets of cell \(cell) descend, so that it lies nowhere")
    }
    if validity.isNull(cell) || start == end { return nil }
    guard let bytes = unsafe bytes else {
      throw .argument("there are no bytes, and cell \(cell) is not empty")
    }
    return unsafe UnsafeBufferPointer(start: bytes + start, count: end - start)
  }
}

/// Cells of Arrow's `utf8_view`.
@safe struct ViewCells: Cells {
  // SAFETY: the caller vouches for 16 bytes a cell, and for the buffers with their sizes.
  private let views: UnsafeRawPointer
  private let buffers: UnsafePointer<UnsafePointer<UInt8>?>?
  private let sizes: UnsafePointer<Int64>?
  private let bufferCount: Int
  private let validity: Validity
  let count: Int

  static let viewByteCount = 16
  private static let inlineByteCountMax = 12

  init(
    _ views: UnsafeRawPointer, _ buffers: UnsafePointer<UnsafePointer<UInt8>?>?,
    _ sizes: UnsafePointer<Int64>?, bufferCount: Int, _ validity: Validity, count: Int
  ) {
    unsafe self.views = views
    unsafe self.buffers = buffers
    unsafe self.sizes = sizes
    self.bufferCount = bufferCount
    self.validity = validity
    self.count = count
  }

  func check() throws(Refusal) {}

  func bytes(of cell: Int) throws(Refusal) -> UnsafeBufferPointer<UInt8>? {
    if validity.isNull(cell) { return nil }
    let view = unsafe views + cell * Self.viewByteCount
    let length = Int(unsafe view.loadUnaligned(as: Int32.self))
    guard length >= 0 else { throw .argument("the view of cell \(cell) has a negative length") }
    if length <= Self.inlineByteCountMax {
      let start = unsafe (view + 4).assumingMemoryBound(to: UInt8.self)
      return unsafe UnsafeBufferPointer(start: start, count: length)
    }
    let buffer = Int(unsafe (view + 8).loadUnaligned(as: Int32.self))
    let offset = Int(unsafe (view + 12).loadUnaligned(as: Int32.self))
    guard buffer >= 0, buffer < bufferCount, let start = unsafe buffers?[buffer], offset >= 0,
      let size = unsafe sizes?[buffer], offset + length <= Int(size)
    else { throw .argument("the view of cell \(cell) is of no buffer, or lies beyond its end") }
    return unsafe UnsafeBufferPointer(start: start + offset, count: length)
  }
}
