import Files

/// Merges the entries of a base with what has changed, in the order of the codes.
///
/// If the new table has the layout of the base, the lines of homes in which nothing changes are copied
/// whole. An entry that finds its home line full lies in a later line, so a change may move entries of
/// the homes around it: a stretch of homes is written anew from the last home before the change to the
/// first one after it at which no entry is on its way to a later line, in the base as in the new table.
/// From there on, both hold the same.
struct BaseMerge: ~Escapable {
  private let table: BaseTable
  /// The new number of each class of the base; 0 for one that loses all its lists.
  private let classNumbers: [UInt16]
  /// The classes that lose all their lists.
  private let vanishing: ClassFilter
  private let hasVanishing: Bool
  private let isRenumbered: Bool
  /// The first line from some home on that holds an entry of a vanishing class.
  private var vanishingLine = 0
  private var entries: [BaseTable.Entry] = []
  private var sideNumber = 0

  @_lifetime(copy table)
  init(_ table: borrowing BaseTable, classNumbers: [UInt16]) {
    self.table = copy table
    self.classNumbers = classNumbers
    vanishing = ClassFilter(
      classNumbers.indices.filter { $0 > 0 && classNumbers[$0] == 0 }, in: table.layout)
    hasVanishing = !vanishing.isEmpty
    isRenumbered = classNumbers.indices.contains { Int(classNumbers[$0]) != $0 }
    vanishingLine = -1
  }

  /// Merges everything into `writer`.
  ///
  /// - Returns: The lines that were copied.
  @_lifetime(self: copy self)
  mutating func run(
    _ changes: inout ChangeCursor, into writer: inout SlotTableWriter
  ) throws(FileError) -> Int {
    if writer.hasLayout(of: table.layout, lineCount: table.lineCount) {
      return try copyAndPatch(&changes, into: &writer)
    }
    for home in 0..<table.lineCount {
      entries.removeAll(keepingCapacity: true)
      table.appendEntries(ofHome: home, to: &entries)
      for entry in entries { try merge(entry, &changes, into: &writer) }
    }
    try append(&changes, before: table.domain.end, to: &writer)
    return 0
  }

  /// Writes an entry of the base, and all changes up to it.
  @_lifetime(self: copy self)
  private mutating func merge(
    _ entry: BaseTable.Entry, _ changes: inout ChangeCursor, into writer: inout SlotTableWriter
  ) throws(FileError) {
    if changes.nextCode <= entry.code {
      try append(&changes, before: entry.code, to: &writer)
      if changes.nextCode == entry.code {
        // What the change says includes what the base said.
        try append(&changes, before: entry.code + 1, to: &writer)
        return
      }
    }
    let classNumber = classNumbers[Int(entry.classNumber)]
    if classNumber > 0 { try writer.append(code: entry.code, classNumber: classNumber) }
  }

  /// Writes the changes with lesser codes.
  private func append(
    _ changes: inout ChangeCursor, before code: UInt64, to writer: inout SlotTableWriter
  ) throws(FileError) {
    while changes.nextCode < code {
      if changes.nextClass > 0 {
        try writer.append(code: changes.nextCode, classNumber: changes.nextClass)
      }
      try changes.advance()
    }
  }

  // MARK: Copying

  @_lifetime(self: copy self)
  private mutating func copyAndPatch(
    _ changes: inout ChangeCursor, into writer: inout SlotTableWriter
  ) throws(FileError) -> Int {
    var copiedLineCount = 0
    // No entry of an earlier home lies in its line or after it, here as in the base.
    var position = 0
    while let touched = try touchedHome(from: position, &changes, writer) {
      var start = touched
      while start > position && !table.isQuiet(beforeHome: start) { start -= 1 }
      try copy(from: position, to: start, into: &writer)
      copiedLineCount += start - position
      position = try rewrite(from: start, &changes, into: &writer)
    }
    if position < table.lineCount {
      let end = table.allLineCount
      try copy(from: position, to: end, into: &writer)
      copiedLineCount += end - position
    }
    return copiedLineCount
  }

  @_lifetime(self: copy self)
  private mutating func copy(
    from start: Int, to end: Int, into writer: inout SlotTableWriter
  ) throws(FileError) {
    try writer.copyLines(
      to: end, from: table.lines, classNumbers: isRenumbered ? classNumbers : nil)
    while sideNumber < table.sideCount, let home = table.home(ofSideEntry: sideNumber), home < end {
      let entry = table.sideEntry(sideNumber)
      if home >= start {
        let classNumber = classNumbers[Int(entry.classNumber)]
        writer.appendToSide(code: entry.code, classNumber: classNumber)
      }
      sideNumber += 1
    }
  }

  /// Writes homes anew until nothing differs any more.
  ///
  /// - Returns: The first home that was not written.
  @_lifetime(self: copy self)
  private mutating func rewrite(
    from start: Int, _ changes: inout ChangeCursor, into writer: inout SlotTableWriter
  ) throws(FileError) -> Int {
    var home = start
    while true {
      entries.removeAll(keepingCapacity: true)
      table.appendEntries(ofHome: home, to: &entries)
      for entry in entries { try merge(entry, &changes, into: &writer) }
      home += 1
      try append(&changes, before: writer.firstCode(ofHome: home), to: &writer)
      try writer.advance(to: home)
      if home == table.lineCount { return home }
      if writer.isQuiet && table.isQuiet(beforeHome: home) {
        let touched = try touchedHome(from: home, &changes, writer)
        if touched != home { return home }
      }
    }
  }

  /// The first home from `home` on in which something changes, or one a little before it.
  @_lifetime(self: copy self)
  private mutating func touchedHome(
    from home: Int, _ changes: inout ChangeCursor, _ writer: borrowing SlotTableWriter
  ) throws(FileError) -> Int? {
    guard home < table.lineCount else { return nil }
    let changed =
      changes.nextCode < table.domain.end ? writer.home(of: changes.nextCode) : nil
    guard hasVanishing else { return changed }
    if vanishingLine < home { vanishingLine = findVanishingLine(from: home) }
    guard vanishingLine < table.allLineCount else { return changed }
    // Its entries are of homes a few lines before it.
    let vanishes = min(
      max(home, vanishingLine - table.layout.displacementMax), table.lineCount - 1)
    return min(changed ?? vanishes, vanishes)
  }

  private func findVanishingLine(from start: Int) -> Int {
    var line = start
    while line < table.allLineCount && !table.mayHold(vanishing, inLine: line) { line += 1 }
    return line
  }
}
