import Synchronization

/// The ranges of an index under construction, and the lists they are on.
final class RangeStore: Sendable {
  /// More than so many are no ranges but a list of numbers.
  static let countMax = 1 << 22

  private struct Range {
    var low: UInt64
    var high: UInt64
    var list: Int
  }

  private let ranges = Mutex<[Range]>([])
  private let path: String

  init(path: String) { self.path = path }

  func add(_ ranges: Span<KeyRange>, list: Int) throws(IndexError) {
    let count = self.ranges.withLock { stored in
      for index in ranges.indices {
        stored.append(Range(low: ranges[index].low, high: ranges[index].high, list: list))
      }
      return stored.count
    }
    if count > Self.countMax {
      throw IndexError(.limit(of: "ranges of numbers", max: Self.countMax), path: path)
    }
  }

  /// Adds the segments of a base to a list of theirs.
  func add(_ segments: [RangeTable.Segment], ofList baseList: Int, list: Int) {
    ranges.withLock { stored in
      for segment in segments where segment.lists.contains(baseList) {
        stored.append(Range(low: segment.low, high: segment.high, list: list))
      }
    }
  }

  /// The ranges cut into segments that do not overlap, ascending, each with the set of its lists.
  ///
  /// Segments that touch have different sets: the same numbers give the same segments, in whatever
  /// pieces they came.
  ///
  /// - Complexity: O(*n* log *n*).
  func segments() -> [RangeTable.Segment] {
    struct Edge {
      var key: UInt64
      var list: Int
      var isStart: Bool
    }
    var edges = ranges.withLock { ranges in
      ranges.flatMap { range in
        // Keys have at most nineteen digits, so there is a next one.
        [
          Edge(key: range.low, list: range.list, isStart: true),
          Edge(key: range.high + 1, list: range.list, isStart: false),
        ]
      }
    }
    edges.sort { $0.key < $1.key }
    var depths: [Int: Int] = [:]
    var segments: [RangeTable.Segment] = []
    for (index, edge) in edges.enumerated() {
      depths[edge.list, default: 0] += edge.isStart ? 1 : -1
      if depths[edge.list] == 0 { depths[edge.list] = nil }
      guard index + 1 < edges.count, edges[index + 1].key > edge.key, !depths.isEmpty else {
        continue
      }
      let (low, high, lists) = (edge.key, edges[index + 1].key - 1, depths.keys.sorted())
      if let last = segments.last, last.high + 1 == low, last.lists == lists {
        segments[segments.count - 1].high = high
      } else {
        segments.append(RangeTable.Segment(low: low, high: high, lists: lists))
      }
    }
    return segments
  }
}
