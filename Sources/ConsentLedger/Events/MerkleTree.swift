import Keys

/// The tree of RFC 6962 over all events, of which only the peaks are kept: the roots of its perfect subtrees.
///
/// ```
///   7 leaves        peaks
///   ───┬───         4 leaves │ 2 leaves │ 1 leaf
/// ```
struct MerkleTree {
  private(set) var size: UInt64 = 0
  /// The largest first.
  private(set) var peaks: [Hash] = []

  static func leaf(_ bytes: [UInt8], _ hasher: Hasher256) -> Hash { hasher.hash([0] + bytes) }

  static func node(_ left: Hash, _ right: Hash, _ hasher: Hasher256) -> Hash {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(1 + 2 * Hash.byteCount)
    bytes.append(1)
    left.append(to: &bytes)
    right.append(to: &bytes)
    return hasher.hash(bytes)
  }

  init() {}

  /// The tree of these peaks.
  ///
  /// - Returns: Nil if there are more or fewer than a tree of this size has.
  init?(size: UInt64, peaks: [UInt8]) {
    let count = size.nonzeroBitCount
    guard peaks.count == count * Hash.byteCount else { return nil }
    self.size = size
    self.peaks = (0..<count).map {
      Hash(bytes: Array(peaks[$0 * Hash.byteCount..<($0 + 1) * Hash.byteCount]))!
    }
  }

  /// Appends a leaf.
  ///
  /// - Complexity: O(log *n*); one node on average.
  mutating func append(_ leaf: Hash, _ hasher: Hasher256) {
    var node = leaf
    var rest = size
    while rest & 1 == 1 {
      node = Self.node(peaks.removeLast(), node, hasher)
      rest >>= 1
    }
    peaks.append(node)
    size += 1
  }

  /// The root; that of no leaf is the digest of nothing.
  func root(_ hasher: Hasher256) -> Hash {
    guard var root = peaks.last else { return hasher.hash([]) }
    for peak in peaks.dropLast().reversed() { root = Self.node(peak, root, hasher) }
    return root
  }

  var peakBytes: [UInt8] { peaks.flatMap(\.bytes) }

  /// What shows that leaf `index` is in the tree of `leaves`: the siblings on the way to the root (RFC 6962, 2.1.1).
  ///
  /// - Complexity: O(*n*).
  static func path(to index: Int, in leaves: ArraySlice<Hash>, _ hasher: Hasher256) -> [Hash] {
    guard leaves.count > 1 else { return [] }
    let split = leaves.startIndex + Self.split(leaves.count)
    let (left, right) = (leaves[..<split], leaves[split...])
    return index < split
      ? path(to: index, in: left, hasher) + [root(of: right, hasher)]
      : path(to: index, in: right, hasher) + [root(of: left, hasher)]
  }

  private static func root(of leaves: ArraySlice<Hash>, _ hasher: Hasher256) -> Hash {
    var tree = MerkleTree()
    for leaf in leaves { tree.append(leaf, hasher) }
    return tree.root(hasher)
  }

  /// The largest power of two below a count.
  private static func split(_ count: Int) -> Int {
    1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
  }
}
