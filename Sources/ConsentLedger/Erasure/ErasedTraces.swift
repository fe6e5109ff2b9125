/// What stood in the file of people who were erased: salts, enciphered bodies and codes. SQLite overwrites what it deletes,
/// but not what it has left behind by moving rows between pages.
struct ErasedTraces {
  /// The first bytes of each, which are random, so that nothing else begins so.
  private var traces: Set<UInt64> = []
  /// True of the first two bytes of a trace.
  private var filter = [Bool](repeating: false, count: 1 << 16)
  /// Of more people than these, the file is written anew without a search.
  private static let countMax = 10_000

  /// True if there is nothing to search for.
  var isEmpty: Bool { traces.isEmpty }
  var areMany: Bool { traces.count > Self.countMax }

  mutating func add(_ bytes: [UInt8]) {
    guard bytes.count >= 8, !areMany else { return }
    traces.insert(bytes[0..<8].reduce(0) { $0 << 8 | UInt64($1) })
    filter[Int(bytes[0]) << 8 | Int(bytes[1])] = true
  }

  /// True if a trace begins within bytes, of which the last seven are looked at by the next call.
  func begin(within bytes: [UInt8]) -> Bool {
    var last: UInt64 = 0
    let bytes = bytes.span
    for place in bytes.indices {
      last = last << 8 | UInt64(bytes[place])
      if filter[Int(truncatingIfNeeded: last >> 48)], place >= 7, traces.contains(last) {
        return true
      }
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
