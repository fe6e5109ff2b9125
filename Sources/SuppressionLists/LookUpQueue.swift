import CKernels

/// Keys on their way through an index: asked for first, answered later, so that memory has time.
///
/// ```
///   ask 16 keys ─► ask 16 keys ─► … (other work) … ─► answer all
///      └ group 0      └ group 1     lines arrive
/// ```
///
/// The lines should still lie in a core's cache when they are answered: a thousand keys are 64 KB.
public struct LookUpQueue: ~Copyable {
  static let groupKeyCount = Int(NODIAL_GROUP_KEY_COUNT)

  /// The keys asked for and not yet answered.
  public private(set) var keyCount = 0
  private var groups: [nodial_group]
  private var groupCount = 0

  /// An empty queue with room for so many keys; it grows as needed.
  public init(capacity: Int) {
    groups = Array(repeating: nodial_group(), count: Self.groupCount(keyCount: capacity))
  }

  static func groupCount(keyCount: Int) -> Int {
    (keyCount &+ groupKeyCount &- 1) / groupKeyCount
  }

  /// Forgets all keys.
  public mutating func removeAll() {
    keyCount = 0
    groupCount = 0
  }

  /// Makes room for further keys and calls `fill` with all groups and the place of the first new one.
  mutating func append(_ count: Int, fill: (inout MutableSpan<nodial_group>, Int) -> Void) {
    let start = groupCount
    groupCount += Self.groupCount(keyCount: count)
    keyCount += count
    if groupCount > groups.count {
      let missing = groupCount - groups.count
      groups.append(contentsOf: repeatElement(nodial_group(), count: missing))
    }
    var span = groups.mutableSpan
    fill(&span, start)
  }

  /// Calls `body` with all groups and the count of those in use, and forgets them.
  mutating func removeAll(_ body: (inout MutableSpan<nodial_group>, Int) -> Void) {
    let count = groupCount
    removeAll()
    var span = groups.mutableSpan
    body(&span, count)
  }
}
