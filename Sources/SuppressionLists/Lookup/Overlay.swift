import Keys

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
  /// How numbers become the codes that the map holds in their place; nil if it holds numbers.
  let codes: KeyedNumbers?
  /// The name of the key; nil if it holds numbers.
  let keyID: KeyID?

  /// - Parameter key: If the map holds codes in the place of numbers, the key by which they were made.
  /// - Precondition: `numbers` has as many lists, no two of one name.
  public init(lists: [SuppressionList], numbers: consuming NumberMap, key: IndexKey? = nil) {
    codes = KeyedNumbers(key)
    keyID = key?.id
    precondition(
      Set(lists.map { [$0.id, $0.versionedID] }).count == lists.count,
      "each list has its own name and day")
    name = numbers.name
    classes = numbers.classes
    precondition(
      classes.allSatisfy { $0.allSatisfy(lists.indices.contains) }, "the lists are those of the map"
    )
    self.lists = lists
    var numbers = numbers
    numbers.seal()
    self.numbers = numbers
  }

  /// The distinct numbers.
  public var numberCount: Int { numbers.count }

  /// Appends the class of each key: 0 for a number that is not in it, and for 0.
  func find(_ keys: Span<UInt64>, into found: inout OutputSpan<UInt16>) {
    guard let codes else { return numbers.find(keys, into: &found) }
    // What is on the stack stays in the first-level cache.
    var coded = InlineArray<512, UInt64>(repeating: 0)
    var start = 0
    while start < keys.count {
      let count = min(coded.count, keys.count - start)
      var span = coded.mutableSpan
      codes.encode(keys.extracting(start..<start + count), into: &span)
      numbers.find(coded.span.extracting(..<count), into: &found)
      start += count
    }
  }

  /// The same of codes, if the map holds these.
  func findCoded(_ codes: Span<UInt64>, into found: inout OutputSpan<UInt16>) {
    numbers.find(codes, into: &found)
  }

  /// The class of one key.
  func find(_ key: UInt64) -> Int {
    let keys: [1 of UInt64] = [codes?.key(key) ?? key]
    var found: [UInt16] = []
    found.append(addingCapacity: 1) { numbers.find(keys.span, into: &$0) }
    return Int(found[0])
  }
}

extension NumberReference {
  /// What stands for the number in an ``Overlay`` of the key: the upper bits of its code.
  public var overlayKey: UInt64 { KeyedNumbers.key(self) }
}
