import Files
import PhoneNumbers

/// Writes the file of an index: the lines from two streams in the order of the codes, then the rest.
///
/// ```
///   sorted partitions ─┐   where nothing has changed and the layout is the same:
///                      ├─► whole lines of the base, as they are
///   base, home by home ┘   elsewhere: entry by entry through SlotTableWriter
/// ```
///
/// The bytes do not depend on the way: what a line holds is a function of the entries.
struct IndexWriter: ~Copyable {
  /// A key of sixteen digits and more, which is its own code, greater than all others.
  struct LongEntry: Sendable {
    var key: UInt64
    /// Its class in `sets.final`.
    var classNumber: Int
  }

  /// What is to be written.
  struct Contents {
    /// What differs from the base, or everything if there is none.
    var partitions: [PartitionSorter.Result]
    var long: [LongEntry]
    var numbering: ClassNumbering
    var sets: ClassResolver.Sets
    var lists: [SuppressionList]
    var region: String
  }

  private let contents: Contents
  private let store: EntryStore
  private let file: OutputFile

  init(_ contents: Contents, store: EntryStore, file: OutputFile) {
    self.contents = contents
    self.store = store
    self.file = file
  }

  /// Writes all of the file.
  ///
  /// - Complexity: O(*n*), one pass.
  consuming func write() throws(FileError) -> (byteCount: Int, copiedLineCount: Int) {
    let numbering = contents.numbering
    // What the lines and their side table hold: the long entries come on top.
    let entryCount = numbering.numberCount - contents.long.count
    var header = IndexHeader(
      layout: .smallest(entryCount: entryCount, classCount: numbering.classes.count - 1))
    header.entryCount = numbering.numberCount
    header.lineCount = header.layout.lineCount(entryCount: entryCount)
    header.listCount = contents.lists.count
    header.classCount = numbering.classes.count
    header.rangeCount = contents.sets.segments.count
    header.metadataVersion = NumberingPlan.version
    header.region = contents.region

    var writer = SlotTableWriter(
      layout: header.layout, lineCount: header.lineCount, file: file,
      fileOffset: IndexHeader.byteCount)
    var copiedLineCount = 0
    var changes = try ChangeCursor(contents.partitions, store: store, numbering: numbering)
    if let index = contents.sets.base?.index {
      let classNumbers = contents.sets.baseClasses.map(numbering.number)
      try index.withTable { table throws(FileError) in
        var merge = BaseMerge(table, classNumbers: classNumbers)
        copiedLineCount = try merge.run(&changes, into: &writer)
      }
    } else {
      while changes.nextCode < NumberCode.domainEnd {
        try writer.append(code: changes.nextCode, classNumber: changes.nextClass)
        try changes.advance()
      }
    }
    let linesDigest = try writer.finish()
    let side =
      writer.side
      + contents.long.map { (code: $0.key, classNumber: numbering.number(of: $0.classNumber)) }
    header.sideEntryCount = side.count

    let linesByteCount =
      (header.lineCount + SlotLayout.displacementMax) * SlotLayout.lineByteCount
    header.lines = IndexHeader.Section(
      offset: IndexHeader.byteCount, byteCount: linesByteCount, digest: linesDigest)
    var offset = IndexHeader.byteCount + linesByteCount
    header.side = try append(SideTable.encoded(side), at: &offset)
    header.ranges = try append(RangeTable.encoded(segments()), at: &offset)
    header.classes = try append(
      numbering.encoded(listCount: contents.lists.count), at: &offset)
    header.catalogue = try append(SuppressionList.encodedCatalogue(contents.lists), at: &offset)
    header.fileByteCount = offset
    try file.write(header.encoded().span, at: 0)
    return (offset, copiedLineCount)
  }

  private func segments() -> [(low: UInt64, high: UInt64, classNumber: UInt16)] {
    zip(contents.sets.segments, contents.sets.segmentClasses).map { segment, classNumber in
      (segment.low, segment.high, contents.numbering.number(of: classNumber))
    }
  }

  private func append(_ bytes: [UInt8], at offset: inout Int) throws(FileError)
    -> IndexHeader.Section
  {
    try file.write(bytes.span, at: offset)
    defer { offset += bytes.count }
    return IndexHeader.Section(
      offset: offset, byteCount: bytes.count, digest: ContentDigest(of: bytes.span))
  }
}
