import CNodial

/// Cells of a dictionary: each is an index of a value, of which there is one of each text.
@safe struct IndexedCells: Cells {
  // SAFETY: the caller vouches for `count` indices of the width that the format says.
  private let indices: UnsafeRawPointer
  private let byteCount: Int
  private let isSigned: Bool
  private let validity: Validity
  private let values: Values
  let count: Int

  /// What indices are of.
  enum Values {
    case strings(OffsetCells<Int32>)
    case largeStrings(OffsetCells<Int64>)
    case views(ViewCells)
    case none
  }

  /// - Parameters:
  ///   - format: That of the indices, as Arrow writes it.
  ///   - offset: The cells before the first.
  /// - Returns: Nil if no index is of this format.
  init?(
    _ indices: UnsafeRawPointer, format: String, offset: Int, _ validity: Validity, count: Int,
    of values: Values
  ) {
    switch format {
    case "c", "C": byteCount = 1
    case "s", "S": byteCount = 2
    case "i", "I": byteCount = 4
    case "l", "L": byteCount = 8
    default: return nil
    }
    isSigned = format.first!.isLowercase
    unsafe self.indices = indices + offset * byteCount
    self.validity = validity
    self.values = values
    self.count = count
  }

  /// Makes sure that values lie somewhere, before any is read.
  func check() throws(Refusal) {
    switch values {
    case .strings(let cells): try cells.check()
    case .largeStrings(let cells): try cells.check()
    case .views(let cells): try cells.check()
    case .none: break
    }
  }

  func bytes(of cell: Int) throws(Refusal) -> UnsafeBufferPointer<UInt8>? {
    if validity.isNull(cell) { return nil }
    let index = index(of: cell)
    guard index >= 0, index < valueCount else {
      throw .argument("the index of cell \(cell) is of no value of the dictionary")
    }
    switch values {
    case .strings(let cells): return try unsafe cells.bytes(of: index)
    case .largeStrings(let cells): return try unsafe cells.bytes(of: index)
    case .views(let cells): return try unsafe cells.bytes(of: index)
    case .none: return nil
    }
  }

  private var valueCount: Int {
    switch values {
    case .strings(let cells): cells.count
    case .largeStrings(let cells): cells.count
    case .views(let cells): cells.count
    case .none: 0
    }
  }

  /// The index of a cell; -1 of one that no dictionary has a place for.
  private func index(of cell: Int) -> Int {
    let place = unsafe indices + cell * byteCount
    switch (byteCount, isSigned) {
    case (1, true): return Int(unsafe place.loadUnaligned(as: Int8.self))
    case (1, false): return Int(unsafe place.loadUnaligned(as: UInt8.self))
    case (2, true): return Int(unsafe place.loadUnaligned(as: Int16.self))
    case (2, false): return Int(unsafe place.loadUnaligned(as: UInt16.self))
    case (4, true): return Int(unsafe place.loadUnaligned(as: Int32.self))
    case (4, false): return Int(unsafe place.loadUnaligned(as: UInt32.self))
    case (_, true): return unsafe place.loadUnaligned(as: Int.self)
    default: return Int(exactly: unsafe place.loadUnaligned(as: UInt64.self)) ?? -1
    }
  }
}
