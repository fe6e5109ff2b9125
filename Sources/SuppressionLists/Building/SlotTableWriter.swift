import Files

/// Places sorted entries into lines and writes the lines in order.
///
/// Every home fills its own line first, in the order of the codes; then the line takes what earlier
/// homes could not place, the oldest first. An entry that finds no room within
/// `SlotLayout.displacementMax` lines is left for the side table. One pass, a window of a few lines.
struct SlotTableWriter: ~Copyable {
  /// What no line had room for, ascending by code.
  private(set) var side: [(code: UInt64, classNumber: UInt16)] = []

  private struct Entry {
    var code: UInt64
    var remainder: UInt64
    var home: Int
    var classNumber: UInt16
  }

  private static let windowLineCount = 1 << 14

  private var domain = CodeDomain.international
  private var layout = SlotLayout(remainderByteCount: 4, classBitCount: 0)!
  private var lineCount = 0
  private var allLineCount = 0
  private var homes = HomeMap(lineCount: 1, .international)
  /// Where the lines go.
  var output: BlockWriter
  private var hasher = ContentHasher()
  /// The lines not yet written, and the number of the first of them.
  private var window: [UInt8]
  private var windowStart = 0
  /// The line being filled, the count of its slots in use, those of its entries it has no room for,
  /// and those that earlier homes could not place.
  private var currentHome = 0
  private var usedCount = 0
  private var overflow: [Entry] = []
  private var displaced: [Entry] = []
  private var stillDisplaced: [Entry] = []

  init(output: consuming BlockWriter) {
    self.output = output
    window = Array(repeating: 0, count: Self.windowLineCount * SlotLayout.lineByteCount)
    overflow.reserveCapacity(64)
    displaced.reserveCapacity(64)
    stillDisplaced.reserveCapacity(64)
  }

  /// Begins a table. Its lines come where the output stands.
  mutating func begin(_ table: TableHeader) {
    domain = table.domain
    layout = table.layout
    lineCount = table.lineCount
    allLineCount = table.allLineCount
    homes = table.homes
    side.removeAll()
    hasher = ContentHasher()
    windowStart = 0
    currentHome = 0
  }

  /// Adds an entry.
  ///
  /// - Precondition: Codes come ascending.
  mutating func append(code: UInt64, classNumber: UInt16) throws(FileError) {
    let (home, remainder) = homes.locate(code)
    while currentHome < home { try closeLine() }
    if usedCount < layout.slotCount {
      let line = (currentHome &- windowStart) &* SlotLayout.lineByteCount
      Self.place(
        remainder, classNumber: classNumber, slot: usedCount, layout: layout, line: line,
        in: &window)
      usedCount &+= 1
    } else {
      overflow.append(
        Entry(code: code, remainder: remainder, home: home, classNumber: classNumber))
    }
  }

  func hasLayout(of layout: SlotLayout, lineCount: Int) -> Bool {
    self.layout == layout && self.lineCount == lineCount
  }

  func home(of code: UInt64) -> Int { homes.locate(code).home }

  /// The least code of a home; above all codes for the home after the last.
  func firstCode(ofHome home: Int) -> UInt64 {
    home < lineCount ? homes.code(home: home, remainder: 0) : domain.end
  }

  /// Ends all homes before `home`; entries may come for those from `home` on.
  mutating func advance(to home: Int) throws(FileError) {
    while currentHome < home { try closeLine() }
  }

  /// True if all entries so far have found their place.
  var isQuiet: Bool { usedCount == 0 && displaced.isEmpty }

  /// Takes over the lines up to `end` from another table of the same layout.
  ///
  /// - Parameters:
  ///   - lines: All lines of the other table.
  ///   - classNumbers: The new number of each of its classes, or nil if none changes.
  /// - Precondition: `isQuiet`, and in the other table no entry of an earlier home lies behind it.
  mutating func copyLines(
    to end: Int, from lines: Span<UInt8>, classNumbers: [UInt16]?
  ) throws(FileError) {
    precondition(isQuiet && end <= allLineCount)
    let lineByteCount = SlotLayout.lineByteCount
    while currentHome < end {
      let count = min(end - currentHome, Self.windowLineCount - (currentHome - windowStart))
      let source = lines.extracting(
        currentHome * lineByteCount..<(currentHome + count) * lineByteCount)
      let start = (currentHome - windowStart) * lineByteCount
      Self.copy(source, to: &window, at: start)
      if let classNumbers {
        Self.renumber(
          lines: start..<start + source.count, classNumbers, layout: layout, in: &window)
      }
      currentHome += count
      // No header of an earlier line can change any more.
      try makeRoom(keepingLineCount: 0)
    }
  }

  private static func copy(_ source: Span<UInt8>, to target: inout [UInt8], at start: Int) {
    precondition(start + source.count <= target.count)
    var bytes = target.mutableSpan
    for index in source.indices { bytes[start &+ index] = source[index] }
  }

  /// Gives the entries of the lines at `offsets` their new classes.
  private static func renumber(
    lines offsets: Range<Int>, _ classNumbers: [UInt16], layout: SlotLayout,
    in window: inout [UInt8]
  ) {
    var bytes = window.mutableSpan
    for line in stride(
      from: offsets.lowerBound, to: offsets.upperBound, by: SlotLayout.lineByteCount)
    {
      var slots = SlotStore(&bytes, line: line, layout: layout)
      slots.renumber(classNumbers)
    }
  }

  /// Takes over an entry of another table's side table.
  mutating func appendToSide(code: UInt64, classNumber: UInt16) {
    side.append((code, classNumber))
  }

  /// Writes the remaining lines of a table.
  ///
  /// - Returns: The digest of all lines.
  mutating func finish() throws(FileError) -> ContentDigest {
    while currentHome < allLineCount { try closeLine() }
    try writeWindow(keepingLineCount: 0)
    side.sort { $0.code < $1.code }
    return hasher.digest()
  }

  private mutating func closeLine() throws(FileError) {
    let line = (currentHome &- windowStart) &* SlotLayout.lineByteCount
    if !displaced.isEmpty || !overflow.isEmpty { placeDisplaced(line: line) }
    window[line] |= UInt8(truncatingIfNeeded: usedCount)
    usedCount = 0
    currentHome &+= 1
    try makeRoom(keepingLineCount: layout.displacementMax)
  }

  /// Writes the window if there is no room in it for another line.
  private mutating func makeRoom(keepingLineCount keptLineCount: Int) throws(FileError) {
    guard currentHome &- windowStart == Self.windowLineCount else { return }
    try writeWindow(keepingLineCount: keptLineCount)
  }

  /// Places what earlier homes left, and keeps what is left of both for the next lines.
  private mutating func placeDisplaced(line: Int) {
    stillDisplaced.removeAll(keepingCapacity: true)
    for entry in displaced {
      let displacement = currentHome - entry.home
      let homeLine = line - displacement * SlotLayout.lineByteCount
      if usedCount < layout.slotCount {
        let value = entry.remainder | UInt64(displacement) << UInt64(layout.displacementShift)
        Self.place(
          value, classNumber: entry.classNumber, slot: usedCount, layout: layout, line: line,
          in: &window)
        usedCount += 1
        let mask = UInt8(layout.displacementMax) << layout.reachShift
        let reach = max(UInt8(displacement) << layout.reachShift, window[homeLine] & mask)
        window[homeLine] = window[homeLine] & ~mask | reach
      } else if displacement < layout.displacementMax {
        stillDisplaced.append(entry)
      } else {
        window[homeLine] |= 0x80
        side.append((entry.code, entry.classNumber))
      }
    }
    for entry in overflow {
      let bit = 8 + SlotLayout.filterBit(code: entry.code, domain)
      window[line + bit / 8] |= 1 << UInt8(bit % 8)
      stillDisplaced.append(entry)
    }
    overflow.removeAll(keepingCapacity: true)
    swap(&displaced, &stillDisplaced)
  }

  /// Writes a slot of a line.
  @inline(__always)
  private static func place(
    _ value: UInt64, classNumber: UInt16, slot: Int, layout: SlotLayout, line: Int,
    in window: inout [UInt8]
  ) {
    var bytes = window.mutableSpan
    var slots = SlotStore(&bytes, line: line, layout: layout)
    slots.store(value, classNumber: classNumber, slot: slot)
  }

  /// Writes the lines of the window but the last few, whose headers may still change.
  private mutating func writeWindow(keepingLineCount keptLineCount: Int) throws(FileError) {
    let lineByteCount = SlotLayout.lineByteCount
    let finishedByteCount = (currentHome - windowStart - keptLineCount) * lineByteCount
    // Taken out of `self` for the time of the write, for a span of it excludes all of `self`.
    var lines: [UInt8] = []
    swap(&lines, &window)
    hasher.update(lines.span.extracting(..<finishedByteCount))
    try output.append(lines.span.extracting(..<finishedByteCount))
    let keptByteCount = keptLineCount * lineByteCount
    for index in 0..<keptByteCount { lines[index] = lines[finishedByteCount + index] }
    for index in keptByteCount..<lines.count { lines[index] = 0 }
    swap(&lines, &window)
    windowStart = currentHome - keptLineCount
  }
}
