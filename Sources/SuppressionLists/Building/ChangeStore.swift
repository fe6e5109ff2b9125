import Files
import Synchronization

/// The changes of lists, until the last one of every number is known, in bounded memory.
///
/// A change takes three words: key, order, and the list's number doubled, plus one for an addition. They
/// lie in partitions by code. When all of them take more than they may, they are moved to a scratch
/// file, each partition as one extent; at the end a partition is read and sorted by itself.
final class ChangeStore: Sendable {
  /// The last changes of some numbers of one list.
  struct Last {
    var list: Int
    var added: [UInt64] = []
    var removed: [UInt64] = []
  }

  private struct Extent {
    var offset: Int
    var wordCount: Int
  }

  private struct State: ~Copyable {
    var words = [[UInt64]](repeating: [], count: partitionCount)
    var wordCount = 0
    var extents = [[Extent]](repeating: [], count: partitionCount)
    var scratch: ScratchFile?
    var scratchByteCount = 0
  }

  private static let partitionCount = EntryStore.partitionsADomain
  private static let wordsAChange = 3

  private let state = Mutex(State())
  private let wordCountMax: Int
  private let scratchFolder: String

  /// - Parameters:
  ///   - memoryByteCount: What the changes may take; the rest goes to a scratch file.
  ///   - scratchFolder: Where that lives.
  init(memoryByteCount: Int, scratchFolder: String) {
    // An array that grows has twice the room it needs.
    wordCountMax = max(1, memoryByteCount / 2 / MemoryLayout<UInt64>.size)
    self.scratchFolder = scratchFolder
  }

  /// The bytes written to the scratch file.
  var spilledByteCount: Int { state.withLock { $0.scratchByteCount } }

  func add(_ changes: Span<ListChange>, list: Int) throws(FileError) {
    try state.withLock { state throws(FileError) in
      for index in changes.indices {
        let change = changes[index]
        let partition = Self.partition(of: change.key)
        state.words[partition].append(change.key)
        state.words[partition].append(change.order)
        state.words[partition].append(UInt64(list) << 1 | (change.isAddition ? 1 : 0))
      }
      state.wordCount += changes.count * Self.wordsAChange
      if state.wordCount > wordCountMax { try spill(&state) }
    }
  }

  /// Calls `body` with the last changes of all numbers, list by list and partition by partition.
  func takeLast(_ body: (Last) throws(IndexError) -> Void) throws(IndexError) {
    for partition in 0..<Self.partitionCount {
      var words: [UInt64]
      do throws(FileError) {
        words = try take(partition)
      } catch {
        throw IndexError(.file(error), path: error.path)
      }
      guard !words.isEmpty else { continue }
      for last in Self.last(of: words) { try body(last) }
    }
  }

  private static func partition(of key: UInt64) -> Int {
    let domain = CodeDomain(of: key)
    return EntryStore.partition(ofCode: domain.code(of: key), domain) % partitionCount
  }

  private func spill(_ state: inout State) throws(FileError) {
    if state.scratch == nil { state.scratch = try ScratchFile(folder: scratchFolder) }
    for partition in 0..<Self.partitionCount where !state.words[partition].isEmpty {
      let words = state.words[partition]
      // SAFETY: integers have no padding, so every byte is initialised.
      let bytes = unsafe words.span.bytes
      try state.scratch!.write(bytes, at: state.scratchByteCount)
      state.extents[partition].append(
        Extent(offset: state.scratchByteCount, wordCount: words.count))
      state.scratchByteCount += bytes.byteCount
      state.words[partition].removeAll(keepingCapacity: true)
    }
    state.wordCount = 0
  }

  /// Takes a partition's words out of the store.
  private func take(_ partition: Int) throws(FileError) -> [UInt64] {
    try state.withLock { state throws(FileError) in
      var words = state.words[partition]
      state.words[partition] = []
      for extent in state.extents[partition] {
        let start = words.count
        words.append(contentsOf: repeatElement(0, count: extent.wordCount))
        var span = words.mutableSpan
        var part = span._mutatingExtracting(start...)
        // SAFETY: any bytes are integers.
        var bytes = unsafe part.mutableBytes
        try state.scratch!.read(into: &bytes, at: extent.offset)
      }
      return words
    }
  }

  private static func last(of words: [UInt64]) -> [Last] {
    struct Change {
      var key: UInt64
      var order: UInt64
      var listAndAddition: UInt64
      var list: UInt64 { listAndAddition >> 1 }
    }
    var changes = stride(from: 0, to: words.count, by: wordsAChange).map { index in
      Change(
        key: words[index], order: words[index + 1], listAndAddition: words[index + 2])
    }
    changes.sort { first, second in
      if first.list != second.list { return first.list < second.list }
      if first.key != second.key { return first.key < second.key }
      if first.order != second.order { return first.order < second.order }
      // At the same moment an addition comes last.
      return first.listAndAddition < second.listAndAddition
    }
    var last: [Last] = []
    for (index, change) in changes.enumerated() {
      let next = index + 1 < changes.count ? changes[index + 1] : nil
      if let next, next.list == change.list && next.key == change.key { continue }
      if last.last?.list != Int(change.list) { last.append(Last(list: Int(change.list))) }
      if change.listAndAddition & 1 == 1 {
        last[last.count - 1].added.append(change.key)
      } else {
        last[last.count - 1].removed.append(change.key)
      }
    }
    return last
  }
}
