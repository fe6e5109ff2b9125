/// What stood in the file of people who were erased: salts, enciphered bodies and codes. SQLite overwrites what it deletes,
/// but not what it has left behind by moving rows between pages.
struct ErasedTraces {
  /// The first eight bytes of each, which are random, so that nothing else begins so.
  private var traces: Set<UInt64> = []
  /// True of what four bytes of a trace come to that begin at its first, second, third or fourth: wherever a trace lies, one of
  /// these stands at a multiple of four.
  private var filter = [Bool](repeating: false, count: 1 << 16)
  /// Of more, the file is written anew without a search, which would find too much that is none.
  private static let countMax = 2_000

  /// True if there is nothing to search for.
  var isEmpty: Bool { traces.isEmpty }
  var areMany: Bool { traces.count > Self.countMax }

  mutating func add(_ bytes: [UInt8]) {
    guard bytes.count >= 8, !areMany else { return }
    traces.insert(Self.trace(bytes.span, at: 0))
    for place in 0..<4 { filter[Self.fold(bytes.span, at: place)] = true }
  }

  private static func trace(_ bytes: Span<UInt8>, at start: Int) -> UInt64 {
    var trace: UInt64 = 0
    for place in start..<start + 8 { trace = trace << 8 | UInt64(bytes[place]) }
    return trace
  }

  @inline(__always)
  private static func fold(_ bytes: Span<UInt8>, at place: Int) -> Int {
    let low = Int(bytes[place]) | Int(bytes[place + 1]) << 8
    let high = Int(bytes[place + 2]) | Int(bytes[place + 3]) << 8
    return low ^ high
  }

  /// True if a trace lies within bytes.
  func begin(within bytes: [UInt8]) -> Bool {
    let bytes = bytes.span
    let filter = filter.span
    var place = 0
    while place + 4 <= bytes.count {
      if filter[Self.fold(bytes, at: place)] {
        for start in max(0, place - 3)...place
        where start + 8 <= bytes.count && traces.contains(Self.trace(bytes, at: start)) {
          return true
        }
      }
      place += 4
    }
    return false
  }
}

extension LedgerWriter {
  /// Makes sure that nothing of whom this writer has erased is left in the file: puts the log in its place, searches the file,
  /// and writes it anew if something is.
  ///
  /// - Returns: False if somebody reads an older state just now, so that the log still has it.
  /// - Complexity: O(*n*) in the bytes of the file.
  public func removeTraces() throws(LedgerError) -> Bool {
    guard try overwriteLog() else { return false }
    if erasedTraces.isEmpty { return true }
    let isToBeWritten = erasedTraces.areMany ? true : try hasTraces()
    if isToBeWritten {
      try database.run("VACUUM")
      guard try overwriteLog() else { return false }
    }
    erasedTraces = ErasedTraces()
    return true
  }

  private func hasTraces() throws(LedgerError) -> Bool {
    let size =
      try (database.integer("PRAGMA page_count") ?? 0) * (database.integer("PRAGMA page_size") ?? 0)
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let step = Int64(bytes.count) - 7
    for offset in stride(from: 0, to: size, by: Int64.Stride(step)) {
      try database.readFile(at: offset, into: &bytes)
      if erasedTraces.begin(within: bytes) { return true }
    }
    return false
  }
}
