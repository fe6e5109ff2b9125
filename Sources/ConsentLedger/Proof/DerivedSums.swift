import Keys

/// What tells the rows that are derived from events, all together: a sum of keyed digests of each.
///
/// A row that is missing, new or changed makes another sum. Sums stand in the seal of each commit, enciphered, so that
/// nobody without the key can make one that fits, and the difference of two is the sum of what came between them.
struct DerivedSums: Equatable {
  /// Of the rows of one table.
  struct Sum: Equatable {
    private var high: UInt64 = 0
    private var low: UInt64 = 0
    private(set) var count: UInt64 = 0

    mutating func add(_ digest: (high: UInt64, low: UInt64)) {
      high &+= digest.high
      low &+= digest.low
      count &+= 1
    }

    mutating func remove(_ digest: (high: UInt64, low: UInt64)) {
      high &-= digest.high
      low &-= digest.low
      count &-= 1
    }

    static func - (first: Sum, second: Sum) -> Sum {
      var sum = Sum()
      sum.high = first.high &- second.high
      sum.low = first.low &- second.low
      sum.count = first.count &- second.count
      return sum
    }

    fileprivate var words: [UInt64] { [high, low, count] }

    fileprivate init(words: ArraySlice<UInt64>) {
      high = words[words.startIndex]
      low = words[words.startIndex + 1]
      count = words[words.startIndex + 2]
    }

    init() {}
  }

  var acts = Sum()
  var items = Sum()
  var tombstones = Sum()

  init() {}

  var bytes: [UInt8] {
    (acts.words + items.words + tombstones.words).flatMap { Int64(bitPattern: $0).bigEndianBytes }
  }

  /// - Returns: Nil if there are not as many bytes as ``bytes`` has, or as it had before there were tombstones.
  init?(bytes: [UInt8]) {
    guard bytes.count == 9 * 8 || bytes.count == 6 * 8 else { return nil }
    let words = stride(from: 0, to: bytes.count, by: 8).map { start in
      UInt64(bitPattern: Int64(bigEndian: bytes[start..<start + 8]))
    }
    acts = Sum(words: words[0..<3])
    items = Sum(words: words[3..<6])
    if words.count == 9 { tombstones = Sum(words: words[6..<9]) }
  }
}

/// Makes the digests of rows, in memory that is used again. Of one thread at a time.
final class DerivedDigests {
  private let hasher: KeyedHasher
  private var bytes: [UInt8] = []

  init(_ key: LedgerKey) throws(KeyError) { hasher = try key.makeRowHasher() }

  /// - Parameter reference: Of the subject.
  func digest(of act: Act, reference: [UInt8]) -> (high: UInt64, low: UInt64) {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(1)
    bytes += reference
    append(act.seq)
    append(act.kind.rawValue)
    append(act.brand)
    append(act.purpose)
    append(Int64(act.channels.rawValue))
    append(act.occurred?.microseconds)
    append(act.until?.microseconds)
    append(act.flags.rawValue)
    append(act.batch)
    return hasher.hash(bytes)
  }

  func digest(of item: Register.Item) -> (high: UInt64, low: UInt64) {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(2)
    append(item.seq)
    append(item.kind.rawValue)
    append(item.id)
    append(item.parent)
    append(item.flags)
    bytes += Array(item.name.utf8)
    return hasher.hash(bytes)
  }

  func digest(of tombstone: Tombstone) -> (high: UInt64, low: UInt64) {
    digest(ofTombstone: tombstone.reference, day: Int64(tombstone.day.day))
  }

  func digest(ofTombstone reference: [UInt8], day: Int64) -> (high: UInt64, low: UInt64) {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(3)
    bytes += reference
    append(day)
    return hasher.hash(bytes)
  }

  private func append(_ number: Int64) { bytes.append(bigEndian: number) }

  private func append(_ number: Int64?) {
    bytes.append(number == nil ? 0 : 1)
    append(number ?? 0)
  }
}
