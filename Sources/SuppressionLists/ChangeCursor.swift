import Files

/// Reads the sorted partitions one entry after the other, in the order of the codes.
struct ChangeCursor: ~Copyable {
  private let partitions: [PartitionSorter.Result]
  private let store: EntryStore
  private let numbers: [UInt16]
  private var entries: [UInt64] = []
  private var count = 0
  private var index = 0
  private var partition = 0

  init(
    _ partitions: [PartitionSorter.Result], store: EntryStore, numbering: ClassNumbering
  ) {
    self.partitions = partitions
    self.store = store
    numbers = numbering.numbers
  }

  /// The entry that ``next()`` will return. Class 0 takes a number away.
  mutating func peek() throws(FileError) -> BaseTable.Entry? {
    while index == count {
      guard partition < partitions.count else { return nil }
      entries.removeAll(keepingCapacity: true)
      try IndexBuilder.read(partitions[partition].chunks, of: store, into: &entries)
      count = partitions[partition].entryCount
      index = 0
      partition += 1
    }
    let entry = entries[index]
    return BaseTable.Entry(
      code: entry >> EntryStore.listBitCount,
      classNumber: numbers[Int(entry & EntryStore.listMask)])
  }

  /// Takes the next entry, or nil after the last.
  mutating func next() throws(FileError) -> BaseTable.Entry? {
    let entry = try peek()
    if entry != nil { index += 1 }
    return entry
  }
}
