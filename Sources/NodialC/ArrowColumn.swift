import CNodial

/// A column as the Arrow C data interface hands it over.
enum ArrowColumn {
  case strings(OffsetCells<Int32>)
  case largeStrings(OffsetCells<Int64>)
  case views(ViewCells)
  /// Of a dictionary.
  case indexed(IndexedCells)
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
    if let valueSchema = unsafe schema.pointee.dictionary {
      guard
        let cells = try unsafe Self.indexed(schema.pointee, array.pointee, name, of: valueSchema)
      else { return nil }
      self = .indexed(cells)
      return
    }
    guard ["u", "z", "U", "Z", "vu", "vz"].contains(name) else {
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

  /// - Parameters:
  ///   - format: That of the indices.
  ///   - valueSchema: That of the dictionary.
  /// - Returns: Nil if there are no cells.
  private static func indexed(
    _ schema: ArrowSchema, _ array: ArrowArray, _ format: String,
    of valueSchema: UnsafePointer<ArrowSchema>
  ) throws(Refusal) -> IndexedCells? {
    guard unsafe valueSchema.pointee.dictionary == nil, let dictionary = unsafe array.dictionary
    else {
      throw .argument("the dictionary is missing, or one of a dictionary; cast it to strings")
    }
    let values: IndexedCells.Values
    switch try unsafe ArrowColumn(valueSchema, dictionary) {
    case .strings(let cells): values = .strings(cells)
    case .largeStrings(let cells): values = .largeStrings(cells)
    case .views(let cells): values = .views(cells)
    case .nulls, .indexed, nil: values = .none
    }
    let (count, offset) = unsafe (Int(array.length), Int(array.offset))
    if count == 0 { return nil }
    guard unsafe array.n_buffers >= 2, let buffers = unsafe array.buffers,
      let indices = unsafe buffers[1]
    else { throw .argument("the array has no indices, and \(count) cells") }
    let validity = unsafe Validity(
      buffers[0]?.assumingMemoryBound(to: UInt8.self), offset: offset)
    guard
      let cells = unsafe IndexedCells(
        indices, format: format, offset: offset, validity, count: count, of: values)
    else { throw .argument("the indices of the dictionary are no integers; cast it to strings") }
    return cells
  }
}
