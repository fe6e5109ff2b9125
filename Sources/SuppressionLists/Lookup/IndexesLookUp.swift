/// Looks numbers up in all parts of a ``SuppressionIndexes``, a batch at a time. One a thread.
///
/// Each part looks the whole batch up, so that many of its lines are under way at a time; then the
/// classes are joined. Of one index its own look-up is all there is.
public struct IndexesLookUp: Sendable {
  private let indexes: SuppressionIndexes
  /// The only index, if there is one.
  private let single: SuppressionIndex?
  /// What a further part has found.
  private var found: [UInt16] = []
  /// What the overlay has found, if it shadows the last part.
  private var foundInOverlay: [UInt16] = []
  /// What stands for the keys in the overlay and in what it shadows.
  private var codes: [UInt64] = []
  private var unions = UnionCache()

  public init(_ indexes: SuppressionIndexes) {
    self.indexes = indexes
    single = indexes.single
  }

  /// Appends the class of each key, one of ``SuppressionIndexes/classes``: 0 for a number on no list
  /// and for a key of 0.
  ///
  /// A class may be new: ``SuppressionIndexes/classCount`` tells. A class that is still not among them
  /// is one of a damaged index, and ``SuppressionIndexes/unknownClass`` says of which.
  ///
  /// - Parameter keys: Any count; the more, the better memory latency is hidden.
  /// - Precondition: `classes.freeCapacity >= keys.count`.
  /// - Complexity: O(*n*) times the parts.
  public mutating func find(_ keys: Span<UInt64>, into classes: inout OutputSpan<UInt16>) {
    if let single { return single.find(keys, into: &classes) }
    let union = indexes.classUnion
    let first = classes.count
    indexes.parts[0].find(keys, into: &classes)
    var joined = classes.mutableSpan
    Self.check(&joined, from: first, of: union)
    if indexes.shadowedPart == 1 {
      foundInOverlay.removeAll(keepingCapacity: true)
      for index in first..<joined.count { foundInOverlay.append(joined[index]) }
    }
    for part in 1..<indexes.parts.count {
      find(keys, inPart: part)
      if part + 1 == indexes.shadowedPart { swap(&found, &foundInOverlay) }
      Self.join(
        part + 1 == indexes.shadowedPart ? foundInOverlay : found, ofPart: part, into: &joined,
        from: first, union, &unions)
    }
  }

  /// Sets ``found`` to the classes of a further part.
  private mutating func find(_ keys: Span<UInt64>, inPart part: Int) {
    found.removeAll(keepingCapacity: true)
    let shadowed = indexes.shadowedPart
    guard let shadowed, let numbers = indexes.sharedCodes, part >= shadowed - 1, shadowed > 1 else {
      found.append(addingCapacity: keys.count) { indexes.parts[part].find(keys, into: &$0) }
      if part == shadowed { Self.drop(&found, shadowedBy: foundInOverlay) }
      return
    }
    // Both write numbers alike, so that this is done once.
    if part == shadowed - 1 { encode(keys, numbers) }
    found.append(addingCapacity: keys.count) { [codes] found in
      indexes.parts[part].findCoded(codes.span.extracting(..<keys.count), into: &found)
    }
    if part == shadowed { Self.drop(&found, shadowedBy: foundInOverlay) }
  }

  private mutating func encode(_ keys: Span<UInt64>, _ numbers: KeyedNumbers) {
    if codes.count < keys.count {
      codes.append(contentsOf: repeatElement(0, count: keys.count - codes.count))
    }
    var span = codes.mutableSpan
    numbers.encode(keys, into: &span)
  }

  /// Takes out what an overlay knows better.
  private static func drop(_ found: inout [UInt16], shadowedBy overlay: [UInt16]) {
    for index in found.indices where overlay[index] != 0 { found[index] = 0 }
  }

  /// Replaces classes that the first part does not have. Its others are those of all.
  private static func check(
    _ classes: inout MutableSpan<UInt16>, from first: Int, of union: ClassUnion
  ) {
    let classCount = UInt16(union.partClassCounts[0])
    var isDamaged = false
    for place in first..<classes.count where classes[place] >= classCount {
      classes[place] = ClassUnion.unknownClass
      isDamaged = true
    }
    if isDamaged { union.noteDamage(ofPart: 0) }
  }

  /// Joins the classes that a further part has found with those that the parts before it have.
  private static func join(
    _ found: [UInt16], ofPart part: Int, into classes: inout MutableSpan<UInt16>,
    from first: Int, _ union: ClassUnion, _ unions: inout UnionCache
  ) {
    let classCount = UInt16(union.partClassCounts[part])
    let shift = UInt16(union.shifts[part])
    for index in found.indices where found[index] != 0 {
      let (place, classNumber) = (first + index, found[index])
      let earlier = classes[place]
      if classNumber >= classCount || earlier == ClassUnion.unknownClass {
        if classNumber >= classCount { union.noteDamage(ofPart: part) }
        classes[place] = ClassUnion.unknownClass
      } else if earlier == 0 {
        classes[place] = classNumber + shift
      } else {
        classes[place] = unions.union(earlier, classNumber + shift, in: union)
      }
    }
  }
}

/// A thread's memory of unions: the last one at each of some places.
struct UnionCache: Sendable {
  private static let placeCount = 1 << placeBitCount
  private static let placeBitCount = 12
  /// Both classes of each union, neither of which is 0; and the union.
  private var pairs: [UInt32] = []
  private var numbers: [UInt16] = []

  mutating func union(_ first: UInt16, _ second: UInt16, in union: ClassUnion) -> UInt16 {
    if pairs.isEmpty {
      pairs = Array(repeating: 0, count: Self.placeCount)
      numbers = Array(repeating: 0, count: Self.placeCount)
    }
    let pair = UInt32(first) << 16 | UInt32(second)
    let place = Int((pair &* 0x9E37_79B1) >> UInt32(32 - Self.placeBitCount))
    if pairs[place] == pair { return numbers[place] }
    let number = union.union(first, second)
    pairs[place] = pair
    numbers[place] = number
    return number
  }
}
