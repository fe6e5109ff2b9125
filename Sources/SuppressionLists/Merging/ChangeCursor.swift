import Files

/// Reads the sorted partitions of a domain one entry after the other, in the order of the codes.
struct ChangeCursor: ~Copyable {
  private let domain: CodeDomain
  private let partitions: ArraySlice<PartitionSorter.Result>
  private let store: EntryStore
  private let numbers: [UInt16]
  private var entries: [UInt64] = []
  private var count = 0
  private var index = 0
  private var partition: Int
  /// What the codes of the entries at hand begin with, as far as these do not say so.
  private var codeStart: UInt64 = 0
  /// The code of the entry that comes next; above all codes after the last.
  private(set) var nextCode = UInt64.max
  /// Its class; 0 takes a number away.
  private(set) var nextClass: UInt16 = 0

  /// - Parameter partitions: Those of all domains.
  init(
    _ partitions: [PartitionSorter.Result], of domain: CodeDomain, store: EntryStore,
    numbering: ClassNumbering
  ) throws(FileError) {
    self.domain = domain
    self.partitions = partitions[EntryStore.partitions(of: domain)]
    partition = self.partitions.startIndex
    self.store = store
    numbers = numbering.numbers
    try load()
  }

  /// Goes on to the next entry.
  ///
  /// - Precondition: There is one.
  mutating func advance() throws(FileError) {
    index += 1
    try load()
  }

  private mutating func load() throws(FileError) {
    while index == count {
      guard partition < partitions.endIndex else {
        nextCode = .max
        return
      }
      entries.removeAll(keepingCapacity: true)
      try IndexBuilder.read(partitions[partition].chunks, of: store, into: &entries)
      count = partitions[partition].entryCount
      index = 0
      codeStart = EntryStore.codeStart(ofPartition: partition, domain)
      partition += 1
    }
    let entry = entries[index]
    nextCode = entry >> EntryStore.listBitCount | codeStart
    nextClass = numbers[Int(entry & EntryStore.listMask)]
  }
}
