import Files
import Keys
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
    var lineage: IndexLineage
    var key: IndexKey?
    /// Those of the domains whose layout is not to be the smallest one.
    var remainderByteCounts: [CodeDomain: Int]
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
    var header = IndexHeader(
      tables: CodeDomain.all(isKeyed: contents.key != nil).map { domain in
        TableHeader(
          domain, entryCount: numbering.numberCount(of: domain),
          longCount: domain == .international ? contents.long.count : 0,
          classCount: numbering.classes.count - 1,
          remainderByteCount: contents.remainderByteCounts[domain])
      })
    header.listCount = contents.lists.count
    header.classCount = numbering.classes.count
    header.rangeCount = contents.sets.segments.count
    header.metadataVersion = NumberingPlan.version
    header.region = contents.region
    header.lineage = contents.lineage
    header.key = contents.key.map { IndexHeader.KeyName(id: $0.id, check: $0.check) }

    var copiedLineCount = 0
    // The header is written when all else is known.
    var writer = SlotTableWriter(output: try BlockWriter(file))
    for index in header.tables.indices {
      copiedLineCount += try write(&header.tables[index], with: &writer)
    }
    header.ranges = try append(RangeTable.encoded(segments()), to: &writer.output)
    header.classes = try append(
      numbering.encoded(listCount: contents.lists.count), to: &writer.output)
    header.catalogue = try append(catalogue(), to: &writer.output)
    header.blockDigests = try writer.output.finish()
    header.fileByteCount = writer.output.byteCount
    try file.write(header.encoded().span, at: 0)
    return (header.fileByteCount, copiedLineCount)
  }

  /// Writes the lines and the side table of a domain.
  ///
  /// - Returns: The lines that were copied.
  private func write(
    _ table: inout TableHeader, with writer: inout SlotTableWriter
  ) throws(FileError) -> Int {
    let (numbering, domain) = (contents.numbering, table.domain)
    let linesOffset = writer.output.byteCount
    writer.begin(table)
    var copiedLineCount = 0
    var changes = try ChangeCursor(
      contents.partitions, of: domain, store: store, numbering: numbering)
    if let index = contents.sets.base?.index {
      let classNumbers = contents.sets.baseClasses.map(numbering.number)
      try index.withTable(domain) { base throws(FileError) in
        var merge = BaseMerge(base, classNumbers: classNumbers)
        copiedLineCount = try merge.run(&changes, into: &writer)
      }
    } else {
      while changes.nextCode < domain.end {
        try writer.append(code: changes.nextCode, classNumber: changes.nextClass)
        try changes.advance()
      }
    }
    let linesDigest = try writer.finish()
    table.lines = IndexHeader.Section(
      offset: linesOffset, byteCount: writer.output.byteCount - linesOffset, digest: linesDigest)
    var side = writer.side
    if domain == .international {
      side += contents.long.map {
        (code: $0.key, classNumber: numbering.number(of: $0.classNumber))
      }
    }
    table.sideEntryCount = side.count
    table.side = try append(SideTable.encoded(side), to: &writer.output)
    return copiedLineCount
  }

  /// The catalogue, sealed if the index has a key.
  private func catalogue() throws(FileError) -> [UInt8] {
    var text = SuppressionList.encodedCatalogue(contents.lists)
    guard let key = contents.key else { return text }
    // So that the section is full.
    let sealedCount = IndexHeader.aligned(text.count + TextSeal.overheadByteCount)
    let paddingCount = sealedCount - TextSeal.overheadByteCount - text.count
    text.append(contentsOf: repeatElement(0, count: paddingCount))
    do throws(KeyError) {
      return try key.seal.seal(text, context: SuppressionList.sealContext)
    } catch {
      throw FileError(.write, file.path, .noMemory)
    }
  }

  private func segments() -> [(low: UInt64, high: UInt64, classNumber: UInt16)] {
    zip(contents.sets.segments, contents.sets.segmentClasses).map { segment, classNumber in
      (segment.low, segment.high, contents.numbering.number(of: classNumber))
    }
  }

  private func append(
    _ bytes: [UInt8], to output: inout BlockWriter
  ) throws(FileError) -> IndexHeader.Section {
    let offset = output.byteCount
    try output.append(bytes.span)
    return IndexHeader.Section(
      offset: offset, byteCount: bytes.count, digest: ContentDigest(of: bytes.span))
  }
}
