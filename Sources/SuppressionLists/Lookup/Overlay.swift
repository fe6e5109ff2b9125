/// Numbers in memory that are looked up beside indexes: what is newer than they are.
///
/// A list of an index may have further numbers here, under its name; then it stays what the index says
/// of it, its day and coverage among it. Numbers are only added: what an index says of a number stays.
public final class Overlay: Sendable {
  /// What messages call it.
  public let name: String
  public let lists: [SuppressionList]
  /// The lists of each class, as ascending indexes into ``lists``; class 0 is on none.
  let classes: [[Int]]
  private let numbers: NumberMap

  /// - Precondition: `numbers` has as many lists, no two of one name.
  public init(lists: [SuppressionList], numbers: consuming NumberMap) {
    precondition(Set(lists.map(\.id)).count == lists.count, "each list has its own name")
    name = numbers.name
    classes = numbers.classes
    precondition(
      classes.allSatisfy { $0.allSatisfy(lists.indices.contains) }, "the lists are those of the map"
    )
    self.lists = lists
    self.numbers = numbers
  }

  /// The distinct numbers.
  public var numberCount: Int { numbers.count }

  /// Appends the class of each key: 0 for a number that is not in it, and for 0.
  func find(_ keys: Span<UInt64>, into found: inout OutputSpan<UInt16>) {
    numbers.find(keys, into: &found)
  }

  /// The class of one key.
  func find(_ key: UInt64) -> Int {
    var found: [UInt16] = []
    found.append(addingCapacity: 1) { numbers.find([key].span, into: &$0) }
    return Int(found[0])
  }
}
