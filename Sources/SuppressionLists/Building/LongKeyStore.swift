import Synchronization

/// The keys of sixteen digits and more: no plan dials them, but what parses is indexed.
final class LongKeyStore: Sendable {
  /// More than so many are no phone numbers but another column.
  static let countMax = 1 << 22

  private let entries = Mutex<[(key: UInt64, list: Int)]>([])
  private let path: String

  init(path: String) { self.path = path }

  func add(_ key: UInt64, list: Int) throws(IndexError) {
    let count = entries.withLock { entries in
      entries.append((key, list))
      return entries.count
    }
    if count > Self.countMax {
      throw IndexError(
        .limit(of: "numbers of sixteen digits and more", max: Self.countMax), path: path)
    }
  }

  /// All entries, in the order of their keys.
  func sorted() -> [(key: UInt64, list: Int)] {
    entries.withLock { $0.sorted { ($0.key, $0.list) < ($1.key, $1.list) } }
  }
}
