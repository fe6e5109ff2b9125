import Files
import Keys

/// The mapped file behind a `SuppressionIndex`: the header's view of its bytes.
struct MappedIndex: ~Copyable, Sendable {
  let path: String
  let contents: IndexContents
  private let input: InputFile
  private let file: MappedFile
  private let tables: SlotTables
  /// Nil of version 3, which has no digests of blocks.
  private let blocks: BlockDigests?

  init(path: String, keys: KeyRing) throws(IndexError) {
    let input = try Self.open(path)
    let file = try Self.map(input)
    let contents = try Self.contents(of: file, keys: keys, path: path)
    tables = Self.tables(contents.header, in: file)
    blocks = Self.blocks(contents.header, in: file)
    self.path = path
    self.contents = contents
    self.input = input
    self.file = file
  }

  /// Reads the catalogue of the index at `path` alone.
  static func lists(path: String, keys: KeyRing) throws(IndexError) -> [SuppressionList] {
    let file = try map(open(path))
    return try IndexContents.lists(file.bytes, keys: keys, path: path)
  }

  private static func contents(
    of file: borrowing MappedFile, keys: KeyRing, path: String
  ) throws(IndexError) -> IndexContents {
    try IndexContents(file.bytes, keys: keys, path: path)
  }

  private static func tables(
    _ header: IndexHeader, in file: borrowing MappedFile
  ) -> SlotTables {
    // SAFETY: the mapping lives as long as `self`, and `IndexHeader` checked that the lines lie in it.
    unsafe file.bytes.withUnsafeBufferPointer { buffer in
      unsafe SlotTables(file: UnsafeRawPointer(buffer.baseAddress!), header: header)
    }
  }

  private static func blocks(
    _ header: IndexHeader, in file: borrowing MappedFile
  ) -> BlockDigests? {
    guard let digests = header.blockDigests else { return nil }
    // SAFETY: likewise; the blocks lie between the header and the digests.
    return unsafe file.bytes.withUnsafeBufferPointer { buffer in
      unsafe BlockDigests(
        file: UnsafeRawPointer(buffer.baseAddress!), range: header.blocksRange,
        byteCount: header.blockByteCount, digestsOffset: digests.offset)
    }
  }

  private static func open(_ path: String) throws(IndexError) -> InputFile {
    // What is no file is not opened: of a pipe one would wait for a writer.
    if let identity = FileIdentity(path: path), !identity.isRegularFile {
      throw IndexError(.notAnIndex, path: path)
    }
    do throws(FileError) {
      let input = try InputFile(path: path)
      guard input.byteCount != nil else { throw FileError(.map, path, .invalidArgument) }
      return input
    } catch {
      throw IndexError(.file(error), path: path)
    }
  }

  /// Guarded: where another file is copied over an index, this one ends with a sentence.
  private static func map(_ input: borrowing InputFile) throws(IndexError) -> MappedFile {
    do throws(FileError) {
      return try input.map(isGuarded: true)
    } catch {
      throw IndexError(.file(error), path: input.path)
    }
  }

  var stamp: FileStamp { input.stamp }

  func checkUnchanged() throws(IndexError) {
    do throws(FileError) {
      try input.checkUnchanged(mapped: file)
    } catch {
      throw IndexError(.file(error), path: path)
    }
  }

  func hash() throws(IndexError) -> Hash {
    let stream = HashStream()
    stream.add(file.bytes)
    try checkUnchanged()
    return stream.finish()
  }

  /// The domain of a key, or of what stands for it.
  private func domain(of key: UInt64) -> CodeDomain {
    contents.header.key == nil ? CodeDomain(of: key) : .keyed
  }

  /// The class of a key by the side table of its domain.
  private func findAside(_ key: UInt64) -> UInt16 { findAside(key) { _ in } }

  /// - Parameter willRead: Called with the offsets in the file before they are read.
  @inline(__always)
  private func findAside<Failure: Error>(
    _ key: UInt64, willRead: (Range<Int>) throws(Failure) -> Void
  ) throws(Failure) -> UInt16 {
    let domain = domain(of: key)
    let table = contents.header.tables[domain.tableNumber]
    let start = table.side.offset
    let end = start + table.sideEntryCount * SideTable.entryByteCount
    return try SideTable.find(
      domain.code(of: key), of: domain, in: file.bytes.extracting(start..<end)
    ) { entry throws(Failure) in
      try willRead(start + entry.lowerBound..<start + entry.upperBound)
    }
  }

  /// The class of a key without an entry, by the ranges.
  @inline(__always)
  private func findRange<Failure: Error>(
    _ key: UInt64, willRead: (Range<Int>) throws(Failure) -> Void
  ) throws(Failure) -> UInt16 {
    let start = contents.header.ranges.offset
    return try RangeTable.find(
      key, in: file.bytes.extracting(contents.header.ranges.range),
      segmentCount: contents.header.rangeCount
    ) { segment throws(Failure) in
      try willRead(start + segment.lowerBound..<start + segment.upperBound)
    }
  }

  func find(_ keys: Span<UInt64>, into found: inout OutputSpan<UInt16>) {
    let first = found.count
    findEntries(keys, into: &found)
    if contents.header.rangeCount > 0 { findRanges(keys, &found, from: first) }
  }

  func find(_ key: UInt64) -> UInt16 {
    let found = tables.find(key) { findAside($0) }
    if found != 0 || key == 0 || contents.header.rangeCount == 0 { return found }
    return findRange(key) { _ in }
  }

  /// The class of a key, by blocks all of which have the digests that they were built with.
  func findVerified(_ key: UInt64) throws(IndexError) -> UInt16 {
    guard let blocks else { return find(key) }
    let finding = tables.find(key)
    if let home = finding.homeOffset {
      let table = contents.header.tables[domain(of: key).tableNumber]
      let lineCount = 1 + table.layout.displacementMax
      let end = home + lineCount * SlotLayout.lineByteCount
      try verify(home..<end, by: blocks)
    }
    let found: UInt16
    if let classNumber = finding.classNumber {
      found = classNumber
    } else {
      found = try findAside(key) { range throws(IndexError) in try verify(range, by: blocks) }
    }
    if found != 0 || key == 0 || contents.header.rangeCount == 0 { return found }
    return try findRange(key) { range throws(IndexError) in try verify(range, by: blocks) }
  }

  /// Fails if a block that holds bytes of `range` is damaged.
  private func verify(_ range: Range<Int>, by blocks: BlockDigests) throws(IndexError) {
    if blocks.wereIntact(range) { return }
    // From a disk it comes at once, and not page by page.
    file.readAhead(blocks.whole(range))
    guard let offset = blocks.firstDamaged(in: range) else { return }
    throw IndexError(.blocks(offsets: [offset], byteCount: blocks.byteCount), path: path)
  }

  func findEntries(_ keys: Span<UInt64>, into found: inout OutputSpan<UInt16>) {
    tables.find(keys, into: &found) { findAside($0) }
  }

  /// Looks for the ranges of the keys that have no entry.
  private func findRanges(
    _ keys: Span<UInt64>, _ found: inout OutputSpan<UInt16>, from first: Int
  ) {
    var classes = found.mutableSpan
    for index in keys.indices where classes[first + index] == 0 && keys[index] != 0 {
      classes[first + index] = findRange(keys[index]) { _ in }
    }
  }

  var segments: [RangeTable.Segment] {
    let ranges = file.bytes.extracting(contents.header.ranges.range)
    return RangeTable.segments(ranges, segmentCount: contents.header.rangeCount).map { segment in
      let number = Int(segment.classNumber)
      let lists = number < contents.classes.count ? contents.classes[number] : []
      return RangeTable.Segment(low: segment.low, high: segment.high, lists: lists)
    }
  }

  func withTable<Failure: Error>(
    _ domain: CodeDomain, isRead: Bool, _ body: (borrowing BaseTable) throws(Failure) -> Void
  ) throws(Failure) {
    if isRead { file.advise(.sequential) }
    defer { if isRead { file.advise(.random) } }
    let header = contents.header.tables[domain.tableNumber]
    let table = BaseTable(
      lines: file.bytes.extracting(header.lines.range),
      side: file.bytes.extracting(header.side.range), header: header)
    try body(table)
  }

  /// True if a look-up can be verified by itself.
  var hasBlockDigests: Bool { blocks != nil }

  /// Compares all blocks with their digests or, where there are none, all sections.
  func verifyBlocks(threadCount: Int) throws(IndexError) {
    guard let blocks else { return try verifySections() }
    // All of the file is read: what is not in memory comes best in large pages.
    file.preferHugePages()
    file.advise(.sequential)
    defer { file.advise(.random) }
    let damaged = blocks.allDamaged(threadCount: threadCount)
    guard damaged.isEmpty else {
      throw IndexError(.blocks(offsets: damaged, byteCount: blocks.byteCount), path: path)
    }
  }

  func verify() throws(IndexError) {
    if blocks != nil { try verifyBlocks(threadCount: Workers.processorCount) }
    try verifySections()
  }

  private func verifySections() throws(IndexError) {
    file.advise(.sequential)
    defer { file.advise(.random) }
    for (name, section) in zip(IndexHeader.sectionNames, contents.header.sections) {
      guard ContentDigest(of: file.bytes.extracting(section.range)) == section.digest else {
        throw IndexError(.digest(part: name, offset: section.offset), path: path)
      }
    }
  }

  /// Reading all of a file ahead takes no longer than touching one page in so many bytes of it: cold,
  /// from a solid-state disk, 500 MB take 0.7 s, and a page at random 80 to 190 µs.
  private static let byteCountALookUp = 1 << 16

  func prepare(forLookUpCount lookUpCount: Int) {
    // What is in memory already is passed over: for a warm file the advice costs nothing.
    if lookUpCount >= contents.header.fileByteCount / Self.byteCountALookUp {
      file.preferHugePages()
      file.readAhead()
    } else {
      file.advise(.random)
    }
  }
}
