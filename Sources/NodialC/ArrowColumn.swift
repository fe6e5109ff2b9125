import CNodial

/// A column as the Arrow C data interface hands it over.
enum ArrowColumn {
  case strings(OffsetCells<Int32>)
  case largeStrings(OffsetCells<Int64>)
  case views(ViewCells)
  /// So many nulls, and nothing else.
  case nulls(Int)

  // SAFETY: the caller vouches for what the interface asks of schema and array: as many buffers as are said, of the lengths
  // that the format has.
  /// - Returns: Nil if there are no cells.
  init?(
    _ schema: UnsafePointer<ArrowSchema>?, _ array: UnsafePointer<ArrowArray>?
  ) throws(Refusal) {
    guard let schema = unsafe schema, let array = unsafe array,
      let format = unsafe schema.pointee.format
    else { throw .argument("the schema or the array are null") }
    let name = unsafe String(cString: format)
    let (count, offset) = unsafe (Int(array.pointee.length), Int(array.pointee.offset))
    guard count >= 0, offset >= 0 else { throw .argument("the array has a negative length") }
    let bufferCount = Int(unsafe array.pointee.n_buffers)
    if name == "n" {
      self = .nulls(count)
      return
    }
    guard ["u", "z", "U", "Z", "vu", "vz"].contains(name), unsafe schema.pointee.dictionary == nil
    else {
      throw .argument(
        name.hasPrefix("+")
          ? "this is a table or a list of values, and no column of texts; name one of its columns"
          : "the column holds no texts (its Arrow format is \"\(name)\"); cast it to strings")
    }
    if count == 0 { return nil }
    guard let buffers = unsafe array.pointee.buffers, bufferCount >= 3 else {
      throw .argument("the array has \(bufferCount) buffers, and needs three")
    }
    func buffer<Element>(_ place: Int, _: Element.Type) -> UnsafePointer<Element>? {
      unsafe buffers[place]?.assumingMemoryBound(to: Element.self)
    }
    let validity = unsafe Validity(buffer(0, UInt8.self), offset: offset)
    guard let second = unsafe buffers[1] else {
      throw .argument("the array has no offsets, and \(count) cells")
    }
    switch name {
    case "u", "z":
      let offsets = unsafe second.assumingMemoryBound(to: Int32.self) + offset
      self = unsafe .strings(OffsetCells(buffer(2, UInt8.self), offsets, validity, count: count))
    case "U", "Z":
      let offsets = unsafe second.assumingMemoryBound(to: Int64.self) + offset
      self = unsafe .largeStrings(
        OffsetCells(buffer(2, UInt8.self), offsets, validity, count: count))
    default:
      // Between the views and the sizes, which are last.
      let sizes = unsafe buffer(bufferCount - 1, Int64.self)
      let parts = unsafe UnsafeRawPointer(buffers + 2)
        .assumingMemoryBound(to: UnsafePointer<UInt8>?.self)
      self = unsafe .views(
        ViewCells(
          second + offset * ViewCells.viewByteCount, parts, sizes, bufferCount: bufferCount - 3,
          validity, count: count))
    }
  }
}
